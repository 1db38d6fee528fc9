//! By which paths does generated code reach the runtime?
//!
//! The generator does not depend on the runtime; this is the one place where the two meet.

use proc_macro2::TokenStream;
use quote::quote;

use super::table;

/// The import that every generated module begins with.
pub(super) fn import() -> TokenStream {
    quote!(
        use ::openapi_runtime::codegen::v1 as codegen;
    )
}

/// One of the types for texts that are understood when they are asked.
pub(super) fn text(name: &str) -> String {
    format!("codegen::{name}")
}

/// A type that only sdk.toml knows: one of another crate, or of the one that is generated into.
pub(super) fn foreign(path: &str) -> String {
    let own = ["crate::", "self::", "super::", "::"];
    let root = if own.iter().any(|start| path.starts_with(start)) {
        ""
    } else {
        "::"
    };
    let path: TokenStream = format!("{root}{path}")
        .parse()
        .expect("the configuration has been checked");
    format!("codegen::Foreign<{}>", table::compact(&path).replace(",::", ", ::"))
}

pub(super) const UUID: &str = "codegen::Uuid";
pub(super) const DATE: &str = "codegen::NaiveDate";
pub(super) const DATE_TIME: &str = "codegen::DateTime";
pub(super) const ANY: &str = "codegen::JsonValue";
pub(super) const RAW_JSON: &str = "codegen::RawJson";
pub(super) const BASE64: &str = "codegen::Base64";
pub(super) const DECIMAL: &str = "codegen::Decimal";
pub(super) const PASSWORD: &str = "codegen::Password";
pub(super) const OBJECT: &str = "codegen::JsonObject";
pub(super) const BYTES: &str = "codegen::Bytes";
pub(super) const UNIX_TIME: &str = "codegen::UnixTime";
pub(super) const MAP: &str = "::std::collections::BTreeMap";
