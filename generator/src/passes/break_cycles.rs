//! Which fields need a `Box`?
//!
//! A type needs one when it would hold itself without a list or a map between, since those already live on the heap.
//! The ways from type to type are looked at in the document's order, and each that would close a circle of those
//! before it is boxed; so of a circle's fields, the last one declared is. An alias can hold itself in no way at all: one
//! that does becomes a struct of one field.

use std::collections::HashSet;

use super::Context;
use crate::ir::{Api, Shape, Type, TypeDef, TypeId, Types};

pub(super) fn break_cycles(api: &mut Api, _: &mut Context<'_>) {
    close_aliases(&mut api.types);
    box_fields(&mut api.types);
}

/// Makes a struct of each alias that can be reached from itself through aliases alone.
fn close_aliases(types: &mut Types) {
    for id in types.ids() {
        if alias_reaches(types, id) {
            if let Shape::Alias(of) = &mut types[id].shape {
                let of = std::mem::replace(of, Type::Any);
                types[id].shape = Shape::Newtype(of);
            }
        }
    }
}

fn alias_reaches(types: &Types, goal: TypeId) -> bool {
    let mut visited = HashSet::new();
    let mut open = vec![goal];
    while let Some(id) = open.pop() {
        let Shape::Alias(of) = &types[id].shape else { continue };
        let mut found = false;
        of.named(&mut |next| {
            found |= next == goal;
            if visited.insert(next) {
                open.push(next);
            }
        });
        if found {
            return true;
        }
    }
    false
}

/// The types that each type holds without a heap between.
struct Held(Vec<Vec<TypeId>>);

impl Held {
    fn reaches(&self, from: TypeId, goal: TypeId) -> bool {
        let mut visited = HashSet::from([from]);
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            if id == goal {
                return true;
            }
            open.extend(self.0[id.0 as usize].iter().filter(|&&next| visited.insert(next)));
        }
        false
    }
}

fn box_fields(types: &mut Types) {
    let mut held = Held(types.ids().map(|_| Vec::new()).collect());
    // What cannot be boxed stands first: an alias has no room for a box.
    for (id, def) in types.iter() {
        if let Shape::Alias(of) = &def.shape {
            held.0[id.0 as usize].extend(direct(of));
        }
    }
    for (id, def) in types.iter_mut() {
        for place in places(def) {
            let Some(target) = direct(place) else { continue };
            if held.reaches(target, id) {
                put_in_box(place);
            } else {
                held.0[id.0 as usize].push(target);
            }
        }
    }
}

/// What of a type has room for a box.
pub(super) fn places(def: &mut TypeDef) -> Vec<&mut Type> {
    match &mut def.shape {
        Shape::Struct(object) => object.fields.iter_mut().map(|field| &mut field.ty).collect(),
        Shape::Union(union) => union.branches.iter_mut().map(|branch| &mut branch.ty).collect(),
        Shape::Newtype(of) => vec![of],
        Shape::Tuple(tuple) => tuple.elements.iter_mut().collect(),
        Shape::Enum(_) | Shape::Alias(_) => Vec::new(),
    }
}

/// The type that a value of this one holds in itself.
pub(super) fn direct(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Option(of) => direct(of),
        Type::Any | Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) => None,
    }
}

/// `Option<T>` becomes `Option<Box<T>>`, so that `None` stays what it is.
pub(super) fn put_in_box(ty: &mut Type) {
    match ty {
        Type::Option(of) => put_in_box(of),
        Type::Any | Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) | Type::Named(_) => {
            let of = std::mem::replace(ty, Type::Any);
            *ty = Type::Boxed(Box::new(of));
        }
    }
}
