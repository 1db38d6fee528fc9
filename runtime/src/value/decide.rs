//! Which branches of a union may a value belong to, and which of them first?
//!
//! The branches that take its kind of JSON value. Among those for objects, the one that the tag names; if it names several, or
//! there is none, or `null`, those whose required properties are all there and whose constants match, best first: the one that knows most of the
//! value's keys and has fewest of its own missing. An object of which nothing is known comes after the structs that
//! know a key, and before those that know none. A struct that is read without a key that it requires, since that may be
//! `null`, comes after what has all that it asks for. Ties are left in the order of the table.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::Value;
use super::explain::why;
use super::object::{Presence, Shape};
use super::union::{Ask, Fit, JsonKind};

/// What is known of the branches of a union before a value comes.
#[derive(Debug)]
pub struct Branches {
    /// The property whose value tells the branches apart that have tags.
    pub by: Option<&'static str>,
    /// The branches, in the order in which they are tried.
    pub all: &'static [Branch],
}

/// How the text of a branch is checked, where values can be validated.
#[cfg(feature = "validate")]
pub type BranchCheck = fn(&str, Vec<&'static [crate::validate::Rule]>) -> bool;

/// How the text of a branch is checked, where values cannot be validated.
#[cfg(not(feature = "validate"))]
pub type BranchCheck = ();

/// What is known of one branch.
#[derive(Debug)]
pub struct Branch {
    /// The name of its variant.
    pub name: &'static str,
    /// The kind of JSON value that it takes.
    pub kind: JsonKind,
    /// The one string that it is, if it is a value rather than a type.
    pub value: Option<&'static str>,
    /// Which properties it has, if it is a struct, or its elements do, if it is a list of some.
    pub shape: fn() -> Option<&'static Shape>,
    /// The values of the tag that lead to it.
    pub tags: &'static [&'static str],
    /// Why a text is no value of its type, with so many unions around it.
    pub why: fn(&str, usize) -> Option<String>,
    /// Whether a text is a value of its type that these rules and those of the type allow.
    pub check: BranchCheck,
}

#[cfg(feature = "validate")]
const fn check<T: Value>() -> BranchCheck {
    crate::validate::holds::<T>
}

#[cfg(not(feature = "validate"))]
const fn check<T: Value>() -> BranchCheck {}

impl Branch {
    /// A branch whose values are of type `T`.
    pub const fn of<T: Value>(name: &'static str, kind: JsonKind, tags: &'static [&'static str]) -> Self {
        Branch {
            name,
            kind,
            value: None,
            shape: T::shape,
            tags,
            why: why::<T>,
            check: check::<T>(),
        }
    }

    /// A branch that is this string.
    pub const fn value(name: &'static str, value: &'static str) -> Self {
        Branch {
            kind: JsonKind::String,
            value: Some(value),
            ..Branch::of::<String>(name, JsonKind::String, &[])
        }
    }

    /// Whether it may have a value of that kind, which is this text.
    pub(crate) fn takes(&self, kind: JsonKind, text: &str) -> bool {
        self.kind.takes(kind) && self.value.is_none_or(|value| is_string(text, value))
    }
}

/// Whether a text is this string in JSON, however it is escaped.
fn is_string(text: &str, value: &str) -> bool {
    let inner = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.contains('\\') => inner == value,
        _ => serde_json::from_str::<String>(text).is_ok_and(|text| text == value),
    }
}

impl Branches {
    /// Lets branches read the text, best first, until one knows it; gives the one that has kept it, if any.
    pub fn decide(&self, text: &str, read: &mut dyn FnMut(usize, Ask) -> Fit) -> Option<usize> {
        let (mut kept, mut last) = (None, None);
        let candidates = self.candidates(text);
        if let [only] = candidates[..] {
            // It is this one or none, whether it knows the value or keeps it.
            if self.all[only].kind != JsonKind::Any {
                return (read(only, Ask::IsOne) != Fit::None).then_some(only);
            }
        }
        for index in candidates {
            let fit = read(index, Ask::IsKnown);
            if fit != Fit::None {
                last = Some(index);
            }
            match fit {
                Fit::Known => return Some(index),
                // A union that does not know the value is no better than this one.
                Fit::Kept if self.all[index].kind != JsonKind::Any => kept = kept.or(Some(index)),
                Fit::Kept | Fit::None => {}
            }
        }
        // What was read last is still there.
        kept.filter(|&index| last == Some(index) || read(index, Ask::IsOne) != Fit::None)
    }

