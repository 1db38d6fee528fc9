//! How much does a value look like one of a type?
//!
//! More is more; the branch of a union that an example is most like is taken to be meant.

use crate::ir::{JsonKind, Shape, Type, Types, Variant};
use crate::read::Node;

pub(super) fn of(types: &Types, ty: &Type, node: &Node, depth: usize) -> usize {
    if depth > 4 {
        return 0;
    }
    match ty {
        Type::Boxed(inner) | Type::Option(inner) => of(types, inner, node, depth + 1),
        Type::Any => 1,
        Type::Object | Type::Map(_) => 2 * usize::from(kind(node) == JsonKind::Object),
        Type::Scalar(scalar) => 2 * usize::from(kind(node) == scalar.json_kind()),
        Type::List(items_of) => match node {
            Node::Array(items) => {
                2 + items
                    .first()
                    .map_or(0, |item| of(types, items_of, item, depth + 1).min(9))
            }
            _ => 0,
        },
        Type::Named(id) => match &types[*id].shape {
            Shape::Struct(object) => match node.as_object() {
                Some(entries) => {
                    let known = object
                        .fields
                        .iter()
                        .filter(|field| entries.contains_key(&field.wire_name));
                    let missing = object.fields.iter().filter(|field| field.required);
                    let missing = missing.filter(|field| !entries.contains_key(&field.wire_name));
                    if missing.count() == 0 { 100 + known.count() } else { 3 }
                }
                None => 0,
            },
            Shape::Enum(known) => listed(&known.variants, node),
            Shape::Union(union) => {
                let all = union
                    .branches
                    .iter()
                    .map(|branch| of(types, &branch.ty, node, depth + 1));
                all.chain([listed(&union.values, node)]).max().unwrap_or(0)
            }
            Shape::Alias(inner) | Shape::Newtype(inner) => of(types, inner, node, depth + 1),
            Shape::Tuple(_) => 2 * usize::from(kind(node) == JsonKind::Array),
        },
    }
}

fn listed(values: &[Variant], node: &Node) -> usize {
    let is_shown = |value: &Variant| Some(value.value.text().as_str()) == node.as_str();
    4 * usize::from(values.iter().any(is_shown))
}

fn kind(node: &Node) -> JsonKind {
    match node {
        Node::Null => JsonKind::Any,
        Node::Bool(_) => JsonKind::Bool,
        Node::Number(_) => JsonKind::Number,
        Node::String(_) => JsonKind::String,
        Node::Array(_) => JsonKind::Array,
        Node::Object(_) => JsonKind::Object,
    }
}
