//! How well does an object fit a branch of a union?

use std::cmp::Reverse;

use super::json::cursor::Cursor;
use super::object::{Presence, Shape};

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
    pub(super) fn and(self, other: Self) -> Self {
        Rank {
            class: self.class.max(other.class),
            lost: self.lost + other.lost,
            known: Reverse(self.known.0 + other.known.0),
            missing: self.missing + other.missing,
        }
    }

    /// A branch is not tried if it would lose what a better one knows: the value is then kept as it came.
    pub(super) fn is_worth_trying(self, best: Rank) -> bool {
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

/// What of an object a branch knows.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    /// Its index.
    pub(super) branch: usize,
    shape: Option<&'static Shape>,
    /// The field that is expected.
    next: usize,
    /// Which of the first fields are counted, one bit each: what is repeated is not there twice.
    seen: u64,
    all: usize,
    known: usize,
    required: usize,
    nullable: usize,
    /// How many of its constants are there, and as they have to be.
    constants: usize,
    /// Whether a constant is not what it has to be.
    pub(super) is_out: bool,
}

impl Tally {
    /// Of this branch, which has this shape; one without takes whatever there is.
    #[inline]
    pub(super) fn new(branch: usize, shape: Option<&'static Shape>) -> Self {
        Tally {
            branch,
            shape,
            ..Tally::default()
        }
    }

    /// Counts one more property; whether that tells this branch from others.
    fn add(&mut self, key: &str, value: Cursor<'_>) -> bool {
        self.all += 1;
        let Some(shape) = self.shape else { return false };
        let Some(index) = shape.find(key, self.next) else {
            return !shape.keeps_rest;
        };
        let field = &shape.fields()[index];
        self.next = index + 1;
        let bit = u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index));
        let bit = bit.unwrap_or_default();
        if self.seen & bit == 0 {
            self.seen |= bit;
            self.known += 1;
            self.required += usize::from(field.is_always(Presence::Required));
            self.nullable += usize::from(field.is_always(Presence::Nullable));
        } else {
            self.all -= 1;
        }
        let Some(constant) = field.constant else { return false };
        self.is_out = !value.scalar().is_some_and(|value| value.is(constant));
        self.constants += usize::from(!self.is_out);
        true
    }

    /// Whether no constant that is still to come can rule it out.
    #[inline]
    pub(super) fn is_safe(&self) -> bool {
        let constants = |shape: &Shape| shape.fields().iter().filter(|field| field.constant.is_some()).count();
        self.shape.is_some_and(|shape| constants(shape) == self.constants)
    }

    /// How many properties the branch would lose.
    #[inline]
    pub(super) fn lost(&self) -> usize {
        match self.shape {
            Some(shape) if !shape.keeps_rest => self.all - self.known,
            _ => 0,
        }
    }

    /// How well the object fits; not at all, when it lacks what the branch requires.
    pub(super) fn rank(&self) -> Option<Rank> {
        let Some(shape) = self.shape else {
            return Some(Rank {
                class: Class::Open,
                lost: 0,
                known: Reverse(0),
                missing: 0,
            });
        };
        let (mut required, mut nullable) = (0, 0);
        for field in shape.fields() {
            required += usize::from(field.is_always(Presence::Required));
            nullable += usize::from(field.is_always(Presence::Nullable));
        }
        if self.is_out || self.required < required {
            return None;
        }
        Some(Rank {
            class: match self.known == 0 && self.lost() > 0 {
                true => Class::Stranger,
                false if self.nullable == nullable => Class::Struct,
                false => Class::Lenient,
            },
            lost: self.lost(),
            known: Reverse(self.known),
            missing: shape.fields().len().saturating_sub(self.known),
        })
    }
}

/// Lets branches count what an object has; when a property tells one from the others, `goes_on` says whether they count on.
pub(super) fn count(tallies: &mut [Tally], object: Cursor<'_>, goes_on: &mut dyn FnMut(&[Tally]) -> bool) {
    object.each_entry(&mut |key, value| {
        let Some(key) = key.text() else { return true };
        let mut tells = false;
        for tally in tallies.iter_mut().filter(|tally| !tally.is_out) {
            tells |= tally.add(&key, value);
        }
        !tells || goes_on(tallies)
    });
}
