//! What do the parts of a schema come to together?
//!
//! Parts are what `allOf` lists, what `$ref` leads to, and what a schema says beside those. If all of them are objects,
//! they are one struct. If one of them is a union, each of its branches is a struct of everything; branches that bring
//! no property, such as those of `anyOf: [{required: [a]}, {required: [b]}]`, change nothing.

use std::collections::HashSet;

use super::nullability::{self, Form};
use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType};

pub(super) enum Composed {
    /// No more than what `$ref` leads to.
    Reference(SchemaId),
    /// One object of all properties.
    Struct,
    /// One object for each branch of a union.
    Variants { union: SchemaId, branches: Vec<SchemaId> },
    /// Something that has no form here.
    Other(&'static str),
}

/// The branches that a schema lists itself.
pub(super) fn unions(schema: &Schema) -> Vec<&[SchemaId]> {
    let all = [&schema.any_of[..], &schema.one_of[..]];
    all.into_iter().filter(|branches| !branches.is_empty()).collect()
}

/// What a schema with parts comes to.
pub(super) fn compose(schemas: &Schemas, id: SchemaId) -> Composed {
    let schema = &schemas[id];
    if is_object(schemas, id) {
        let mut found = Vec::new();
        for part in parts(schemas, id) {
            for branches in unions(&schemas[part]) {
                // What inherits from a union that it is a branch of is not that union once more.
                let inherits = branches.iter().any(|&branch| end(schemas, branch) == id);
                if !inherits && branches.iter().any(|&branch| has_properties(schemas, branch)) {
                    found.push((part, branches));
                }
            }
        }
        return match found[..] {
            [] => Composed::Struct,
            [(union, branches)] => Composed::Variants {
                union,
                branches: branches.to_vec(),
            },
            [..] => Composed::Other("an object of several unions"),
        };
    }
    if let Some(target) = schema.reference {
        return Composed::Reference(target);
    }
    if unions(schema).is_empty() {
        Composed::Other("an `allOf` of parts that are not all objects")
    } else {
        Composed::Other("a union beside other keywords of shape")
    }
}

/// The schema and everything that it is made of, through references and `allOf`.
fn parts(schemas: &Schemas, id: SchemaId) -> Vec<SchemaId> {
    let mut visited = HashSet::from([id]);
    let mut open = vec![id];
    let mut parts = Vec::new();
    while let Some(id) = open.pop() {
        parts.push(id);
        let schema = &schemas[id];
        let next = schema.all_of.iter().chain(&schema.reference).copied();
        open.extend(next.filter(|&id| visited.insert(id)));
    }
    parts
}

/// Whether a schema, with all that it may be, is of objects.
fn is_object(schemas: &Schemas, id: SchemaId) -> bool {
    let mut visited = HashSet::from([id]);
    let mut open = vec![id];
    let mut says_object = false;
    while let Some(id) = open.pop() {
        let schema = &schemas[id];
        let is_other = schema.types.is_some_and(|types| !types.contains(JsonType::Object))
            || schema.enum_values.is_some()
            || schema.constant.is_some()
            || schema.items.is_some();
        if is_other {
            return false;
        }
        let by_type = schema.types.is_some_and(|types| types.only() == Some(JsonType::Object));
        says_object |= by_type || schema.shapes_object();
        let branches = schema.any_of.iter().chain(&schema.one_of);
        let next = schema.all_of.iter().chain(&schema.reference).chain(branches).copied();
        open.extend(next.filter(|&id| visited.insert(id)));
    }
    says_object
}

fn has_properties(schemas: &Schemas, id: SchemaId) -> bool {
    parts(schemas, id).iter().any(|&part| {
        let schema = &schemas[part];
        !schema.properties.is_empty() || schema.additional_properties.is_some() || !unions(schema).is_empty()
    })
}

/// Where a chain of mere references ends.
pub(super) fn end(schemas: &Schemas, id: SchemaId) -> SchemaId {
    let mut id = id;
    for _ in 0..64 {
        match nullability::core(schemas, id).form {
            Form::Reference(target) => id = target,
            Form::Own(_) | Form::Union(..) | Form::Null | Form::Endless => break,
        }
    }
    id
}
