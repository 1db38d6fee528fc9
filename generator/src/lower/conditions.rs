//! What does a schema ask of a value by another schema: `not`, `if`, `contains`, `dependentSchemas`, one alone of `oneOf`?
//!
//! Whether that other schema holds is asked of the value as it is written. No type has proved anything of it, so its rules
//! leave nothing out; where they cannot be had, nothing is asked. That is so of formats, which only annotate (Validation
//! §7.2.1), and of properties that the type at hand does not keep, or writes although they were not there.

use super::nullability;
use super::pattern;
use super::rules;
use super::shape::{self, Kind};
use crate::ir::Rule;
use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType, Types};
use crate::read::Node;

/// How many schemas the rules of one condition may be made of: they are written out wherever they are asked.
const MAX_SCHEMAS: usize = 48;

/// What holds the value of which something is asked.
#[derive(Clone)]
pub(super) enum Holder {
    /// Something that keeps whatever there is.
    Anything,
    /// The type of a schema.
    Schema(SchemaId),
    /// A struct of what several schemas say.
    Struct(Vec<SchemaId>),
    /// One of several types.
    Unclear,
}

/// Adds what a schema asks by other schemas of the values of its type.
pub(super) fn add(schemas: &Schemas, id: SchemaId, holder: &Holder, rules: &mut Vec<Rule>) {
    let schema = &schemas[id];
    let complete = |of: SchemaId, holder: &Holder| Complete::new(schemas).of(of, holder);
    if let Some(not) = schema.not.and_then(|not| complete(not, holder)) {
        rules.push(Rule::Not(not));
    }
    if let Some(condition) = schema.if_.and_then(|condition| complete(condition, holder)) {
        let branch = |of: Option<SchemaId>| of.and_then(|of| complete(of, holder)).unwrap_or_default();
        let (then, otherwise) = (branch(schema.then_), branch(schema.else_));
        if !then.is_empty() || !otherwise.is_empty() {
            rules.push(Rule::If(condition, then, otherwise));
        }
    }
    if let Some(contains) = schema
        .contains
        .and_then(|contains| complete(contains, &element(schemas, holder)))
    {
        rules.push(Rule::Contains(
            contains,
            schema.min_contains.unwrap_or(1),
            schema.max_contains,
        ));
    }
    for (name, &of) in &schema.dependent_schemas {
        if is_kept(schemas, holder, name) {
            rules.extend(complete(of, holder).map(|then| with(name, then)));
        }
    }
    if schema.one_of.len() > 1 && schema.any_of.is_empty() && schema.discriminator.is_none() {
        rules.extend(one_alone(schemas, &schema.one_of));
    }
}

/// What is asked of an object that has a property.
fn with(name: &str, then: Vec<Rule>) -> Rule {
    let is_there = vec![Rule::Types(vec!["object"]), Rule::Required(vec![name.to_owned()])];
    Rule::If(is_there, then, Vec::new())
}

/// That no two branches hold; of those for objects nothing is asked, since each type keeps properties of its own.
fn one_alone(schemas: &Schemas, branches: &[SchemaId]) -> Option<Rule> {
    let types = |&id: &SchemaId| types(schemas, id);
    let others: Vec<SchemaId> = branches
        .iter()
        .copied()
        .filter(|id| types(id).only() != Some(JsonType::Object))
        .collect();
    let is_apart = |index: usize| {
        let after = others.iter().skip(index + 1);
        after
            .flat_map(|id| types(id).iter())
            .all(|ty| !may_be(types(&others[index]), ty))
    };
    if (0..others.len()).all(is_apart) {
        return None;
    }
    let mut complete = Complete::new(schemas);
    let rules: Option<Vec<Vec<Rule>>> = others.iter().map(|&id| complete.of(id, &Holder::Unclear)).collect();
    rules.map(Rule::OneOf)
}

fn may_be(types: Types, ty: JsonType) -> bool {
    types.contains(ty)
        || (ty == JsonType::Integer && types.contains(JsonType::Number))
        || (ty == JsonType::Number && types.contains(JsonType::Integer))
}

/// The types that a schema takes, by what it says itself or what it refers to says.
fn types(schemas: &Schemas, id: SchemaId) -> Types {
    let mut id = id;
    for _ in 0..MAX_SCHEMAS {
        let schema = &schemas[id];
        match (schema.types, schema.reference) {
            (Some(types), _) => return types,
            (None, Some(target)) => id = target,
            (None, None) => break,
        }
    }
    JsonType::ALL.into_iter().collect()
}

/// What holds the elements of a list.
fn element(schemas: &Schemas, holder: &Holder) -> Holder {
    match kind(schemas, holder) {
        None | Some(Kind::Any | Kind::List(None)) => Holder::Anything,
        Some(Kind::List(Some(items))) => Holder::Schema(items),
        Some(_) => Holder::Unclear,
    }
}

