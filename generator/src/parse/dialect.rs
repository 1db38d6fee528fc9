//! How is what a dialect says said in JSON Schema 2020-12?
//!
//! It goes by what is written, not by the version: `nullable: true` in a document of 3.1 means what
//! it means in one of 3.0.
//!
//! * `nullable: true` beside a `type` adds `null` to it, and to an `enum` beside it. Swagger 2.0 has no such word, so
//!   `x-nullable` says it there, and in what was converted from it.
//! * Beside no type but keywords for objects or arrays, it gives the schema that type and `null`.
//! * Beside `oneOf` or `anyOf` it is one more branch; beside `$ref` or `allOf` the schema becomes
//!   an `anyOf` of what it was and `null`.
//! * `exclusiveMinimum: true` moves the minimum; so with the maximum.
//! * `format: byte` is base64.

use super::schema::{Schema, SchemaId, Schemas, Type, Types};
use crate::read::{Node, SpecPath};

/// What the dialects say that JSON Schema 2020-12 says in another way.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    pub(super) nullable: bool,
    /// Whether there is a `$ref`.
    pub(super) refers: bool,
    /// The bound itself is excluded.
    pub(super) excludes_minimum: bool,
    pub(super) excludes_maximum: bool,
}

/// Puts what was spelled in another way into `schema`. If the schema has become an `anyOf`, the
/// result is the branch that now holds its `$ref`.
pub(super) fn settle(schema: &mut Schema, spelled: &Spelled, all: &mut Schemas) -> Option<SchemaId> {
    if spelled.excludes_minimum {
        schema.exclusive_minimum = schema.minimum.take();
    }
    if spelled.excludes_maximum {
        schema.exclusive_maximum = schema.maximum.take();
    }
    if schema.format.as_deref() == Some("byte") && schema.content_encoding.is_none() {
        schema.content_encoding = Some("base64".to_owned());
    }
    if !spelled.nullable {
        return None;
    }
    if spelled.refers || !schema.all_of.is_empty() {
        let rest = take_constraints(schema);
        let rest = all.push(rest);
        let null = all.push(null(schema.at.clone()));
        schema.any_of = vec![rest, null];
        return Some(rest);
    }
    allow_null(schema, all);
    None
}

fn allow_null(schema: &mut Schema, all: &mut Schemas) {
    if let Some(constant) = schema.constant.take() {
        schema.enum_values = Some(vec![constant]);
    }
    if let Some(values) = &mut schema.enum_values {
        if !values.contains(&Node::Null) {
            values.push(Node::Null);
        }
    }
    if schema.types.is_none() && schema.shapes_object() {
        schema.types = Some(Types::from_iter([Type::Object]));
    } else if schema.types.is_none() && schema.shapes_array() {
        schema.types = Some(Types::from_iter([Type::Array]));
    }
    if let Some(types) = &mut schema.types {
        types.insert(Type::Null);
    }
    let at = schema.at.clone();
    for branches in [&mut schema.any_of, &mut schema.one_of] {
        let is_null = |id: &SchemaId| all[*id].types.and_then(Types::only) == Some(Type::Null);
        if !branches.is_empty() && !branches.iter().any(is_null) {
            branches.push(all.push(null(at.clone())));
        }
    }
}

fn null(at: SpecPath) -> Schema {
    Schema {
        types: Some(Types::from_iter([Type::Null])),
        ..Schema::any(at)
    }
}

/// Leaves in `schema` what is said about it, and gives away what is asked of a value.
fn take_constraints(schema: &mut Schema) -> Schema {
    let any = Schema::any(schema.at.clone());
    let mut rest = std::mem::replace(schema, any);
    schema.title = rest.title.take();
    schema.description = rest.description.take();
    schema.default = rest.default.take();
    schema.examples = std::mem::take(&mut rest.examples);
    schema.deprecated = std::mem::take(&mut rest.deprecated);
    schema.read_only = std::mem::take(&mut rest.read_only);
    schema.write_only = std::mem::take(&mut rest.write_only);
    schema.extensions = std::mem::take(&mut rest.extensions);
    schema.defs = std::mem::take(&mut rest.defs);
    rest
}
