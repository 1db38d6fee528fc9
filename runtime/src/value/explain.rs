//! Why does a value fit no branch of a union?
//!
//! A union keeps such a value as it came, and this is worked out when somebody asks: a branch tells by its tag or its
//! constants, or else by reading the value again. The branches that come nearest are told of first.

use std::fmt;

use super::decide::{Branch, Branches};
use super::json::cursor::{Cursor, entries, scalar, value_of};
use super::known::{Unknown, first_unknown};
use super::union::JsonKind;
use super::{Fault, Value, json};

/// How many branches a [`Mismatch`] tells of.
const MAX_BRANCHES: usize = 8;

/// How deep unions are looked into that stand in a branch.
const MAX_DEPTH: usize = 2;

/// Why a value fits no branch of a union, branch by branch; [`RawJson::why`](crate::RawJson::why) gives it.
///
/// It prints as `Branch: reason; Branch: reason; and 3 more`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    reasons: Vec<(&'static str, String)>,
    more: usize,
}

impl Mismatch {
    /// The branches that were looked at, the nearest first, each by the name of its variant and with the reason why the
    /// value is none of it. There are no more than eight, and none that the union's tag rules out if it names one.
    pub fn reasons(&self) -> impl ExactSizeIterator<Item = (&'static str, &str)> {
        self.reasons.iter().map(|(branch, reason)| (*branch, reason.as_str()))
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (branch, reason)) in self.reasons.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}{branch}: {reason}")?;
        }
        if self.more > 0 {
            write!(f, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Mismatch {}

/// Why no branch has this text, with unions `depth` deep around it.
pub(crate) fn explain(branches: &Branches, text: &str, depth: usize) -> Mismatch {
    let tag = branches.by.filter(|_| JsonKind::of(text) == JsonKind::Object);
    let tag = tag.and_then(|by| Some((by, value_of(Cursor::new(text), by)?.text()?)));
    let mut order = branches.candidates(text);
    let is_named = |&index: &usize| matches!(&tag, Some((_, tag)) if branches.all[index].tags.contains(&&**tag));
    if !order.iter().any(is_named) {
        let others = (0..branches.all.len()).filter(|index| !order.contains(index));
        order.extend(others.collect::<Vec<_>>());
    }
    let tag = tag.as_ref().map(|(by, tag)| (*by, &**tag));
    let reason = |&index: &usize| {
        let branch = &branches.all[index];
        (branch.name, reason(branch, tag, text, depth))
    };
    Mismatch {
        reasons: order.iter().take(MAX_BRANCHES).map(reason).collect(),
        more: order.len().saturating_sub(MAX_BRANCHES),
    }
}

fn reason(branch: &Branch, tag: Option<(&str, &str)>, text: &str, depth: usize) -> String {
    if let Some(value) = branch.value {
        return format!("it is not `{value}`");
    }
    if let Some((by, tag)) = tag {
        if !branch.tags.is_empty() && !branch.tags.contains(&tag) {
            return format!("`{by}` is `{tag}`, not `{}`", branch.tags.join("` or `"));
        }
    }
    let shape = (branch.shape)().filter(|_| JsonKind::of(text) == JsonKind::Object);
    let mut unknown = Vec::new();
    for (key, value) in shape.iter().flat_map(|_| entries(text)) {
        let field = shape.and_then(|shape| shape.fields().iter().find(|field| field.name == key));
        match field.map(|field| field.constant) {
            Some(Some(constant)) if constant != scalar(value) => {
                return format!("`{key}` is `{}`, not `{constant}`", scalar(value));
            }
            Some(_) => {}
            None => unknown.push(key),
        }
    }
    if let Some(reason) = (branch.why)(text, depth) {
        return reason;
    }
    if unknown.is_empty() {
        "another branch knows more of it".to_owned()
    } else {
        format!("it does not know `{}`", unknown.join("`, `"))
    }
}

/// Why a text is no value of `T`, or which part of it `T` only keeps; `None` if it is all of `T`.
#[must_use]
pub(super) fn why<T: Value>(text: &str, depth: usize) -> Option<String> {
    why_not(&mut T::blank(), text, depth)
}

fn why_not(value: &mut dyn Value, text: &str, depth: usize) -> Option<String> {
    if let Err(error) = json::decode(value, text.as_bytes()) {
        let words = error.to_string();
        // The line and column are those of a part of a text, and the path is there.
        let words = words.rsplit_once(" at line ").map_or(&*words, |(words, _)| words);
        return Some(words.to_owned());
    }
    let unknown = first_unknown(value)?;
    let reason = match unknown.of {
        Some(branches) if depth < MAX_DEPTH => {
            let inner = explain(branches, &unknown.text, depth + 1);
            format!("no branch fits ({inner})")
        }
        Some(_) => "no branch fits".to_owned(),
        None => "none of the known values".to_owned(),
    };
    Some(match place(unknown) {
        Some(place) => format!("{place}: {reason}"),
        None => reason,
    })
}

fn place(unknown: Unknown) -> Option<Fault> {
    let is_inside = !unknown.path.is_empty();
    let fault = unknown.path.into_iter().fold(Fault::new(), Fault::under);
    is_inside.then_some(fault)
}

#[cfg(test)]
mod tests {
    use crate::RawJson;

    struct Cat {
        kind: String,
        lives: i64,
        food: Option<Food>,
    }

    crate::codegen::v1::object!(Cat {
        "kind" => kind: Required as "cat",
        "lives" => lives: Required,
        "food" => food: Optional,
    });

    struct Dog {
        kind: String,
        tricks: Vec<String>,
    }

    crate::codegen::v1::object!(Dog {
        "kind" => kind: Required as "dog",
        "tricks" => tricks: Required,
    });

    #[non_exhaustive]
    enum Food {
        Grams(i64),
        Many(Vec<i64>),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Food {
        Grams(i64): Number,
        Many(Vec<i64>): Array,
    });

    #[non_exhaustive]
    enum Pet {
        Name(String),
        Cat(Cat),
        Dog(Dog),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Pet {
        Name(String): String,
        Cat(Cat): Object,
        Dog(Dog): Object,
    });

    #[non_exhaustive]
    enum Tagged {
        Cat(Cat),
        Dog(Dog),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Tagged by "kind" {
        Cat(Cat): "cat" | "lion",
        Dog(Dog): "dog",
    });

    #[test]
    fn every_branch_says_why() {
        for (text, expected) in [
            (
                "7",
                "Name: invalid type: integer `7`, expected a string; Cat: invalid type: integer `7`, expected an object (Cat); \
                 Dog: invalid type: integer `7`, expected an object (Dog)",
            ),
            (
                r#"{"kind":"dog","lives":9}"#,
                "Name: invalid type: map, expected a string; Cat: `kind` is `dog`, not `cat`; Dog: missing field `tricks`",
            ),
            (
                r#"{"kind":"dog","tricks":["sit",7]}"#,
                "Dog: tricks[1]: invalid type: integer `7`, expected a string; Name: invalid type: map, expected a string; \
                 Cat: `kind` is `dog`, not `cat`",
            ),
        ] {
            let Pet::Unknown(kept) = serde_json::from_str(text).unwrap() else {
                panic!("{text} fits a branch");
            };
            assert_eq!(kept.why().unwrap().to_string(), expected);
        }
    }

    #[test]
    fn a_tag_leaves_one_branch_to_speak_of() {
        for (text, expected) in [
            (r#"{"kind":"lion"}"#, "Cat: `kind` is `lion`, not `cat`"),
            (
                r#"{"kind":"dog","tricks":7}"#,
                "Dog: tricks: invalid type: integer `7`, expected a list",
            ),
            (
                r#"{"kind":"eel"}"#,
                "Cat: `kind` is `eel`, not `cat` or `lion`; Dog: `kind` is `eel`, not `dog`",
            ),
            (r#"{}"#, "Cat: missing field `kind`; Dog: missing field `kind`"),
        ] {
            let tagged: Tagged = serde_json::from_str(text).unwrap();
            match tagged {
                Tagged::Unknown(kept) => assert_eq!(kept.why().unwrap().to_string(), expected),
                known => panic!("{text} is {known:?}"),
            }
        }
    }

    #[test]
    fn unions_inside_say_why_too() {
        #[non_exhaustive]
        enum Outer {
            Food(Food),
            Foods(Vec<Food>),
            Unknown(RawJson),
        }
        crate::codegen::v1::union!(Outer {
            Foods(Vec<Food>): Array,
            Food(Food): Any,
        });
        let Outer::Unknown(kept) = serde_json::from_str("{}").unwrap() else {
            panic!("an object is no food");
        };
        let why = kept.why().unwrap();
        assert_eq!(
            why.reasons().map(|(branch, _)| branch).collect::<Vec<_>>(),
            ["Food", "Foods"]
        );
        assert_eq!(
            why.to_string(),
            "Food: no branch fits (Grams: invalid type: map, expected an integer of 64 bits; \
             Many: invalid type: map, expected a list); Foods: invalid type: map, expected a list"
        );
        let cat: Cat = serde_json::from_str(r#"{"kind":"cat","lives":9,"food":"much"}"#).unwrap();
        let Some(Food::Unknown(kept)) = cat.food else {
            panic!("a word is no food");
        };
        assert!(
            kept.why()
                .unwrap()
                .to_string()
                .starts_with("Grams: invalid type: string \"much\"")
        );
        assert!(RawJson::from(serde_json::json!("much")).why().is_none());
    }
}
