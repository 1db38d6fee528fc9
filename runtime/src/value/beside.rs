//! What of an object does only another branch of a union know?
//!
//! Several branches of an `anyOf` may hold at once (JSON Schema, Core §10.2.1.2). The value becomes the one that fits best;
//! properties that this one does not know, and another one that fits does, are kept beside its fields, and written again.

use std::collections::BTreeMap;

use super::containers::entries as parts;
use super::decide::{Branch, Branches, entries, rank};
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
}

/// Lets a value of this shape keep what only other branches know of the text that it was read from.
pub(super) fn keep(value: &mut dyn Value, shape: Option<&'static Shape>, of: &Branches, text: &str) {
    let (Some(beside), Some(own), None) = (value.beside(), shape, of.by) else {
        return;
    };
    let all = entries(text);
    let unknown = |key: &str| own.find(key, 0).is_none();
    let knows_more = |shape: &Shape| all.iter().any(|(key, _)| unknown(key) && shape.find(key, 0).is_some());
    let fitting = |branch: &Branch| {
        let other = (branch.shape)().filter(|other| knows_more(other))?;
        let fits = branch.kind.takes(JsonKind::Object) && rank(Some(other), &all).is_some();
        (fits && (branch.why)(text, usize::MAX).is_none()).then_some(other)
    };
    let others: Vec<&Shape> = of.all.iter().filter_map(fitting).collect();
    let is_known = |key: &str| others.iter().any(|other| other.find(key, 0).is_some());
    let kept = all.iter().filter(|(key, _)| unknown(key) && is_known(key));
    let kept = kept.filter_map(|(key, value)| Some((key.to_string(), RawJson::new(value.get(), None).ok()?)));
    let kept: BTreeMap<String, RawJson> = kept.collect();
    beside.0 = (!kept.is_empty()).then(|| Box::new(kept));
}

#[cfg(test)]
mod tests {
    use super::Beside;
    use crate::RawJson;

    #[derive(Debug, Clone, PartialEq)]
    struct Person {
        name: String,
        age: Option<i64>,
        kept_beside: Beside,
    }

    crate::codegen::v1::object!(Person beside kept_beside {
        "name" => name: Required,
        "age" => age: Optional,
    });

    #[derive(Debug, Clone, PartialEq)]
    struct Staff {
        name: String,
        badge: i64,
        kept_beside: Beside,
    }

    crate::codegen::v1::object!(Staff beside kept_beside {
        "name" => name: Required,
        "badge" => badge: Required,
    });

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    enum Someone {
        Person(Person),
        Staff(Staff),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Someone {
        Person(Person): Object,
        Staff(Staff): Object,
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
        // By itself a struct keeps nothing.
        let person: Person = serde_json::from_str(r#"{"name":"Ada","badge":7}"#).unwrap();
        assert_eq!(serde_json::to_string(&person).unwrap(), r#"{"name":"Ada"}"#);
    }
}
