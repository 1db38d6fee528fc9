//! Which values are variants of their union?
//!
//! Those of an enum of strings that is written in it, as `anyOf: [object, enum: [none, auto]]` has them. A type between the
//! union and its values would say nothing, and a value that is new later is one more variant either way.

use super::Context;
use crate::ir::{Api, EnumOf, Role, Shape, Type, TypeId, TypeName, Types, Union, Variant};

pub(super) fn plain_values(api: &mut Api, _: &mut Context<'_>) {
    for id in api.types.ids() {
        let Shape::Union(union) = &api.types[id].shape else {
            continue;
        };
        let mut union = union.clone();
        if take(&api.types, id, &mut union) {
            api.types[id].shape = Shape::Union(union);
        }
    }
}

/// Takes the values of enums out of the branches; whether there are any.
fn take(types: &Types, id: TypeId, union: &mut Union) -> bool {
    let all: Vec<Option<&[Variant]>> = union
        .branches
        .iter()
        .map(|branch| {
            let role = Role::Branch(branch.name.clone());
            let inline = TypeName::Inline { parent: id, role };
            values(types, &branch.ty, &inline)
        })
        .collect();
    // Of values alone it would be an enum, which somebody has a reason not to have written.
    if all.iter().all(Option::is_some) || all.iter().all(Option::is_none) {
        return false;
    }
    for value in all.iter().flatten().copied().flatten() {
        if !union.values.iter().any(|known| known.value == value.value) {
            union.values.push(value.clone());
        }
    }
    let mut keep = all.iter().map(Option::is_none);
    union.branches.retain(|_| keep.next().unwrap_or(true));
    true
}

/// The values of an enum of strings that is called so.
fn values<'a>(types: &'a Types, ty: &Type, name: &TypeName) -> Option<&'a [Variant]> {
    let Type::Named(of) = ty else { return None };
    match &types[*of].shape {
        Shape::Enum(known) if known.of == EnumOf::Strings && types[*of].name == *name => Some(&known.variants),
        _ => None,
    }
}
