//! How is what the runtime knows of an operation spelled?

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Operation, Payload, StatusPattern, Success};

pub(super) fn constant(operation: &Operation) -> Ident {
    format_ident!("{}", operation.ident.to_uppercase())
}

pub(super) fn emit_static(operation: &Operation) -> TokenStream {
    let ident = constant(operation);
    let (id, path) = (&operation.id, &operation.path);
    let method = &operation.method;
    let security = emit_security(&operation.security);
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
            method: #method,
            path: #path,
            security: #security,
            accept: #accept,
            errors: &[#(#errors),*],
        };
    }
}

/// Alternatives, each of schemes that go together.
pub(in crate::emit) fn emit_security(alternatives: &[Vec<usize>]) -> TokenStream {
    let alternatives = alternatives.iter().map(|alternative| {
        let schemes = alternative
            .iter()
            .map(|&index| proc_macro2::Literal::usize_unsuffixed(index));
        quote!(&[#(#schemes),*])
    });
    quote!(&[#(#alternatives),*])
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
