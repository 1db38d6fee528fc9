//! How do serde's formats drive values that know nothing of generics?
//!
//! [`source`] makes a [`Source`](super::Source) of any deserializer, [`sink`] a [`Sink`](super::Sink) of any serializer.
//! Both are generic in the format alone: a program that reads JSON has one of each, however many types it reads.

mod json_text;
mod object;
mod parts;
mod scalars;
mod sink;
mod source;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::{Error as _, Serializer};

use self::sink::ToSerializer;
use self::source::FromDeserializer;
use super::{Fault, Source, Value};

/// Reads a value from any format, for `Deserialize`.
///
/// # Errors
/// When the format holds something else; the message begins with the path to it.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::blank();
    match read(&mut value, deserializer) {
        Ok(()) => Ok(value),
        Err((fault, error)) => Err(locate(&fault, error)),
    }
}

/// Reads a value that any text makes, for `Deserialize`, with nothing between it and the format.
///
/// # Errors
/// When the format holds something else.
pub fn deserialize_text<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}

/// Reads over a blank value from any format.
pub(crate) fn read<'de, D: Deserializer<'de>>(value: &mut dyn Value, deserializer: D) -> Result<(), (Fault, D::Error)> {
    let mut source = FromDeserializer::new(deserializer);
    match value.read(&mut source) {
        Ok(()) => Ok(()),
        Err(fault) => Err((fault, source.into_error())),
    }
}

/// Asks any format for one value.
pub(crate) fn with_source<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    ask: impl FnOnce(&mut dyn Source) -> Result<T, Fault>,
) -> Result<T, Fault> {
    ask(&mut FromDeserializer::new(deserializer))
}

/// Writes a value to any format, for `Serialize`.
///
/// # Errors
/// Those of the format.
pub fn serialize<S: Serializer>(value: &dyn Value, serializer: S) -> Result<S::Ok, S::Error> {
    if json_text::is_taken_by::<S>() {
        return json_text::serialize(value, serializer);
    }
    let mut sink = ToSerializer::Ready(serializer);
    // The outcome is kept in the sink, a fault says only that it is an error.
    let _ = value.write(&mut sink);
    match sink {
        ToSerializer::Done(outcome) => outcome,
        ToSerializer::Ready(_) | ToSerializer::Busy => Err(S::Error::custom("the value wrote nothing")),
    }
}

#[cold]
fn locate<E: de::Error>(fault: &Fault, error: E) -> E {
    if fault.is_at_root() {
        error
    } else {
        E::custom(format_args!("{fault}: {error}"))
    }
}
