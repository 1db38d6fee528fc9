//! Which schemas are enums of strings?
//!
//! One that lists them, and a union that comes to the same: of enums, of constants (with titles, as JSON Schema
//! recommends), and of these and a plain string. An enum keeps what it does not know, so it is that union already.

use super::nullability::{self, Form};
use super::shape::Kind;
use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType};
use crate::read::Node;

/// The values of an enum of strings.
pub(super) fn of_schema(schema: &Schema) -> Option<Vec<String>> {
    let values: &[Node] = match (&schema.constant, &schema.enum_values) {
        (Some(constant), _) => std::slice::from_ref(constant),
        (None, Some(values)) => values,
        (None, None) => return None,
    };
    let values = values.iter().filter(|value| **value != Node::Null);
    let strings = values
        .map(|value| value.as_str().map(str::to_owned))
        .collect::<Option<Vec<_>>>()?;
    (!strings.is_empty()).then_some(strings)
}

/// The enum that a union of these branches is.
pub(super) fn of_branches(schemas: &Schemas, of: SchemaId, branches: &[SchemaId]) -> Option<Kind> {
    look(schemas, of, branches, 0)
}

/// How many enums may be made of each other.
const MAX_DEPTH: usize = 8;

fn look(schemas: &Schemas, of: SchemaId, branches: &[SchemaId], depth: usize) -> Option<Kind> {
    let is_enum = |target: SchemaId| match nullability::core(schemas, target).form {
        Form::Own(id) => of_schema(&schemas[id]).is_some(),
        Form::Union(of, inner) if depth < MAX_DEPTH => {
            matches!(look(schemas, of, &inner, depth + 1), Some(Kind::StringEnum(..)))
        }
        Form::Reference(_) | Form::Union(..) | Form::Null | Form::Endless => false,
    };
    let mut values = Vec::new();
    let mut named = Vec::new();
    for &branch in branches {
        match nullability::core(schemas, branch).form {
            Form::Own(id) => match of_schema(&schemas[id]) {
                Some(own) => values.extend(own),
                None if is_plain(&schemas[id]) => {}
                None => return None,
            },
            Form::Reference(target) if is_enum(target) => named.push(target),
            Form::Reference(_) | Form::Union(..) | Form::Null | Form::Endless => return None,
        }
    }
    match (&values[..], &named[..]) {
        ([], [only]) => Some(Kind::Reference(*only)),
        ([], _) | (_, [_, ..]) => None,
        (_, []) => Some(Kind::StringEnum(of, values)),
    }
}

/// Whether a schema is of strings that have no type of their own.
fn is_plain(schema: &Schema) -> bool {
    let only = schema.types.and_then(|types| types.only());
    only == Some(JsonType::String) && matches!(super::scalar::string(schema), crate::ir::Scalar::String)
}
