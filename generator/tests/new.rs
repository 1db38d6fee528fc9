//! Does a new crate build and pass its tests at once?

mod crates;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = r##"openapi: 3.1.0
info: { title: "Pets & <others>", version: '1' }
servers: [{ url: 'https://pets.example' }]
security: [{ key: [] }]
paths:
  /pets/{id}:
    put:
      tags: [Pets of all kinds]
      operationId: replacePet
      parameters: [{ name: id, in: path, required: true, schema: { type: string }, example: pet_1 }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: 'schemas/pet.yaml' } } } }
      responses:
        '200': { description: Replaced, content: { application/json: { schema: { $ref: 'schemas/pet.yaml' } } } }
  # Names that Rust, the examples or the documentation have for something else.
  /self/{type}:
    post:
      tags: [Pets of all kinds]
      operationId: await
      summary: '``` */ # {} "'
      parameters:
        - { name: type, in: path, required: true, schema: { $ref: '#/components/schemas/Option' } }
        - { name: client, in: query, example: 'a"b\c{}#', schema: { type: string } }
        - { name: into, in: query, example: [Some], schema: { type: array, items: { $ref: '#/components/schemas/Vec' } } }
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Result' } } } }
      responses:
        '200': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Client' } } } }
  /string:
    get:
      operationId: String
      responses:
        '200': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Box' } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: x-key } }
  schemas:
    Option: { type: string, enum: [None, Some, '', '`', '*/', '{}', 'a"b', self] }
    Vec: { type: string, enum: [Some, '#[test]', "line\nbreak"] }
    String: { type: string, pattern: '^#\{.*"$', example: '#{}"' }
    Box: { oneOf: [{ $ref: '#/components/schemas/Result' }, { $ref: '#/components/schemas/String' }, { type: integer }] }
    Client: { type: object, properties: { from_env: { type: string }, new: { $ref: '#/components/schemas/Box' } } }
    Result:
      type: object
      required: [self, type, 'a"b', '#hash', Ok, born, any]
      properties:
        self: { type: string, example: '# hidden' }
        type: { $ref: '#/components/schemas/Option' }
        'a"b': { type: array, items: { $ref: '#/components/schemas/String' } }
        '#hash': { $ref: '#/components/schemas/DateTime' }
        Ok: { type: object, additionalProperties: { $ref: '#/components/schemas/Vec' }, example: { 'key"': Some } }
        born: { type: string, format: date-time }
        any: {}
        new: { type: string }
        default: { $ref: '#/components/schemas/JsonValue' }
    DateTime: { type: string, format: date }
    JsonValue: { type: object, required: [Default], properties: { Default: { type: boolean } } }
"##;

const PET: &str = "type: object\nrequired: [name, born]\nproperties:\n  name: { type: string, examples: [Rex] }\n  \
                   born: { type: string, format: date }\n  tags: { type: array, items: { type: string } }\n";

struct Place {
    root: PathBuf,
    document: PathBuf,
    out: PathBuf,
}

/// An empty place with a description in it.
fn place(name: &str) -> Place {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new").join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("given/schemas")).unwrap();
    let document = root.join("given/openapi.yaml");
    fs::write(&document, DOCUMENT).unwrap();
    fs::write(root.join("given/schemas/pet.yaml"), PET).unwrap();
    Place {
        document,
        out: root.join("my-pets"),
        root,
    }
}

fn new(place: &Place, input: &Path) -> Output {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-build"));
    command.args(["new", "my-pets"]).arg(input).arg("--out").arg(&place.out);
    command
        .arg("--runtime-path")
        .arg(generator.parent().unwrap().join("runtime"));
    command.arg("--generator-path").arg(generator);
    command.output().unwrap()
}

#[test]
fn it_builds_and_passes_its_tests() {
    let place = place("whole");
    let output = new(&place, &place.document);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |path: &str| fs::read_to_string(place.out.join(path)).unwrap();
    assert_eq!(read("spec/openapi.yaml"), DOCUMENT);
    assert_eq!(read("spec/schemas/pet.yaml"), PET);
    assert!(read("examples/first_call.rs").contains(".replace_pet(\"pet_1\", Pet::new(\"Rex\", "));
    assert!(read("LICENSE").contains("belong to the author of this crate"));

    crates::set_apart(&place.out);
    let output = crates::cargo(&place.out, "test")
        .args(["--features", "contract-tests"])
        .output()
        .unwrap();
    let (stdout, stderr) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{stdout}{stderr}");
    assert!(!stderr.contains("warning: unused"), "{stderr}");
    assert!(stdout.contains("test replace_pet_is_called ... ok"), "{stdout}");
    // Of the operations, one changes nothing.
    assert!(
        stdout.contains("test operations::string ... ignored, asks a server"),
        "{stdout}"
    );
    assert!(
        stdout.contains("PetsOfAllKinds::replace_pet"),
        "the example in the documentation: {stdout}"
    );
}

#[test]
fn nothing_is_overwritten_and_nothing_half_written() {
    let place = place("refused");
    fs::create_dir_all(&place.out).unwrap();
    fs::write(place.out.join("notes.txt"), "mine").unwrap();
    let output = new(&place, &place.document);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing in it is overwritten"));
    assert_eq!(fs::read_dir(&place.out).unwrap().count(), 1);

    fs::remove_dir_all(&place.out).unwrap();
    let wrong = place.root.join("given/wrong.yaml");
    fs::write(&wrong, "openapi: 3.1.0\npaths: 5\n").unwrap();
    assert_eq!(new(&place, &wrong).status.code(), Some(1));
    assert!(!place.out.exists());
}

#[test]
fn a_folder_is_taken_with_its_settings() {
    let place = place("folder");
    let folder = place.root.join("given");
    fs::write(folder.join("sdk.toml"), "[client]\nenv-prefix = \"PETS\"\n").unwrap();
    fs::remove_dir_all(folder.join("schemas")).unwrap();
    let document = DOCUMENT.replace("$ref: 'schemas/pet.yaml'", "type: string");
    fs::write(&place.document, &document).unwrap();
    let output = new(&place, &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |path: &str| fs::read_to_string(place.out.join(path)).unwrap();
    assert_eq!(read("spec/openapi.yaml"), document);
    assert_eq!(read("spec/sdk.toml"), "[client]\nenv-prefix = \"PETS\"\n");
    assert!(read("build.rs").contains(".spec(\"spec\").compile()"));
    assert!(read("README.md").contains("PETS_KEY"));
}
