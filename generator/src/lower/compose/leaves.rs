//! What is a schema made of?

use std::collections::HashSet;

use super::super::nullability;
use super::{Compose, types};
use crate::ir::Scalar;
use crate::parse::{Schema, SchemaId, Schemas, Type, Types};
use crate::read::Node;

/// A part that has no parts of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    /// What a reference leads to.
    Reference(SchemaId),
    /// What a schema says itself, apart from its `allOf` and its reference.
    Own(SchemaId),
}

/// Whether a schema says what it is in more than one place.
pub(super) fn has_parts(schema: &Schema) -> bool {
    let unions = usize::from(!schema.any_of.is_empty()) + usize::from(!schema.one_of.is_empty());
    let parts = usize::from(tells_itself(schema)) + usize::from(schema.reference.is_some()) + unions;
    !schema.all_of.is_empty() || (parts > 1 && (unions > 0 || schema.reference.is_some()))
}

/// The parts of a schema, what it says itself first.
pub(super) fn of(schemas: &Schemas, id: SchemaId) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    collect(schemas, id, &mut HashSet::new(), &mut leaves);
    leaves
}

/// The parts of a schema with those of what it refers to in place of the references.
pub(super) fn resolved(schemas: &Schemas, leaves: &[Leaf]) -> Vec<SchemaId> {
    let mut visited = HashSet::new();
    let mut open: Vec<Leaf> = leaves.iter().rev().copied().collect();
    let mut found = Vec::new();
    while let Some(leaf) = open.pop() {
        match leaf {
            Leaf::Own(id) => found.push(id),
            Leaf::Reference(target) if visited.insert(target) => open.extend(of(schemas, target).into_iter().rev()),
            Leaf::Reference(_) => {}
        }
    }
    let mut seen = HashSet::new();
    found.retain(|&id| seen.insert(id));
    found
}

fn collect(schemas: &Schemas, id: SchemaId, visited: &mut HashSet<SchemaId>, leaves: &mut Vec<Leaf>) {
    if !visited.insert(id) {
        return;
    }
    let schema = &schemas[id];
    leaves.push(Leaf::Own(id));
    leaves.extend(schema.reference.map(Leaf::Reference));
    for &part in &schema.all_of {
        let part = wrapped(schemas, part).unwrap_or(part);
        collect(schemas, part, visited, leaves);
    }
}

/// The one schema beside `null` in a union that says nothing else.
pub(super) fn wrapped(schemas: &Schemas, id: SchemaId) -> Option<SchemaId> {
    let schema = &schemas[id];
    if schema.reference.is_some() || !schema.all_of.is_empty() || tells_itself(schema) {
        return None;
    }
    match nullability::branches(schemas, schema) {
        (_, branches) if branches.len() == 1 && schema.any_of.is_empty() != schema.one_of.is_empty() => {
            branches.first().copied()
        }
        _ => None,
    }
}

/// The parts of several schemas.
pub(super) fn of_all(schemas: &Schemas, ids: &[SchemaId]) -> Vec<Leaf> {
    ids.iter().flat_map(|&id| of(schemas, id)).collect()
}

/// Whether a schema's own keywords, but for unions, say anything of the shape of its values.
pub(super) fn tells_itself(schema: &Schema) -> bool {
    schema.never || schema.types.is_some() || is_listed(schema) || tells_more(schema)
}

/// The same, but for types and values.
pub(super) fn tells_more(schema: &Schema) -> bool {
    has_members(schema) || schema.items.is_some() || !schema.prefix_items.is_empty()
}

pub(super) fn is_listed(schema: &Schema) -> bool {
    schema.enum_values.is_some() || schema.constant.is_some()
}

fn has_members(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.additional_properties.is_some()
        || schema.unevaluated_properties.is_some()
}

pub(super) fn has_union(schema: &Schema) -> bool {
    !schema.any_of.is_empty() || !schema.one_of.is_empty()
}

