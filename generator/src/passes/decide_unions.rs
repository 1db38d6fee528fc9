//! To which branch of a union can a value belong, by its kind alone?
//!
//! A branch takes the kind of JSON value that its type is written as. Scalars are tried before lists, and those before
//! objects; among scalars the narrower comes first, since the wider one takes its values too: an integer is a number,
//! a UUID is a string. Otherwise the order is the document's.

use super::Context;
use crate::ir::{Api, Branch, JsonKind, Scalar, Shape, Type, Types};

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
        let mut branches = std::mem::take(&mut union.branches);
        for branch in &mut branches {
            branch.kind = kind(&api.types, &branch.ty, 0);
        }
        branches.sort_by_key(|branch| (branch.kind, breadth(&api.types, branch)));
        if let Shape::Union(union) = &mut api.types[id].shape {
            union.branches = branches;
        }
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
        Type::Scalar(scalar) => scalar_kind(*scalar),
        Type::Named(id) => match &types[*id].shape {
            Shape::Struct(_) => JsonKind::Object,
            Shape::StringEnum(_) => JsonKind::String,
            Shape::Union(_) => JsonKind::Any,
            Shape::Alias(of) | Shape::Newtype(of) => kind(types, of, depth + 1),
        },
    }
}

fn scalar_kind(scalar: Scalar) -> JsonKind {
    match scalar {
        Scalar::Bool => JsonKind::Bool,
        Scalar::I8
        | Scalar::I16
        | Scalar::I32
        | Scalar::I64
        | Scalar::U8
        | Scalar::U16
        | Scalar::U32
        | Scalar::U64
        | Scalar::F32
        | Scalar::F64 => JsonKind::Number,
        Scalar::String | Scalar::Uuid | Scalar::Date | Scalar::DateTime => JsonKind::String,
    }
}

/// How much a scalar takes, among those of its kind; an enum, which keeps what it does not know, takes all strings.
fn breadth(types: &Types, branch: &Branch) -> u8 {
    let mut ty = &branch.ty;
    for _ in 0..64 {
        match ty {
            Type::Named(id) => match &types[*id].shape {
                Shape::Alias(of) => ty = of,
                Shape::StringEnum(_) => return 8,
                Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) => return 0,
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
        Scalar::I64 | Scalar::U64 => 4,
        Scalar::F32 => 5,
        Scalar::F64 => 6,
        Scalar::Uuid | Scalar::Date => 1,
        Scalar::DateTime => 2,
        Scalar::String => 9,
    }
}
