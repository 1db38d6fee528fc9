//! How is a value kept that no type is known for?

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::decide::Branches;
use super::explain::{Mismatch, explain};
use super::{Fault, Sink, Source, Value};

/// JSON as it came, every digit of it: what fits no branch of a union, and no value of an enum of scalars.
///
/// ```
/// use openapi_runtime::RawJson;
/// use serde_json::json;
///
/// let kept = RawJson::from(json!({ "kind": "eel" }));
/// assert_eq!(kept.as_str(), r#"{"kind":"eel"}"#);
/// assert_eq!(kept.to_value()["kind"], "eel");
/// ```
#[derive(Clone)]
pub struct RawJson {
    /// Nothing for `null`, so that a blank value costs no allocation.
    text: Option<Box<RawValue>>,
    of: Option<&'static Branches>,
}

impl RawJson {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.raw().get()
    }

    fn raw(&self) -> &RawValue {
        self.text.as_deref().unwrap_or(RawValue::NULL)
    }

    /// The value, with numbers of 64 bits.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.as_str()).unwrap_or_default()
    }

    /// The value as another type.
    ///
    /// # Errors
    /// When it is none of that type.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.as_str())
    }

    /// Why the value fits no branch of the union that it was read as; `None` where it was not read as one.
    ///
    /// A union keeps what it cannot place in its `Unknown`, so that an answer which says more than the API's description
    /// is no error. This tells what the description would have to say for it:
    ///
    /// ```no_run
    /// # use openapi_runtime::RawJson;
    /// # enum Pet { Cat(()), Unknown(RawJson) }
    /// # fn show(pet: &Pet) {
    /// if let Pet::Unknown(kept) = pet {
    ///     if let Some(why) = kept.why() {
    ///         // Cat: missing field `lives`; Dog: bark: invalid type: integer `3`, expected a boolean
    ///         eprintln!("{why}");
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// The branches read the value again when this is called: what nobody asks for costs nothing.
    #[must_use]
    pub fn why(&self) -> Option<Mismatch> {
        self.of.map(|branches| explain(branches, self.as_str(), 0))
    }

    /// Keeps a text, if it is JSON, and nested no deeper than serde_json reads.
    pub(crate) fn new(text: &str, of: Option<&'static Branches>) -> Result<Self, serde_json::Error> {
        serde_json::from_str::<serde_json::Value>(text)?;
        let text = serde_json::from_str(text)?;
        Ok(RawJson { text: Some(text), of })
    }
}

impl From<serde_json::Value> for RawJson {
    fn from(value: serde_json::Value) -> Self {
        RawValue::from_string(value.to_string())
            .unwrap_or_else(|_| RawValue::NULL.to_owned())
            .into()
    }
}

impl From<Box<RawValue>> for RawJson {
    fn from(text: Box<RawValue>) -> Self {
        RawJson {
            text: Some(text),
            of: None,
        }
    }
}

/// By the text, or else by the values.
impl PartialEq for RawJson {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() || self.to_value() == other.to_value()
    }
}

impl PartialEq<serde_json::Value> for RawJson {
    fn eq(&self, other: &serde_json::Value) -> bool {
        self.to_value() == *other
    }
}

impl fmt::Debug for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Value for RawJson {
    fn blank() -> Self {
        RawJson { text: None, of: None }
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.raw(&mut |text| {
            *self = RawJson::new(text, None).map_err(|error| error.to_string())?;
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.raw(self.raw())
    }
}

crate::__serde_v1!(RawJson);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RawJson;

    #[test]
    fn every_digit_is_kept() {
        let text = r#"[{"a":123456789012345678901234567890.10},null]"#;
        let kept: Vec<RawJson> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&kept).unwrap(), text);
        assert_eq!(serde_json::to_value(&kept[1]).unwrap(), json!(null));
        assert_eq!(kept[1].decode::<Option<i64>>().unwrap(), None);
        assert_eq!(RawJson::from(json!({ "a": 1, "b": 2 })), json!({ "b": 2, "a": 1 }));
    }
}
