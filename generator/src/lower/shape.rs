//! Which shape does a schema have?

use super::composition::{self, Composed, unions};
use super::enums::{self, Listed};
use super::nullability::{Core, Form};
use super::{Lower, scalar};
use crate::diagnostic::Code;
use crate::ir::Scalar;
use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType};
use crate::read::Node;

/// The shape of a schema, one level deep.
#[derive(Debug)]
pub(super) enum Kind {
    Any,
    Null,
    Reference(SchemaId),
    Scalar(Scalar),
    /// An object of which nothing is known.
    Object,
    Map(SchemaId),
    /// A list, of these.
    List(Option<SchemaId>),
    /// A list whose first elements have types of their own.
    Tuple(SchemaId),
    /// An object with properties of its own, or of the parts of its `allOf`.
    Struct(SchemaId),
    /// Some scalars.
    Enum(SchemaId, Listed),
    /// One of several schemas, of the schema that says so.
    Union(SchemaId, Vec<SchemaId>),
    /// An object with properties of its own beside one of several others: each of these with all of it.
    Variants {
        of: SchemaId,
        union: SchemaId,
        branches: Vec<SchemaId>,
    },
    /// One schema, for values of several types.
    Types(SchemaId, Vec<JsonType>),
}

impl Kind {
    /// Whether it gets an item of its own wherever it stands.
    pub(super) fn is_item(&self) -> bool {
        match self {
            Kind::Tuple(_)
            | Kind::Struct(_)
            | Kind::Enum(..)
            | Kind::Union(..)
            | Kind::Variants { .. }
            | Kind::Types(..) => true,
            Kind::Any
            | Kind::Null
            | Kind::Reference(_)
            | Kind::Scalar(_)
            | Kind::Object
            | Kind::Map(_)
            | Kind::List(_) => false,
        }
    }
}

/// The shape of what is left of a schema without `null`; one that cannot be had is reported.
pub(super) fn kind(cx: &mut Lower<'_>, core: &Core) -> Kind {
    let (kind, lost) = of_core(&cx.document.schemas, core);
    if let (Some(what), Form::Own(id)) = (lost, &core.form) {
        let at = cx.document.schemas[*id].at.clone();
        cx.diags.warn(
            Code::UnsupportedSchema,
            &at,
            format!("{what} has no typed form here; it becomes a JSON value"),
        );
    }
    kind
}

/// The same, with what cannot be had instead of a report of it.
pub(super) fn of_core(schemas: &Schemas, core: &Core) -> (Kind, Option<&'static str>) {
    let kind = match &core.form {
        Form::Reference(target) => Kind::Reference(*target),
        Form::Null => Kind::Null,
        Form::Endless => Kind::Any,
        Form::Union(id, branches) => {
            enums::of_branches(schemas, *id, branches).unwrap_or_else(|| Kind::Union(*id, branches.clone()))
        }
        Form::Own(id) => return own_kind(schemas, *id),
    };
    (kind, None)
}

fn own_kind(schemas: &Schemas, id: SchemaId) -> (Kind, Option<&'static str>) {
    let schema = &schemas[id];
    if let Some(listed) = enums::of_schema(schema) {
        return (Kind::Enum(id, listed), None);
    }
    let is_composed = !schema.all_of.is_empty() || schema.reference.is_some() || !unions(schema).is_empty();
    if is_composed {
        return match composition::compose(schemas, id) {
            Composed::Struct => (Kind::Struct(id), None),
            Composed::Variants { union, branches } => {
                let of = id;
                (Kind::Variants { of, union, branches }, None)
            }
            Composed::Other(what) => (Kind::Any, Some(what)),
        };
    }
    let kind = match types(schema)[..] {
        [] => Kind::Any,
        [only] => of_type(schema, id, only),
        ref several => Kind::Types(id, several.to_vec()),
    };
    (kind, None)
}

/// The shape of the values of one type that a schema takes.
pub(super) fn of_type(schema: &Schema, id: SchemaId, ty: JsonType) -> Kind {
    match ty {
        JsonType::Null => Kind::Null,
        JsonType::Boolean => Kind::Scalar(Scalar::Bool),
        JsonType::Integer => Kind::Scalar(scalar::integer(schema)),
        JsonType::Number => Kind::Scalar(scalar::number(schema)),
        JsonType::String => Kind::Scalar(scalar::string(schema)),
        JsonType::Array if !schema.prefix_items.is_empty() => Kind::Tuple(id),
        JsonType::Array => Kind::List(schema.items),
        JsonType::Object if !schema.properties.is_empty() => Kind::Struct(id),
        JsonType::Object => match schema.additional_properties {
            Some(values) => Kind::Map(values),
            None => Kind::Object,
        },
    }
}

/// The types of a schema but for `null`: those it names, or those that its other keywords speak of.
fn types(schema: &Schema) -> Vec<JsonType> {
    if let Some(types) = &schema.types {
        let mut types: Vec<_> = types.iter().filter(|&ty| ty != JsonType::Null).collect();
        if types.contains(&JsonType::Number) {
            // Every integer is a number, so one of the two says it all.
            types.retain(|&ty| ty != JsonType::Integer);
        }
        return types;
    }
    let values = schema.constant.iter().chain(schema.enum_values.iter().flatten());
    let mut of_values: Vec<JsonType> = values.filter_map(type_of_value).collect();
    of_values.sort_unstable();
    of_values.dedup();
    if of_values.contains(&JsonType::Number) {
        of_values.retain(|&ty| ty != JsonType::Integer);
    }
    if !of_values.is_empty() {
        return of_values;
    }
    let object = !schema.properties.is_empty() || schema.additional_properties.is_some();
    let array = schema.items.is_some() || !schema.prefix_items.is_empty();
    match (object, array) {
        (true, false) => vec![JsonType::Object],
        (false, true) => vec![JsonType::Array],
        (true, true) | (false, false) => Vec::new(),
    }
}

/// The type of a value but for `null`.
fn type_of_value(value: &Node) -> Option<JsonType> {
    match value {
        Node::Null => None,
        Node::Bool(_) => Some(JsonType::Boolean),
        Node::Number(number) if number.to_string().parse::<i64>().is_ok() => Some(JsonType::Integer),
        Node::Number(_) => Some(JsonType::Number),
        Node::String(_) => Some(JsonType::String),
        Node::Array(_) => Some(JsonType::Array),
        Node::Object(_) => Some(JsonType::Object),
    }
}
