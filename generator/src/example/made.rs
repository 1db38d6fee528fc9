//! How is an example made of what a schema says?

use indexmap::IndexMap;

use super::{Chance, Extent, fit, is_shown, pattern, text};
use crate::parse::{Schema, SchemaId, Schemas, Type};
use crate::read::{Node, Number};

/// How deep an example goes; a schema that has to go deeper has none.
const MAX_DEPTH: usize = 16;
/// How deep an example goes for the sake of what need not be there.
const MAX_OPTIONAL_DEPTH: usize = 4;
/// How many schemas are looked at for one example.
const MAX_STEPS: usize = 3000;
/// How many properties that need not be there a brief example has.
const BRIEF: usize = 3;

pub(super) struct Maker<'a> {
    schemas: &'a Schemas,
    extent: Extent,
    /// What is chosen, where anything may be.
    chance: Option<Chance>,
    steps: usize,
}

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

impl<'a> Maker<'a> {
    pub(super) fn new(schemas: &'a Schemas, extent: Extent, name: &str) -> Self {
        let chance = match extent {
            Extent::Varied { seed } => Some(Chance::new(seed, name)),
            Extent::Brief | Extent::Whole => None,
        };
        Maker {
            schemas,
            extent,
            chance,
            steps: 0,
        }
    }

    /// A value of a schema. `hint` is a value that somebody showed for it, right or wrong.
    pub(super) fn make(&mut self, id: SchemaId, name: &str, hint: Option<&Node>, depth: usize) -> Option<Node> {
        self.steps += 1;
        if depth > MAX_DEPTH || self.steps > MAX_STEPS {
            return None;
        }
        let schemas = self.schemas;
        let schema = &schemas[id];
        if schema.never {
            return None;
        }
        let fits = |node: &&Node| !node.is_null() && fit::fits(schemas, id, node);
        let is_varied = self.happens(3, 4);
        if is_varied && schema.types.is_some_and(|types| types.contains(Type::Null)) && self.happens(1, 6) {
            return Some(Node::Null);
        }
        let shown = hint.into_iter().chain(&schema.examples).find(fits);
        let shown = shown.filter(|_| !is_varied);
        if let Some(shown) = shown.or_else(|| self.listed(schema)) {
            return Some(shown.clone());
        }
        // A list of one looks like no list in a query.
        let is_telling = |node: &&Node| match node {
            Node::Array(items) => items.len() > 1 || self.extent == Extent::Brief || schema.unique_items,
            node => !is_empty(node),
        };
        let default = schema.default.as_ref().filter(fits).filter(is_telling);
        if let Some(default) = default.filter(|node| !is_empty(node) && !is_varied) {
            return Some(default.clone());
        }
        let is_composed = !schema.all_of.is_empty() || !schema.any_of.is_empty() || !schema.one_of.is_empty();
        match schema.reference {
            Some(target) if !is_composed && schema.properties.is_empty() => {
                return self.make(target, name, hint.or(schema.examples.first()), depth + 1);
            }
            _ => {}
        }
        if schema.properties.is_empty() && schema.reference.is_none() && schema.all_of.is_empty() && is_composed {
            return self.branch(schema, name, hint, depth);
        }
        if is_composed && !self.is_object(id, 0) {
            let parts = schema.reference.iter().chain(&schema.all_of);
            let parts: Vec<SchemaId> = parts.copied().collect();
            return parts
                .into_iter()
                .find_map(|part| self.make(part, name, hint, depth + 1));
        }
        match self.type_of(schema, is_composed) {
            Some(Type::Object) => self.object(id, hint, depth),
            Some(Type::Array) => self.array(schema, name, depth),
            Some(Type::Boolean) => Some(Node::Bool(!self.happens(1, 2))),
            Some(Type::Integer) => Some(self.varied(schema, integer(schema))),
            Some(Type::Number) => Some(self.varied(schema, number(schema))),
            Some(Type::String) => Some(Node::String(match &mut self.chance {
                Some(chance) if is_varied && text::is_free(schema) => chance.text(schema),
                _ => text::of(schema, name),
            })),
            Some(Type::Null) => Some(Node::Null),
            None => Some(hint.cloned().unwrap_or_else(|| Node::String(name.to_owned()))),
        }
    }

