//! Which Rust type holds a string, a number or a boolean of this format?
//!
//! Formats are those of the OpenAPI format registry; an unknown one changes nothing, as the specification asks
//! (OpenAPI 3.1, Data Types).

use crate::ir::Scalar;
use crate::parse::Schema;

pub(super) fn string(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("uuid") => Scalar::Uuid,
        Some("date") => Scalar::Date,
        Some("date-time") => Scalar::DateTime,
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
        Some("uint64") => Scalar::U64,
        Some(_) | None => Scalar::I64,
    }
}

pub(super) fn number(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("float") => Scalar::F32,
        Some("int32" | "int64" | "uint32" | "uint64") => integer(schema),
        Some(_) | None => Scalar::F64,
    }
}
