//! Descriptions in several files.

use std::path::PathBuf;

use super::super::*;
use crate::diagnostic::Format;

/// A folder of files that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = std::env::temp_dir().join(format!("openapi-build-{name}-{}", std::process::id()));
        for (file, text) in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().expect("it is in the folder")).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Folder(folder)
    }

    /// The document, and what was said.
    fn parse(&self, entry: &str, config: &Config) -> (Option<Document>, Vec<String>, Sources) {
        let mut diags = Diagnostics::default();
        let mut sources = read::read(&[self.0.join(entry)], &mut diags);
        let document = parse(&mut sources, config, &mut diags);
        let folder = format!("{}/", self.0.display());
        let lines = diags
            .located(&sources)
            .iter()
            .map(|d| d.to_string().replace(&folder, ""))
            .collect();
        let _ = diags.render(&sources, Format::Json);
        (document, lines, sources)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const ENTRY: &str = "openapi: 3.1.0
info: {title: T, version: '1', description: {$ref: words.md}}
paths:
  /pets: {$ref: paths/pets.yaml}
  /pets/{id}:
    get: {$ref: 'paths/pet.yaml#/get'}
components:
  schemas:
    Animal: {$ref: schemas/pet.yaml}
    Error: {type: object, properties: {owner: {$ref: schemas/owner.yaml}}}
";

const FILES: &[(&str, &str)] = &[
    ("api.yaml", ENTRY),
    ("words.md", "# Pets\n"),
    (
        "paths/pets.yaml",
        "get:
  parameters:
    - $ref: '../common.yaml#/parameters/limit'
  responses:
    '200':
      description: d
      headers: {$ref: '../common.yaml#/headers'}
      content:
        application/json:
          schema: {type: array, items: {$ref: ../schemas/pet.yaml}}
    default: {$ref: '../common.yaml#/responses/problem'}
",
    ),
    (
        "paths/pet.yaml",
        "get:
  parameters: [{$ref: '#/id'}]
  responses:
    '200': {description: d, content: {application/json: {schema: {$ref: '../schemas/pet.yaml#/properties/tag'}}}}
id: {name: id, in: path, required: true, schema: {type: string}}
",
    ),
    (
        "common.yaml",
        "parameters:
  limit: {name: limit, in: query, schema: {type: integer}}
headers:
  X-Rate: {schema: {type: integer}}
responses:
  problem: {description: d, content: {application/json: {schema: {$ref: 'api.yaml#/components/schemas/Error'}}}}
",
    ),
    (
        "schemas/pet.yaml",
        "type: object
properties:
  tag: {type: string, enum: {$ref: tags.json}}
  owner: {$ref: owner.yaml}
  friend: {$ref: '#'}
",
    ),
    (
        "schemas/owner.yaml",
        "properties:\n  pets: {type: array, items: {$ref: pet.yaml}}\n",
    ),
    ("schemas/tags.json", "[\"cat\", \"dog\"]"),
    ("unrelated.yaml", "a: 1\n"),
];

#[test]
fn many_files_are_one_document() {
    let folder = Folder::new("many", FILES);
    let (document, lines, sources) = folder.parse("api.yaml", &Config::default());
    assert_eq!(lines, [""; 0]);
    let document = document.expect("nothing is wrong with it");
    let names: Vec<_> = document.schemas.named().map(|(name, _)| name).collect();
    // `Animal` is what this document calls the schema in `pet.yaml`.
    assert_eq!(names, ["Animal", "Error", "owner", "pet_tag"]);
    let schema = |name: &str| {
        let id = document.schemas.by_pointer(&format!("/components/schemas/{name}"));
        (id, &document.schemas[id.expect(name)])
    };
    let (animal, pet) = schema("Animal");
    assert_eq!(document.schemas[pet.properties["friend"]].reference, animal);
    assert_eq!(document.schemas[pet.properties["owner"]].reference, schema("owner").0);
    let items = schema("owner").1.properties["pets"];
    let items = document.schemas[items].items.expect("it is an array");
    assert_eq!(document.schemas[items].reference, animal);
    assert_eq!(schema("pet_tag").1.enum_values.as_ref().map(Vec::len), Some(2));
    let operations: Vec<_> = document
        .openapi
        .operations()
        .map(|(path, method, _)| format!("{method} {path}"))
        .collect();
    assert_eq!(operations, ["get /pets", "get /pets/{id}"]);
    assert_eq!(document.openapi.info.description.as_deref(), Some("# Pets\n"));
    let components = document.openapi.components.as_ref().unwrap();
    assert_eq!(components.parameters.keys().collect::<Vec<_>>(), ["id", "limit"]);
    assert_eq!(components.responses.keys().collect::<Vec<_>>(), ["problem"]);
    // Cargo hears of every file but the one that nothing refers to.
    let watched: Vec<_> = sources
        .watched()
        .map(|path| path.strip_prefix(&folder.0).unwrap())
        .collect();
    assert_eq!(watched.len(), FILES.len() - 1);
}

#[test]
fn a_folder_of_files_is_one_document_too() {
    let folder = Folder::new("folder", FILES);
    let (document, lines, _) = folder.parse("", &Config::default());
    assert_eq!(
        lines,
        [
            "warning[no-document]: unrelated.yaml:1:1: the file holds no OpenAPI document; it is passed over",
            "warning[no-document]: words.md:1:1: the page has no fenced block that holds an OpenAPI document; it is passed over",
        ]
    );
    assert_eq!(document.map(|document| document.openapi.operations().count()), Some(2));
}

#[test]
fn what_is_wrong_in_a_file_is_shown_there() {
    let broken = |file: &str, from: &str, to: &str| {
        let files: Vec<(&str, String)> = FILES
            .iter()
            .map(|(name, text)| {
                (
                    *name,
                    if *name == file {
                        text.replace(from, to)
                    } else {
                        (*text).to_owned()
                    },
                )
            })
            .collect();
        assert!(files.iter().any(|(_, text)| text.contains(to)), "{file} has no {from}");
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let folder = Folder::new(&format!("broken-{}", to.len()), &files);
        let (_, lines, _) = folder.parse("api.yaml", &Config::default());
        lines.into_iter().next().expect("something is wrong")
    };
    let table = [
        (
            ("common.yaml", "name: limit,", "nam: limit,"),
            "error[missing-field]: common.yaml:2:3: a parameter needs the field `name`",
        ),
        (
            ("schemas/owner.yaml", "type: array", "type: aray"),
            "warning[invalid-value]: schemas/owner.yaml:2:16: `aray` is no type of JSON Schema; the schema is read as any value",
        ),
        (
            ("paths/pets.yaml", "description: d", "descriptio: d"),
            "warning[missing-field]: paths/pets.yaml:5:5: a response needs the field `description`; it is taken to be \"\"",
        ),
        (
            ("paths/pets.yaml", "/responses/problem", "/responses/problems"),
            "error[dangling-ref]: paths/pets.yaml:11:21: `../common.yaml#/responses/problems` leads to nothing in common.yaml; a response is expected there",
        ),
        (
            ("schemas/pet.yaml", "tags.json", "no-such-tags.json"),
            "error[dangling-ref]: schemas/pet.yaml:3:36: `no-such-tags.json` leads to schemas/no-such-tags.json, which cannot be read: No such file or directory (os error 2)",
        ),
        (
            (
                "schemas/pet.yaml",
                "owner.yaml",
                "https://example.com/schemas/owner.yaml",
            ),
            "error[remote-ref]: schemas/pet.yaml:4:17: `https://example.com/schemas/owner.yaml` is on another host, and a build does not go to the network",
        ),
        (
            ("schemas/tags.json", "]", "], more"),
            "error[syntax]: schemas/tags.json:1:15: the JSON cannot be read: trailing characters",
        ),
        (
            ("paths/pets.yaml", "get:", "$ref: pets.yaml\nget:"),
            "error[ref-cycle]: paths/pets.yaml:1:7: the reference leads back to itself, or to too much",
        ),
    ];
    for ((file, from, to), expected) in table {
        assert_eq!(broken(file, from, to), expected);
    }
}

#[test]
fn an_error_in_a_file_tells_how_it_was_come_to() {
    let entry = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    $ref: paths/a.yaml\n";
    let path = "get:\n  responses:\n    '200':\n      description: d\n      content: {application/json: {schema: {$ref: ../b.json}}}\n";
    let folder = Folder::new(
        "chain",
        &[("api.yaml", entry), ("paths/a.yaml", path), ("b.json", "{\"type\": [}")],
    );
    let mut diags = Diagnostics::default();
    let mut sources = read::read(&[folder.0.join("api.yaml")], &mut diags);
    parse(&mut sources, &Config::default(), &mut diags);
    let found = diags.located(&sources);
    let chain: Vec<String> = found[0]
        .notes
        .iter()
        .map(|note| note.location.text.trim().to_owned())
        .collect();
    assert_eq!(
        chain,
        [
            "content: {application/json: {schema: {$ref: ../b.json}}}",
            "$ref: paths/a.yaml"
        ]
    );
}

#[test]
fn other_folders_have_to_be_allowed() {
    let entry =
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {$ref: ../shared/a.yaml}}}\n";
    let folder = Folder::new(
        "outside",
        &[("spec/api.yaml", entry), ("shared/a.yaml", "type: string\n")],
    );
    let (document, lines, _) = folder.parse("spec", &Config::default());
    assert!(document.is_none());
    assert_eq!(
        lines,
        [
            "error[outside-ref]: spec/api.yaml:3:34: `../shared/a.yaml` leads to shared/a.yaml, which is outside the folder of the description"
        ]
    );
    let mut config = Config::default();
    config.refs.folders.push(folder.0.join("shared"));
    let (document, lines, _) = folder.parse("spec", &config);
    assert!(document.is_some(), "{lines:#?}");
}