impl Leaf {
    /// Whether this part says anything of values of these types.
    pub(super) fn tells(self, schemas: &Schemas, types: Option<Types>) -> bool {
        let id = match self {
            Leaf::Reference(_) => return true,
            Leaf::Own(id) => id,
        };
        let schema = &schemas[id];
        let may_be = |ty| types.is_none_or(|types| types.contains(ty));
        schema.never
            || schema.types.is_some()
            || is_listed(schema)
            || has_union(schema)
            || (has_members(schema) && may_be(Type::Object))
            || ((schema.items.is_some() || !schema.prefix_items.is_empty()) && may_be(Type::Array))
    }

    /// Whether this part says anything of objects but that they are some.
    pub(super) fn tells_of_object(self, schemas: &Schemas) -> bool {
        let id = match self {
            Leaf::Reference(_) => return true,
            Leaf::Own(id) => id,
        };
        let schema = &schemas[id];
        let is_open = |id: &SchemaId| !schemas[*id].never;
        !schema.properties.is_empty()
            || !schema.required.is_empty()
            || !schema.pattern_properties.is_empty()
            || schema.additional_properties.as_ref().is_some_and(is_open)
            || schema.unevaluated_properties.as_ref().is_some_and(is_open)
            || has_union(schema)
    }
}

impl Compose<'_> {
    /// Whether `leaf` says nothing that `main` does not.
    pub(super) fn is_implied(&mut self, leaf: Leaf, main: Leaf) -> bool {
        if self.fuel == 0 {
            return false;
        }
        self.fuel -= 1;
        let main_parts = resolved(self.schemas, &[main]);
        let main_types = match main {
            Leaf::Reference(id) | Leaf::Own(id) => self.types(id),
        };
        let known: Vec<Scalar> = main_parts
            .iter()
            .filter_map(|&id| format(&self.schemas[id], main_types))
            .collect();
        let is_narrowed = matches!(main, Leaf::Reference(_)) && matches!(leaf, Leaf::Own(_));
        resolved(self.schemas, &[leaf]).into_iter().all(|id| {
            if main_parts.contains(&id) {
                return true;
            }
            let schema = &self.schemas[id];
            let within = match (main_types, schema.types) {
                (Some(narrow), Some(wide)) => types::is_within(narrow, types::without_null(wide)),
                (_, None) => true,
                (None, Some(_)) => false,
            };
            let format = format(schema, main_types);
            let is_known = format.is_none_or(|format| known.contains(&format)) || is_enum(self.schemas, &main_parts);
            if !within || !is_known || schema.never {
                return false;
            }
            let has_values = !is_listed(schema) || (is_narrowed && self.has_values(&main_parts, id));
            has_values && self.has_more(&main_parts, id) && self.is_branch(main, id)
        })
    }

    /// Whether objects and lists of these parts are all that a schema says of objects and lists.
    fn has_more(&mut self, main: &[SchemaId], id: SchemaId) -> bool {
        let schema = &self.schemas[id];
        let says_nothing = |id: &SchemaId| self.schemas[*id].is_any();
        let has = |has: &dyn Fn(&Schema) -> bool| main.iter().any(|&part| has(&self.schemas[part]));
        let is_required = |name: &String| has(&|part| part.required.contains(name));
        if !schema.properties.is_empty()
            || !schema.pattern_properties.is_empty()
            || !schema.prefix_items.is_empty()
            || !schema.required.iter().all(is_required)
            || (schema.additional_properties.is_some() && !has(&|part| part.additional_properties.is_some()))
            || !schema.additional_properties.iter().all(says_nothing)
            || !schema.unevaluated_properties.iter().all(says_nothing)
        {
            return false;
        }
        let Some(items) = schema.items.filter(|items| !says_nothing(items)) else {
            return true;
        };
        let known = main.iter().filter_map(|&part| self.schemas[part].items);
        known
            .collect::<Vec<_>>()
            .into_iter()
            .any(|known| self.says_all_of(known, items))
    }

    /// Whether a schema says all that another one does.
    fn says_all_of(&mut self, known: SchemaId, id: SchemaId) -> bool {
        let leaves = of(self.schemas, id);
        let mains = of(self.schemas, known);
        self.deeper(|cx| {
            let mut mains = mains.into_iter();
            mains.any(|main| leaves.iter().all(|&leaf| cx.is_implied(leaf, main)))
        })
    }

    /// Whether values of `main` are all of one branch of the unions that a schema lists.
    fn is_branch(&mut self, main: Leaf, id: SchemaId) -> bool {
        let schema = &self.schemas[id];
        let unions = [schema.any_of.clone(), schema.one_of.clone()];
        unions
            .into_iter()
            .filter(|branches| !branches.is_empty())
            .all(|branches| {
                branches.into_iter().any(|branch| {
                    let leaves = of(self.schemas, branch);
                    self.deeper(|cx| leaves.iter().all(|&leaf| cx.is_implied(leaf, main)))
                })
            })
    }

    /// Looks one level deeper, unless that is deep enough already.
    fn deeper(&mut self, look: impl FnOnce(&mut Self) -> bool) -> bool {
        if self.depth == 8 {
            return false;
        }
        self.depth += 1;
        let found = look(self);
        self.depth -= 1;
        found
    }

    /// Whether the values of an enum, made of these parts, include those that a schema lists.
    fn has_values(&self, parts: &[SchemaId], listed: SchemaId) -> bool {
        let known = values(self.schemas, parts);
        let listed = listed_values(&self.schemas[listed]);
        !known.is_empty() && listed.iter().all(|value| value.is_null() || known.contains(value))
    }

    /// The values that stand beside a reference to an enum, if some do.
    pub(super) fn narrowed(&self, main: Leaf, leaves: &[Leaf]) -> Option<Vec<Node>> {
        let listed = leaves.iter().find_map(|leaf| match leaf {
            Leaf::Own(id) if *leaf != main && is_listed(&self.schemas[*id]) => Some(*id),
            Leaf::Own(_) | Leaf::Reference(_) => None,
        });
        listed.map(|id| listed_values(&self.schemas[id]).to_vec())
    }
}

