//! How does any deserializer become a [`Source`]?

use serde::de::{self, Deserialize, Deserializer};

use super::object::ObjectVisitor;
use super::parts::{ListVisitor, MapVisitor, OptionVisitor};
use super::scalars::{I64Visitor, IntegerVisitor, TextVisitor};
use crate::value::object::Shape;
use crate::value::{Elements, Entries, Fault, Slots, Source, Value, raw};

/// One value of a format, not yet read; afterwards, what became of it.
pub(super) enum FromDeserializer<D, E> {
    Ready(D),
    /// The value has been read. `null` says that it was nothing.
    Read {
        null: bool,
    },
    Failed(E),
}

impl<'de, D: Deserializer<'de>> FromDeserializer<D, D::Error> {
    #[inline]
    pub(super) fn new(deserializer: D) -> Self {
        FromDeserializer::Ready(deserializer)
    }

    /// Whether the value was `null`.
    #[inline]
    pub(super) fn was_null(&self) -> bool {
        matches!(self, FromDeserializer::Read { null: true })
    }

    /// Why the value could not be read.
    #[cold]
    pub(super) fn into_error(self) -> D::Error {
        match self {
            FromDeserializer::Failed(error) => error,
            FromDeserializer::Ready(_) | FromDeserializer::Read { .. } => de::Error::custom("the value was not read"),
        }
    }

    #[inline]
    fn take(&mut self) -> Result<D, Fault> {
        match std::mem::replace(self, FromDeserializer::Read { null: false }) {
            FromDeserializer::Ready(deserializer) => Ok(deserializer),
            FromDeserializer::Read { .. } | FromDeserializer::Failed(_) => {
                Err(self.fail(de::Error::custom("the value was asked for twice")))
            }
        }
    }

    #[cold]
    fn fail(&mut self, error: D::Error) -> Fault {
        *self = FromDeserializer::Failed(error);
        Fault::new()
    }

    #[inline]
    fn keep<T>(&mut self, outcome: Result<T, D::Error>) -> Result<T, Fault> {
        match outcome {
            Ok(value) => Ok(value),
            Err(error) => Err(self.fail(error)),
        }
    }

    /// As [`Self::keep`], for a part that has met the failure deeper down.
    #[inline]
    fn keep_at<T>(&mut self, outcome: Result<T, D::Error>, fault: Option<Fault>) -> Result<T, Fault> {
        match outcome {
            Ok(value) => Ok(value),
            Err(error) => {
                let at_root = self.fail(error);
                Err(fault.unwrap_or(at_root))
            }
        }
    }
}

impl<'de, D: Deserializer<'de>> Source for FromDeserializer<D, D::Error> {
    fn bool(&mut self) -> Result<bool, Fault> {
        let deserializer = self.take()?;
        self.keep(bool::deserialize(deserializer))
    }

    fn integer(&mut self, min: i128, max: i128) -> Result<i128, Fault> {
        let deserializer = self.take()?;
        self.keep(deserializer.deserialize_any(IntegerVisitor { min, max }))
    }

    fn i64(&mut self) -> Result<i64, Fault> {
        let deserializer = self.take()?;
        self.keep(deserializer.deserialize_i64(I64Visitor))
    }

    fn f64(&mut self) -> Result<f64, Fault> {
        let deserializer = self.take()?;
        self.keep(f64::deserialize(deserializer))
    }

    fn string(&mut self) -> Result<String, Fault> {
        let deserializer = self.take()?;
        self.keep(String::deserialize(deserializer))
    }

    fn text(&mut self, parse: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        let deserializer = self.take()?;
        self.keep(deserializer.deserialize_str(TextVisitor(parse)))
    }

    fn option(&mut self, some: &mut dyn Value) -> Result<bool, Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let visitor = OptionVisitor {
            some,
            fault: &mut fault,
        };
        let outcome = deserializer.deserialize_option(visitor);
        let present = self.keep_at(outcome, fault)?;
        *self = FromDeserializer::Read { null: !present };
        Ok(present)
    }

    fn list(&mut self, elements: &mut dyn Elements) -> Result<(), Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let visitor = ListVisitor {
            elements,
            fault: &mut fault,
        };
        let outcome = deserializer.deserialize_seq(visitor);
        self.keep_at(outcome, fault)
    }

    fn map(&mut self, entries: &mut dyn Entries) -> Result<(), Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let visitor = MapVisitor {
            entries,
            fault: &mut fault,
        };
        let outcome = deserializer.deserialize_map(visitor);
        self.keep_at(outcome, fault)
    }

    fn object(&mut self, shape: &'static Shape, slots: Slots<'_>) -> Result<(), Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let visitor = ObjectVisitor {
            shape,
            slots,
            fault: &mut fault,
        };
        let outcome = deserializer.deserialize_map(visitor);
        self.keep_at(outcome, fault)
    }

    fn any(&mut self) -> Result<serde_json::Value, Fault> {
        let deserializer = self.take()?;
        self.keep(serde_json::Value::deserialize(deserializer))
    }

    fn raw(&mut self, decide: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        let deserializer = self.take()?;
        self.keep(raw::text(deserializer, decide))
    }
}
