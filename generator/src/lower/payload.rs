//! What do requests and responses carry?

use indexmap::IndexMap;
use openapiv3::{MediaType, RequestBody, Response, Responses, StatusCode};

use super::{Lower, form, schema};
use crate::diagnostic::Code;
use crate::ir::{
    Answer, Body, BodyContent, Docs, Parameter, Payload, Role, Scalar, Shape, StatusPattern, Success, Type, TypeName,
};
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
    media_types.sort_by_key(|(name, _)| !is_json(name));
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
        _ if is_json(media_type) => BodyContent::Json(of_media(cx, media, &name), sent.to_owned()),
        "application/x-www-form-urlencoded" => {
            let styles = form::lower_styles(cx, media, at);
            BodyContent::Form(of_media(cx, media, &name), styles)
        }
        "multipart/form-data" => match form::lower_parts(cx, operation, media) {
            Some(parts) => return (BodyContent::Parts, parts),
            None => bytes(cx, media_type, at),
        },
        essence if essence.starts_with("text/") && essence != "text/*" => {
            BodyContent::Text(text(cx, media, &name), media_type.to_owned())
        }
        _ => bytes(cx, media_type, at),
    };
    (content, Vec::new())
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

/// What a call gives, and what its errors may carry.
pub(super) fn lower_responses(
    cx: &mut Lower<'_>,
    operation: &str,
    responses: &Responses,
    at: &SpecPath,
) -> (Success, Vec<(StatusPattern, Docs, Option<usize>)>) {
    let mut successes = Vec::new();
    let mut errors = Vec::new();
    let by_status = responses
        .responses
        .iter()
        .map(|(status, response)| (pattern(status), response));
    let default = responses
        .default
        .iter()
        .map(|response| (StatusPattern::Default, response));
    for (status, response) in by_status.chain(default) {
        let Some((response, at)) = cx.document.response(response, &at.child(&wire_status(status))) else {
            continue;
        };
        let role = Role::Response(wire_status(status));
        let name = TypeName::Operation {
            operation: operation.to_owned(),
            role,
        };
        match status {
            StatusPattern::Code(100..=199 | 300..=399) | StatusPattern::Range(1 | 3) => {}
            StatusPattern::Code(200..=299) | StatusPattern::Range(2) => {
                let payload = payload(cx, response, &name, &at);
                successes.push(answer(status, response, payload));
            }
            StatusPattern::Code(_) | StatusPattern::Range(_) | StatusPattern::Default => {
                let docs = Docs {
                    description: Some(response.description.clone()),
                    ..Docs::default()
                };
                if status == StatusPattern::Default && !declares_success(responses) {
                    let payload = payload(cx, response, &name, &at);
                    successes.push(answer(status, response, payload));
                }
                let body = json(&response.content).map(|media| of_media(cx, media, &name));
                let body = body.filter(|body| *body != Type::Any);
                let variant = format!("{operation}_{}", wire_status(status));
                errors.push((status, docs, body.map(|body| cx.error_body(body, variant))));
            }
        }
    }
    (combine(successes), errors)
}

/// Whether any response is one of success; if none is, `default` stands for those too.
fn declares_success(responses: &Responses) -> bool {
    responses.responses.keys().any(|status| match pattern(status) {
        StatusPattern::Code(code) => (200..300).contains(&code),
        StatusPattern::Range(range) => range == 2,
        StatusPattern::Default => false,
    })
}

fn answer(status: StatusPattern, response: &Response, payload: Payload) -> Answer {
    Answer {
        status,
        docs: Docs {
            description: Some(response.description.clone()),
            ..Docs::default()
        },
        payload,
        ident: String::new(),
    }
}

fn payload(cx: &mut Lower<'_>, response: &Response, name: &TypeName, at: &SpecPath) -> Payload {
    if let Some(media) = json(&response.content) {
        return Payload::Json(of_media(cx, media, name));
    }
    let text_of = |name: &str| essence(name).starts_with("text/") && essence(name) != "text/event-stream";
    if let Some((media_type, media)) = response.content.iter().find(|(name, _)| text_of(name)) {
        return Payload::Text(text(cx, media, name), media_type.clone());
    }
    match response.content.first() {
        None => Payload::Nothing,
        Some((media_type, _)) => {
            let is_sequence = ["event-stream", "ndjson", "jsonl", "json-seq", "xml"];
            if is_sequence.iter().any(|kind| essence(media_type).ends_with(kind)) {
                let message = format!(
                    "an answer of `{media_type}` has no typed form here; the method gives the bytes of all of it"
                );
                cx.diags.warn(Code::UnsupportedBody, at, message);
            }
            Payload::Bytes
        }
    }
}

/// One success for all that are declared, if they are the same; one that may be missing beside an empty one; else each
/// by its status, the most exact first.
fn combine(mut answers: Vec<Answer>) -> Success {
    let mut payloads: Vec<&Payload> = Vec::new();
    for answer in &answers {
        if !payloads.contains(&&answer.payload) {
            payloads.push(&answer.payload);
        }
    }
    match payloads[..] {
        [] => Success::One(Payload::Nothing),
        [only] => Success::One(only.clone()),
        [Payload::Json(ty), Payload::Nothing] | [Payload::Nothing, Payload::Json(ty)] => {
            Success::One(Payload::Json(ty.clone().or_null(true)))
        }
        _ => {
            answers.sort_by_key(|answer| answer.status);
            Success::Several {
                answers,
                ident: String::new(),
            }
        }
    }
}

/// The type of a text: what its schema says, where that is a scalar or an enum of strings.
fn text(cx: &mut Lower<'_>, media: &MediaType, name: &TypeName) -> Type {
    let schema = media.schema.as_ref().and_then(|schema| cx.document.lifted(schema));
    let ty = schema.map(|schema| schema::lower_schema(cx, schema, name).0);
    ty.filter(|ty| is_scalar(cx, ty))
        .unwrap_or(Type::Scalar(Scalar::String))
}

fn is_scalar(cx: &Lower<'_>, ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) => true,
        Type::Named(id) => match &cx.types[*id].shape {
            Shape::StringEnum(_) => true,
            Shape::Alias(of) => is_scalar(cx, of),
            Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) => false,
        },
        Type::Any | Type::Object | Type::List(_) | Type::Map(_) | Type::Option(_) | Type::Boxed(_) => false,
    }
}

/// The JSON among some media types: `application/json`, or a type of its family (RFC 6839 §3.1).
fn json(content: &IndexMap<String, MediaType>) -> Option<&MediaType> {
    content.iter().find(|(name, _)| is_json(name)).map(|(_, media)| media)
}

pub(super) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence == "*/*" || essence == "text/json" || essence.ends_with("+json")
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or(media_type)
        .trim()
        .to_ascii_lowercase()
}

fn of_media(cx: &mut Lower<'_>, media: &MediaType, name: &TypeName) -> Type {
    let schema = media.schema.as_ref().and_then(|schema| cx.document.lifted(schema));
    schema::lower_element(cx, schema, name)
}

fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        StatusCode::Range(range) => StatusPattern::Range(u8::try_from(*range).unwrap_or_default()),
    }
}

/// A status as the document spells it.
fn wire_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(range) => format!("{range}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}
