//! What are the properties of an object, and when may each be missing?

use std::sync::OnceLock;

use super::Value;

/// The properties of a struct, in the order of its fields.
///
/// The compiler works out what is static whenever the crate is checked, and it does so slowly, field by field; a text costs
/// it next to nothing. So the fields stand in a text, which is read when the first value is.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    table: Table,
    /// Whether it keeps properties beyond its fields.
    pub(crate) keeps_rest: bool,
    /// Whether a name has something in it that JSON escapes.
    pub(crate) escaped: bool,
}

/// How the fields of a struct are given.
#[derive(Debug)]
enum Table {
    /// As a text: of each the presence, a space, the name in Rust, U+0001, the name in quotes and a colon, and what there
    /// may be of U+0002 and a default, U+0003 and a constant; after each stands U+0000.
    Text(&'static str, OnceLock<Box<[Field]>>),
    /// One by one.
    Listed(&'static [Field]),
}

/// One property of an object.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// The name in Rust.
    pub(crate) ident: &'static str,
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
    /// A property without a default, of an object with escaped names.
    #[must_use]
    pub const fn new(name: &'static str, ident: &'static str, presence: Presence) -> Self {
        Field {
            name,
            ident,
            key: "",
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

    /// What one entry of a table says.
    fn read(entry: &'static str) -> Option<Self> {
        let (head, entry) = entry.split_once('\u{1}')?;
        let (presence, ident) = head.split_once(' ')?;
        let (entry, constant) = split_off(entry, '\u{3}');
        let (key, default) = split_off(entry, '\u{2}');
        let presence = match presence {
            "Required" => Presence::Required,
            "Nullable" => Presence::Nullable,
            "Optional" => Presence::Optional,
            _ => Presence::OptionalNullable,
        };
        Some(Field {
            name: key.strip_prefix('"')?.strip_suffix("\":")?,
            ident,
            key,
            presence,
            default,
            constant,
        })
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

    /// Whether this is its presence, with no default to stand in for it.
    #[inline]
    pub(super) fn is_always(&self, presence: Presence) -> bool {
        self.presence == presence && self.default.is_none()
    }

    #[inline]
    fn is_named(&self, name: &str) -> bool {
        is_same(self.name.as_bytes(), name.as_bytes())
    }
}

fn split_off(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((text, rest)) => (text, Some(rest)),
        None => (text, None),
    }
}

/// Whether two names are one; short ones, as nearly all are, without a call.
#[inline]
pub(super) fn is_same(a: &[u8], b: &[u8]) -> bool {
    let word = |bytes: [u8; 8]| u64::from_ne_bytes(bytes);
    let half = |bytes: [u8; 4]| u32::from_ne_bytes(bytes);
    if a.len() != b.len() {
        return false;
    }
    // Two words cover all that is no longer than both, and no shorter than one.
    match a.len() {
        8..=16 => match (a.first_chunk(), b.first_chunk(), a.last_chunk(), b.last_chunk()) {
            (Some(a0), Some(b0), Some(a1), Some(b1)) => (word(*a0) ^ word(*b0)) | (word(*a1) ^ word(*b1)) == 0,
            _ => false,
        },
        4..=7 => match (a.first_chunk(), b.first_chunk(), a.last_chunk(), b.last_chunk()) {
            (Some(a0), Some(b0), Some(a1), Some(b1)) => (half(*a0) ^ half(*b0)) | (half(*a1) ^ half(*b1)) == 0,
            _ => false,
        },
        _ => a == b,
    }
}

impl Shape {
    /// Its fields.
    #[must_use]
    #[inline]
    pub fn fields(&self) -> &[Field] {
        match &self.table {
            Table::Text(text, fields) => fields.get_or_init(|| read(text)),
            Table::Listed(fields) => fields,
        }
    }

    /// The index of the field of this wire name, which is one of its own.
    #[must_use]
    pub fn index(&self, name: &str) -> usize {
        self.fields().iter().position(|field| field.name == name).unwrap_or(0)
    }

    /// An object whose fields stand in a text, as the macro `object` writes it.
    #[must_use]
    pub const fn new(name: &'static str, keeps_rest: bool, text: &'static str) -> Self {
        Shape {
            name,
            table: Table::Text(text, OnceLock::new()),
            keeps_rest,
            escaped: false,
        }
    }

    /// An object of these fields, some of whose names have a quote, a backslash or a control character in them.
    #[must_use]
    pub const fn escaped(name: &'static str, keeps_rest: bool, fields: &'static [Field]) -> Self {
        Shape {
            name,
            table: Table::Listed(fields),
            keeps_rest,
            escaped: true,
        }
    }

    /// The field of this wire name. Objects mostly come in the order in which they are described, so the search
    /// begins at `next`, the field after the last one found.
    #[inline]
    pub(crate) fn find(&self, name: &str, next: usize) -> Option<usize> {
        let fields = self.fields();
        match fields.get(next) {
            Some(field) if field.is_named(name) => Some(next),
            _ => Self::search(fields, name, next),
        }
    }

    fn search(fields: &[Field], name: &str, next: usize) -> Option<usize> {
        let (before, after) = fields.split_at(next.min(fields.len()));
        let is_named = |field: &Field| field.is_named(name);
        match after.iter().position(is_named) {
            Some(index) => Some(index + before.len()),
            None => before.iter().position(is_named),
        }
    }
}

#[cold]
fn read(text: &'static str) -> Box<[Field]> {
    text.split_terminator('\u{0}').filter_map(Field::read).collect()
}

/// The properties of a struct.
#[must_use]
#[inline]
pub fn shape<T: Value>() -> &'static Shape {
    static NONE: Shape = Shape::new("", false, "");
    T::shape().unwrap_or(&NONE)
}

#[cfg(test)]
mod tests {
    use super::{Field, Presence, Shape};

    #[test]
    fn a_table_says_what_its_fields_are() {
        let text = "Required r#id\u{1}\"id\":\u{0}Nullable empty\u{1}\"\":\u{2}\"x\"\u{0}\
                    Optional kind\u{1}\"kind\":\u{2}1\u{3}1\u{0}OptionalNullable é\u{1}\"é\":\u{3}\u{0}";
        let shape = Shape::new("Words", false, text);
        let fields: Vec<_> = shape
            .fields()
            .iter()
            .map(|field| (field.name, field.key, field.presence, field.default, field.constant))
            .collect();
        let expected = [
            ("id", "\"id\":", Presence::Required, None, None),
            ("", "\"\":", Presence::Nullable, Some("\"x\""), None),
            ("kind", "\"kind\":", Presence::Optional, Some("1"), Some("1")),
            ("é", "\"é\":", Presence::OptionalNullable, None, Some("")),
        ];
        assert_eq!(fields, expected);
        assert!(Shape::new("Nothing", false, "").fields().is_empty());
    }

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
        let fields = names.iter().map(|name| Field::new(name, name, Presence::Optional));
        let fields: Vec<Field> = fields.collect();
        let shape = Shape::escaped("Names", false, fields.leak());
        for next in 0..=names.len() {
            for (index, name) in names.iter().enumerate() {
                assert_eq!(shape.find(name, next), Some(index), "{name} from {next}");
            }
            assert_eq!(shape.find("created_by", next), None);
        }
    }
}
