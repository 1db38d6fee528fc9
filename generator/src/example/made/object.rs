//! Which properties does an example of an object have?

use indexmap::IndexMap;

use super::{MAX_DEPTH, Maker, is_empty};
use crate::example::{Extent, fit, is_shown, pattern, text};
use crate::parse::{SchemaId, Type};
use crate::read::Node;

/// How deep an example goes for the sake of what need not be there.
const MAX_OPTIONAL_DEPTH: usize = 4;
/// How many properties that need not be there a brief example has.
const BRIEF: usize = 3;

/// The properties of an object, of all its parts.
#[derive(Default)]
struct Properties {
    of: IndexMap<String, SchemaId>,
    required: Vec<String>,
    /// What further properties are.
    rest: Option<SchemaId>,
    /// What their names are.
    names: Option<SchemaId>,
    /// A name of those that a pattern describes.
    key: Option<String>,
    min: u64,
    /// What the document shows of the whole.
    shown: Vec<Node>,
}

impl Maker<'_> {
    pub(super) fn object(&mut self, id: SchemaId, hint: Option<&Node>, depth: usize) -> Option<Node> {
        let mut properties = Properties::default();
        self.gather(id, &mut properties, 0);
        let shown: Vec<Node> = hint.into_iter().chain(&properties.shown).cloned().collect();
        let hint = |name: &str| shown.iter().find_map(|shown| shown.get(name));
        let mut entries = IndexMap::new();
        for name in &properties.required {
            let Some(&property) = properties.of.get(name) else {
                // It is required, and nothing is said of it.
                if self.extent != Extent::Brief {
                    let shown = hint(name).cloned();
                    entries.insert(name.clone(), shown.unwrap_or_else(|| Node::String(name.clone())));
                }
                continue;
            };
            if self.schemas[property].read_only || entries.contains_key(name) {
                continue;
            }
            entries.insert(name.clone(), self.make(property, name, hint(name), depth + 1)?);
        }
        let optional: Vec<(&String, SchemaId)> = properties
            .of
            .iter()
            .map(|(name, &id)| (name, id))
            .filter(|(name, id)| !entries.contains_key(*name) && self.is_wanted(*id))
            .collect();
        for (name, property) in self.chosen(&optional, &hint, entries.is_empty(), depth) {
            if let Some(value) = self.make_optional(property, name, hint(name), depth + 1) {
                entries.insert(name.clone(), value);
            }
        }
        // A form has no object without anything in it: whatever there is.
        let goes_on = self.extent != Extent::Brief && (MAX_OPTIONAL_DEPTH..MAX_OPTIONAL_DEPTH + 3).contains(&depth);
        let mut others = optional.into_iter().filter(|_| goes_on);
        while entries.is_empty() {
            let Some((name, property)) = others.next() else { break };
            let made = self.make_optional(property, name, hint(name), depth + 1);
            if let Some(value) = made.filter(|value| !is_empty(value)) {
                entries.insert(name.clone(), value);
            }
        }
        let wanted = properties
            .min
            .max(u64::from(entries.is_empty() && properties.of.is_empty()));
        if let Some(rest) = properties.rest.filter(|_| (entries.len() as u64) < wanted) {
            let made = match properties.min {
                0 => self.make_optional(rest, "value", None, depth + 1),
                _ => self.make(rest, "value", None, depth + 1),
            };
            if let Some(value) = made {
                let by_name = |names| self.make(names, "key", None, depth + 1)?.as_str().map(str::to_owned);
                let key = properties.key.or_else(|| properties.names.and_then(by_name));
                entries.insert(key.unwrap_or_else(|| "key".to_owned()), value);
            }
        }
        Some(Node::Object(entries))
    }

    /// Which of the properties that need not be there an object has.
    fn chosen<'p, 'n>(
        &mut self,
        optional: &[(&'p String, SchemaId)],
        hint: &dyn Fn(&str) -> Option<&'n Node>,
        is_empty: bool,
        depth: usize,
    ) -> Vec<(&'p String, SchemaId)> {
        match self.extent {
            Extent::Whole | Extent::Varied { .. } if depth < MAX_OPTIONAL_DEPTH => {
                optional.iter().filter(|_| !self.happens(2, 5)).copied().collect()
            }
            Extent::Whole | Extent::Varied { .. } => {
                // What may tell it from what else could stand here; or else a word.
                let tells = |(_, id): &&(&String, SchemaId)| {
                    let schema = &self.schemas[*id];
                    schema.enum_values.is_some() || schema.constant.is_some()
                };
                let mut chosen: Vec<_> = optional.iter().filter(tells).copied().collect();
                if chosen.is_empty() && is_empty {
                    chosen.extend(optional.iter().find(|(_, id)| self.is_simple(*id, 0)));
                }
                chosen
            }
            Extent::Brief => {
                let is_shown = |(name, id): &&(&String, SchemaId)| hint(name).is_some() || is_shown(self.schemas, *id);
                let simple = |(_, id): &&(&String, SchemaId)| self.is_simple(*id, 0);
                let mut chosen: Vec<_> = optional.iter().filter(is_shown).filter(simple).take(BRIEF).collect();
                if chosen.is_empty() && is_empty {
                    chosen = optional.iter().filter(simple).collect();
                    chosen.sort_by_key(|(name, id)| !self.speaks_for_itself(name, *id));
                    chosen.truncate(BRIEF - 1);
                }
                chosen.into_iter().copied().collect()
            }
        }
    }

    /// A value for what need not be there: none rather than one that is of several branches where it has to be of one.
    pub(super) fn make_optional(
        &mut self,
        id: SchemaId,
        name: &str,
        hint: Option<&Node>,
        depth: usize,
    ) -> Option<Node> {
        let made = self.make(id, name, hint, depth)?;
        (!fit::is_of_several(self.schemas, id, &made)).then_some(made)
    }

    /// Whether a property that need not be there is for those who send.
    fn is_wanted(&self, id: SchemaId) -> bool {
        let schema = &self.schemas[id];
        let target = schema.reference.map_or(schema, |target| &self.schemas[target]);
        !schema.read_only && !schema.deprecated && !schema.never && !target.read_only
    }

    /// Whether the values of a schema are one word.
    fn is_simple(&self, id: SchemaId, depth: usize) -> bool {
        let schema = &self.schemas[id];
        if schema.enum_values.is_some() || schema.constant.is_some() {
            return true;
        }
        let is_scalar = |ty: Type| !matches!(ty, Type::Object | Type::Array | Type::Null);
        if let Some(types) = schema.types {
            return types.iter().any(is_scalar) && types.iter().all(|ty| ty == Type::Null || is_scalar(ty));
        }
        let next = schema.reference.or(schema.any_of.first().copied());
        depth < MAX_OPTIONAL_DEPTH && next.is_some_and(|next| self.is_simple(next, depth + 1))
    }

    /// Whether what is made for a property shows what it is for.
    fn speaks_for_itself(&self, name: &str, id: SchemaId) -> bool {
        let schema = &self.schemas[id];
        let is_listed = schema.enum_values.is_some() || schema.reference.is_some();
        is_listed || schema.format.is_some() || text::is_known(name)
    }

    /// The properties of a schema and its parts; of a choice, those of the first branch.
    fn gather(&self, id: SchemaId, into: &mut Properties, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let schema = &self.schemas[id];
        let branches = schema.one_of.first().into_iter().chain(schema.any_of.first());
        for &part in schema.reference.iter().chain(&schema.all_of).chain(branches) {
            self.gather(part, into, depth + 1);
        }
        into.of
            .extend(schema.properties.iter().map(|(name, &id)| (name.clone(), id)));
        into.required.extend(schema.required.iter().cloned());
        into.rest = schema.additional_properties.or(into.rest);
        let patterns = schema.patterns.as_ref();
        let mut by_pattern = patterns
            .map_or(&schema.pattern_properties, |patterns| &patterns.by_pattern)
            .iter();
        if let Some((key, id)) = by_pattern.find_map(|(pattern, id)| Some((pattern::text(pattern, 1)?, *id))) {
            (into.key, into.rest) = (Some(key), Some(id));
        }
        into.names = schema.property_names.or(into.names);
        into.min = schema.min_properties.unwrap_or_default().max(into.min);
        into.shown.splice(0..0, schema.examples.iter().cloned());
    }
}
