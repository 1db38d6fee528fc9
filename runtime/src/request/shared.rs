//! What does a client say in all its calls?
//!
//! A parameter that many operations have can be given to the client once. It goes out with the operations that declare
//! it, and with no other.

use http::header::{HeaderName, HeaderValue};

use super::parts::Parts;
use super::style::{self, Style};
use crate::value::Value;

/// A parameter that was given to the client.
#[derive(Clone)]
pub(crate) struct SharedParameter {
    name: &'static str,
    place: Place,
    pub(super) style: Style,
    pub(super) value: Parts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Query,
    Header,
}

impl SharedParameter {
    /// # Errors
    /// When it cannot be sent; the text says why, and not what.
    pub(crate) fn new(place: Place, name: &'static str, style: Style, value: &dyn Value) -> Result<Self, String> {
        let spelled = super::spell(style, value, |parts| {
            let text = match place {
                Place::Query => style::query(name, style, &parts).map(Some),
                Place::Header => style::header(style, &parts),
            }?;
            Ok((parts, text))
        });
        let (value, text) = spelled.map_err(|reason| format!("the parameter `{name}` {reason}"))?;
        let is_header = HeaderName::from_bytes(name.as_bytes()).is_ok()
            && text.is_none_or(|text| HeaderValue::from_bytes(text.as_bytes()).is_ok());
        if place == Place::Header && !is_header {
            return Err(format!("the parameter `{name}` is not fit for a header"));
        }
        Ok(SharedParameter {
            name,
            place,
            style,
            value,
        })
    }

    pub(crate) fn is(&self, place: Place, name: &str) -> bool {
        self.place == place && self.name == name
    }

    /// Whether the two are the same parameter.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        other.is(self.place, self.name)
    }
}
