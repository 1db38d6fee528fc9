//! What is in the root of the generated crate?

use std::path::PathBuf;

use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, allow, cfg, docs, group, incoming, operation};
use crate::ir::{Presence, Shape, TypeDef, Validation};

pub(super) fn emit(cx: &Emit<'_>) -> Module {
    let groups: Vec<_> = cx.api.groups.iter().filter(|group| group.presence.is_in()).collect();
    let allow_deep = allow::deep_types(cx.api);
    let modules = groups.iter().map(|group| {
        let ident = format_ident!("{}", group.ident);
        let cfg = cfg::attribute(&group.presence, &Presence::Always);
        // rustc looks for the file of such a module only where it is told to.
        let path = (!group.ident.is_ascii()).then(|| {
            let file = group::file_name(group);
            quote!(#[path = #file])
        });
        quote!(#cfg #path #allow_deep pub mod #ident;)
    });
    let untagged = operation::untagged(cx).next().map(|_| {
        quote!(
            #allow_deep
            pub mod operations;
        )
    });
    let incoming = incoming::selected(cx).next().map(|incoming| {
        let cfg = cfg::attribute(&incoming.presence, &Presence::Always);
        quote!(
            #cfg
            pub mod incoming;
        )
    });
    let has_headers = !cx.api.response_headers.is_empty();
    let headers = has_headers.then(|| {
        quote!(
            mod headers;
        )
    });
    let headers_trait = has_headers.then(|| {
        quote!(
            pub use headers::ResponseHeaders;
        )
    });
    let is_union = |def: &TypeDef| def.presence.is_in() && matches!(def.shape, Shape::Union(_));
    let has_unions = cx.api.types.iter().any(|(_, def)| is_union(def));
    let allow_in_types = has_unions.then(allow::large_variants);
    let bodies = cx.api.error_bodies.iter().filter(|body| body.presence.is_in());
    let allow_in_error = (bodies.count() > 1).then(allow::large_variants);
    let mut items = vec![
        Item::Rust(quote! {
            mod client;
            #allow_in_error
            mod error;
            #headers
            #incoming
            #(#modules)*
            #untagged
            #allow_in_types
            #allow_deep
            pub mod types;
        }),
        Item::Rust(quote! {
            pub use client::{Client, ClientBuilder};
            pub use error::{Error, ErrorBody};
            #headers_trait
        }),
    ];
    let validate = match cx.api.validation {
        Validation::Off => None,
        Validation::On => Some(quote!()),
        Validation::ByFeature => Some(quote!(#[cfg(feature = "validate")])),
    };
    if let Some(cfg) = validate {
        items.push(Item::Rust(quote! {
            #cfg
            pub use ::openapi_runtime::Validate;
        }));
    }
    let runtime = docs::lines("The runtime: transport, responses, and the crates that types come from.");
    items.push(Item::Rust(quote! {
        #runtime
        pub use ::openapi_runtime as runtime;
    }));
    Module {
        path: PathBuf::from("mod.rs"),
        docs: Vec::new(),
        items,
    }
}
