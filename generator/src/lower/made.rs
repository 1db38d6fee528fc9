//! Which types does a schema have that is written nowhere?
//!
//! Where `allOf` brings two schemas together, or a dynamic reference leads elsewhere on another way, there are schemas that
//! no one wrote, and many places may have the same. Such a schema is named after the place that has it; so each place has
//! a type of its own, and none is called after one that may be gone tomorrow. Only inside itself it is the same type again.

use std::collections::HashMap;

use crate::ir::{Role, TypeId, TypeName, Types};
use crate::parse::SchemaId;

/// How many schemas that were made may stand in each other before those of one component or operation share their types.
/// Without an end, a few that refer to each other would have as many types as there are ways among them.
const DEEPEST: usize = 6;

/// How many types made schemas may have before the same holds for all of them.
const MOST: usize = 10_000;

/// The types of schemas that were made.
#[derive(Default)]
pub(super) struct Made {
    types: HashMap<(SchemaId, TypeName), TypeId>,
    schemas: HashMap<TypeId, SchemaId>,
}

impl Made {
    /// The type that a schema already has where a thing of this name would stand.
    pub(super) fn known(&self, types: &Types, schema: SchemaId, name: &TypeName) -> Option<TypeId> {
        let around = self.around(types, name).find(|&(_, of)| of == schema);
        let known = || self.types.get(&(schema, self.place(types, name))).copied();
        around.map(|(id, _)| id).or_else(known)
    }

    /// Notes the type that a schema has where a thing of this name stands.
    pub(super) fn insert(&mut self, types: &Types, schema: SchemaId, name: &TypeName, id: TypeId) {
        let place = self.place(types, name);
        self.types.insert((schema, place), id);
        self.schemas.insert(id, schema);
    }

    /// The place within which a schema has one type: its own, or all of the component or operation.
    fn place(&self, types: &Types, name: &TypeName) -> TypeName {
        let is_deep = self.around(types, name).nth(DEEPEST).is_some();
        match is_deep || self.types.len() >= MOST {
            true => root(types, name),
            false => name.clone(),
        }
    }

    /// The types around a place that are those of made schemas, and these, from the inside out.
    fn around<'a>(&'a self, types: &'a Types, name: &TypeName) -> impl Iterator<Item = (TypeId, SchemaId)> + 'a {
        std::iter::successors(parent(name), |&id| parent(&types[id].name))
            .filter_map(|id| Some((id, *self.schemas.get(&id)?)))
    }
}

fn parent(name: &TypeName) -> Option<TypeId> {
    match name {
        TypeName::Inline { parent, .. } => Some(*parent),
        TypeName::Component(_) | TypeName::Operation { .. } | TypeName::Shared { .. } | TypeName::Input { .. } => None,
    }
}

/// The component, or the body, response or parameter, that a place is in.
fn root(types: &Types, name: &TypeName) -> TypeName {
    let mut name = name;
    while let TypeName::Inline { parent, .. } = name {
        name = &types[*parent].name;
    }
    match name {
        TypeName::Operation { operation, role } => TypeName::Operation {
            operation: operation.clone(),
            role: outermost(role).clone(),
        },
        TypeName::Shared { key, role } => TypeName::Shared {
            key: key.clone(),
            role: outermost(role).clone(),
        },
        TypeName::Component(_) | TypeName::Inline { .. } | TypeName::Input { .. } => name.clone(),
    }
}

fn outermost(role: &Role) -> &Role {
    match role {
        Role::Within(outer, _) => outermost(outer),
        role => role,
    }
}
