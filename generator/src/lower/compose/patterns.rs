//! What are the properties of an object whose names follow patterns?
//!
//! Those beyond `properties`: each is of one of the patterns' schemas, or of `additionalProperties`. Names are not matched
//! here, so that a value is of whichever schema takes it. An object that is open to anything else and has properties of its
//! own keeps JSON values, since whatever is added to it one day need not follow the patterns.

use super::Compose;
use crate::parse::{Patterns, Schema, SchemaId};

impl Compose<'_> {
    pub(super) fn settle_patterns(&mut self, id: SchemaId) {
        let schema = &mut self.schemas[id];
        let has_properties = !schema.properties.is_empty();
        let by_pattern = std::mem::take(&mut schema.pattern_properties);
        let mut values: Vec<SchemaId> = by_pattern.values().copied().collect();
        let others = schema.additional_properties.or(schema.unevaluated_properties);
        schema.patterns = Some(Patterns { by_pattern, others });
        let is_closed = others.is_some_and(|others| self.schemas[others].never);
        if !is_closed {
            values.extend(others);
        }
        values.retain(|&value| !self.schemas[value].never);
        let is_open = others.is_none() && has_properties;
        if is_open || values.iter().any(|&value| self.schemas[value].is_any()) {
            let any = Schema::any(self.schemas[id].at.child("patternProperties"));
            values = vec![self.schemas.push(any)];
        }
        let values = match values[..] {
            [] => others,
            [only] => Some(only),
            [..] => {
                let mut union = Schema::any(self.schemas[id].at.child("patternProperties"));
                union.any_of = values;
                Some(self.schemas.push(union))
            }
        };
        self.schemas[id].additional_properties = values;
    }
}
