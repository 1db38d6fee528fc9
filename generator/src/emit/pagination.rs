//! How are the pages of a list spelled?

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Emit, cfg};
use crate::config::{NextPage, PageMark, PageParameter, Pagination};
use crate::ir::{Access, Pages, Presence, Shape};

/// The rules that operations of the API follow.
pub(super) fn emit_rules(cx: &Emit<'_>) -> Option<TokenStream> {
    let operations = cx.api.operations.iter().filter(|operation| operation.pages.is_some());
    let presence = Presence::any(operations.map(|operation| &operation.presence));
    if !presence.is_in() {
        return None;
    }
    let cfg = cfg::attribute(&presence, &Presence::Always);
    let rules = cx.api.pagination.iter().map(emit_rule);
    let count = proc_macro2::Literal::usize_unsuffixed(cx.api.pagination.len());
    Some(quote! {
        #cfg
        pub(crate) static PAGINATION: [codegen::Pagination; #count] = [#(#rules),*];
    })
}

fn emit_rule(rule: &Pagination) -> TokenStream {
    let next = match &rule.next {
        NextPage::Cursor { parameter, from } => {
            let parameter = emit_parameter(parameter);
            let from = match from {
                PageMark::Body(path) => quote!(Body(&[#(#path),*])),
                PageMark::Header(name) => quote!(Header(#name)),
            };
            quote!(codegen::NextPage::Cursor { parameter: #parameter, from: codegen::PageMark::#from })
        }
        NextPage::NextUrl { next } => quote!(codegen::NextPage::Url { path: &[#(#next),*] }),
        NextPage::LinkHeader { .. } => quote!(codegen::NextPage::Link),
        NextPage::Offset { parameter } => {
            let parameter = emit_parameter(parameter);
            quote!(codegen::NextPage::Offset { parameter: #parameter })
        }
        NextPage::Page { parameter, first } => {
            let parameter = emit_parameter(parameter);
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(codegen::NextPage::Page { parameter: #parameter, first: #first })
        }
    };
    let (items, more, total) = (&rule.items, &rule.more, &rule.total);
    quote! {
        codegen::Pagination {
            next: #next,
            items: &[#(#items),*],
            more: &[#(#more),*],
            total: &[#(#total),*],
        }
    }
}

fn emit_parameter(parameter: &PageParameter) -> TokenStream {
    match parameter {
        PageParameter::Query(name) => quote!(codegen::PageParameter::Query(#name)),
        PageParameter::Header(name) => quote!(codegen::PageParameter::Header(#name)),
        PageParameter::Body(path) => quote!(codegen::PageParameter::Body(&[#(#path),*])),
    }
}

/// The rule of a list, by its place among them.
pub(super) fn emit_rule_of(pages: &Pages) -> TokenStream {
    let index = proc_macro2::Literal::usize_unsuffixed(pages.rule);
    quote!(super::client::PAGINATION[#index])
}

/// The items of `page`.
pub(super) fn emit_items(cx: &Emit<'_>, path: &[Access]) -> TokenStream {
    let mut items = quote!(page);
    let mut may_be_missing = false;
    for access in path {
        let Shape::Struct(object) = &cx.api.types[access.of].shape else {
            continue;
        };
        let field = &object.fields[access.field];
        let ident = format_ident!("{}", field.ident);
        let is_option = !field.required || field.nullable;
        items = match (may_be_missing, is_option) {
            (false, _) => quote!(#items.#ident),
            (true, true) => quote!(#items.and_then(|page| page.#ident)),
            (true, false) => quote!(#items.map(|page| page.#ident)),
        };
        may_be_missing |= is_option;
    }
    match may_be_missing {
        true => quote!(#items.unwrap_or_default()),
        false => items,
    }
}
