//! What does `sdk.toml` say about types?

use std::collections::BTreeMap;

use serde::Deserialize;

/// `[types]`: which types hold scalars, where the document alone would have it otherwise.
///
/// ```toml
/// [types]
/// number = "decimal"                     # numbers without a format; by default "double"
/// integer = "int32"                      # integers without a format or bounds beyond it; by default "int64"
///
/// [types.formats]
/// date-time = "string"                   # strings, integers or numbers of this format
/// money = "decimal"
///
/// [types.schemas]
/// "Invoice.total" = "decimal"            # a property of a component
/// "InvoiceId" = "uuid"                   # a component
/// "#/components/schemas/Line/items" = "any"
/// ```
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct Types {
    /// What holds numbers without a format.
    pub(crate) number: Option<Word>,
    /// What holds integers without a format.
    pub(crate) integer: Option<Word>,
    /// What holds values of a format, by its name.
    pub(crate) formats: BTreeMap<String, Word>,
    /// What holds values of a schema, by its key, the key and a property, or its JSON pointer.
    pub(crate) schemas: BTreeMap<String, Word>,
}

/// A type, by the name of its format or of its JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Word {
    Any,
    String,
    Uuid,
    Date,
    DateTime,
    Byte,
    Password,
    Time,
    Duration,
    Base64url,
    Unixtime,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Float,
    Double,
    Decimal,
}

impl Word {
    /// The format that calls for this type; `None` for the type that is there without one.
    pub(crate) fn format(self) -> Option<&'static str> {
        match self {
            Word::Any | Word::String => None,
            Word::Uuid => Some("uuid"),
            Word::Date => Some("date"),
            Word::DateTime => Some("date-time"),
            Word::Byte => Some("byte"),
            Word::Password => Some("password"),
            Word::Time => Some("time"),
            Word::Duration => Some("duration"),
            Word::Base64url => Some("base64url"),
            Word::Unixtime => Some("unixtime"),
            Word::Int8 => Some("int8"),
            Word::Int16 => Some("int16"),
            Word::Int32 => Some("int32"),
            Word::Int64 => Some("int64"),
            Word::Uint8 => Some("uint8"),
            Word::Uint16 => Some("uint16"),
            Word::Uint32 => Some("uint32"),
            Word::Uint64 => Some("uint64"),
            Word::Float => Some("float"),
            Word::Double => Some("double"),
            Word::Decimal => Some("decimal"),
        }
    }
}
