//! How is a tree written as a document?
//!
//! With the keys of each object in the order of the alphabet, which an edit may turn around.

use std::fmt::Write as _;

use serde_json::Value;

/// Whether the keys of the object at a pointer stand the other way round.
pub(super) type Turned = fn(&str) -> bool;

pub(super) fn write(value: &Value, turned: Turned) -> String {
    let mut text = String::new();
    one(value, "", turned, &mut text);
    text.push('\n');
    text
}

fn one(value: &Value, at: &str, turned: Turned, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort();
            if turned(at) {
                keys.reverse();
            }
            text.push('{');
            for (index, key) in keys.into_iter().enumerate() {
                let comma = if index == 0 { "\n" } else { ",\n" };
                let _ = write!(text, "{comma}{}: ", Value::from(key.as_str()));
                one(&fields[key], &format!("{at}/{key}"), turned, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                one(item, &format!("{at}/{index}"), turned, text);
            }
            text.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let _ = write!(text, "{value}");
        }
    }
}
