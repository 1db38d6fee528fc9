//! Which schemas are enums?
//!
//! One that lists scalars, and a union that comes to the same: of enums, of constants (with titles, as JSON Schema
//! recommends), and of these and a plain string or integer. An enum keeps what it does not know, so it is that union
//! already. Booleans are a type of their own, however many of the two are listed.

use super::nullability::{self, Form};
use super::shape::Kind;
use crate::ir::{Constant, EnumOf, Scalar};
use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType};
use crate::read::Node;

/// The values of an enum.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) of: EnumOf,
    pub(super) values: Vec<Constant>,
}

/// The enum that a schema is by itself. One number is no enum: it is a number that is always the same.
pub(super) fn of_schema(schema: &Schema) -> Option<Listed> {
    listed(schema).filter(|listed| listed.of == EnumOf::Strings || listed.values.len() > 1)
}

/// The scalars that a schema lists.
fn listed(schema: &Schema) -> Option<Listed> {
    let values: &[Node] = match (&schema.constant, &schema.enum_values) {
        (Some(constant), _) => std::slice::from_ref(constant),
        (None, Some(values)) => values,
        (None, None) => return None,
    };
    let only = schema.types.and_then(|types| {
        let mut types = types.iter().filter(|&ty| ty != JsonType::Null);
        types.next().filter(|_| types.next().is_none())
    });
    let values = values.iter().filter(|value| **value != Node::Null);
    let values = values
        .map(|value| constant(value, only))
        .collect::<Option<Vec<Constant>>>()?;
    let is_boolean = values.iter().all(|value| matches!(value, Constant::Bool(_)));
    let of = of_values(&values, only);
    (!is_boolean).then_some(Listed { of, values })
}

/// A scalar as a value of this type: without quotes, YAML takes `404` for a number, and with them for a string.
fn constant(value: &Node, only: Option<JsonType>) -> Option<Constant> {
    match (value, only) {
        (Node::Null | Node::Array(_) | Node::Object(_), _) => None,
        (Node::String(text), Some(JsonType::Integer)) => text.parse().ok().map(Constant::Integer),
        (Node::String(text), _) => Some(Constant::String(text.clone())),
        (Node::Bool(_) | Node::Number(_), Some(JsonType::String)) => Some(Constant::String(value.to_string())),
        (Node::Bool(flag), _) => Some(Constant::Bool(*flag)),
        (Node::Number(number), _) => Some(match number.as_i64() {
            Some(integer) => Constant::Integer(integer),
            None => Constant::Number(value.to_string()),
        }),
    }
}

/// Which values there may be beside those that are listed.
fn of_values(values: &[Constant], only: Option<JsonType>) -> EnumOf {
    let is_string = |value: &Constant| matches!(value, Constant::String(_));
    let is_integer = |value: &Constant| matches!(value, Constant::Integer(_));
    if values.iter().all(is_string) {
        EnumOf::Strings
    } else if values.iter().all(is_integer) && only != Some(JsonType::Number) {
        EnumOf::Integers
    } else {
        EnumOf::Scalars
    }
}

/// The enum that a union of these branches is.
pub(super) fn of_branches(schemas: &Schemas, of: SchemaId, branches: &[SchemaId]) -> Option<Kind> {
    look(schemas, of, branches, 0)
}

/// How many enums may be made of each other.
const MAX_DEPTH: usize = 8;

fn look(schemas: &Schemas, of: SchemaId, branches: &[SchemaId], depth: usize) -> Option<Kind> {
    let enum_of = |target: SchemaId| match nullability::core(schemas, target).form {
        Form::Own(id) => of_schema(&schemas[id]).map(|listed| listed.of),
        Form::Union(of, inner) if depth < MAX_DEPTH => match look(schemas, of, &inner, depth + 1) {
            Some(Kind::Enum(_, listed)) => Some(listed.of),
            _ => None,
        },
        Form::Reference(_) | Form::Union(..) | Form::Null | Form::Endless => None,
    };
    let mut values = Vec::new();
    let mut named = Vec::new();
    let mut kinds = Vec::new();
    let mut takes_all = false;
    for &branch in branches {
        match nullability::core(schemas, branch).form {
            Form::Own(id) => match listed(&schemas[id]) {
                Some(own) => {
                    kinds.push(own.of);
                    values.extend(own.values);
                }
                None => {
                    kinds.push(plain(&schemas[id])?);
                    takes_all = true;
                }
            },
            Form::Reference(target) => {
                kinds.push(enum_of(target)?);
                named.push(target);
            }
            Form::Union(..) | Form::Null | Form::Endless => return None,
        }
    }
    let of_enum = *kinds.first()?;
    let is_one = kinds.iter().all(|kind| *kind == of_enum) && of_enum != EnumOf::Scalars;
    let is_empty = |value: &Constant| matches!(value, Constant::String(text) if text.is_empty());
    match (&values[..], &named[..]) {
        _ if !is_one => None,
        // Any text, and no text at all, which says nothing that `String` does not.
        ([_, ..], []) if takes_all && values.iter().all(is_empty) => Some(Kind::Scalar(Scalar::String)),
        ([], [only]) => Some(Kind::Reference(*only)),
        ([], _) | (_, [_, ..]) => None,
        (_, []) => Some(Kind::Enum(of, Listed { of: of_enum, values })),
    }
}

/// Which enum takes all values of a schema, if that has no type of its own for them.
fn plain(schema: &Schema) -> Option<EnumOf> {
    match schema.types.and_then(|types| types.only())? {
        JsonType::String => matches!(super::scalar::string(schema), Scalar::String).then_some(EnumOf::Strings),
        JsonType::Integer => Some(EnumOf::Integers),
        JsonType::Null | JsonType::Boolean | JsonType::Number | JsonType::Array | JsonType::Object => None,
    }
}
