//! Does `openapi-build update` find what it replaces, and write only what is good and wanted?

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// With a carriage return and a comment, which have to stay.
const PETS: &str = "# As published.\r\nopenapi: 3.1.0\ninfo: { title: Pets, version: '1' }\nservers: [{ url: https://pets.test }]\npaths:\n  /pets: { get: { operationId: listPets, responses: { '204': { description: None } } } }\n";
const SHOPS: &str = "openapi: 3.1.0\ninfo: { title: Shops, version: '1' }\npaths:\n  /shops: { get: { operationId: listShops, responses: { '204': { description: None } } } }\n";
const PAGE: &str = "# Owners\n\n```yaml\nopenapi: 3.1.0\ninfo: { title: Owners, version: '1' }\npaths:\n  /owners: { get: { operationId: listOwners, responses: { '204': { description: None } } } }\n```\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("update").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("spec/more")).unwrap();
    fs::write(folder.join("spec/pets.yaml"), PETS).unwrap();
    fs::write(folder.join("spec/more/shops.yaml"), SHOPS).unwrap();
    fs::write(folder.join("spec/owners.md"), PAGE).unwrap();
    folder
}

/// Calls it with a text on standard input, and gives its exit code, and what it said.
fn update(folder: &Path, args: &[&str], text: &str) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-build"));
    command.arg("update").args(args).current_dir(folder);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // One that is not read is closed before all is written.
    let _ = stdin.write_all(text.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_newer_file_is_shown_and_written_byte_for_byte() {
    let folder = folder("file");
    let newer = PETS.replace("/pets:", "/pets/{id}: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], get: { operationId: getPet, responses: { '204': { description: None } } } }\n  /pets:");
    fs::write(folder.join("newer.yaml"), &newer).unwrap();
    let written = || fs::read_to_string(folder.join("spec/pets.yaml")).unwrap();

    let (code, said, complaint) = update(&folder, &["newer.yaml"], "");
    assert_eq!(code, Some(1), "{complaint}");
    assert!(said.contains("minor[operation-added]: get_pet is new"), "{said}");
    assert!(said.contains("=> newer.yaml:6:"), "{said}");
    assert!(
        complaint.contains("`--yes` writes it") && complaint.contains("spec/pets.yaml is left as it was"),
        "{complaint}"
    );
    assert_eq!(written(), PETS);

    let (code, said, complaint) = update(&folder, &["newer.yaml", "--yes"], "");
    assert_eq!(code, Some(0), "{complaint}");
    assert!(said.ends_with("spec/pets.yaml is written\n"), "{said}");
    assert_eq!(written(), newer);
    let (code, said, _) = update(&folder, &["newer.yaml", "--yes"], "");
    assert_eq!((code, said.as_str()), (Some(0), "spec/pets.yaml says that already\n"));
}

#[test]
fn what_is_replaced_is_found_by_name_or_by_what_it_says() {
    let folder = folder("found");
    let rows = [
        // By its paths and its title, wherever it lies; from standard input, said or not.
        (&["-", "--yes"][..], SHOPS.replace("'1'", "'2'"), "spec/more/shops.yaml"),
        (
            &["--yes"][..],
            PAGE.replace("Owners\n\n", "Owners, again\n\n"),
            "spec/owners.md",
        ),
        // JSON is YAML.
        (
            &["--yes"][..],
            r#"{"openapi":"3.1.0","info":{"title":"Pets","version":"3"},"paths":{}}"#.to_owned(),
            "spec/pets.yaml",
        ),
        // By its name alone.
        (
            &["shops.yaml", "--yes"][..],
            SHOPS.replace("Shops", "Markets").replace("/shops", "/markets"),
            "spec/more/shops.yaml",
        ),
        // As it is said, also one more.
        (
            &["--file", "new.yaml", "--yes"][..],
            PETS.replace("pets", "cats").replace("listPets", "listCats"),
            "spec/new.yaml",
        ),
        (
            &["--spec", "spec/pets.yaml", "--yes"][..],
            PETS.to_owned(),
            "spec/pets.yaml",
        ),
    ];
    for (args, text, target) in rows {
        fs::write(folder.join("shops.yaml"), &text).unwrap();
        let (code, said, complaint) = update(&folder, args, &text);
        assert_eq!(code, Some(0), "{args:?}: {complaint}");
        assert!(said.contains(&format!("{target} is written")), "{args:?}: {said}");
        assert_eq!(fs::read_to_string(folder.join(target)).unwrap(), text);
    }
    let stranger = SHOPS.replace("Shops", "Roads").replace("/shops", "/roads");
    let (code, _, complaint) = update(&folder, &["--yes"], &stranger);
    assert_eq!(code, Some(1));
    assert!(complaint.contains("which file of spec does it replace?"), "{complaint}");
    let (code, _, complaint) = update(
        &folder,
        &["--yes"],
        &PAGE.lines().skip(3).take(4).collect::<Vec<_>>().join("\n"),
    );
    assert_eq!(code, Some(1));
    assert!(
        complaint.contains("owners.md is Markdown, and what came is YAML"),
        "{complaint}"
    );
}

#[test]
fn what_cannot_be_compiled_is_not_written() {
    let folder = folder("wrong");
    let wrong = PETS.replace("{ description: None }", "3");
    let (code, said, complaint) = update(&folder, &["--yes"], &wrong);
    assert_eq!((code, said.as_str()), (Some(1), ""));
    assert!(complaint.contains("--> (standard input):6:"), "{complaint}");
    assert!(
        complaint.contains("what cannot be compiled is not written"),
        "{complaint}"
    );
    let (code, _, complaint) = update(&folder, &["--yes", "--file", "pets.yaml"], "words: true\n");
    assert_eq!(code, Some(1), "{complaint}");
    assert!(complaint.contains("no OpenAPI document"), "{complaint}");
    assert_eq!(fs::read_to_string(folder.join("spec/pets.yaml")).unwrap(), PETS);

    // What cannot even be read is like nothing that is there.
    let (code, _, complaint) = update(&folder, &["--yes"], "paths: [\n");
    assert_eq!(code, Some(1), "{complaint}");
    assert!(complaint.contains("neither a title nor paths"), "{complaint}");
    assert!(complaint.contains("--> what came:"), "{complaint}");

    // What is broken may be mended, although there is nothing to compare with.
    fs::write(folder.join("spec/pets.yaml"), &wrong).unwrap();
    let (code, _, complaint) = update(&folder, &["--yes"], PETS);
    assert_eq!(code, Some(0), "{complaint}");
    assert!(complaint.contains("nothing to compare with"), "{complaint}");
    assert_eq!(fs::read_to_string(folder.join("spec/pets.yaml")).unwrap(), PETS);
}
