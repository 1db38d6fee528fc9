//! What is a smaller document of which the whole one is the growth?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diff_check::{escape, is_below};
use crate::random::Random;

/// A document without some of its operations and schemas.
pub(super) struct Cut {
    pub(super) document: Value,
    /// How many are gone.
    pub(super) operations: usize,
    pub(super) schemas: usize,
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/// Where schemas of a name stand, in OpenAPI 3 and in Swagger 2.0.
const SCHEMAS: [&str; 2] = ["/components/schemas", "/definitions"];

impl Cut {
    /// Leaves out some operations and schemas, but nothing of what is `pinned`; `None` if all stays.
    pub(super) fn new(whole: &Value, pinned: &BTreeSet<String>, random: &mut Random) -> Option<Cut> {
        let mut cut = Cut {
            document: whole.clone(),
            operations: 0,
            schemas: 0,
        };
        cut.leave_out_operations(pinned, random);
        cut.leave_out_schemas(pinned, random);
        (cut.operations + cut.schemas > 0).then_some(cut)
    }

    fn leave_out_operations(&mut self, pinned: &BTreeSet<String>, random: &mut Random) {
        let percent = random.one_of(&[20, 50, 80]);
        let mut gone: BTreeMap<String, bool> = BTreeMap::new();
        let mut named = Words::default();
        named.add(&self.document);
        let Some(paths) = self.document["paths"].as_object_mut() else {
            return;
        };
        for (path, item) in paths.iter_mut() {
            let at = format!("/paths/{}", escape(path));
            // What another place refers to has to stay, and so has what has a name like another's.
            let stays = |at: &str| named.lead_below(at) || pinned.iter().any(|pin| is_below(pin, at));
            let Some(item) = item.as_object_mut() else { continue };
            for method in METHODS {
                let Some(operation) = item.get(method) else { continue };
                if stays(&format!("{at}/{method}")) {
                    continue;
                }
                // Operations of one name are left out together.
                let key = match operation["operationId"].as_str() {
                    Some(id) => plain(id),
                    None => plain(&format!("{method} {path}")),
                };
                if *gone.entry(key).or_insert_with(|| random.chance(percent)) {
                    item.remove(method);
                    self.operations += 1;
                }
            }
        }
        let is_left = |item: &Value| {
            item.as_object()
                .is_none_or(|item| METHODS.iter().any(|method| item.contains_key(*method)) || item.contains_key("$ref"))
        };
        paths.retain(|_, item| is_left(item));
    }

    /// Leaves out schemas to which nothing refers that stays.
    fn leave_out_schemas(&mut self, pinned: &BTreeSet<String>, random: &mut Random) {
        for place in SCHEMAS {
            let Some(schemas) = self.document.pointer_mut(place).and_then(Value::as_object_mut) else {
                continue;
            };
            let all = std::mem::take(schemas);
            let mut together: BTreeMap<String, bool> = BTreeMap::new();
            let mut words = Words::default();
            words.add(&self.document);
            let mut kept = BTreeSet::new();
            for key in all.keys() {
                let at = format!("{place}/{}", escape(key));
                let is_pinned = pinned.iter().any(|pin| is_below(pin, &at));
                let goes = *together.entry(plain(key)).or_insert_with(|| random.chance(70));
                if is_pinned || !goes || words.name(&at, key) {
                    kept.insert(key.clone());
                }
            }
            // Whatever they refer to stays too, and all schemas of one name.
            loop {
                let mut words = Words::default();
                kept.iter().for_each(|key| words.add(&all[key]));
                let names: BTreeSet<String> = kept.iter().map(|key| plain(key)).collect();
                let more: Vec<String> = all
                    .keys()
                    .filter(|key| !kept.contains(*key))
                    .filter(|key| words.name(&format!("{place}/{}", escape(key)), key) || names.contains(&plain(key)))
                    .cloned()
                    .collect();
                if more.is_empty() {
                    break;
                }
                kept.extend(more);
            }
            self.schemas += all.len() - kept.len();
            let left = all.into_iter().filter(|(key, _)| kept.contains(key)).collect();
            *self.document.pointer_mut(place).expect("it was there before") = Value::Object(left);
        }
    }
}

/// The texts of a tree that may refer to something.
#[derive(Default)]
struct Words(BTreeSet<String>);

impl Words {
    fn add(&mut self, value: &Value) {
        match value {
            Value::String(text) => {
                self.0.insert(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(fields) => fields.values().for_each(|field| self.add(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Whether one of them is a reference to a place, or to one within it.
    fn lead_below(&self, at: &str) -> bool {
        let start = format!("#{at}");
        let from = self.0.range(start.clone()..);
        let mut near = from.take_while(|text| text.starts_with(&start));
        near.any(|text| is_below(&text[1..], at))
    }

    /// Whether one of them names a schema, as the mapping of a discriminator may.
    fn name(&self, at: &str, key: &str) -> bool {
        self.0.contains(key) || self.lead_below(at)
    }
}

/// A name without what Rust's way of writing names takes away.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The pointers in a diagnostic, wherever it has them.
pub(super) fn pointers(value: &Value, found: &mut BTreeSet<String>) {
    let mut words = Words::default();
    words.add(value);
    let pointers = words.0.iter().filter_map(|word| word.split_once('#'));
    found.extend(
        pointers
            .map(|(_, pointer)| pointer.to_owned())
            .filter(|pointer| pointer.starts_with('/')),
    );
    found.extend(words.0.into_iter().filter(|word| word.starts_with('/')));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        let refers = |to: &str| json!({ "content": { "application/json": { "schema": { "$ref": to } } } });
        json!({
            "paths": {
                "/a": { "get": { "operationId": "getA", "responses": { "200": refers("#/components/schemas/A") } } },
                "/b": { "get": { "operationId": "get_a", "responses": {} }, "put": { "operationId": "putB" } },
                "/c": { "get": { "operationId": "getC", "requestBody": { "$ref": "#/paths/~1b/put/requestBody" } } },
            },
            "components": { "schemas": {
                "A": { "properties": { "b": { "$ref": "#/components/schemas/B/properties/x" } } },
                "B": {}, "b": {}, "Alone": {}, "Pinned": {},
            } },
        })
    }

    #[test]
    fn what_stays_needs_nothing_that_is_gone() {
        let (whole, pinned) = (
            document(),
            BTreeSet::from(["/components/schemas/Pinned/properties/x".to_owned()]),
        );
        let has = |cut: &Cut, at: &str| cut.document.pointer(at).is_some();
        let mut seen = BTreeSet::new();
        for seed in 0..200 {
            let Some(cut) = Cut::new(&whole, &pinned, &mut Random::of_document(seed, "x")) else {
                continue;
            };
            let has = |at: &str| has(&cut, at);
            assert!(has("/components/schemas/Pinned"));
            assert!(has("/paths/~1b/put"), "another operation refers to it");
            assert_eq!(has("/paths/~1a/get"), has("/paths/~1b/get"), "their names meet");
            assert_eq!(
                has("/components/schemas/B"),
                has("/components/schemas/b"),
                "their names meet"
            );
            assert!(!has("/paths/~1a/get") || has("/components/schemas/A"));
            assert!(!has("/components/schemas/A") || has("/components/schemas/B"));
            for at in [
                "/paths/~1a",
                "/paths/~1c",
                "/components/schemas/Alone",
                "/components/schemas/A",
            ] {
                seen.insert((at, has(at)));
            }
        }
        assert_eq!(seen.len(), 8, "each is there sometimes, and sometimes not");
    }
}
