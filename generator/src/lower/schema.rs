//! Which Rust type is a schema?

use super::nullability::{self, Core};
use super::shape::{self, Kind};
use super::{Lower, declared, docs, enumeration, rules, structure, tuple, union};
use crate::diagnostic::Code;
use crate::ir::{Presence, Role, Shape, Type, TypeDef, TypeId, TypeName};
use crate::parse::SchemaId;

/// Lowers every named schema, whether anything refers to it or not: they are the document's vocabulary.
pub(super) fn lower_components(cx: &mut Lower<'_>) {
    let named: Vec<(String, SchemaId)> = cx
        .document
        .schemas
        .named()
        .map(|(name, id)| (name.to_owned(), id))
        .collect();
    // All ids first, since schemas refer to each other in any order.
    let reserved: Vec<(TypeId, SchemaId)> = named
        .into_iter()
        .map(|(name, schema)| (reserve(cx, schema, TypeName::Component(name)), schema))
        .collect();
    let places = reserved
        .iter()
        .map(|&(id, schema)| (cx.document.schemas[schema].at.clone(), id));
    cx.components = places.collect();
    for (id, schema) in reserved {
        let core = nullability::core(&cx.document.schemas, schema);
        let kind = shape::kind(cx, &core);
        cx.types[id].rules = rules::of_item(&cx.document.schemas, schema, &kind);
        cx.types[id].shape = if kind.is_item() {
            item(cx, id, &kind)
        } else {
            let name = TypeName::Inline {
                parent: id,
                role: Role::Itself,
            };
            Shape::Alias(type_of(cx, &kind, &name))
        };
    }
}

/// The type of a schema where it stands, and whether it may be `null` there.
pub(super) fn lower_schema(cx: &mut Lower<'_>, id: SchemaId, name: &TypeName) -> (Type, bool) {
    let core = nullability::core(&cx.document.schemas, id);
    let ty = lower_core(cx, id, &core, name);
    let is_made = cx.document.schemas[id].is_made;
    if matches!(name, TypeName::Operation { .. }) && !matches!(ty, Type::Named(_)) && !is_made {
        cx.places.push((cx.document.schemas[id].at.clone(), ty.clone()));
    }
    // Anything takes `null` too.
    let nullable = core.nullable || ty == Type::Any;
    (ty, nullable)
}

/// The type of a schema inside another type, where `null` is a value like any other.
pub(super) fn lower_element(cx: &mut Lower<'_>, id: Option<SchemaId>, name: &TypeName) -> Type {
    match id {
        Some(id) => {
            let (ty, nullable) = lower_schema(cx, id, name);
            ty.or_null(nullable)
        }
        None => Type::Any,
    }
}

fn lower_core(cx: &mut Lower<'_>, id: SchemaId, core: &Core, name: &TypeName) -> Type {
    if let Some(known) = known(cx, id, name) {
        return Type::Named(known);
    }
    let kind = shape::kind(cx, core);
    if kind.is_item() {
        let name = declared::inherited(cx, id, name);
        let reserved = reserve(cx, id, name);
        cx.types[reserved].rules = rules::of_item(&cx.document.schemas, id, &kind);
        cx.types[reserved].shape = item(cx, reserved, &kind);
        return Type::Named(reserved);
    }
    type_of(cx, &kind, name)
}

/// The type that a schema already has, where a thing of this name would stand.
fn known(cx: &Lower<'_>, schema: SchemaId, name: &TypeName) -> Option<TypeId> {
    match cx.document.schemas[schema].is_made {
        true => cx.made.known(&cx.types, schema, name),
        false => cx.of_schema.get(&schema).copied(),
    }
}

/// Makes room for a type that may be referred to before it is known.
fn reserve(cx: &mut Lower<'_>, schema: SchemaId, name: TypeName) -> TypeId {
    let is_made = cx.document.schemas[schema].is_made;
    let id = cx.types.push(TypeDef {
        at: cx.document.schemas[schema].at.clone(),
        is_made,
        ident: String::new(),
        docs: docs::of_schema(&cx.document.schemas[schema], last_name(&name)),
        name: name.clone(),
        shape: Shape::Alias(Type::Any),
        rules: Vec::new(),
        presence: Presence::default(),
    });
    if is_made {
        cx.made.insert(&cx.types, schema, &name, id);
    } else {
        cx.of_schema.insert(schema, id);
    }
    id
}

