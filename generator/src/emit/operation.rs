//! How is an operation spelled?
//!
//! Three parts: a static that says what it is, a method that takes what is required, and a request with a setter
//! for the rest. The runtime does the work.

use std::path::PathBuf;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, docs, runtime_paths, table, ty};
use crate::ir::{
    Answer, Body, BodyContent, FieldStyle, Location, Operation, Parameter, Payload, Scalar, StatusPattern, Style,
    Success, Type,
};

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
        match body_argument(cx, &body.content) {
            Some((argument, call)) => {
                arguments.push(argument);
                calls.push(call);
            }
            // Its parts are among the parameters, of which none may be required.
            None => calls.insert(0, quote!(.multipart())),
        }
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
        Success::One(payload) => emit_payload(cx, payload).unwrap_or(quote!(())),
        Success::Several { ident, .. } => {
            let ident = format_ident!("{ident}");
            quote!(#ident)
        }
    };
    items.push(Item::Table(table::statement(&quote!(
        codegen::call!(#ident => #value, super::Error)
    ))));
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

fn emit_body_setter(cx: &Emit<'_>, body: &Body) -> Option<TokenStream> {
    let (argument, call) = body_argument(cx, &body.content)?;
    let words = docs::words(&body.docs);
    let words = if words.is_empty() {
        "Sets the body of the request.".to_owned()
    } else {
        words
    };
    let doc = docs::attributes(&docs::rustdoc(&words));
    Some(quote! {
        #doc
        pub fn body(mut self, #argument) -> Self {
            self.request = self.request #call;
            self
        }
    })
}

/// The type of what an answer carries; `None` where that is nothing.
fn emit_payload(cx: &Emit<'_>, payload: &Payload) -> Option<TokenStream> {
    match payload {
        Payload::Json(ty) | Payload::Text(ty, _) => Some(ty::emit(cx, ty, ty::From::Sibling)),
        Payload::Bytes => Some(runtime_paths::bytes()),
        Payload::Nothing => None,
    }
}

/// The enum of what an operation with several successes gives.
fn emit_answers(cx: &Emit<'_>, operation: &Operation, answers: &[Answer], ident: &Ident, items: &mut Vec<Item>) {
    let doc = docs::lines(&format!(
        "What `{}` gives, by the status of the answer.",
        operation.ident
    ));
    let derives = super::structure::derives(cx);
    let variants = answers.iter().map(|answer| {
        let status = docs::code(&spell_status(answer.status));
        let words = docs::rustdoc(&docs::words(&answer.docs)).join(" ");
        let separator = if words.is_empty() { "" } else { ": " };
        let doc = docs::attributes(&[format!("{status}{separator}{words}")]);
        let variant = format_ident!("{}", answer.ident);
        let payload = emit_payload(cx, &answer.payload).map(|ty| quote!((#ty)));
        quote!(#doc #variant #payload,)
    });
    items.push(Item::Rust(quote! {
        #doc
        #derives
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
        }
    }));
    let rows = answers.iter().map(|answer| {
        let variant = format_ident!("{}", answer.ident);
        let kind = match &answer.payload {
            Payload::Json(_) => quote!(json),
            Payload::Text(..) => quote!(text),
            Payload::Bytes => quote!(bytes),
            Payload::Nothing => quote!(),
        };
        let status = match answer.status {
            StatusPattern::Code(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(code);
                quote!(#code)
            }
            StatusPattern::Range(range) => {
                let first = proc_macro2::Literal::u16_unsuffixed(u16::from(range) * 100);
                let last = proc_macro2::Literal::u16_unsuffixed(u16::from(range) * 100 + 99);
                quote!(#first..=#last)
            }
            StatusPattern::Default => quote!(_),
        };
        quote!(#status => #variant #kind)
    });
    items.push(Item::Table(table::call(
        &quote!(codegen::answers),
        &quote!(#ident),
        rows,
    )));
}

fn spell_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(range) => format!("{range}XX"),
        StatusPattern::Default => "default".to_owned(),
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
    let accept = accept(&operation.success);
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

/// What is sent as `Accept`: each of what may come, once.
fn accept(success: &Success) -> String {
    let mut accept: Vec<&str> = Vec::new();
    for payload in success.payloads() {
        let media_type = match payload {
            Payload::Json(_) => "application/json",
            Payload::Text(_, media_type) => media_type,
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

fn emit_docs(cx: &Emit<'_>, operation: &Operation) -> TokenStream {
    let mut lines = docs::operation_lines(operation);
    if operation.variant.is_some() {
        let media_type = operation.body.as_ref().map_or("", |body| media_type(&body.content));
        lines.push(String::new());
        lines.push(format!("The body is sent as {}.", docs::code(media_type)));
    }
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
    match (parameter.style, &parameter.ty) {
        (Style::File, _) => {
            let into = cx.prelude.name("Into");
            (quote!(impl #into<super::runtime::FilePart>), quote!([#ident.into()]))
        }
        (Style::Files, _) => (
            quote!(impl ::core::iter::IntoIterator<Item = super::runtime::FilePart>),
            quote!(#ident),
        ),
        // A text is only looked at, so nobody needs to give it away.
        (_, Type::Scalar(Scalar::String)) => (quote!(&str), quote!(&#ident)),
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
    let content_type = parameter.content_type.as_deref().unwrap_or_default();
    match (parameter.location, parameter.style) {
        (Location::Path, Style::Simple) => quote!(.path(#name, #value)),
        (Location::Path, _) => quote!(.path_in(#name, #style, #value)),
        (Location::Header, Style::Simple) => quote!(.header(#name, #value)),
        (Location::Header, _) => quote!(.header_in(#name, #style, #value)),
        (Location::Query, _) => quote!(.query(#name, #style, #value)),
        (Location::Cookie, _) => quote!(.cookie(#name, #style, #value)),
        (Location::Part, Style::File | Style::Files) => quote!(.files(#name, #content_type, #value)),
        (Location::Part, _) => quote!(.part(#name, #content_type, #value)),
    }
}

/// The part of the chain that takes what the client was told for all its calls.
fn shared_call(parameter: &Parameter) -> Option<TokenStream> {
    parameter.shared?;
    let name = &parameter.wire_name;
    match parameter.location {
        Location::Header => Some(quote!(.shared_header(#name))),
        Location::Query => Some(quote!(.shared_query(#name))),
        Location::Path | Location::Cookie | Location::Part => None,
    }
}

pub(super) fn style(parameter: &Parameter) -> TokenStream {
    emit_style(parameter.style, parameter.reserved)
}

fn emit_style(style: Style, reserved: bool) -> TokenStream {
    let style = match style {
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
        // A file is a part of a form, which has no style.
        Style::Json | Style::File | Style::Files => quote!(JSON),
    };
    let reserved = reserved.then(|| quote!(.reserved()));
    quote!(codegen::Style::#style #reserved)
}

fn media_type(content: &BodyContent) -> &str {
    match content {
        BodyContent::Json(_, media_type) | BodyContent::Text(_, media_type) | BodyContent::Bytes(media_type) => {
            media_type
        }
        BodyContent::Form(..) => "application/x-www-form-urlencoded",
        BodyContent::Parts => "multipart/form-data",
    }
}

/// The argument that is the body, and the part of the chain that sets it; `None` for a form, whose parts are arguments.
fn body_argument(cx: &Emit<'_>, content: &BodyContent) -> Option<(TokenStream, TokenStream)> {
    match content {
        BodyContent::Json(ty, media_type) => {
            let ty = ty::emit(cx, ty, ty::From::Sibling);
            let call = match media_type.as_str() {
                "application/json" => quote!(.json(&body)),
                media_type => quote!(.json_as(#media_type, &body)),
            };
            Some((quote!(body: #ty), call))
        }
        BodyContent::Form(ty, styles) => {
            let ty = ty::emit(cx, ty, ty::From::Sibling);
            let styles = styles.iter().map(|FieldStyle { name, style, reserved }| {
                let style = emit_style(*style, *reserved);
                quote!((#name, #style))
            });
            Some((quote!(body: #ty), quote!(.form(&[#(#styles),*], &body))))
        }
        BodyContent::Parts => None,
        BodyContent::Text(Type::Scalar(Scalar::String), media_type) => {
            Some((quote!(body: &str), quote!(.text(#media_type, &body))))
        }
        BodyContent::Text(ty, media_type) => {
            let ty = ty::emit(cx, ty, ty::From::Sibling);
            Some((quote!(body: #ty), quote!(.text(#media_type, &body))))
        }
        BodyContent::Bytes(media_type) => {
            let (into, bytes) = (cx.prelude.name("Into"), runtime_paths::bytes());
            Some((
                quote!(body: impl #into<#bytes>),
                quote!(.bytes(#media_type, body.into())),
            ))
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
