//! What do schemas say?

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::super::schema_keywords::{Holds, holds};
use super::{Convert, below, object};
use crate::read::Node;

impl Convert<'_> {
    pub(super) fn definitions(&mut self, definitions: IndexMap<String, Node>) -> Node {
        let definitions = definitions.into_iter().map(|(name, node)| {
            self.carry(&below("/components/schemas", &name), &below("/definitions", &name));
            let schema = self.schema(node);
            (name, schema)
        });
        Node::Object(definitions.collect())
    }

    /// A schema, whose keywords stay where they are.
    pub(super) fn schema(&mut self, mut node: Node) -> Node {
        convert(&mut node);
        node
    }
}

fn convert(node: &mut Node) {
    let Node::Object(entries) = node else { return };
    if entries.get("type").and_then(Node::as_str) == Some("file") {
        entries.insert("type".to_owned(), Node::String("string".to_owned()));
        entries.insert("format".to_owned(), Node::String("binary".to_owned()));
    }
    if let Some(property @ Node::String(_)) = entries.get("discriminator").cloned() {
        let discriminator = object([("propertyName", property)]);
        entries.insert("discriminator".to_owned(), discriminator);
    }
    // How a list within a list is spelled has no form; the outer one decides.
    entries.shift_remove("collectionFormat");
    for (key, node) in entries {
        match (holds(key, node), node) {
            (Holds::Schema, node) => convert(node),
            (Holds::Schemas, Node::Array(items)) => items.iter_mut().for_each(convert),
            (Holds::Named, Node::Object(entries)) => entries.values_mut().for_each(convert),
            (Holds::Schemas | Holds::Named | Holds::Value, _) => {}
        }
    }
}

/// Points references to where things stand now.
pub(super) fn relocate(node: &mut Node, to: &BTreeMap<String, String>) {
    match node {
        Node::Object(entries) => {
            for (key, node) in entries {
                match (key.as_str(), &mut *node) {
                    ("$ref", Node::String(target)) => {
                        if let Some(moved) = moved(target, to) {
                            *target = moved;
                        }
                    }
                    ("example" | "examples" | "enum", _) => {}
                    (key, _) if key.starts_with("x-") => {}
                    (_, node) => relocate(node, to),
                }
            }
        }
        Node::Array(items) => items.iter_mut().for_each(|node| relocate(node, to)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

/// Where a reference leads now, by the longest way that has moved.
fn moved(target: &str, to: &BTreeMap<String, String>) -> Option<String> {
    let pointer = target.strip_prefix('#')?;
    let mut prefix = pointer;
    loop {
        if let Some(new) = to.get(prefix) {
            return Some(format!("#{new}{}", &pointer[prefix.len()..]));
        }
        prefix = prefix.rsplit_once('/')?.0;
    }
}
