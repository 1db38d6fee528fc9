//! Which structs keep what another branch of a union knows?
//!
//! Those that are branches of an `anyOf` without a tag, together with another struct that knows a property which they do
//! not: a value may be of both (JSON Schema, Core §10.2.1.2), and becomes one. Two that require the same property, each with
//! another constant, are never both.

use super::Context;
use crate::ir::{Api, Shape, Struct, Type, TypeId, Types};

pub(super) fn keep_beside(api: &mut Api, _: &mut Context<'_>) {
    let mut keeping: Vec<TypeId> = Vec::new();
    for (_, def) in api.types.iter() {
        let Shape::Union(union) = &def.shape else { continue };
        if !union.any_of || union.by.is_some() {
            continue;
        }
        let structs: Vec<(TypeId, &Struct)> = union
            .branches
            .iter()
            .filter_map(|branch| object(&api.types, &branch.ty))
            .collect();
        for &(id, own) in &structs {
            let meets = |&(other, shape): &(TypeId, &Struct)| other != id && may_meet(own, shape);
            if own.rest.is_none() && structs.iter().any(meets) {
                keeping.push(id);
            }
        }
    }
    for id in keeping {
        if let Shape::Struct(object) = &mut api.types[id].shape {
            object.keeps_beside = true;
        }
    }
}

/// Whether a value may be of both, and the other one know more of it.
fn may_meet(own: &Struct, other: &Struct) -> bool {
    let find = |name: &str| own.fields.iter().find(|field| field.wire_name == name);
    let is_apart = other.fields.iter().any(|field| {
        let Some(known) = find(&field.wire_name) else {
            return false;
        };
        let is_required = known.required && field.required;
        is_required && known.constant.is_some() && field.constant.is_some() && known.constant != field.constant
    });
    !is_apart && other.fields.iter().any(|field| find(&field.wire_name).is_none())
}

/// The struct that a type is, through other names for it.
fn object<'a>(types: &'a Types, ty: &Type) -> Option<(TypeId, &'a Struct)> {
    let id = types.resolved(ty)?;
    match &types[id].shape {
        Shape::Struct(object) => Some((id, object)),
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
    }
}
