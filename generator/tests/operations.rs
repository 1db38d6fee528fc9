//! What do operations become, and does what they become send what the document says?
//!
//! A fixture is a folder with `openapi.yaml`, perhaps `sdk.toml`, and `client`, the module that it becomes.
//! `BLESS=1 cargo test --test operations` writes the modules anew; reading the difference is the work.

#![deny(warnings)]
#![allow(
    unreachable_pub,
    reason = "a test has no outside, and the modules are those of a library"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Credentials that only a parameter speaks of.
#[rustfmt::skip]
#[path = "operations/authorization/client/mod.rs"]
pub mod authorization;
/// Every kind of body.
#[rustfmt::skip]
#[path = "operations/bodies/client/mod.rs"]
pub mod all_bodies;
/// What a tool has written in place of references, and `sdk.toml` makes one again.
#[rustfmt::skip]
#[path = "operations/copies/client/mod.rs"]
pub mod copies;
/// What is sent in another form than it is received in.
#[rustfmt::skip]
#[path = "operations/directions/client/mod.rs"]
pub mod directions;
/// What the API sends by itself.
#[rustfmt::skip]
#[path = "operations/calls_back/client/mod.rs"]
pub mod calls_back;
/// Names that mean something to a reader of Rust.
#[rustfmt::skip]
#[path = "operations/names/client/mod.rs"]
pub mod names;
/// Every way in which a page leads to the next.
#[rustfmt::skip]
#[path = "operations/pagination/client/mod.rs"]
pub mod pagination;
/// Every place and style of a parameter.
#[rustfmt::skip]
#[path = "operations/parameters/client/mod.rs"]
pub mod parameters;
#[path = "operations/checks/mod.rs"]
mod checks;
#[path = "operations/support/recorder.rs"]
#[allow(dead_code, reason = "a fixture asks for what it needs")]
mod recorder;
/// What OpenAPI 3.2 has and 3.1 has not.
#[rustfmt::skip]
#[path = "operations/dialect_3_2/client/mod.rs"]
pub mod dialect_3_2;
/// Every kind of answer.
#[rustfmt::skip]
#[path = "operations/responses/client/mod.rs"]
pub mod responses;
/// A document of Swagger 2.0.
#[rustfmt::skip]
#[path = "operations/swagger/client/mod.rs"]
pub mod swagger;

/// Every kind of credential.
#[rustfmt::skip]
#[path = "operations/security/client/mod.rs"]
pub mod security;
/// Every kind of answer and body that comes or goes bit by bit.
#[rustfmt::skip]
#[path = "operations/streams/client/mod.rs"]
pub mod streams;


#[test]
fn every_fixture_becomes_what_it_is_expected_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/operations");
    let mut different = Vec::new();
    let folders = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path());
    let mut fixtures: Vec<_> = folders.filter(|folder| folder.join("openapi.yaml").exists()).collect();
    fixtures.sort();
    for fixture in fixtures {
        let name = fixture.file_name().unwrap().to_str().unwrap().to_owned();
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("operations").join(&name);
        let mut builder = openapi_build::Builder::new()
            .spec(fixture.join("openapi.yaml"))
            .crate_path("fixture")
            .out_dir(&out);
        if fixture.join("sdk.toml").exists() {
            builder = builder.config(fixture.join("sdk.toml"));
        }
        builder.compile().unwrap();
        let golden = fixture.join("client");
        if std::env::var_os("BLESS").is_some() {
            let _ = fs::remove_dir_all(&golden);
            fs::create_dir_all(&golden).unwrap();
            for (file, text) in modules(&out) {
                fs::write(golden.join(file), text).unwrap();
            }
        } else if modules(&golden) != modules(&out) {
            different.push(name);
        }
    }
    assert!(
        different.is_empty(),
        "these differ, and `BLESS=1` would write them: {different:?}"
    );
}

fn modules(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let modules = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let named = modules.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    named.collect()
}
