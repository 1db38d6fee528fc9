//! How is every operation called, with all that it takes?

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::Emit;
use super::call;
use super::names::Names;
use super::value::Speller;
use crate::emit::prelude::Prelude;
use crate::ir::{Api, SchemeKind};

/// For each selected operation a block of Rust that gives its request, of a `client`; `None` where something that it
/// requires has no value. With `nulls`, those of the examples are sent.
pub(crate) fn requests(api: &Api, nulls: bool) -> Vec<Option<String>> {
    let prelude = Prelude::new(api);
    let cx = Emit { api, prelude: &prelude };
    let crate_path = api.crate_path.as_deref().unwrap_or("crate");
    let operations = api.operations.iter().filter(|operation| operation.presence.is_in());
    let requests = operations.map(|operation| {
        let mut speller = Speller::whole(&cx, Names::new(&cx, crate_path));
        speller.nulls = nulls;
        let call = call::call(&cx, &mut speller, operation)?;
        let uses = speller.names.uses();
        Some(quote!({ #uses client #call }).to_string())
    });
    requests.collect()
}

/// What a builder is told of credentials, for each scheme that the document has.
pub(crate) fn credentials(api: &Api) -> String {
    let schemes = api.schemes.iter().map(|scheme| {
        let ident = format_ident!("{}", scheme.ident);
        match &scheme.kind {
            SchemeKind::HttpBasic => quote!(.#ident("user", "password")),
            SchemeKind::ApiKey { .. }
            | SchemeKind::HttpBearer
            | SchemeKind::OAuth2 { .. }
            | SchemeKind::OpenIdConnect { .. } => quote!(.#ident("secret")),
            SchemeKind::MutualTls => TokenStream::new(),
        }
    });
    quote!(#(#schemes)*).to_string()
}
