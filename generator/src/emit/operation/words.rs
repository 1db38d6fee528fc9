//! What does rustdoc say of an operation?

use super::super::{Emit, docs, example};
use super::body::media_type;
use crate::ir::{CallVariant, Operation, StatusPattern};

pub(super) fn docs(cx: &Emit<'_>, operation: &Operation) -> docs::Docs {
    let mut lines = docs::operation_lines(operation);
    match &operation.variant {
        Some(CallVariant::Body(_)) => {
            let media_type = operation.body.as_ref().map_or("", |body| media_type(&body.content));
            lines.push(String::new());
            lines.push(format!("The body is sent as {}.", docs::code(media_type)));
        }
        Some(CallVariant::Stream) => {
            lines.push(String::new());
            let is_asked = operation
                .body
                .as_ref()
                .is_some_and(|body| body.asks_to_stream.is_some());
            lines.push(match is_asked {
                true => "The answer comes as a stream, which `stream` of the body is set for.".to_owned(),
                false => "The answer comes as a stream.".to_owned(),
            });
        }
        None => {}
    }
    if operation.key.as_ref().is_some_and(|key| !key.is_argument) {
        lines.push(String::new());
        lines.push("Unless it is given one, each call gets an idempotency key, and may be attempted again.".to_owned());
    }
    if operation.is_repeatable {
        lines.push(String::new());
        lines.push("It may be done twice, and so a call may be attempted again.".to_owned());
    }
    let required = operation.parameters.iter().filter(|parameter| parameter.is_argument());
    let described: Vec<String> = required
        .filter_map(|parameter| {
            let words = docs::said_in_line(&parameter.docs);
            (!words.is_empty()).then(|| format!("* `{}`: {words}", parameter.ident))
        })
        .collect();
    let body = operation.body.iter().filter_map(|body| {
        let words = docs::said_in_line(&body.docs);
        (!words.is_empty()).then(|| format!("* `body`: {words}"))
    });
    let described: Vec<String> = described.into_iter().chain(body).collect();
    if !described.is_empty() {
        lines.push(String::new());
        lines.extend(described);
    }
    let example = example::lines(cx, operation);
    if !example.is_empty() {
        lines.push(String::new());
        lines.extend(example);
    }
    lines.push(String::new());
    lines.push("# Errors".to_owned());
    for (status, words, body) in &operation.errors {
        let status = match status {
            StatusPattern::Code(code) => format!("`{code}`"),
            StatusPattern::Range(range) => format!("`{range}XX`"),
            StatusPattern::Default => "Any other status".to_owned(),
        };
        let words = docs::said_in_line(words);
        let body = body.map(|index| {
            let ident = &cx.api.error_bodies[index].ident;
            format!(", as [`ErrorBody::{ident}`](super::ErrorBody::{ident})")
        });
        let separator = if words.is_empty() { "" } else { ": " };
        lines.push(format!(
            "* {status}{separator}{}{}",
            words.trim_end_matches('.'),
            body.unwrap_or_default()
        ));
    }
    if operation.errors.is_empty() {
        lines.push("When no answer comes, or one that is not of success.".to_owned());
    }
    docs::Docs::new(lines, operation.docs.deprecated)
}