fn is_enum(schemas: &Schemas, parts: &[SchemaId]) -> bool {
    parts.iter().any(|&id| is_listed(&schemas[id]))
}

pub(super) fn listed_values(schema: &Schema) -> &[Node] {
    match (&schema.constant, &schema.enum_values) {
        (Some(constant), _) => std::slice::from_ref(constant),
        (None, Some(values)) => values,
        (None, None) => &[],
    }
}

/// The values that schemas list, or the constants of their unions.
fn values(schemas: &Schemas, ids: &[SchemaId]) -> Vec<Node> {
    let mut values = Vec::new();
    for &id in ids {
        let schema = &schemas[id];
        values.extend_from_slice(listed_values(schema));
        for &branch in schema.any_of.iter().chain(&schema.one_of) {
            values.extend_from_slice(listed_values(&schemas[branch]));
        }
    }
    values
}

/// The type that a schema's format gives to a scalar, if it is one of its own.
fn format(schema: &Schema, types: Option<Types>) -> Option<Scalar> {
    use super::super::scalar;
    let (scalar, plain) = match types.and_then(Types::only)? {
        Type::String => (scalar::string(schema), Scalar::String),
        Type::Integer => (scalar::integer(schema), Scalar::I64),
        Type::Number => (scalar::number(schema), Scalar::F64),
        Type::Null | Type::Boolean | Type::Array | Type::Object => return None,
    };
    (scalar != plain).then_some(scalar)
}

/// What is said about a schema, by itself and by those of its parts that are written in place, without what it says of the
/// shape of its values.
pub(super) fn words(schemas: &Schemas, id: SchemaId, leaves: &[Leaf]) -> Schema {
    let mut words = schemas[id].clone();
    super::meet::clear_shape(&mut words);
    for leaf in leaves {
        if let Leaf::Own(part) = leaf {
            if *part != id {
                super::meet::add_words(&schemas[*part], &mut words);
            }
        }
    }
    words
}
