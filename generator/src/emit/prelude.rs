//! Which names of Rust's own does the API use for something else?
//!
//! Generated code says `Option` and `String` as a person would, unless a type of the API has that name; then, and only
//! then, it says `::core::option::Option`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::Api;

pub(super) struct Prelude {
    taken: BTreeSet<String>,
}

impl Prelude {
    pub(super) fn new(api: &Api) -> Self {
        let types = api.types.iter().map(|(_, def)| def.ident.clone());
        let operations = api.operations.iter().map(|operation| operation.type_ident.clone());
        let groups = api.groups.iter().map(|group| group.type_ident.clone());
        Prelude {
            taken: types.chain(operations).chain(groups).collect(),
        }
    }

    /// Whether the API has a thing of this name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// A name of the standard prelude, in full where the API has taken it.
    pub(super) fn name(&self, name: &'static str) -> TokenStream {
        if self.taken.contains(name) {
            return in_full(name);
        }
        let ident = format_ident!("{name}");
        quote!(#ident)
    }
}

fn in_full(name: &'static str) -> TokenStream {
    match name {
        "Option" => quote!(::core::option::Option),
        "Some" => quote!(::core::option::Option::Some),
        "None" => quote!(::core::option::Option::None),
        "Result" => quote!(::core::result::Result),
        "Ok" => quote!(::core::result::Result::Ok),
        "Vec" => quote!(::std::vec::Vec),
        "String" => quote!(::std::string::String),
        "Box" => quote!(::std::boxed::Box),
        "Into" => quote!(::core::convert::Into),
        "From" => quote!(::core::convert::From),
        "Default" => quote!(::core::default::Default),
        "Debug" => quote!(::core::fmt::Debug),
        "Clone" => quote!(::core::clone::Clone),
        "PartialEq" => quote!(::core::cmp::PartialEq),
        other => unreachable!("{other} is not among the names of the prelude that generated code uses"),
    }
}
