//! What are a first program and a first test of a client?
//!
//! Both are about the first operation of the document: the program calls it, the test lets a mock answer.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::Emit;
use super::call;
use super::names::Names;
use super::value::{Slot, Speller};
use crate::emit::prelude::Prelude;
use crate::ir::{Api, Operation, Payload, SchemeKind, Success};
use crate::passes::OPERATIONS;

/// A program and a test of the same operation.
pub(crate) struct Programs {
    pub(crate) example: String,
    pub(crate) test: String,
    /// The feature that the operation stands under, if it has a tag.
    pub(crate) feature: Option<String>,
}

/// The programs about the first operation that can be called; `None` where there is none.
pub(crate) fn programs(api: &Api) -> Option<Programs> {
    let prelude = Prelude::new(api);
    let cx = Emit { api, prelude: &prelude };
    let crate_path = api.crate_path.as_deref()?;
    let mut operations = api.operations.iter().filter(|operation| operation.presence.is_in());
    operations.find_map(|operation| {
        let group = operation.tags.first();
        let group = group.and_then(|tag| api.groups.iter().find(|group| group.tag == *tag));
        Some(Programs {
            example: example(&cx, crate_path, operation)?,
            test: test(
                &cx,
                crate_path,
                operation,
                group.map_or(OPERATIONS, |group| &group.ident),
            )?,
            feature: group.map(|group| group.feature.clone()),
        })
    })
}

fn example(cx: &Emit<'_>, crate_path: &str, operation: &Operation) -> Option<String> {
    let path: TokenStream = crate_path.parse().ok()?;
    let mut speller = Speller::brief(cx, Names::new(cx, crate_path));
    let call::Statements { statements, answer } = call::statements(cx, &mut speller, operation)?;
    let show = answer.map(|answer| {
        let format = format!("{{{answer}:#?}}");
        quote!(println!(#format);)
    });
    let uses = speller.names.uses();
    let program = quote! {
        #uses
        #[tokio::main(flavor = "current_thread")]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let client = #path::Client::from_env()?;
            #statements
            #show
            Ok(())
        }
    };
    let doc = format!(
        "//! Calls `{} {}`, with the credentials and the address that are in the environment.\n\n",
        operation.method.as_str(),
        operation.path.replace('`', "")
    );
    Some(doc + &printed(program)?)
}

fn test(cx: &Emit<'_>, crate_path: &str, operation: &Operation, module: &str) -> Option<String> {
    let path: TokenStream = crate_path.parse().ok()?;
    let mut speller = Speller::in_memory(cx, Names::new(cx, crate_path));
    let call = call::call(cx, &mut speller, operation)?;
    let (module, request) = (format_ident!("{module}"), format_ident!("{}", operation.type_ident));
    let request = quote!(#path::#module::#request);
    let value = match &operation.success {
        Success::One(Payload::Json(ty, _) | Payload::Text(ty, _)) => speller.value(ty, None, Slot::Exact, 0),
        Success::One(Payload::Nothing) => Some(quote!(())),
        // What a mock has no value for.
        Success::One(Payload::Events(_) | Payload::Lines(..) | Payload::Bytes) | Success::Several { .. } => None,
    };
    let (answer, outcome) = match value {
        Some(value) => (quote!(answer(#value)), quote!(client #call.await?;)),
        None => (
            quote!(raw(404, "text/plain", "not here")),
            quote! {
                let outcome = client #call.await;
                let error = outcome.err().expect("404 is no success");
                assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
            },
        ),
    };
    let credentials = operation.security.first().into_iter().flatten().filter_map(|&index| {
        let scheme = cx.api.schemes.get(index)?;
        let ident = format_ident!("{}", scheme.ident);
        Some(match &scheme.kind {
            SchemeKind::HttpBasic => quote!(.#ident("user", "password")),
            SchemeKind::ApiKey { .. }
            | SchemeKind::HttpBearer
            | SchemeKind::OAuth2 { .. }
            | SchemeKind::OpenIdConnect { .. } => quote!(.#ident("secret")),
            SchemeKind::MutualTls => return None,
        })
    });
    let mock = speller.names.of_runtime("", "Mock");
    let name = format_ident!("{}_is_called", operation.ident.trim_end_matches('_'));
    let uses = speller.names.uses();
    let program = quote! {
        #uses
        #[tokio::test]
        async fn #name() -> Result<(), Box<dyn std::error::Error>> {
            let mock = #mock::new();
            mock.on::<#request>().#answer;
            let client = #path::Client::builder()
                .base_url("https://api.example.com")
                #(#credentials)*
                .transport(mock.clone())
                .build()?;
            #outcome
            let seen = mock.requests::<#request>();
            assert_eq!(seen.len(), 1);
            Ok(())
        }
    };
    let doc =
        "//! Does the client ask what it is told to, and read what it is answered? Nothing leaves the process.\n\n";
    Some(doc.to_owned() + &printed(program)?)
}

fn printed(program: TokenStream) -> Option<String> {
    let file: syn::File = syn::parse2(program).ok()?;
    let mut text = String::new();
    for line in prettyplease::unparse(&file).lines() {
        if line.starts_with("#[tokio") {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    Some(text.trim_start().to_owned())
}
