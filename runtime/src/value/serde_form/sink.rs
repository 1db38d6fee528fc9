//! How does any serializer become a [`Sink`]?

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::serialize;
use crate::value::object::Shape;
use crate::value::{AnyValue, Fault, Part, Sink};

/// A place in a format, not yet written to; afterwards, what became of it.
pub(super) enum ToSerializer<S: Serializer> {
    Ready(S),
    Busy,
    Done(Result<S::Ok, S::Error>),
}

impl<S: Serializer> ToSerializer<S> {
    #[inline]
    fn put(&mut self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<(), Fault> {
        let outcome = match std::mem::replace(self, ToSerializer::Busy) {
            ToSerializer::Ready(serializer) => write(serializer),
            ToSerializer::Busy | ToSerializer::Done(_) => Err(S::Error::custom("the value wrote twice")),
        };
        let failed = outcome.is_err();
        *self = ToSerializer::Done(outcome);
        if failed { Err(Fault::new()) } else { Ok(()) }
    }
}

impl<S: Serializer> Sink for ToSerializer<S> {
    fn null(&mut self) -> Result<(), Fault> {
        self.put(S::serialize_none)
    }

    fn bool(&mut self, value: bool) -> Result<(), Fault> {
        self.put(|to| to.serialize_bool(value))
    }

    fn i64(&mut self, value: i64) -> Result<(), Fault> {
        self.put(|to| to.serialize_i64(value))
    }

    fn u64(&mut self, value: u64) -> Result<(), Fault> {
        self.put(|to| to.serialize_u64(value))
    }

    fn f64(&mut self, value: f64) -> Result<(), Fault> {
        self.put(|to| to.serialize_f64(value))
    }

    fn f32(&mut self, value: f32) -> Result<(), Fault> {
        self.put(|to| to.serialize_f32(value))
    }

    fn str(&mut self, value: &str) -> Result<(), Fault> {
        self.put(|to| to.serialize_str(value))
    }

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        self.put(|to| {
            let mut list = to.serialize_seq(Some(elements.len()))?;
            for element in elements {
                match element {
                    Part::Str(value) => list.serialize_element(value)?,
                    part => list.serialize_element(&Other(part))?,
                }
            }
            list.end()
        })
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        self.put(|to| {
            let mut map = to.serialize_map(Some(entries.len()))?;
            for (key, value) in entries {
                serialize_entry(&mut map, key, value)?;
            }
            map.end()
        })
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        self.put(|to| {
            let mut map = to.serialize_map(None)?;
            for (index, (field, value)) in shape.fields().iter().zip(fields).enumerate() {
                let name = field.name;
                match value.to_part() {
                    Part::Str(value) => map.serialize_entry(name, value)?,
                    Part::None if field.is_left_out(index, nulls) => {}
                    part => map.serialize_entry(name, &Other(part))?,
                }
            }
            for (key, value) in rest.into_iter().flatten() {
                serialize_entry(&mut map, key, value)?;
            }
            map.end()
        })
    }

    fn any(&mut self, value: &serde_json::Value) -> Result<(), Fault> {
        self.put(|to| value.serialize(to))
    }

    fn raw(&mut self, value: &serde_json::value::RawValue) -> Result<(), Fault> {
        self.put(|to| value.serialize(to))
    }
}

#[inline]
fn serialize_entry<M: SerializeMap>(map: &mut M, key: &str, part: Part<'_>) -> Result<(), M::Error> {
    match part {
        Part::Str(value) => map.serialize_entry(key, value),
        part => map.serialize_entry(key, &Other(part)),
    }
}

/// A part on its way to a serializer, and not a string, which needs no such detour.
struct Other<'a>(Part<'a>);

impl Serialize for Other<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Part::None => serializer.serialize_none(),
            Part::Bool(value) => serializer.serialize_bool(value),
            Part::I64(value) => serializer.serialize_i64(value),
            Part::F64(value) => serializer.serialize_f64(value),
            Part::Str(value) => serializer.serialize_str(value),
            Part::Value(value) => serialize(value, serializer),
        }
    }
}
