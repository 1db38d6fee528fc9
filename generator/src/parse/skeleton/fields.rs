//! How is an object of the tree asked for its fields?
//!
//! The tree has been checked and repaired, so that a wrong value is a mistake of this program's; it is said all the same,
//! with its place.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use crate::read::Node;
use crate::read::node::escape;

/// What is not as the model has it.
pub(in crate::parse) struct Wrong {
    /// The way there, from the node that was to be read.
    pub(in crate::parse) pointer: String,
    pub(in crate::parse) message: String,
}

pub(super) type Read<T> = Result<T, Wrong>;

impl Wrong {
    pub(super) fn new(message: String) -> Wrong {
        let pointer = String::new();
        Wrong { pointer, message }
    }

    fn expected(what: &str, found: &Node) -> Wrong {
        Wrong::new(format!("expected {what}, found {}", found.kind()))
    }

    pub(super) fn below(mut self, key: &str) -> Wrong {
        self.pointer.insert_str(0, &format!("/{}", escape(key)));
        self
    }
}

/// The fields of an object.
#[derive(Clone, Copy)]
pub(super) struct Fields<'n>(pub(super) &'n IndexMap<String, Node>);

impl<'n> Fields<'n> {
    pub(super) fn of(node: &'n Node) -> Read<Fields<'n>> {
        let fields = node.as_object().map(Fields);
        fields.ok_or_else(|| Wrong::expected("an object", node))
    }

    /// What stands under `name`; `null` is nothing.
    fn get(self, name: &str) -> Option<&'n Node> {
        self.0.get(name).filter(|node| !node.is_null())
    }

    pub(super) fn field<T>(self, name: &str, read: fn(&Node) -> Read<T>) -> Read<Option<T>> {
        let value = self.get(name).map(read).transpose();
        value.map_err(|wrong| wrong.below(name))
    }

    pub(super) fn needed<T>(self, name: &str, read: fn(&Node) -> Read<T>) -> Read<T> {
        self.field(name, read)?
            .ok_or_else(|| Wrong::new(format!("needs the field `{name}`")))
    }

    pub(super) fn text(self, name: &str) -> Read<Option<String>> {
        self.field(name, text)
    }

    pub(super) fn flag(self, name: &str) -> Read<Option<bool>> {
        self.field(name, |node| {
            node.as_bool().ok_or_else(|| Wrong::expected("a boolean", node))
        })
    }

    pub(super) fn value(self, name: &str) -> Option<Value> {
        self.get(name).map(Node::to_value)
    }

    /// One of several words, by the value of each; `None` if the field is not there.
    pub(super) fn word<T: Clone>(self, name: &str, words: &[(&str, T)]) -> Read<Option<T>> {
        let Some(word) = self.text(name)? else { return Ok(None) };
        match words.iter().find(|(known, _)| *known == word) {
            Some((_, value)) => Ok(Some(value.clone())),
            None => Err(Wrong::new(format!("`{word}` is not known here")).below(name)),
        }
    }

    pub(super) fn list<T>(self, name: &str, read: fn(&Node) -> Read<T>) -> Read<Option<Vec<T>>> {
        let Some(node) = self.get(name) else { return Ok(None) };
        list(node, read).map(Some).map_err(|wrong| wrong.below(name))
    }

    pub(super) fn map<T>(self, name: &str, read: fn(&Node) -> Read<T>) -> Read<Option<IndexMap<String, T>>> {
        let Some(node) = self.get(name) else { return Ok(None) };
        map(node, read).map(Some).map_err(|wrong| wrong.below(name))
    }
}

pub(super) fn text(node: &Node) -> Read<String> {
    let text = node.as_str().map(str::to_owned);
    text.ok_or_else(|| Wrong::expected("a string", node))
}

pub(super) fn list<T>(node: &Node, read: fn(&Node) -> Read<T>) -> Read<Vec<T>> {
    let Node::Array(items) = node else {
        return Err(Wrong::expected("a list", node));
    };
    let mut list = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        list.push(read(item).map_err(|wrong| wrong.below(&index.to_string()))?);
    }
    Ok(list)
}

pub(super) fn map<T>(node: &Node, read: fn(&Node) -> Read<T>) -> Read<IndexMap<String, T>> {
    let Fields(entries) = Fields::of(node)?;
    let mut map = IndexMap::with_capacity(entries.len());
    for (key, value) in entries {
        map.insert(key.clone(), read(value).map_err(|wrong| wrong.below(key))?);
    }
    Ok(map)
}

pub(super) fn or_reference<T>(node: &Node, read: fn(&Node) -> Read<T>) -> Read<ReferenceOr<T>> {
    match node.get("$ref").and_then(Node::as_str) {
        Some(reference) => Ok(ReferenceOr::ref_(reference)),
        None => read(node).map(ReferenceOr::Item),
    }
}
