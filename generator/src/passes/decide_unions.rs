//! To which branch of a union can a value belong?
//!
//! A branch takes the kind of JSON value that its type is written as. Scalars are tried before lists, and those before
//! objects; among scalars the narrower comes first, since the wider one takes its values too: an integer is a number,
//! a UUID is a string. Otherwise the order is the document's.
//!
//! Objects are told apart by a tag: the property that the discriminator names, or one that every object of the union
//! requires and that has other values in each. A tag leads to a branch if the discriminator maps it there, else if the
//! branch's own property has it as a constant or in its enum, else if it is the key of the branch's component. The tags of
//! a union within a union are those of its branches. A value that the properties of several branches have leads to the one
//! of them whose component's key it is, since such branches may each list the tags of all; else to those that have the
//! fewest, among which the keys decide. Where the property is not among the branch's own, the union writes it, and the
//! branch is there once for each of its tags.

use indexmap::IndexSet;

use super::Context;
use crate::ir::{Api, Branch, EnumOf, Field, JsonKind, Scalar, Shape, Type, Types, Union};

/// How deep unions within unions are looked into.
const MAX_DEPTH: usize = 8;

pub(super) fn decide_unions(api: &mut Api, _: &mut Context<'_>) {
    let unions: Vec<_> = api
        .types
        .ids()
        .filter(|&id| matches!(api.types[id].shape, Shape::Union(_)))
        .collect();
    for id in unions {
        let Shape::Union(union) = &mut api.types[id].shape else {
            continue;
        };
        let mut union = std::mem::take(union);
        for branch in &mut union.branches {
            branch.kind = kind(&api.types, &branch.ty, 0);
        }
        union
            .branches
            .sort_by_key(|branch| (branch.kind, breadth(&api.types, branch)));
        match union.by.clone() {
            Some(by) => tag_by(&api.types, &mut union, &by),
            None => tag_by_values(&api.types, &mut union),
        }
        api.types[id].shape = Shape::Union(union);
    }
}

/// Gives the branches of a union with a discriminator their tags.
fn tag_by(types: &Types, union: &mut Union, by: &str) {
    let mut taken: Vec<String> = union.branches.iter().flat_map(|branch| branch.tags.clone()).collect();
    let mut branches = Vec::new();
    let values_of = |branch: &Branch| match branch.tags.is_empty() {
        true => values(types, &branch.ty, by, 0).unwrap_or_default(),
        false => Vec::new(),
    };
    let own: Vec<Vec<String>> = union.branches.iter().map(values_of).collect();
    let fewest = |value: &String| {
        let having = own.iter().filter(|values| values.contains(value));
        having.map(Vec::len).min()
    };
    let keys = union.branches.iter().zip(&own);
    let keys = keys.filter_map(|(branch, own)| branch.implicit_tag.clone().filter(|key| own.contains(key)));
    let keys: IndexSet<String> = keys.collect();
    let mapped = taken.clone();
    for (mut branch, own) in std::mem::take(&mut union.branches).into_iter().zip(&own) {
        if !is_object(types, &branch.ty, 0) {
            branch.tags.clear();
            branches.push(branch);
            continue;
        }
        if branch.tags.is_empty() {
            let leads_here = |tag: &&String| match keys.contains(*tag) {
                _ if mapped.contains(*tag) => false,
                true => branch.implicit_tag.as_ref() == Some(*tag),
                false => fewest(tag) == Some(own.len()),
            };
            let implicit = branch.implicit_tag.iter().filter(|_| own.is_empty());
            let implicit = implicit.filter(|tag| !taken.contains(tag));
            branch.tags = own.iter().filter(leads_here).chain(implicit).cloned().collect();
            taken.extend(branch.tags.clone());
        }
        if !has_property(types, &branch.ty, by, 0) {
            let several = branch.tags.len() > 1;
            for tag in &branch.tags {
                branches.push(Branch {
                    name: if several { tag.clone() } else { branch.name.clone() },
                    tags: vec![tag.clone()],
                    adds_tag: true,
                    ident: String::new(),
                    method: String::new(),
                    docs: branch.docs.clone(),
                    kind: JsonKind::Object,
                    implicit_tag: None,
                    ty: branch.ty.clone(),
                    rules: branch.rules.clone(),
                });
            }
            if branch.tags.is_empty() {
                branches.push(branch);
            }
            continue;
        }
        branches.push(branch);
    }
    if branches.iter().all(|branch| branch.tags.is_empty()) {
        union.by = None;
    }
    union.branches = branches;
}

/// Tells objects apart by a property that all of them require, if each has values of its own for it.
fn tag_by_values(types: &Types, union: &mut Union) {
    let is_object = |branch: &&Branch| matches!(branch.kind, JsonKind::Object | JsonKind::Any);
    let objects: Vec<&Branch> = union.branches.iter().filter(is_object).collect();
    let Some((first, others)) = objects.split_first() else {
        return;
    };
    if others.is_empty() {
        return;
    }
    let Some(first) = object(types, &first.ty) else { return };
    let found = first.fields.iter().filter(|field| field.required).find_map(|field| {
        let by = &field.wire_name;
        let mut all: Vec<Vec<String>> = Vec::new();
        for branch in &objects {
            let own = values(types, &branch.ty, by, 0)?;
            let is_new = own
                .iter()
                .all(|value| !all.iter().flatten().any(|known| known == value));
            if own.is_empty() || !is_new || !requires(types, &branch.ty, by) {
                return None;
            }
            all.push(own);
        }
        Some((by.clone(), all))
    });
    let Some((by, mut tags)) = found else { return };
    for branch in union.branches.iter_mut().rev() {
        if matches!(branch.kind, JsonKind::Object | JsonKind::Any) {
            branch.tags = tags.pop().unwrap_or_default();
        }
    }
    union.by = Some(by);
}