/// What holds the value of a property.
fn property(schemas: &Schemas, holder: &Holder, name: &str) -> Holder {
    match kind(schemas, holder) {
        None | Some(Kind::Any | Kind::Object) => Holder::Anything,
        Some(Kind::Map(values)) => Holder::Schema(values),
        Some(Kind::Struct(_)) => declared(schemas, holder, name).map_or(Holder::Unclear, Holder::Schema),
        Some(_) => Holder::Unclear,
    }
}

/// Whether what is written has a property exactly if what was read had it.
fn is_kept(schemas: &Schemas, holder: &Holder, name: &str) -> bool {
    match kind(schemas, holder) {
        None | Some(Kind::Any | Kind::Object | Kind::Map(_)) => true,
        Some(Kind::Struct(_)) => declared(schemas, holder, name).is_some_and(|id| {
            let has_value = |schema: &Schema| schema.default.is_some() || schema.constant.is_some();
            let of_target = schemas[id].reference.is_some_and(|target| has_value(&schemas[target]));
            !has_value(&schemas[id]) && !of_target
        }),
        Some(_) => false,
    }
}

fn declared(schemas: &Schemas, holder: &Holder, name: &str) -> Option<SchemaId> {
    let parts = match holder {
        Holder::Struct(parts) => parts.clone(),
        Holder::Schema(_) => match kind(schemas, holder) {
            Some(Kind::Struct(of)) => rules::parts(schemas, &[of]),
            _ => Vec::new(),
        },
        Holder::Anything | Holder::Unclear => Vec::new(),
    };
    parts
        .iter()
        .find_map(|&part| schemas[part].properties.get(name).copied())
}

/// The kind of type that holds a value; `None` if it keeps whatever there is.
fn kind(schemas: &Schemas, holder: &Holder) -> Option<Kind> {
    match holder {
        Holder::Anything => None,
        Holder::Struct(parts) => Some(parts.first().map_or(Kind::Any, |&first| Kind::Struct(first))),
        Holder::Unclear => Some(Kind::Null),
        Holder::Schema(id) => {
            let mut id = *id;
            for _ in 0..MAX_SCHEMAS {
                match shape::of_core(schemas, &nullability::core(schemas, id)).0 {
                    Kind::Reference(target) => id = target,
                    kind => return Some(kind),
                }
            }
            Some(Kind::Null)
        }
    }
}

/// What becomes of the rules of several schemas.
type Combine = fn(Vec<Vec<Rule>>) -> Rule;

/// Reads the rules of schemas of which nothing is proved.
struct Complete<'a> {
    schemas: &'a Schemas,
    /// The schemas that are being looked at.
    above: Vec<SchemaId>,
    count: usize,
}

