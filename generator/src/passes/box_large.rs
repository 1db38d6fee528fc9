//! Which values are too large to stand within others?
//!
//! What a field or a branch holds is boxed where its type has an item of its own and takes more than 2 KiB. Without that, types that hold
//! each other by value grow into megabytes, and reading one ends the stack of a thread. A size is estimated from the type
//! alone, for machines of 64 bits, so that it is the same everywhere; what is boxed within counts as a pointer.

use std::collections::HashSet;

use super::Context;
use super::break_cycles::{direct, places, put_in_box};
use crate::ir::{Api, EnumOf, Scalar, Shape, Type, TypeDef, TypeId, Types};

/// How large a value may be, in bytes, that stands within another.
const MAX: usize = 2048;

const POINTER: usize = 8;
/// A string, a list or a map.
const HANDLE: usize = 24;
const JSON: usize = 32;

pub(super) fn box_large(api: &mut Api, _: &mut Context<'_>) {
    let mut sizes = vec![0; api.types.ids().count()];
    for id in innermost_first(&api.types) {
        for place in places(&mut api.types[id]) {
            let target = direct(place).filter(|target| size(&sizes, &Type::Named(*target)) > MAX);
            if target.is_some() {
                put_in_box(place);
            }
        }
        sizes[id.0 as usize] = whole(&sizes, &api.types[id]);
    }
}

/// The types, each after those that it holds by value. None holds itself any more.
fn innermost_first(types: &Types) -> Vec<TypeId> {
    let (mut order, mut visited) = (Vec::new(), HashSet::new());
    let mut open: Vec<(TypeId, bool)> = types.ids().map(|id| (id, false)).collect();
    open.reverse();
    while let Some((id, is_done)) = open.pop() {
        if is_done {
            order.push(id);
        } else if visited.insert(id) {
            open.push((id, true));
            let held = held(&types[id]).into_iter().filter_map(direct);
            open.extend(held.map(|inner| (inner, false)));
        }
    }
    order
}

/// What a value holds.
fn held(def: &TypeDef) -> Vec<&Type> {
    match &def.shape {
        Shape::Struct(object) => object.fields.iter().map(|field| &field.ty).collect(),
        Shape::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
        Shape::Alias(of) | Shape::Newtype(of) => vec![of],
        Shape::Tuple(tuple) => tuple.elements.iter().collect(),
        Shape::Enum(_) => Vec::new(),
    }
}

fn whole(sizes: &[usize], def: &TypeDef) -> usize {
    let of = held(def).into_iter().map(|ty| size(sizes, ty));
    match &def.shape {
        Shape::Struct(object) => {
            let kept = [object.rest.is_some(), object.keeps_beside, object.has_nulls()];
            of.sum::<usize>() + HANDLE * kept.iter().filter(|is_kept| **is_kept).count()
        }
        Shape::Union(_) => POINTER + of.max().unwrap_or_default().max(HANDLE),
        Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => of.sum(),
        Shape::Enum(known) => match known.of {
            EnumOf::Strings => HANDLE,
            EnumOf::Integers => 2 * POINTER,
            EnumOf::Scalars => JSON,
        },
    }
}

fn size(sizes: &[usize], ty: &Type) -> usize {
    match ty {
        Type::Any => JSON,
        Type::Object | Type::List(_) | Type::Map(_) => HANDLE,
        Type::Boxed(_) => POINTER,
        // Most have room for `None`, and the others take a word.
        Type::Option(of) => size(sizes, of).max(2 * POINTER),
        Type::Named(id) => sizes[id.0 as usize],
        Type::Scalar(scalar) => match scalar {
            Scalar::Bool
            | Scalar::I8
            | Scalar::I16
            | Scalar::I32
            | Scalar::I64
            | Scalar::U8
            | Scalar::U16
            | Scalar::U32
            | Scalar::U64
            | Scalar::F32
            | Scalar::F64
            | Scalar::UnixTime => POINTER,
            Scalar::Uuid | Scalar::Date | Scalar::DateTime => 2 * POINTER,
            Scalar::String
            | Scalar::Base64
            | Scalar::Password
            | Scalar::Decimal
            | Scalar::Text(_)
            | Scalar::Foreign(_) => HANDLE,
        },
    }
}