    /// The branches beside one of them that a text may belong to as well.
    pub(super) fn others(&self, chosen: usize, text: &str) -> Vec<usize> {
        let kind = JsonKind::of(text);
        let all = entries(text);
        let may_be = |&index: &usize| {
            let branch = &self.all[index];
            let fits = kind != JsonKind::Object || rank((branch.shape)(), &all).is_some();
            index != chosen && branch.kind.takes(kind) && fits
        };
        (0..self.all.len()).filter(may_be).collect()
    }

    /// The branches that a text may belong to, best first.
    pub(super) fn candidates(&self, text: &str) -> Vec<usize> {
        let kind = JsonKind::of(text);
        let takes = |&index: &usize| self.all[index].takes(kind, text);
        let mut candidates: Vec<usize> = (0..self.all.len()).filter(takes).collect();
        match kind {
            JsonKind::Object => {}
            // Of strings, those that are written in the union come first.
            JsonKind::String => {
                candidates.sort_by_key(|&index| self.all[index].value.is_none());
                return candidates;
            }
            JsonKind::Array if candidates.len() > 1 => {
                self.rank_lists(&mut candidates, text);
                return candidates;
            }
            _ => return candidates,
        }
        if let Some(tag) = self.by.and_then(|by| value_of(text, by)) {
            let names = |&index: &usize| self.all[index].tags.contains(&&*tag);
            if candidates.iter().any(names) {
                candidates.retain(names);
            // `null` tells as little as no tag.
            } else if tag != "null" {
                candidates.retain(|&index| self.all[index].tags.is_empty());
            }
        }
        if candidates.len() > 1 {
            self.rank(&mut candidates, text);
        }
        candidates
    }

    fn rank(&self, candidates: &mut Vec<usize>, text: &str) {
        self.rank_by(candidates, &[entries(text)]);
    }

    /// Lists of objects are ranked by what their elements are, all together.
    fn rank_lists(&self, candidates: &mut Vec<usize>, text: &str) {
        let elements: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
        let is_object = |element: &&RawValue| JsonKind::of(element.get()) == JsonKind::Object;
        if !elements.is_empty() && elements.iter().all(is_object) {
            let all: Vec<_> = elements.iter().map(|element| entries(element.get())).collect();
            self.rank_by(candidates, &all);
        }
    }

    fn rank_by(&self, candidates: &mut Vec<usize>, objects: &[Vec<(Cow<'_, str>, &RawValue)>]) {
        let rank = |index: usize| {
            let shape = (self.all[index].shape)();
            let ranks = objects.iter().map(|entries| rank(shape, entries));
            ranks.collect::<Option<Vec<Rank>>>()?.into_iter().reduce(Rank::and)
        };
        let mut ranked: Vec<_> = candidates
            .iter()
            .filter_map(|&index| Some((rank(index)?, index)))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        if let Some(&(best, _)) = ranked.first() {
            ranked.retain(|(rank, _)| rank.is_worth_trying(best));
        }
        *candidates = ranked.into_iter().map(|(_, index)| index).collect();
    }
}

/// How well an object fits a branch, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    class: Class,
    lost: usize,
    known: Reverse<usize>,
    missing: usize,
}

impl Rank {
    /// How well two objects fit together.
    fn and(self, other: Self) -> Self {
        Rank {
            class: self.class.max(other.class),
            lost: self.lost + other.lost,
            known: Reverse(self.known.0 + other.known.0),
            missing: self.missing + other.missing,
        }
    }

