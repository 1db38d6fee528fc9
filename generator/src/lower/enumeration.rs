//! Which values does an enum know?

use super::Lower;
use crate::ir::{Docs, StringEnum, Variant};
use crate::parse::SchemaId;
use crate::read::Node;

/// The enum of some strings, each once. Names and descriptions are those of `x-enum-varnames` and
/// `x-enum-descriptions`, which many generators write.
pub(super) fn lower_strings(cx: &mut Lower<'_>, of: SchemaId, values: &[String]) -> StringEnum {
    let schema = &cx.document.schemas[of];
    let extension = |key: &str| match schema.extensions.get(key) {
        Some(Node::Array(values)) => values.as_slice(),
        Some(_) | None => &[],
    };
    let descriptions = extension("x-enum-descriptions");
    let mut variants: Vec<Variant> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        if variants.iter().any(|variant| variant.wire_name == *value) {
            continue;
        }
        variants.push(Variant {
            wire_name: value.clone(),
            ident: String::new(),
            docs: Docs {
                description: descriptions.get(index).and_then(Node::as_str).map(str::to_owned),
                ..Docs::default()
            },
        });
    }
    StringEnum { variants }
}
