//! What does the document say of a thing, in words?

use crate::ir::Docs;
use crate::ir::docs::code_span;
use crate::parse::{Document, Schema, SchemaId, Schemas};

/// The words of a schema of this name.
pub(super) fn of_schema(schema: &Schema, name: &str) -> Docs {
    let says_the_name = |title: &&String| squash(title) == squash(name);
    Docs {
        summary: schema.title.as_ref().filter(|title| !says_the_name(title)).cloned(),
        description: schema.description.clone(),
        facts: facts(schema),
        deprecated: schema.deprecated,
    }
}

/// The words of a property: its own, and the facts of the one branch beside `null`.
pub(super) fn of_property(schemas: &Schemas, id: SchemaId, name: &str) -> Docs {
    let schema = &schemas[id];
    let mut docs = of_schema(schema, name);
    if schema.any_of.len() + schema.one_of.len() <= 2 {
        for &branch in schema.any_of.iter().chain(&schema.one_of) {
            docs.facts.splice(0..0, facts(&schemas[branch]));
        }
    }
    // Where there is a description, a title is no more than the name in other words.
    if docs.description.is_some() {
        docs.summary = None;
    }
    docs
}

/// The letters and digits of a name, by which FastAPI's titles are known: they are made of it.
fn squash(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The words of a tag.
pub(super) fn of_tag(document: &Document, tag: &str) -> Docs {
    let known = document.openapi.tags.iter().find(|known| known.name == tag);
    Docs {
        description: known.and_then(|tag| tag.description.clone()),
        ..Docs::default()
    }
}

/// What the schema says and the type does not show.
fn facts(schema: &Schema) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(count(schema.min_length, schema.max_length, ["character", "characters"]));
    let bounds = [
        (&schema.minimum, "At least"),
        (&schema.exclusive_minimum, "More than"),
        (&schema.maximum, "At most"),
        (&schema.exclusive_maximum, "Less than"),
        (&schema.multiple_of, "A multiple of"),
    ];
    for (bound, words) in bounds {
        facts.extend(bound.as_ref().map(|bound| format!("{words} {bound}.")));
    }
    facts.extend(count(schema.min_items, schema.max_items, ["element", "elements"]));
    facts.extend(schema.unique_items.then(|| "No two elements are equal.".to_owned()));
    let properties = ["property", "properties"];
    facts.extend(count(schema.min_properties, schema.max_properties, properties));
    for (name, others) in schema
        .dependent_required
        .iter()
        .filter(|(_, others)| !others.is_empty())
    {
        facts.push(format!("{} comes with {}.", code_span(name), listed(others)));
    }
    if let Some(pattern) = &schema.pattern {
        facts.push(format!("Matches {}.", code_span(pattern)));
    }
    if let Some(format) = &schema.format {
        if !matches!(
            format.as_str(),
            "uuid"
                | "date"
                | "date-time"
                | "time"
                | "duration"
                | "unixtime"
                | "base64url"
                | "byte"
                | "password"
                | "decimal"
                | "int8"
                | "int16"
                | "int32"
                | "int64"
                | "uint8"
                | "uint16"
                | "uint32"
                | "uint64"
                | "double"
                | "float"
        ) {
            facts.push(format!("Format {}.", code_span(format)));
        }
    }
    let judging = [
        ("not", schema.not.is_some()),
        ("if", schema.if_.is_some()),
        ("contains", schema.contains.is_some()),
        ("dependentSchemas", !schema.dependent_schemas.is_empty()),
        ("propertyNames", schema.property_names.is_some()),
        ("unevaluatedItems", schema.unevaluated_items.is_some()),
        ("unevaluatedProperties", schema.unevaluated_properties.is_some()),
    ];
    let judging = judging.iter().filter(|(_, is_there)| *is_there);
    let judging: Vec<String> = judging.map(|(keyword, _)| code_span(keyword)).collect();
    if !judging.is_empty() {
        facts.push(format!("The schema asks more of a value, by {}.", judging.join(", ")));
    }
    if schema.read_only && !schema.write_only {
        facts.push("Only the server sets it.".to_owned());
    }
    if schema.write_only && !schema.read_only {
        facts.push("The server never shows it.".to_owned());
    }
    facts.extend(
        schema
            .default
            .as_ref()
            .map(|default| format!("{} when absent.", code_span(&default.to_string()))),
    );
    facts
}

/// Names as a sentence lists them: `a`, `b` and `c`.
fn listed(names: &[String]) -> String {
    let mut spans: Vec<String> = names.iter().map(|name| code_span(name)).collect();
    let last = spans.pop().unwrap_or_default();
    if spans.is_empty() {
        return last;
    }
    format!("{} and {last}", spans.join(", "))
}

/// How many there are: `At least 1 element.`
fn count(least: Option<u64>, most: Option<u64>, [one, many]: [&str; 2]) -> Option<String> {
    let counted = |count: u64| format!("{count} {}", if count == 1 { one } else { many });
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => format!("{}.", counted(least)),
        (Some(least), Some(most)) => format!("{least} to {}.", counted(most)),
        (Some(least), None) => format!("At least {}.", counted(least)),
        (None, Some(most)) => format!("At most {}.", counted(most)),
        (None, None) => return None,
    })
}
