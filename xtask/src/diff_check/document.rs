//! Where in a document is there room for an edit?

use serde_json::{Map, Value, json};

/// A description, as a tree.
#[derive(Debug, Clone)]
pub(super) struct Document(pub(super) Value);

/// The methods of a path item (OpenAPI 3.1, §4.8.9).
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

impl Document {
    pub(super) fn at(&mut self, pointer: &str) -> &mut Value {
        self.0
            .pointer_mut(pointer)
            .expect("the pointer was found in this document")
    }

    fn is_3_1(&self) -> bool {
        self.0["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1"))
    }

    /// The components of a kind, with their pointers.
    pub(super) fn schemas(&self) -> Vec<(String, &Value)> {
        let schemas = self.0.pointer("/components/schemas").and_then(Value::as_object);
        let all = schemas.into_iter().flatten();
        all.map(|(key, schema)| (format!("/components/schemas/{}", escape(key)), schema))
            .collect()
    }

    pub(super) fn schema(&self, is_it: impl Fn(&Value) -> bool) -> Option<String> {
        self.schemas()
            .into_iter()
            .find(|(_, schema)| is_it(schema))
            .map(|(pointer, _)| pointer)
    }

    /// An object of nothing but properties.
    pub(super) fn object(&self) -> Option<String> {
        self.schema(is_object)
    }

    /// A property of an object: its object and its key, of those that are one.
    pub(super) fn property(&self, is_it: impl Fn(&Value, bool) -> bool) -> Option<(String, String)> {
        for (pointer, schema) in self.schemas() {
            if !is_object(schema) {
                continue;
            }
            for (key, property) in schema["properties"].as_object().into_iter().flatten() {
                if is_it(property, is_required(schema, key)) {
                    return Some((pointer, key.clone()));
                }
            }
        }
        None
    }

    /// An operation with its own identifier, of those that are one.
    pub(super) fn operation(&self, is_it: impl Fn(&Value) -> bool) -> Option<String> {
        let paths = self.0["paths"].as_object()?;
        for (path, item) in paths {
            for method in METHODS {
                let operation = &item[method];
                if operation["operationId"].is_string() && is_it(operation) {
                    return Some(format!("/paths/{}/{method}", escape(path)));
                }
            }
        }
        None
    }

    /// Adds a key of which there is none yet.
    pub(super) fn add(&mut self, pointer: &str, key: &str, value: Value) {
        if let Some(object) = self.at(pointer).as_object_mut() {
            object.insert(key.to_owned(), value);
        }
    }

    pub(super) fn remove(&mut self, pointer: &str, key: &str) {
        if let Some(object) = self.at(pointer).as_object_mut() {
            object.remove(key);
        }
    }

    /// The list at a key, which is made if there is none.
    pub(super) fn list(&mut self, pointer: &str, key: &str) -> &mut Vec<Value> {
        let object = self.at(pointer).as_object_mut().expect("lists stand in objects");
        let list = object.entry(key).or_insert_with(|| json!([]));
        list.as_array_mut().expect("the key is one of lists")
    }

    pub(super) fn require(&mut self, object: &str, key: &str) {
        self.list(object, "required").push(key.into());
    }

    pub(super) fn require_not(&mut self, object: &str, key: &str) {
        self.list(object, "required").retain(|required| required != key);
    }

    /// Lets a schema be `null`, as its version of OpenAPI says it.
    pub(super) fn make_nullable(&mut self, pointer: &str) {
        if self.is_3_1() {
            let ty = self.at(pointer)["type"].clone();
            self.add(pointer, "type", json!([ty, "null"]));
        } else {
            self.add(pointer, "nullable", true.into());
        }
    }

    /// Calls a component of schemas otherwise, wherever it is referred to.
    pub(super) fn rename(&mut self, pointer: &str, to: &str) {
        let (parent, key) = pointer.rsplit_once('/').expect("a component has a parent");
        let (old, new) = (format!("#{pointer}"), format!("#{parent}/{to}"));
        let schemas = self.at(parent).as_object_mut().expect("components are an object");
        if let Some(schema) = schemas.remove(key) {
            schemas.insert(to.to_owned(), schema);
        }
        replace(&mut self.0, &old, &new);
    }
}

fn replace(value: &mut Value, old: &str, new: &str) {
    match value {
        Value::String(text) if text == old => new.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, old, new)),
        Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, old, new)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_object(schema: &Value) -> bool {
    let has = |key: &&str| schema.get(*key).is_some();
    schema["type"] == "object"
        && schema["properties"]
            .as_object()
            .is_some_and(|properties| properties.len() >= 2)
        && !["allOf", "oneOf", "anyOf", "not", "nullable", "additionalProperties"]
            .iter()
            .any(has)
}

fn is_required(schema: &Value, key: &str) -> bool {
    schema["required"]
        .as_array()
        .is_some_and(|required| required.iter().any(|required| required == key))
}

/// Whether a schema is nothing but a type, and its words.
pub(super) fn is_plain(schema: &Value, ty: &str) -> bool {
    let words = ["type", "description", "title", "example", "examples"];
    let only_words = |object: &Map<String, Value>| object.keys().all(|key| words.contains(&key.as_str()));
    schema["type"] == ty && schema.as_object().is_some_and(only_words)
}

/// Whether a pointer leads to a place or into it.
pub(crate) fn is_below(pointer: &str, at: &str) -> bool {
    pointer
        .strip_prefix(at)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A key as a pointer has it (RFC 6901, §3).
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
