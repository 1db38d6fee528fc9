//! Which types keep what another branch of a union knows?
//!
//! A value may be of several branches of an `anyOf` (JSON Schema, Core §10.2.1.2), and becomes one of them. Structs of
//! different branches that meet at the same place keep what only the other one knows: at the branches themselves, as
//! elements of their lists, as branches of unions that stand there, or as what their fields have. Two structs that require
//! the same property, each with another constant, never meet.

use std::collections::{HashMap, HashSet};

use super::Context;
use crate::ir::{Api, Keeps, Shape, Struct, Type, TypeId, Types};

pub(super) fn keep_beside(api: &mut Api, _: &mut Context<'_>) {
    let mut meetings = Meetings::default();
    for (id, def) in api.types.iter() {
        let Shape::Union(union) = &def.shape else { continue };
        if !union.any_of || union.by.is_some() {
            continue;
        }
        for (index, one) in union.branches.iter().enumerate() {
            for other in &union.branches[index + 1..] {
                if meetings.meet(&api.types, &one.ty, &other.ty, 0) {
                    meetings.at_once.insert(id);
                }
            }
        }
    }
    for id in meetings.structs {
        if let Shape::Struct(object) = &mut api.types[id].shape {
            object.keeps_beside = true;
        }
    }
    for id in meetings.unions.into_iter().chain(meetings.at_once.iter().copied()) {
        if let Shape::Union(union) = &mut api.types[id].shape {
            let keeps_all = meetings.at_once.contains(&id);
            union.keeps = Some(if keeps_all { Keeps::All } else { Keeps::Given });
        }
    }
}

/// How deep types are looked for in each other: what is nested deeper is left to the branch that was chosen.
const MAX_DEPTH: usize = 16;

/// What keeps something, as far as it is known.
#[derive(Default)]
struct Meetings {
    structs: HashSet<TypeId>,
    /// The unions in which something stands that does.
    unions: HashSet<TypeId>,
    /// The unions whose own branches meet.
    at_once: HashSet<TypeId>,
    /// Whether anything is kept where two types meet; not, as long as they are being looked at.
    known: HashMap<(TypeId, TypeId), bool>,
}

impl Meetings {
    /// Notes what has to keep something where values of two types are of both; says whether anything has.
    fn meet(&mut self, types: &Types, one: &Type, other: &Type, depth: usize) -> bool {
        match (bare(types, one), bare(types, other)) {
            (Type::List(one), Type::List(other)) | (Type::Map(one), Type::Map(other)) if depth < MAX_DEPTH => {
                self.meet(types, one, other, depth + 1)
            }
            (Type::Named(one), Type::Named(other)) if one != other && depth < MAX_DEPTH => {
                if let Some(&known) = self.known.get(&(*one, *other)) {
                    return known;
                }
                self.known.insert((*one, *other), false);
                let keeps = self.named(types, *one, *other, depth + 1);
                self.known.insert((*one, *other), keeps);
                keeps
            }
            (Type::Named(one), other) if depth < MAX_DEPTH => self.branches(types, *one, other, depth + 1),
            (one, Type::Named(other)) if depth < MAX_DEPTH => self.branches(types, *other, one, depth + 1),
            _ => false,
        }
    }

    fn named(&mut self, types: &Types, one: TypeId, other: TypeId, depth: usize) -> bool {
        match (&types[one].shape, &types[other].shape) {
            (Shape::Struct(a), Shape::Struct(b)) => {
                if are_apart(a, b) {
                    return false;
                }
                let mut inner = false;
                for field in &a.fields {
                    if let Some(same) = b.fields.iter().find(|same| same.wire_name == field.wire_name) {
                        inner |= self.meet(types, &field.ty, &same.ty, depth);
                    }
                }
                let mut keeps = inner;
                for (id, own, other) in [(one, a, b), (other, b, a)] {
                    if own.rest.is_none() && (inner || knows_more(other, own)) {
                        self.structs.insert(id);
                        keeps = true;
                    }
                }
                keeps
            }
            (Shape::Union(_), _) => self.branches(types, one, &Type::Named(other), depth),
            (_, Shape::Union(_)) => self.branches(types, other, &Type::Named(one), depth),
            _ => false,
        }
    }

    /// The same of the branches of a type, if it is a union.
    fn branches(&mut self, types: &Types, union: TypeId, other: &Type, depth: usize) -> bool {
        let Shape::Union(shape) = &types[union].shape else {
            return false;
        };
        let mut keeps = false;
        for branch in &shape.branches {
            keeps |= self.meet(types, &branch.ty, other, depth);
        }
        if keeps {
            self.unions.insert(union);
        }
        keeps
    }
}

/// A type without what only wraps it, and under its own name.
fn bare<'a>(types: &'a Types, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    // As far as other names are followed anywhere.
    for _ in 0..64 {
        ty = match ty {
            Type::Option(of) | Type::Boxed(of) => of,
            Type::Named(id) => match &types[*id].shape {
                Shape::Alias(of) => of,
                _ => return ty,
            },
            _ => return ty,
        };
    }
    ty
}

/// Whether no value is of both.
fn are_apart(one: &Struct, other: &Struct) -> bool {
    other.fields.iter().any(|field| {
        let known = one.fields.iter().find(|known| known.wire_name == field.wire_name);
        known.is_some_and(|known| {
            let is_required = known.required && field.required;
            is_required && known.constant.is_some() && field.constant.is_some() && known.constant != field.constant
        })
    })
}

/// Whether a struct has a property that the other one has not.
fn knows_more(one: &Struct, other: &Struct) -> bool {
    let is_known = |name: &str| other.fields.iter().any(|field| field.wire_name == name);
    one.fields.iter().any(|field| !is_known(&field.wire_name))
}
