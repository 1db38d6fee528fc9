//! What is a property that several parts of an object describe?
//!
//! It is what all of them say. Where one says all that the others do, nothing has to be done here: the nearest that does
//! not say less is taken, later. So it is for an object beside a union, whose properties each of the branches has too.

use indexmap::IndexMap;

use super::super::composition::{self, Composed};
use super::Compose;
use super::leaves::{self, Leaf};
use crate::parse::{Schema, SchemaId, Type, Types};

impl Compose<'_> {
    pub(super) fn settle_overlap(&mut self, id: SchemaId) {
        for (name, properties) in self.described(id) {
            let is_described = |property: &SchemaId| self.schemas[*property].description.is_some();
            let is_silent = !properties.first().is_some_and(is_described) && properties.iter().any(is_described);
            if properties.len() < 2 || (self.says_it_all(&properties) && !(is_silent && self.is_plain(properties[0]))) {
                continue;
            }
            if let Some(made) = self.all_of(&properties, properties[0]) {
                self.schemas[id].properties.insert(name, made);
            }
        }
    }

    /// Puts together what an object and the branches of a union beside it say of the properties that both describe.
    pub(super) fn settle_shared(&mut self, id: SchemaId) {
        if !leaves::has_parts(&self.schemas[id]) {
            return;
        }
        let Composed::Variants { branches, .. } = composition::compose(self.schemas, id) else {
            return;
        };
        let of_object = self.described(id);
        for branch in branches {
            let mut shared = IndexMap::new();
            for (name, mut properties) in self.described(branch) {
                let of_branch = properties.len();
                properties.extend(of_object.get(&name).into_iter().flatten());
                let is_both = 0 < of_branch && of_branch < properties.len();
                if !is_both || self.says_it_all(&properties) {
                    continue;
                }
                properties.rotate_left(of_branch);
                if self.says_it_all(&properties) {
                    continue;
                }
                properties.rotate_right(of_branch);
                if let Some(made) = self.all_of(&properties, properties[0]) {
                    shared.insert(name, made);
                }
            }
            if !shared.is_empty() {
                let mut object = Schema::any(self.schemas[branch].at.clone());
                object.properties = shared;
                let object = self.schemas.push(object);
                self.schemas[id].shared_with.push((branch, object));
            }
        }
    }

    /// The properties of an object, each with what its parts say of it, the nearest first.
    fn described(&self, id: SchemaId) -> IndexMap<String, Vec<SchemaId>> {
        let mut described: IndexMap<String, Vec<SchemaId>> = IndexMap::new();
        let mut leaves = leaves::of(self.schemas, id);
        // What is listed last was written with what stands before it in mind.
        leaves[1..].reverse();
        for part in leaves::resolved(self.schemas, &leaves) {
            for (name, &property) in &self.schemas[part].properties {
                let known = described.entry(name.clone()).or_default();
                if !self.schemas[property].is_any() {
                    known.push(property);
                }
            }
        }
        described
    }

    /// Whether a schema has no type of its own, so that words can be added to it.
    fn is_plain(&self, id: SchemaId) -> bool {
        let schema = &self.schemas[id];
        let is_scalar = |types: Types| !types.contains(Type::Object) && !types.contains(Type::Array);
        schema.reference.is_some() || (!leaves::is_listed(schema) && schema.types.is_some_and(is_scalar))
    }

    /// Whether the nearest description says all that the others do.
    fn says_it_all(&mut self, properties: &[SchemaId]) -> bool {
        let nearest = leaves::of(self.schemas, properties[0]);
        let main: Vec<Leaf> = nearest
            .into_iter()
            .filter(|leaf| leaf.tells(self.schemas, None))
            .collect();
        let [main] = main[..] else { return false };
        let others = leaves::of_all(self.schemas, &properties[1..]);
        others.into_iter().all(|other| self.is_implied(other, main))
    }
}
