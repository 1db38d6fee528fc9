//! What does a union hold?
//!
//! A union lists its variants once, to show what it holds. That serves to write it, to compare, to copy and to print it.

use std::fmt;

use super::any::AnyValue;
use super::decide::Branches;
use super::raw_json::RawJson;
use super::tagged::Tagged;
use super::union::Variants;
use super::{Fault, Sink, Value};

/// What a union holds.
pub struct Held<'a> {
    /// The name of its variant.
    pub name: &'static str,
    /// The value, of whichever type.
    pub value: &'a dyn AnyValue,
    kind: Kind,
}

enum Kind {
    /// A value of a branch.
    Branch,
    /// A value of a branch that lacks a property which tells it from others: its name and its value.
    Tagged(&'static str, &'static str),
    /// A string that is a variant of its own.
    Plain,
    /// What fits no branch.
    Unknown,
}

impl<'a> Held<'a> {
    /// A value of a branch.
    #[must_use]
    pub fn branch(name: &'static str, value: &'a dyn AnyValue) -> Self {
        let kind = Kind::Branch;
        Held { name, value, kind }
    }

    /// A value of a branch, beside which a property is written.
    #[must_use]
    pub fn tagged(name: &'static str, value: &'a dyn AnyValue, property: &'static str, tag: &'static str) -> Self {
        let kind = Kind::Tagged(property, tag);
        Held { name, value, kind }
    }

    /// A variant that is this string.
    #[must_use]
    pub fn plain(name: &'static str, text: &'static &'static str) -> Self {
        let (value, kind) = (text, Kind::Plain);
        Held { name, value, kind }
    }

    /// What fits no branch.
    #[must_use]
    pub fn unknown(value: &'a RawJson) -> Self {
        let (name, kind) = ("Unknown", Kind::Unknown);
        Held { name, value, kind }
    }

    /// Whether it is a value of a branch's type.
    #[cfg(feature = "validate")]
    #[must_use]
    pub fn has_type(&self) -> bool {
        matches!(self.kind, Kind::Branch | Kind::Tagged(..))
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the format cannot take it.
    pub fn write(&self, of: &'static Branches, sink: &mut dyn Sink) -> Result<(), Fault> {
        match self.kind {
            Kind::Tagged(property, tag) => return self.value.write(&mut Tagged::new(sink, property, &tag)),
            Kind::Unknown => sink.unknown(Some(of)),
            Kind::Branch | Kind::Plain => {}
        }
        self.value.write(sink)
    }

    /// Whether the other is of the same variant, and equal.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.name == other.name && self.value.is(other.value)
    }

    /// A union that holds the same.
    #[must_use]
    pub fn copy<U>(&self, of: &'static Branches, variants: &'static Variants<U>, unknown: fn(RawJson) -> U) -> U {
        let index = of.all.iter().position(|branch| branch.name == self.name);
        let copy = index.and_then(|index| variants[index].copy(self.value));
        copy.unwrap_or_else(|| unknown(self.value.as_any().downcast_ref().cloned().unwrap_or_else(Value::blank)))
    }

    /// Shows it as derived code does.
    ///
    /// # Errors
    /// When what it is written to cannot take it.
    pub fn debug(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Plain => f.write_str(self.name),
            _ => f.debug_tuple(self.name).field(&self.value).finish(),
        }
    }
}
