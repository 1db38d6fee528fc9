//! Does a text keep to a pattern?
//!
//! A matcher that tries one way after the other, within bounds: what takes too long is open, and so is a pattern that is not read.

use super::regex::{self, Alternatives, Atom, Piece};

/// How many steps are taken for one text, and how many of them within each other.
const MAX_STEPS: usize = 50_000;
const MAX_STEPS_DEEP: usize = 400;

/// Whether a pattern takes a text; it may take any part of it (JSON Schema, Core §6.4). `None` where that is open.
pub(super) fn holds(pattern: &str, text: &str) -> Option<bool> {
    takes(&regex::read(pattern)?, text)
}

/// The same of a pattern that has been read.
pub(super) fn takes(alternatives: &Alternatives, text: &str) -> Option<bool> {
    let text: Vec<char> = text.chars().collect();
    let mut matcher = Matcher {
        text: &text,
        steps: 0,
        depth: 0,
    };
    for start in 0..=text.len() {
        if matcher.any(alternatives, start, &mut |_, _| Some(true))? {
            return Some(true);
        }
    }
    Some(false)
}

struct Matcher<'t> {
    text: &'t [char],
    steps: usize,
    depth: usize,
}

/// What follows, at this place.
type Next<'n> = &'n mut dyn FnMut(&mut Matcher<'_>, usize) -> Option<bool>;

impl Matcher<'_> {
    fn any(&mut self, alternatives: &Alternatives, at: usize, next: Next<'_>) -> Option<bool> {
        for pieces in alternatives {
            if self.sequence(pieces, at, next)? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn sequence(&mut self, pieces: &[Piece], at: usize, next: Next<'_>) -> Option<bool> {
        match pieces.split_first() {
            None => next(self, at),
            Some((piece, rest)) => self.piece(piece, 0, at, &mut |matcher, at| matcher.sequence(rest, at, next)),
        }
    }

    /// A piece that has been there so often.
    fn piece(&mut self, piece: &Piece, often: usize, at: usize, next: Next<'_>) -> Option<bool> {
        self.steps += 1;
        if self.steps > MAX_STEPS || self.depth == MAX_STEPS_DEEP {
            return None;
        }
        self.depth += 1;
        let taken = self.repeated(piece, often, at, next);
        self.depth -= 1;
        taken
    }

    fn repeated(&mut self, piece: &Piece, often: usize, at: usize, next: Next<'_>) -> Option<bool> {
        if often < piece.most {
            let again = self.atom(&piece.atom, at, &mut |matcher, to| {
                // What takes no room is there as often as it is wanted.
                match to == at && often >= piece.least {
                    true => Some(false),
                    false => matcher.piece(piece, often + 1, to, next),
                }
            });
            if again? {
                return Some(true);
            }
        }
        match often >= piece.least {
            true => next(self, at),
            false => Some(false),
        }
    }

    fn atom(&mut self, atom: &Atom, at: usize, next: Next<'_>) -> Option<bool> {
        let is_word = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_some_and(|&c| regex::is_word(c));
        let width = match atom {
            Atom::Group(alternatives) => return self.any(alternatives, at, next),
            Atom::Ahead(must, alternatives) => {
                let is_there = self.any(alternatives, at, &mut |_, _| Some(true))?;
                (is_there == *must).then_some(0)
            }
            Atom::Start => (at == 0).then_some(0),
            Atom::End => (at == self.text.len()).then_some(0),
            Atom::Edge(is_edge) => {
                let found = is_word(at.checked_sub(1)) != is_word(Some(at));
                (found == *is_edge).then_some(0)
            }
            Atom::Class(class) => self.text.get(at).filter(|&&c| class.takes(c)).map(|_| 1),
        };
        match width {
            Some(width) => next(self, at + width),
            None => Some(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn texts_keep_to_their_patterns() {
        let table = [
            ("^-?[0-9]+$", "2251799813686749", Some(true)),
            ("^-?[0-9]+$", "22x", Some(false)),
            ("[0-9]{2}", "a12b", Some(true)),
            ("^[0-9]{2,3}$", "1234", Some(false)),
            (r"^(USD|EUR)(\.\d+)?$", "EUR.50", Some(true)),
            (r"^(USD|EUR)(\.\d+)?$", "GBP", Some(false)),
            ("^(a|ab)(c|bcd)$", "abcd", Some(true)),
            ("^(a*)*$", "aaaab", Some(false)),
            ("^(?:)*$", "", Some(true)),
            ("^(a?){3}$", "a", Some(true)),
            (r"^[^\s/]+$", "a b", Some(false)),
            (r"^[\w.+-]+@[a-z]+\.com$", "a.b+c@d.com", Some(true)),
            (r"^\x41\u0042$", "AB", Some(true)),
            (r"\bcat\b", "a cat here", Some(true)),
            (r"\bcat\b", "concatenate", Some(false)),
            ("^.$", "\n", Some(false)),
            ("^[a-]$", "-", Some(true)),
            ("^a{0}$", "", Some(true)),
            ("^a+?$", "aa", Some(true)),
            ("^$|^x$", "", Some(true)),
            ("", "anything", Some(true)),
            (r"^(?=.*\d)[a-z0-9]{2,}$", "a1", Some(true)),
            (r"^(?=.*\d)[a-z0-9]{2,}$", "ab", Some(false)),
            ("^(?!x)[a-z]+$", "xa", Some(false)),
            (r"\Aa\z", "a", Some(true)),
            (r"^[\d-x]+$", "5-x", Some(true)),
            // What is open.
            ("^(?<=a)a", "a", None),
            (r"^(a)\1$", "aa", None),
            (r"^\p{L}$", "a", None),
            ("(a", "a", None),
            ("a{2", "a{2", None),
            ("^[a-z]*$", &"a".repeat(5000), None),
            ("^(a|a)*$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", None),
        ];
        for (pattern, text, expected) in table {
            assert_eq!(holds(pattern, text), expected, "{pattern} {text}");
        }
    }
}
