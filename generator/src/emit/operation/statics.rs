//! How is what the runtime knows of an operation spelled?

use super::super::text::{Text, literal};
use crate::ir::{Operation, Payload, StatusPattern, Success};

pub(super) fn constant(operation: &Operation) -> String {
    operation.ident.to_uppercase()
}

pub(super) fn write_static(operation: &Operation) -> Text {
    let mut text = Text::default();
    let ident = constant(operation);
    text.line(
        0,
        format_args!("pub(crate) static {ident}: codegen::Operation = codegen::Operation {{"),
    );
    text.line(4, format_args!("id: {},", literal(&operation.id)));
    text.line(4, format_args!("method: {},", literal(&operation.method)));
    text.line(4, format_args!("path: {},", literal(&operation.path)));
    text.list(4, "security: &[", &spell_alternatives(&operation.security), "],");
    text.line(4, format_args!("accept: {},", literal(&accept(&operation.success))));
    let errors = operation.errors.iter().filter_map(|(status, _, body)| {
        let body = u16::try_from((*body)?).ok()?;
        Some(match status {
            StatusPattern::Code(code) => format!("(codegen::StatusPattern::Code({code}), {body})"),
            StatusPattern::Range(range) => format!("(codegen::StatusPattern::Range({range}), {body})"),
            StatusPattern::Default => format!("(codegen::StatusPattern::Default, {body})"),
        })
    });
    text.last_list(4, "errors: &[", &errors.collect::<Vec<_>>(), "],");
    text.line(0, "};");
    text
}

/// Alternatives, each of schemes that go together.
pub(in crate::emit) fn spell_security(alternatives: &[Vec<usize>]) -> String {
    format!("&[{}]", spell_alternatives(alternatives).join(", "))
}

fn spell_alternatives(alternatives: &[Vec<usize>]) -> Vec<String> {
    let schemes = |schemes: &Vec<usize>| schemes.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let alternatives = alternatives.iter();
    alternatives
        .map(|alternative| format!("&[{}]", schemes(alternative)))
        .collect()
}

/// What is sent as `Accept`: each of what may come, once.
pub(super) fn accept(success: &Success) -> String {
    let mut accept: Vec<&str> = Vec::new();
    for payload in success.payloads() {
        let media_type = match payload {
            // Whatever it has, JSON is what can be read.
            Payload::Json(_, media_type) if media_type == "*/*" => "application/json, */*;q=0.1",
            Payload::Json(_, media_type) => media_type,
            Payload::Text(_, media_type) => media_type,
            Payload::Events(_) => "text/event-stream",
            Payload::Lines(_, media_type) => media_type,
            Payload::Bytes => "*/*",
            Payload::Nothing => continue,
        };
        if !accept.contains(&media_type) {
            accept.push(media_type);
        }
    }
    match accept[..] {
        [] => "*/*".to_owned(),
        _ => accept.join(", "),
    }
}
