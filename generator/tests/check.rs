//! Does the command say when a crate that is checked in is out of date, and does it write what the build script writes?

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.test }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /health:
    get:
      operationId: health
      responses: { '204': { description: Well } }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties: { id: { type: string }, name: { type: string } }
    Word: { type: string, enum: [a, b] }
";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("spec")).unwrap();
    fs::write(folder.join("spec/pets.yaml"), DOCUMENT).unwrap();
    folder
}

fn generate(folder: &Path, check: bool) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-build"));
    command.args(["generate", "spec", "--out", "pets"]).current_dir(folder);
    command.args(check.then_some("--check")).output().unwrap()
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut open = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_crate_that_is_out_of_date_is_told_and_left_alone() {
    let folder = folder("stale");
    let out = folder.join("pets");
    let missing = generate(&folder, true);
    assert_eq!(missing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("src/lib.rs: is missing"));
    assert!(!out.exists());

    assert!(generate(&folder, false).status.success());
    assert_eq!(generate(&folder, true).status.code(), Some(0));

    fs::write(folder.join("spec/pets.yaml"), DOCUMENT.replace("name: {", "nick: {")).unwrap();
    fs::write(out.join("src/dogs.rs"), "// An earlier run wrote this.\n").unwrap();
    let before = files(&out);
    let stale = generate(&folder, true);
    assert_eq!(stale.status.code(), Some(1));
    let said = String::from_utf8(stale.stderr).unwrap();
    for words in [
        "src/types/with_pets.rs: differs",
        "    - ",
        "    +     pub nick:",
        "src/dogs.rs: is no longer generated",
    ] {
        assert!(said.contains(words), "{words}:\n{said}");
    }
    assert!(said.lines().count() < 40, "{said}");
    assert_eq!(files(&out), before, "nothing is written");

    assert!(generate(&folder, false).status.success());
    assert_eq!(generate(&folder, true).status.code(), Some(0));
}

/// A text with all features on: without the lines that make things depend on them, and without what takes the place of things
/// that are off.
fn unconditional(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        if line.starts_with("#[cfg(not(") {
            lines.next();
            if kept.last() == Some(&"\n") {
                kept.pop();
            }
        } else if !line.trim_start().starts_with("#[cfg(") {
            kept.push(line);
        }
    }
    kept.concat()
}

/// The items of some modules, in order; not what leads from one module to another.
fn items(text: &str) -> BTreeSet<&str> {
    let apart = ["// @generated", "//!", "mod ", "use "];
    let items = text.split("\n\n").map(str::trim);
    items
        .filter(|item| !apart.iter().any(|start| item.starts_with(start)))
        .collect()
}

#[test]
fn the_build_script_and_the_command_write_the_same() {
    let folder = folder("same");
    assert!(generate(&folder, false).status.success());
    let built = folder.join("built");
    // Cargo.toml of this package has no feature for a tag, so that all are on, as they are for the command.
    openapi_build::Builder::new()
        .spec(folder.join("spec"))
        .out_dir(&built)
        .crate_path("pets")
        .validate(true)
        .compile()
        .unwrap();
    let mut compared = 0;
    for (path, text) in files(&built) {
        // The command does not know the features, and lets the compiler decide what the build script leaves out.
        let command = |path: &Path| unconditional(&fs::read_to_string(folder.join("pets").join(path)).unwrap());
        let built = String::from_utf8(text).unwrap();
        match path.to_str().unwrap() {
            // What the build script says beside.
            "report.txt" => continue,
            "README.md" => assert_eq!(command(&path), built),
            // A crate's root says some more of the crate.
            "mod.rs" => {
                let root = command(Path::new("src/lib.rs"));
                let (first, rest) = built.split_once('\n').unwrap();
                assert!(root.starts_with(first) && root.ends_with(rest), "{root}");
            }
            // Those that come with some features stand in files of their own.
            "types.rs" => {
                let parts = files(&folder.join("pets/src/types"));
                // A file ends where another begins.
                let parts = parts.into_iter().map(|(_, text)| String::from_utf8(text).unwrap());
                let parts = parts.map(|text| String::from("\n") + &unconditional(&text));
                let all: String = [command(Path::new("src/types.rs"))].into_iter().chain(parts).collect();
                assert_eq!(items(&all), items(&built));
            }
            _ => assert_eq!(command(&Path::new("src").join(&path)), built, "{}", path.display()),
        }
        compared += 1;
    }
    // As many as the crate has, but for Cargo.toml and the two files of types that come with a feature.
    assert_eq!(compared, files(&folder.join("pets")).len() - 3);
}
