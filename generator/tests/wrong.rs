//! What is said of a wrong document?
//!
//! A row is a document in `tests/wrong` and, beside it, what `openapi-build check` says of it, as a person reads it.
//! `BLESS=1 cargo test --test wrong` writes that anew; reading it is the work.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension != "txt"));
    paths.sort();
    paths
}

fn check(folder: &Path, name: &str) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_openapi-build"))
        .args(["check", name])
        .current_dir(folder)
        .output()
        .expect("the command can be run");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{name}");
    (
        String::from_utf8(output.stderr).expect("it is text"),
        output.status.code(),
    )
}

#[test]
fn what_is_said_of_wrong_documents() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong");
    let documents = documents(&folder);
    assert!(documents.len() >= 60, "{} documents", documents.len());
    let mut different = Vec::new();
    for path in documents {
        let name = path.file_name().and_then(|name| name.to_str()).expect("it has a name");
        let (said, code) = check(&folder, name);
        let is_error = said.contains("error[");
        assert_eq!(code, Some(i32::from(is_error)), "{name}");
        assert!(said.contains(&format!("--> {name}:")), "{name}: {said}");
        // Short enough to be read, and of nothing but the one thing.
        let count = said.matches("error[").count() + said.matches("warning[").count();
        assert!((1..=2).contains(&count), "{name} has {count} diagnostics:\n{said}");
        let golden = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&golden, &said).expect("it can be written");
        } else if fs::read_to_string(&golden).unwrap_or_default() != said {
            different.push(format!("{name}:\n{said}"));
        }
    }
    assert!(
        different.is_empty(),
        "these differ, and `BLESS=1` would write them:\n{}",
        different.join("\n")
    );
}
