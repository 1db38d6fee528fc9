//! What does a schema ask of its values beyond their type?
//!
//! A type with an item of its own has the rules of its schema; whoever holds a value of any other type has the rules for
//! that value, since there is no place of its own for them. What a type rules out by itself has no rule: `required` of a
//! field that is always there, the values of an enum, the pattern of a UUID.

use super::conditions::{self, Holder};
use super::nullability::{self, Form};
use super::shape::{self, Kind};
use crate::ir::{Rule, Scalar};
use crate::parse::{Schema, SchemaId, Schemas};
use crate::read::{Node, Number};

/// How deep schemas are looked into whose types have no items of their own.
const MAX_DEPTH: usize = 32;

/// The formats that are checked where no type proves them: a schema that does not say `type: string` takes other values too.
const PROVEN: &[&str] = &["date", "date-time", "uuid"];

/// The formats of strings that are checked.
const FORMATS: &[&str] = &[
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "json-pointer",
    "regex",
    "uri",
    "uri-reference",
];

/// The rules of a type with an item of its own.
pub(super) fn of_item(schemas: &Schemas, id: SchemaId, kind: &Kind) -> Vec<Rule> {
    let mut rules = Vec::new();
    let of = match kind {
        Kind::Struct(of) => {
            rules = of_struct(schemas, &[*of]);
            *of
        }
        Kind::Tuple(of) | Kind::Union(of, _) | Kind::Types(of, _) => {
            add_own(schemas, *of, None, &mut vec![*of], &mut rules);
            conditions::add(schemas, *of, &Holder::Unclear, &mut rules);
            *of
        }
        // An enum keeps what it does not know, and says so; the structs of variants have the rules.
        Kind::Enum(..) | Kind::Variants { .. } => return rules,
        Kind::Any | Kind::Null | Kind::Reference(_) | Kind::Scalar(_) | Kind::Object | Kind::Map(_) | Kind::List(_) => {
            return of_value(schemas, id);
        }
    };
    if of != id {
        add_own(schemas, id, None, &mut vec![id], &mut rules);
        conditions::add(schemas, id, &Holder::Schema(id), &mut rules);
    }
    rules
}

/// The rules of a struct of what several schemas say.
pub(super) fn of_struct(schemas: &Schemas, of: &[SchemaId]) -> Vec<Rule> {
    let parts = parts(schemas, of);
    let holder = match parts.iter().any(|&part| schemas[part].additional_properties.is_some()) {
        // What else there is of properties is not known one by one.
        true => Holder::Unclear,
        false => Holder::Struct(parts.clone()),
    };
    let mut rules = Vec::new();
    for &part in &parts {
        add_own(schemas, part, None, &mut vec![part], &mut rules);
        conditions::add(schemas, part, &holder, &mut rules);
    }
    let is_declared = |name: &String| parts.iter().any(|&part| schemas[part].properties.contains_key(name));
    for rule in &mut rules {
        if let Rule::Required(names) = rule {
            names.retain(|name| !is_declared(name));
        }
    }
    let mut seen: Vec<Rule> = Vec::new();
    for rule in rules {
        if rule != Rule::Required(Vec::new()) && !seen.contains(&rule) {
            seen.push(rule);
        }
    }
    seen
}

/// The schemas that several are made of, through references and `allOf`.
pub(super) fn parts(schemas: &Schemas, of: &[SchemaId]) -> Vec<SchemaId> {
    let mut parts = Vec::new();
    of.iter().for_each(|&id| add_parts(schemas, id, &mut parts));
    parts
}

fn add_parts(schemas: &Schemas, id: SchemaId, parts: &mut Vec<SchemaId>) {
    if parts.contains(&id) {
        return;
    }
    parts.push(id);
    let schema = &schemas[id];
    for &part in schema.reference.iter().chain(&schema.all_of) {
        add_parts(schemas, part, parts);
    }
}

/// The rules that whoever holds a value of this schema has for it.
pub(super) fn of_value(schemas: &Schemas, id: SchemaId) -> Vec<Rule> {
    let mut rules = Vec::new();
    add_value(schemas, id, &mut Vec::new(), &mut rules);
    rules
}

/// `above` are the schemas that are being looked at.
fn add_value(schemas: &Schemas, id: SchemaId, above: &mut Vec<SchemaId>, rules: &mut Vec<Rule>) {
    if above.contains(&id) || above.len() > MAX_DEPTH {
        return;
    }
    let core = nullability::core(schemas, id);
    let (kind, _) = shape::of_core(schemas, &core);
    if kind.is_item() {
        return;
    }
    above.push(id);
    add_own(schemas, id, Some(&kind), above, rules);
    conditions::add(schemas, id, &Holder::Schema(id), rules);
    match core.form {
        Form::Reference(target) if schemas[id].reference == Some(target) => add_value(schemas, target, above, rules),
        Form::Own(inner) if inner == id => {}
        Form::Reference(_) | Form::Own(_) | Form::Union(..) | Form::Null | Form::Endless => {
            let (_, branches) = nullability::branches(schemas, &schemas[id]);
            if let [only] = branches[..] {
                add_value(schemas, only, above, rules);
            }
        }
    }
    above.pop();
}

