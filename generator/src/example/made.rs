//! How is an example made of what a schema says?

use super::{Chance, Extent, fit, number, text};
use crate::parse::{Schema, SchemaId, Schemas, Type};
use crate::read::{Node, Number};

mod object;

/// How deep an example goes; a schema that has to go deeper has none.
const MAX_DEPTH: usize = 16;
/// How many schemas are looked at for one example.
const MAX_STEPS: usize = 3000;

pub(super) struct Maker<'a> {
    schemas: &'a Schemas,
    extent: Extent,
    /// What is chosen, where anything may be.
    chance: Option<Chance>,
    steps: usize,
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
            Some(Type::Integer) => Some(self.varied(schema, number::integer(schema))),
            Some(Type::Number) => Some(self.varied(schema, number::number(schema))),
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
        let property = &discriminator.property_name;
        let known = entries.get(property).and_then(Node::as_str);
        if known.is_some_and(|known| discriminator.schemas.get(known) == Some(&target)) {
            return made;
        }
        let is_known = known.is_some();
        let Some(tag) = mapped.map(|(tag, _)| tag.clone()).or_else(implicit) else {
            return made;
        };
        let before = entries.insert(property.clone(), Node::String(tag));
        // Where nothing is mapped to it, a branch that has a tag of its own keeps it.
        if mapped.is_none() && is_known && !fit::fits(self.schemas, branch, &made) {
            if let (Some(entries), Some(before)) = (made.as_object_mut(), before) {
                entries.insert(property.clone(), before);
            }
        }
        made
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
