//! Does a text keep to a pattern?
//!
//! A small reader and matcher of ECMA-262's regular expressions, for the patterns that documents have. What it does not
//! understand (what looks around, refers back, or speaks of Unicode's properties), and what takes it too long, is open.

use std::iter::Peekable;
use std::str::Chars;

/// How deep groups may stand in each other.
const MAX_DEPTH: usize = 32;
/// How often something may be repeated by number.
const MAX_TIMES: usize = 4096;
/// How many steps are taken for one text, and how many of them within each other.
const MAX_STEPS: usize = 50_000;
const MAX_STEPS_DEEP: usize = 400;

/// Whether a pattern takes a text; it may take any part of it (JSON Schema, Core §6.4). `None` where that is open.
pub(super) fn holds(pattern: &str, text: &str) -> Option<bool> {
    let mut reader = Reader {
        chars: pattern.chars().peekable(),
    };
    let alternatives = reader.alternatives(0)?;
    if reader.chars.next().is_some() {
        return None;
    }
    let text: Vec<char> = text.chars().collect();
    let mut matcher = Matcher {
        text: &text,
        steps: 0,
        depth: 0,
    };
    for start in 0..=text.len() {
        if matcher.any(&alternatives, start, &mut |_, _| Some(true))? {
            return Some(true);
        }
    }
    Some(false)
}

/// What is next to be matched.
enum Atom {
    Start,
    End,
    /// Whether it is an edge of a word, or none.
    Edge(bool),
    /// Whether it is none of these.
    Class(bool, Vec<(char, char)>),
    Group(Vec<Vec<Piece>>),
}

/// An atom, and how often it may be there.
struct Piece {
    atom: Atom,
    least: usize,
    most: usize,
}

const DIGITS: &[(char, char)] = &[('0', '9')];
const WORDS: &[(char, char)] = &[('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')];
const SPACES: &[(char, char)] = &[(' ', ' '), ('\t', '\r'), ('\u{a0}', '\u{a0}'), ('\u{feff}', '\u{feff}')];
const LINES: &[(char, char)] = &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn alternatives(&mut self, depth: usize) -> Option<Vec<Vec<Piece>>> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut all = vec![self.sequence(depth)?];
        while self.chars.next_if_eq(&'|').is_some() {
            all.push(self.sequence(depth)?);
        }
        Some(all)
    }

    fn sequence(&mut self, depth: usize) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        while let Some(next) = self.chars.next_if(|c| !matches!(c, '|' | ')')) {
            let atom = match next {
                '^' => Atom::Start,
                '$' => Atom::End,
                '(' => self.group(depth)?,
                '[' => self.class()?,
                '.' => Atom::Class(true, LINES.to_vec()),
                '\\' => match self.chars.next()? {
                    'b' => Atom::Edge(true),
                    'B' => Atom::Edge(false),
                    c => {
                        let (is_negated, ranges) = self.escape(c)?;
                        Atom::Class(is_negated, ranges)
                    }
                },
                '*' | '+' | '?' => return None,
                c => Atom::Class(false, vec![(c, c)]),
            };
            let (least, most) = self.times()?;
            pieces.push(Piece { atom, least, most });
        }
        Some(pieces)
    }

    fn group(&mut self, depth: usize) -> Option<Atom> {
        if self.chars.next_if_eq(&'?').is_some() {
            match self.chars.next()? {
                ':' => {}
                '<' if self.chars.peek().is_some_and(|c| c.is_alphabetic()) => {
                    self.chars.find(|&c| c == '>')?;
                }
                _ => return None,
            }
        }
        let all = self.alternatives(depth + 1)?;
        self.chars.next_if_eq(&')').map(|_| Atom::Group(all))
    }

    /// A class, whose bracket has been read.
    fn class(&mut self) -> Option<Atom> {
        let is_negated = self.chars.next_if_eq(&'^').is_some();
        let mut ranges = Vec::new();
        loop {
            let first = match self.chars.next()? {
                ']' => return Some(Atom::Class(is_negated, ranges)),
                '\\' => match self.chars.next()? {
                    'b' => '\u{8}',
                    c => match (self.escape(c)?, ranges.len()) {
                        ((false, own), _) if own.len() == 1 && own[0].0 == own[0].1 => own[0].0,
                        ((false, own), _) => {
                            ranges.extend(own);
                            continue;
                        }
                        // Everything but something, among others.
                        ((true, _), _) => return None,
                    },
                },
                c => c,
            };
            let mut ahead = self.chars.clone();
            let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
            if !is_range {
                ranges.push((first, first));
                continue;
            }
            self.chars.next();
            let last = match self.chars.next()? {
                '\\' => {
                    let next = self.chars.next()?;
                    match self.escape(next)? {
                        (false, own) if own.len() == 1 && own[0].0 == own[0].1 => own[0].0,
                        _ => return None,
                    }
                }
                c => c,
            };
            ranges.push((first, last));
        }
    }

    /// What an escape stands for, whose backslash and letter have been read, and whether it is all else.
    fn escape(&mut self, letter: char) -> Option<(bool, Vec<(char, char)>)> {
        let one = |c: char| Some((false, vec![(c, c)]));
        match letter {
            'd' => Some((false, DIGITS.to_vec())),
            'D' => Some((true, DIGITS.to_vec())),
            'w' => Some((false, WORDS.to_vec())),
            'W' => Some((true, WORDS.to_vec())),
            's' => Some((false, SPACES.to_vec())),
            'S' => Some((true, SPACES.to_vec())),
            'n' => one('\n'),
            't' => one('\t'),
            'r' => one('\r'),
            'f' => one('\u{c}'),
            'v' => one('\u{b}'),
            'x' => one(self.code(2)?),
            'u' => one(self.code(4)?),
            c if c.is_alphanumeric() => None,
            c => one(c),
        }
    }

    /// The character with this number, in so many hexadecimal digits.
    fn code(&mut self, digits: usize) -> Option<char> {
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + self.chars.next()?.to_digit(16)?;
        }
        char::from_u32(code)
    }

    /// How often what was just read may be there.
    fn times(&mut self) -> Option<(usize, usize)> {
        let times = match self.chars.peek() {
            Some('?') => (0, 1),
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('{') => {
                self.chars.next();
                let mut text = String::new();
                loop {
                    match self.chars.peek()? {
                        '}' => break,
                        c if text.len() < 16 => text.push(*c),
                        _ => return None,
                    }
                    self.chars.next();
                }
                let count = |text: &str| text.parse().ok().filter(|&count| count <= MAX_TIMES);
                match text.split_once(',') {
                    None => (count(&text)?, count(&text)?),
                    Some((least, "")) => (count(least)?, usize::MAX),
                    Some((least, most)) => (count(least)?, count(most)?),
                }
            }
            _ => return Some((1, 1)),
        };
        self.chars.next();
        // A lazy one takes the same texts.
        self.chars.next_if_eq(&'?');
        Some(times)
    }
}

