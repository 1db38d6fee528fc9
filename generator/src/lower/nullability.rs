//! May a value be `null`, and what is it when it is not?
//!
//! `type: [T, "null"]`, `anyOf: [T, null]`, `oneOf: [T, null]` and an `enum` with `null` are spellings of one fact. It is
//! set aside here, so that nothing after this asks for it.

use std::collections::HashSet;

use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType};
use crate::read::Node;

/// A schema with `null` set aside and wrappers of a single branch taken off.
#[derive(Debug, Clone)]
pub(super) struct Core {
    pub(super) nullable: bool,
    pub(super) form: Form,
}

#[derive(Debug, Clone)]
pub(super) enum Form {
    /// A reference to a schema.
    Reference(SchemaId),
    /// A schema that says itself what it is.
    Own(SchemaId),
    /// One of several schemas, of the schema that says so.
    Union(SchemaId, Vec<SchemaId>),
    /// `null` and nothing else.
    Null,
    /// A chain of wrappers that ends in itself.
    Endless,
}

/// How many wrappers of a single branch are taken off before they are held to be endless.
const MAX_WRAPPERS: usize = 64;

/// What a schema comes down to.
pub(super) fn core(schemas: &Schemas, id: SchemaId) -> Core {
    let mut id = id;
    let mut nullable = false;
    for _ in 0..MAX_WRAPPERS {
        let schema = &schemas[id];
        if let Some(target) = schema.reference {
            if !says_more(schema) {
                return Core {
                    nullable: nullable || is_nullable(schemas, target),
                    form: Form::Reference(target),
                };
            }
        }
        let (null, branches) = branches(schemas, schema);
        if !branches.is_empty() && !has_own_shape_beside_branches(schema) {
            nullable |= null || branches.iter().any(|&branch| is_nullable(schemas, branch));
            if let [only] = branches[..] {
                id = only;
                continue;
            }
            return Core {
                nullable,
                form: Form::Union(id, branches),
            };
        }
        if null && branches.is_empty() {
            return Core {
                nullable: true,
                form: Form::Null,
            };
        }
        return Core {
            nullable: nullable || says_null(schema),
            form: if is_only_null(schema) {
                Form::Null
            } else {
                Form::Own(id)
            },
        };
    }
    Core {
        nullable,
        form: Form::Endless,
    }
}

/// Whether a schema takes `null`, through references and wrappers.
pub(super) fn is_nullable(schemas: &Schemas, id: SchemaId) -> bool {
    let mut visited = HashSet::from([id]);
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let schema = &schemas[id];
        if says_null(schema) {
            return true;
        }
        let branches = schema.any_of.iter().chain(&schema.one_of);
        let next = schema.reference.iter().chain(branches).copied();
        open.extend(next.filter(|&id| visited.insert(id)));
    }
    false
}

/// The branches of `anyOf` or `oneOf` but for `null`, and whether that was among them.
pub(super) fn branches(schemas: &Schemas, schema: &Schema) -> (bool, Vec<SchemaId>) {
    let all = if schema.any_of.is_empty() {
        &schema.one_of
    } else {
        &schema.any_of
    };
    let (null, rest): (Vec<_>, Vec<_>) = all.iter().copied().partition(|&id| is_only_null(&schemas[id]));
    (!null.is_empty(), rest)
}

/// Whether a schema takes `null` by its own `type`, `enum` or `const`.
fn says_null(schema: &Schema) -> bool {
    let null_value = |values: &[Node]| values.contains(&Node::Null);
    match (&schema.types, &schema.enum_values, &schema.constant) {
        (_, _, Some(constant)) => *constant == Node::Null,
        (None, Some(values), None) => null_value(values),
        (Some(types), Some(values), None) => types.contains(JsonType::Null) && null_value(values),
        (Some(types), None, None) => types.contains(JsonType::Null),
        (None, None, None) => false,
    }
}

fn is_only_null(schema: &Schema) -> bool {
    let by_type = schema.types.is_some_and(|types| types.only() == Some(JsonType::Null));
    let by_enum = schema.enum_values.as_deref() == Some(&[Node::Null]);
    by_type || by_enum || schema.constant == Some(Node::Null)
}

/// Whether a schema says more of its values' shape than a reference beside it. A list of values leaves the reference its
/// meaning, and nothing else is left beside one of no object.
fn says_more(schema: &Schema) -> bool {
    !schema.all_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties.is_some()
}

fn has_own_shape_beside_branches(schema: &Schema) -> bool {
    schema.reference.is_some()
        || !schema.all_of.is_empty()
        || (!schema.any_of.is_empty() && !schema.one_of.is_empty())
        || !schema.properties.is_empty()
        || schema.additional_properties.is_some()
}
