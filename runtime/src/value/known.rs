//! Is a value one that its type names, all the way down?
//!
//! An enum or a union deep inside a struct may hold what it only keeps for want of a better. Where a union tries its
//! branches, such a struct gives way to one that knows all of the value. A value is asked by letting it write itself to
//! something that only listens for [`Sink::unknown`], so that no type needs code of its own for this.

use serde_json::value::RawValue;

use super::decide::Branches;
use super::object::Shape;
use super::{AnyValue, Fault, Part, Segment, Sink, Value};

/// Whether every part of a value is one that its type names.
pub(crate) fn is_known(value: &dyn Value) -> bool {
    first_unknown(value).is_none()
}

/// A part of a value that its type only keeps.
#[derive(Default)]
pub(crate) struct Unknown {
    /// Where it is, beginning at the innermost step.
    pub(crate) path: Vec<Segment>,
    /// The branches of the union that keeps it, if it is one that does.
    pub(crate) of: Option<&'static Branches>,
    /// What is kept there, as JSON, if a union does.
    pub(crate) text: String,
}

/// The first part of a value that its type only keeps.
pub(super) fn first_unknown(value: &dyn Value) -> Option<Unknown> {
    look(value, 1).pop()
}

/// Every part of a value that its type only keeps.
#[cfg(feature = "contract")]
pub(crate) fn all_unknown(value: &dyn Value) -> Vec<Unknown> {
    look(value, usize::MAX)
}

fn look(value: &dyn Value, most: usize) -> Vec<Unknown> {
    let mut look = Look {
        found: Vec::new(),
        most,
        is_announced: false,
    };
    // Nothing is written, so nothing can go wrong.
    let _ = value.write(&mut look);
    look.found
}

struct Look {
    found: Vec<Unknown>,
    /// As many are looked for.
    most: usize,
    /// Whether the value that comes next is the last one found.
    is_announced: bool,
}

impl Look {
    fn part(&mut self, part: Part<'_>, segment: impl Fn() -> Segment) {
        let known = self.found.len();
        if let (Part::Value(value), true) = (part, known < self.most) {
            self.is_announced = false;
            // Nothing is written, so nothing can go wrong.
            let _ = value.write(self);
            for found in &mut self.found[known..] {
                found.path.push(segment());
            }
        }
    }
}

impl Sink for Look {
    fn unknown(&mut self, of: Option<&'static Branches>) {
        self.is_announced = true;
        self.found.push(Unknown {
            of,
            ..Unknown::default()
        });
    }

    pass_over_scalars!();

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        for (index, part) in elements.enumerate() {
            self.part(part, || Segment::Index(index));
        }
        Ok(())
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        entries.for_each(|(key, part)| self.part(part, || Segment::Key(key.to_owned())));
        Ok(())
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        _: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        for (field, value) in shape.fields().iter().zip(fields) {
            self.part(value.to_part(), || Segment::Field(field.name));
        }
        for (key, part) in rest.into_iter().flatten() {
            self.part(part, || Segment::Key(key.to_owned()));
        }
        Ok(())
    }

    fn raw(&mut self, value: &RawValue) -> Result<(), Fault> {
        if let (Some(found), true) = (self.found.last_mut(), self.is_announced) {
            value.get().clone_into(&mut found.text);
        }
        Ok(())
    }
}
