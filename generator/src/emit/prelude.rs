//! Which names of Rust's own does the API use for something else?
//!
//! Generated code says `Option` and `String` as a person would, unless a type of the API has that name; then, and only
//! then, it says `::core::option::Option`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

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
    pub(super) fn spell(&self, name: &'static str) -> &'static str {
        match self.taken.contains(name) {
            true => in_full(name),
            false => name,
        }
    }

    /// The same in tokens.
    pub(super) fn name(&self, name: &'static str) -> TokenStream {
        let path = self.spell(name);
        path.parse().expect("names of the prelude are paths")
    }
}

fn in_full(name: &'static str) -> &'static str {
    match name {
        "Option" => "::core::option::Option",
        "Some" => "::core::option::Option::Some",
        "None" => "::core::option::Option::None",
        "Result" => "::core::result::Result",
        "Ok" => "::core::result::Result::Ok",
        "Vec" => "::std::vec::Vec",
        "String" => "::std::string::String",
        "Box" => "::std::boxed::Box",
        "Into" => "::core::convert::Into",
        "From" => "::core::convert::From",
        "Default" => "::core::default::Default",
        "Debug" => "::core::fmt::Debug",
        "Clone" => "::core::clone::Clone",
        "PartialEq" => "::core::cmp::PartialEq",
        other => unreachable!("{other} is not among the names of the prelude that generated code uses"),
    }
}
