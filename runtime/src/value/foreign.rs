//! How does a type take part that knows nothing of this crate?

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Fault, Sink, Source, Value};

/// A value of a type that sdk.toml names (`[types]`), such as one of the program's own.
///
/// It reads and writes as that type does by serde's traits, and can be used as if it was that type. A field of it is set
/// with a value of the type itself, and [`into_inner`](Self::into_inner) gives that back.
///
/// ```
/// use openapi_runtime::Foreign;
/// use std::net::Ipv4Addr;
///
/// let address = Foreign::from(Ipv4Addr::LOCALHOST);
/// assert!(address.is_loopback());
/// assert_eq!(address.into_inner(), Ipv4Addr::LOCALHOST);
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Foreign<T>(
    /// `None` only between the two steps of reading: nothing is known of the type that could make a blank one.
    Option<T>,
);

const READ: &str = "what is made without a value is read before anybody sees it";

impl<T> Foreign<T> {
    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.expect(READ)
    }
}

impl<T> From<T> for Foreign<T> {
    fn from(value: T) -> Self {
        Foreign(Some(value))
    }
}

impl<T> Deref for Foreign<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect(READ)
    }
}

impl<T> DerefMut for Foreign<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_mut().expect(READ)
    }
}

impl<T: fmt::Debug> fmt::Debug for Foreign<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("…"),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Foreign<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: PartialEq> PartialEq<T> for Foreign<T> {
    fn eq(&self, other: &T) -> bool {
        self.0.as_ref() == Some(other)
    }
}

impl<T: Serialize + DeserializeOwned + fmt::Debug> Value for Foreign<T> {
    fn blank() -> Self {
        Foreign(None)
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.raw(&mut |text| {
            // Where in a document a text stands is for those to say who know all of it.
            let value = serde_json::from_str(text).map_err(|error| without_place(&error))?;
            self.0 = Some(value);
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        // Not every value can be JSON: a map whose keys are no strings is none.
        let text = serde_json::value::to_raw_value(&self.0).map_err(|_| Fault::new())?;
        sink.raw(&text)
    }
}

fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).unwrap_or(&text).to_owned()
}

impl<T: Serialize> Serialize for Foreign<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Foreign<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Foreign::from)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::Foreign;
    use crate::value::json;

    struct Host {
        address: Foreign<Ipv4Addr>,
        other: Foreign<Option<Ipv4Addr>>,
    }

    crate::codegen::v1::object!(Host {
        "address" => address: Required,
        "other" => other: Required,
    });

    #[test]
    fn what_is_no_json_is_an_error() {
        let map = std::collections::BTreeMap::from([(vec![1], 1)]);
        let error = json::encode(&Foreign::from(map)).unwrap_err();
        assert!(error.to_string().contains("refused"), "{error}");
    }

    #[test]
    fn it_reads_and_writes_as_serde_has_it() {
        for text in [
            r#"{"address":"127.0.0.1","other":null}"#,
            r#"{"address":"127.0.0.1","other":"10.0.0.1"}"#,
        ] {
            let host: Host = serde_json::from_str(text).unwrap();
            assert_eq!(host.address, Ipv4Addr::LOCALHOST);
            assert_eq!(serde_json::to_string(&host).unwrap(), text);
            let host: Host = {
                let mut host = <Host as crate::value::Value>::blank();
                json::decode(&mut host, text.as_bytes()).unwrap();
                host
            };
            assert_eq!(String::from_utf8(json::encode(&host).unwrap()).unwrap(), text);
        }
        let error = serde_json::from_str::<Host>(r#"{"address":"here"}"#).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("address: invalid IPv4 address syntax"), "{text}");
        let error = serde_json::from_str::<Host>("{}").unwrap_err();
        assert!(error.to_string().contains("missing field `address`"), "{error}");
    }
}
