//! What are the branches of a union?

use super::nullability::{self, Form};
use super::shape::{self, Kind};
use super::{Lower, composition, docs, rules, schema, structure, tuple};
use crate::ir::{Branch, Docs, Presence, Role, Scalar, Shape, Type, TypeDef, TypeId, TypeName, Union};
use crate::parse::{Discriminator, SchemaId, Schemas, Type as JsonType};

/// The union of `anyOf` or `oneOf`. Branches of the same type are one.
pub(super) fn lower_branches(cx: &mut Lower<'_>, id: TypeId, of: SchemaId, branches: &[SchemaId]) -> Union {
    let schemas = &cx.document.schemas;
    let discriminator = schemas[of].discriminator.as_ref();
    let mut union = Union {
        by: discriminator.map(|discriminator| discriminator.property_name.clone()),
        any_of: !schemas[of].any_of.is_empty(),
        ..Union::default()
    };
    let branches = flat(schemas, branches);
    for (index, &branch) in branches.iter().enumerate() {
        let name = branch_name(cx, branch, index);
        let inline = TypeName::Inline {
            parent: id,
            role: Role::Branch(name.clone()),
        };
        // That it may be null is said of the whole union.
        let (ty, _) = schema::lower_schema(cx, branch, &inline);
        let mut lowered = branch_of(&cx.document.schemas, discriminator, branch, name, ty);
        lowered.rules = rules::of_value(&cx.document.schemas, branch);
        add(&mut union, lowered);
    }
    union
}

/// The union of an object beside `anyOf` or `oneOf`: each branch is a struct with all properties.
pub(super) fn lower_variants(
    cx: &mut Lower<'_>,
    id: TypeId,
    of: SchemaId,
    union: SchemaId,
    branches: &[SchemaId],
) -> Union {
    let discriminator = cx.document.schemas[union].discriminator.as_ref();
    let mut lowered = Union {
        by: discriminator.map(|discriminator| discriminator.property_name.clone()),
        any_of: !cx.document.schemas[union].any_of.is_empty(),
        ..Union::default()
    };
    let branches = flat(&cx.document.schemas, branches);
    for (index, &branch) in branches.iter().enumerate() {
        let name = branch_name(cx, branch, index);
        let inline = TypeName::Inline {
            parent: id,
            role: Role::Branch(name.clone()),
        };
        let variant = cx.types.push(TypeDef {
            at: cx.document.schemas[branch].at.clone(),
            is_made: true,
            name: inline,
            ident: String::new(),
            docs: docs::of_schema(&cx.document.schemas[branch], &name),
            shape: Shape::Alias(Type::Any),
            rules: rules::of_struct(&cx.document.schemas, &[of, branch]),
            presence: Presence::default(),
        });
        let shared = cx.document.schemas[of].shared_with.iter();
        let shared = shared.filter(|(with, _)| *with == branch).map(|&(_, shared)| shared);
        let parts: Vec<SchemaId> = [of, branch].into_iter().chain(shared).collect();
        cx.types[variant].shape = Shape::Struct(structure::lower_struct(cx, variant, &parts));
        let ty = Type::Named(variant);
        add(
            &mut lowered,
            branch_of(&cx.document.schemas, discriminator, branch, name, ty),
        );
    }
    lowered
}

/// The type of what a schema of several types is when it is an object, or a list of described elements.
fn part(cx: &mut Lower<'_>, of: SchemaId, name: TypeName, kind: &Kind) -> TypeId {
    let part = cx.types.push(TypeDef {
        at: cx.document.schemas[of].at.clone(),
        is_made: true,
        name,
        ident: String::new(),
        docs: docs::of_schema(&cx.document.schemas[of], ""),
        shape: Shape::Alias(Type::Any),
        // The union has the rules of the schema, whichever type a value is of.
        rules: Vec::new(),
        presence: Presence::default(),
    });
    cx.types[part].shape = match kind {
        Kind::Tuple(_) => Shape::Tuple(tuple::lower_tuple(cx, part, of)),
        _ => Shape::Struct(structure::lower_struct(cx, part, &[of])),
    };
    part
}

/// A branch with the tags that the discriminator maps to it.
fn branch_of(
    schemas: &Schemas,
    discriminator: Option<&Discriminator>,
    branch: SchemaId,
    name: String,
    ty: Type,
) -> Branch {
    let schema = &schemas[branch];
    let docs = docs::of_schema(schema, &name);
    let mut branch = Branch::new(name, docs, ty);
    if let (Some(discriminator), Some(target)) = (discriminator, schema.reference) {
        let end = composition::end(schemas, target);
        let mapped = discriminator.schemas.iter();
        let leads_here = mapped.filter(|&(_, &to)| composition::end(schemas, to) == end);
        branch.tags.extend(leads_here.map(|(tag, _)| tag.clone()));
        branch.implicit_tag = schemas[target].at.segments().last();
    }
    branch
}

