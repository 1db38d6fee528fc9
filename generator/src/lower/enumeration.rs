//! Which values does an enum know, and what are they called?

use super::enums::Listed;
use super::{Lower, docs};
use crate::ir::{Constant, Docs, Enum, EnumOf, Variant};
use crate::parse::{Schema, SchemaId};
use crate::read::Node;

/// The enum of some scalars, each once. Names are those of `x-enum-varnames`; numbers that a union lists as constants are
/// called by their titles. Descriptions are those of `x-enum-descriptions`, or of the constants.
pub(super) fn lower_enum(cx: &mut Lower<'_>, of: SchemaId, listed: &Listed) -> Enum {
    let schema = &cx.document.schemas[of];
    let constants: Vec<&Schema> = schema
        .any_of
        .iter()
        .chain(&schema.one_of)
        .map(|&branch| &cx.document.schemas[branch])
        .collect();
    let mut variants: Vec<Variant> = Vec::new();
    for (index, value) in listed.values.iter().enumerate() {
        if variants.iter().any(|variant| variant.value == *value) {
            continue;
        }
        let text = value.text();
        let is_value = |schema: &&&Schema| schema.constant.as_ref().is_some_and(|node| is_same(node, value));
        let constant = constants.iter().find(is_value);
        let word = |keys: &[&str]| {
            keys.iter()
                .find_map(|key| word(schema.extensions.get(*key)?, index, &text))
        };
        let title = constant
            .filter(|_| listed.of != EnumOf::Strings)
            .and_then(|constant| constant.title.clone());
        let name = word(&["x-enum-varnames", "x-enumNames", "x-enum-names"]).or(title);
        let name = name.unwrap_or_else(|| text.clone());
        let docs = match constant {
            Some(constant) => docs::of_schema(constant, &name),
            None => Docs {
                description: word(&["x-enum-descriptions", "x-enumDescriptions"]),
                ..Docs::default()
            },
        };
        variants.push(Variant {
            name,
            value: value.clone(),
            ident: String::new(),
            docs,
        });
    }
    Enum {
        of: listed.of,
        variants,
    }
}

/// What an extension says of a value: in a list, by its position; in a map, by the value.
fn word(extension: &Node, index: usize, value: &str) -> Option<String> {
    let node = match extension {
        Node::Array(words) => words.get(index)?,
        Node::Object(words) => words.get(value)?,
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => return None,
    };
    node.as_str().filter(|word| !word.is_empty()).map(str::to_owned)
}

fn is_same(node: &Node, value: &Constant) -> bool {
    match (node, value) {
        (Node::String(text), Constant::String(value)) => text == value,
        (Node::Bool(flag), Constant::Bool(value)) => flag == value,
        (Node::Number(number), Constant::Integer(value)) => number.as_i64() == Some(*value),
        (Node::Number(_), Constant::Number(value)) => node.to_string() == *value,
        _ => false,
    }
}
