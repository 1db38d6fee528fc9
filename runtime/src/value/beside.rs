//! What of an object does only another branch of a union know?
//!
//! Several branches of an `anyOf` may hold at once (JSON Schema, Core §10.2.1.2). The value becomes the one that fits best;
//! properties that this one does not know, and another one that fits does, are kept beside its fields, and written again.
//! The same is so of the elements of lists, and of what stands deeper within both.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

use super::containers::entries as parts;
use super::decide::Branches;
use super::json::cursor::{elements, entries};
use super::object::Shape;
use super::raw_json::RawJson;
use super::union::JsonKind;
use super::{Part, Value};

/// Properties that a struct does not know, and another branch of the union that it was read as does.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(clippy::box_collection, reason = "most values keep nothing, and one word says so")]
pub struct Beside(Option<Box<BTreeMap<String, RawJson>>>);

impl Beside {
    /// The properties, as an object's writer takes them.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Part<'_>)> {
        self.0.iter().flat_map(|kept| parts(&**kept))
    }

    /// Keeps the properties of `text`, from which these fields were read, that `other` has and `own` does not; each field
    /// keeps what is its own.
    pub fn keep(&mut self, own: &Shape, fields: &mut [&mut dyn Value], text: &str, other: &str) {
        let others = entries(other);
        for (key, value) in entries(text) {
            let Some((_, other)) = others.iter().find(|(known, _)| *known == key) else {
                continue;
            };
            match own.find(&key, 0) {
                Some(index) => fields[index].keep(value, other),
                None => {
                    if let Ok(value) = RawJson::new(value, None) {
                        self.0.get_or_insert_default().insert(key.into_owned(), value);
                    }
                }
            }
        }
    }
}

/// How many times a text may be read anew that a branch has already read, for unions within unions. Without a limit each
/// level of them would double the time.
const MAX_AGAIN: usize = 2;

thread_local! {
    static AGAIN: Cell<usize> = const { Cell::new(0) };
}

/// Lets a union, which has read a text as the `chosen` branch, keep what the other branches that it fits know of it. What
/// such a branch writes of the text is what it knows.
pub(super) fn keep_at_once(
    union: &mut dyn Value,
    text: &str,
    of: &Branches,
    chosen: usize,
    written: &mut dyn FnMut(usize) -> Option<Vec<u8>>,
) {
    let again = AGAIN.get();
    if of.all.len() < 2 || again >= MAX_AGAIN || !matches!(JsonKind::of(text), JsonKind::Object | JsonKind::Array) {
        return;
    }
    for index in of.others(chosen, text) {
        AGAIN.set(again + 1);
        let other = written(index);
        AGAIN.set(again);
        if let Some(other) = other.and_then(|other| String::from_utf8(other).ok()) {
            union.keep(text, &other);
        }
    }
}

/// Lets the elements of a list keep what another one has, of which each is an element of the same index.
pub(super) fn keep_elements(values: &mut dyn Iterator<Item = &mut dyn Value>, text: &str, other: &str) {
    for ((value, text), other) in values.zip(elements(text)).zip(elements(other)) {
        value.keep(text, other);
    }
}

/// Lets the values of a map keep what another one has, each under the same key.
pub(super) fn keep_values<'a>(values: &mut dyn Iterator<Item = (&'a str, &'a mut dyn Value)>, text: &str, other: &str) {
    let (text, other) = (entries(text), entries(other));
    let find = |entries: &[(Cow<'_, str>, &str)], key: &str| {
        let found = entries.iter().find(|(known, _)| known == key);
        found.map(|&(_, value)| value.to_owned())
    };
    for (key, value) in values {
        if let (Some(text), Some(other)) = (find(&text, key), find(&other, key)) {
            value.keep(&text, &other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Beside;
    use crate::RawJson;

    struct Person {
        name: String,
        age: Option<i64>,
        kept_beside: Beside,
    }

    crate::codegen::v1::object!(Person beside kept_beside {
        "name" => name: Required,
        "age" => age: Optional,
    });

    struct Staff {
        name: String,
        badge: i64,
        kept_beside: Beside,
    }

    crate::codegen::v1::object!(Staff beside kept_beside {
        "name" => name: Required,
        "badge" => badge: Required,
    });

    #[non_exhaustive]
    enum Someone {
        Person(Person),
        Staff(Staff),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Someone keeps all {
        Person(Person): Object,
        Staff(Staff): Object,
    });

    struct Desk {
        desk: String,
        kept_beside: Beside,
    }

    crate::codegen::v1::object!(Desk beside kept_beside {
        "desk" => desk: Required,
    });

    struct ByPerson {
        boss: Person,
        kept_beside: Beside,
    }

    crate::codegen::v1::object!(ByPerson beside kept_beside {
        "boss" => boss: Required,
    });

    struct ByStaff {
        boss: Staff,
        kept_beside: Beside,
    }

    crate::codegen::v1::object!(ByStaff beside kept_beside {
        "boss" => boss: Required,
    });

    #[non_exhaustive]
    enum Several {
        People(Vec<Person>),
        Staff(Vec<Staff>),
        Someone(Someone),
        Desk(Desk),
        ByPerson(ByPerson),
        ByStaff(ByStaff),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Several keeps all {
        People(Vec<Person>): Array,
        Staff(Vec<Staff>): Array,
        Someone(Someone): Object,
        Desk(Desk): Object,
        ByPerson(ByPerson): Object,
        ByStaff(ByStaff): Object,
    });

    #[test]
    fn what_another_fitting_branch_knows_is_kept() {
        for (text, written) in [
            (
                r#"{"name":"Ada","age":36,"badge":7}"#,
                r#"{"name":"Ada","age":36,"badge":7}"#,
            ),
            (r#"{"name":"Ada","age":36}"#, r#"{"name":"Ada","age":36}"#),
            (r#"{"name":"Ada","badge":7}"#, r#"{"name":"Ada","badge":7}"#),
            // What no branch knows is none of its business, and a branch that does not fit knows nothing.
            (
                r#"{"name":"Ada","age":36,"badge":7,"x":1}"#,
                r#"{"name":"Ada","age":36,"badge":7}"#,
            ),
            (r#"{"name":"Ada","age":36,"badge":"x"}"#, r#"{"name":"Ada","age":36}"#),
        ] {
            let someone: Someone = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&someone).unwrap(), written, "{someone:?}");
        }
        // Elements of lists and branches of branches too.
        for text in [
            r#"[{"name":"Ada","age":36,"badge":7},{"name":"Bob","badge":8}]"#,
            r#"{"name":"Ada","age":36,"badge":7,"desk":"a"}"#,
            r#"{"boss":{"name":"Ada","age":36,"badge":7}}"#,
        ] {
            let several: Several = serde_json::from_str(text).unwrap();
            let written = serde_json::to_value(&several).unwrap();
            assert_eq!(
                written,
                serde_json::from_str::<serde_json::Value>(text).unwrap(),
                "{several:?}"
            );
        }
        // By itself a struct keeps nothing.
        let person: Person = serde_json::from_str(r#"{"name":"Ada","badge":7}"#).unwrap();
        assert_eq!(serde_json::to_string(&person).unwrap(), r#"{"name":"Ada"}"#);
    }
}
