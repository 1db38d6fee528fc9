//! What are the properties of an object, and when may each be missing?

/// The properties of a struct, in the order of its fields.
///
/// The compiler works out the constant of each type whenever the crate is checked, and it does so slowly: nothing is in
/// here that can as well be found out when a value is read or written.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// Whether it keeps properties beyond its fields.
    pub(crate) keeps_rest: bool,
    /// Whether a name has something in it that JSON escapes.
    pub(crate) escaped: bool,
}

/// One property of an object.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// The name in quotes, with the colon that follows: as it stands in JSON, unless the object has escaped names.
    pub(crate) key: &'static str,
    /// When it may be missing or `null`.
    pub presence: Presence,
    /// What it is taken to be when it is missing, as JSON.
    pub default: Option<&'static str>,
    /// The one value that it may have: a string without its quotes, or another scalar as JSON.
    pub constant: Option<&'static str>,
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
    /// A property without a default; `key` is the name in quotes, with the colon that follows.
    #[must_use]
    pub const fn new(name: &'static str, key: &'static str, presence: Presence) -> Self {
        Field {
            name,
            key,
            presence,
            default: None,
            constant: None,
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

    #[inline]
    fn is_named(&self, name: &str) -> bool {
        is_same(self.name.as_bytes(), name.as_bytes())
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
        Shape {
            name,
            fields,
            keeps_rest: false,
            escaped: false,
        }
    }

    /// The same object, some of whose names have a quote, a backslash or a control character in them.
    #[must_use]
    pub const fn escaped(mut self) -> Self {
        self.escaped = true;
        self
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
            Some(field) if field.is_named(name) => Some(next),
            _ => self.search(name, next),
        }
    }

    fn search(&self, name: &str, next: usize) -> Option<usize> {
        let (before, after) = self.fields.split_at(next.min(self.fields.len()));
        let is_named = |field: &Field| field.is_named(name);
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
        let fields: Vec<Field> = names
            .iter()
            .map(|name| Field::new(name, "", Presence::Optional))
            .collect();
        let shape = Shape::new("Names", fields.leak());
        for next in 0..=names.len() {
            for (index, name) in names.iter().enumerate() {
                assert_eq!(shape.find(name, next), Some(index), "{name} from {next}");
            }
            assert_eq!(shape.find("created_by", next), None);
        }
    }
}
