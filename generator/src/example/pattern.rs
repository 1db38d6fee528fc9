//! Which text does a regular expression take?
//!
//! The first of alternatives, the least of repetitions, the first character of a class, and nothing for what lies ahead; what that
//! makes is held against the expression. What cannot be made so has none.

use super::holds;
use super::regex::{self, Alternatives, Atom, Class, Piece};

/// How many characters a text may have.
const MAX_LENGTH: usize = 4096;

/// A text of at least `min` characters that the pattern (ECMA-262) takes.
pub(super) fn text(pattern: &str, min: usize) -> Option<String> {
    let pattern = regex::read(pattern)?;
    let made = |often: usize, least: usize| {
        let text = Maker { often, least }.alternatives(&pattern)?;
        let is_right = text.chars().count() >= min && holds::takes(&pattern, &text) != Some(false);
        is_right.then_some(text)
    };
    // More of what may be repeated, until it is enough.
    let text = [1, 2, 4, 8, min.max(1)].into_iter().find_map(|often| made(often, 0));
    // Nothing at all is a poor example, and in a query the same as none.
    match text.as_deref() {
        Some("") => made(1, 1).or(text),
        _ => text,
    }
}

struct Maker {
    /// How often what has no upper bound is repeated.
    often: usize,
    /// How often what need not be there is.
    least: usize,
}

impl Maker {
    fn alternatives(&self, alternatives: &Alternatives) -> Option<String> {
        let mut text = String::new();
        for piece in alternatives.first()? {
            let atom = match &piece.atom {
                Atom::Start | Atom::End | Atom::Edge(_) | Atom::Ahead(..) => continue,
                Atom::Class(class) => character(class)?.to_string(),
                Atom::Group(alternatives) => self.alternatives(alternatives)?,
            };
            let times = self.times(piece);
            if text.len() + atom.len().saturating_mul(times) > MAX_LENGTH {
                return None;
            }
            text.push_str(&atom.repeat(times));
        }
        Some(text)
    }

    fn times(&self, piece: &Piece) -> usize {
        match (piece.least, piece.most) {
            // Only where more is asked for than what has to be there.
            (0, 1) => self.least,
            (0, usize::MAX) if self.often == 1 => self.least,
            (least, most) => most.min(self.often).max(least),
        }
    }
}

/// A character of a class, one that is usual if there is one.
fn character(class: &Class) -> Option<char> {
    let mut usual = ('a'..='z').chain('0'..='9').chain('A'..='Z').chain("-_. ".chars());
    usual.find(|&c| class.takes(c)).or_else(|| class.first())
}

#[cfg(test)]
mod tests {
    #[test]
    fn texts_are_taken_by_their_patterns() {
        let table = [
            ("^[a-z]{2}$", 0, Some("aa")),
            ("^cus_[A-Za-z0-9]+$", 0, Some("cus_a")),
            (r"^\d{4}-\d{2}$", 0, Some("0000-00")),
            (r"^(USD|EUR)(\.[0-9]+)?$", 0, Some("USD")),
            ("^[^/]*$", 5, Some("aaaaaaaa")),
            ("^[0-9a-f]{24}$", 0, Some("aaaaaaaaaaaaaaaaaaaaaaaa")),
            (r"^(?:[+-]?\d+)$", 0, Some("0")),
            (r"^[\w.-]+@[a-z]+\.com$", 0, Some("a@a.com")),
            (r"^([a-z]+(,[a-z]+)*)?$", 0, Some("a,a")),
            ("^(?!x)a", 0, Some("a")),
            ("^(?!-[0-9]$)^[a-z]+$", 0, Some("a")),
            ("^(?=x)a", 0, None),
            ("^(?=.*a).{2}$", 0, Some("aa")),
            ("^(?!a)[ab]$", 0, None),
            (r"^\u0041\x42$", 0, Some("AB")),
            (r"\p{L}+", 0, None),
            ("(a", 0, None),
            ("a{9999999}", 0, None),
            ("", 0, Some("")),
        ];
        for (pattern, min, expected) in table {
            assert_eq!(super::text(pattern, min).as_deref(), expected, "{pattern}");
        }
    }
}
