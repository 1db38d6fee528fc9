//! Which text does a regular expression take?
//!
//! A text is made as the expression is read: the first of alternatives, the least of repetitions, the first character of
//! a class. What cannot be made so, such as what looks back, has none.

use std::iter::Peekable;
use std::str::Chars;

/// How many characters a text may have.
const MAX_LENGTH: usize = 4096;
/// How deep groups may stand in each other.
const MAX_DEPTH: usize = 32;

/// A text of at least `min` characters that the pattern (ECMA-262) takes.
pub(super) fn text(pattern: &str, min: usize) -> Option<String> {
    let made = |often: usize, least: usize| {
        let mut chars = pattern.chars().peekable();
        let mut reader = Reader {
            chars: &mut chars,
            often,
            least,
        };
        let text = reader.alternatives(0)?;
        (chars.next().is_none() && text.chars().count() >= min).then_some(text)
    };
    // More of what may be repeated, until it is enough.
    let text = [1, 2, 4, 8, min.max(1)].into_iter().find_map(|often| made(often, 0));
    // Nothing at all is a poor example, and in a query the same as none.
    match text.as_deref() {
        Some("") => made(1, 1).or(text),
        _ => text,
    }
}

struct Reader<'a, 'p> {
    chars: &'a mut Peekable<Chars<'p>>,
    /// How often what has no upper bound is repeated.
    often: usize,
    /// How often what need not be there is.
    least: usize,
}

impl Reader<'_, '_> {
    /// The first alternative; the others are read past.
    fn alternatives(&mut self, depth: usize) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        let first = self.sequence(depth)?;
        while self.chars.next_if_eq(&'|').is_some() {
            self.sequence(depth)?;
        }
        Some(first)
    }

    fn sequence(&mut self, depth: usize) -> Option<String> {
        let mut text = String::new();
        while let Some(&next) = self.chars.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            self.chars.next();
            let atom = match next {
                '^' | '$' => continue,
                '(' => self.group(depth)?,
                '[' => self.class()?.to_string(),
                '.' => "a".to_owned(),
                '\\' => match self.escape()? {
                    // An edge of a word takes no room.
                    None => continue,
                    Some(c) => c.to_string(),
                },
                c => c.to_string(),
            };
            let times = self.times()?;
            if text.len() + atom.len().saturating_mul(times) > MAX_LENGTH {
                return None;
            }
            text.push_str(&atom.repeat(times));
        }
        Some(text)
    }

    fn group(&mut self, depth: usize) -> Option<String> {
        if self.chars.next_if_eq(&'?').is_some() {
            match self.chars.next()? {
                ':' => {}
                '<' if self.chars.peek().is_some_and(|c| c.is_alphabetic()) => {
                    self.chars.find(|&c| c == '>')?;
                }
                // What must not follow is seldom what is made.
                '!' => {
                    self.alternatives(depth + 1)?;
                    return self.chars.next_if_eq(&')').map(|_| String::new());
                }
                // It looks ahead or back.
                _ => return None,
            }
        }
        let text = self.alternatives(depth + 1)?;
        self.chars.next_if_eq(&')').map(|_| text)
    }

    /// A character of a class, whose bracket has been read.
    fn class(&mut self) -> Option<char> {
        let is_negated = self.chars.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        loop {
            let first = match self.chars.next()? {
                ']' => break,
                '\\' => match self.chars.next()? {
                    'd' => {
                        ranges.push(('0', '9'));
                        continue;
                    }
                    'w' => {
                        ranges.extend([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]);
                        continue;
                    }
                    's' => {
                        ranges.push((' ', ' '));
                        continue;
                    }
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'D' | 'W' | 'S' | 'p' | 'P' | 'u' | 'x' => return None,
                    c => c,
                },
                c => c,
            };
            let mut ahead = self.chars.clone();
            let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
            let last = if is_range {
                self.chars.next();
                match self.chars.next()? {
                    '\\' => self.chars.next()?,
                    c => c,
                }
            } else {
                first
            };
            ranges.push((first, last));
        }
        let holds = |c: char| ranges.iter().any(|&(first, last)| (first..=last).contains(&c));
        let usual = ('a'..='z').chain('0'..='9').chain('A'..='Z').chain("-_. ".chars());
        match is_negated {
            true => usual.into_iter().find(|&c| !holds(c)),
            false => usual
                .into_iter()
                .find(|&c| holds(c))
                .or(ranges.first().map(|range| range.0)),
        }
    }

    fn escape(&mut self) -> Option<Option<char>> {
        Some(Some(match self.chars.next()? {
            'd' => '0',
            'w' => 'a',
            's' => ' ',
            'D' | 'S' => 'a',
            'W' => '-',
            'b' | 'A' | 'z' | 'Z' => return Some(None),
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'p' | 'P' | 'u' | 'x' | 'B' | '0'..='9' | 'k' | 'c' => return None,
            c => c,
        }))
    }

    /// How often what was just read is repeated.
    fn times(&mut self) -> Option<usize> {
        let times = match self.chars.peek() {
            Some('?' | '*') => {
                let is_star = self.chars.next() == Some('*');
                // Only where more is asked for than what has to be there.
                if is_star && self.often > 1 {
                    self.often
                } else {
                    self.least
                }
            }
            Some('+') => {
                self.chars.next();
                self.often
            }
            Some('{') => match self.bounds() {
                Some((least, most)) => most.map_or(self.often, |most| most.min(self.often)).max(least),
                None => return None,
            },
            _ => return Some(1),
        };
        // A lazy one takes the same texts.
        self.chars.next_if_eq(&'?');
        Some(times)
    }

    /// `{2}`, `{2,}` or `{2,5}`.
    fn bounds(&mut self) -> Option<(usize, Option<usize>)> {
        self.chars.next();
        let mut text = String::new();
        loop {
            match self.chars.next()? {
                '}' => break,
                c if text.len() < 16 => text.push(c),
                _ => return None,
            }
        }
        match text.split_once(',') {
            None => text.trim().parse().ok().map(|least| (least, Some(least))),
            Some((least, "")) => least.trim().parse().ok().map(|least| (least, None)),
            Some((least, most)) => Some((least.trim().parse().unwrap_or(0), Some(most.trim().parse().ok()?))),
        }
    }
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
