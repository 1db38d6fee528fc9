//! How do serde's formats drive values that know nothing of generics?
//!
//! [`FromDeserializer`] is a [`Source`] over any deserializer, [`ToSerializer`] a [`Sink`] over any serializer. Both are
//! generic in the format alone: a program that reads JSON has one of each, however many types it reads.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::object::{Seen, Shape, Slots, Written, under_field};
use super::{Elements, Entries, Fault, Part, Place, Segment, Sink, Source, Value, raw};

/// Reads a value from any format, for `Deserialize`.
///
/// # Errors
/// When the format holds something else; the message begins with the path to it.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    read(&mut value, deserializer).map_err(|(fault, error)| locate(&fault, error))?;
    Ok(value)
}

/// Reads over a value from any format.
pub(crate) fn read<'de, D: Deserializer<'de>>(value: &mut dyn Value, deserializer: D) -> Result<(), (Fault, D::Error)> {
    let mut source = FromDeserializer::new(deserializer);
    value.read(&mut source).map_err(|fault| (fault, source.into_error()))
}

/// Writes a value to any format, for `Serialize`.
///
/// # Errors
/// Those of the format.
pub fn serialize<S: Serializer>(value: &dyn Value, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sink = ToSerializer {
        state: SinkState::Ready(serializer),
    };
    // The outcome is kept in the sink, a fault says only that it is an error.
    let _ = value.write(&mut sink);
    match sink.state {
        SinkState::Done(outcome) => outcome,
        SinkState::Ready(_) | SinkState::Busy => Err(S::Error::custom("the value wrote nothing")),
    }
}

fn locate<E: de::Error>(fault: &Fault, error: E) -> E {
    if fault.is_at_root() {
        error
    } else {
        E::custom(format_args!("{fault}: {error}"))
    }
}

struct FromDeserializer<D, E> {
    deserializer: Option<D>,
    error: Option<E>,
}

impl<'de, D: Deserializer<'de>> FromDeserializer<D, D::Error> {
    fn new(deserializer: D) -> Self {
        FromDeserializer {
            deserializer: Some(deserializer),
            error: None,
        }
    }

    fn into_error(self) -> D::Error {
        self.error
            .unwrap_or_else(|| de::Error::custom("the value was not read"))
    }

    #[inline]
    fn take(&mut self) -> Result<D, Fault> {
        self.deserializer.take().ok_or_else(|| self.asked_twice())
    }

    #[cold]
    fn asked_twice(&mut self) -> Fault {
        self.fail(de::Error::custom("the value was asked for twice"))
    }

    #[cold]
    fn fail(&mut self, error: D::Error) -> Fault {
        self.error = Some(error);
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
        self.keep(<bool as de::Deserialize>::deserialize(deserializer))
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
        self.keep(<f64 as de::Deserialize>::deserialize(deserializer))
    }

    fn string(&mut self) -> Result<String, Fault> {
        let deserializer = self.take()?;
        self.keep(<String as de::Deserialize>::deserialize(deserializer))
    }

    fn text(&mut self, parse: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        let deserializer = self.take()?;
        self.keep(deserializer.deserialize_str(TextVisitor(parse)))
    }

    fn option(&mut self, some: &mut dyn Value) -> Result<bool, Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let outcome = deserializer.deserialize_option(OptionVisitor {
            some,
            fault: &mut fault,
        });
        self.keep_at(outcome, fault)
    }

    fn list(&mut self, elements: &mut dyn Elements) -> Result<(), Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let outcome = deserializer.deserialize_seq(ListVisitor {
            elements,
            fault: &mut fault,
        });
        self.keep_at(outcome, fault)
    }

    fn map(&mut self, entries: &mut dyn Entries) -> Result<(), Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let outcome = deserializer.deserialize_map(MapVisitor {
            entries,
            fault: &mut fault,
        });
        self.keep_at(outcome, fault)
    }

    fn object(&mut self, shape: &'static Shape, slots: Slots<'_>) -> Result<(), Fault> {
        let deserializer = self.take()?;
        let mut fault = None;
        let outcome = deserializer.deserialize_map(ObjectVisitor {
            shape,
            slots,
            fault: &mut fault,
        });
        self.keep_at(outcome, fault)
    }

    fn any(&mut self) -> Result<serde_json::Value, Fault> {
        let deserializer = self.take()?;
        self.keep(<serde_json::Value as de::Deserialize>::deserialize(deserializer))
    }

    fn raw(&mut self, decide: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        let deserializer = self.take()?;
        self.keep(raw::text(deserializer).and_then(|text| decide(text.get()).map_err(de::Error::custom)))
    }
}

