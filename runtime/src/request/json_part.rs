//! How is one property of a body that is JSON already changed?

use std::collections::HashMap;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::{JSON, Request};
use crate::request::upload::Upload;

impl Request {
    /// The bytes of the body, if they are there.
    pub(crate) fn body_bytes(&self) -> Option<&[u8]> {
        match self.body.as_ref()? {
            Upload::Bytes(bytes) => Some(bytes),
            Upload::Repeatable { .. } | Upload::Once { .. } => None,
        }
    }

    /// Sets the property at the end of a path into the body, which is an object of JSON, or nothing yet.
    pub(crate) fn json_part(mut self, path: &[&str], value: &str) -> Self {
        if self.body.is_none() {
            self = self.bytes(JSON, "{}");
        }
        let body = self.body_bytes().and_then(|body| std::str::from_utf8(body).ok());
        match body.and_then(|body| with(body, path, value)) {
            Some(body) => self.body = Some(Upload::Bytes(Bytes::from(body))),
            None => self.fail(format!("the body has no place for `{}`", path.join(".")), None),
        }
        self
    }
}

/// The text of an object with this value at the end of a path; everything else stays as it is written. `None` where
/// something else than an object is on the way.
fn with(text: &str, path: &[&str], value: &str) -> Option<String> {
    let Some((step, rest)) = path.split_first() else {
        return Some(value.to_owned());
    };
    let entries: HashMap<String, &RawValue> = serde_json::from_str(text).ok()?;
    if let Some(old) = entries.get(*step) {
        let old = old.get();
        // What was found is borrowed from the text.
        let start = old.as_ptr() as usize - text.as_ptr() as usize;
        let within = if old == "null" { "{}" } else { old };
        let new = with(within, rest, value)?;
        return Some([&text[..start], &new, &text[start + old.len()..]].concat());
    }
    let new = with("{}", rest, value)?;
    let (open, others) = text.split_at(text.find('{')? + 1);
    let key = serde_json::Value::from(*step).to_string();
    let comma = if entries.is_empty() { "" } else { "," };
    Some([open, &key, ":", &new, comma, others].concat())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_property_is_set_and_the_rest_left_alone() {
        let table = [
            ("{}", &["cursor"][..], Some(r#"{"cursor":"x"}"#)),
            (r#"{"n": 1.50 }"#, &["cursor"], Some(r#"{"cursor":"x","n": 1.50 }"#)),
            (
                r#"{"cursor": null, "n": 1}"#,
                &["cursor"],
                Some(r#"{"cursor": "x", "n": 1}"#),
            ),
            (
                r#"{"page": {"size": 5}}"#,
                &["page", "after"],
                Some(r#"{"page": {"after":"x","size": 5}}"#),
            ),
            (
                r#"{"page": null}"#,
                &["page", "after"],
                Some(r#"{"page": {"after":"x"}}"#),
            ),
            (
                r#"{"a": 1}"#,
                &["page", "after"],
                Some(r#"{"page":{"after":"x"},"a": 1}"#),
            ),
            (r#"{"page": 7}"#, &["page", "after"], None),
            ("[]", &["cursor"], None),
        ];
        for (text, path, expected) in table {
            assert_eq!(super::with(text, path, "\"x\"").as_deref(), expected, "{text}");
        }
    }
}
