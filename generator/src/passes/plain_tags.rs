//! Which tags are plain text?
//!
//! A branch that is written in its union is of one tag, and nobody has to say which: the property that tells it apart, written
//! in it too, is a string that is there from the start. An enum of that one value would be a type that says nothing. Where
//! the branch has several tags it begins with the first. A component may be of several unions, so its tags stay what
//! they are.

use super::Context;
use crate::ir::{Api, Constant, EnumOf, Role, Scalar, Shape, Type, TypeId, TypeName};

pub(super) fn plain_tags(api: &mut Api, _: &mut Context<'_>) {
    for id in api.types.ids() {
        let Shape::Union(union) = &api.types[id].shape else {
            continue;
        };
        let Some(by) = union.by.clone() else { continue };
        let written_here = |ty: &Type| match ty {
            Type::Named(branch) => match &api.types[*branch].name {
                TypeName::Inline { parent, .. } if *parent == id => Some(*branch),
                _ => None,
            },
            _ => None,
        };
        let branches: Vec<TypeId> = union
            .branches
            .iter()
            .filter_map(|branch| written_here(&branch.ty))
            .collect();
        for branch in branches {
            spell(api, branch, &by);
        }
    }
}

/// Makes the tag of a branch a string.
fn spell(api: &mut Api, branch: TypeId, by: &str) {
    let Shape::Struct(object) = &api.types[branch].shape else {
        return;
    };
    let is_tag = |field: &crate::ir::Field| field.wire_name == by && field.required && !field.nullable;
    let Some(index) = object.fields.iter().position(is_tag) else {
        return;
    };
    let Type::Named(of) = object.fields[index].ty else {
        return;
    };
    let role = Role::Property(by.to_owned());
    if api.types[of].name != (TypeName::Inline { parent: branch, role }) {
        return;
    }
    let Shape::Enum(known) = &api.types[of].shape else {
        return;
    };
    let values: Vec<String> = known.variants.iter().map(|variant| variant.value.text()).collect();
    let (EnumOf::Strings, Some(first)) = (known.of, values.first()) else {
        return;
    };
    let first = Constant::String(first.clone());
    let Shape::Struct(object) = &mut api.types[branch].shape else {
        return;
    };
    let field = &mut object.fields[index];
    field.ty = Type::Scalar(Scalar::String);
    field.is_given = true;
    field.given = Some(first);
    let all = values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>();
    let line = match all.as_slice() {
        [one] => format!("Always {one}."),
        all => format!("One of {}; the first of these unless it is set.", all.join(", ")),
    };
    field.docs.description = Some(match field.docs.description.take() {
        Some(text) => format!("{text}\n\n{line}"),
        None => line,
    });
}
