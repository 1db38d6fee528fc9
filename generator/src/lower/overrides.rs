//! Which schemas does sdk.toml give another type?
//!
//! Such a schema is rewritten to one that says so itself, before anything else is decided. A type that is written as
//! another kind of JSON than the schema allows is refused.

use super::nullability;
use crate::config::{self, Choice, Untyped, Word};
use crate::diagnostic::{Code, Diagnostics};
use crate::parse::{Schema, SchemaId, Schemas, Type};
use crate::read::node::escape;

/// Rewrites those schemas, and gives the paths of the types that nobody but sdk.toml knows.
pub(super) fn override_types(schemas: &mut Schemas, types: &config::Types, diags: &mut Diagnostics) -> Vec<String> {
    let mut foreign = Vec::new();
    for index in 0..schemas.len() {
        let Some(id) = schemas.nth(index) else { break };
        let schema = &mut schemas[id];
        if types.untyped == Untyped::Any && is_untyped(schema) {
            schema.types = Some(EVERY_TYPE.into_iter().collect());
        }
        let choice = match &schema.format {
            Some(format) => types.formats.get(format),
            None => match types_but_null(schema)[..] {
                [Type::Number] => types.number.as_ref(),
                [Type::Integer] if schema.minimum.is_none() && schema.maximum.is_none() => types.integer.as_ref(),
                _ => None,
            },
        };
        match choice {
            // A format may be of values of several types; those that cannot be meant stay as they are.
            Some(Choice::Word(word)) if fits(schema, *word) => rewrite(schema, *word),
            Some(Choice::Foreign(path)) => hold(schemas, id, number(&mut foreign, path)),
            Some(Choice::Word(_)) | None => {}
        }
    }
    for (place, choice) in &types.schemas {
        let Some(id) = find(schemas, place) else {
            let message =
                format!("`[types.schemas]` of sdk.toml names `{place}`, which is no schema of the description");
            let at = schemas.nth(0).map(|first| schemas[first].at.clone());
            if let Some(at) = at {
                diags.warn(Code::InvalidConfig, at, message);
            }
            continue;
        };
        match choice {
            Choice::Word(word) if fits(&schemas[id], *word) => rewrite(&mut schemas[id], *word),
            Choice::Word(word) => {
                let message = format!("sdk.toml makes {word:?} of this schema, whose values are of another type");
                diags.error(Code::InvalidConfig, schemas[id].at.clone(), message);
            }
            Choice::Foreign(path) => hold(schemas, id, number(&mut foreign, path)),
        }
    }
    foreign
}

/// The number of a path, which has one however often it is named.
fn number(foreign: &mut Vec<String>, path: &str) -> u32 {
    let known = foreign.iter().position(|known| known == path);
    let index = known.unwrap_or_else(|| {
        foreign.push(path.to_owned());
        foreign.len() - 1
    });
    u32::try_from(index).expect("sdk.toml names fewer types than four billion")
}

/// Leaves nothing of what a schema says of its values but whether they may be `null`: what they are, another type knows.
fn hold(schemas: &mut Schemas, id: SchemaId, index: u32) {
    let nullable = nullability::is_nullable(schemas, id);
    let any = Schema::any(schemas[id].at.clone());
    let said = std::mem::replace(&mut schemas[id], any);
    let null = nullable.then_some(Type::Null);
    schemas[id] = Schema {
        foreign: Some(index),
        // Whose values a scalar holds is one like any other to those who put schemas together.
        types: Some(null.into_iter().chain([Type::String]).collect()),
        title: said.title,
        description: said.description,
        default: said.default,
        examples: said.examples,
        deprecated: said.deprecated,
        read_only: said.read_only,
        write_only: said.write_only,
        ..Schema::any(said.at)
    };
}

/// The schema of a component, of its property, or at a JSON pointer.
fn find(schemas: &Schemas, place: &str) -> Option<SchemaId> {
    if let Some(pointer) = place.strip_prefix('#') {
        return schemas.by_pointer(pointer);
    }
    let component = |name: &str| schemas.named().find(|(key, _)| *key == name).map(|(_, id)| id);
    component(place).or_else(|| {
        let (name, property) = place.rsplit_once('.')?;
        let pointer = format!(
            "{}/properties/{}",
            schemas[component(name)?].at.pointer(),
            escape(property)
        );
        schemas.by_pointer(&pointer)
    })
}

const EVERY_TYPE: [Type; 6] = [
    Type::Null,
    Type::Boolean,
    Type::Number,
    Type::String,
    Type::Array,
    Type::Object,
];

/// Whether a schema describes what objects or lists are made of, and says by nothing else what its values are.
fn is_untyped(schema: &Schema) -> bool {
    let describes = !schema.properties.is_empty()
        || schema.additional_properties.is_some()
        || !schema.pattern_properties.is_empty()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty();
    let says = schema.types.is_some()
        || schema.constant.is_some()
        || schema.enum_values.is_some()
        || schema.reference.is_some()
        || !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.all_of.is_empty();
    describes && !says
}

fn types_but_null(schema: &Schema) -> Vec<Type> {
    let types = schema
        .types
        .into_iter()
        .flat_map(|types| types.iter().collect::<Vec<_>>());
    types.filter(|&ty| ty != Type::Null).collect()
}

/// Whether values of the schema are written as values of this type are.
fn fits(schema: &Schema, word: Word) -> bool {
    let types = types_but_null(schema);
    match word {
        Word::Any => true,
        Word::String
        | Word::Uuid
        | Word::Date
        | Word::DateTime
        | Word::Byte
        | Word::Password
        | Word::Time
        | Word::Duration
        | Word::Base64url => types == [Type::String],
        Word::Unixtime => types == [Type::Integer],
        Word::Int8
        | Word::Int16
        | Word::Int32
        | Word::Int64
        | Word::Uint8
        | Word::Uint16
        | Word::Uint32
        | Word::Uint64 => types == [Type::Integer] || types == [Type::Number],
        Word::Float | Word::Double => types == [Type::Number],
        Word::Decimal => matches!(types[..], [Type::Integer | Type::Number | Type::String]),
    }
}

fn rewrite(schema: &mut Schema, word: Word) {
    if word == Word::Any {
        let any = Schema::any(schema.at.clone());
        let said = std::mem::replace(schema, any);
        schema.title = said.title;
        schema.description = said.description;
        schema.deprecated = said.deprecated;
        return;
    }
    schema.enum_values = None;
    schema.content_encoding = (word == Word::Byte).then(|| "base64".to_owned());
    schema.format = word.format().map(str::to_owned);
}
