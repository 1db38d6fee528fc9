//! Which schemas does the suite have, and which instances?

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::fidelity::Result;

/// A schema of the suite with its instances.
pub(super) struct Group {
    /// The file, without its ending.
    pub(super) file: String,
    /// The key of the component that the schema becomes.
    pub(super) name: String,
    pub(super) description: String,
    pub(super) schema: Value,
    pub(super) valid: Vec<Value>,
    pub(super) invalid: Vec<Value>,
}

/// Every group of every file, in order.
pub(super) fn read(suite: &Path) -> Result<Vec<Group>> {
    let root = suite.join("tests/draft2020-12");
    let root = if root.is_dir() { root } else { suite.join("tests") };
    let mut files = Vec::new();
    json_files(&root, &mut files)?;
    files.sort();
    let mut groups = Vec::new();
    for path in files {
        let file = path.strip_prefix(&root)?.with_extension("");
        let file = file.display().to_string().replace('\\', "/");
        let content: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
        for (index, group) in content.as_array().into_iter().flatten().enumerate() {
            let name = format!("{}-{index}", file.replace('/', "-"));
            let instances = |valid: bool| {
                let tests = group["tests"].as_array().into_iter().flatten();
                let tests = tests.filter(|test| test["valid"].as_bool() == Some(valid));
                tests.map(|test| test["data"].clone()).collect()
            };
            let mut schema = group["schema"].clone();
            move_references(&mut schema, &format!("#/components/schemas/{name}"));
            groups.push(Group {
                file: file.clone(),
                description: group["description"].as_str().unwrap_or_default().to_owned(),
                schema,
                valid: instances(true),
                invalid: instances(false),
                name,
            });
        }
    }
    Ok(groups)
}

fn json_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            json_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}

/// Lets the references to the schema's own root lead to where that stands in the document. A schema with an `$id` is a
/// root of its own wherever it stands.
fn move_references(schema: &mut Value, to: &str) {
    match schema {
        Value::Object(keywords) => {
            if keywords.get("$id").is_some_and(Value::is_string) {
                return;
            }
            for (keyword, value) in keywords {
                match (keyword.as_str(), &mut *value) {
                    ("$ref" | "$dynamicRef", Value::String(reference)) => {
                        if reference == "#" || reference.starts_with("#/") {
                            *reference = format!("{to}{}", &reference[1..]);
                        }
                    }
                    ("const" | "enum" | "default" | "examples", _) => {}
                    (_, value) => move_references(value, to),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| move_references(item, to)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn references_move_with_their_root() {
        let mut schema = json!({
            "$ref": "#/$defs/a",
            "$defs": { "a": { "not": { "$ref": "#" } }, "b": { "$id": "b", "$ref": "#/$defs/c" } },
            "properties": { "$ref": { "type": "string" } },
            "const": { "$ref": "#" },
        });
        super::move_references(&mut schema, "#/components/schemas/x");
        let expected = json!({
            "$ref": "#/components/schemas/x/$defs/a",
            "$defs": {
                "a": { "not": { "$ref": "#/components/schemas/x" } },
                "b": { "$id": "b", "$ref": "#/$defs/c" },
            },
            "properties": { "$ref": { "type": "string" } },
            "const": { "$ref": "#" },
        });
        assert_eq!(schema, expected);
    }
}
