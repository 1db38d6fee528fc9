//! How is a value kept as JSON text, whatever format it comes from?

use std::fmt;

use serde::de::value::{MapDeserializer, SeqAccessDeserializer, StringDeserializer};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The JSON text of a value: as it stood, digits and all, when the format is JSON, and written anew when it is not.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<RawValue>, D::Error> {
    Box::<RawValue>::deserialize(AnyFormat(deserializer))
}

/// `RawValue` asks for a newtype struct of a name that only serde_json knows, and serde_json answers with a map of one
/// entry, from that name to the text. What any other format answers is turned into that map here.
struct AnyFormat<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for AnyFormat<D> {
    type Error = D::Error;

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, RawOr { name, visitor })
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct RawOr<V> {
    name: &'static str,
    visitor: V,
}

impl<'de, V: Visitor<'de>> RawOr<V> {
    fn answer<E: de::Error>(self, text: String) -> Result<V::Value, E> {
        let entry = (self.name, StringDeserializer::<E>::new(text));
        self.visitor.visit_map(MapDeserializer::new(std::iter::once(entry)))
    }

    fn write<E: de::Error>(self, value: impl Into<serde_json::Value>) -> Result<V::Value, E> {
        self.answer(value.into().to_string())
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for RawOr<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<V::Value, A::Error> {
        let Some(first) = map.next_key::<String>()? else {
            return self.answer("{}".to_owned());
        };
        if first == self.name {
            let text = map.next_value()?;
            return self.answer(text);
        }
        let mut object = serde_json::Map::new();
        object.insert(first, map.next_value()?);
        while let Some((key, value)) = map.next_entry()? {
            object.insert(key, value);
        }
        self.write(object)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.write(serde_json::Value::deserialize(deserializer)?)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.write(serde_json::Value::deserialize(deserializer)?)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        self.write(serde_json::Value::deserialize(SeqAccessDeserializer::new(seq))?)
    }

    fn visit_none<E: de::Error>(self) -> Result<V::Value, E> {
        self.write(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<V::Value, E> {
        self.write(())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<V::Value, E> {
        self.write(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<V::Value, E> {
        self.write(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<V::Value, E> {
        self.write(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<V::Value, E> {
        self.write(value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<V::Value, E> {
        self.write(value)
    }
}

#[cfg(test)]
mod tests {
    use serde::de::value::{Error, F64Deserializer};

    #[test]
    fn json_keeps_every_digit() {
        let mut json = serde_json::Deserializer::from_str(" 0.1000000000000000055511151231257827 ");
        let text = super::text(&mut json).unwrap();
        assert_eq!(text.get(), "0.1000000000000000055511151231257827");
    }

    #[test]
    fn a_json_value_is_a_format_too() {
        let text = super::text(serde_json::json!({"a": [1, null]})).unwrap();
        assert_eq!(text.get(), r#"{"a":[1,null]}"#);
    }

    #[test]
    fn other_formats_are_written_as_json() {
        let text = super::text(F64Deserializer::<Error>::new(1.5)).unwrap();
        assert_eq!(text.get(), "1.5");
        let entries = std::iter::once(("a", 1));
        let text = super::text(serde::de::value::MapDeserializer::<_, Error>::new(entries)).unwrap();
        assert_eq!(text.get(), r#"{"a":1}"#);
    }
}
