//! How do values become JSON text and back?

use std::fmt;

use super::serde_form::{read, serialize};
use super::{Fault, Value};

/// Overwrites `value` with what `text` holds.
pub(crate) fn decode(value: &mut dyn Value, text: &[u8]) -> Result<(), DecodeError> {
    let mut json = serde_json::Deserializer::from_slice(text);
    read(value, &mut json).map_err(|(fault, source)| DecodeError {
        fault: Some(fault),
        source,
    })?;
    json.end().map_err(|source| DecodeError { fault: None, source })
}

/// Writes `value` as JSON.
pub(crate) fn encode(value: &dyn Value) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::with_capacity(128);
    serialize(value, &mut serde_json::Serializer::new(&mut text))?;
    Ok(text)
}

/// JSON that does not fit the type it is read as: the path to the place, and serde_json's own words, which end in the
/// line and column of the text.
#[derive(Debug)]
pub struct DecodeError {
    fault: Option<Fault>,
    source: serde_json::Error,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Some(fault) if !fault.is_at_root() => write!(f, "{fault}: {}", self.source),
            Some(_) | None => self.source.fmt(f),
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
