//! By which names does an example speak of things?
//!
//! By short ones that it imports, unless the API has given a name of Rust's own to one of its types.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::{Emit, table};

/// What is in scope without an import, and what examples import themselves.
const TAKEN: [&str; 43] = [
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Into",
    "From",
    "Default",
    "Debug",
    "Clone",
    "PartialEq",
    "Iterator",
    "IntoIterator",
    "Extend",
    "Drop",
    "Fn",
    "Send",
    "Sync",
    "Copy",
    "ToString",
    "ToOwned",
    "BTreeMap",
    "Base64",
    "Base64Url",
    "Body",
    "Decimal",
    "DateTime",
    "DecimalText",
    "Duration",
    "FilePart",
    "JsonObject",
    "JsonValue",
    "Mock",
    "Multipart",
    "NaiveDate",
    "Password",
    "Time",
    "UnixTime",
    "Uuid",
];

#[derive(Clone)]
pub(super) struct Names {
    /// The path of the crate.
    root: TokenStream,
    /// The names of the API's types that stand for something else, too.
    taken: BTreeSet<&'static str>,
    /// What is imported, by module.
    uses: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Names {
    pub(super) fn new(cx: &Emit<'_>, crate_path: &str) -> Self {
        let is_type = |name: &str| cx.prelude.is_taken(name);
        Names {
            root: crate_path.parse().unwrap_or_default(),
            taken: TAKEN.into_iter().filter(|name| is_type(name)).collect(),
            uses: BTreeMap::new(),
        }
    }

    /// A type of the API.
    pub(super) fn of_type(&mut self, ident: &str) -> TokenStream {
        if self.taken.contains(ident) {
            let (root, ident) = (&self.root, format_ident!("{ident}"));
            return quote!(#root::types::#ident);
        }
        self.import("types", ident)
    }

    /// Something of the runtime's, by the module that it is in there: `""` for its root.
    pub(super) fn of_runtime(&mut self, module: &'static str, name: &'static str) -> TokenStream {
        let module = match module {
            "" => "runtime",
            "chrono" => "runtime::chrono",
            "serde_json" => "runtime::serde_json",
            "uuid" => "runtime::uuid",
            other => unreachable!("{other} is no module that examples use"),
        };
        self.unless_taken(module, name)
    }

    /// Something of the standard library's.
    pub(super) fn of_std(&mut self, name: &'static str) -> TokenStream {
        self.unless_taken("std::collections", name)
    }

    fn unless_taken(&mut self, module: &'static str, name: &'static str) -> TokenStream {
        if self.taken.contains(name) {
            let (path, ident) = (self.path(module), format_ident!("{name}"));
            return quote!(#path::#ident);
        }
        self.import(module, name)
    }

    fn import(&mut self, module: &'static str, name: &str) -> TokenStream {
        self.uses.entry(module).or_default().insert(name.to_owned());
        let ident = format_ident!("{name}");
        quote!(#ident)
    }

    fn path(&self, module: &'static str) -> TokenStream {
        let path: TokenStream = module.parse().expect("the modules are written above");
        match module.starts_with("std") {
            true => path,
            false => {
                let root = &self.root;
                quote!(#root::#path)
            }
        }
    }

    /// The imports.
    pub(super) fn uses(&self) -> TokenStream {
        let text = self.use_lines().concat();
        text.parse().expect("imports are of identifiers and checked paths")
    }

    /// The imports, each on a line.
    pub(super) fn use_lines(&self) -> Vec<String> {
        let uses = self.uses.iter().map(|(module, names)| {
            let path = table::compact(&self.path(module));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            match &names[..] {
                [only] => format!("use {path}::{only};"),
                several => format!("use {path}::{{{}}};", several.join(", ")),
            }
        });
        uses.collect()
    }
}
