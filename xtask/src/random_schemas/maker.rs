//! Which shape has a random schema?

use serde_json::{Map, Value, json};

use crate::random::Random;

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

/// Makes the schemas of one document.
pub(super) struct Maker {
    random: Random,
    /// How many components there are.
    pub(super) count: usize,
    /// The one that is made.
    pub(super) index: usize,
    /// Where schemas stand within the components that have been made.
    pub(super) places: Vec<String>,
}

impl Maker {
    pub(super) fn new(seed: u64, count: usize) -> Maker {
        Maker {
            random: Random::new(seed),
            count,
            index: 0,
            places: Vec::new(),
        }
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.random.below(bound)
    }

    /// Whether something happens that does once in `often`.
    pub(super) fn rarely(&mut self, often: usize) -> bool {
        self.below(often) == 0
    }

    pub(super) fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
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
    pub(super) fn component(&mut self, index: usize) -> Value {
        self.index = index;
        loop {
            let mut schema = if self.rarely(3) { self.schema(2) } else { self.object(2) };
            // A circle of mere references is refused, as it says nothing.
            if is_reference(&schema) || schema.is_boolean() {
                continue;
            }
            self.enter(&mut schema);
            return schema;
        }
    }

    pub(super) fn schema(&mut self, depth: usize) -> Value {
        if self.rarely(40) {
            return true.into();
        }
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

    fn string(&mut self) -> Value {
        let mut schema = json!({ "type": "string" });
        if self.rarely(2) {
            schema["format"] = self.pick(FORMATS).into();
        } else {
            self.limit_string(&mut schema);
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
        self.limit_number(&mut schema);
        schema
    }

    /// Values of one type or of several.
    fn listed(&mut self) -> Value {
        match self.below(7) {
            0 => json!({ "const": self.pick(WORDS) }),
            4 => {
                json!({ "type": "integer", "enum": [0, 1], "x-enum-varnames": ["Off", "On"], "x-enum-descriptions": ["No", "Yes"] })
            }
            5 => json!({ "type": ["string", "null"], "enum": ["a", "b", null], "default": "a" }),
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
            if property.is_object() && !is_reference(&property) {
                match self.below(20) {
                    0 | 1 => property["readOnly"] = true.into(),
                    2 => property["writeOnly"] = true.into(),
                    3 | 4 => add_default(&mut property),
                    _ => {}
                }
            }
            properties.insert((*name).to_owned(), property);
        }
        schema["properties"] = properties.into();
        // A circle of required properties could not end: those that are required refer to nothing.
        let required: Vec<&str> = names
            .into_iter()
            .filter(|name| !refers(&schema["properties"][*name]) && self.below(2) == 0)
            .collect();
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        match self.below(8) {
            0 => schema["additionalProperties"] = false.into(),
            1 => schema["additionalProperties"] = true.into(),
            2 => schema["additionalProperties"] = self.schema(0),
            3 => schema["patternProperties"] = json!({ "^x-": self.schema(0) }),
            4 if self.rarely(2) => schema["unevaluatedProperties"] = false.into(),
            _ => {}
        }
        self.limit_object(&mut schema);
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
        let mut schema = self.elements(depth);
        self.limit_array(&mut schema);
        schema
    }

    fn elements(&mut self, depth: usize) -> Value {
        match self.below(6) {
            0 => json!({ "type": "array" }),
            5 => json!({ "type": "array", "prefixItems": [self.schema(depth)], "unevaluatedItems": false }),
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
        parts.push(match self.below(4) {
            0 | 1 => self.object(depth),
            2 => self
                .reference_forward()
                .unwrap_or_else(|| json!({ "description": "No more." })),
            _ => json!({ "description": "No more." }),
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

/// Whether a schema says no more than where another one stands.
pub(super) fn is_reference(schema: &Value) -> bool {
    ["$ref", "$dynamicRef"]
        .iter()
        .any(|keyword| schema.get(keyword).is_some())
}

fn refers(schema: &Value) -> bool {
    let text = schema.to_string();
    text.contains("$ref") || text.contains("$dynamicRef")
}

/// Adds a default to what has a plain type, and asks nothing of it that might speak against it.
fn add_default(schema: &mut Value) {
    let has_limits = schema.as_object().is_some_and(|schema| schema.len() > 1);
    let default = match schema["type"].as_str() {
        Some("string") => json!("by default"),
        Some("integer" | "number") => json!(7),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("object") => json!({}),
        Some(_) | None => return,
    };
    if !has_limits {
        schema["default"] = default;
    }
}
