//! What do requests and responses carry?

use indexmap::IndexMap;
use openapiv3::{MediaType, RequestBody, Response, Responses, StatusCode};

use super::{Lower, schema};
use crate::diagnostic::Code;
use crate::ir::{Body, BodyContent, Docs, Role, StatusPattern, Success, Type, TypeName};
use crate::read::SpecPath;

/// The body of a request.
pub(super) fn lower_body(cx: &mut Lower<'_>, operation: &str, body: &RequestBody, at: &SpecPath) -> Option<Body> {
    let name = TypeName::Operation {
        operation: operation.to_owned(),
        role: Role::Body,
    };
    let content = match json(&body.content) {
        Some(media) => BodyContent::Json(media_type(cx, media, &name)),
        None => {
            let (media_type, _) = body.content.first()?;
            cx.diags.warn(
                Code::UnsupportedBody,
                at,
                format!("a body of `{media_type}` has no typed form here; the method takes bytes"),
            );
            BodyContent::Bytes(media_type.clone())
        }
    };
    if body.content.len() > 1 {
        let others: Vec<_> = body.content.keys().map(String::as_str).collect();
        cx.diags.warn(
            Code::UnsupportedBody,
            at,
            format!("of several media types ({}), one is sent", others.join(", ")),
        );
    }
    Some(Body {
        docs: Docs {
            description: body.description.clone(),
            ..Docs::default()
        },
        required: body.required,
        content,
    })
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
                successes.push((success(cx, response, &name, &at), at));
            }
            StatusPattern::Code(_) | StatusPattern::Range(_) | StatusPattern::Default => {
                let docs = Docs {
                    description: Some(response.description.clone()),
                    ..Docs::default()
                };
                let body = json(&response.content).map(|media| media_type(cx, media, &name));
                let body = body.filter(|body| *body != Type::Any);
                let variant = format!("{operation}_{}", wire_status(status));
                errors.push((status, docs, body.map(|body| cx.error_body(body, variant))));
            }
        }
    }
    (only(cx, successes), errors)
}

fn success(cx: &mut Lower<'_>, response: &Response, name: &TypeName, at: &SpecPath) -> Success {
    if let Some(media) = json(&response.content) {
        return Success::Json(media_type(cx, media, name));
    }
    match response.content.first() {
        None => Success::Nothing,
        Some((media_type, _)) => {
            cx.diags.warn(
                Code::UnsupportedBody,
                at,
                format!("an answer of `{media_type}` has no typed form here; the method gives bytes"),
            );
            Success::Bytes
        }
    }
}

/// One success for all that are declared: the same one, or, where they differ, a JSON value.
fn only(cx: &mut Lower<'_>, successes: Vec<(Success, SpecPath)>) -> Success {
    let mut bodies = successes
        .into_iter()
        .filter(|(success, _)| !matches!(success, Success::Nothing));
    let Some((first, _)) = bodies.next() else {
        return Success::Nothing;
    };
    for (other, at) in bodies {
        match (&first, &other) {
            (Success::Json(first), Success::Json(other)) if first == other => {}
            (Success::Bytes, Success::Bytes) => {}
            _ => {
                cx.diags.warn(
                    Code::UnsupportedResponse,
                    &at,
                    "several successes with different bodies have no typed form here; the call gives a JSON value",
                );
                return Success::Json(Type::Any);
            }
        }
    }
    first
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

fn media_type(cx: &mut Lower<'_>, media: &MediaType, name: &TypeName) -> Type {
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
