//! How are the headers of answers spelled?

use std::path::PathBuf;

use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, allow, docs, runtime_paths, ty};
use crate::ir::Type;

/// The module of the trait that reads them, if the document declares any.
pub(super) fn emit(cx: &Emit<'_>) -> Option<Module> {
    let headers = &cx.api.response_headers;
    if headers.is_empty() {
        return None;
    }
    let option = cx.prelude.name("Option");
    let allowed = allow::methods_of_trait(headers.iter().map(|header| header.ident.as_str()));
    let methods = headers.iter().map(|header| {
        let (ident, name) = (format_ident!("{}", header.ident), &header.wire_name);
        let ty = ty::emit(cx, &Type::Scalar(header.scalar), ty::From::Sibling);
        let code = docs::code(name);
        let mut lines = vec![format!(
            "The header {code}, if it is there and is what the description says."
        )];
        docs::add_said(&mut lines, &header.docs);
        let doc = docs::attributes(&lines);
        quote! {
            #doc
            fn #ident(&self) -> #option<#ty> {
                codegen::header(self.declared_headers(), #name)
            }
        }
    });
    Some(Module {
        path: PathBuf::from("headers.rs"),
        docs: vec!["The headers that the description declares for answers.".to_owned()],
        items: vec![
            Item::Rust(runtime_paths::import()),
            Item::Rust(quote! {
                /// The headers that the description declares for answers, of a response and of an error.
                #allowed
                pub trait ResponseHeaders: codegen::HasHeaders {
                    #(#methods)*
                }
            }),
            Item::Rust(quote! {
                impl<T> ResponseHeaders for super::runtime::Response<T> {}
            }),
            Item::Rust(quote! {
                impl ResponseHeaders for super::Error {}
            }),
            Item::Rust(quote! {
                impl codegen::HasHeaders for super::Error {
                    fn declared_headers(&self) -> #option<&super::runtime::http::HeaderMap> {
                        self.headers()
                    }
                }
            }),
        ],
    })
}
