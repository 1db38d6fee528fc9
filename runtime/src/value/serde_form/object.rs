//! How is an object with properties of its own taken from a deserializer?

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::parts::{Entry, Slot};
use super::scalars::{I64Visitor, OptionI64Visitor};
use crate::value::object::Shape;
use crate::value::slots::{Seen, Slots};
use crate::value::{Fault, Place, Segment};

pub(super) struct ObjectVisitor<'slots, 'fault> {
    pub(super) shape: &'static Shape,
    pub(super) slots: Slots<'slots>,
    pub(super) fault: &'fault mut Option<Fault>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.shape.name)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let shape = self.shape;
        let mut seen = Seen::new(shape);
        let mut keys = Keys {
            shape,
            next: 0,
            other: self.slots.rest.is_some().then(String::new),
        };
        while let Some(index) = map.next_key_seed(&mut keys)? {
            if index == OTHER {
                self.other(keys.other.as_mut(), &mut map)?;
                continue;
            }
            match self.field(index, &mut map) {
                Ok(false) => {}
                Ok(true) => self.slots.was_null(shape, index),
                Err(error) => {
                    self.failed_under(Segment::Field(shape.fields()[index].name));
                    return Err(error);
                }
            }
            seen.insert(index);
            keys.next = index + 1;
        }
        self.slots
            .finish(shape, &seen)
            .map(drop)
            .map_err(de::Error::missing_field)
    }
}

impl ObjectVisitor<'_, '_> {
    /// Reads the field of this index, and says whether it was `null`.
    #[inline]
    fn field<'de, A: MapAccess<'de>>(&mut self, index: usize, map: &mut A) -> Result<bool, A::Error> {
        let value = &mut *self.slots.fields[index];
        match value.place() {
            Place::Bool(place) => *place = map.next_value()?,
            Place::I64(place) => *place = map.next_value_seed(I64Visitor)?,
            Place::F64(place) => *place = map.next_value()?,
            Place::String(place) => *place = map.next_value()?,
            Place::OptionBool(place) => return Ok(put(place, map.next_value()?)),
            Place::OptionI64(place) => return Ok(put(place, map.next_value_seed(OptionI64Visitor)?)),
            Place::OptionF64(place) => return Ok(put(place, map.next_value()?)),
            Place::OptionString(place) => return Ok(put(place, map.next_value()?)),
            Place::Opaque => {
                return map.next_value_seed(Slot {
                    value: value.as_value_mut(),
                    fault: self.fault,
                });
            }
        }
        Ok(false)
    }

    /// Keeps or skips what the shape does not name.
    #[cold]
    fn other<'de, A: MapAccess<'de>>(&mut self, key: Option<&mut String>, map: &mut A) -> Result<(), A::Error> {
        match (key, &mut self.slots.rest) {
            (Some(key), Some(rest)) => map.next_value_seed(Entry {
                key: std::mem::take(key),
                entries: *rest,
                fault: self.fault,
            }),
            (_, _) => map.next_value::<IgnoredAny>().map(drop),
        }
    }

    #[cold]
    fn failed_under(&mut self, segment: Segment) {
        let fault = self.fault.take().unwrap_or_else(Fault::new);
        *self.fault = Some(fault.under(segment));
    }
}

/// Puts a value in its place, and says whether it is none.
#[inline]
fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let none = value.is_none();
    *place = value;
    none
}

/// What stands for the index of a property that the shape does not name.
const OTHER: usize = usize::MAX;

/// Takes the name of a property for the index of its field.
struct Keys {
    shape: &'static Shape,
    /// The field that is expected.
    next: usize,
    /// Where a name goes that the shape does not know, if anyone wants it.
    other: Option<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        if let Some(index) = self.shape.find(name, self.next) {
            return Ok(index);
        }
        if let Some(other) = &mut self.other {
            name.clone_into(other);
        }
        Ok(OTHER)
    }
}
