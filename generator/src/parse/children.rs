//! Which schemas stand in a schema?

use super::schema::{Schema, SchemaId};

impl Schema {
    /// The schemas that a value of this one may be held against, or a part of it; those of `$defs` only wait to be referred
    /// to.
    pub(super) fn children(&self) -> Vec<SchemaId> {
        let mut found = Vec::new();
        let mut schema = self.clone();
        schema.map_children(&mut |id| {
            found.push(id);
            id
        });
        found
    }

    /// Puts others in the places of the [`children`](Self::children).
    pub(super) fn map_children(&mut self, other: &mut dyn FnMut(SchemaId) -> SchemaId) {
        let named = [
            &mut self.properties,
            &mut self.pattern_properties,
            &mut self.dependent_schemas,
        ];
        let named = named.into_iter().flat_map(|schemas| schemas.values_mut());
        let listed = [
            &mut self.prefix_items,
            &mut self.all_of,
            &mut self.any_of,
            &mut self.one_of,
        ];
        let listed = listed.into_iter().flatten();
        let single = [
            &mut self.additional_properties,
            &mut self.property_names,
            &mut self.unevaluated_properties,
            &mut self.items,
            &mut self.unevaluated_items,
            &mut self.contains,
            &mut self.content_schema,
            &mut self.not,
            &mut self.if_,
            &mut self.then_,
            &mut self.else_,
        ];
        let single = single.into_iter().flatten();
        for id in named.chain(listed).chain(single) {
            *id = other(*id);
        }
    }
}
