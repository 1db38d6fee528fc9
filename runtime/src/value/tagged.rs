//! How is a tag written that its branch does not have as a property?
//!
//! It follows the branch's own properties. A branch that keeps whatever it reads may have it among those; it is written
//! once, and what the union says stands.

use serde_json::value::RawValue;

use super::decide::Branches;
use super::object::Shape;
use super::{AnyValue, Fault, Part, Sink, Value};

/// Adds one property to the object that is written through it.
pub struct Tagged<'a> {
    sink: &'a mut dyn Sink,
    name: &'static str,
    tag: &'a dyn Value,
}

impl<'a> Tagged<'a> {
    /// Writes `tag` as the property `name`.
    pub fn new(sink: &'a mut dyn Sink, name: &'static str, tag: &'a dyn Value) -> Self {
        Tagged { sink, name, tag }
    }
}

impl Sink for Tagged<'_> {
    fn unknown(&mut self, of: Option<&'static Branches>) {
        self.sink.unknown(of);
    }

    fn secret(&mut self) {
        self.sink.secret();
    }

    #[cfg(feature = "validate")]
    fn rules(&mut self, rules: &'static [crate::validate::Rule]) {
        self.sink.rules(rules);
    }

    #[cfg(feature = "validate")]
    fn branch(
        &mut self,
        rules: &'static [crate::validate::Rule],
        of: &'static Branches,
        branch: &'static str,
        value: &dyn AnyValue,
    ) -> bool {
        self.sink.branch(rules, of, branch, value)
    }

    fn null(&mut self) -> Result<(), Fault> {
        self.sink.null()
    }

    fn bool(&mut self, value: bool) -> Result<(), Fault> {
        self.sink.bool(value)
    }

    fn i64(&mut self, value: i64) -> Result<(), Fault> {
        self.sink.i64(value)
    }

    fn u64(&mut self, value: u64) -> Result<(), Fault> {
        self.sink.u64(value)
    }

    fn f64(&mut self, value: f64) -> Result<(), Fault> {
        self.sink.f64(value)
    }

    fn f32(&mut self, value: f32) -> Result<(), Fault> {
        self.sink.f32(value)
    }

    fn str(&mut self, value: &str) -> Result<(), Fault> {
        self.sink.str(value)
    }

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        self.sink.list(elements)
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        let mut all: Vec<(&str, Part<'_>)> = Vec::with_capacity(entries.len() + 1);
        for (key, value) in entries {
            if key != self.name {
                all.push((key, value));
            }
        }
        all.push((self.name, Part::Value(self.tag)));
        self.sink.map(&mut all.into_iter())
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        let mut all: Vec<(&str, Part<'_>)> = Vec::new();
        for (key, value) in rest.into_iter().flatten() {
            if key != self.name {
                all.push((key, value));
            }
        }
        all.push((self.name, Part::Value(self.tag)));
        self.sink.object(shape, fields, nulls, Some(&mut all.into_iter()))
    }

    fn any(&mut self, value: &serde_json::Value) -> Result<(), Fault> {
        self.sink.any(value)
    }

    fn raw(&mut self, value: &RawValue) -> Result<(), Fault> {
        self.sink.raw(value)
    }
}