    /// Whether what happens `of` times in `all` does now; never where nothing is left to chance.
    fn happens(&mut self, of: usize, all: usize) -> bool {
        self.chance.as_mut().is_some_and(|chance| chance.below(all) < of)
    }

    fn varied(&mut self, schema: &Schema, number: Node) -> Node {
        match &mut self.chance {
            Some(chance) => chance.number(schema, number),
            None => number,
        }
    }

    /// The first of the values that a schema lists.
    fn listed<'n>(&mut self, schema: &'n Schema) -> Option<&'n Node> {
        if let (Some(chance), Some(listed), None) = (&mut self.chance, &schema.enum_values, &schema.constant) {
            let listed: Vec<&Node> = listed.iter().filter(|value| !is_empty(value)).collect();
            if !listed.is_empty() {
                return Some(listed[chance.below(listed.len())]);
            }
        }
        let default = schema.default.as_ref().filter(|node| !node.is_null());
        let mut listed = schema.enum_values.iter().flatten();
        let of_default = listed.clone().find(|value| Some(*value) == default);
        let first = || listed.find(|value| !is_empty(value));
        schema.constant.as_ref().or(of_default).or_else(first)
    }

    fn type_of(&self, schema: &Schema, is_composed: bool) -> Option<Type> {
        if schema.constant.is_some() {
            return None;
        }
        let mut types = schema.types.iter().flat_map(|types| types.iter());
        let named = types.find(|&ty| ty != Type::Null).or_else(|| schema.types?.only());
        named.or_else(|| {
            if is_composed || schema.shapes_object() {
                Some(Type::Object)
            } else if schema.shapes_array() {
                Some(Type::Array)
            } else if schema.pattern.is_some() || schema.format.is_some() || schema.min_length.is_some() {
                Some(Type::String)
            } else {
                None
            }
        })
    }

    /// Whether a schema that has parts is of objects.
    fn is_object(&self, id: SchemaId, depth: usize) -> bool {
        let schema = &self.schemas[id];
        let by_type = schema.types.is_some_and(|types| types.contains(Type::Object));
        let mut parts = schema
            .reference
            .iter()
            .chain(&schema.all_of)
            .chain(&schema.one_of)
            .chain(&schema.any_of);
        by_type
            || !schema.properties.is_empty()
            || depth < MAX_DEPTH && parts.any(|&part| self.is_object(part, depth + 1))
    }

    /// A value of the first branch that has one; of `oneOf`, one that no other branch takes, if there is one.
    fn branch(&mut self, schema: &Schema, name: &str, hint: Option<&Node>, depth: usize) -> Option<Node> {
        let schemas = self.schemas;
        let mut otherwise = None;
        let mut branches: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().collect();
        if let Some(chance) = &mut self.chance {
            let first = chance.below(branches.len());
            branches.rotate_left(first);
            if schemas[branches[0]]
                .types
                .is_some_and(|types| types.only() == Some(Type::Null))
            {
                return Some(Node::Null);
            }
        }
        for branch in branches {
            let Some(made) = self.make(branch, name, hint, depth + 1) else {
                continue;
            };
            let made = self.tagged(schema, branch, made);
            let takers = schema.one_of.iter().filter(|&&other| fit::fits(schemas, other, &made));
            if !made.is_null() && takers.count() <= 1 {
                return Some(made);
            }
            if otherwise.as_ref().is_none_or(Node::is_null) {
                otherwise = Some(made);
            }
        }
        otherwise
    }

    /// The value of a branch, with the tag that leads to it.
    fn tagged(&self, schema: &Schema, branch: SchemaId, mut made: Node) -> Node {
        let (Some(discriminator), Some(entries)) = (&schema.discriminator, made.as_object_mut()) else {
            return made;
        };
        let target = self.schemas[branch].reference.unwrap_or(branch);
        let mapped = discriminator
            .schemas
            .iter()
            .find(|(_, id)| **id == target || **id == branch);
        let implicit = || {
            self.schemas
                .named()
                .find(|(_, id)| *id == target)
                .map(|(name, _)| name.to_owned())
        };
        let tag = mapped.map(|(tag, _)| tag.clone()).or_else(implicit);
        if let Some(tag) = tag {
            let known = entries.get(&discriminator.property_name).and_then(Node::as_str);
            let is_mapped = known.is_some_and(|known| discriminator.schemas.get(known) == Some(&target));
            if !is_mapped && (mapped.is_some() || known.is_none()) {
                entries.insert(discriminator.property_name.clone(), Node::String(tag));
            }
        }
        made
    }

    fn object(&mut self, id: SchemaId, hint: Option<&Node>, depth: usize) -> Option<Node> {
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
        match self.extent {
            Extent::Whole | Extent::Varied { .. } if depth < MAX_OPTIONAL_DEPTH => {
                for (name, property) in optional {
                    if self.happens(2, 5) {
                        continue;
                    }
                    if let Some(value) = self.make_optional(property, name, hint(name), depth + 1) {
                        entries.insert(name.clone(), value);
                    }
                }
            }
            Extent::Whole | Extent::Varied { .. } => {
                // What may tell it from what else could stand here; or else a word, since a form has no object without one.
                let tells = |(_, id): &&(&String, SchemaId)| {
                    let schema = &self.schemas[*id];
                    schema.enum_values.is_some() || schema.constant.is_some()
                };
                let mut chosen: Vec<_> = optional.iter().filter(tells).copied().collect();
                if chosen.is_empty() && entries.is_empty() {
                    chosen.extend(optional.iter().find(|(_, id)| self.is_simple(*id, 0)));
                }
                for (name, property) in chosen {
                    if let Some(value) = self.make_optional(property, name, hint(name), depth + 1) {
                        entries.insert(name.clone(), value);
                    }
                }
                // Or else whatever there is.
                let mut others = optional.iter().filter(|_| depth < MAX_OPTIONAL_DEPTH + 3);
                while entries.is_empty() {
                    let Some((name, property)) = others.next() else { break };
                    if let Some(value) = self.make_optional(*property, name, hint(name), depth + 1) {
                        if !is_empty(&value) {
                            entries.insert((*name).clone(), value);
                        }
                    }
                }
            }
            Extent::Brief => {
                let is_shown = |(name, id): &&(&String, SchemaId)| hint(name).is_some() || is_shown(self.schemas, *id);
                let simple = |(_, id): &&(&String, SchemaId)| self.is_simple(*id, 0);
                let mut chosen: Vec<_> = optional.iter().filter(is_shown).filter(simple).take(BRIEF).collect();
                if chosen.is_empty() && entries.is_empty() {
                    chosen = optional.iter().filter(simple).collect();
                    chosen.sort_by_key(|(name, id)| !self.speaks_for_itself(name, *id));
                    chosen.truncate(BRIEF - 1);
                }
                let chosen: Vec<(&String, SchemaId)> = chosen.into_iter().copied().collect();
                for (name, property) in chosen {
                    if let Some(value) = self.make_optional(property, name, hint(name), depth + 1) {
                        entries.insert(name.clone(), value);
                    }
                }
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

    /// A value for what need not be there: none rather than one that is of several branches where it has to be of one.
    fn make_optional(&mut self, id: SchemaId, name: &str, hint: Option<&Node>, depth: usize) -> Option<Node> {
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

    fn array(&mut self, schema: &Schema, name: &str, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        for &id in &schema.prefix_items {
            items.push(self.make(id, name, None, depth + 1)?);
        }
        // Two show what a list is where one would look like no list, such as in a query.
        let usual = match self.extent {
            Extent::Whole if !schema.unique_items => schema.max_items.unwrap_or(2).clamp(1, 2),
            Extent::Varied { .. } => {
                let most = schema.max_items.map_or(3, |max| max.min(3));
                let chosen = self.chance.as_mut().map_or(0, |chance| chance.below(4));
                (chosen as u64).min(most)
            }
            Extent::Whole | Extent::Brief => 1,
        };
        let wanted = usize::try_from(schema.min_items.unwrap_or(usual).clamp(usual, 16)).unwrap_or(1);
        let shown = schema.examples.iter().find_map(|node| match node {
            Node::Array(items) => items.first(),
            _ => None,
        });
        let may_be_empty = schema.min_items.is_none_or(|min| min == 0);
        while items.len() < wanted {
            let made = match schema.items {
                Some(id) if may_be_empty => self.make_optional(id, singular(name), shown, depth + 1),
                Some(id) => self.make(id, singular(name), shown, depth + 1),
                None => Some(Node::String(singular(name).to_owned())),
            };
            match made {
                Some(made) => items.push(if schema.unique_items {
                    unlike(made, items.len())
                } else {
                    made
                }),
                // An empty list is a list, too.
                None if may_be_empty => break,
                None => return None,
            }
        }
        Some(Node::Array(items))
    }
}

/// Another value of the same kind, for lists that hold none twice.
fn unlike(value: Node, index: usize) -> Node {
    match value {
        Node::Number(Number::Int(int)) => Node::Number(Number::Int(int + index as i128)),
        // Digits stay a number, and have no zero before them.
        Node::String(text) if index > 0 => Node::String(match text.parse::<u64>() {
            Ok(number) => (number + index as u64).to_string(),
            Err(_) => format!("{text}{index}"),
        }),
        other => other,
    }
}

/// What one of several is called.
fn singular(name: &str) -> &str {
    match name.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem,
        _ => name,
    }
}

fn is_empty(node: &Node) -> bool {
    match node {
        Node::Null => true,
        Node::String(text) => text.is_empty(),
        Node::Array(items) => items.is_empty(),
        Node::Object(entries) => entries.is_empty(),
        Node::Bool(_) | Node::Number(_) => false,
    }
}

fn integer(schema: &Schema) -> Node {
    let bound = |bound: &Option<Number>, past: f64, round: fn(f64) -> f64| {
        bound.as_ref().map(|bound| round(bound.as_f64() + past))
    };
    let least = bound(&schema.minimum, 0.0, f64::ceil).or(bound(&schema.exclusive_minimum, 1.0, f64::floor));
    let most = bound(&schema.maximum, 0.0, f64::floor).or(bound(&schema.exclusive_maximum, -1.0, f64::ceil));
    let step = schema.multiple_of.as_ref().map_or(1.0, Number::as_f64);
    #[expect(clippy::cast_possible_truncation, reason = "it saturates")]
    let value = between(least, most, 1.0, step) as i128;
    Node::Number(Number::Int(value))
}

fn number(schema: &Schema) -> Node {
    let bound = |bound: &Option<Number>, past: f64| bound.as_ref().map(|bound| bound.as_f64() + past);
    let least = bound(&schema.minimum, 0.0).or(bound(&schema.exclusive_minimum, 0.5));
    let most = bound(&schema.maximum, 0.0).or(bound(&schema.exclusive_maximum, -0.5));
    let step = schema.multiple_of.as_ref().map_or(0.5, Number::as_f64);
    Node::Number(Number::Float(between(least, most, 1.5, step)))
}

/// A number near `usual` that keeps to its bounds and is so many steps.
fn between(least: Option<f64>, most: Option<f64>, usual: f64, step: f64) -> f64 {
    let mut value = usual;
    if let Some(most) = most.filter(|most| value > *most) {
        value = most;
    }
    if let Some(least) = least.filter(|least| value < *least) {
        value = least;
    }
    if step > 0.0 {
        let up = (value / step).ceil() * step;
        return if most.is_some_and(|most| up > most) {
            match (value / step).floor() * step {
                down if least.is_some_and(|least| down < least) => value,
                down => down,
            }
        } else {
            up
        };
    }
    value
}
