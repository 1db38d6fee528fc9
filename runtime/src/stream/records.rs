//! Where does one JSON text end and the next begin?
//!
//! In JSON lines each is a line; in a JSON text sequence (RFC 7464) each begins with a record separator and may have many.

use bytes::Bytes;

const RECORD_SEPARATOR: u8 = 0x1e;

/// Cuts bytes into JSON texts, however they come.
#[derive(Debug)]
pub(super) struct Splitter {
    at: u8,
    begun: Vec<u8>,
    unread: Bytes,
}

impl Splitter {
    pub(super) fn new(is_sequence: bool) -> Self {
        Splitter {
            at: if is_sequence { RECORD_SEPARATOR } else { b'\n' },
            begun: Vec::new(),
            unread: Bytes::new(),
        }
    }

    pub(super) fn push(&mut self, bytes: Bytes) {
        self.unread = bytes;
    }

    /// How many bytes wait for the rest of their text.
    pub(super) fn waiting(&self) -> usize {
        self.begun.len()
    }

    /// The next text that is complete.
    pub(super) fn next(&mut self) -> Option<Vec<u8>> {
        while let Some(end) = self.unread.iter().position(|&byte| byte == self.at) {
            self.begun.extend_from_slice(&self.unread[..end]);
            self.unread = self.unread.split_off(end + 1);
            if let Some(text) = self.finish() {
                return Some(text);
            }
        }
        self.begun.extend_from_slice(&std::mem::take(&mut self.unread));
        None
    }

    /// What is left at the end.
    pub(super) fn finish(&mut self) -> Option<Vec<u8>> {
        let text = std::mem::take(&mut self.begun);
        (!text.trim_ascii().is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::Splitter;

    #[test]
    fn texts_are_told_apart() {
        let table: [(bool, &str, &[&str]); 5] = [
            (false, "1\n2\r\n\n{\"a\": 3}\n", &["1", "2\r", "{\"a\": 3}"]),
            (false, "1\n2", &["1", "2"]),
            (false, "", &[]),
            (true, "\u{1e}1\n\u{1e}{\n\"a\": 3\n}\n", &["1\n", "{\n\"a\": 3\n}\n"]),
            (true, "\u{1e}\u{1e}1\n", &["1\n"]),
        ];
        for (is_sequence, text, expected) in table {
            for size in [1, 2, 100] {
                let mut splitter = Splitter::new(is_sequence);
                let mut texts = Vec::new();
                for chunk in text.as_bytes().chunks(size) {
                    splitter.push(Bytes::copy_from_slice(chunk));
                    texts.extend(std::iter::from_fn(|| splitter.next()));
                }
                texts.extend(splitter.finish());
                let texts: Vec<_> = texts.into_iter().map(|text| String::from_utf8(text).unwrap()).collect();
                assert_eq!(texts, expected, "{text:?} by {size}");
            }
        }
    }
}
