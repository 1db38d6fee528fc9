//! How is an operation spelled?
//!
//! Three parts: a static that says what it is, a method that takes what is required, and a request with a setter
//! for the rest. The runtime does the work.

use std::path::PathBuf;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, docs, runtime_paths, table, ty};
use crate::ir::{BodyContent, Location, Operation, Parameter, Scalar, StatusPattern, Style, Success, Type};

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
        .filter(|operation| operation.selected && operation.tags.is_empty())
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
        let (argument, call) = body_argument(cx, &body.content);
        arguments.push(argument);
        calls.push(call);
    }
    let many = (arguments.len() > 6)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the operation requires them")]));
    quote! {
        #doc
        #deprecated
        #many
        pub fn #ident(&self, #(#arguments),*) -> #home #request {
            #home #request {
                request: codegen::Request::new(&self.core, &#home #constant)#(#calls)*,
            }
        }
    }
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
        Success::Json(ty) => ty::emit(cx, ty, ty::From::Sibling),
        Success::Bytes => runtime_paths::bytes(),
        Success::Nothing => quote!(()),
    };
    items.push(Item::Table(table::statement(&quote!(
        codegen::call!(#ident => #value, super::Error)
    ))));
    let optional = operation.parameters.iter().filter(|parameter| !parameter.is_argument());
    let mut setters: Vec<_> = optional.map(|parameter| emit_setter(cx, parameter)).collect();
    setters.extend(operation.body.as_ref().filter(|body| !body.required).map(|body| {
        let (argument, call) = body_argument(cx, &body.content);
        quote! {
            /// Sets the body of the request.
            pub fn body(mut self, #argument) -> Self {
                self.request = self.request #call;
                self
            }
        }
    }));
    if !setters.is_empty() {
        items.push(Item::Rust(quote!(impl #ident { #(#setters)* })));
    }
}

fn constant(operation: &Operation) -> Ident {
    format_ident!("{}", operation.ident.to_uppercase())
}

fn emit_static(operation: &Operation) -> TokenStream {
    let ident = constant(operation);
    let (id, path) = (&operation.id, &operation.path);
    let method = format_ident!("{}", operation.method.as_str());
    let security = operation.security.iter().map(|alternative| {
        let schemes = alternative
            .iter()
            .map(|&index| proc_macro2::Literal::usize_unsuffixed(index));
        quote!(&[#(#schemes),*])
    });
    let errors = operation.errors.iter().filter_map(|(status, _, body)| {
        let body = proc_macro2::Literal::u16_unsuffixed(u16::try_from((*body)?).ok()?);
        let status = match status {
            StatusPattern::Code(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(*code);
                quote!(codegen::StatusPattern::Code(#code))
            }
            StatusPattern::Range(range) => {
                let range = proc_macro2::Literal::u8_unsuffixed(*range);
                quote!(codegen::StatusPattern::Range(#range))
            }
            StatusPattern::Default => quote!(codegen::StatusPattern::Default),
        };
        Some(quote!((#status, #body)))
    });
    let accept = match operation.success {
        Success::Json(_) => "application/json",
        Success::Bytes | Success::Nothing => "*/*",
    };
    quote! {
        pub(crate) static #ident: codegen::Operation = codegen::Operation {
            id: #id,
            method: codegen::Method::#method,
            path: #path,
            security: &[#(#security),*],
            accept: #accept,
            errors: &[#(#errors),*],
        };
    }
}

fn emit_docs(cx: &Emit<'_>, operation: &Operation) -> TokenStream {
    let mut lines = docs::operation_lines(operation);
    let required = operation.parameters.iter().filter(|parameter| parameter.is_argument());
    let described: Vec<String> = required
        .filter_map(|parameter| {
            let words = docs::rustdoc(&docs::words(&parameter.docs)).join(" ");
            (!words.is_empty()).then(|| format!("* `{}`: {words}", parameter.ident))
        })
        .collect();
    let body = operation.body.iter().filter_map(|body| {
        let words = docs::rustdoc(&docs::words(&body.docs)).join(" ");
        (!words.is_empty()).then(|| format!("* `body`: {words}"))
    });
    let described: Vec<String> = described.into_iter().chain(body).collect();
    if !described.is_empty() {
        lines.push(String::new());
        lines.extend(described);
    }
    lines.push(String::new());
    lines.push("# Errors".to_owned());
    for (status, words, body) in &operation.errors {
        let status = match status {
            StatusPattern::Code(code) => format!("`{code}`"),
            StatusPattern::Range(range) => format!("`{range}XX`"),
            StatusPattern::Default => "Any other status".to_owned(),
        };
        let words = docs::rustdoc(&docs::words(words)).join(" ");
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
    docs::attributes(&lines)
}

pub(super) fn parameter_argument(cx: &Emit<'_>, parameter: &Parameter, ident: &Ident) -> (TokenStream, TokenStream) {
    match parameter.ty {
        // A text is only looked at, so nobody needs to give it away.
        Type::Scalar(Scalar::String) => (quote!(&str), quote!(&#ident)),
        _ => {
            let argument = ty::argument(cx, &parameter.ty, ident, ty::From::Sibling);
            if argument.is_itself {
                return (argument.ty, quote!(&#ident));
            }
            let full = ty::emit(cx, &parameter.ty, ty::From::Sibling);
            (argument.ty, quote!(&codegen::into::<#full>(#ident)))
        }
    }
}

/// The part of the request's chain that sets a parameter.
fn call(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let name = &parameter.wire_name;
    let style = style(parameter);
    match (parameter.location, parameter.style) {
        (Location::Path, Style::Simple) => quote!(.path(#name, #value)),
        (Location::Path, _) => quote!(.path_in(#name, #style, #value)),
        (Location::Header, Style::Simple) => quote!(.header(#name, #value)),
        (Location::Header, _) => quote!(.header_in(#name, #style, #value)),
        (Location::Query, _) => quote!(.query(#name, #style, #value)),
        (Location::Cookie, _) => quote!(.cookie(#name, #style, #value)),
    }
}

/// The part of the chain that takes what the client was told for all its calls.
fn shared_call(parameter: &Parameter) -> Option<TokenStream> {
    parameter.shared?;
    let name = &parameter.wire_name;
    match parameter.location {
        Location::Header => Some(quote!(.shared_header(#name))),
        Location::Query => Some(quote!(.shared_query(#name))),
        Location::Path | Location::Cookie => None,
    }
}

pub(super) fn style(parameter: &Parameter) -> TokenStream {
    let style = match parameter.style {
        Style::Simple => quote!(SIMPLE),
        Style::SimpleExploded => quote!(SIMPLE_EXPLODED),
        Style::Label => quote!(LABEL),
        Style::LabelExploded => quote!(LABEL_EXPLODED),
        Style::Matrix => quote!(MATRIX),
        Style::MatrixExploded => quote!(MATRIX_EXPLODED),
        Style::FormExploded => quote!(FORM_EXPLODED),
        Style::Form => quote!(FORM),
        Style::SpaceDelimited => quote!(SPACE_DELIMITED),
        Style::PipeDelimited => quote!(PIPE_DELIMITED),
        Style::DeepObject => quote!(DEEP_OBJECT),
        Style::Json => quote!(JSON),
    };
    let reserved = parameter.reserved.then(|| quote!(.reserved()));
    quote!(codegen::Style::#style #reserved)
}

fn body_argument(cx: &Emit<'_>, content: &BodyContent) -> (TokenStream, TokenStream) {
    match content {
        BodyContent::Json(ty) => {
            let ty = ty::emit(cx, ty, ty::From::Sibling);
            (quote!(body: #ty), quote!(.json(&body)))
        }
        BodyContent::Bytes(media_type) => {
            let (into, bytes) = (cx.prelude.name("Into"), runtime_paths::bytes());
            (
                quote!(body: impl #into<#bytes>),
                quote!(.bytes(#media_type, body.into())),
            )
        }
    }
}

fn emit_setter(cx: &Emit<'_>, parameter: &Parameter) -> TokenStream {
    let ident = format_ident!("{}", parameter.ident);
    let words = docs::words(&parameter.docs);
    let words = if words.is_empty() {
        format!("Sets {}.", docs::code(&parameter.wire_name))
    } else {
        words
    };
    let doc = docs::attributes(&docs::rustdoc(&words));
    let deprecated = docs::deprecated(&parameter.docs);
    let (argument, value) = parameter_argument(cx, parameter, &ident);
    let call = call(parameter, &value);
    quote! {
        #doc
        #deprecated
        pub fn #ident(mut self, #ident: #argument) -> Self {
            self.request = self.request #call;
            self
        }
    }
}