impl<'a> Complete<'a> {
    fn new(schemas: &'a Schemas) -> Complete<'a> {
        Complete {
            schemas,
            above: Vec::new(),
            count: 0,
        }
    }

    /// All that a schema asks of a value; `None` if it cannot be had.
    fn of(&mut self, id: SchemaId, holder: &Holder) -> Option<Vec<Rule>> {
        self.count += 1;
        if self.above.contains(&id) || self.count > MAX_SCHEMAS {
            return None;
        }
        self.above.push(id);
        let rules = self.all(id, holder);
        self.above.pop();
        rules
    }

    fn all(&mut self, id: SchemaId, holder: &Holder) -> Option<Vec<Rule>> {
        let schema = &self.schemas[id];
        let is_pattern = |pattern: &String| pattern::fault(pattern).is_none();
        if !schema
            .pattern
            .iter()
            .chain(schema.pattern_properties.keys())
            .all(is_pattern)
        {
            return None;
        }
        if schema.format.is_some() || schema.unevaluated_items.is_some() || schema.unevaluated_properties.is_some() {
            return None;
        }
        if schema.never {
            return Some(vec![Rule::Never]);
        }
        let mut rules = Vec::new();
        if let Some(types) = schema.types {
            rules.push(Rule::Types(types.iter().map(JsonType::name).collect()));
        }
        if let Some(values) = &schema.enum_values {
            rules.push(Rule::Enum(values.iter().map(Node::to_string).collect()));
        }
        rules.extend(schema.constant.iter().map(|constant| Rule::Const(constant.to_string())));
        rules::add_text(schema, true, &mut rules);
        rules::add_numbers(schema, &mut rules);
        self.add_list(schema, holder, &mut rules)?;
        self.add_object(schema, holder, &mut rules)?;
        self.add_others(schema, holder, &mut rules)?;
        Some(rules)
    }

    fn add_list(&mut self, schema: &Schema, holder: &Holder, rules: &mut Vec<Rule>) -> Option<()> {
        let of_element = element(self.schemas, holder);
        rules.extend(schema.min_items.map(Rule::MinItems));
        rules.extend(schema.max_items.map(Rule::MaxItems));
        rules.extend(schema.unique_items.then_some(Rule::UniqueItems));
        for (index, &own) in schema.prefix_items.iter().enumerate() {
            rules.push(Rule::Element(index, self.of(own, &of_element)?));
        }
        if let Some(items) = schema.items {
            rules.push(Rule::Items(self.of(items, &of_element)?));
        }
        if let Some(contains) = schema.contains {
            let least = schema.min_contains.unwrap_or(1);
            rules.push(Rule::Contains(
                self.of(contains, &of_element)?,
                least,
                schema.max_contains,
            ));
        }
        Some(())
    }

    fn add_object(&mut self, schema: &Schema, holder: &Holder, rules: &mut Vec<Rule>) -> Option<()> {
        let dependent = schema.dependent_required.iter();
        let mut names = schema
            .properties
            .keys()
            .chain(&schema.required)
            .chain(schema.dependent_schemas.keys());
        let all_kept = names.all(|name| is_kept(self.schemas, holder, name))
            && dependent
                .flat_map(|(name, others)| others.iter().chain([name]))
                .all(|name| is_kept(self.schemas, holder, name));
        let patterns = schema.patterns.as_ref();
        let by_pattern = patterns.map_or(&schema.pattern_properties, |patterns| &patterns.by_pattern);
        let others = patterns.map_or(schema.additional_properties, |patterns| patterns.others);
        let asks_of_all = !by_pattern.is_empty()
            || others.is_some()
            || schema.property_names.is_some()
            || schema.min_properties.is_some()
            || schema.max_properties.is_some();
        let keeps_all = matches!(
            kind(self.schemas, holder),
            None | Some(Kind::Any | Kind::Object | Kind::Map(_))
        );
        if !all_kept || (asks_of_all && !keeps_all) {
            return None;
        }
        for (name, &own) in &schema.properties {
            let own = self.of(own, &property(self.schemas, holder, name))?;
            rules.push(Rule::Property(name.clone(), own));
        }
        for (pattern, &own) in by_pattern {
            rules.push(Rule::Matching(pattern.clone(), self.of(own, &Holder::Unclear)?));
        }
        match others {
            Some(others) if self.schemas[others].never => rules.push(Rule::Closed),
            Some(others) => rules.push(Rule::Others(self.of(others, &property(self.schemas, holder, ""))?)),
            None => {}
        }
        if let Some(names) = schema.property_names {
            rules.push(Rule::PropertyNames(self.of(names, &Holder::Anything)?));
        }
        rules.extend(schema.min_properties.map(Rule::MinProperties));
        rules.extend(schema.max_properties.map(Rule::MaxProperties));
        if !schema.required.is_empty() {
            rules.push(Rule::Required(schema.required.clone()));
        }
        for (name, others) in &schema.dependent_required {
            rules.push(Rule::DependentRequired(name.clone(), others.clone()));
        }
        Some(())
    }

    /// Adds what is asked by other schemas.
    fn add_others(&mut self, schema: &Schema, holder: &Holder, rules: &mut Vec<Rule>) -> Option<()> {
        if let Some(target) = schema.reference {
            rules.push(Rule::AllOf(vec![self.of(target, holder)?]));
        }
        let lists: [(&[SchemaId], Combine); 3] = [
            (&schema.all_of, Rule::AllOf),
            (&schema.any_of, Rule::AnyOf),
            (&schema.one_of, |of| {
                Rule::AllOf(vec![vec![Rule::AnyOf(of.clone()), Rule::OneOf(of)]])
            }),
        ];
        for (parts, rule) in lists {
            if !parts.is_empty() {
                let parts: Option<Vec<Vec<Rule>>> = parts.iter().map(|&part| self.of(part, holder)).collect();
                rules.push(rule(parts?));
            }
        }
        if let Some(not) = schema.not {
            rules.push(Rule::Not(self.of(not, holder)?));
        }
        if let Some(condition) = schema.if_ {
            let condition = self.of(condition, holder)?;
            let mut branch = |of: Option<SchemaId>| of.map_or(Some(Vec::new()), |of| self.of(of, holder));
            let (then, otherwise) = (branch(schema.then_)?, branch(schema.else_)?);
            rules.push(Rule::If(condition, then, otherwise));
        }
        for (name, &of) in &schema.dependent_schemas {
            rules.push(with(name, self.of(of, holder)?));
        }
        Some(())
    }
}
