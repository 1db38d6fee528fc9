//! Does what the JSON Schema Test Suite calls valid come back from its type as it went in?
//!
//! Every schema of the suite becomes a component of one OpenAPI document. What the suite calls valid has to be read and
//! written without a change; of what it calls invalid is counted how much is read, since types say less than schemas, and in
//! how much of that validation finds nothing either. In what is valid it has to find nothing.
//!
//! By default that is what users get without a word in sdk.toml. `--exact` asks there for types that leave nothing out: integers of
//! any size, and values of all types where a schema names none.

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
    let (mut suite, mut is_exact) = (None, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            lexopt::Arg::Long("exact") => is_exact = true,
            lexopt::Arg::Value(path) if suite.is_none() => suite = Some(PathBuf::from(path)),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let suite = suite.ok_or("where is the suite?")?;
    measure(&suite, is_exact, root).map_err(|error| error as Box<dyn Error>)
}

/// What sdk.toml says where nothing may be left out.
const EXACT: &str = "[types]\ninteger = \"decimal\"\nuntyped = \"any\"\n";

fn measure(suite: &Path, is_exact: bool, root: &Path) -> Result<()> {
    let out = folder(root).join(if is_exact {
        "json-schema-suite-exact"
    } else {
        "json-schema-suite"
    });
    fs::create_dir_all(out.join(SPEC))?;
    fs::write(out.join(SPEC).join("sdk.toml"), if is_exact { EXACT } else { "" })?;
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
            let find = |name: &str| groups.iter().find(|group| group.name == name);
            let held =
                |values: &[Value]| -> Vec<Value> { values.iter().map(|value| json!({ "value": value })).collect() };
            match (find(name), name.strip_suffix(HOLDER).and_then(find)) {
                (Some(group), _) => json!({ "valid": group.valid, "invalid": group.invalid }),
                (None, Some(group)) => json!({ "valid": held(&group.valid), "invalid": held(&group.invalid) }),
                (None, None) => json!({ "valid": [], "invalid": [] }),
            }
        })
        .collect();
    let worker = python.start_with("json-schema-suite", &types, &given)?;
    let program = match Package::new(out.join("program"), root, true)?.build(&types)? {
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

/// The folder of the document and its settings.
const SPEC: &str = "spec";

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

/// What the name of a component ends in that holds a value of another one: a schema whose type has no item of its own has
/// its rules where its values are held.
const HOLDER: &str = "-holder";

fn types(groups: &[Group], out: &Path) -> Result<Types> {
    let holder = |name: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({ "type": "object", "required": ["value"], "properties": { "value": schema } })
    };
    let schemas: Map<String, Value> = groups
        .iter()
        .flat_map(|group| {
            let held = (format!("{}{HOLDER}", group.name), holder(&group.name));
            [(group.name.clone(), group.schema.clone()), held]
        })
        .collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "JSON Schema Test Suite", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    fs::write(out.join(SPEC).join("document.json"), document.to_string())?;
    Ok(inspect::types(&out.join(SPEC))?)
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
    // What validation finds is asked of the holders, and everything else of the types themselves.
    let held = |pointer: &Value| {
        let pointer = format!("{}{HOLDER}", pointer.as_str().unwrap_or_default());
        let mut all = results["schemas"].as_array().into_iter().flatten();
        all.find(|counts| counts["pointer"] == pointer)
    };
    let blamed = results["failures"].as_array().into_iter().flatten();
    for failure in blamed.filter(|failure| failure["outcome"] == "blamed") {
        let mut failure = failure.clone();
        let pointer = failure["pointer"]
            .as_str()
            .and_then(|pointer| pointer.strip_suffix(HOLDER));
        failure["pointer"] = pointer.into();
        if let Some(group) = group_of(&failure) {
            failure["description"] = group.description.as_str().into();
            push(
                files.entry(group.file.clone()).or_insert_with(empty),
                "failures",
                failure,
            );
        }
    }
    for key in ["schemas", "failures"] {
        let all = results[key].as_array().into_iter().flatten();
        for value in all.filter(|value| value["outcome"] != "blamed") {
            if let Some(group) = group_of(value) {
                let mut value = value.clone();
                if let (Some(held), true) = (held(&value["pointer"]), key == "schemas") {
                    value["unnoticed"] = held["unnoticed"].clone();
                    value["blamed"] = held["blamed"].clone();
                }
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