/// Adds what a schema says itself; of a type with an item of its own, there is no `kind`.
fn add_own(schemas: &Schemas, id: SchemaId, kind: Option<&Kind>, above: &mut Vec<SchemaId>, rules: &mut Vec<Rule>) {
    let schema = &schemas[id];
    // What is written of these is not always what was read.
    let is_text = match kind {
        Some(Kind::Scalar(scalar)) => matches!(
            scalar,
            Scalar::String | Scalar::Base64 | Scalar::Password | Scalar::Text(_)
        ),
        Some(_) | None => true,
    };
    if is_text {
        add_text(schema, matches!(kind, Some(Kind::Scalar(_))), rules);
    }
    add_numbers(schema, rules);
    if let Some(values) = &schema.enum_values {
        if kind.is_some() {
            rules.push(Rule::Enum(values.iter().map(Node::to_string).collect()));
        }
    }
    if let (Some(constant), true) = (&schema.constant, kind.is_some()) {
        rules.push(Rule::Const(constant.to_string()));
    }
    let mut nested = |id: SchemaId| {
        let mut rules = Vec::new();
        add_value(schemas, id, above, &mut rules);
        rules
    };
    rules.extend(schema.min_items.map(Rule::MinItems));
    rules.extend(schema.max_items.map(Rule::MaxItems));
    rules.extend(schema.unique_items.then_some(Rule::UniqueItems));
    let items = schema.items.map(&mut nested).unwrap_or_default();
    for (index, &element) in schema.prefix_items.iter().enumerate() {
        let own = nested(element);
        if !own.is_empty() || !items.is_empty() {
            rules.push(Rule::Element(index, own));
        }
    }
    if !items.is_empty() {
        rules.push(Rule::Items(items));
    }
    add_object(schema, &mut nested, kind.is_none(), rules);
    if let Some(patterns) = &schema.patterns {
        for (pattern, values) in &patterns.by_pattern {
            rules.push(Rule::Matching(pattern.clone(), nested(*values)));
        }
        match patterns.others {
            Some(others) if schemas[others].never => {
                rules.push(Rule::Closed);
                // Properties that the schema names are none of the others.
                if kind.is_some() {
                    let names = schema.properties.keys();
                    rules.extend(names.map(|name| Rule::Property(name.clone(), Vec::new())));
                }
            }
            Some(others) => add_others(nested(others), rules),
            None => {}
        }
    } else if let Some(others) = schema.additional_properties.or(schema.unevaluated_properties) {
        add_others(nested(others), rules);
    }
}

fn add_others(others: Vec<Rule>, rules: &mut Vec<Rule>) {
    if !others.is_empty() {
        rules.push(Rule::Others(others));
    }
}

pub(super) fn add_text(schema: &Schema, is_scalar: bool, rules: &mut Vec<Rule>) {
    let before = rules.len();
    rules.extend(schema.min_length.map(Rule::MinLength));
    rules.extend(schema.max_length.map(Rule::MaxLength));
    rules.extend(schema.pattern.clone().map(Rule::Pattern));
    let is_checked = |format: &&str| FORMATS.contains(format) || (!is_scalar && PROVEN.contains(format));
    let format = schema.format.as_deref().filter(is_checked);
    rules.extend(format.map(|format| Rule::Format(format.to_owned())));
    if rules.len() > before && schema.format.as_deref() == Some("password") {
        rules.push(Rule::Secret);
    }
}

pub(super) fn add_numbers(schema: &Schema, rules: &mut Vec<Rule>) {
    let text = |bound: &Option<Number>| bound.as_ref().and_then(json_number);
    rules.extend(text(&schema.minimum).map(Rule::Minimum));
    rules.extend(text(&schema.maximum).map(Rule::Maximum));
    rules.extend(text(&schema.exclusive_minimum).map(Rule::ExclusiveMinimum));
    rules.extend(text(&schema.exclusive_maximum).map(Rule::ExclusiveMaximum));
    rules.extend(text(&schema.multiple_of).map(Rule::MultipleOf));
}

/// A number as JSON spells it; YAML has more ways.
fn json_number(number: &Number) -> Option<String> {
    let text = number.to_string().replace('_', "");
    let text = text.strip_prefix('+').unwrap_or(&text).to_owned();
    serde_json::from_str::<serde_json::Number>(&text)
        .is_ok()
        .then_some(text)
}

fn add_object(schema: &Schema, nested: &mut dyn FnMut(SchemaId) -> Vec<Rule>, is_item: bool, rules: &mut Vec<Rule>) {
    for (name, &property) in &schema.properties {
        let own = nested(property);
        if !own.is_empty() {
            rules.push(Rule::Property(name.clone(), own));
        }
    }
    rules.extend(schema.min_properties.map(Rule::MinProperties));
    rules.extend(schema.max_properties.map(Rule::MaxProperties));
    if !schema.required.is_empty() {
        rules.push(Rule::Required(schema.required.clone()));
    }
    for (name, others) in &schema.dependent_required {
        if !others.is_empty() {
            rules.push(Rule::DependentRequired(name.clone(), others.clone()));
        }
    }
    let of_names = schema.property_names.map(nested).unwrap_or_default();
    // The names of a closed struct are its own.
    let keeps_others = !is_item || schema.additional_properties.is_some();
    if !of_names.is_empty() && keeps_others {
        rules.push(Rule::PropertyNames(of_names));
    }
}