/// An integer within bounds, however the format holds it.
struct IntegerVisitor {
    min: i128,
    max: i128,
}

impl IntegerVisitor {
    fn within<E: de::Error>(self, value: i128) -> Result<i128, E> {
        if self.min <= value && value <= self.max {
            Ok(value)
        } else {
            Err(E::custom(format_args!(
                "invalid value: integer `{value}`, expected {}",
                &self as &dyn de::Expected
            )))
        }
    }
}

impl Visitor<'_> for IntegerVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer from {} to {}", self.min, self.max)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<i128, E> {
        self.within(i128::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<i128, E> {
        self.within(i128::from(value))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<i128, E> {
        self.within(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<i128, E> {
        match whole(value) {
            Some(value) => self.within(value),
            None => Err(E::invalid_value(de::Unexpected::Float(value), &self)),
        }
    }
}

struct I64Visitor;

impl<'de> DeserializeSeed<'de> for I64Visitor {
    type Value = i64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<i64, D::Error> {
        deserializer.deserialize_i64(self)
    }
}

impl Visitor<'_> for I64Visitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 64 bits")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<i64, E> {
        whole(value)
            .and_then(|value| i64::try_from(value).ok())
            .ok_or_else(|| E::invalid_value(de::Unexpected::Float(value), &self))
    }
}

/// A number with a fraction of zero is an integer (JSON Schema 2020-12, Validation §6.1.1). Beyond 2^53 a float stands
/// for many integers, so it is not taken for one.
fn whole(value: f64) -> Option<i128> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the bounds are checked, and the fraction is zero"
    )]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i128)
}

struct TextVisitor<'a>(&'a mut dyn FnMut(&str) -> Result<(), String>);

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        (self.0)(text).map_err(E::custom)
    }
}

struct OptionVisitor<'a> {
    some: &'a mut dyn Value,
    fault: &'a mut Option<Fault>,
}

impl<'de> Visitor<'de> for OptionVisitor<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: de::Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        Slot {
            value: self.some,
            fault: self.fault,
        }
        .deserialize(deserializer)?;
        Ok(true)
    }
}

/// A place for the next value of a list, a map or an object.
struct Slot<'a> {
    value: &'a mut dyn Value,
    fault: &'a mut Option<Fault>,
}

impl<'de> DeserializeSeed<'de> for Slot<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut source = FromDeserializer::new(deserializer);
        match self.value.read(&mut source) {
            Ok(()) => Ok(()),
            Err(fault) => {
                *self.fault = Some(fault);
                Err(source.into_error())
            }
        }
    }
}

struct ListVisitor<'a> {
    elements: &'a mut dyn Elements,
    fault: &'a mut Option<Fault>,
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
                Ok(None) => return Ok(()),
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
        self.elements.push(&mut source).map_err(|fault| {
            *self.fault = Some(fault);
            source.into_error()
        })
    }
}

struct MapVisitor<'a> {
    entries: &'a mut dyn Entries,
    fault: &'a mut Option<Fault>,
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

struct Entry<'a> {
    key: String,
    entries: &'a mut dyn Entries,
    fault: &'a mut Option<Fault>,
}

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let mut source = FromDeserializer::new(deserializer);
        self.entries.insert(self.key, &mut source).map_err(|fault| {
            *self.fault = Some(fault);
            source.into_error()
        })
    }
}

