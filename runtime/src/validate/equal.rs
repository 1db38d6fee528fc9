//! When are two values equal?

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::value::decimal::Decimal;
use crate::value::union::JsonKind;
use crate::value::{Part, json};

/// A text that two JSON values share if they are equal (JSON Schema, Core §4.2.2): whatever the order of their properties,
/// and however their numbers are written.
pub(super) fn canonical(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    put(text.trim(), &mut out);
    out
}

/// The JSON of a part of a value.
pub(super) fn text_of(part: Part<'_>) -> String {
    let of = |value: serde_json::Value| value.to_string();
    match part {
        Part::None => "null".to_owned(),
        Part::Bool(value) => value.to_string(),
        Part::I64(value) => value.to_string(),
        Part::F64(value) => of(value.into()),
        Part::Str(value) => of(value.into()),
        Part::Value(value) => {
            let text = json::encode(value).ok();
            text.and_then(|text| String::from_utf8(text).ok()).unwrap_or_default()
        }
    }
}

fn put(text: &str, out: &mut String) {
    match JsonKind::of(text) {
        JsonKind::Object => {
            let entries: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
            for (index, (key, value)) in entries.iter().enumerate() {
                out.push(if index == 0 { '{' } else { ',' });
                out.push_str(&serde_json::Value::from(key.as_str()).to_string());
                out.push(':');
                put(value.get(), out);
            }
            out.push('}');
        }
        JsonKind::Array => {
            let elements: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            for element in elements {
                out.push(',');
                put(element.get(), out);
            }
            out.push(']');
        }
        JsonKind::Number => match text.parse::<Decimal>() {
            Ok(number) => out.push_str(&number.plain()),
            Err(_) => out.push_str(text),
        },
        JsonKind::String => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(string) => out.push_str(&string.to_string()),
            Err(_) => out.push_str(text),
        },
        JsonKind::Null | JsonKind::Bool | JsonKind::Any => out.push_str(text),
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn equal_values_have_one_text() {
        for (a, b, is_equal) in [
            ("1", "1.0", true),
            ("100", "1e2", true),
            ("0", "-0.0", true),
            (
                "123456789012345678901234567890",
                "123456789012345678901234567891",
                false,
            ),
            (r#"{"a":1,"b":[2]}"#, r#"{ "b": [2.0], "a": 1 }"#, true),
            (r#""\u0061""#, r#""a""#, true),
            ("1", r#""1""#, false),
            ("[1,2]", "[2,1]", false),
            ("[]", "{}", false),
            ("[[1],2]", "[[1,2]]", false),
            ("false", "0", false),
        ] {
            assert_eq!(canonical(a) == canonical(b), is_equal, "{a} and {b}");
        }
    }
}
