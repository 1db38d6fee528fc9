//! What do requests carry, and what is the type of a content?

use indexmap::IndexMap;
use openapiv3::{MediaType, RequestBody};

use super::response::{LINES, element};
use super::{Lower, examples, form, schema};
use crate::diagnostic::Code;
use crate::ir::{Body, BodyContent, Docs, Parameter, Role, Scalar, Shape, Type, TypeName};
use crate::read::SpecPath;

/// One of the bodies that an operation takes.
pub(super) struct Choice {
    /// What tells it from the first; `None` for that one.
    pub(super) variant: Option<String>,
    pub(super) body: Body,
    /// The parts of its form, if it is one.
    pub(super) parts: Vec<Parameter>,
}

/// The bodies of a request, of which each call sends one: JSON first, then in the document's order.
pub(super) fn lower_bodies(cx: &mut Lower<'_>, operation: &str, body: &RequestBody, at: &SpecPath) -> Vec<Choice> {
    let mut media_types: Vec<(&String, &MediaType)> = body.content.iter().collect();
    media_types.sort_by_key(|(name, media)| !is_json_of(cx, name, media));
    let mut choices: Vec<Choice> = Vec::new();
    for (name, media) in media_types {
        let variant = (!choices.is_empty()).then(|| variant(name));
        let (content, parts) = lower_content(cx, operation, variant.as_deref(), name, media, at);
        let is_same = |choice: &Choice| match (&choice.body.content, &content) {
            // JSON by another name.
            (BodyContent::Json(known, _), BodyContent::Json(ty, _)) => known == ty,
            _ => false,
        };
        if choices.iter().any(is_same) {
            continue;
        }
        let docs = Docs {
            description: body.description.clone(),
            ..Docs::default()
        };
        let body = Body {
            docs,
            required: body.required,
            content,
            asks_to_stream: None,
            example: examples::of_media(cx, media),
        };
        choices.push(Choice { variant, body, parts });
    }
    choices
}

fn lower_content(
    cx: &mut Lower<'_>,
    operation: &str,
    variant: Option<&str>,
    media_type: &str,
    media: &MediaType,
    at: &SpecPath,
) -> (BodyContent, Vec<Parameter>) {
    let role = match variant {
        Some(variant) => Role::Property(variant.to_owned()).within(&Role::Body),
        None => Role::Body,
    };
    let name = TypeName::Operation {
        operation: operation.to_owned(),
        role,
    };
    let sent = if media_type.contains('*') {
        "application/json"
    } else {
        media_type
    };
    let content = match essence(media_type).as_str() {
        essence if LINES.contains(&essence) => match lines(cx, media, &name) {
            Some(ty) => BodyContent::Lines(ty, sent.to_owned()),
            None => BodyContent::Bytes(sent.to_owned()),
        },
        _ if is_json_of(cx, media_type, media) => BodyContent::Json(of_media(cx, media, &name), sent.to_owned()),
        "application/x-www-form-urlencoded" => {
            let styles = form::lower_styles(cx, media, at);
            BodyContent::Form(of_media(cx, media, &name), styles)
        }
        "multipart/form-data" => match form::lower_parts(cx, operation, media) {
            Some(parts) => return (BodyContent::Parts, parts),
            None => BodyContent::Multipart(sent.to_owned()),
        },
        essence if essence.starts_with("multipart/") => BodyContent::Multipart(essence.to_owned()),
        essence if essence.starts_with("text/") && essence != "text/*" => {
            BodyContent::Text(text(cx, media, &name), media_type.to_owned())
        }
        _ => bytes(cx, media_type, at),
    };
    (content, Vec::new())
}

/// The type of each of several JSON texts. A schema that is a string speaks of their text as a whole.
fn lines(cx: &mut Lower<'_>, media: &MediaType, name: &TypeName) -> Option<Type> {
    let name = match name {
        TypeName::Operation { operation, role } => TypeName::Operation {
            operation: operation.clone(),
            role: Role::Property("line".to_owned()).within(role),
        },
        TypeName::Component(_) | TypeName::Inline { .. } | TypeName::Shared { .. } | TypeName::Input { .. } => {
            name.clone()
        }
    };
    let ty = of_media(cx, media, &name);
    (!matches!(ty, Type::Scalar(Scalar::String | Scalar::Base64))).then(|| element(cx, ty))
}

