//! How is an enum of strings spelled?

use quote::{format_ident, quote};

use super::file::Item;
use super::{Emit, docs, structure, table};
use crate::ir::{StringEnum, TypeDef};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, known: &StringEnum, items: &mut Vec<Item>) {
    let (doc, ident) = (docs::of_type(def), format_ident!("{}", def.ident));
    let (derives, string) = (structure::derives(cx), cx.prelude.name("String"));
    let variants = known.variants.iter().map(|variant| {
        let (doc, ident) = (docs::of_variant(variant), format_ident!("{}", variant.ident));
        quote!(#doc #ident,)
    });
    items.push(Item::Rust(quote! {
        #doc
        #derives
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that the description does not name.
            Unknown(#string),
        }
    }));
    let rows = known.variants.iter().map(|variant| {
        let (ident, wire_name) = (format_ident!("{}", variant.ident), &variant.wire_name);
        quote!(#ident => #wire_name)
    });
    items.push(Item::Table(table::call(
        &quote!(codegen::string_enum),
        &quote!(#ident),
        rows,
    )));
}
