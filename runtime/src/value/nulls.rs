//! Which properties of a struct are explicitly `null`?

use serde_json::value::RawValue;

use super::{AnyValue, Fault, Part, Shape, Sink, Slots, Source, Value};

/// One bit a field: set where `null` is to be written, or was read, in place of leaving the property out.
///
/// A property that is optional and nullable has three states on the wire and two in `Option<T>`; the third is
/// kept here, beside the fields, as protobuf keeps its has-bits. `WORDS` is the number of fields over 64, rounded up.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nulls<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Nulls<WORDS> {
    /// No property is explicitly `null`.
    #[must_use]
    pub const fn none() -> Self {
        Nulls([0; WORDS])
    }

    /// Marks the field of this index.
    pub const fn set(&mut self, field: usize) {
        self.0[field / 64] |= 1 << (field % 64);
    }

    /// Whether the field of this index is marked.
    #[must_use]
    pub const fn contains(&self, field: usize) -> bool {
        self.0[field / 64] & (1 << (field % 64)) != 0
    }

    /// The bits, in words of 64.
    #[must_use]
    pub const fn words(&self) -> &[u64] {
        &self.0
    }

    /// The bits, in words of 64.
    pub const fn words_mut(&mut self) -> &mut [u64] {
        &mut self.0
    }
}

impl<const WORDS: usize> Default for Nulls<WORDS> {
    fn default() -> Self {
        Self::none()
    }
}

impl<const WORDS: usize> std::fmt::Debug for Nulls<WORDS> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set()
            .entries((0..WORDS * 64).filter(|&field| self.contains(field)))
            .finish()
    }
}

/// Makes the field of this wire name none, and an explicit `null`.
#[must_use]
pub fn clear<T: Value>(mut value: T, name: &str) -> T {
    mark(&mut value, name, true);
    value
}

/// Takes the mark off the field of this wire name, which has a value now.
pub fn forget_null(value: &mut dyn Value, name: &str) {
    mark(value, name, false);
}

/// Whether the field of this wire name is none, and an explicit `null`.
#[must_use]
pub fn is_null(value: &dyn Value, name: &str) -> bool {
    let mut ask = Ask { name, is_null: false };
    // Nothing is written, so nothing can go wrong.
    let _ = value.write(&mut ask);
    ask.is_null
}

/// A struct shows where its fields and bits are when it is asked to be read; nothing is.
fn mark(value: &mut dyn Value, name: &str, is_null: bool) {
    let _ = value.read(&mut Mark { name, is_null });
}

struct Mark<'a> {
    name: &'a str,
    is_null: bool,
}

impl Source for Mark<'_> {
    fn object(&mut self, shape: &'static Shape, slots: Slots<'_>) -> Result<(), Fault> {
        // Of most values nothing is an explicit null.
        if !self.is_null && slots.nulls.iter().all(|word| *word == 0) {
            return Ok(());
        }
        let field = shape.index(self.name);
        let (word, bit) = (&mut slots.nulls[field / 64], 1 << (field % 64));
        if self.is_null {
            *word |= bit;
            // What holds an option asks for it, and is told that there is none.
            slots.fields[field].read(self)
        } else {
            *word &= !bit;
            Ok(())
        }
    }

    fn option(&mut self, _: &mut dyn Value) -> Result<bool, Fault> {
        Ok(false)
    }
}

struct Ask<'a> {
    name: &'a str,
    is_null: bool,
}

impl Sink for Ask<'_> {
    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        _: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        let index = shape.index(self.name);
        self.is_null =
            matches!(fields[index].to_part(), Part::None) && !shape.fields()[index].is_left_out(index, nulls);
        Ok(())
    }

    pass_over_scalars!();

    fn list(&mut self, _: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        Ok(())
    }

    fn map(&mut self, _: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        Ok(())
    }

    fn raw(&mut self, _: &RawValue) -> Result<(), Fault> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Nulls;

    #[test]
    fn a_bit_beyond_the_first_word_is_a_bit_of_its_own() {
        let mut nulls = Nulls::<2>::none();
        nulls.set(70);
        assert!(nulls.contains(70));
        assert!(!nulls.contains(6));
        assert_eq!(format!("{nulls:?}"), "{70}");
    }
}
