//! Is a value one that its type names, all the way down?
//!
//! An enum or a union deep inside a struct may hold what it only keeps for want of a better. Where a union tries its
//! branches, such a struct gives way to one that knows all of the value. A value is asked by letting it write itself to
//! something that only listens for [`Sink::unknown`], so that no type needs code of its own for this.

use serde_json::value::RawValue;

use super::object::Shape;
use super::{Fault, Part, Sink, Value};

/// Whether every part of a value is one that its type names.
pub(crate) fn is_known(value: &dyn Value) -> bool {
    let mut look = Look { is_known: true };
    // Nothing is written, so nothing can go wrong.
    let _ = value.write(&mut look);
    look.is_known
}

struct Look {
    is_known: bool,
}

impl Look {
    fn part(&mut self, part: Part<'_>) {
        if let (Part::Value(value), true) = (part, self.is_known) {
            // Nothing is written, so nothing can go wrong.
            let _ = value.write(self);
        }
    }
}

impl Sink for Look {
    fn unknown(&mut self) {
        self.is_known = false;
    }

    fn null(&mut self) -> Result<(), Fault> {
        Ok(())
    }

    fn bool(&mut self, _: bool) -> Result<(), Fault> {
        Ok(())
    }

    fn i64(&mut self, _: i64) -> Result<(), Fault> {
        Ok(())
    }

    fn u64(&mut self, _: u64) -> Result<(), Fault> {
        Ok(())
    }

    fn f64(&mut self, _: f64) -> Result<(), Fault> {
        Ok(())
    }

    fn f32(&mut self, _: f32) -> Result<(), Fault> {
        Ok(())
    }

    fn str(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        elements.for_each(|part| self.part(part));
        Ok(())
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        entries.for_each(|(_, part)| self.part(part));
        Ok(())
    }

    fn object(
        &mut self,
        _: &'static Shape,
        fields: &[Part<'_>],
        _: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        fields.iter().for_each(|part| self.part(*part));
        rest.into_iter().flatten().for_each(|(_, part)| self.part(part));
        Ok(())
    }

    fn any(&mut self, _: &serde_json::Value) -> Result<(), Fault> {
        Ok(())
    }

    fn raw(&mut self, _: &RawValue) -> Result<(), Fault> {
        Ok(())
    }
}
