//! Which of a document's answers can Prism begin to serve?
//!
//! Prism writes every schema out at each place that refers to it, and stops only where one would be within itself. Where many
//! schemas refer to each other that has no end in practice: the 71 of Stripe's that do have more ways through them than can be
//! walked. What makes it so is left out of such a document: branches of an `anyOf` that lead back to the schema they are in,
//! where another branch does not, and then properties that lead back and may be missing. All that is left out is leave to send
//! more, so that any answer to the narrowed document is one to the whole. What requests are made of stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What was left out of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Narrowed {
    pub(super) branches: usize,
    pub(super) properties: usize,
}

/// Leaves out of a document's answers what leads back.
pub(super) fn narrow(document: &mut Value) -> Narrowed {
    let mut narrowed = Narrowed::default();
    let sent = sent(document);
    for part in [Part::Branches, Part::Properties] {
        let reach = reach(document);
        let Some(schemas) = schemas_mut(document) else { break };
        for (name, schema) in schemas.iter_mut().filter(|(name, _)| !sent.contains(*name)) {
            let leads_back = |value: &Value| {
                let mut references = BTreeSet::new();
                collect(value, &mut references);
                references
                    .iter()
                    .any(|to| to == name || reach.get(to).is_some_and(|reached| reached.contains(name)))
            };
            leave_out(schema, part, &leads_back, &mut narrowed);
        }
    }
    narrowed
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Branches,
    Properties,
}

/// Leaves a part out of a schema, and of those within it that say what a value may be.
fn leave_out(schema: &mut Value, part: Part, leads_back: &dyn Fn(&Value) -> bool, narrowed: &mut Narrowed) {
    let Value::Object(schema) = schema else { return };
    for (keyword, value) in schema.iter_mut() {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(all)) => {
                all.values_mut()
                    .for_each(|one| leave_out(one, part, leads_back, narrowed));
            }
            ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(all)) => {
                all.iter_mut()
                    .for_each(|one| leave_out(one, part, leads_back, narrowed));
            }
            ("items" | "additionalProperties", one) => leave_out(one, part, leads_back, narrowed),
            _ => {}
        }
    }
    // What is left of a branch may lead back no more.
    match part {
        Part::Branches => narrowed.branches += branches(schema, leads_back),
        Part::Properties => narrowed.properties += properties(schema, leads_back),
    }
}

fn branches(schema: &mut Map<String, Value>, leads_back: &dyn Fn(&Value) -> bool) -> usize {
    let Some(Value::Array(all)) = schema.get_mut("anyOf") else {
        return 0;
    };
    let before = all.len();
    if all.iter().any(|branch| !leads_back(branch)) {
        all.retain(|branch| !leads_back(branch));
    }
    before - all.len()
}

fn properties(schema: &mut Map<String, Value>, leads_back: &dyn Fn(&Value) -> bool) -> usize {
    // What is not declared would be one of these.
    if schema.get("additionalProperties").is_some_and(Value::is_object) {
        return 0;
    }
    let required = schema.get("required").cloned().unwrap_or_default();
    let is_required = |name: &String| {
        let mut all = required.as_array().into_iter().flatten();
        all.any(|one| one == name.as_str())
    };
    let Some(Value::Object(all)) = schema.get_mut("properties") else {
        return 0;
    };
    let before = all.len();
    all.retain(|name, property| is_required(name) || !leads_back(property));
    before - all.len()
}

/// Where schemas have names: in OpenAPI 3, and in Swagger 2.
const PLACES: [&str; 2] = ["/components/schemas", "/definitions"];

fn schemas(document: &Value) -> Option<&Map<String, Value>> {
    PLACES.iter().find_map(|place| document.pointer(place)?.as_object())
}

fn schemas_mut(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let place = PLACES.iter().find(|place| document.pointer(place).is_some())?;
    document.pointer_mut(place)?.as_object_mut()
}

/// The names of the schemas that a value refers to.
fn collect(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            if let Some(reference) = all.get("$ref").and_then(Value::as_str) {
                let name = PLACES.iter().find_map(|place| {
                    let name = reference.strip_prefix('#')?.strip_prefix(place)?.strip_prefix('/')?;
                    name.split('/').next()
                });
                into.extend(name.map(|name| name.replace("~1", "/").replace("~0", "~")));
            }
            all.values().for_each(|one| collect(one, into));
        }
        Value::Array(all) => all.iter().for_each(|one| collect(one, into)),
        _ => {}
    }
}

