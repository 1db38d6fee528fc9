//! Which objects could never be written down, because each holds another of its kind?
//!
//! A struct whose required, non-null fields lead back to itself has no finite value. Such a document means something
//! else than it says, so the last field of the circle that is declared is taken to be optional, and a warning says so.

use super::Context;
use crate::diagnostic::Code;
use crate::ir::{Api, Shape, Type, TypeId, Types};

pub(super) fn break_endless(api: &mut Api, cx: &mut Context<'_>) {
    for id in api.types.ids() {
        let fields = match &api.types[id].shape {
            Shape::Struct(object) => object.fields.len(),
            Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => continue,
        };
        for field in 0..fields {
            if !leads_back(&api.types, id, field) {
                continue;
            }
            let Shape::Struct(object) = &mut api.types[id].shape else {
                continue;
            };
            let field = &mut object.fields[field];
            field.required = false;
            cx.diags.warn(
                Code::EndlessSchema,
                &field.at,
                format!(
                    "`{}` is required, and every value of it holds another one without end; it is taken to be optional",
                    field.wire_name
                ),
            );
        }
    }
}

/// Whether a value of this field always holds a value of the struct it stands in.
fn leads_back(types: &Types, owner: TypeId, field: usize) -> bool {
    let mut visited = Vec::new();
    let mut open = Vec::new();
    if let Shape::Struct(object) = &types[owner].shape {
        let field = &object.fields[field];
        open.extend(held(&field.ty).filter(|_| is_always_there(field)));
    }
    while let Some(id) = open.pop() {
        if id == owner {
            return true;
        }
        if visited.contains(&id) {
            continue;
        }
        visited.push(id);
        match &types[id].shape {
            Shape::Struct(object) => {
                let fields = object.fields.iter().filter(|field| is_always_there(field));
                open.extend(fields.filter_map(|field| held(&field.ty)));
            }
            Shape::Alias(of) | Shape::Newtype(of) => open.extend(held(of)),
            Shape::Tuple(tuple) => open.extend(tuple.elements[..tuple.required].iter().filter_map(held)),
            // A union keeps what fits no branch, so it has a value of its own.
            Shape::Enum(_) | Shape::Union(_) => {}
        }
    }
    false
}

fn is_always_there(field: &crate::ir::Field) -> bool {
    field.required && !field.nullable
}

/// The type that a value of this one always holds. A list or a map may be empty.
fn held(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Boxed(of) => held(of),
        Type::Any | Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Option(_) => None,
    }
}
