//! Which properties of a struct are explicitly `null`?

use super::Shape;

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

/// A struct that remembers explicit nulls.
pub trait ExplicitNulls {
    /// Its bits, in words of 64.
    fn words(&self) -> &[u64];

    /// Its bits, in words of 64.
    fn words_mut(&mut self) -> &mut [u64];

    /// Marks the field of this wire name.
    fn set_null(&mut self, shape: &Shape, name: &str) {
        let field = shape.index(name);
        self.words_mut()[field / 64] |= 1 << (field % 64);
    }

    /// Takes the mark off the field of this wire name, which has a value now.
    fn forget_null(&mut self, shape: &Shape, name: &str) {
        let field = shape.index(name);
        self.words_mut()[field / 64] &= !(1 << (field % 64));
    }

    /// Whether the field of this wire name is marked.
    fn has_null(&self, shape: &Shape, name: &str) -> bool {
        let field = shape.index(name);
        self.words()[field / 64] & (1 << (field % 64)) != 0
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
