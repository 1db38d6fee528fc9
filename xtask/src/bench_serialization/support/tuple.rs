//! What objects lean on that collect their fields in a tuple of options.

use std::fmt;
use std::marker::PhantomData;

pub use serde;
pub use serde::de::{Error, MapAccess};
pub use serde::ser::SerializeMap;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, Visitor};
use serde::ser::{Serialize, Serializer};

pub trait Object: Sized {
    const NAMES: &'static [&'static str];
    type Parts: Default;

    fn read<'de, A: MapAccess<'de>>(parts: &mut Self::Parts, field: usize, map: &mut A) -> Result<(), A::Error>;
    fn finish<E: Error>(parts: Self::Parts) -> Result<Self, E>;
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;
}

#[inline]
pub fn value<'de, T: Deserialize<'de>, A: MapAccess<'de>>(part: &mut Option<T>, map: &mut A) -> Result<(), A::Error> {
    *part = Some(map.next_value()?);
    Ok(())
}

pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

#[inline]
pub fn required<T, E: Error>(part: Option<T>, name: &'static str) -> Result<T, E> {
    part.ok_or_else(|| E::missing_field(name))
}

#[inline]
pub fn entry<T: Serialize, M: SerializeMap>(map: &mut M, name: &'static str, value: &T) -> Result<(), M::Error> {
    map.serialize_entry(name, value)
}

#[inline]
pub fn optional<T: Serialize, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, value),
        None => Ok(()),
    }
}

pub fn serialize<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    object.write(&mut map)?;
    map.end()
}

pub fn deserialize<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut parts = T::Parts::default();
        let mut next = 0;
        while let Some(field) = map.next_key_seed(Key { names: T::NAMES, next })? {
            T::read(&mut parts, field, &mut map)?;
            next = field.wrapping_add(1);
        }
        T::finish(parts)
    }
}

struct Key {
    names: &'static [&'static str],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        if self.names.get(self.next).is_some_and(|next| *next == name) {
            return Ok(self.next);
        }
        Ok(self.names.iter().position(|known| *known == name).unwrap_or(usize::MAX))
    }
}

#[macro_export]
macro_rules! object {
    ($type:ident) => {
        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }
    };
}
