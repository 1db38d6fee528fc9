//! How is a value seen as JSON text, whatever format it comes from?

use std::fmt;
use std::sync::OnceLock;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// What is done with the text; an error says why it is refused.
type Look<'a> = &'a mut dyn FnMut(&str) -> Result<(), String>;

/// Shows the JSON text of a value: as it stands, digits and all, when the format is JSON, and written anew when it is not.
/// A text that lies in memory is not copied.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D, look: Look<'_>) -> Result<(), D::Error> {
    let name = name();
    let outcome = deserializer.deserialize_newtype_struct(name, AnyFormat { name, look })?;
    outcome.map_err(de::Error::custom)
}

/// The name of a newtype struct by which serde_json is asked for a text, and which nobody else knows. It answers with a map
/// of one entry, from that name to the text.
fn name() -> &'static str {
    static NAME: OnceLock<&'static str> = OnceLock::new();
    NAME.get_or_init(|| {
        let mut name = "";
        // All that is wanted is what it asks for.
        let _ = Box::<RawValue>::deserialize(Asked(&mut name));
        name
    })
}

/// Hears which newtype struct is asked for.
struct Asked<'a>(&'a mut &'static str);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = de::value::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, _: V) -> Result<V::Value, Self::Error> {
        *self.0 = name;
        Err(de::Error::custom("nothing is here"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("nothing is here"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Takes what serde_json answers, or any value of another format, which is written as JSON.
struct AnyFormat<'a> {
    name: &'static str,
    look: Look<'a>,
}

impl AnyFormat<'_> {
    fn write<E: de::Error>(self, value: impl Into<serde_json::Value>) -> Result<Result<(), String>, E> {
        Ok((self.look)(&value.into().to_string()))
    }
}

impl<'de> Visitor<'de> for AnyFormat<'_> {
    type Value = Result<(), String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let first = match map.next_key_seed(Key(self.name))? {
            None => return Ok((self.look)("{}")),
            Some(None) => return map.next_value_seed(Text(self.look)),
            Some(Some(first)) => first,
        };
        let mut object = serde_json::Map::new();
        object.insert(first, map.next_value()?);
        while let Some((key, value)) = map.next_entry()? {
            object.insert(key, value);
        }
        self.write(object)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.write(serde_json::Value::deserialize(deserializer)?)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.write(serde_json::Value::deserialize(deserializer)?)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        self.write(serde_json::Value::deserialize(SeqAccessDeserializer::new(seq))?)
    }

    fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
        self.write(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        self.write(())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Self::Value, E> {
        self.write(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Self::Value, E> {
        self.write(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Self::Value, E> {
        self.write(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Self::Value, E> {
        self.write(value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Self::Value, E> {
        self.write(value)
    }
}

/// A key: `None` if it is this name.
struct Key(&'static str);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key != self.0).then(|| key.to_owned()))
    }
}

/// The text in serde_json's answer.
struct Text<'a>(Look<'a>);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = Result<(), String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = Result<(), String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok((self.0)(text))
    }
}

#[cfg(test)]
mod tests {
    use serde::de::Deserializer;
    use serde::de::value::{Error, F64Deserializer, MapDeserializer};

    fn text<'de, D: Deserializer<'de>>(deserializer: D) -> String {
        let mut seen = String::new();
        let outcome = super::text(deserializer, &mut |text| {
            text.clone_into(&mut seen);
            Ok(())
        });
        assert!(outcome.is_ok());
        seen
    }

    #[test]
    fn json_keeps_every_digit() {
        let number = " 0.1000000000000000055511151231257827 ";
        assert_eq!(text(&mut serde_json::Deserializer::from_str(number)), number.trim());
        assert_eq!(
            text(&mut serde_json::Deserializer::from_reader(number.as_bytes())),
            number.trim()
        );
    }

    #[test]
    fn a_text_in_memory_is_not_copied() {
        let json = "[1, 2]";
        let mut place = None;
        let look = &mut |text: &str| {
            place = Some(text.as_ptr());
            Ok(())
        };
        super::text(&mut serde_json::Deserializer::from_str(json), look).unwrap();
        assert_eq!(place, Some(json.as_ptr()));
    }

    #[test]
    fn what_is_refused_says_why() {
        let mut json = serde_json::Deserializer::from_str("{}");
        let error = super::text(&mut json, &mut |_| Err("too small".to_owned())).unwrap_err();
        assert_eq!(error.to_string(), "too small");
    }

    #[test]
    fn a_json_value_is_a_format_too() {
        assert_eq!(text(serde_json::json!({"a": [1, null]})), r#"{"a":[1,null]}"#);
    }

    #[test]
    fn other_formats_are_written_as_json() {
        assert_eq!(text(F64Deserializer::<Error>::new(1.5)), "1.5");
        let entries = std::iter::once(("a", 1));
        assert_eq!(text(MapDeserializer::<_, Error>::new(entries)), r#"{"a":1}"#);
    }
}
