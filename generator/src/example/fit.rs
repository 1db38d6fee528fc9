//! Does a schema take a value?
//!
//! As far as can be told without regular expressions: examples in documents are often of an older version of their
//! schema, and what is only nearly right is found out by other means.

use crate::parse::{Schema, SchemaId, Schemas, Type};
use crate::read::{Node, Number};

/// How deep is looked; what lies deeper is taken to fit.
const MAX_DEPTH: usize = 24;

pub(super) fn fits(schemas: &Schemas, id: SchemaId, value: &Node, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return true;
    }
    let schema = &schemas[id];
    let deeper = |id: SchemaId| fits(schemas, id, value, depth + 1);
    let is_listed = |values: &Vec<Node>| values.contains(value);
    !schema.never
        && schema.constant.as_ref().is_none_or(|constant| constant == value)
        && schema.enum_values.as_ref().is_none_or(is_listed)
        && schema.types.is_none_or(|types| types.iter().any(|ty| is_of(ty, value)))
        && schema.reference.is_none_or(deeper)
        && schema.all_of.iter().copied().all(deeper)
        && (schema.any_of.is_empty() || schema.any_of.iter().copied().any(deeper))
        && (schema.one_of.is_empty() || is_one_of(schema.one_of.iter().filter(|&&id| deeper(id)).count(), value))
        && match value {
            Node::Number(number) => number_fits(schema, number),
            Node::String(text) => text_fits(schema, text),
            Node::Array(items) => items_fit(schemas, schema, items, depth),
            Node::Object(_) => object_fits(schemas, schema, value, depth),
            Node::Null | Node::Bool(_) => true,
        }
}

/// Whether so many branches of a `oneOf` are right for a value. Texts and objects may be told apart by what is not looked at.
fn is_one_of(branches: usize, value: &Node) -> bool {
    match value {
        Node::Null | Node::Bool(_) | Node::Number(_) => branches == 1,
        Node::String(_) | Node::Array(_) | Node::Object(_) => branches > 0,
    }
}

fn is_of(ty: Type, value: &Node) -> bool {
    match (ty, value) {
        (Type::Null, Node::Null)
        | (Type::Boolean, Node::Bool(_))
        | (Type::Number, Node::Number(_))
        | (Type::String, Node::String(_))
        | (Type::Array, Node::Array(_))
        | (Type::Object, Node::Object(_)) => true,
        (Type::Integer, Node::Number(number)) => number.as_i128().is_some(),
        _ => false,
    }
}

fn number_fits(schema: &Schema, number: &Number) -> bool {
    let value = number.as_f64();
    let holds = |bound: &Option<Number>, test: fn(f64, f64) -> bool| {
        bound.as_ref().is_none_or(|bound| test(value, bound.as_f64()))
    };
    let is_multiple = |value: f64, of: f64| {
        let quotient = value / of;
        (quotient - quotient.round()).abs() < 1e-9
    };
    holds(&schema.minimum, |value, bound| value >= bound)
        && holds(&schema.maximum, |value, bound| value <= bound)
        && holds(&schema.exclusive_minimum, |value, bound| value > bound)
        && holds(&schema.exclusive_maximum, |value, bound| value < bound)
        && holds(&schema.multiple_of, is_multiple)
}

fn text_fits(schema: &Schema, text: &str) -> bool {
    let length = text.chars().count() as u64;
    schema.min_length.is_none_or(|min| length >= min)
        && schema.max_length.is_none_or(|max| length <= max)
        && schema
            .format
            .as_deref()
            .is_none_or(|format| super::text::has_format(format, text))
}

fn items_fit(schemas: &Schemas, schema: &Schema, items: &[Node], depth: usize) -> bool {
    let count = items.len() as u64;
    let of = |index: usize| schema.prefix_items.get(index).copied().or(schema.items);
    schema.min_items.is_none_or(|min| count >= min)
        && schema.max_items.is_none_or(|max| count <= max)
        && items
            .iter()
            .enumerate()
            .all(|(index, item)| of(index).is_none_or(|id| fits(schemas, id, item, depth + 1)))
        && (!schema.unique_items
            || items
                .iter()
                .enumerate()
                .all(|(index, item)| !items[..index].contains(item)))
}

fn object_fits(schemas: &Schemas, schema: &Schema, value: &Node, depth: usize) -> bool {
    let Some(entries) = value.as_object() else {
        return true;
    };
    // What only the server sets is not sent, so it is not missed.
    let is_missed = |name: &String| {
        let is_read_only = schema.properties.get(name).is_some_and(|&id| schemas[id].read_only);
        !entries.contains_key(name) && !is_read_only
    };
    let entry_fits = |(name, entry): (&String, &Node)| match schema.properties.get(name) {
        Some(&id) => fits(schemas, id, entry, depth + 1),
        None => schema
            .additional_properties
            .is_none_or(|id| !schema.pattern_properties.is_empty() || fits(schemas, id, entry, depth + 1)),
    };
    !schema.required.iter().any(is_missed) && entries.iter().all(entry_fits)
}
