//! How is what reads the API's own requests spelled?

use std::path::PathBuf;

use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, allow, docs, runtime_paths, structure, table, ty};
use crate::config::Signature;
use crate::ir::Incoming;
use crate::passes::INCOMING;

/// What is selected of it.
pub(super) fn selected<'a>(cx: &Emit<'a>) -> impl Iterator<Item = &'a Incoming> + use<'a> {
    cx.api.incoming.iter().filter(|incoming| incoming.presence.is_in())
}

/// The module of the functions, if there are any.
pub(super) fn emit(cx: &Emit<'_>) -> Option<Module> {
    selected(cx).next()?;
    let result = cx.prelude.name("Result");
    let functions = selected(cx).map(|incoming| {
        let (ident, name) = (format_ident!("{}", incoming.ident), &incoming.name);
        let of = ty::emit(cx, &incoming.ty, ty::From::Sibling);
        let doc = docs::attributes(&lines(incoming));
        let deprecated = docs::deprecated(&incoming.docs);
        Item::Rust(quote! {
            #doc
            #deprecated
            pub fn #ident(body: &[u8]) -> #result<#of, super::Error> {
                codegen::incoming(#name, body).map_err(super::Error::from)
            }
        })
    });
    let signature = cx.api.signature.as_ref().map(|signature| emit_signature(cx, signature));
    Some(Module {
        path: PathBuf::from(format!("{INCOMING}.rs")),
        docs: vec![
            "What the API sends by itself, webhooks and callbacks, and what it is.".to_owned(),
            String::new(),
            "Look at its signature first, if the API signs what it sends; these functions take it at its word."
                .to_owned(),
        ],
        items: std::iter::once(Item::Rust(runtime_paths::import()))
            .chain(signature)
            .chain(emit_webhooks(cx))
            .chain(functions)
            .collect(),
    })
}

/// All webhooks as one type, for those who take them at one address.
fn emit_webhooks(cx: &Emit<'_>) -> Vec<Item> {
    let webhooks: Vec<_> = selected(cx).filter(|incoming| incoming.asked_by.is_none()).collect();
    if webhooks.is_empty() {
        return Vec::new();
    }
    let variants = webhooks.iter().map(|incoming| {
        let (ident, name) = (format_ident!("{}", incoming.variant), docs::code(&incoming.name));
        let of = ty::emit(cx, &incoming.ty, ty::From::Sibling);
        let doc = docs::attributes(&[format!("The webhook {name}.")]);
        quote! {
            #doc
            #ident(#of)
        }
    });
    let rows = webhooks.iter().map(|incoming| {
        let (ident, name) = (format_ident!("{}", incoming.variant), &incoming.name);
        let event = incoming.event.as_ref().map(|event| quote!(| #event));
        quote!(#name #event => #ident)
    });
    let doc = docs::attributes(&[
        "A webhook, whichever it is.".to_owned(),
        String::new(),
        "One that the description does not know is `Unknown`, and so is one that does not say which it is.".to_owned(),
    ]);
    let (derives, allow) = (structure::derives(cx), allow::large_variants());
    let property = cx.api.event.as_deref().unwrap_or_default();
    vec![
        Item::Rust(quote! {
            #doc
            #derives
            #allow
            #[non_exhaustive]
            pub enum Webhook {
                #(#variants,)*
                /// Another one, as it came.
                Unknown(codegen::RawJson),
            }
        }),
        Item::Table(table::call(
            &quote!(codegen::webhooks),
            &quote!(Webhook by #property, super::Error),
            rows,
        )),
    ]
}

/// What checks that the API has sent something.
fn emit_signature(cx: &Emit<'_>, signature: &Signature) -> Item {
    let result = cx.prelude.name("Result");
    let made = match signature {
        Signature::Standard => quote!(super::runtime::Signature::standard(secret)),
        Signature::Timestamped { header } => {
            quote!(Ok(super::runtime::Signature::timestamped(#header, secret.as_bytes())))
        }
        Signature::Digest { header, prefix } => {
            quote!(Ok(super::runtime::Signature::digest(#header, #prefix, secret.as_bytes())))
        }
    };
    let doc = docs::attributes(&[
        "How the API signs what it sends, with the secret that it shares with you:".to_owned(),
        "`signature(secret)?.verify(headers, body)?` says whether it has sent this.".to_owned(),
        String::new(),
        "# Errors".to_owned(),
        "When the secret cannot be one.".to_owned(),
    ]);
    Item::Rust(quote! {
        #doc
        pub fn signature(
            secret: &str,
        ) -> #result<super::runtime::Signature, super::runtime::WrongSignature> {
            #made
        }
    })
}

fn lines(incoming: &Incoming) -> Vec<String> {
    let name = docs::code(&incoming.name);
    let mut lines = vec![match &incoming.asked_by {
        Some(operation) => format!(
            "Reads the body of the callback {name}, which {} asks for.",
            docs::code(operation)
        ),
        None => format!("Reads the body of the webhook {name}."),
    }];
    docs::add_said(&mut lines, &incoming.docs);
    lines.extend([
        String::new(),
        "# Errors".to_owned(),
        "When the body is not what the description says.".to_owned(),
    ]);
    lines
}
