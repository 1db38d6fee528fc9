//! How does any serializer become a [`Sink`]?

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::serialize;
use crate::value::object::Shape;
use crate::value::{Fault, Part, Sink, Value};

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

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = &dyn Value>) -> Result<(), Fault> {
        self.put(|to| {
            let mut list = to.serialize_seq(Some(elements.len()))?;
            for element in elements {
                list.serialize_element(&Dynamic(element))?;
            }
            list.end()
        })
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, &dyn Value)>) -> Result<(), Fault> {
        self.put(|to| {
            let mut map = to.serialize_map(Some(entries.len()))?;
            for (key, value) in entries {
                map.serialize_entry(key, &Dynamic(value))?;
            }
            map.end()
        })
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[Part<'_>],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, &dyn Value)>>,
    ) -> Result<(), Fault> {
        self.put(|to| {
            let mut map = to.serialize_map(None)?;
            for (index, (field, part)) in shape.fields.iter().zip(fields).enumerate() {
                let name = field.name;
                match *part {
                    Part::Str(value) => map.serialize_entry(name, value)?,
                    Part::None if field.is_left_out(index, nulls) => {}
                    part => serialize_other(&mut map, name, part)?,
                }
            }
            for (key, value) in rest.into_iter().flatten() {
                map.serialize_entry(key, &Dynamic(value))?;
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

fn serialize_other<M: SerializeMap>(map: &mut M, name: &'static str, part: Part<'_>) -> Result<(), M::Error> {
    match part {
        Part::None => map.serialize_entry(name, &()),
        Part::Bool(value) => map.serialize_entry(name, &value),
        Part::I64(value) => map.serialize_entry(name, &value),
        Part::F64(value) => map.serialize_entry(name, &value),
        Part::Str(value) => map.serialize_entry(name, value),
        Part::Value(value) => map.serialize_entry(name, &Dynamic(value)),
    }
}

/// A value on its way to a serializer.
struct Dynamic<'a>(&'a dyn Value);

impl Serialize for Dynamic<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}
