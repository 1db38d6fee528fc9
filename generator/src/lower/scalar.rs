//! Which Rust type holds a string, a number or a boolean of this format?
//!
//! Formats are those of the OpenAPI format registry; an unknown one changes nothing, as the specification asks
//! (OpenAPI 3.1, Data Types).

use crate::ir::Scalar;
use crate::parse::Schema;
use crate::read::Number;

pub(super) fn string(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("uuid") => Scalar::Uuid,
        Some("date") => Scalar::Date,
        Some("date-time") => Scalar::DateTime,
        Some("password") => Scalar::Password,
        // `format: byte` says the same.
        Some(_) | None if schema.content_encoding.as_deref() == Some("base64") => Scalar::Base64,
        Some(_) | None => Scalar::String,
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
        Some("decimal") => Scalar::Decimal,
        Some("int64") => Scalar::I64,
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
        Some("int32" | "int64" | "uint32" | "uint64") => integer(schema),
        Some("decimal") => Scalar::Decimal,
        Some(_) | None => Scalar::F64,
    }
}
