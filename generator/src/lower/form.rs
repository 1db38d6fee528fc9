//! Which parts does a form have?
//!
//! The properties of a `multipart/form-data` body are given one by one, like parameters: those that are binary as files,
//! the others as values. A form in a URL's coding is one value, with a style for each property that the document gives
//! one (OpenAPI 3.1, Encoding Object).

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType};

use super::parameter::query_style;
use super::{Lower, docs, examples, schema};
use crate::diagnostic::Code;
use crate::ir::{FieldStyle, Location, Parameter, Role, Style, TypeName};
use crate::parse::{Schema, SchemaId, Schemas, Type as JsonType};
use crate::read::SpecPath;

/// The parts of a multipart body; `None` where its schema is not of an object with properties.
pub(super) fn lower_parts(cx: &mut Lower<'_>, operation: &str, media: &MediaType) -> Option<Vec<Parameter>> {
    let schema = cx.document.lifted(media.schema.as_ref()?)?;
    let mut properties = Properties::default();
    properties.add(&cx.document.schemas, schema, 0);
    if properties.of.is_empty() {
        return None;
    }
    let schemas = &cx.document.schemas;
    let sent = properties
        .of
        .iter()
        .filter(|(_, property)| !schemas[**property].read_only);
    let shown = examples::shown(cx, media);
    let parts = sent.map(|(name, &property)| {
        let encoding = media.encoding.get(name);
        let required = properties.required.contains(name);
        let mut part = lower_part(cx, operation, name, property, encoding, required);
        part.example = examples::of_part(cx, property, name, &shown, required);
        part
    });
    Some(parts.collect())
}

fn lower_part(
    cx: &mut Lower<'_>,
    operation: &str,
    name: &str,
    property: SchemaId,
    encoding: Option<&Encoding>,
    required: bool,
) -> Parameter {
    let schemas = &cx.document.schemas;
    let at = schemas[property].at.clone();
    let style = match file(schemas, property, 0) {
        Some(style) => style,
        None => Style::Simple,
    };
    let docs = docs::of_property(schemas, property, name);
    if encoding.is_some_and(|encoding| !encoding.headers.is_empty()) {
        cx.diags
            .warn(Code::UnsupportedBody, &at, "the headers of a part are not sent");
    }
    // Of several content types, or a range of them, none can be told for the caller.
    let content_type = encoding.and_then(|encoding| encoding.content_type.clone());
    let content_type = content_type.filter(|content_type| !content_type.contains(['*', ',']));
    let name_of_type = TypeName::Operation {
        operation: operation.to_owned(),
        role: Role::Parameter(name.to_owned()),
    };
    Parameter {
        wire_name: name.to_owned(),
        ident: String::new(),
        docs,
        location: Location::Part,
        style,
        reserved: false,
        content_type,
        required,
        shared: None,
        ty: schema::lower_schema(cx, property, &name_of_type).0,
        example: None,
        tried_with: None,
        at,
    }
}

/// The styles that the document gives to the fields of a form in a URL's coding.
pub(super) fn lower_styles(cx: &mut Lower<'_>, media: &MediaType, at: &SpecPath) -> Vec<FieldStyle> {
    let mut styles = Vec::new();
    for (name, encoding) in &media.encoding {
        if encoding.headers.is_empty() && encoding.style.is_none() && !encoding.allow_reserved {
            let is_json = encoding.content_type.as_deref().is_some_and(super::payload::is_json);
            if is_json {
                styles.push(FieldStyle {
                    name: name.clone(),
                    style: Style::Json,
                    reserved: false,
                });
            }
            continue;
        }
        if !encoding.headers.is_empty() {
            let message = format!("the headers of `{name}` are not sent; a form has none");
            cx.diags.warn(Code::UnsupportedBody, at, message);
        }
        styles.push(FieldStyle {
            name: name.clone(),
            style: query_style(&encoding.style.clone().unwrap_or_default(), Some(encoding.explode)),
            reserved: encoding.allow_reserved,
        });
    }
    styles
}

#[derive(Default)]
struct Properties {
    of: IndexMap<String, SchemaId>,
    required: Vec<String>,
}

impl Properties {
    /// Those of a schema, of what it refers to, and of the parts of its `allOf`.
    fn add(&mut self, schemas: &Schemas, id: SchemaId, depth: usize) {
        if depth > 64 {
            return;
        }
        let schema = &schemas[id];
        for &part in schema.reference.iter().chain(&schema.all_of) {
            self.add(schemas, part, depth + 1);
        }
        self.required.extend(schema.required.iter().cloned());
        let own = schema
            .properties
            .iter()
            .map(|(name, &property)| (name.clone(), property));
        self.of.extend(own);
    }
}

/// How files are given, if the values of a schema are files: one, or a list of them.
fn file(schemas: &Schemas, id: SchemaId, depth: usize) -> Option<Style> {
    let schema = &schemas[id];
    let deeper = |id: SchemaId| (depth < 64).then(|| file(schemas, id, depth + 1)).flatten();
    if is_binary(schema) {
        return Some(Style::File);
    }
    if let Some(items) = schema.items {
        return deeper(items).map(|_| Style::Files);
    }
    if let Some(target) = schema.reference {
        return deeper(target);
    }
    // A file or `null`.
    let branches = schema.any_of.iter().chain(&schema.one_of).chain(&schema.all_of);
    let mut branches = branches.filter(|&&branch| !is_null(&schemas[branch]));
    match (branches.next(), branches.next()) {
        (Some(&only), None) => deeper(only),
        (None, _) | (Some(_), Some(_)) => None,
    }
}

/// Whether the values of a schema are files.
pub(super) fn is_file(schemas: &Schemas, id: SchemaId) -> bool {
    file(schemas, id, 0) == Some(Style::File)
}

fn is_binary(schema: &Schema) -> bool {
    schema.format.as_deref() == Some("binary")
        || (schema.content_media_type.is_some() && schema.content_encoding.is_none() && schema.content_schema.is_none())
}

fn is_null(schema: &Schema) -> bool {
    schema
        .types
        .as_ref()
        .is_some_and(|types| types.iter().eq([JsonType::Null]))
}