#[test]
fn names_that_meet_tell_their_folders() {
    let entry = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: cats/models/status.yaml}}}}
        '201': {description: d, content: {application/json: {schema: {$ref: dogs/models/status.yaml}}}}
        '202': {description: d, content: {application/json: {schema: {$ref: dogs/other.yaml}}}}
";
    let files = [
        ("api.yaml", entry),
        ("cats/models/status.yaml", "type: string\n"),
        ("dogs/models/status.yaml", "type: integer\n"),
        ("dogs/other.yaml", "type: integer\n"),
    ];
    let folder = Folder::new("names", &files);
    let (document, lines, _) = folder.parse("api.yaml", &Config::default());
    assert_eq!(
        lines,
        [
            "warning[name-clash]: cats/models/status.yaml:1:1: `status` is the name of several schemas; this one is called `cats_status`",
            "warning[name-clash]: dogs/models/status.yaml:1:1: `status` is the name of several schemas; this one is called `dogs_status`",
        ]
    );
    let document = document.unwrap();
    let names: Vec<_> = document.schemas.named().map(|(name, _)| name).collect();
    assert_eq!(names, ["cats_status", "dogs_status", "other"]);
}

#[test]
fn the_published_description_in_many_files_is_read() {
    let entry = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/corpus/multi/digitalocean/DigitalOcean-public.v2.yaml"
    );
    if !std::path::Path::new(entry).exists() {
        return;
    }
    let mut diags = Diagnostics::default();
    let mut sources = read::read(&[entry.into()], &mut diags);
    let document = parse(&mut sources, &Config::default(), &mut diags).expect("it is right");
    assert!(document.openapi.operations().count() > 500);
    let watched = sources.watched().count();
    assert!(watched > 1_500, "{watched}");
}
