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
