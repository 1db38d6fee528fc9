//! Which constants are values of their property's type?
//!
//! A constant that its type cannot spell, such as a string where an object is asked for, is no more than a word of the
//! description: the property is like any other.

use super::Context;
use crate::ir::{Api, Constant, Scalar, Shape, Type, Types};

pub(super) fn fit_constants(api: &mut Api, _: &mut Context<'_>) {
    for id in api.types.ids() {
        let Shape::Struct(object) = &api.types[id].shape else {
            continue;
        };
        let unfit: Vec<usize> = (0..object.fields.len())
            .filter(|&index| {
                let field = &object.fields[index];
                let fits = |constant| takes(&api.types, &field.ty, constant, 0);
                !field.constant.as_ref().is_none_or(fits)
            })
            .collect();
        let Shape::Struct(object) = &mut api.types[id].shape else {
            continue;
        };
        for index in unfit {
            object.fields[index].constant = None;
            object.fields[index].is_given = false;
        }
    }
}

/// Whether a constant can be spelled as a value of this type.
fn takes(types: &Types, ty: &Type, constant: &Constant, depth: usize) -> bool {
    match (ty, constant) {
        (Type::Named(id), constant) => match &types[*id].shape {
            Shape::Enum(known) => known.variants.iter().any(|variant| variant.value == *constant),
            Shape::Alias(of) if depth < 64 => takes(types, of, constant, depth + 1),
            Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => false,
        },
        (Type::Scalar(Scalar::Bool), Constant::Bool(_)) => true,
        (Type::Scalar(scalar), Constant::Integer(value)) => match scalar {
            Scalar::I64 => true,
            Scalar::I8 | Scalar::I16 | Scalar::I32 | Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64 => {
                (0..=127).contains(value)
            }
            Scalar::Bool
            | Scalar::F32
            | Scalar::F64
            | Scalar::String
            | Scalar::Uuid
            | Scalar::Date
            | Scalar::DateTime
            | Scalar::Base64
            | Scalar::Password
            | Scalar::Decimal
            | Scalar::UnixTime
            | Scalar::Text(_)
            | Scalar::Foreign(_) => false,
        },
        (Type::Scalar(Scalar::F64), Constant::Number(_)) => true,
        (_, Constant::Bool(_) | Constant::Integer(_) | Constant::Number(_) | Constant::String(_)) => false,
    }
}