struct ObjectVisitor<'slots, 'fault> {
    shape: &'static Shape,
    slots: Slots<'slots>,
    fault: &'fault mut Option<Fault>,
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.shape.name)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let shape = self.shape;
        let mut seen = Seen::new(shape.fields.len());
        let mut next = 0;
        while let Some(key) = map.next_key_seed(KeySeed {
            shape,
            next,
            keep: self.slots.rest.is_some(),
        })? {
            match (key, &mut self.slots.rest) {
                (Key::Field(index), _) => {
                    let value = &mut *self.slots.fields[index];
                    let outcome = match value.place() {
                        Place::Bool(place) => map.next_value().map(|value| *place = value),
                        Place::OptionBool(place) => map.next_value().map(|value| *place = value),
                        Place::I64(place) => map.next_value_seed(I64Visitor).map(|value| *place = value),
                        Place::String(place) => map.next_value().map(|value| *place = value),
                        Place::OptionString(place) => map.next_value().map(|value| *place = value),
                        Place::Opaque => map.next_value_seed(Slot {
                            value,
                            fault: self.fault,
                        }),
                    };
                    if let Err(error) = outcome {
                        let fault = self.fault.take().unwrap_or_else(Fault::new);
                        *self.fault = Some(under_field(fault, &shape.fields[index]));
                        return Err(error);
                    }
                    self.slots.was_read(shape, index);
                    seen.insert(index);
                    next = index + 1;
                }
                (Key::Other(key), Some(rest)) => map.next_value_seed(Entry {
                    key,
                    entries: *rest,
                    fault: self.fault,
                })?,
                (Key::Other(_), None) => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        self.slots.finish(shape, &seen).map_err(de::Error::missing_field)
    }
}

enum Key {
    Field(usize),
    /// The name is kept only where it is wanted.
    Other(String),
}

struct KeySeed {
    shape: &'static Shape,
    next: usize,
    keep: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property name")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, name: &str) -> Result<Key, E> {
        Ok(match self.shape.find(name, self.next) {
            Some(index) => Key::Field(index),
            None if self.keep => Key::Other(name.to_owned()),
            None => Key::Other(String::new()),
        })
    }
}

enum SinkState<S: Serializer> {
    Ready(S),
    Busy,
    Done(Result<S::Ok, S::Error>),
}

struct ToSerializer<S: Serializer> {
    state: SinkState<S>,
}

impl<S: Serializer> ToSerializer<S> {
    #[inline]
    fn put(&mut self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<(), Fault> {
        let outcome = match std::mem::replace(&mut self.state, SinkState::Busy) {
            SinkState::Ready(serializer) => write(serializer),
            SinkState::Busy | SinkState::Done(_) => Err(S::Error::custom("the value wrote twice")),
        };
        let failed = outcome.is_err();
        self.state = SinkState::Done(outcome);
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
        fields: &[&dyn Value],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, &dyn Value)>>,
    ) -> Result<(), Fault> {
        self.put(|to| {
            let mut map = to.serialize_map(None)?;
            for (index, (field, value)) in shape.fields.iter().zip(fields).enumerate() {
                let name = field.name;
                match field.written(index, *value, nulls) {
                    Written::Skip => {}
                    Written::Null => map.serialize_entry(name, &())?,
                    Written::Part(Part::Bool(value)) => map.serialize_entry(name, &value)?,
                    Written::Part(Part::I64(value)) => map.serialize_entry(name, &value)?,
                    Written::Part(Part::F64(value)) => map.serialize_entry(name, &value)?,
                    Written::Part(Part::Str(value)) => map.serialize_entry(name, value)?,
                    Written::Part(Part::Opaque | Part::None) => map.serialize_entry(name, &Dynamic(*value))?,
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

/// A value on its way to a serializer.
struct Dynamic<'a>(&'a dyn Value);

impl Serialize for Dynamic<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self.0, serializer)
    }
}
