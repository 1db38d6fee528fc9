//! Which fields may be `null` because their type takes anything?
//!
//! A field that may be missing and whose type goes by the name of an alias of anything, or is a union with a branch of
//! anything, has three states, as one that is written as anything in place has: `null` says something else than nothing.

use super::Context;
use crate::ir::{Api, Shape, Type, Types};

pub(super) fn admit_null(api: &mut Api, _: &mut Context<'_>) {
    for id in api.types.ids() {
        let Shape::Struct(object) = &api.types[id].shape else {
            continue;
        };
        let takes_anything = |ty: &Type| takes_anything(&api.types, ty);
        let found: Vec<usize> = (0..object.fields.len())
            .filter(|&index| {
                let field = &object.fields[index];
                !field.required && !field.nullable && takes_anything(&field.ty)
            })
            .collect();
        let Shape::Struct(object) = &mut api.types[id].shape else {
            continue;
        };
        for index in found {
            object.fields[index].nullable = true;
        }
    }
}

fn takes_anything(types: &Types, ty: &Type) -> bool {
    let mut visited = Vec::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Any => return true,
            Type::Boxed(of) => open.push(of),
            Type::Named(id) => {
                if visited.contains(id) {
                    continue;
                }
                visited.push(*id);
                match &types[*id].shape {
                    Shape::Alias(of) => open.push(of),
                    Shape::Union(union) => open.extend(union.branches.iter().map(|branch| &branch.ty)),
                    Shape::Struct(_) | Shape::Enum(_) | Shape::Newtype(_) | Shape::Tuple(_) => {}
                }
            }
            Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Option(_) => {}
        }
    }
    false
}