/// The struct that a type is, through other names for it.
fn object<'a>(types: &'a Types, ty: &Type) -> Option<&'a crate::ir::Struct> {
    match &types[types.resolved(ty)?].shape {
        Shape::Struct(object) => Some(object),
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
    }
}

fn field<'a>(types: &'a Types, ty: &Type, name: &str) -> Option<&'a Field> {
    object(types, ty)?.fields.iter().find(|field| field.wire_name == name)
}

fn requires(types: &Types, ty: &Type, name: &str) -> bool {
    field(types, ty, name).is_some_and(|field| field.required)
}

/// The values that a property may have, if these are known.
fn values(types: &Types, ty: &Type, name: &str, depth: usize) -> Option<Vec<String>> {
    if let Shape::Union(union) = &types[types.resolved(ty)?].shape {
        if depth == MAX_DEPTH {
            return None;
        }
        let is_by_this = union.by.as_deref() == Some(name);
        let of_branch = |branch: &Branch| match is_by_this && !branch.tags.is_empty() {
            true => Some(branch.tags.clone()),
            false => {
                let implicit = || branch.implicit_tag.iter().filter(|_| is_by_this).cloned().collect();
                let own = values(types, &branch.ty, name, depth + 1).or_else(|| Some(implicit()))?;
                (!own.is_empty()).then_some(own)
            }
        };
        let all: Option<Vec<Vec<String>>> = union.branches.iter().map(of_branch).collect();
        let all: IndexSet<String> = all?.into_iter().flatten().collect();
        return Some(all.into_iter().collect());
    }
    let field = field(types, ty, name)?;
    if let Some(constant) = &field.constant {
        return Some(vec![constant.text()]);
    }
    match &types[types.resolved(&field.ty)?].shape {
        Shape::Enum(known) => Some(known.variants.iter().map(|variant| variant.value.text()).collect()),
        Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
    }
}

/// Whether values of a type are all objects.
fn is_object(types: &Types, ty: &Type, depth: usize) -> bool {
    match types.resolved(ty).map(|id| &types[id].shape) {
        Some(Shape::Struct(_)) => true,
        Some(Shape::Union(union)) if depth < MAX_DEPTH => union
            .branches
            .iter()
            .all(|branch| is_object(types, &branch.ty, depth + 1)),
        Some(Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_)) | None => {
            kind(types, ty, 0) == JsonKind::Object
        }
    }
}

/// Whether a type writes this property by itself.
fn has_property(types: &Types, ty: &Type, name: &str, depth: usize) -> bool {
    match types.resolved(ty).map(|id| &types[id].shape) {
        Some(Shape::Struct(object)) => object.fields.iter().any(|field| field.wire_name == name),
        Some(Shape::Union(union)) if depth < MAX_DEPTH => {
            let by_this = union.by.as_deref() == Some(name);
            by_this
                || union
                    .branches
                    .iter()
                    .all(|branch| has_property(types, &branch.ty, name, depth + 1))
        }
        Some(Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_)) | None => false,
    }
}

fn kind(types: &Types, ty: &Type, depth: usize) -> JsonKind {
    // An alias of itself is any kind of value.
    if depth > 64 {
        return JsonKind::Any;
    }
    match ty {
        Type::Any | Type::Option(_) => JsonKind::Any,
        Type::Object | Type::Map(_) => JsonKind::Object,
        Type::List(_) => JsonKind::Array,
        Type::Boxed(of) => kind(types, of, depth + 1),
        Type::Scalar(scalar) => scalar.json_kind(),
        Type::Named(id) => match &types[*id].shape {
            Shape::Struct(_) => JsonKind::Object,
            Shape::Enum(known) => match known.of {
                EnumOf::Strings => JsonKind::String,
                EnumOf::Integers => JsonKind::Number,
                EnumOf::Scalars => JsonKind::Any,
            },
            Shape::Union(_) => JsonKind::Any,
            Shape::Alias(of) | Shape::Newtype(of) => kind(types, of, depth + 1),
            Shape::Tuple(_) => JsonKind::Array,
        },
    }
}

/// How much a scalar takes, among those of its kind; an enum, which keeps what it does not know, takes all strings.
fn breadth(types: &Types, branch: &Branch) -> u8 {
    let mut ty = &branch.ty;
    for _ in 0..64 {
        match ty {
            Type::Named(id) => match &types[*id].shape {
                Shape::Alias(of) => ty = of,
                // Before what takes all values, after what takes only some: what an enum does not know goes on.
                Shape::Enum(known) => return if known.of == EnumOf::Integers { 3 } else { 8 },
                Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => return 0,
            },
            Type::Scalar(scalar) => return scalar_breadth(*scalar),
            Type::Any | Type::Object | Type::List(_) | Type::Map(_) | Type::Option(_) | Type::Boxed(_) => return 0,
        }
    }
    0
}

fn scalar_breadth(scalar: Scalar) -> u8 {
    match scalar {
        Scalar::Bool => 0,
        Scalar::I8 | Scalar::U8 => 1,
        Scalar::I16 | Scalar::U16 => 2,
        Scalar::I32 | Scalar::U32 => 3,
        Scalar::I64 | Scalar::U64 | Scalar::UnixTime => 4,
        Scalar::F32 => 5,
        Scalar::F64 => 6,
        Scalar::Decimal => 7,
        Scalar::Uuid | Scalar::Date => 1,
        Scalar::DateTime => 2,
        Scalar::String => 9,
        // Any text is kept.
        Scalar::Base64 | Scalar::Password | Scalar::Text(_) | Scalar::Foreign(_) => 9,
    }
}
