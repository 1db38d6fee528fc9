//! What are the digits of a number that the reader rounded?
//!
//! Readers hand out an `f64` for `0.12345678901234567890123`. When that has happened, the text is
//! read a second time beside the tree, and those numbers alone are taken as text.

use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::value::RawValue;

use super::node::{Node, Number};
use super::tree::Key;

pub(super) fn json<'de, D: Deserializer<'de>>(node: &mut Node, reader: D) -> Result<(), D::Error> {
    let format = Format::Json;
    Beside { node, format }.deserialize(reader)
}

pub(super) fn yaml<'de, D: Deserializer<'de>>(node: &mut Node, reader: D) -> Result<(), D::Error> {
    let format = Format::Yaml;
    Beside { node, format }.deserialize(reader)
}

#[derive(Clone, Copy)]
enum Format {
    Json,
    Yaml,
}

/// Reads the text of `node` again.
struct Beside<'n> {
    node: &'n mut Node,
    format: Format,
}

impl<'de> DeserializeSeed<'de> for Beside<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        match self.node {
            Node::Object(_) | Node::Array(_) => reader.deserialize_any(self),
            Node::Number(Number::Float(read)) if Number::may_be_rounded(*read) => {
                let text = match self.format {
                    Format::Json => Box::<RawValue>::deserialize(reader)?.get().to_owned(),
                    Format::Yaml => Key.deserialize(reader)?,
                };
                let read = *read;
                *self.node = Node::Number(Number::from_text(&text, read));
                Ok(())
            }
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {
                IgnoredAny::deserialize(reader).map(|_| ())
            }
        }
    }
}

impl<'de> Visitor<'de> for Beside<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what was read before")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let format = self.format;
        if let Node::Array(items) = self.node {
            for node in items {
                seq.next_element_seed(Beside { node, format })?;
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let format = self.format;
        while let Some(key) = map.next_key_seed(Key)? {
            let node = self.node.as_object_mut().and_then(|entries| entries.get_mut(&key));
            match node {
                Some(node) => map.next_value_seed(Beside { node, format })?,
                None => map.next_value::<IgnoredAny>().map(|_| ())?,
            }
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (IgnoredAny, value) = data.variant()?;
        value.newtype_variant_seed(self)
    }
}
