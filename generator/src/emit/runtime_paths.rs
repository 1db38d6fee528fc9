//! By which paths does generated code reach the runtime?
//!
//! The generator does not depend on the runtime; this is the one place where the two meet.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The import that every generated module begins with.
pub(super) fn import() -> TokenStream {
    quote!(
        use ::openapi_runtime::codegen::v1 as codegen;
    )
}

/// One of the types for texts that are understood when they are asked.
pub(super) fn text(name: &str) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(codegen::#name)
}

/// A type that only sdk.toml knows: one of another crate, or of the one that is generated into.
pub(super) fn foreign(path: &str) -> TokenStream {
    let own = ["crate::", "self::", "super::", "::"];
    let root = if own.iter().any(|start| path.starts_with(start)) {
        ""
    } else {
        "::"
    };
    let path: TokenStream = format!("{root}{path}")
        .parse()
        .expect("the configuration has been checked");
    quote!(codegen::Foreign<#path>)
}

macro_rules! paths {
    ($($name:ident [$($path:tt)*])*) => {$(
        pub(super) fn $name() -> TokenStream {
            quote!($($path)*)
        }
    )*};
}

paths! {
    uuid [codegen::Uuid]
    date [codegen::NaiveDate]
    date_time [codegen::DateTime]
    any [codegen::JsonValue]
    raw_json [codegen::RawJson]
    base64 [codegen::Base64]
    decimal [codegen::Decimal]
    password [codegen::Password]
    object [codegen::JsonObject]
    bytes [codegen::Bytes]
    unix_time [codegen::UnixTime]
    map [::std::collections::BTreeMap]
}
