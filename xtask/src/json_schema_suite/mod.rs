//! Does what the JSON Schema Test Suite calls valid come back from its type as it went in?
//!
//! Every schema of the suite becomes a component of one OpenAPI document. What the suite calls valid has to be read and
//! written without a change; of what it calls invalid is counted how much is read, since types say less than schemas.

mod cases;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use openapi_build::inspect::{self, Types};
use serde_json::{Map, Value, json};

use self::cases::Group;
use crate::fidelity::program::Package;
use crate::fidelity::python::Python;
use crate::fidelity::report::{Outcome, Report};
use crate::fidelity::{Result, folder};

/// Runs `cargo xtask json-schema-suite`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> std::result::Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let mut suite = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Value(path) if suite.is_none() => suite = Some(PathBuf::from(path)),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let suite = suite.ok_or("where is the suite?")?;
    measure(&suite, root).map_err(|error| error as Box<dyn Error>)
}

fn measure(suite: &Path, root: &Path) -> Result<()> {
    let out = folder(root).join("json-schema-suite");
    fs::create_dir_all(&out)?;
    let mut report = Report::open(&out, root)?;
    let began = Instant::now();
    let groups = cases::read(suite)?;
    let (groups, refused) = generated(groups, &out)?;
    let types = types(&groups, &out)?;
    let python = Python::new(&folder(root), root)?;
    // Types of the document that are no group's own are parts of one, and have no instances.
    let given: Vec<Value> = types
        .items
        .iter()
        .map(|item| {
            let name = item.pointer.strip_prefix("#/components/schemas/").unwrap_or_default();
            let group = groups.iter().find(|group| group.name == name);
            json!({
                "valid": group.map_or(&[][..], |group| &group.valid),
                "invalid": group.map_or(&[][..], |group| &group.invalid),
            })
        })
        .collect();
    let worker = python.start_with("json-schema-suite", &types, &given)?;
    let program = match Package::new(out.join("program"), root)?.build(&types)? {
        Ok(program) => program,
        Err(why) => {
            worker.abandon()?;
            return Err(why.into());
        }
    };
    let results = worker.finish(&program)?;
    for (file, results) in by_file(&groups, &refused, &results) {
        let outcome = Outcome::Measured {
            fingerprint: 0,
            results,
            report: String::new(),
        };
        report.add(&file.replace('/', "-"), outcome, 0, began)?;
    }
    report.close()
}

/// Groups whose schemas the generator does not take, and why.
type Refused = Vec<(Group, String)>;

/// The groups whose schemas the generator takes, each by itself, and why it does not take the others.
fn generated(groups: Vec<Group>, out: &Path) -> Result<(Vec<Group>, Refused)> {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    for group in groups {
        let alone = [group];
        let types = std::panic::catch_unwind(|| types(&alone, out));
        let [group] = alone;
        match types {
            Ok(Ok(_)) => taken.push(group),
            Ok(Err(why)) => refused.push((group, why.to_string())),
            Err(_) => refused.push((group, "error: the generator panicked".to_owned())),
        }
    }
    Ok((taken, refused))
}

fn types(groups: &[Group], out: &Path) -> Result<Types> {
    let schemas: Map<String, Value> = groups
        .iter()
        .map(|group| (group.name.clone(), group.schema.clone()))
        .collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "JSON Schema Test Suite", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let file = out.join("document.json");
    fs::write(&file, document.to_string())?;
    Ok(inspect::types(&file)?)
}

/// The results of each file of the suite, as if it were a document.
fn by_file(groups: &[Group], refused: &[(Group, String)], results: &Value) -> BTreeMap<String, Value> {
    let mut files: BTreeMap<String, Value> = BTreeMap::new();
    let empty = || json!({ "schemas": [], "failures": [], "untyped": [] });
    let push = |record: &mut Value, key: &str, value: Value| {
        if let Some(list) = record[key].as_array_mut() {
            list.push(value);
        }
    };
    let group_of = |value: &Value| {
        let pointer = value["pointer"].as_str().unwrap_or_default();
        let name = pointer.strip_prefix("#/components/schemas/").unwrap_or_default();
        groups.iter().find(|group| group.name == name)
    };
    for key in ["schemas", "failures"] {
        for value in results[key].as_array().into_iter().flatten() {
            if let Some(group) = group_of(value) {
                let mut value = value.clone();
                value["description"] = group.description.as_str().into();
                push(files.entry(group.file.clone()).or_insert_with(empty), key, value);
            }
        }
    }
    for (group, why) in refused {
        let record = files.entry(group.file.clone()).or_insert_with(empty);
        let first = why.lines().find(|line| line.starts_with("error")).unwrap_or(why);
        let pointer = format!("#/components/schemas/{}", group.name);
        push(record, "schemas", json!({ "pointer": pointer, "by": "none" }));
        let code = first.split(':').next().unwrap_or_default();
        push(
            record,
            "failures",
            json!({
                "pointer": pointer, "outcome": "none", "class": format!("no type: {code}"),
                "description": group.description, "detail": first, "instance": group.schema,
            }),
        );
    }
    files
}