fn bytes(cx: &mut Lower<'_>, media_type: &str, at: &SpecPath) -> BodyContent {
    let essence = essence(media_type);
    let kind = essence.split('/').next().unwrap_or_default();
    let is_binary = essence == "application/octet-stream" || ["image", "audio", "video", "*"].contains(&kind);
    if !is_binary {
        let message = format!("a body of `{media_type}` has no typed form here; the method takes bytes");
        cx.diags.warn(Code::UnsupportedBody, at, message);
    }
    let is_range = media_type.contains('*');
    BodyContent::Bytes(
        if is_range {
            "application/octet-stream"
        } else {
            media_type
        }
        .to_owned(),
    )
}

/// What the method of another body than the first is called after: the last words of its media type.
fn variant(media_type: &str) -> String {
    match essence(media_type).as_str() {
        "application/x-www-form-urlencoded" => "form".to_owned(),
        "multipart/form-data" => "multipart".to_owned(),
        "text/plain" => "text".to_owned(),
        "application/octet-stream" | "*/*" => "bytes".to_owned(),
        essence => {
            let last = essence.split('/').next_back().unwrap_or_default();
            last.replace('*', "any").trim_start_matches("x-").to_owned()
        }
    }
}

/// The type of a text: what its schema says, where that is a scalar or an enum of strings.
pub(super) fn text(cx: &mut Lower<'_>, media: &MediaType, name: &TypeName) -> Type {
    let schema = media.schema.as_ref().and_then(|schema| cx.document.lifted(schema));
    let ty = schema.map(|schema| schema::lower_schema(cx, schema, name).0);
    ty.filter(|ty| is_scalar(cx, ty))
        .unwrap_or(Type::Scalar(Scalar::String))
}

fn is_scalar(cx: &Lower<'_>, ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) => true,
        Type::Named(id) => match &cx.types[*id].shape {
            Shape::Enum(_) => true,
            Shape::Alias(of) => is_scalar(cx, of),
            Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => false,
        },
        Type::Any | Type::Object | Type::List(_) | Type::Map(_) | Type::Option(_) | Type::Boxed(_) => false,
    }
}

/// The JSON among some media types: `application/json` before a type of its family (RFC 6839 §3.1), and before anything,
/// which is JSON if the schema says of which kind.
pub(super) fn json<'d>(
    cx: &Lower<'_>,
    content: &'d IndexMap<String, MediaType>,
) -> Option<(&'d String, &'d MediaType)> {
    let of_json = content.iter().filter(|(name, media)| is_json_of(cx, name, media));
    of_json.min_by_key(|(name, _)| match essence(name).as_str() {
        "application/json" => 0,
        "*/*" => 2,
        _ => 1,
    })
}

/// Whether a content is JSON. What may be of any type is bytes, unless its schema is one of values.
fn is_json_of(cx: &Lower<'_>, media_type: &str, media: &MediaType) -> bool {
    let is_of_values = || {
        let schema = media.schema.as_ref().and_then(|schema| cx.document.lifted(schema));
        schema
            .is_some_and(|schema| !cx.document.schemas[schema].is_any() && !form::is_file(&cx.document.schemas, schema))
    };
    is_json(media_type) && (essence(media_type) != "*/*" || is_of_values())
}

pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "*/*" || essence == "text/json" || essence.ends_with("+json")
}

/// A media type without its parameters.
pub(super) fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or(media_type)
        .trim()
        .to_ascii_lowercase()
}

pub(super) fn of_media(cx: &mut Lower<'_>, media: &MediaType, name: &TypeName) -> Type {
    let schema = media.schema.as_ref().and_then(|schema| cx.document.lifted(schema));
    schema::lower_element(cx, schema, name)
}
