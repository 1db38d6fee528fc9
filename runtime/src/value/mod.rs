//! How does a value of a generated type get in from a format and out to it?
//!
//! Generated types do not derive serde's traits. Each says once, through [`Value`], what it is made of, in
//! terms of two objects that are *not* generic: a [`Source`] to read from and a [`Sink`] to write to. Serde's own
//! traits stand over them ([`serde_form`]), so that every format serves every type, and the code that serde
//! instantiates for a format is instantiated once in a program instead of once a type.

#[macro_use]
mod pass_over;
#[macro_use]
mod text;
pub(crate) mod any;
pub(crate) mod beside;
pub(crate) mod binary;
pub(crate) mod chrono_form;
pub(crate) mod containers;
pub(crate) mod debug;
pub(crate) mod decide;
pub(crate) mod decimal;
pub(crate) mod decimal_text;
pub(crate) mod duration;
pub(crate) mod explain;
pub(crate) mod fault;
pub(crate) mod foreign;
mod given;
pub(crate) mod held;
pub(crate) mod integer_enum;
pub mod json;
pub(crate) mod known;
pub(crate) mod newtype;
pub(crate) mod nulls;
pub(crate) mod object;
pub(crate) mod object_macro;
pub(crate) mod password;
pub(crate) mod raw;
pub(crate) mod raw_json;
pub(crate) mod scalar_enum;
pub(crate) mod scalars;
pub(crate) mod serde_form;
pub(crate) mod slots;
pub(crate) mod string_enum;
pub(crate) mod tagged;
mod tally;
pub(crate) mod tell;
#[cfg(test)]
mod testing;
pub(crate) mod time_of_day;
pub(crate) mod tuple;
pub(crate) mod union;
pub(crate) mod unix_time;

use std::fmt;

pub use any::AnyValue;
pub use fault::{Fault, Segment};
pub use nulls::Nulls;
pub use object::{Field, Presence, Shape, shape};
pub use slots::Slots;

/// A type that can be read and written without a generic parameter.
pub trait Value: fmt::Debug {
    /// A value that is there only to be overwritten by [`Value::read`]; it costs no allocation.
    fn blank() -> Self
    where
        Self: Sized;

    /// Overwrites this value, a blank one, with what `source` holds. An enum of strings need not say how: it has
    /// [`Value::set_text`].
    ///
    /// # Errors
    /// When `source` holds something else; the value is then in an unspecified, but valid, state.
    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.text(&mut |text| {
            self.set_text(text);
            Ok(())
        })
    }

    /// Becomes the value of an enum of strings that has this text.
    fn set_text(&mut self, text: &str) {
        debug_assert!(
            false,
            "what is read from {text:?} is no enum of strings, and does not say how"
        );
    }

    /// Writes this value to `sink`, which takes exactly one call. An enum of strings need not say how: it has
    /// [`Value::text`].
    ///
    /// # Errors
    /// When the format cannot take it.
    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        match self.text() {
            Text::Listed(text) => sink.str(text),
            Text::Unlisted(text) => {
                sink.unknown(None);
                sink.str(text)
            }
            Text::None => Err(Fault::new()),
        }
    }

    /// The text of a value of an enum of strings.
    fn text(&self) -> Text<'_> {
        Text::None
    }

    /// Which properties it has, if it is a struct, or its elements do, if it is a list of some.
    fn shape() -> Option<&'static Shape>
    where
        Self: Sized,
    {
        None
    }

    /// Keeps what is in `other`, which another branch of a union has made of `text`, and is lost in this value, which was
    /// read from the same.
    fn keep(&mut self, text: &str, other: &str) {
        let _ = (text, other);
    }

    /// What is written here, when that is a scalar: a shorter way than [`Value::write`] to the same end.
    fn part(&self) -> Part<'_>
    where
        Self: Sized,
    {
        match self.text() {
            Text::Listed(text) => Part::Str(text),
            _ => Part::Value(self),
        }
    }

    /// Where a scalar is to be put, when this is the place of one: a shorter way than [`Value::read`] to the same end.
    fn place(&mut self) -> Place<'_> {
        Place::Opaque
    }

    /// As [`Value::place`], for a value that may be missing.
    fn place_of_option(_: &mut Option<Self>) -> Place<'_>
    where
        Self: Sized,
    {
        Place::Opaque
    }
}

