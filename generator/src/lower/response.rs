//! What does a call give, and what may its errors carry?

use openapiv3::{Response, Responses, StatusCode};

use super::payload::{essence, json, of_media, text};
use super::{Lower, examples, headers};
use crate::diagnostic::Code;
use crate::ir::{Answer, Declared, Docs, Payload, Role, Shape, StatusPattern, Success, Type, TypeName};
use crate::read::SpecPath;

/// What is declared for an error: its status, its words, and the index of its body.
pub(super) type ErrorResponse = (StatusPattern, Docs, Option<usize>);

/// What an operation may be answered with.
pub(super) struct Lowered {
    pub(super) success: Success,
    /// The same as a stream, where the document offers it as both.
    pub(super) stream: Option<Payload>,
    pub(super) errors: Vec<ErrorResponse>,
    pub(super) declared: Vec<Declared>,
    /// An answer of success that the document shows.
    pub(super) shown: Option<(u16, String)>,
}

/// What a call gives, and what its errors may carry.
pub(super) fn lower_responses(cx: &mut Lower<'_>, operation: &str, responses: &Responses, at: &SpecPath) -> Lowered {
    let mut successes = Vec::new();
    let mut stream = None;
    let mut errors = Vec::new();
    let mut declared = Vec::new();
    let mut shown = None;
    let by_status = responses
        .responses
        .iter()
        .map(|(status, response)| (pattern(status), response));
    let default = responses
        .default
        .iter()
        .map(|response| (StatusPattern::Default, response));
    for (status, response) in by_status.chain(default) {
        let Some((response, at)) = cx.document.response(response, &at.child(&status.spelled())) else {
            continue;
        };
        let role = Role::Response(status.spelled());
        let name = TypeName::Operation {
            operation: operation.to_owned(),
            role,
        };
        let mut carried = Payload::Bytes;
        match status {
            StatusPattern::Code(100..=199 | 300..=399) | StatusPattern::Range(1 | 3) => {}
            StatusPattern::Code(200..=299) | StatusPattern::Range(2) => {
                let payload = payload(cx, response, &name);
                carried = payload.clone();
                shown = shown.or_else(|| shown_of(cx, status, response, &payload));
                if !is_stream(&payload) {
                    stream = stream.or_else(|| stream_of(cx, response, &name));
                }
                successes.push((answer(status, response, payload), at.clone()));
            }
            StatusPattern::Code(_) | StatusPattern::Range(_) | StatusPattern::Default => {
                let docs = Docs {
                    description: Some(response.description.clone()),
                    ..Docs::default()
                };
                if status == StatusPattern::Default && !declares_success(responses) {
                    let payload = payload(cx, response, &name);
                    successes.push((answer(status, response, payload), at.clone()));
                }
                let body = json(cx, &response.content)
                    .map(|(media_type, media)| (of_media(cx, media, &name), asked_for(media_type)));
                carried = body
                    .clone()
                    .map_or(carried, |(body, media_type)| Payload::Json(body, media_type));
                let body = body.map(|(body, _)| body);
                let body = body.filter(|body| *body != Type::Any);
                let variant = format!("{operation}_{}", status.spelled());
                errors.push((status, docs, body.map(|body| cx.error_body(body, variant, &at))));
            }
        }
        let contents = contents(response, &carried);
        let headers = headers::of_response(cx, response);
        declared.push(Declared {
            at,
            status,
            contents,
            headers,
        });
    }
    Lowered {
        success: combine(cx, successes),
        stream,
        errors,
        declared,
        shown,
    }
}

/// The first value that the document shows of an answer of JSON.
fn shown_of(cx: &Lower<'_>, status: StatusPattern, response: &Response, payload: &Payload) -> Option<(u16, String)> {
    let Payload::Json(..) = payload else { return None };
    let (_, media) = json(cx, &response.content)?;
    let status = match status {
        StatusPattern::Code(code) => code,
        StatusPattern::Range(_) | StatusPattern::Default => 200,
    };
    Some((status, examples::of_answer(cx, media)?.to_string()))
}

