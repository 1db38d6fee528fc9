//! How is an operation spelled?
//!
//! Three parts: a static that says what it is, a method that takes what is required, and a request with a setter
//! for the rest. The runtime does the work.

mod answers;
mod body;
mod parameter;
mod statics;
mod words;

use std::path::PathBuf;

use quote::{format_ident, quote};

use super::docs::Docs;
use super::file::{Item, Module};
use super::text::{Call, Text, literal};
use super::{Emit, allow, pagination, runtime_paths, table, ty};
use crate::ir::{Operation, Pages, Payload, Success};
use answers::{emit_answers, spell_payload};
use body::{body_argument, write_body_setter};
use parameter::{call, shared_call, write_parameter_setter};
pub(super) use parameter::{parameter_argument, style};
pub(super) use statics::spell_security;
use statics::{constant, write_static};

/// The module of the operations without a tag; their methods stand on the client.
pub(super) fn emit_untagged(cx: &Emit<'_>) -> Option<Module> {
    let mut items = vec![Item::Rust(runtime_paths::import())];
    for operation in untagged(cx) {
        emit_request(cx, operation, &mut items);
    }
    (items.len() > 1).then(|| Module {
        path: PathBuf::from("operations.rs"),
        docs: vec!["The operations without a tag.".to_owned()],
        items,
    })
}

pub(super) fn untagged<'a>(cx: &Emit<'a>) -> impl Iterator<Item = &'a Operation> {
    cx.api
        .operations
        .iter()
        .filter(|operation| operation.presence.is_in() && operation.tags.is_empty())
}

/// The method that begins a call. `home` is where the request's struct is, as seen from the method; `cfg` a line above all.
pub(super) fn write_method(cx: &Emit<'_>, operation: &Operation, home: &str, cfg: Option<String>) -> Text {
    let mut arguments = vec!["&self".to_owned()];
    let mut calls: Vec<Call> = operation.parameters.iter().filter_map(shared_call).collect();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.is_argument()) {
        let (argument, value) = parameter_argument(cx, parameter);
        arguments.push(format!("{}: {argument}", parameter.ident));
        calls.push(call(parameter, value));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        match body_argument(cx, body) {
            Some((argument, call)) => {
                arguments.push(argument);
                calls.push(call);
            }
            // Its parts are among the parameters, of which none may be required.
            None => calls.insert(0, Call::new(".multipart", [])),
        }
    }
    calls.extend(repetition(operation));
    let required = operation.parameters.iter().filter(|parameter| parameter.is_argument());
    let request = Call::new(
        "codegen::Request::new",
        ["&self.core".to_owned(), format!("&{home}{}", constant(operation))],
    );
    let (ident, request_ident) = (&operation.ident, &operation.type_ident);
    let mut text = Text::default();
    text.lines(4, cfg);
    text.docs(4, &words::docs(cx, operation));
    text.lines(4, allow::many_arguments(arguments.len(), "the operation").as_deref());
    text.lines(
        4,
        allow::placeholders(required.map(|parameter| parameter.ident.as_str())),
    );
    text.lines(4, allow::method(ident));
    text.function(
        4,
        &format!("pub fn {ident}("),
        &arguments,
        &format!(") -> {home}{request_ident} {{"),
    );
    text.line(8, format_args!("{home}{request_ident} {{"));
    text.chain(12, "request: ", &request, &calls, ",");
    text.lines(8, ["}"]);
    text.line(4, "}");
    text
}

/// What a call has to be told of that may be attempted again although its method does not say so.
fn repetition(operation: &Operation) -> impl Iterator<Item = Call> {
    let keyed = operation.key.as_ref().and_then(|key| {
        let is_usual = key.header.eq_ignore_ascii_case("idempotency-key");
        match (is_usual, key.is_argument) {
            (true, true) => None,
            (true, false) => Some(Call::new(".keyed", [])),
            (false, _) => Some(Call::new(".keyed_by", [literal(&key.header)])),
        }
    });
    let repeatable = operation.is_repeatable.then(|| Call::new(".repeatable", []));
    keyed.into_iter().chain(repeatable)
}

/// A method of a request that sets what may be left out.
fn write_setter(docs: &Docs, ident: &str, argument: String, call: Call) -> Text {
    let mut text = Text::default();
    text.docs(4, docs);
    text.lines(4, allow::placeholders([ident]));
    text.lines(4, allow::setter(ident));
    let head = format!("pub fn {ident}(");
    text.function(4, &head, &["mut self".to_owned(), argument], ") -> Self {");
    let this = Call::none("self");
    text.chain(8, "self.request = ", &this, &[Call::none(".request"), call], ";");
    text.line(8, "self");
    text.line(4, "}");
    text
}

/// The static, and the request with its setters.
pub(super) fn emit_request(cx: &Emit<'_>, operation: &Operation, items: &mut Vec<Item>) {
    items.push(Item::Text(write_static(operation)));
    let ident = &operation.type_ident;
    items.push(Item::Text(write_struct(operation)));
    let value = match &operation.success {
        Success::One(payload) => spell_payload(cx, payload).unwrap_or_else(|| "()".to_owned()),
        Success::Several { ident, .. } => ident.clone(),
    };
    let (of, body) = (constant(operation), body::spell_type(cx, operation));
    let mut call = format!("codegen::call!({ident} of {of}, {body} => {value}, super::Error");
    if let Some((status, text)) = &operation.shown {
        call += &format!(", {status} {}", literal(text));
    }
    items.push(Item::Table(call + ");\n"));
    if matches!(operation.success, Success::One(Payload::Bytes)) {
        items.push(Item::Table(format!("codegen::download!({ident}, super::Error);\n")));
    }
    if let Some(pages) = &operation.pages {
        items.push(emit_pages(cx, ident, pages, &value));
    }
    let optional = operation.parameters.iter().filter(|parameter| !parameter.is_argument());
    let mut setters: Vec<Text> = optional
        .map(|parameter| write_parameter_setter(cx, parameter))
        .collect();
    setters.extend(
        operation
            .body
            .as_ref()
            .filter(|body| !body.required)
            .and_then(|body| write_body_setter(cx, body)),
    );
    if !setters.is_empty() {
        items.push(Item::Impl(format!("impl {ident}"), setters));
    }
    if let Success::Several { answers, ident } = &operation.success {
        emit_answers(cx, operation, answers, &format_ident!("{ident}"), items);
    }
}

fn write_struct(operation: &Operation) -> Text {
    let mut text = Text::default();
    text.line(
        0,
        format_args!("/// A call of `{}`, sent when it is awaited.", operation.ident),
    );
    text.line(0, "#[derive(Debug, Clone)]");
    text.line(0, "#[must_use = \"a request is sent when it is awaited\"]");
    text.line(0, format_args!("pub struct {} {{", operation.type_ident));
    text.line(4, "pub(crate) request: codegen::Request,");
    text.line(0, "}");
    text
}

/// The call of the runtime's macro for a list that comes in pages, each of which is a `value`.
fn emit_pages(cx: &Emit<'_>, ident: &str, pages: &Pages, value: &str) -> Item {
    let (ident, value) = (format_ident!("{ident}"), ty::tokens(value));
    let (rule, item) = (
        pagination::emit_rule_of(pages),
        ty::emit(cx, &pages.item, ty::From::Sibling),
    );
    let list = pagination::emit_items(cx, &pages.path);
    Item::Table(table::statement(&quote!(
        codegen::pages!(#ident by #rule => #value, #item, super::Error, |page| #list)
    )))
}
