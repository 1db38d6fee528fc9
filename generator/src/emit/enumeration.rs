//! How is an enum of scalars spelled?

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::file::Item;
use super::{Emit, docs, runtime_paths, structure, table};
use crate::ir::{Constant, Enum, EnumOf, TypeDef, Variant};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, known: &Enum, items: &mut Vec<Item>) {
    let (doc, ident) = (docs::of_type(def), format_ident!("{}", def.ident));
    let clone = cx.prelude.name("Clone");
    let (derives, other, macro_name) = match known.of {
        // The macro has the rest.
        EnumOf::Strings => (
            quote!(#[derive(#clone)]),
            cx.prelude.name("String"),
            quote!(codegen::string_enum),
        ),
        EnumOf::Integers => (structure::derives(cx), quote!(i64), quote!(codegen::integer_enum)),
        EnumOf::Scalars => (
            structure::derives(cx),
            runtime_paths::raw_json(),
            quote!(codegen::scalar_enum),
        ),
    };
    let variants = variants(&known.variants);
    items.push(Item::Rust(quote! {
        #doc
        #derives
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that the description does not name.
            Unknown(#other),
        }
    }));
    let rows = known.variants.iter().map(|variant| {
        let (ident, value) = (format_ident!("{}", variant.ident), literal(&variant.value));
        quote!(#ident => #value)
    });
    items.push(Item::Table(table::call(&macro_name, &quote!(#ident), rows)));
}

/// Values as variants that hold nothing.
pub(super) fn variants(values: &[Variant]) -> impl Iterator<Item = TokenStream> + '_ {
    values.iter().map(|value| {
        let (doc, ident) = (docs::of_variant(value), format_ident!("{}", value.ident));
        quote!(#doc #ident,)
    })
}

fn literal(value: &Constant) -> TokenStream {
    match value {
        Constant::Bool(value) => quote!(#value),
        Constant::Integer(value) => {
            let value = Literal::i64_suffixed(*value);
            quote!(#value)
        }
        Constant::Number(text) => {
            let value = Literal::f64_suffixed(text.parse().unwrap_or_default());
            quote!(#value)
        }
        Constant::String(value) => quote!(#value),
    }
}
