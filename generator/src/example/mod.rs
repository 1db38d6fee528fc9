//! Which value does a schema have as an example?
//!
//! The document's own where it has one that its schema takes, and otherwise one that is made of what the schema says. How
//! such a value is written in Rust is a question of [`emit`](crate::emit).

mod fit;
mod holds;
mod made;
mod number;
mod pattern;
mod regex;
#[cfg(test)]
mod tests;
mod text;
mod vary;

use crate::parse::{SchemaId, Schemas};
use crate::read::Node;
use made::Maker;
pub(crate) use text::has_format;
pub(crate) use vary::Chance;

/// How much an example says of what need not be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What is required, and a little of the rest: for people.
    Brief,
    /// Everything: for those who try out whether it works.
    Whole,
    /// Something else with each seed: for those who try it out often.
    Varied { seed: u64 },
}

/// An example of a schema's values, as they are sent. `name` is what the value stands for, and `shown` are examples that
/// the document has beside the schema. `None` where no value was found, such as for a schema that takes none.
pub(crate) fn of_schema(schemas: &Schemas, id: SchemaId, name: &str, shown: &[Node], extent: Extent) -> Option<Node> {
    let mut maker = Maker::new(schemas, extent, name);
    let fits = |node: &&Node| fit::fits(schemas, id, node);
    let hint = shown.iter().find(fits).or_else(|| shown.first());
    maker.make(id, name, hint, 0)
}

/// Whether the document itself shows a value of a schema.
pub(crate) fn is_shown(schemas: &Schemas, id: SchemaId) -> bool {
    shown(schemas, id).next().is_some()
}

/// The values that the document itself shows of a schema.
pub(crate) fn shown(schemas: &Schemas, id: SchemaId) -> impl Iterator<Item = &Node> {
    let target = schemas[id].reference.map(|target| &schemas[target]);
    schemas[id]
        .examples
        .iter()
        .chain(target.into_iter().flat_map(|target| &target.examples))
}

/// Whether something is a value of a schema.
pub(crate) fn fits(schemas: &Schemas, id: SchemaId, value: &Node) -> bool {
    fit::fits(schemas, id, value)
}

/// A value of a library's as a node.
pub(crate) fn node(value: &serde_json::Value) -> Node {
    use serde_json::Value;
    match value {
        Value::Null => Node::Null,
        Value::Bool(flag) => Node::Bool(*flag),
        Value::Number(number) => {
            let text = number.to_string();
            Node::Number(crate::read::Number::from_text(
                &text,
                number.as_f64().unwrap_or_default(),
            ))
        }
        Value::String(text) => Node::String(text.clone()),
        Value::Array(items) => Node::Array(items.iter().map(node).collect()),
        Value::Object(entries) => Node::Object(entries.iter().map(|(key, value)| (key.clone(), node(value))).collect()),
    }
}
