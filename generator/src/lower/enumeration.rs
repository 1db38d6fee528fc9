//! Which values does an enum know?

use super::{Lower, docs};
use crate::ir::{Docs, StringEnum, Variant};
use crate::parse::{Schema, SchemaId};
use crate::read::Node;

/// The enum of some strings, each once. Descriptions are those of `x-enum-descriptions`, which many generators write, or
/// of the constants that a union lists.
pub(super) fn lower_strings(cx: &mut Lower<'_>, of: SchemaId, values: &[String]) -> StringEnum {
    let schema = &cx.document.schemas[of];
    let extension = |key: &str| match schema.extensions.get(key) {
        Some(Node::Array(values)) => values.as_slice(),
        Some(_) | None => &[],
    };
    let descriptions = extension("x-enum-descriptions");
    let constants: Vec<&Schema> = schema
        .any_of
        .iter()
        .chain(&schema.one_of)
        .map(|&branch| &cx.document.schemas[branch])
        .collect();
    let mut variants: Vec<Variant> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        if variants.iter().any(|variant| variant.wire_name == *value) {
            continue;
        }
        let is_value = |schema: &&&Schema| schema.constant.as_ref().and_then(Node::as_str) == Some(value);
        let docs = match constants.iter().find(is_value) {
            Some(constant) => docs::of_schema(constant, value),
            None => Docs {
                description: descriptions.get(index).and_then(Node::as_str).map(str::to_owned),
                ..Docs::default()
            },
        };
        variants.push(Variant {
            wire_name: value.clone(),
            ident: String::new(),
            docs,
        });
    }
    StringEnum { variants }
}
