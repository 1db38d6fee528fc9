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

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, docs, pagination, runtime_paths, table, ty};
use crate::ir::{Operation, Payload, Success};
use answers::{emit_answers, emit_payload};
use body::{body_argument, emit_body_setter};
use parameter::{call, emit_setter, shared_call};
pub(super) use parameter::{parameter_argument, style};
pub(super) use statics::emit_security;
use statics::{constant, emit_static};
use words::emit_docs;

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

/// The method that begins a call. `home` is where the request's struct is, as seen from the method.
pub(super) fn emit_method(cx: &Emit<'_>, operation: &Operation, home: &TokenStream) -> TokenStream {
    let doc = emit_docs(cx, operation);
    let deprecated = docs::deprecated(&operation.docs);
    let (ident, request) = (
        format_ident!("{}", operation.ident),
        format_ident!("{}", operation.type_ident),
    );
    let constant = constant(operation);
    let mut arguments = Vec::new();
    let mut calls: Vec<_> = operation.parameters.iter().filter_map(shared_call).collect();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.is_argument()) {
        let ident = format_ident!("{}", parameter.ident);
        let (argument, value) = parameter_argument(cx, parameter, &ident);
        arguments.push(quote!(#ident: #argument));
        calls.push(call(parameter, &value));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        match body_argument(cx, body) {
            Some((argument, call)) => {
                arguments.push(argument);
                calls.push(call);
            }
            // Its parts are among the parameters, of which none may be required.
            None => calls.insert(0, quote!(.multipart())),
        }
    }
    calls.extend(emit_repetition(operation));
    let required = operation.parameters.iter().filter(|parameter| parameter.is_argument());
    let placeholders = docs::allow_placeholders(required.map(|parameter| parameter.ident.as_str()));
    let many = (arguments.len() > 6)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the operation requires them")]));
    quote! {
        #doc
        #deprecated
        #many
        #placeholders
        pub fn #ident(&self, #(#arguments),*) -> #home #request {
            #home #request {
                request: codegen::Request::new(&self.core, &#home #constant)#(#calls)*,
            }
        }
    }
}

/// What a call has to be told of that may be attempted again although its method does not say so.
fn emit_repetition(operation: &Operation) -> Option<TokenStream> {
    let keyed = operation.key.as_ref().and_then(|key| {
        let is_usual = key.header.eq_ignore_ascii_case("idempotency-key");
        let header = &key.header;
        match (is_usual, key.is_argument) {
            (true, true) => None,
            (true, false) => Some(quote!(.keyed())),
            (false, _) => Some(quote!(.keyed_by(#header))),
        }
    });
    let repeatable = operation.is_repeatable.then(|| quote!(.repeatable()));
    (keyed.is_some() || repeatable.is_some()).then(|| quote!(#keyed #repeatable))
}

/// The static, and the request with its setters.
pub(super) fn emit_request(cx: &Emit<'_>, operation: &Operation, items: &mut Vec<Item>) {
    items.push(Item::Rust(emit_static(operation)));
    let ident = format_ident!("{}", operation.type_ident);
    let doc = docs::lines(&format!("A call of `{}`, sent when it is awaited.", operation.ident));
    items.push(Item::Rust(quote! {
        #doc
        #[derive(Debug, Clone)]
        #[must_use = "a request is sent when it is awaited"]
        pub struct #ident {
            pub(crate) request: codegen::Request,
        }
    }));
    let value = match &operation.success {
        Success::One(payload) => emit_payload(cx, payload).unwrap_or(quote!(())),
        Success::Several { ident, .. } => {
            let ident = format_ident!("{ident}");
            quote!(#ident)
        }
    };
    let (operation_ident, sent) = (constant(operation), body::emit_type(cx, operation));
    let shown = operation.shown.as_ref().map(|(status, text)| {
        let status = proc_macro2::Literal::u16_unsuffixed(*status);
        quote!(, #status #text)
    });
    items.push(Item::Table(table::statement(&quote!(
        codegen::call!(#ident of #operation_ident, #sent => #value, super::Error #shown)
    ))));
    if matches!(operation.success, Success::One(Payload::Bytes)) {
        items.push(Item::Table(table::statement(&quote!(
            codegen::download!(#ident, super::Error)
        ))));
    }
    if let Some(pages) = &operation.pages {
        let (rule, item) = (
            pagination::emit_rule_of(pages),
            ty::emit(cx, &pages.item, ty::From::Sibling),
        );
        let list = pagination::emit_items(cx, &pages.path);
        items.push(Item::Table(table::statement(&quote!(
            codegen::pages!(#ident by #rule => #value, #item, super::Error, |page| #list)
        ))));
    }
    let optional = operation.parameters.iter().filter(|parameter| !parameter.is_argument());
    let mut setters: Vec<_> = optional.map(|parameter| emit_setter(cx, parameter)).collect();
    setters.extend(
        operation
            .body
            .as_ref()
            .filter(|body| !body.required)
            .and_then(|body| emit_body_setter(cx, body)),
    );
    if !setters.is_empty() {
        items.push(Item::Rust(quote!(impl #ident { #(#setters)* })));
    }
    if let Success::Several { answers, ident } = &operation.success {
        emit_answers(cx, operation, answers, &format_ident!("{ident}"), items);
    }
}