struct Matcher<'t> {
    text: &'t [char],
    steps: usize,
    depth: usize,
}

/// What follows, at this place.
type Next<'n> = &'n mut dyn FnMut(&mut Matcher<'_>, usize) -> Option<bool>;

impl Matcher<'_> {
    fn any(&mut self, alternatives: &[Vec<Piece>], at: usize, next: Next<'_>) -> Option<bool> {
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
        let is_word = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_some_and(|&c| is_in(WORDS, c));
        let width = match atom {
            Atom::Group(alternatives) => return self.any(alternatives, at, next),
            Atom::Start => (at == 0).then_some(0),
            Atom::End => (at == self.text.len()).then_some(0),
            Atom::Edge(is_edge) => {
                let found = is_word(at.checked_sub(1)) != is_word(Some(at));
                (found == *is_edge).then_some(0)
            }
            Atom::Class(is_negated, ranges) => {
                let taken = self.text.get(at).is_some_and(|&c| is_in(ranges, c) != *is_negated);
                taken.then_some(1)
            }
        };
        match width {
            Some(width) => next(self, at + width),
            None => Some(false),
        }
    }
}

fn is_in(ranges: &[(char, char)], c: char) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&c))
}

#[cfg(test)]
mod tests {
    use super::super::pattern;
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
            // What is open.
            ("^(?=a)a", "a", None),
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

    #[test]
    fn what_is_made_for_a_pattern_keeps_to_it() {
        let table = [
            "^[a-z]{2}$",
            "^cus_[A-Za-z0-9]+$",
            r"^\d{4}-\d{2}$",
            "^[^/]*$",
            r"^(?:[+-]?\d+)$",
            r"^([a-z]+(,[a-z]+)*)?$",
            "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=)?$",
        ];
        for pattern in table {
            for min in [0, 8] {
                if let Some(text) = pattern::text(pattern, min) {
                    assert_eq!(holds(pattern, &text), Some(true), "{pattern} {text}");
                }
            }
        }
    }
}