/// What a value is made of, as far as one look tells. Most properties are scalars, and this saves them the way
/// through [`Sink`].
#[derive(Clone, Copy)]
pub enum Part<'a> {
    /// Nothing: `None`.
    None,
    /// A boolean.
    Bool(bool),
    /// An integer.
    I64(i64),
    /// A number.
    F64(f64),
    /// A string.
    Str(&'a str),
    /// Something that [`Value::write`] knows how to write.
    Value(&'a dyn Value),
}

/// The text of a value of an enum of strings.
pub enum Text<'a> {
    /// The value is of another type.
    None,
    /// One that the enum lists.
    Listed(&'a str),
    /// Another one, which it only keeps.
    Unlisted(&'a str),
}

/// Where a value goes, as far as one look tells; the counterpart of [`Part`].
pub enum Place<'a> {
    /// A boolean.
    Bool(&'a mut bool),
    /// A boolean or `null`.
    OptionBool(&'a mut Option<bool>),
    /// An integer.
    I64(&'a mut i64),
    /// An integer or `null`.
    OptionI64(&'a mut Option<i64>),
    /// A number.
    F64(&'a mut f64),
    /// A number or `null`.
    OptionF64(&'a mut Option<f64>),
    /// A string.
    String(&'a mut String),
    /// A string or `null`.
    OptionString(&'a mut Option<String>),
    /// Something that [`Value::read`] knows how to read.
    Opaque,
}

/// One value about to be read. Each is asked exactly once, and refuses to be read as what it is not.
pub trait Source {
    /// A boolean.
    fn bool(&mut self) -> Result<bool, Fault> {
        Err(Fault::new())
    }

    /// An integer between the two bounds, both included; `7.0` is one too, as JSON Schema has it.
    fn integer(&mut self, _min: i128, _max: i128) -> Result<i128, Fault> {
        Err(Fault::new())
    }

    /// An integer of 64 bits, the usual case of [`Source::integer`].
    fn i64(&mut self) -> Result<i64, Fault> {
        Err(Fault::new())
    }

    /// A number.
    fn f64(&mut self) -> Result<f64, Fault> {
        Err(Fault::new())
    }

    /// A string to keep.
    fn string(&mut self) -> Result<String, Fault> {
        Err(Fault::new())
    }

    /// A string to look at: `parse` refuses it with the words for "what was expected".
    fn text(&mut self, _parse: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        Err(Fault::new())
    }

    /// `null` (false), or a value that is read into `some` (true).
    fn option(&mut self, _some: &mut dyn Value) -> Result<bool, Fault> {
        Err(Fault::new())
    }

    /// A list whose elements are pushed one by one.
    fn list(&mut self, _elements: &mut dyn Elements) -> Result<(), Fault> {
        Err(Fault::new())
    }

    /// An object whose entries are all of one type.
    fn map(&mut self, _entries: &mut dyn Entries) -> Result<(), Fault> {
        Err(Fault::new())
    }

    /// An object with properties of its own.
    fn object(&mut self, _shape: &'static Shape, _slots: Slots<'_>) -> Result<(), Fault> {
        Err(Fault::new())
    }

    /// Anything, as a JSON value.
    fn any(&mut self) -> Result<serde_json::Value, Fault> {
        Err(Fault::new())
    }

    /// Anything, as JSON text with every digit in place: `decide` refuses it with the reason.
    fn raw(&mut self, _decide: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        Err(Fault::new())
    }

    /// Anything, as JSON text that is read on, by one value: `read` refuses it with the reason.
    fn json(&mut self, read: &mut dyn FnMut(&mut json::JsonSource<'_>) -> Result<(), String>) -> Result<(), Fault> {
        self.raw(&mut |text| read(&mut json::JsonSource::new(text)))
    }
}

/// Where the elements of a list go.
pub trait Elements {
    /// Reads one more element from `source`.
    fn push(&mut self, source: &mut dyn Source) -> Result<(), Fault>;

    /// Refuses the list, after its last element, with the words for why.
    fn finish(&mut self) -> Result<(), String> {
        Ok(())
    }
}

/// Where the entries of an object go.
pub trait Entries {
    /// Reads the entry of this key from `source`.
    fn insert(&mut self, key: String, source: &mut dyn Source) -> Result<(), Fault>;
}

/// One value about to be written. Each takes exactly one call.
pub trait Sink {
    /// `null`
    fn null(&mut self) -> Result<(), Fault>;
    /// A boolean.
    fn bool(&mut self, value: bool) -> Result<(), Fault>;
    /// Says, before it is written, that the value is none that its type names, but one that it keeps for want of a better;
    /// and which branches a union has that keeps it.
    fn unknown(&mut self, _of: Option<&'static decide::Branches>) {}
    /// Says, before it is written, that nobody should read the value.
    fn secret(&mut self) {}
    /// Says, before it is written, what the schema of its type asks of the value.
    #[cfg(feature = "validate")]
    fn rules(&mut self, _rules: &'static [crate::validate::Rule]) {}
    /// Says the same of a union, and which of its branches the value is of; whether that was all that is asked for.
    #[cfg(feature = "validate")]
    fn branch(
        &mut self,
        _rules: &'static [crate::validate::Rule],
        _of: &'static decide::Branches,
        _branch: &'static str,
        _value: &dyn AnyValue,
    ) -> bool {
        false
    }
    /// A signed integer.
    fn i64(&mut self, value: i64) -> Result<(), Fault>;
    /// An unsigned integer.
    fn u64(&mut self, value: u64) -> Result<(), Fault>;
    /// A number.
    fn f64(&mut self, value: f64) -> Result<(), Fault>;
    /// A number of 32 bits, which prints in fewer digits than its neighbour of 64.
    fn f32(&mut self, value: f32) -> Result<(), Fault>;
    /// A string.
    fn str(&mut self, value: &str) -> Result<(), Fault>;
    /// A list.
    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault>;
    /// An object whose entries are all of one type.
    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault>;
    /// An object with properties of its own: what is absent is left out, and `null` where `nulls` has its bit.
    /// The entries of `rest` follow the fields.
    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault>;
    /// Anything.
    fn any(&mut self, value: &serde_json::Value) -> Result<(), Fault>;
    /// JSON text as it stands.
    fn raw(&mut self, value: &serde_json::value::RawValue) -> Result<(), Fault>;
}
