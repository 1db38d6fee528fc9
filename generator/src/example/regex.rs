//! What does a regular expression say?
//!
//! A small reader of ECMA-262's, for the patterns that documents have. What looks or refers back, or speaks of Unicode's properties,
//! is not read.

use std::iter::Peekable;
use std::str::Chars;

/// How deep groups may stand in each other.
const MAX_DEPTH: usize = 32;
/// How often something may be repeated by number.
const MAX_TIMES: usize = 4096;

/// What may stand at a place: each a sequence.
pub(super) type Alternatives = Vec<Vec<Piece>>;

/// An atom, and how often it may be there.
pub(super) struct Piece {
    pub(super) atom: Atom,
    pub(super) least: usize,
    /// `usize::MAX` is as often as it is wanted.
    pub(super) most: usize,
}

pub(super) enum Atom {
    Start,
    End,
    /// Whether it is an edge of a word, or none.
    Edge(bool),
    Class(Class),
    Group(Alternatives),
    /// Whether it must be ahead, or must not; it takes no room.
    Ahead(bool, Alternatives),
}

/// One character.
pub(super) struct Class {
    /// Whether it is none of these.
    is_negated: bool,
    ranges: Vec<(char, char)>,
}

impl Class {
    pub(super) fn takes(&self, c: char) -> bool {
        is_in(&self.ranges, c) != self.is_negated
    }

    /// A character that was written down for it, if one was.
    pub(super) fn first(&self) -> Option<char> {
        self.ranges.first().map(|range| range.0).filter(|&c| self.takes(c))
    }
}

/// Whether a character is one of a word (ECMA-262, `WordCharacters`).
pub(super) fn is_word(c: char) -> bool {
    is_in(WORDS, c)
}

fn is_in(ranges: &[(char, char)], c: char) -> bool {
    ranges.iter().any(|&(first, last)| (first..=last).contains(&c))
}

/// What a pattern says, if it is read.
pub(super) fn read(pattern: &str) -> Option<Alternatives> {
    let mut reader = Reader {
        chars: pattern.chars().peekable(),
    };
    let all = reader.alternatives(0)?;
    reader.chars.next().is_none().then_some(all)
}

const DIGITS: &[(char, char)] = &[('0', '9')];
const WORDS: &[(char, char)] = &[('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')];
const SPACES: &[(char, char)] = &[(' ', ' '), ('\t', '\r'), ('\u{a0}', '\u{a0}'), ('\u{feff}', '\u{feff}')];
const LINES: &[(char, char)] = &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
}

impl Reader<'_> {
    fn alternatives(&mut self, depth: usize) -> Option<Alternatives> {
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
                '.' => Atom::Class(none_of(LINES)),
                '\\' => match self.chars.next()? {
                    'b' => Atom::Edge(true),
                    'B' => Atom::Edge(false),
                    // As other dialects have them.
                    'A' => Atom::Start,
                    'z' | 'Z' => Atom::End,
                    c => Atom::Class(self.escape(c)?),
                },
                '*' | '+' | '?' => return None,
                c => Atom::Class(one(c)),
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
                c @ ('=' | '!') => {
                    let all = self.alternatives(depth + 1)?;
                    return self.chars.next_if_eq(&')').map(|_| Atom::Ahead(c == '=', all));
                }
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
            if self.chars.next_if_eq(&']').is_some() {
                return Some(Atom::Class(Class { is_negated, ranges }));
            }
            let first = self.member()?;
            let mut ahead = self.chars.clone();
            let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
            match (&*first.ranges, is_range) {
                // Everything but something, among others.
                _ if first.is_negated => return None,
                (&[(from, to)], true) if from == to => {
                    self.chars.next();
                    let last = self.member()?;
                    let is_one = !last.is_negated && last.ranges.len() == 1;
                    ranges.push((
                        from,
                        last.ranges.first().filter(|range| is_one && range.0 == range.1)?.0,
                    ));
                }
                _ => ranges.extend(first.ranges),
            }
        }
    }

    /// What is next in a class.
    fn member(&mut self) -> Option<Class> {
        Some(match self.chars.next()? {
            '\\' => match self.chars.next()? {
                'b' => one('\u{8}'),
                c => self.escape(c)?,
            },
            c => one(c),
        })
    }

    /// What an escape stands for, whose backslash and letter have been read.
    fn escape(&mut self, letter: char) -> Option<Class> {
        Some(match letter {
            'd' => any_of(DIGITS),
            'D' => none_of(DIGITS),
            'w' => any_of(WORDS),
            'W' => none_of(WORDS),
            's' => any_of(SPACES),
            'S' => none_of(SPACES),
            'n' => one('\n'),
            't' => one('\t'),
            'r' => one('\r'),
            'f' => one('\u{c}'),
            'v' => one('\u{b}'),
            'x' => one(self.code(2)?),
            'u' => one(self.code(4)?),
            c if c.is_alphanumeric() => return None,
            c => one(c),
        })
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

fn one(c: char) -> Class {
    any_of(&[(c, c)])
}

fn any_of(ranges: &[(char, char)]) -> Class {
    Class {
        is_negated: false,
        ranges: ranges.to_vec(),
    }
}

fn none_of(ranges: &[(char, char)]) -> Class {
    Class {
        is_negated: true,
        ..any_of(ranges)
    }
}