/// The schemas that each refers to, however far.
fn reach(document: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let direct: BTreeMap<&String, BTreeSet<String>> = schemas(document)
        .into_iter()
        .flatten()
        .map(|(name, schema)| {
            let mut references = BTreeSet::new();
            collect(schema, &mut references);
            (name, references)
        })
        .collect();
    let from = |start: &String| close(direct.get(start).cloned().unwrap_or_default(), &direct);
    direct.keys().map(|name| ((*name).clone(), from(name))).collect()
}

/// These schemas, and all that they refer to.
fn close(start: BTreeSet<String>, direct: &BTreeMap<&String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut open: Vec<String> = start.into_iter().collect();
    let mut found = BTreeSet::new();
    while let Some(name) = open.pop() {
        open.extend(direct.get(&name).into_iter().flatten().cloned());
        if !found.insert(name) {
            open.retain(|one| !found.contains(one));
        }
    }
    found
}

/// The schemas that requests are made of.
fn sent(document: &Value) -> BTreeSet<String> {
    let mut start = BTreeSet::new();
    for place in ["/components/parameters", "/components/requestBodies", "/parameters"] {
        document
            .pointer(place)
            .into_iter()
            .for_each(|all| collect(all, &mut start));
    }
    let paths = document.get("paths").and_then(Value::as_object);
    for item in paths.into_iter().flat_map(Map::values) {
        item.get("parameters")
            .into_iter()
            .for_each(|all| collect(all, &mut start));
        for operation in item.as_object().into_iter().flat_map(Map::values) {
            for keyword in ["parameters", "requestBody"] {
                operation
                    .get(keyword)
                    .into_iter()
                    .for_each(|all| collect(all, &mut start));
            }
        }
    }
    let reach = reach(document);
    let further: Vec<String> = start
        .iter()
        .filter_map(|name| reach.get(name))
        .flatten()
        .cloned()
        .collect();
    start.extend(further);
    start
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_leads_back_is_left_out_of_answers_and_of_nothing_else() {
        let refers = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut document = json!({
            "paths": { "/": { "post": { "requestBody": { "content": { "application/json": { "schema": refers("Sent") } } } } } },
            "components": { "schemas": {
                "Customer": { "type": "object", "required": ["owner"], "properties": {
                    "charge": { "anyOf": [{ "type": "string" }, refers("Charge")] },
                    "latest": refers("Charge"),
                    "owner": refers("Charge"),
                    "last": { "anyOf": [{ "anyOf": [{ "type": "string" }, refers("Charge")] }, { "type": "null" }] },
                    "leaf": refers("Leaf"),
                } },
                "Charge": { "properties": { "list": { "type": "array", "items": { "anyOf": [refers("Leaf"), refers("Customer")] } } } },
                "Only": { "properties": { "next": { "anyOf": [refers("Only")] } } },
                "Map": { "additionalProperties": { "type": "string" }, "properties": { "map": refers("Map") } },
                "Leaf": { "type": "object" },
                "Sent": { "properties": { "child": { "anyOf": [{ "type": "string" }, refers("Sent")] } } },
            } },
        });
        let before = document.clone();
        let narrowed = narrow(&mut document);
        assert_eq!(
            narrowed,
            Narrowed {
                branches: 3,
                properties: 1
            }
        );
        let at = |pointer: &str| document.pointer(&format!("/components/schemas/{pointer}"));
        // The list of charges leads back no more, so that all the customer has of them may stay.
        assert_eq!(at("Charge/properties/list/items/anyOf"), Some(&json!([refers("Leaf")])));
        assert_eq!(
            at("Customer/properties/charge/anyOf"),
            Some(&json!([{ "type": "string" }]))
        );
        assert_eq!(
            at("Customer/properties/last/anyOf"),
            Some(&json!([{ "anyOf": [{ "type": "string" }] }, { "type": "null" }]))
        );
        assert_eq!(at("Customer/properties/latest"), Some(&refers("Charge")));
        assert_eq!(at("Only/properties"), Some(&json!({})));
        for same in ["Map", "Leaf", "Sent"] {
            assert_eq!(
                at(same),
                before.pointer(&format!("/components/schemas/{same}")),
                "{same}"
            );
        }
    }
}
