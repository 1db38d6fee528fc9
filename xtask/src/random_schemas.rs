//! Do schemas that nobody would write get types that compile, and that hold their values?
//!
//! Each batch is a document of random schemas, with all keywords and nested and recursive, that goes the way of any other:
//! see [`crate::fidelity`]. The same seed makes the same document.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::fidelity;
use crate::random::Random;

/// Runs `cargo xtask random-schemas`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Box<dyn Error>> {
    use lexopt::{Arg, ValueExt as _};

    let (mut seed, mut batches, mut schemas) = (1, 4, 30);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("seed") => seed = arguments.value()?.parse::<u64>()?,
            Arg::Long("batches") => batches = arguments.value()?.parse::<u64>()?,
            Arg::Long("schemas") => schemas = arguments.value()?.parse::<usize>()?,
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let out = fidelity::folder(root).join("random-schemas");
    fs::create_dir_all(out.join("documents"))?;
    let mut documents = Vec::new();
    for seed in seed..seed + batches {
        let file = out.join("documents").join(format!("seed-{seed}.json"));
        fs::write(&file, format!("{:#}", document(seed, schemas)))?;
        documents.push(file);
    }
    fidelity::measure_documents(&documents, out, root)
}

fn document(seed: u64, count: usize) -> Value {
    let mut made = Maker {
        random: Random::new(seed),
        count,
    };
    let schemas: Map<String, Value> = (0..count).map(|index| (name(index), made.component())).collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": format!("Random schemas {seed}"), "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}

fn name(index: usize) -> String {
    format!("Schema{index}")
}

/// Names that are keywords, meet after casing, or are none.
const NAMES: &[&str] = &[
    "id",
    "name",
    "type",
    "kind",
    "self",
    "Self",
    "fn",
    "user_id",
    "userId",
    "user-id",
    "UserID",
    "",
    "@type",
    "$ref2",
    "1st",
    "a b",
    "é",
    "==",
    "value",
    "items",
    "new",
    "clear_name",
    "unknown",
    "Unknown",
];

/// Strings that enums list.
const WORDS: &[&str] = &[
    "a",
    "A",
    "b",
    "",
    "==",
    "<=",
    "some words",
    "someWords",
    "some_words",
    "é",
    "1",
    "-1",
    "unknown",
    "Self",
    "null",
];

const FORMATS: &[&str] = &[
    "uuid",
    "date",
    "date-time",
    "email",
    "uri",
    "byte",
    "ipv4",
    "time",
    "duration",
    "made-up",
];

struct Maker {
    random: Random,
    count: usize,
}

impl Maker {
    fn below(&mut self, bound: usize) -> usize {
        self.random.below(bound)
    }

    /// Whether something happens that does once in `often`.
    fn rarely(&mut self, often: usize) -> bool {
        self.below(often) == 0
    }

    fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        self.random.one_of(among)
    }

    fn some(&mut self, among: &[&'static str], most: usize) -> Vec<&'static str> {
        let mut picked = Vec::new();
        for _ in 0..=self.below(most) {
            let next = self.pick(among);
            if !picked.contains(&next) {
                picked.push(next);
            }
        }
        picked
    }

    /// A component: more often an object than what stands within one.
    fn component(&mut self) -> Value {
        loop {
            let schema = if self.rarely(3) { self.schema(2) } else { self.object(2) };
            // A circle of mere references is refused, as it says nothing.
            if schema.get("$ref").is_none() {
                return schema;
            }
        }
    }

    fn schema(&mut self, depth: usize) -> Value {
        let mut schema = match self.below(if depth == 0 { 5 } else { 12 }) {
            0 => self.string(),
            1 => self.number(),
            2 => json!({ "type": "boolean" }),
            3 => self.listed(),
            4 => return self.reference(),
            5 | 6 => self.object(depth - 1),
            7 => self.array(depth - 1),
            8 => self.union(depth - 1),
            9 => self.all_of(depth - 1),
            10 => self.several_types(depth - 1),
            _ => self.map(depth - 1),
        };
        self.decorate(&mut schema);
        schema
    }

    fn decorate(&mut self, schema: &mut Value) {
        if self.rarely(8) {
            schema["description"] = "Words with `code`, <b>markup</b> and a [bracket\n\n    indented */".into();
        }
        if self.rarely(12) {
            schema["deprecated"] = true.into();
        }
        if self.rarely(6) {
            match schema["type"].clone() {
                Value::String(ty) if schema.get("enum").is_none() && schema.get("const").is_none() => {
                    schema["type"] = json!([ty, "null"]);
                }
                _ => {
                    let inner = std::mem::take(schema);
                    *schema = json!({ "anyOf": [inner, { "type": "null" }] });
                }
            }
        }
    }

    fn reference(&mut self) -> Value {
        let target = self.below(self.count);
        json!({ "$ref": format!("#/components/schemas/{}", name(target)) })
    }

    fn string(&mut self) -> Value {
        let mut schema = json!({ "type": "string" });
        if self.rarely(2) {
            schema["format"] = self.pick(FORMATS).into();
        } else if self.rarely(4) {
            schema["maxLength"] = 8.into();
        }
        schema
    }

    fn number(&mut self) -> Value {
        let formats = ["", "int32", "int64", "uint64", "uint8", "float", "double"];
        let format = self.pick(&formats);
        let ty = if format.contains("int") || self.rarely(2) && format.is_empty() {
            "integer"
        } else {
            "number"
        };
        let mut schema = json!({ "type": ty });
        if !format.is_empty() {
            schema["format"] = format.into();
        }
        if self.rarely(4) {
            schema["minimum"] = 0.into();
        }
        if self.rarely(6) {
            schema["exclusiveMaximum"] = 100.into();
        }
        schema
    }

    /// Values of one type or of several.
    fn listed(&mut self) -> Value {
        match self.below(6) {
            0 => json!({ "const": self.pick(WORDS) }),
            1 => json!({ "type": "integer", "enum": [1, 2, 30] }),
            2 => json!({ "enum": ["a", 1, true, null] }),
            3 => json!({ "oneOf": [{ "const": "x", "title": "The x" }, { "const": "y" }] }),
            _ => json!({ "type": "string", "enum": self.some(WORDS, 6) }),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let names = self.some(NAMES, 6);
        let mut schema = json!({ "type": "object" });
        if self.rarely(15) {
            schema = json!({});
        }
        let mut properties = Map::new();
        for name in &names {
            let mut property = self.schema(depth);
            if self.rarely(10) && property.get("$ref").is_none() {
                property["readOnly"] = true.into();
            }
            properties.insert((*name).to_owned(), property);
        }
        schema["properties"] = properties.into();
        // A circle of required properties could not end: those that are required refer to nothing.
        let required: Vec<&str> = names
            .into_iter()
            .filter(|name| !schema["properties"][*name].to_string().contains("$ref") && self.below(2) == 0)
            .collect();
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        match self.below(8) {
            0 => schema["additionalProperties"] = false.into(),
            1 => schema["additionalProperties"] = true.into(),
            2 => schema["additionalProperties"] = self.schema(0),
            3 => schema["patternProperties"] = json!({ "^x-": self.schema(0) }),
            _ => {}
        }
        schema
    }

    fn map(&mut self, depth: usize) -> Value {
        match self.below(4) {
            0 => json!({ "type": "object" }),
            1 => {
                json!({ "type": "object", "patternProperties": { "^[a-z]+$": self.schema(depth) }, "additionalProperties": false })
            }
            _ => json!({ "type": "object", "additionalProperties": self.schema(depth) }),
        }
    }

    fn array(&mut self, depth: usize) -> Value {
        match self.below(5) {
            0 => json!({ "type": "array" }),
            1 => json!({ "type": "array", "prefixItems": [self.schema(depth), self.schema(depth)], "items": false }),
            2 => json!({ "type": "array", "prefixItems": [self.schema(depth)], "items": self.schema(depth) }),
            3 => json!({ "type": "array", "items": self.schema(depth), "uniqueItems": true }),
            _ => json!({ "type": "array", "items": self.schema(depth) }),
        }
    }

    fn union(&mut self, depth: usize) -> Value {
        let keyword = self.pick(&["anyOf", "oneOf"]);
        if self.rarely(3) {
            let branch = |tag: &str, more: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": tag }, "value": more } });
            let branches = [
                branch("first", self.schema(depth)),
                branch("second", self.schema(depth)),
            ];
            return json!({ keyword: branches, "discriminator": { "propertyName": "kind" } });
        }
        let branches: Vec<Value> = (0..self.below(3) + 2).map(|_| self.schema(depth)).collect();
        json!({ keyword: branches })
    }

    fn all_of(&mut self, depth: usize) -> Value {
        let mut parts = vec![self.object(depth)];
        parts.push(if self.rarely(2) {
            self.object(depth)
        } else {
            json!({ "description": "No more." })
        });
        json!({ "allOf": parts })
    }

    fn several_types(&mut self, depth: usize) -> Value {
        let types = ["string", "integer", "boolean", "array", "object", "null"];
        let mut schema = json!({ "type": self.some(&types, 3) });
        schema["items"] = self.schema(depth);
        schema
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_same_seed_makes_the_same_document() {
        assert_eq!(super::document(7, 20), super::document(7, 20));
        assert_ne!(super::document(7, 20), super::document(8, 20));
    }
}
