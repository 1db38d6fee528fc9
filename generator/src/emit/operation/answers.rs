//! How is what a call gives spelled?

use proc_macro2::Ident;
use quote::{format_ident, quote};

use super::super::file::Item;
use super::super::{Emit, allow, docs, runtime_paths, structure, table, ty};
use crate::ir::{Answer, Operation, Payload, StatusPattern};

/// The type of what an answer carries; `None` where that is nothing.
pub(super) fn spell_payload(cx: &Emit<'_>, payload: &Payload) -> Option<String> {
    let spell = |ty| ty::spell(cx, ty, ty::From::Sibling);
    match payload {
        Payload::Json(ty, _) | Payload::Text(ty, _) => Some(spell(ty)),
        Payload::Events(ty) => Some(format!("super::runtime::Events<{}, super::Error>", spell(ty))),
        Payload::Lines(ty, _) => Some(format!("super::runtime::JsonLines<{}, super::Error>", spell(ty))),
        Payload::Bytes => Some(runtime_paths::BYTES.to_owned()),
        Payload::Nothing => None,
    }
}

/// The enum of what an operation with several successes gives.
pub(super) fn emit_answers(
    cx: &Emit<'_>,
    operation: &Operation,
    answers: &[Answer],
    ident: &Ident,
    items: &mut Vec<Item>,
) {
    let doc = docs::lines(&format!(
        "What `{}` gives, by the status of the answer.",
        operation.ident
    ));
    let derives = structure::derives(cx);
    let variants = answers.iter().map(|answer| {
        let status = docs::code(&answer.status.spelled());
        let words = docs::said_in_line(&answer.docs);
        let separator = if words.is_empty() { "" } else { ": " };
        let doc = docs::attributes(&[format!("{status}{separator}{words}")]);
        let variant = format_ident!("{}", answer.ident);
        let payload = spell_payload(cx, &answer.payload).map(|ty| ty::tokens(&format!("({ty})")));
        quote!(#doc #variant #payload,)
    });
    let allow = allow::large_variants();
    items.push(Item::Rust(quote! {
        #doc
        #derives
        #allow
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
        }
    }));
    let rows = answers.iter().map(|answer| {
        let variant = format_ident!("{}", answer.ident);
        let kind = match &answer.payload {
            Payload::Json(..) => quote!(json),
            Payload::Text(..) => quote!(text),
            // A stream that stands beside other answers is bytes.
            Payload::Bytes | Payload::Events(_) | Payload::Lines(..) => quote!(bytes),
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
