//! Does a schema take a value?
//!
//! Examples in documents are often of an older version of their schema, so what is shown is looked at before it is used. Most of
//! what a schema asks for is compared; where it asks for more, or for a pattern that is not understood, whether a value is
//! taken is open, and whoever asks says what is to be made of that.

use super::holds;
use crate::parse::{Schema, SchemaId, Schemas, Type};
use crate::read::{Node, Number};

/// How deep is looked; what lies deeper is open.
const MAX_DEPTH: usize = 24;

/// Whether a schema takes a value, as far as can be told.
pub(super) fn fits(schemas: &Schemas, id: SchemaId, value: &Node) -> bool {
    Fit { schemas, open: true }.takes(id, value, 0)
}

/// Whether a value is, for certain, of several branches of a `oneOf`, itself or something in it: nobody can send it then (JSON
/// Schema, Core §10.2.1.3). Where a tag tells the branches apart, that is what counts.
pub(super) fn is_of_several(schemas: &Schemas, id: SchemaId, value: &Node) -> bool {
    of_several(schemas, id, value, 0)
}

fn of_several(schemas: &Schemas, id: SchemaId, value: &Node, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    let schema = &schemas[id];
    let certain = Fit { schemas, open: false };
    let deeper = |&id: &SchemaId| of_several(schemas, id, value, depth + 1);
    if schema.discriminator.is_none() {
        let takers = schema.one_of.iter().filter(|&&id| certain.takes(id, value, depth + 1));
        if takers.take(2).count() == 2 {
            return true;
        }
    }
    let possible = Fit { schemas, open: true };
    let mut branches = schema.one_of.iter().chain(&schema.any_of);
    let mut branches = branches
        .by_ref()
        .filter(|&&id| possible.takes(id, value, depth + 1))
        .peekable();
    if schema.reference.iter().chain(&schema.all_of).any(deeper) || branches.peek().is_some() && branches.all(deeper) {
        return true;
    }
    match value {
        Node::Object(entries) => entries.iter().any(|(name, entry)| {
            let id = schema.properties.get(name).copied().or(schema.additional_properties);
            id.is_some_and(|id| of_several(schemas, id, entry, depth + 1))
        }),
        Node::Array(items) => items.iter().enumerate().any(|(index, item)| {
            let id = schema.prefix_items.get(index).copied().or(schema.items);
            id.is_some_and(|id| of_several(schemas, id, item, depth + 1))
        }),
        _ => false,
    }
}

/// How is compared?
#[derive(Clone, Copy)]
struct Fit<'a> {
    schemas: &'a Schemas,
    /// Whether what is open counts as taken.
    open: bool,
}

impl Fit<'_> {
    fn takes(self, id: SchemaId, value: &Node, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return self.open;
        }
        let schema = &self.schemas[id];
        let deeper = |id: SchemaId| self.takes(id, value, depth + 1);
        let is_listed = |values: &Vec<Node>| values.contains(value);
        !schema.never
            && (self.open || !asks_for_more(schema))
            && schema.constant.as_ref().is_none_or(|constant| constant == value)
            && schema.enum_values.as_ref().is_none_or(is_listed)
            && schema.types.is_none_or(|types| types.iter().any(|ty| is_of(ty, value)))
            && schema.reference.is_none_or(deeper)
            && schema.all_of.iter().copied().all(deeper)
            && (schema.any_of.is_empty() || schema.any_of.iter().copied().any(deeper))
            && (schema.one_of.is_empty() || self.is_one(&schema.one_of, value, depth))
            && match value {
                Node::Number(number) => number_fits(schema, number),
                Node::String(text) => self.text_fits(schema, text),
                Node::Array(items) => self.items_fit(schema, items, depth),
                Node::Object(_) => self.object_fits(schema, value, depth),
                Node::Null | Node::Bool(_) => true,
            }
    }

    /// Whether exactly one branch takes a value. Texts and objects may be told apart by what is not looked at.
    fn is_one(self, branches: &[SchemaId], value: &Node, depth: usize) -> bool {
        let takers = |fit: Fit<'_>| branches.iter().filter(|&&id| fit.takes(id, value, depth + 1)).count();
        let possible = takers(Fit { open: true, ..self });
        match value {
            _ if !self.open => possible == 1 && takers(self) == 1,
            Node::Null | Node::Bool(_) | Node::Number(_) => possible == 1,
            Node::String(_) | Node::Array(_) | Node::Object(_) => possible > 0,
        }
    }

    fn text_fits(self, schema: &Schema, text: &str) -> bool {
        let length = text.chars().count() as u64;
        schema.min_length.is_none_or(|min| length >= min)
            && schema.max_length.is_none_or(|max| length <= max)
            && schema.format.as_deref().is_none_or(|format| {
                let is_looked_at = super::text::is_looked_at(format) || !super::text::has_text(format);
                super::text::has_format(format, text) && (self.open || is_looked_at)
            })
            && schema
                .pattern
                .as_deref()
                .is_none_or(|pattern| holds::holds(pattern, text).unwrap_or(self.open))
    }

    fn items_fit(self, schema: &Schema, items: &[Node], depth: usize) -> bool {
        let count = items.len() as u64;
        let of = |index: usize| schema.prefix_items.get(index).copied().or(schema.items);
        schema.min_items.is_none_or(|min| count >= min)
            && schema.max_items.is_none_or(|max| count <= max)
            && items
                .iter()
                .enumerate()
                .all(|(index, item)| of(index).is_none_or(|id| self.takes(id, item, depth + 1)))
            && (!schema.unique_items
                || items
                    .iter()
                    .enumerate()
                    .all(|(index, item)| !items[..index].contains(item)))
    }

    fn object_fits(self, schema: &Schema, value: &Node, depth: usize) -> bool {
        let Some(entries) = value.as_object() else {
            return true;
        };
        // What only the server sets is not sent, so it is not missed.
        let is_missed = |name: &String| {
            let of = schema.properties.get(name);
            let is_read_only = of.is_some_and(|&id| self.schemas[id].read_only);
            !entries.contains_key(name) && !is_read_only
        };
        let entry_fits = |(name, entry): (&String, &Node)| match schema.properties.get(name) {
            Some(&id) => self.takes(id, entry, depth + 1),
            None => schema
                .additional_properties
                .is_none_or(|id| !schema.pattern_properties.is_empty() || self.takes(id, entry, depth + 1)),
        };
        !schema.required.iter().any(is_missed) && entries.iter().all(entry_fits)
    }
}

/// Whether a schema asks for something that is not compared here.
fn asks_for_more(schema: &Schema) -> bool {
    let schemas = [
        schema.property_names,
        schema.unevaluated_properties,
        schema.unevaluated_items,
        schema.contains,
        schema.not,
        schema.if_,
    ];
    schemas.iter().any(Option::is_some)
        || schema.min_properties.is_some()
        || schema.max_properties.is_some()
        || schema.patterns.is_some()
        || !schema.pattern_properties.is_empty()
        || !schema.dependent_schemas.is_empty()
        || !schema.dependent_required.is_empty()
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
