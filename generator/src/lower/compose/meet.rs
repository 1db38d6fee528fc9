//! What do two schemas say together, keyword by keyword?

use super::leaves::{self, Leaf};
use super::{Compose, types};
use crate::parse::{Schema, SchemaId};
use crate::read::Number;

impl Compose<'_> {
    /// Makes a schema that is no object say what all its parts say.
    pub(super) fn meet(&mut self, id: SchemaId, leaves: &[Leaf]) {
        let parts = leaves::resolved(self.schemas, leaves);
        let is_union = |part: &SchemaId| leaves::has_union(&self.schemas[*part]);
        if let Some(union) = parts.iter().copied().find(is_union) {
            self.distribute(id, union, leaves);
            return;
        }
        let mut schema = leaves::words(self.schemas, id, leaves);
        let mut items = Vec::new();
        for &part in &parts {
            let part = &self.schemas[part];
            schema.types = types::meet(schema.types, part.types);
            if !meet_values(&mut schema, part) {
                self.conflict(id, leaves);
                return;
            }
            items.extend(part.items);
            add_shape(part, &mut schema);
        }
        schema.items = match items[..] {
            [] => None,
            [first, ..] => Some(self.all_of(&items, id).unwrap_or(first)),
        };
        self.schemas[id] = schema;
    }
}

/// Leaves the values that both list; says whether there are any.
fn meet_values(schema: &mut Schema, part: &Schema) -> bool {
    let listed = leaves::listed_values(part);
    if listed.is_empty() {
        return true;
    }
    let mut values = leaves::listed_values(schema).to_vec();
    if values.is_empty() {
        values = listed.to_vec();
    } else {
        values.retain(|value| listed.contains(value));
    }
    let is_constant = schema.constant.is_some() || part.constant.is_some();
    (schema.constant, schema.enum_values) = (None, None);
    let is_left = !values.is_empty();
    if is_constant && is_left {
        schema.constant = values.pop();
    } else {
        schema.enum_values = Some(values);
    }
    is_left
}

/// Adds what a part says of the shape of values to what is said already.
fn add_shape(part: &Schema, schema: &mut Schema) {
    schema.never |= part.never;
    schema.format = schema.format.take().or_else(|| part.format.clone());
    schema.foreign = schema.foreign.or(part.foreign);
    schema.content_encoding = schema.content_encoding.take().or_else(|| part.content_encoding.clone());
    if schema.prefix_items.is_empty() {
        schema.prefix_items.clone_from(&part.prefix_items);
    }
    add_members(part, schema);
}

/// Adds what a part says of the properties of objects.
pub(super) fn add_members(part: &Schema, schema: &mut Schema) {
    for (name, &property) in &part.properties {
        schema.properties.entry(name.clone()).or_insert(property);
    }
    for name in &part.required {
        if !schema.required.contains(name) {
            schema.required.push(name.clone());
        }
    }
    schema.additional_properties = schema.additional_properties.or(part.additional_properties);
    for (pattern, &property) in &part.pattern_properties {
        schema.pattern_properties.entry(pattern.clone()).or_insert(property);
    }
}

/// Takes away what a schema says of the shape of its values; words and limits stay.
pub(super) fn clear_shape(schema: &mut Schema) {
    let any = Schema::any(schema.at.clone());
    copy_shape(&any, schema);
    schema.reference = None;
    schema.all_of.clear();
}

/// Makes a schema say of the shape of its values what another one says by itself.
pub(super) fn copy_shape(from: &Schema, to: &mut Schema) {
    to.never = from.never;
    to.types = from.types;
    to.constant.clone_from(&from.constant);
    to.enum_values.clone_from(&from.enum_values);
    to.properties.clone_from(&from.properties);
    to.required.clone_from(&from.required);
    to.additional_properties = from.additional_properties;
    to.pattern_properties.clone_from(&from.pattern_properties);
    to.patterns.clone_from(&from.patterns);
    to.property_names = from.property_names;
    to.unevaluated_properties = from.unevaluated_properties;
    to.dependent_schemas.clone_from(&from.dependent_schemas);
    to.dependent_required.clone_from(&from.dependent_required);
    to.items = from.items;
    to.prefix_items.clone_from(&from.prefix_items);
    to.unevaluated_items = from.unevaluated_items;
    to.contains = from.contains;
    to.any_of.clone_from(&from.any_of);
    to.one_of.clone_from(&from.one_of);
    to.not = from.not;
    (to.if_, to.then_, to.else_) = (from.if_, from.then_, from.else_);
    to.discriminator.clone_from(&from.discriminator);
    if from.format.is_some() {
        to.format.clone_from(&from.format);
    }
    if from.foreign.is_some() {
        to.foreign = from.foreign;
    }
    if from.content_encoding.is_some() {
        to.content_encoding.clone_from(&from.content_encoding);
    }
}

/// Adds the words and limits of a part; what is said nearer stands.
pub(super) fn add_words(part: &Schema, words: &mut Schema) {
    fn fill<T: Clone>(to: &mut Option<T>, from: &Option<T>) {
        if to.is_none() {
            to.clone_from(from);
        }
    }
    fill(&mut words.title, &part.title);
    fill(&mut words.description, &part.description);
    fill(&mut words.default, &part.default);
    fill(&mut words.format, &part.format);
    fill(&mut words.foreign, &part.foreign);
    fill(&mut words.content_encoding, &part.content_encoding);
    fill(&mut words.content_media_type, &part.content_media_type);
    fill(&mut words.pattern, &part.pattern);
    fill(&mut words.multiple_of, &part.multiple_of);
    if words.examples.is_empty() {
        words.examples.clone_from(&part.examples);
    }
    for (key, value) in &part.extensions {
        words.extensions.entry(key.clone()).or_insert_with(|| value.clone());
    }
    words.deprecated |= part.deprecated;
    words.read_only |= part.read_only;
    words.write_only |= part.write_only;
    words.unique_items |= part.unique_items;
    let lower = [
        (&mut words.minimum, &part.minimum),
        (&mut words.exclusive_minimum, &part.exclusive_minimum),
    ];
    lower.into_iter().for_each(|(to, from)| tighten(to, from, f64::gt));
    let upper = [
        (&mut words.maximum, &part.maximum),
        (&mut words.exclusive_maximum, &part.exclusive_maximum),
    ];
    upper.into_iter().for_each(|(to, from)| tighten(to, from, f64::lt));
    words.min_length = words.min_length.max(part.min_length);
    words.min_items = words.min_items.max(part.min_items);
    words.min_properties = words.min_properties.max(part.min_properties);
    let least = |a: Option<u64>, b: Option<u64>| a.into_iter().chain(b).min();
    words.max_length = least(words.max_length, part.max_length);
    words.max_items = least(words.max_items, part.max_items);
    words.max_properties = least(words.max_properties, part.max_properties);
}

fn tighten(to: &mut Option<Number>, from: &Option<Number>, is_tighter: fn(&f64, &f64) -> bool) {
    let replaces = match (&*to, from) {
        (Some(known), Some(new)) => is_tighter(&new.as_f64(), &known.as_f64()),
        (None, Some(_)) => true,
        (_, None) => false,
    };
    if replaces {
        to.clone_from(from);
    }
}
