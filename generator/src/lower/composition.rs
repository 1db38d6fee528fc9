//! What do the parts of an object come to together?
//!
//! Parts are what `allOf` lists, what `$ref` leads to, and what a schema says beside those. They are one struct. If one of
//! them is a union, each of its branches is a struct of everything; branches that bring no property, such as those of
//! `anyOf: [{required: [a]}, {required: [b]}]`, change nothing.

use std::collections::HashSet;

use super::nullability::{self, Form};
use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType, Types};

pub(super) enum Composed {
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

/// What an object with parts comes to.
pub(super) fn compose(schemas: &Schemas, id: SchemaId) -> Composed {
    let mut found = Vec::new();
    for part in parts(schemas, id) {
        for branches in unions(&schemas[part]) {
            let branches: Vec<SchemaId> = branches
                .iter()
                .copied()
                .filter(|&branch| !is_null(schemas, branch))
                .collect();
            // What inherits from a union that it is a branch of is not that union once more.
            let inherits = branches.iter().any(|&branch| end(schemas, branch) == id);
            if !inherits && branches.iter().any(|&branch| has_properties(schemas, branch)) {
                found.push((part, branches));
            }
        }
    }
    match found.pop() {
        None => Composed::Struct,
        Some((union, branches)) if found.is_empty() => Composed::Variants { union, branches },
        Some(_) => Composed::Other("an object of several unions"),
    }
}

fn is_null(schemas: &Schemas, id: SchemaId) -> bool {
    schemas[id].types.and_then(Types::only) == Some(JsonType::Null)
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
