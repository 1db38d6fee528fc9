//! Where do nodes begin in a JSON text?
//!
//! The text has been read before, so it is known to be JSON and not too deep.

use super::{Open, Search};

pub(super) fn search(text: &str, search: &mut Search<'_>, open: Open) {
    let mut scanner = Scanner { text, at: 0 };
    scanner.value(search, &open, false);
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or(0)
    }

    fn value(&mut self, search: &mut Search<'_>, open: &Open, keyed: bool) {
        let first = self.peek();
        search.value_at(open, self.at, keyed);
        let below = search.below(open);
        match first {
            b'{' if !below.is_empty() => self.object(search, &below),
            b'[' if !below.is_empty() => self.array(search, &below),
            _ => self.skip(),
        }
    }

    fn object(&mut self, search: &mut Search<'_>, open: &Open) {
        self.at += 1;
        loop {
            match self.peek() {
                b',' => self.at += 1,
                b'"' => {
                    let start = self.at;
                    self.string();
                    let key = unquote(&self.text[start..self.at]);
                    let through = search.through(open, &key);
                    search.key_at(&through, start);
                    if self.peek() == b':' {
                        self.at += 1;
                    }
                    self.value(search, &through, true);
                }
                _ => break self.at += 1,
            }
        }
    }

    fn array(&mut self, search: &mut Search<'_>, open: &Open) {
        self.at += 1;
        let mut index = 0;
        loop {
            match self.peek() {
                b',' => {
                    self.at += 1;
                    index += 1;
                }
                b']' | 0 => break self.at += 1,
                _ => {
                    let through = search.through(open, &index.to_string());
                    self.value(search, &through, false);
                }
            }
        }
    }

    /// Moves past a string.
    fn string(&mut self) {
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(bytes.len());
    }

    /// Moves past a value of any kind.
    fn skip(&mut self) {
        let mut depth = 0;
        loop {
            match self.peek() {
                b'"' => self.string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                b'}' | b']' | b',' | b':' | 0 => return,
                _ => self.word(),
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Moves past a number, `true`, `false` or `null`.
    fn word(&mut self) {
        let bytes = self.text.as_bytes();
        while bytes
            .get(self.at)
            .is_some_and(|b| !b.is_ascii_whitespace() && !b",:]}".contains(b))
        {
            self.at += 1;
        }
    }
}

fn unquote(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_default()
}
