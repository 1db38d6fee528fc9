//! Which Rust type holds a string, a number or a boolean of this format?
//!
//! Formats are those of the [registry](https://spec.openapis.org/registry/format/); the tests below have a row for each of
//! them. An unknown one changes nothing, as the specification asks (OpenAPI 3.1, Data Types).
//!
//! A format that describes a text, and asks no more of a program than to show it or to hand it on, leaves it a `String`:
//! addresses, names of hosts, patterns, pointers, markup, the fields of HTTP. So do those for which there are types, but
//! none that gives every text back as it came: networks and names with a zone stand where `ipv4` and `ipv6` are said, and
//! an address of the web is no longer the same when it has been parsed. `[types]` of sdk.toml can have it otherwise.

use crate::ir::{Scalar, TextFormat};
use crate::parse::Schema;
use crate::read::Number;

pub(super) fn string(schema: &Schema) -> Scalar {
    if let Some(index) = schema.foreign {
        return Scalar::Foreign(index);
    }
    match (schema.format.as_deref(), schema.content_encoding.as_deref()) {
        (Some("uuid"), _) => Scalar::Uuid,
        (Some("date"), _) => Scalar::Date,
        (Some("date-time"), _) => Scalar::DateTime,
        (Some("password"), _) => Scalar::Password,
        (Some("time" | "time-local"), _) => Scalar::Text(TextFormat::Time),
        (Some("duration"), _) => Scalar::Text(TextFormat::Duration),
        (Some("decimal" | "decimal128"), _) => Scalar::Text(TextFormat::Decimal),
        (Some("base64url"), _) | (_, Some("base64url")) => Scalar::Text(TextFormat::Base64Url),
        // `format: byte` says the same.
        (_, Some("base64")) => Scalar::Base64,
        (Some(_) | None, Some(_) | None) => Scalar::String,
    }
}

pub(super) fn integer(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("int8") => Scalar::I8,
        Some("int16") => Scalar::I16,
        Some("int32") => Scalar::I32,
        Some("uint8") => Scalar::U8,
        Some("uint16") => Scalar::U16,
        Some("uint32") => Scalar::U32,
        Some("uint64" | "u-int64") => Scalar::U64,
        Some("decimal" | "decimal128") => Scalar::Decimal,
        // `double-int` has 53 bits.
        Some("int64" | "double-int") => Scalar::I64,
        Some("unixtime" | "unix-time") => Scalar::UnixTime,
        Some(_) | None => within_bounds(schema),
    }
}

/// The type that the bounds of a schema call for: of 64 bits without a sign where they say so, of any size where even the
/// least value has more. A bound that is that of 64 bits with a sign, as a float has it, is meant to be that one.
#[expect(
    clippy::cast_precision_loss,
    reason = "bounds are compared as floats, which many were when they were written"
)]
fn within_bounds(schema: &Schema) -> Scalar {
    let least = schema.minimum.as_ref().or(schema.exclusive_minimum.as_ref());
    let most = schema.maximum.as_ref().or(schema.exclusive_maximum.as_ref());
    let least = least.map_or(f64::NEG_INFINITY, Number::as_f64);
    let most = most.map_or(f64::INFINITY, Number::as_f64);
    let is_finite = most <= u64::MAX as f64;
    if least > i64::MAX as f64 && !is_finite {
        Scalar::Decimal
    } else if least >= 0.0 && most > i64::MAX as f64 && is_finite {
        Scalar::U64
    } else {
        Scalar::I64
    }
}

pub(super) fn number(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("float") => Scalar::F32,
        Some("int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" | "double-int") => {
            integer(schema)
        }
        Some("decimal" | "decimal128") => Scalar::Decimal,
        Some(_) | None => Scalar::F64,
    }
}

#[cfg(test)]
mod tests {
    use crate::ir::{Scalar, TextFormat};
    use crate::parse::Schema;
    use crate::read::{SourceId, SpecPath};

    /// What a string, an integer and a number of each format become; `None` where that of the JSON type is.
    type Row = (&'static str, Option<Scalar>, Option<Scalar>, Option<Scalar>);

    #[test]
    fn every_format_of_the_registry_has_its_type() {
        let text = |format: &'static str, of: TextFormat| -> Row { (format, Some(Scalar::Text(of)), None, None) };
        let string = |format: &'static str, of: Scalar| -> Row { (format, Some(of), None, None) };
        let plain = |format: &'static str| -> Row { (format, None, None, None) };
        let integer = |format: &'static str, of: Scalar| -> Row { (format, None, Some(of), Some(of)) };
        let decimal = Some(Scalar::Decimal);
        let rows = [
            text("base64url", TextFormat::Base64Url),
            // Bytes that are no text cannot stand in JSON; as a part of a form they are a file.
            plain("binary"),
            string("byte", Scalar::Base64),
            // What a person calls a character may be several of Rust's.
            plain("char"),
            plain("commonmark"),
            string("date", Scalar::Date),
            string("date-time", Scalar::DateTime),
            plain("date-time-local"),
            ("decimal", Some(Scalar::Text(TextFormat::Decimal)), decimal, decimal),
            ("decimal128", Some(Scalar::Text(TextFormat::Decimal)), decimal, decimal),
            plain("double"),
            integer("double-int", Scalar::I64),
            text("duration", TextFormat::Duration),
            plain("email"),
            ("float", None, None, Some(Scalar::F32)),
            plain("hostname"),
            plain("html"),
            plain("http-date"),
            plain("idn-email"),
            plain("idn-hostname"),
            integer("int8", Scalar::I8),
            integer("int16", Scalar::I16),
            integer("int32", Scalar::I32),
            integer("int64", Scalar::I64),
            plain("ipv4"),
            plain("ipv6"),
            plain("iri"),
            plain("iri-reference"),
            plain("json-pointer"),
            plain("media-range"),
            string("password", Scalar::Password),
            plain("regex"),
            plain("relative-json-pointer"),
            plain("sf-binary"),
            plain("sf-boolean"),
            plain("sf-decimal"),
            plain("sf-integer"),
            plain("sf-string"),
            plain("sf-token"),
            text("time", TextFormat::Time),
            text("time-local", TextFormat::Time),
            integer("uint8", Scalar::U8),
            integer("uint16", Scalar::U16),
            integer("uint32", Scalar::U32),
            integer("uint64", Scalar::U64),
            ("unixtime", None, Some(Scalar::UnixTime), None),
            plain("uri"),
            plain("uri-reference"),
            plain("uri-template"),
            string("uuid", Scalar::Uuid),
            // Not of the registry, and often seen.
            ("unix-time", None, Some(Scalar::UnixTime), None),
        ];
        for (format, of_string, of_integer, of_number) in rows {
            let mut schema = Schema::any(SpecPath::new(SourceId::from_index(0), ""));
            schema.format = Some(format.to_owned());
            if format == "byte" {
                // As every dialect is read.
                schema.content_encoding = Some("base64".to_owned());
            }
            assert_eq!(super::string(&schema), of_string.unwrap_or(Scalar::String), "{format}");
            let of_integer = of_integer.unwrap_or(Scalar::I64);
            assert_eq!(super::integer(&schema), of_integer, "{format}");
            assert_eq!(super::number(&schema), of_number.unwrap_or(Scalar::F64), "{format}");
        }
    }
}
