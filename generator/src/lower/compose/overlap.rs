//! What is a property that several parts of an object describe?
//!
//! It is what all of them say. Where one says all that the others do, nothing has to be done here: the nearest that does
//! not say less is taken, later.

use indexmap::IndexMap;

use super::Compose;
use super::leaves::{self, Leaf};
use crate::parse::{SchemaId, Type, Types};

impl Compose<'_> {
    pub(super) fn settle_overlap(&mut self, id: SchemaId) {
        let mut described: IndexMap<String, Vec<SchemaId>> = IndexMap::new();
        let mut leaves = leaves::of(self.schemas, id);
        // What is listed last was written with what stands before it in mind.
        leaves[1..].reverse();
        for part in leaves::resolved(self.schemas, &leaves) {
            for (name, &property) in &self.schemas[part].properties {
                described.entry(name.clone()).or_default().push(property);
            }
        }
        for (name, mut properties) in described {
            properties.retain(|&property| !self.schemas[property].is_any());
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