/// The branches, with those of unions that are written in place among them instead of these.
fn flat(schemas: &Schemas, branches: &[SchemaId]) -> Vec<SchemaId> {
    let mut flat = Vec::new();
    for &branch in branches {
        match nullability::core(schemas, branch).form {
            // As deep as schemas are written in each other, which reading limits.
            Form::Union(of, inner) if schemas[of].discriminator.is_none() => flat.extend(self::flat(schemas, &inner)),
            Form::Reference(_) | Form::Own(_) | Form::Union(..) | Form::Null | Form::Endless => flat.push(branch),
        }
    }
    flat
}

/// The union of a schema with several types.
pub(super) fn lower_types(cx: &mut Lower<'_>, id: TypeId, of: SchemaId, types: &[JsonType]) -> Union {
    let mut union = Union::default();
    for &ty in types {
        let name = type_name(ty).to_owned();
        let inline = TypeName::Inline {
            parent: id,
            role: Role::Branch(name.clone()),
        };
        let ty = match shape::of_type(&cx.document.schemas[of], of, ty) {
            Kind::Scalar(scalar) => Type::Scalar(scalar),
            Kind::List(items) => Type::List(Box::new(schema::lower_element(cx, items, &inline))),
            Kind::Map(values) => Type::Map(Box::new(schema::lower_element(cx, Some(values), &inline))),
            kind @ (Kind::Struct(_) | Kind::Tuple(_)) => Type::Named(part(cx, of, inline, &kind)),
            Kind::Any
            | Kind::Null
            | Kind::Reference(_)
            | Kind::Object
            | Kind::Enum(..)
            | Kind::Union(..)
            | Kind::Variants { .. }
            | Kind::Types(..) => Type::Object,
        };
        add(&mut union, Branch::new(name, Docs::default(), ty));
    }
    union
}

fn add(union: &mut Union, branch: Branch) {
    match union.branches.iter_mut().find(|known| known.ty == branch.ty) {
        Some(known) => {
            known.tags.extend(branch.tags);
            // What only one of them asks is not asked of the values of the other.
            if known.rules != branch.rules {
                known.rules.clear();
            }
        }
        None => union.branches.push(branch),
    }
}

/// What a branch is called: what it refers to, its title, its type, or its position.
pub(super) fn branch_name(cx: &mut Lower<'_>, branch: SchemaId, index: usize) -> String {
    let core = nullability::core(&cx.document.schemas, branch);
    let schema = &cx.document.schemas[branch];
    if let Some(target) = schema.reference {
        if let Some(name) = cx.document.schemas[target].at.segments().last() {
            return name;
        }
    }
    if let Some(title) = &schema.title {
        return title.clone();
    }
    match shape::kind(cx, &core) {
        Kind::Scalar(scalar) => scalar_name(scalar).to_owned(),
        Kind::List(items) => match items.map(|items| branch_name(cx, items, 0)) {
            // What has no name of its own lends none.
            Some(items) if !items.starts_with("Variant") => format!("{items} {}", type_name(JsonType::Array)),
            Some(_) | None => type_name(JsonType::Array).to_owned(),
        },
        Kind::Map(_) | Kind::Object => type_name(JsonType::Object).to_owned(),
        Kind::Any
        | Kind::Null
        | Kind::Reference(_)
        | Kind::Struct(_)
        | Kind::Tuple(_)
        | Kind::Enum(..)
        | Kind::Union(..)
        | Kind::Variants { .. }
        | Kind::Types(..) => format!("Variant{}", index + 1),
    }
}

fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "Boolean",
        Scalar::I8 => "Int8",
        Scalar::I16 => "Int16",
        Scalar::I32 => "Int32",
        Scalar::I64 => "Integer",
        Scalar::U8 => "Uint8",
        Scalar::U16 => "Uint16",
        Scalar::U32 => "Uint32",
        Scalar::U64 => "Uint64",
        Scalar::F32 => "Float",
        Scalar::F64 => "Number",
        Scalar::String => "String",
        Scalar::Uuid => "Uuid",
        Scalar::Date => "Date",
        Scalar::DateTime => "DateTime",
        Scalar::Base64 => "Base64",
        Scalar::Password => "Password",
        Scalar::Decimal => "Decimal",
        Scalar::UnixTime => "UnixTime",
        Scalar::Text(format) => format.name(),
        Scalar::Foreign(_) => "Value",
    }
}

fn type_name(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "Null",
        JsonType::Boolean => "Boolean",
        JsonType::Integer => "Integer",
        JsonType::Number => "Number",
        JsonType::String => "String",
        JsonType::Array => "List",
        JsonType::Object => "Object",
    }
}
