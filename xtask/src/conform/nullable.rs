//! What does Prism compare nothing with, without a word?
//!
//! Its validator refuses to be made of a schema that holds a `nullable` without a `type` beside it, and Prism then takes any
//! request and any answer. So that all are compared, such a schema is spelled otherwise: in OpenAPI 3.0 as what its authors mean,
//! the schema or null, and in 3.1, which has no such keyword, as the schema alone.

use serde_json::{Map, Value, json};

/// Spells the schemas of a document so that Prism's validator can be made of them, and says of how many.
pub(super) fn spell_out(document: &mut Value) -> usize {
    let version = document["openapi"].as_str().unwrap_or_default();
    let means_null = version.starts_with("3.0");
    let mut spelled = 0;
    walk(document, means_null, &mut spelled);
    spelled
}

fn walk(value: &mut Value, means_null: bool, spelled: &mut usize) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| walk(one, means_null, spelled)),
        Value::Object(all) => {
            for (key, one) in all.iter_mut() {
                // What stands there is data.
                if !["example", "examples", "default", "enum", "const"].contains(&key.as_str())
                    || one.is_object() && is_named(one)
                {
                    walk(one, means_null, spelled);
                }
            }
            if all.contains_key("type") || !all.get("nullable").is_some_and(Value::is_boolean) {
                return;
            }
            *spelled += 1;
            let is_nullable = all.remove("nullable") == Some(Value::Bool(true));
            if is_nullable && means_null && !all.is_empty() {
                let schema = Value::Object(std::mem::take(all));
                *all = Map::from_iter([("anyOf".to_owned(), json!([schema, { "type": "null" }]))]);
            }
        }
        _ => {}
    }
}

/// Whether it is rather a schema of a property that has the name of a keyword.
fn is_named(value: &Value) -> bool {
    value.get("type").is_some_and(Value::is_string) || value.get("$ref").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_that_the_validator_refuses_is_spelled_otherwise() {
        let schemas = json!({
            "Beside": { "type": "string", "nullable": true },
            "Reference": { "nullable": true, "allOf": [{ "$ref": "#/components/schemas/Beside" }] },
            "Never": { "nullable": false, "enum": ["a"] },
            "Any": { "nullable": true },
            "Property": { "type": "object", "properties": { "nullable": { "type": "boolean" } }, "example": { "nullable": true } },
        });
        let spelled = |version: &str| {
            let mut document = json!({ "openapi": version, "components": { "schemas": schemas } });
            let count = spell_out(&mut document);
            (count, document["components"]["schemas"].take())
        };
        let (count, of_3_0) = spelled("3.0.3");
        let mut expected = schemas.clone();
        expected["Never"] = json!({ "enum": ["a"] });
        expected["Any"] = json!({});
        expected["Reference"] = json!({ "allOf": [{ "$ref": "#/components/schemas/Beside" }] });
        assert_eq!((count, &spelled("3.1.0").1), (3, &expected));
        expected["Reference"] = json!({ "anyOf": [expected["Reference"].clone(), { "type": "null" }] });
        assert_eq!(of_3_0, expected);
    }
}