    /// A branch is not tried if it would lose what a better one knows: the value is then kept as it came.
    fn is_worth_trying(self, best: Rank) -> bool {
        match self.class {
            Class::Struct | Class::Lenient => self.lost <= best.lost || best.class != Class::Struct,
            Class::Open => true,
            Class::Stranger => best.class != Class::Struct,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A struct that knows some of the keys, or has none to know.
    Struct,
    /// Anything that takes whatever keys there are.
    Open,
    /// A struct that knows some of the keys, and lacks one that it requires and that may be `null`.
    Lenient,
    /// A struct that knows none of the keys.
    Stranger,
}

pub(super) fn rank(shape: Option<&'static Shape>, entries: &[(Cow<'_, str>, &RawValue)]) -> Option<Rank> {
    let Some(shape) = shape else {
        return Some(Rank {
            class: Class::Open,
            lost: 0,
            known: Reverse(0),
            missing: 0,
        });
    };
    let (mut known, mut required, mut nullable, mut next) = (0, 0, 0, 0);
    let is_required = |index: usize| {
        let field = &shape.fields()[index];
        field.presence == Presence::Required && field.default.is_none()
    };
    let is_nullable = |index: usize| {
        let field = &shape.fields()[index];
        field.presence == Presence::Nullable && field.default.is_none()
    };
    for (key, value) in entries {
        let Some(index) = shape.find(key, next) else { continue };
        next = index + 1;
        known += 1;
        required += usize::from(is_required(index));
        nullable += usize::from(is_nullable(index));
        if shape.fields()[index]
            .constant
            .is_some_and(|constant| constant != scalar(value))
        {
            return None;
        }
    }
    if required < (0..shape.fields().len()).filter(|&index| is_required(index)).count() {
        return None;
    }
    let others = entries.len() - known;
    let has_all = nullable == (0..shape.fields().len()).filter(|&index| is_nullable(index)).count();
    Some(Rank {
        class: match known == 0 && others > 0 && !shape.keeps_rest {
            true => Class::Stranger,
            false if has_all => Class::Struct,
            false => Class::Lenient,
        },
        lost: if shape.keeps_rest { 0 } else { others },
        known: Reverse(known),
        missing: shape.fields().len().saturating_sub(known),
    })
}

/// A string without its quotes, and any other scalar as it stands.
pub(crate) fn scalar(value: &RawValue) -> Cow<'_, str> {
    let text = value.get();
    match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Cow::Borrowed(plain),
        Some(_) => serde_json::from_str::<String>(text).map_or(Cow::Borrowed(text), Cow::Owned),
        None => Cow::Borrowed(text),
    }
}

/// The value of a property; what stands after it is not looked at.
pub(super) fn value_of<'a>(text: &'a str, property: &str) -> Option<Cow<'a, str>> {
    let mut found = None;
    each_entry(text, &mut |key, value| {
        if key == property {
            found = Some(scalar(value));
        }
        found.is_none()
    });
    found
}

/// The entries of an object.
pub(crate) fn entries(text: &str) -> Vec<(Cow<'_, str>, &RawValue)> {
    let mut entries = Vec::new();
    each_entry(text, &mut |key, value| {
        entries.push((key, value));
        true
    });
    entries
}

/// Shows the entries of an object until `each` has seen enough.
fn each_entry<'a>(text: &'a str, each: &mut dyn FnMut(Cow<'a, str>, &'a RawValue) -> bool) {
    // What is no object, or ends early, is for the branch to refuse.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(EntryVisitor(each));
}

struct EntryVisitor<'each, 'a>(&'each mut dyn FnMut(Cow<'a, str>, &'a RawValue) -> bool);

impl<'a> Visitor<'a> for EntryVisitor<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Key)? {
            // The reader sees that the object does not end here, which costs less than to read on.
            if !(self.0)(key, map.next_value()?) {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// A key, which is a part of the text unless it has escapes.
struct Key;

impl<'a> DeserializeSeed<'a> for Key {
    type Value = Cow<'a, str>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Cow<'a, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for Key {
    type Value = Cow<'a, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'a str) -> Result<Cow<'a, str>, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E>(self, key: &str) -> Result<Cow<'a, str>, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}
