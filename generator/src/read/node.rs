//! What is a document before it is understood?
//!
//! A tree of what JSON and YAML have in common. Order and digits are kept; positions are not, since
//! they are worked out again when a diagnostic needs one.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use serde_json::Value;

pub(crate) use super::number::Number;

/// A value of the document.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(crate) enum Node {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
    Object(IndexMap<String, Node>),
}

impl Node {
    pub(crate) fn object() -> Node {
        Node::Object(IndexMap::new())
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Node::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Node::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    pub(crate) fn as_object(&self) -> Option<&IndexMap<String, Node>> {
        match self {
            Node::Object(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn as_object_mut(&mut self) -> Option<&mut IndexMap<String, Node>> {
        match self {
            Node::Object(entries) => Some(entries),
            _ => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Node::Null)
    }

    /// The value under `key`, if this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.as_object().and_then(|entries| entries.get(key))
    }

    /// The node that a JSON pointer such as `/paths/~1customers/get` leads to.
    pub(crate) fn pointer(&self, pointer: &str) -> Option<&Node> {
        keys(pointer).try_fold(self, |node, segment| match node {
            Node::Object(entries) => entries.get(&*segment),
            Node::Array(items) => items.get(segment.parse::<usize>().ok()?),
            _ => None,
        })
    }

    pub(crate) fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Node> {
        keys(pointer).try_fold(self, |node, segment| match node {
            Node::Object(entries) => entries.get_mut(&*segment),
            Node::Array(items) => items.get_mut(segment.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The same for a library that knows no such tree: without the order of keys, and with the digits that an `f64` holds.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Node::Null => Value::Null,
            Node::Bool(flag) => Value::Bool(*flag),
            Node::Number(number) => match (number.is_integer(), number.as_u64(), number.as_i64()) {
                (true, Some(int), _) => int.into(),
                (true, None, Some(int)) => int.into(),
                _ => number.as_f64().into(),
            },
            Node::String(text) => Value::String(text.clone()),
            Node::Array(items) => items.iter().map(Node::to_value).collect(),
            Node::Object(entries) => {
                let entries = entries.iter().map(|(key, node)| (key.clone(), node.to_value()));
                Value::Object(entries.collect())
            }
        }
    }

    /// What it is, as a sentence needs it: "a string", "a list".
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Number(number) if number.is_integer() => "an integer",
            Node::Number(_) => "a number",
            Node::String(_) => "a string",
            Node::Array(_) => "a list",
            Node::Object(_) => "an object",
        }
    }
}

impl fmt::Display for Node {
    /// Compact JSON, with keys in the order of the document.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Null => f.write_str("null"),
            Node::Bool(flag) => write!(f, "{flag}"),
            Node::Number(number) => write!(f, "{number}"),
            Node::String(text) => quoted(f, text),
            Node::Array(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    f.write_str(if i == 0 { "" } else { "," })?;
                    write!(f, "{item}")?;
                }
                f.write_str("]")
            }
            Node::Object(entries) => {
                f.write_str("{")?;
                for (i, (key, value)) in entries.iter().enumerate() {
                    f.write_str(if i == 0 { "" } else { "," })?;
                    quoted(f, key)?;
                    write!(f, ":{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

fn quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "{}", Value::from(text))
}

/// The unescaped segments of a JSON pointer.
pub(crate) fn segments(pointer: &str) -> impl Iterator<Item = String> {
    keys(pointer).map(Cow::into_owned)
}

/// The same, for those who only look something up.
fn keys(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(unescape)
}

/// Puts `~1` and `~0` in place of `/` and `~`.
pub(crate) fn escape(key: &str) -> Cow<'_, str> {
    match key.contains(['~', '/']) {
        true => Cow::Owned(key.replace('~', "~0").replace('/', "~1")),
        false => Cow::Borrowed(key),
    }
}

fn unescape(segment: &str) -> Cow<'_, str> {
    match segment.contains('~') {
        true => Cow::Owned(segment.replace("~1", "/").replace("~0", "~")),
        false => Cow::Borrowed(segment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree;

    fn node(json: &str) -> Node {
        tree::json(json).expect("the test's own JSON").node
    }

    #[test]
    fn pointers_lead_through_objects_and_lists() {
        let tree = node(r#"{"paths": {"/a~b": [{"get": 1}]}}"#);
        assert_eq!(tree.pointer("/paths/~1a~0b/0/get"), Some(&Node::Number(Number::Int(1))));
        assert_eq!(tree.pointer(""), Some(&tree));
        assert_eq!(tree.pointer("/paths/nowhere"), None);
    }

    #[test]
    fn printing_keeps_order_and_digits() {
        let text = r#"{"z":[1,2.5,18446744073709551617],"a":"q\"\n","n":null,"t":true}"#;
        assert_eq!(node(text).to_string(), text);
    }
}