/// The name that a schema's title would repeat.
fn last_name(name: &TypeName) -> &str {
    fn of_role(role: &Role) -> &str {
        match role {
            Role::Property(name) | Role::Parameter(name) | Role::Branch(name) => name,
            Role::Itself | Role::Item | Role::Value | Role::Body | Role::Response(_) => "",
            Role::Within(_, inner) => of_role(inner),
        }
    }
    match name {
        TypeName::Component(key) => key,
        TypeName::Inline { role, .. } | TypeName::Operation { role, .. } | TypeName::Shared { role, .. } => {
            of_role(role)
        }
        TypeName::Input { .. } => "",
    }
}

/// The shape of a type with an item of its own.
fn item(cx: &mut Lower<'_>, id: TypeId, kind: &Kind) -> Shape {
    match kind {
        Kind::Struct(schema) => Shape::Struct(structure::lower_struct(cx, id, &[*schema])),
        Kind::Tuple(schema) => Shape::Tuple(tuple::lower_tuple(cx, id, *schema)),
        Kind::Enum(schema, values) => Shape::Enum(enumeration::lower_enum(cx, *schema, values)),
        Kind::Union(schema, branches) => Shape::Union(union::lower_branches(cx, id, *schema, branches)),
        Kind::Variants { of, union, branches } => Shape::Union(union::lower_variants(cx, id, *of, *union, branches)),
        Kind::Types(schema, types) => Shape::Union(union::lower_types(cx, id, *schema, types)),
        Kind::Any | Kind::Null | Kind::Reference(_) | Kind::Scalar(_) | Kind::Object | Kind::Map(_) | Kind::List(_) => {
            Shape::Alias(Type::Any)
        }
    }
}

/// A type that needs no item of its own.
fn type_of(cx: &mut Lower<'_>, kind: &Kind, name: &TypeName) -> Type {
    match kind {
        Kind::Scalar(scalar) => Type::Scalar(*scalar),
        Kind::Object => Type::Object,
        Kind::Map(values) => match lower_element(cx, Some(*values), &inside(name, Role::Value)) {
            Type::Any => Type::Object,
            values => Type::Map(Box::new(values)),
        },
        Kind::List(items) => Type::List(Box::new(lower_element(cx, *items, &inside(name, Role::Item)))),
        Kind::Reference(target) => reference(cx, *target, name),
        Kind::Any
        | Kind::Null
        | Kind::Struct(_)
        | Kind::Tuple(_)
        | Kind::Enum(..)
        | Kind::Union(..)
        | Kind::Variants { .. }
        | Kind::Types(..) => Type::Any,
    }
}

/// The type that a reference names: a component's own, or that of a schema deep inside something else. Where that is no
/// component, the type is named after the first place that refers to it.
fn reference(cx: &mut Lower<'_>, target: SchemaId, name: &TypeName) -> Type {
    if let Some(known) = known(cx, target, name) {
        return Type::Named(known);
    }
    let at = cx.document.schemas[target].at.clone();
    let place = declared::referred_to(cx, target, name);
    let after = match &place {
        Some(_) => "its place",
        None => "the place that refers to it",
    };
    let message = format!("this schema is referred to, but is not a component: it is named after {after}");
    cx.diags.warn(Code::DeepReference, &at, message);
    lower_schema(cx, target, place.as_ref().unwrap_or(name)).0
}

/// The name of what stands inside a thing of this name.
pub(super) fn inside(name: &TypeName, role: Role) -> TypeName {
    match name {
        TypeName::Component(_) | TypeName::Shared { .. } | TypeName::Input { .. } => name.clone(),
        TypeName::Inline { parent, role: outer } => TypeName::Inline {
            parent: *parent,
            role: role.within(outer),
        },
        TypeName::Operation { operation, role: outer } => TypeName::Operation {
            operation: operation.clone(),
            role: role.within(outer),
        },
    }
}
