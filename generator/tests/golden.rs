//! What does each kind of schema become?
//!
//! A fixture is a folder with `schemas.yaml`, the content of `components.schemas`, and `types.rs`, the module that it
//! becomes. `BLESS=1 cargo test --test golden` writes the modules anew; reading the difference is the work. The test
//! `fixtures` compiles them and lets them read and write.

use std::fs;
use std::path::{Path, PathBuf};

const HEADER: &str = "openapi: 3.1.0\ninfo: { title: Fixture, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n";

#[test]
fn every_fixture_becomes_what_it_is_expected_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut fixtures: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    fixtures.sort();
    let mut different = Vec::new();
    for fixture in &fixtures {
        let name = fixture.file_name().unwrap().to_str().unwrap();
        let actual = types_of(
            name,
            &fs::read_to_string(fixture.join("schemas.yaml")).unwrap(),
            &fixture.join("sdk.toml"),
        );
        let golden = fixture.join("types.rs");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&golden, &actual).unwrap();
        } else if fs::read_to_string(&golden).unwrap_or_default() != actual {
            different.push(name.to_owned());
        }
        let modules = include_str!("fixtures.rs");
        assert!(
            modules.contains(&format!("\"fixtures/{name}/types.rs\"")),
            "{name} is not among the modules"
        );
    }
    assert!(fixtures.len() > 10);
    assert!(
        different.is_empty(),
        "these differ, and `BLESS=1` would write them: {different:?}"
    );
}

fn types_of(name: &str, schemas: &str, config: &Path) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden").join(name);
    fs::create_dir_all(&folder).unwrap();
    let document = folder.join("openapi.yaml");
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    fs::write(&document, format!("{HEADER}{indented}")).unwrap();
    let out = folder.join("client");
    let mut builder = openapi_build::Builder::new().spec(&document).out_dir(&out);
    builder = builder.validate(name == "validate");
    if config.exists() {
        builder = builder.config(config);
    }
    builder.compile().unwrap();
    fs::read_to_string(out.join("types.rs")).unwrap()
}
