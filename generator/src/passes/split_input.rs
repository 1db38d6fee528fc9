//! Which types are sent in another form than they are received in?
//!
//! A struct that requires a property which only the server sets, or which it never shows, cannot be both: what is sent
//! lacks the one, what is received lacks the other. So is a type that holds such a one. Each of these that a request
//! carries, in whichever operation, gets a second type for that, without what only the server sets; in the first one, what
//! the server never shows is optional. A property that tells the branches of a union apart stays in both, as does one that
//! always has the same value.

use std::collections::{HashMap, HashSet};

use super::Context;
use crate::ir::{Api, Field, PropertyAccess, Shape, Type, TypeId, TypeName, Types};

pub(super) fn split_input(api: &mut Api, _: &mut Context<'_>) {
    let mut split = Split {
        differs: differing(&api.types),
        tags: tags(&api.types),
        inputs: HashMap::new(),
        open: Vec::new(),
        types: &mut api.types,
    };
    if split.differs.is_empty() {
        return;
    }
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            split.replace(&mut parameter.ty);
        }
        if let Some(ty) = operation.body.as_mut().and_then(|body| body.content.ty_mut()) {
            split.replace(ty);
        }
    }
    for parameter in &mut api.client_parameters {
        split.replace(&mut parameter.ty);
    }
    split.finish();
    for id in split.differs {
        if let Shape::Struct(object) = &mut api.types[id].shape {
            for field in &mut object.fields {
                field.required &= field.access != PropertyAccess::WriteOnly;
            }
        }
    }
}

struct Split<'a> {
    types: &'a mut Types,
    /// The types that are sent in another form.
    differs: HashSet<TypeId>,
    /// The properties by which unions tell a type from their other branches.
    tags: HashMap<TypeId, Vec<String>>,
    /// The types for sending, as far as they are wanted.
    inputs: HashMap<TypeId, TypeId>,
    /// Those of them that still hold what is received.
    open: Vec<(TypeId, TypeId)>,
}

impl Split<'_> {
    /// Puts what is sent of a type in its place.
    fn replace(&mut self, ty: &mut Type) {
        ty.named_mut(&mut |id| *id = self.input(*id));
    }

    fn input(&mut self, id: TypeId) -> TypeId {
        if !self.differs.contains(&id) {
            return id;
        }
        if let Some(&known) = self.inputs.get(&id) {
            return known;
        }
        let mut def = self.types[id].clone();
        def.name = TypeName::Input { of: id };
        let input = self.types.push(def);
        self.inputs.insert(id, input);
        self.open.push((id, input));
        input
    }

    /// Makes each type for sending hold such types too.
    fn finish(&mut self) {
        while let Some((id, input)) = self.open.pop() {
            let mut shape = std::mem::replace(&mut self.types[input].shape, Shape::Alias(Type::Any));
            if let Shape::Struct(object) = &mut shape {
                let tags = self.tags.get(&id).map(Vec::as_slice).unwrap_or_default();
                object
                    .fields
                    .retain(|field| is_sent(field) || tags.contains(&field.wire_name));
            }
            for ty in shape.types_mut() {
                self.replace(ty);
            }
            self.types[input].shape = shape;
        }
    }
}

fn is_sent(field: &Field) -> bool {
    field.access != PropertyAccess::ReadOnly || field.constant.is_some()
}

/// The properties by which unions tell each type from their other branches.
fn tags(types: &Types) -> HashMap<TypeId, Vec<String>> {
    let mut tags: HashMap<TypeId, Vec<String>> = HashMap::new();
    for (_, def) in types.iter() {
        let Shape::Union(union) = &def.shape else { continue };
        let Some(by) = &union.by else { continue };
        for branch in &union.branches {
            branch
                .ty
                .named(&mut |named| tags.entry(named).or_default().push(by.clone()));
        }
    }
    tags
}

/// The types of which something required goes in one direction only, and those that hold one.
fn differing(types: &Types) -> HashSet<TypeId> {
    let mut held_by: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    let mut open = Vec::new();
    for (id, def) in types.iter() {
        let mut holds = |ty: &Type| ty.named(&mut |held| held_by.entry(held).or_default().push(id));
        match &def.shape {
            Shape::Struct(object) => {
                let is_at_stake = |field: &Field| field.required && field.access != PropertyAccess::Both;
                if object
                    .fields
                    .iter()
                    .any(|field| is_at_stake(field) && field.constant.is_none())
                {
                    open.push(id);
                }
                // What is not sent does not matter to what is.
                let sent = object.fields.iter().filter(|field| is_sent(field));
                sent.for_each(|field| holds(&field.ty));
                object.rest.iter().for_each(|rest| holds(&rest.of));
            }
            Shape::Union(union) => union.branches.iter().for_each(|branch| holds(&branch.ty)),
            Shape::Alias(of) | Shape::Newtype(of) => holds(of),
            Shape::Tuple(tuple) => tuple.types().for_each(holds),
            Shape::Enum(_) => {}
        }
    }
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(held_by.get(&id).into_iter().flatten());
        }
    }
    found
}
