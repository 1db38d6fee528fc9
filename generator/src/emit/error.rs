//! How is the error of the API spelled?

use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, cfg, docs, runtime_paths, ty};
use crate::ir::{ErrorBody, Presence};

pub(super) fn emit(cx: &Emit<'_>) -> Module {
    let mut items = Vec::new();
    let presence = Presence::any(cx.api.error_bodies.iter().map(|body| &body.presence));
    if presence.is_in() {
        let (cfg, import) = (cfg::attribute(&presence, &Presence::Always), runtime_paths::import());
        items.push(Item::Rust(quote!(#cfg #import)));
    }
    items.push(Item::Rust(emit_error(cx)));
    items.push(Item::Rust(emit_bodies(cx)));
    Module {
        path: PathBuf::from("error.rs"),
        docs: vec!["What a call can end in beside its answer.".to_owned()],
        items,
    }
}

fn selected<'a>(cx: &Emit<'a>) -> impl Iterator<Item = (usize, &'a ErrorBody)> {
    cx.api
        .error_bodies
        .iter()
        .enumerate()
        .filter(|(_, body)| body.presence.is_in())
}

fn emit_error(cx: &Emit<'_>) -> TokenStream {
    let (option, string) = (cx.prelude.name("Option"), cx.prelude.name("String"));
    let (from, debug) = (cx.prelude.name("From"), quote!(::core::fmt::Debug));
    let runtime = quote!(super::runtime);
    let duration = quote!(::core::time::Duration);
    let none = cx.prelude.name("None");
    let arms: Vec<TokenStream> = selected(cx)
        .map(|(index, body)| {
            let (index, variant) = (
                proc_macro2::Literal::u16_unsuffixed(u16::try_from(index).unwrap_or(u16::MAX)),
                format_ident!("{}", body.ident),
            );
            let cfg = cfg::attribute(&body.presence, &Presence::Always);
            quote!(#cfg #index => codegen::decode(self.0.body_bytes()).map(ErrorBody::#variant).ok(),)
        })
        .collect();
    let body = if arms.is_empty() {
        quote!(#none)
    } else {
        quote! {
            match self.0.declared()? {
                #(#arms)*
                _ => #none,
            }
        }
    };
    quote! {
        /// Why a call failed. It knows the operation, keeps what the server said, and prints as one line.
        pub struct Error(#runtime::Error);

        impl Error {
            /// The body of the answer as the description declares it for this operation and status, if it does and
            /// the body is that.
            #[must_use]
            pub fn body(&self) -> #option<ErrorBody> {
                #body
            }

            /// What kind of failure this is.
            #[must_use]
            pub fn kind(&self) -> #runtime::ErrorKind {
                self.0.kind()
            }

            /// The operation that was called; `None` where the client itself could not be made.
            #[must_use]
            pub fn operation(&self) -> #option<#string> {
                self.0.operation()
            }

            /// The status of the answer, if there was one.
            #[must_use]
            pub fn status(&self) -> #option<#runtime::http::StatusCode> {
                self.0.status()
            }

            /// The headers of the answer, if there was one.
            #[must_use]
            pub fn headers(&self) -> #option<&#runtime::http::HeaderMap> {
                self.0.headers()
            }

            /// The body of the answer as it came; empty if there was none.
            #[must_use]
            pub fn body_bytes(&self) -> &[u8] {
                self.0.body_bytes()
            }

            /// The body of the answer as text.
            #[must_use]
            pub fn text(&self) -> ::std::borrow::Cow<'_, str> {
                self.0.text()
            }

            /// What the server says went wrong, if its answer has it where servers put it.
            #[must_use]
            pub fn server_message(&self) -> #option<&str> {
                self.0.server_message()
            }

            /// The identifier that the server gave the call, which its support will ask for.
            #[must_use]
            pub fn request_id(&self) -> #option<&str> {
                self.0.request_id()
            }

            /// How long the server asks to wait before another attempt.
            #[must_use]
            pub fn retry_after(&self) -> #option<#duration> {
                self.0.retry_after()
            }

            /// Whether the time for the call was over.
            #[must_use]
            pub fn is_timeout(&self) -> bool {
                self.0.is_timeout()
            }

            /// Whether no connection came to be, so that the server cannot have seen the request.
            #[must_use]
            pub fn is_connect(&self) -> bool {
                self.0.is_connect()
            }

            /// Whether the server answered with a status that is not one of success.
            #[must_use]
            pub fn is_status(&self) -> bool {
                self.0.is_status()
            }

            /// Whether the server answered with success and a body that is not what the description declares.
            #[must_use]
            pub fn is_decode(&self) -> bool {
                self.0.is_decode()
            }

            /// Whether another attempt may end better; it says nothing about whether the operation may be repeated.
            #[must_use]
            pub fn is_retryable(&self) -> bool {
                self.0.is_retryable()
            }
        }

        impl #from<#runtime::Error> for Error {
            fn from(error: #runtime::Error) -> Self {
                Self(error)
            }
        }

        impl ::core::fmt::Display for Error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl #debug for Error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #debug::fmt(&self.0, f)
            }
        }

        impl ::core::error::Error for Error {
            fn source(&self) -> #option<&(dyn ::core::error::Error + 'static)> {
                ::core::error::Error::source(&self.0)
            }
        }
    }
}

fn emit_bodies(cx: &Emit<'_>) -> TokenStream {
    let derives = super::structure::derives(cx);
    let variants = selected(cx).map(|(_, body)| {
        let (ident, ty) = (
            format_ident!("{}", body.ident),
            ty::emit(cx, &body.ty, ty::From::Sibling),
        );
        let doc = docs::lines(&format!("Of {}.", docs::code(&declared_for(cx, body))));
        let cfg = cfg::attribute(&body.presence, &Presence::Always);
        quote!(#cfg #doc #ident(#ty),)
    });
    quote! {
        /// The bodies that the description declares for errors.
        #derives
        #[non_exhaustive]
        pub enum ErrorBody {
            #(#variants)*
        }
    }
}

/// The statuses that a body is declared for.
fn declared_for(cx: &Emit<'_>, body: &ErrorBody) -> String {
    use crate::ir::StatusPattern;
    let mut statuses = std::collections::BTreeSet::new();
    for operation in cx.api.operations.iter().filter(|operation| operation.presence.is_in()) {
        for (status, _, declared) in &operation.errors {
            if declared.is_some_and(|index| std::ptr::eq(&cx.api.error_bodies[index], body)) {
                statuses.insert(*status);
            }
        }
    }
    let words = statuses.into_iter().map(StatusPattern::spelled);
    words.collect::<Vec<_>>().join(", ")
}
