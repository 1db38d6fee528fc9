//! Of which type are the values of keywords?
//!
//! A value of another type is read as what it plainly means, with a warning; where it means nothing it is an error.

use indexmap::IndexMap;

use super::super::check;
use super::super::schema::SchemaId;
use super::Lift;
use super::keywords::Reader;
use crate::diagnostic::Code;
use crate::read::{Node, Number};

impl Reader<'_, '_> {
    pub(super) fn text(&mut self, node: Node) -> Option<String> {
        match node {
            Node::String(text) => Some(text),
            Node::Number(_) | Node::Bool(_) => {
                let text = node.to_string();
                self.warn(Code::WrongType, &format!("is a string; it is read as `{text}`"));
                Some(text)
            }
            node => {
                self.wrong("a string", &node);
                None
            }
        }
    }

    pub(super) fn flag(&mut self, node: Node) -> bool {
        match (node.as_bool(), check::flag(&node)) {
            (Some(flag), _) => flag,
            (None, Some(flag)) => {
                self.warn(Code::WrongType, &format!("is a boolean; it is read as `{flag}`"));
                flag
            }
            (None, None) => {
                self.wrong("a boolean", &node);
                false
            }
        }
    }

    pub(super) fn number(&mut self, node: Node) -> Option<Number> {
        match node {
            Node::Number(number) => Some(number),
            Node::String(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                self.warn(Code::WrongType, &format!("is a number; it is read as {text}"));
                let read = text.parse().unwrap_or_default();
                Some(Number::from_text(&text, read))
            }
            node => {
                self.wrong("a number", &node);
                None
            }
        }
    }

    pub(super) fn count(&mut self, node: &Node) -> Option<u64> {
        let number = self.number(node.clone())?;
        if let Some(count) = number.as_u64() {
            return Some(count);
        }
        // No value is longer than what 64 bits count.
        if number.as_f64() < 0.0 || number.as_f64().fract() != 0.0 {
            self.warn(Code::InvalidValue, &format!("cannot be {number}; it is not read"));
        }
        None
    }

    pub(super) fn list(&mut self, node: Node, of: &str) -> Option<Vec<Node>> {
        match node {
            Node::Array(items) => Some(items),
            node => {
                self.wrong(&format!("a list of {of}"), &node);
                None
            }
        }
    }

    pub(super) fn names(&mut self, node: Node) -> Vec<String> {
        let mut names = Vec::new();
        for (index, item) in self.list(node, "strings").unwrap_or_default().into_iter().enumerate() {
            match item {
                Node::String(name) if names.contains(&name) => {}
                Node::String(name) => names.push(name),
                // Unquoted names such as `404` or `true`.
                Node::Number(_) | Node::Bool(_) | Node::Null => names.push(item.to_string()),
                Node::Array(_) | Node::Object(_) => {
                    let at = self.lift.at().index(index);
                    let message = format!("expected a string, found {}", item.kind());
                    self.lift.diags.error(Code::WrongType, at, message);
                }
            }
        }
        names
    }

    pub(super) fn entries(&mut self, node: Node, of: &str) -> IndexMap<String, Node> {
        match node {
            Node::Object(entries) => entries,
            node => {
                self.wrong(&format!("an object of {of}"), &node);
                IndexMap::new()
            }
        }
    }

    pub(super) fn schemas(&mut self, node: Node) -> IndexMap<String, SchemaId> {
        let entries = self.entries(node, "schemas");
        entries
            .into_iter()
            .map(|(key, node)| {
                let id = self.lift.below(&key, |lift| lift.schema_or_nothing(node));
                (key, id)
            })
            .collect()
    }

    pub(super) fn schema_list(&mut self, node: Node) -> Vec<SchemaId> {
        let items = self.list(node, "schemas").unwrap_or_default();
        let ids = items.into_iter().enumerate();
        ids.map(|(index, node)| self.lift.below(&index.to_string(), |lift| lift.schema_or_nothing(node)))
            .collect()
    }

    pub(super) fn dependent_required(&mut self, node: Node) -> IndexMap<String, Vec<String>> {
        let entries = self.entries(node, "lists of names");
        entries
            .into_iter()
            .map(|(key, node)| {
                let names = self.names(node);
                (key, names)
            })
            .collect()
    }
}

impl Lift<'_> {
    /// A schema; one of which nothing is said is any value.
    fn schema_or_nothing(&mut self, node: Node) -> SchemaId {
        if !node.is_null() {
            return self.schema(node);
        }
        let at = self.at();
        let message = "the schema is empty; it is read as any value";
        self.diags.warn(Code::WrongType, at, message).on_key();
        self.schema(Node::object())
    }
}
