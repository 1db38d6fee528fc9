//! What objects lean on that lead each field, read or written, through one generic match.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

pub use serde;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

pub struct Name {
    wire: &'static str,
    skipped: bool,
}

pub const fn written(wire: &'static str) -> Name {
    Name { wire, skipped: false }
}

pub const fn skipped(wire: &'static str) -> Name {
    Name { wire, skipped: true }
}

pub trait Object: Sized {
    const NAMES: &'static [Name];

    fn blank() -> Self;
    fn read<'de, S: Read<'de>>(&mut self, field: usize, slot: S) -> Result<(), S::Error>;
    fn write<S: Write>(&self, field: usize, slot: S) -> Result<(), S::Error>;
}

pub trait Read<'de>: Sized {
    type Error;

    fn read<T: Deserialize<'de>>(self, field: &mut T) -> Result<(), Self::Error>;
    fn skip(self) -> Result<(), Self::Error>;
}

pub trait Write: Sized {
    type Error;

    fn write<T: Serialize + Blank>(self, field: &T) -> Result<(), Self::Error>;
    fn skip(self) -> Result<(), Self::Error>;
}

/// What a field is before it is read, and whether it is nothing.
pub trait Blank {
    const IS_OPTION: bool = false;

    fn blank() -> Self;

    #[inline]
    fn is_none(&self) -> bool {
        false
    }
}

macro_rules! blank {
    ($($type:ty)*) => {$(
        impl Blank for $type {
            fn blank() -> Self {
                Self::default()
            }
        }
    )*};
}

blank!(bool i64 f64 String uuid::Uuid);

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }
}

impl<T> Blank for BTreeMap<String, T> {
    fn blank() -> Self {
        BTreeMap::new()
    }
}

impl<T> Blank for Option<T> {
    const IS_OPTION: bool = true;

    fn blank() -> Self {
        None
    }

    #[inline]
    fn is_none(&self) -> bool {
        Option::is_none(self)
    }
}

pub fn serialize<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (field, name) in T::NAMES.iter().enumerate() {
        object.write(field, Entry { name, map: &mut map })?;
    }
    map.end()
}

struct Entry<'a, M> {
    name: &'static Name,
    map: &'a mut M,
}

impl<M: SerializeMap> Write for Entry<'_, M> {
    type Error = M::Error;

    #[inline]
    fn write<T: Serialize + Blank>(self, field: &T) -> Result<(), M::Error> {
        if self.name.skipped && field.is_none() {
            return Ok(());
        }
        self.map.serialize_entry(self.name.wire, field)
    }

    fn skip(self) -> Result<(), M::Error> {
        Ok(())
    }
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
        let mut object = T::blank();
        let mut seen = 0_u64;
        let mut next = 0;
        while let Some(field) = map.next_key_seed(Key { names: T::NAMES, next })? {
            object.read(field, Next(&mut map, PhantomData))?;
            seen |= 1_u64.checked_shl(field as u32).unwrap_or(0);
            next = field.wrapping_add(1);
        }
        for (field, name) in T::NAMES.iter().enumerate() {
            if seen & (1 << field) == 0 && !name.skipped {
                object.write(field, Missing::<A::Error>(name.wire, PhantomData))?;
            }
        }
        Ok(object)
    }
}

struct Next<'a, 'de, A>(&'a mut A, PhantomData<&'de ()>);

impl<'de, A: MapAccess<'de>> Read<'de> for Next<'_, 'de, A> {
    type Error = A::Error;

    #[inline]
    fn read<T: Deserialize<'de>>(self, field: &mut T) -> Result<(), A::Error> {
        *field = self.0.next_value()?;
        Ok(())
    }

    fn skip(self) -> Result<(), A::Error> {
        self.0.next_value::<IgnoredAny>().map(drop)
    }
}

/// A field that was not there: only an option may be.
struct Missing<E>(&'static str, PhantomData<E>);

impl<E: Error> Write for Missing<E> {
    type Error = E;

    fn write<T: Serialize + Blank>(self, _: &T) -> Result<(), E> {
        if T::IS_OPTION {
            Ok(())
        } else {
            Err(E::missing_field(self.0))
        }
    }

    fn skip(self) -> Result<(), E> {
        Ok(())
    }
}

struct Key {
    names: &'static [Name],
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
        if self.names.get(self.next).is_some_and(|next| next.wire == name) {
            return Ok(self.next);
        }
        Ok(self
            .names
            .iter()
            .position(|known| known.wire == name)
            .unwrap_or(usize::MAX))
    }
}

#[macro_export]
macro_rules! object {
    ($type:ident) => {
        impl $crate::Blank for $type {
            fn blank() -> Self {
                $crate::Object::blank()
            }
        }

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
