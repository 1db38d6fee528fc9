//! What do the lines of an event stream say?
//!
//! The format is that of the HTML standard ("Server-sent events", "Interpreting an event stream"), which is generous: what
//! it does not know is read past. One thing is different here: an event at the end of the stream that no empty line
//! follows is given all the same, since a stream that is cut off is an error of its own.

/// One event, as it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RawEvent {
    pub(super) name: String,
    pub(super) data: String,
}

/// Makes events of bytes, however these are cut.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    line: Vec<u8>,
    /// Whether the last byte was a carriage return, so that a line feed would be part of the same line's end.
    after_return: bool,
    is_begun: bool,
    event: RawEvent,
    has_data: bool,
    last_id: String,
    /// The wait before another connection, in milliseconds, as the server asks.
    pub(super) retry: Option<u64>,
}

impl Decoder {
    /// The last id that came; empty if none has. It holds for all later events.
    pub(super) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// What reads on after a break: half an event will come again as a whole.
    pub(super) fn after_break(&self) -> Decoder {
        Decoder {
            last_id: self.last_id.clone(),
            retry: self.retry,
            ..Decoder::default()
        }
    }

    /// How many bytes wait for the rest of their event.
    pub(super) fn waiting(&self) -> usize {
        self.line.len() + self.event.data.len()
    }

    /// Takes bytes up to the end of an event, which is given with the number of bytes taken. All are taken where no event
    /// ends among them.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> (Option<RawEvent>, usize) {
        for (index, &byte) in bytes.iter().enumerate() {
            let continues = self.after_return && byte == b'\n';
            self.after_return = byte == b'\r';
            match byte {
                b'\n' if continues => {}
                b'\n' | b'\r' => {
                    if let Some(event) = self.end_of_line() {
                        return (Some(event), index + 1);
                    }
                }
                byte => self.line.push(byte),
            }
        }
        (None, bytes.len())
    }

    /// What is left at the end of the stream.
    pub(super) fn finish(&mut self) -> Option<RawEvent> {
        if !self.line.is_empty() {
            self.end_of_line();
        }
        self.dispatch()
    }

    fn end_of_line(&mut self) -> Option<RawEvent> {
        let line = std::mem::take(&mut self.line);
        let line = match self.is_begun {
            true => &*line,
            false => line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line),
        };
        self.is_begun = true;
        if line.is_empty() {
            return self.dispatch();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.event.name = value.to_owned(),
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.has_data = true;
                self.event.data.push_str(value);
            }
            "id" if !value.contains('\0') => self.last_id = value.to_owned(),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().or(self.retry);
            }
            // A comment, or something that a later version may know.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<RawEvent> {
        let event = std::mem::take(&mut self.event);
        std::mem::take(&mut self.has_data).then_some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, RawEvent};

    fn decode(pieces: &[&[u8]]) -> (Vec<(String, String)>, Decoder) {
        let mut decoder = Decoder::default();
        let mut events = Vec::new();
        for mut piece in pieces.iter().copied() {
            while !piece.is_empty() {
                let (event, taken) = decoder.feed(piece);
                events.extend(event);
                piece = &piece[taken..];
            }
        }
        events.extend(decoder.finish());
        let pairs = events.into_iter().map(|RawEvent { name, data }| (name, data));
        (pairs.collect(), decoder)
    }

    #[test]
    fn streams_of_the_standard_and_others() {
        // The first four are the examples of the HTML standard.
        let table: [(&str, &[(&str, &str)]); 10] = [
            ("data: YHOO\ndata: +2\ndata: 10\n\n", &[("", "YHOO\n+2\n10")]),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                &[("", "first event"), ("", "second event"), ("", " third event")],
            ),
            ("data\n\ndata\ndata\n\ndata:", &[("", ""), ("", "\n"), ("", "")]),
            ("data:test\n\ndata: test\n\n", &[("", "test"), ("", "test")]),
            ("event: add\r\ndata: 1\r\n\r\n", &[("add", "1")]),
            ("event: add\rdata: 1\r\rdata: 2\r\r", &[("add", "1"), ("", "2")]),
            ("\u{feff}data: bom\n\n", &[("", "bom")]),
            ("event: only a name\n\ndata: 1\n\n", &[("", "1")]),
            ("unknown: x\ndata: a: b\n\n", &[("", "a: b")]),
            ("data: no empty line", &[("", "no empty line")]),
        ];
        for (text, expected) in table {
            let expected: Vec<_> = expected
                .iter()
                .map(|(name, data)| ((*name).to_owned(), (*data).to_owned()))
                .collect();
            let bytes = text.as_bytes();
            assert_eq!(decode(&[bytes]).0, expected, "{text:?}");
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(decode(&single).0, expected, "{text:?}, byte by byte");
        }
    }

    #[test]
    fn the_last_id_and_the_wait_are_kept() {
        let (_, decoder) = decode(&[b"id: 7\nretry: 250\ndata: a\n\nid: 8\0\nretry: soon\n\n"]);
        assert_eq!((decoder.last_id(), decoder.retry), ("7", Some(250)));
        assert_eq!(decode(&[b"id: 7\ndata: a\n\nid\n\n"]).1.last_id(), "");
    }
}
