//! How are options, lists and maps taken from a deserializer?

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::source::FromDeserializer;
use crate::value::{Elements, Entries, Fault, Segment, Value};

pub(super) struct OptionVisitor<'a> {
    pub(super) some: &'a mut dyn Value,
    pub(super) fault: &'a mut Option<Fault>,
}

impl<'de> Visitor<'de> for OptionVisitor<'_> {
    /// Whether there is a value.
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let slot = Slot {
            value: self.some,
            fault: self.fault,
        };
        slot.deserialize(deserializer)?;
        Ok(true)
    }
}

/// A place for the next value of an object.
pub(super) struct Slot<'a> {
    pub(super) value: &'a mut dyn Value,
    pub(super) fault: &'a mut Option<Fault>,
}

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    /// Whether it was `null`.
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let mut source = FromDeserializer::new(deserializer);
        match self.value.read(&mut source) {
            Ok(()) => Ok(source.was_null()),
            Err(fault) => {
                *self.fault = Some(fault);
                Err(source.into_error())
            }
        }
    }
}

pub(super) struct ListVisitor<'a> {
    pub(super) elements: &'a mut dyn Elements,
    pub(super) fault: &'a mut Option<Fault>,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut index = 0;
        loop {
            let element = Element {
                elements: self.elements,
                fault: self.fault,
            };
            match seq.next_element_seed(element) {
                Ok(Some(())) => index += 1,
                Ok(None) => return self.elements.finish().map_err(de::Error::custom),
                Err(error) => {
                    let fault = self.fault.take().unwrap_or_else(Fault::new);
                    *self.fault = Some(fault.under(Segment::Index(index)));
                    return Err(error);
                }
            }
        }
    }
}

struct Element<'a> {
    elements: &'a mut dyn Elements,
    fault: &'a mut Option<Fault>,
}

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut source = FromDeserializer::new(deserializer);
        match self.elements.push(&mut source) {
            Ok(()) => Ok(()),
            Err(fault) => {
                *self.fault = Some(fault);
                Err(source.into_error())
            }
        }
    }
}

pub(super) struct MapVisitor<'a> {
    pub(super) entries: &'a mut dyn Entries,
    pub(super) fault: &'a mut Option<Fault>,
}

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            map.next_value_seed(Entry {
                key,
                entries: self.entries,
                fault: self.fault,
            })?;
        }
        Ok(())
    }
}

/// A place for the value of this key.
pub(super) struct Entry<'a> {
    pub(super) key: String,
    pub(super) entries: &'a mut dyn Entries,
    pub(super) fault: &'a mut Option<Fault>,
}

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut source = FromDeserializer::new(deserializer);
        match self.entries.insert(self.key, &mut source) {
            Ok(()) => Ok(()),
            Err(fault) => {
                *self.fault = Some(fault);
                Err(source.into_error())
            }
        }
    }
}
