//! What are the properties of an object, and when may each be missing?

use super::json::escape;

/// The properties of a struct, in the order of its fields.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// Of the first 64 fields, those whose absence means something: an error or a default.
    pub(super) missed: u64,
    /// Whether it keeps properties beyond its fields.
    pub(super) keeps_rest: bool,
}

/// One property of an object.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// When it may be missing or `null`.
    pub presence: Presence,
    /// What it is taken to be when it is missing, as JSON.
    pub default: Option<&'static str>,
    /// The one value that it may have: a string without its quotes, or another scalar as JSON.
    pub constant: Option<&'static str>,
    /// Whether the name stands in JSON as it is.
    pub(crate) plain: bool,
    tag: u32,
}

/// Whether a property has to be there, and whether it may be `null`: two facts, four combinations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never `null`.
    Required,
    /// Always written, `null` for `None`; when missing from what is read, `None`.
    Nullable,
    /// Left out for `None`; `null` is read as `None`.
    Optional,
    /// Left out for `None`, unless its bit says that it is explicitly `null`.
    OptionalNullable,
}

impl Field {
    /// A property without a default.
    #[must_use]
    pub const fn new(name: &'static str, presence: Presence) -> Self {
        Field {
            name,
            presence,
            default: None,
            constant: None,
            plain: escape::is_plain(name),
            tag: tag(name),
        }
    }

    /// A property that has this value, in JSON, when it is missing from what is read.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }

    /// A property that has no other value than this.
    #[must_use]
    pub const fn always(mut self, constant: &'static str) -> Self {
        self.constant = Some(constant);
        self
    }

    /// Whether this field, of this index, is left out when it is none, with these explicit nulls.
    #[inline]
    pub(crate) fn is_left_out(&self, index: usize, nulls: &[u64]) -> bool {
        match self.presence {
            Presence::Required | Presence::Nullable => false,
            Presence::Optional => true,
            Presence::OptionalNullable => match nulls.get(index / 64) {
                Some(word) => word & (1 << (index % 64)) == 0,
                None => true,
            },
        }
    }

    const fn is_missed(&self) -> bool {
        self.default.is_some() || matches!(self.presence, Presence::Required)
    }

    #[inline]
    fn is_named(&self, name: &str, tag: u32) -> bool {
        self.tag == tag && is_same(self.name.as_bytes(), name.as_bytes())
    }
}

/// The length and two letters of a name, which tell nearly all names of an object apart.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "names that differ elsewhere are compared in full"
)]
const fn tag(name: &str) -> u32 {
    let name = name.as_bytes();
    match name {
        [] => 0,
        [.., last] => name.len() as u32 | (name[name.len() / 2] as u32) << 16 | (*last as u32) << 24,
    }
}

/// Whether two names are one; short ones, as nearly all are, without a call.
#[inline]
fn is_same(a: &[u8], b: &[u8]) -> bool {
    let word = |bytes: [u8; 8]| u64::from_ne_bytes(bytes);
    if a.len() != b.len() {
        return false;
    }
    match (a.first_chunk(), b.first_chunk(), a.last_chunk(), b.last_chunk()) {
        (Some(a0), Some(b0), Some(a1), Some(b1)) if a.len() <= 16 => {
            (word(*a0) ^ word(*b0)) | (word(*a1) ^ word(*b1)) == 0
        }
        _ => a == b,
    }
}

impl Shape {
    /// The index of the field of this wire name, which is one of its own.
    #[must_use]
    pub fn index(&self, name: &str) -> usize {
        self.fields.iter().position(|field| field.name == name).unwrap_or(0)
    }

    /// An object of these fields.
    #[must_use]
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        let mut missed = 0;
        let mut index = 0;
        while index < fields.len() && index < 64 {
            if fields[index].is_missed() {
                missed |= 1 << index;
            }
            index += 1;
        }
        Shape {
            name,
            fields,
            missed,
            keeps_rest: false,
        }
    }

    /// An object of these fields that keeps further properties too.
    #[must_use]
    pub const fn open(name: &'static str, fields: &'static [Field]) -> Self {
        let mut shape = Self::new(name, fields);
        shape.keeps_rest = true;
        shape
    }

    /// The field of this wire name. Objects mostly come in the order in which they are described, so the search
    /// begins at `next`, the field after the last one found.
    #[inline]
    pub(crate) fn find(&self, name: &str, next: usize) -> Option<usize> {
        match self.fields.get(next) {
            Some(field) if is_same(field.name.as_bytes(), name.as_bytes()) => Some(next),
            _ => self.search(name, next),
        }
    }

    fn search(&self, name: &str, next: usize) -> Option<usize> {
        let tag = tag(name);
        let (before, after) = self.fields.split_at(next.min(self.fields.len()));
        let is_named = |field: &Field| field.is_named(name, tag);
        match after.iter().position(is_named) {
            Some(index) => Some(index + before.len()),
            None => before.iter().position(is_named),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Presence, Shape};

    #[test]
    fn names_are_found_wherever_the_search_begins() {
        let names = [
            "a",
            "",
            "ab",
            "ba",
            "quite_a_long_name_1",
            "quite_a_long_name_2",
            "created_at",
            "updated_at",
        ];
        let fields: Vec<Field> = names.iter().map(|name| Field::new(name, Presence::Optional)).collect();
        let shape = Shape::new("Names", fields.leak());
        for next in 0..=names.len() {
            for (index, name) in names.iter().enumerate() {
                assert_eq!(shape.find(name, next), Some(index), "{name} from {next}");
            }
            assert_eq!(shape.find("created_by", next), None);
        }
    }
}
