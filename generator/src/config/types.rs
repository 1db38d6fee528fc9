//! What does `sdk.toml` say about types?

use std::collections::BTreeMap;

use super::setting::{Setting, Value, Wrong, settings, word, wrong};

/// `[types]`: which types hold scalars, where the document alone would have it otherwise.
///
/// ```toml
/// [types]
/// number = "decimal"                     # numbers without a format; by default "double"
/// integer = "int32"                      # integers without a format or bounds beyond it; by default "int64"
/// untyped = "any"                        # what else schemas without a `type` take; by default "nothing"
/// merge-inline = true                    # whether equal schemas written in place are one type; by default false
///
/// [types.formats]
/// date-time = "string"                   # strings, integers or numbers of this format
/// money = "decimal"
///
/// [types.schemas]
/// "Invoice.total" = "decimal"            # a property of a component
/// "InvoiceId" = "uuid"                   # a component
/// "#/components/schemas/Line/items" = "any"
/// "Invoice.currency" = "my_types::Currency"
/// ```
///
/// A schema that describes properties or elements without a `type` takes, by the letter of JSON Schema, values of other types too
/// (Validation §6.1.1 asks for a type, and nothing else does). Hardly anyone who writes one means that, so its values are
/// objects or lists, and nothing else; `untyped = "any"` makes a union of it that takes the others too.
///
/// Two schemas that are written in place are two types, however equal they are, since one of them may grow. Where a tool has put
/// copies of the components in place of the references to them, that is not what anyone means, and a large description has many
/// of them: `merge-inline = true` makes one type of those that say the same, down to their words. It is called after the component
/// that it is a copy of, if there is one such component, else after the first place that the description has it in; so
/// its name may move when the description changes, unless `[names.types]` pins it.
///
/// A path, which is a word with `::` in it, names a type of another crate, or of the one that is generated into
/// (`crate::…`). It has to implement serde's `Serialize` and `DeserializeOwned`, `Debug`, `Clone` and `PartialEq`, and it
/// stands in fields as `Foreign<…>` of the runtime, which can be used as the type itself. The generated crate depends on
/// its crate, so that Cargo.toml has to name that.
#[derive(Debug, Default)]
pub(crate) struct Types {
    /// What holds numbers without a format.
    pub(crate) number: Option<Choice>,
    /// What holds integers without a format.
    pub(crate) integer: Option<Choice>,
    /// What a schema takes that describes objects or lists, and names no type.
    pub(crate) untyped: Untyped,
    /// Whether equal schemas that are written in place are one type.
    pub(crate) merge_inline: bool,
    /// What holds values of a format, by its name.
    pub(crate) formats: BTreeMap<String, Choice>,
    /// What holds values of a schema, by its key, the key and a property, or its JSON pointer.
    pub(crate) schemas: BTreeMap<String, Choice>,
}

settings!(Types {
    "number": number,
    "integer": integer,
    "untyped": untyped,
    "merge-inline": merge_inline,
    "formats": formats,
    "schemas": schemas,
});

/// What a schema that describes objects or lists takes beside these, when it names no type.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Untyped {
    /// Nothing: whoever describes properties means an object.
    #[default]
    Nothing,
    /// Values of any other type.
    Any,
}

impl Setting for Untyped {
    fn read(value: &Value<'_>) -> Result<Untyped, Wrong> {
        word(value, &[("nothing", Untyped::Nothing), ("any", Untyped::Any)])
    }
}

/// A type that is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Choice {
    Word(Word),
    /// The path of a type that is not the runtime's, which Rust can read.
    Foreign(String),
}

impl Setting for Choice {
    fn read(value: &Value<'_>) -> Result<Choice, Wrong> {
        let text = String::read(value)?;
        if !text.contains("::") {
            return word(value, WORDS).map(Choice::Word);
        }
        match syn::parse_str::<syn::TypePath>(&text) {
            Ok(path) if path.qself.is_none() => Ok(Choice::Foreign(text)),
            Ok(_) | Err(_) => Err(wrong(value, format!("`{text}` is no path to a type of Rust"))),
        }
    }
}

/// A type, by the name of its format or of its JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Each with what it is called in TOML.
const WORDS: &[(&str, Word)] = &[
    ("any", Word::Any),
    ("string", Word::String),
    ("uuid", Word::Uuid),
    ("date", Word::Date),
    ("date-time", Word::DateTime),
    ("byte", Word::Byte),
    ("password", Word::Password),
    ("time", Word::Time),
    ("duration", Word::Duration),
    ("base64url", Word::Base64url),
    ("unixtime", Word::Unixtime),
    ("int8", Word::Int8),
    ("int16", Word::Int16),
    ("int32", Word::Int32),
    ("int64", Word::Int64),
    ("uint8", Word::Uint8),
    ("uint16", Word::Uint16),
    ("uint32", Word::Uint32),
    ("uint64", Word::Uint64),
    ("float", Word::Float),
    ("double", Word::Double),
    ("decimal", Word::Decimal),
];

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

#[cfg(test)]
mod tests {
    use super::super::setting;
    use super::{Choice, Types, WORDS, Word};

    #[test]
    fn a_word_is_the_name_of_its_format() {
        for (name, word) in WORDS {
            assert!(word.format().is_none_or(|format| format == *name), "{name}");
        }
    }

    #[test]
    fn a_type_is_a_word_or_a_path() {
        let choice = |text: &str| {
            let types: Result<Types, _> = setting::read(&format!("number = {text:?}"));
            types.map(|types| types.number).map_err(|wrong| wrong.message)
        };
        let foreign = |path: &str| Ok(Some(Choice::Foreign(path.to_owned())));
        assert_eq!(choice("decimal"), Ok(Some(Choice::Word(Word::Decimal))));
        assert_eq!(choice("rust_decimal::Decimal"), foreign("rust_decimal::Decimal"));
        assert_eq!(choice("crate::Set<String>"), foreign("crate::Set<String>"));
        for wrong in ["money", "a::", "a::b; fn x() {}", "<a as b>::c", "a::b + c", "&a::b"] {
            assert!(choice(wrong).is_err(), "{wrong}");
        }
    }
}
