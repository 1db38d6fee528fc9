//! What comes of published documents, and of the suites of other tools?
//!
//! Each of them generates, or is in `tests/expected` with what is said of it. The documents are beside the repository; where
//! they are not, these tests say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Severity};
use crate::emit::parallel;
use crate::pipeline::{self, Input};

fn corpus(folder: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let root = std::env::var_os("OPENAPI_CORPUS").map_or(beside, PathBuf::from);
    let folder = root.join(folder);
    folder.is_dir().then_some(folder)
}

/// The errors of a document, after every stage; each of which has a place in a file.
fn errors(path: &Path) -> Vec<Diagnostic> {
    let input = Input {
        specs: vec![path.to_owned()],
        ..Input::default()
    };
    let mut outcome = pipeline::analyze(&input);
    if let Some(api) = &outcome.api {
        pipeline::emit(api, &mut outcome.diags);
    }
    let located = outcome.diags.located(&outcome.sources);
    for diagnostic in &located {
        assert!(diagnostic.location.line >= 1, "{}: {diagnostic}", path.display());
    }
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    located.into_iter().filter(is_error).collect()
}

/// The documents of a folder, by their paths in it.
fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            documents(&path, found);
        } else if ["json", "yaml", "yml"]
            .iter()
            .any(|end| path.extension().is_some_and(|e| e == *end))
        {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let says = |line: &str| {
                let line = line.trim_start_matches([' ', '\t', '{', '"', '\'']);
                line.starts_with("openapi") || line.starts_with("swagger")
            };
            if text.lines().any(|line| says(line) && line.contains(':')) {
                found.push(path);
            }
        }
    }
}

/// Holds what comes of the documents of a folder to a list of names and codes. `BLESS=1` writes it anew.
#[allow(clippy::print_stderr, reason = "what is skipped is told")]
fn hold(folder: &str, list: &str) {
    let Some(root) = corpus(folder) else {
        return eprintln!("skipped: there is no corpus with {folder}");
    };
    let mut paths = Vec::new();
    documents(&root, &mut paths);
    let mut found = BTreeMap::new();
    let all = parallel::map(&paths, |path| errors(path));
    for (path, errors) in paths.iter().zip(all) {
        if !errors.is_empty() {
            let codes: BTreeSet<&str> = errors.iter().map(|error| error.code.name()).collect();
            let name = path
                .strip_prefix(&root)
                .expect("it is in the folder")
                .display()
                .to_string();
            found.insert(name, Vec::from_iter(codes).join(", "));
        }
    }
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(list);
    let lines: String = found.iter().map(|(name, codes)| format!("{name}\t{codes}\n")).collect();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&list, lines).expect("it can be written");
        return;
    }
    let text = fs::read_to_string(&list).expect("the list is there");
    let expected: BTreeMap<&str, &str> = text.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut wrong = Vec::new();
    for (name, codes) in &found {
        match expected.get(name.as_str()) {
            Some(expected) if expected == codes => {}
            Some(expected) => wrong.push(format!("{name}: {codes}, where {expected} was expected")),
            None => wrong.push(format!("{name}: {codes}, where it should generate")),
        }
    }
    let stale = expected.keys().filter(|name| !found.contains_key(**name));
    wrong.extend(stale.map(|name| format!("{name} generates, and is still on the list")));
    assert!(wrong.is_empty(), "of {}:\n{}", paths.len(), wrong.join("\n"));
}

#[test]
fn every_suite_generates_or_is_refused_for_a_reason() {
    hold("suites", "suites.tsv");
}

#[test]
#[ignore = "takes minutes without optimisation"]
fn every_published_document_generates() {
    hold("specs", "specs.tsv");
}

#[test]
#[allow(clippy::print_stderr, reason = "what is skipped is told")]
fn documents_that_do_not_parse_name_the_line() {
    let Some(folder) = corpus("malformed") else {
        return eprintln!("skipped: there is no corpus with malformed documents");
    };
    let table = [
        ("d-sendgrid.yaml", "syntax", 13_002),
        ("openbanking-account-info.json", "syntax", 5_021),
    ];
    for (name, code, line) in table {
        let errors = errors(&folder.join(name));
        let first = errors.first().map(|error| (error.code.name(), error.location.line));
        assert_eq!(first, Some((code, line)), "{name}");
    }
}