/// The media types of an answer, of which one is read as what it carries.
fn contents(response: &Response, carried: &Payload) -> Vec<(String, Payload)> {
    let read = match carried {
        Payload::Json(_, media_type) => response.content.keys().find(|name| asked_for(name) == *media_type),
        Payload::Events(_) => response.content.keys().find(|name| essence(name) == EVENT_STREAM),
        Payload::Lines(_, media_type) => Some(media_type),
        Payload::Text(..) | Payload::Bytes | Payload::Nothing => None,
    };
    let of = |name: &String| match read == Some(name) {
        true => (name.clone(), carried.clone()),
        false => (name.clone(), Payload::Bytes),
    };
    response.content.keys().map(of).collect()
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

/// What an answer carries: JSON if it can, text, a stream, or bytes.
fn payload(cx: &mut Lower<'_>, response: &Response, name: &TypeName) -> Payload {
    if let Some((media_type, media)) = json(cx, &response.content) {
        return Payload::Json(of_media(cx, media, name), asked_for(media_type));
    }
    let text_of = |name: &str| essence(name).starts_with("text/") && essence(name) != EVENT_STREAM;
    if let Some((media_type, media)) = response.content.iter().find(|(name, _)| text_of(name)) {
        return Payload::Text(text(cx, media, name), media_type.clone());
    }
    if let Some(stream) = stream_of(cx, response, name) {
        return stream;
    }
    match response.content.is_empty() {
        true => Payload::Nothing,
        false => Payload::Bytes,
    }
}

/// A media type as it is asked for: all JSON is in UTF-8 (RFC 8259 §8.1), whatever its type says of that.
fn asked_for(media_type: &str) -> String {
    let parts = media_type.split(';').map(str::trim);
    let parts = parts.filter(|part| !part.to_ascii_lowercase().starts_with("charset="));
    parts.collect::<Vec<_>>().join("; ")
}

const EVENT_STREAM: &str = "text/event-stream";

/// JSON texts one after the other, each in a line or a record.
pub(super) const LINES: &[&str] = &[
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/json-lines",
    "application/ndjson",
    "application/x-ndjson",
    "application/stream+json",
    "application/x-json-stream",
    "application/json-seq",
    "application/geo+json-seq",
];

fn stream_of(cx: &mut Lower<'_>, response: &Response, name: &TypeName) -> Option<Payload> {
    for (media_type, media) in &response.content {
        let (role, is_events) = match essence(media_type).as_str() {
            EVENT_STREAM => ("event", true),
            essence if LINES.contains(&essence) => ("line", false),
            _ => continue,
        };
        let name = match name {
            TypeName::Operation { operation, role: outer } => TypeName::Operation {
                operation: operation.clone(),
                role: Role::Property(role.to_owned()).within(outer),
            },
            TypeName::Component(_) | TypeName::Inline { .. } | TypeName::Shared { .. } | TypeName::Input { .. } => {
                name.clone()
            }
        };
        let ty = of_media(cx, media, &name);
        return Some(match is_events {
            true => Payload::Events(element(cx, ty)),
            false => Payload::Lines(element(cx, ty), media_type.clone()),
        });
    }
    None
}

/// The schema of a sequence may be that of the list of its elements (OpenAPI 3.2, "Sequential Media Types").
pub(super) fn element(cx: &Lower<'_>, ty: Type) -> Type {
    match ty {
        Type::List(of) => *of,
        Type::Named(id) => match &cx.types[id].shape {
            Shape::Alias(of @ (Type::List(_) | Type::Named(_))) => element(cx, of.clone()),
            Shape::Alias(_)
            | Shape::Struct(_)
            | Shape::Enum(_)
            | Shape::Union(_)
            | Shape::Newtype(_)
            | Shape::Tuple(_) => ty,
        },
        ty => ty,
    }
}

fn is_stream(payload: &Payload) -> bool {
    match payload {
        Payload::Events(_) | Payload::Lines(..) => true,
        Payload::Json(..) | Payload::Text(..) | Payload::Bytes | Payload::Nothing => false,
    }
}

/// Whether both are read as the same: JSON by any name.
fn is_same(one: &Payload, other: &Payload) -> bool {
    match (one, other) {
        (Payload::Json(one, _), Payload::Json(other, _)) => one == other,
        _ => one == other,
    }
}

/// One success for all that are declared, if they are the same; one that may be missing beside an empty one; else each
/// by its status, the most exact first.
fn combine(cx: &mut Lower<'_>, successes: Vec<(Answer, SpecPath)>) -> Success {
    let (mut answers, places): (Vec<Answer>, Vec<SpecPath>) = successes.into_iter().unzip();
    let mut payloads: Vec<&Payload> = Vec::new();
    for answer in &answers {
        if !payloads.iter().any(|known| is_same(known, &answer.payload)) {
            payloads.push(&answer.payload);
        }
    }
    match payloads[..] {
        [] => Success::One(Payload::Nothing),
        [only] => Success::One(only.clone()),
        [Payload::Json(ty, media_type), Payload::Nothing] | [Payload::Nothing, Payload::Json(ty, media_type)] => {
            Success::One(Payload::Json(ty.clone().or_null(true), media_type.clone()))
        }
        _ => {
            for (answer, at) in answers.iter_mut().zip(&places) {
                if is_stream(&answer.payload) {
                    let message = "an answer that comes as a stream stands beside others; the method gives the bytes of \
                                   all of it";
                    cx.diags.warn(Code::UnsupportedBody, at, message.to_owned());
                    answer.payload = Payload::Bytes;
                }
            }
            answers.sort_by_key(|answer| answer.status);
            Success::Several {
                answers,
                ident: String::new(),
            }
        }
    }
}

fn pattern(status: &StatusCode) -> StatusPattern {
    match status {
        StatusCode::Code(code) => StatusPattern::Code(*code),
        StatusCode::Range(range) => StatusPattern::Range(u8::try_from(*range).unwrap_or_default()),
    }
}
