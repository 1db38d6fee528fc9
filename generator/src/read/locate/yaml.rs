//! Where do nodes begin in a YAML text?
//!
//! `serde_yaml` attaches the position of a node to every error about it. So each node that is asked
//! for is first asked to be an enum, which makes an error without taking the node, and read after
//! that. The one kind of node that is taken by the first question is an alias: its error names a
//! place before its key, that of the anchor, and so it is known. A node with a tag has no place in
//! its error; it is taken to begin where its key does.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::super::tree::Key;
use super::{Open, Search};

/// Looks for what `open` leads to in `text`, with what `outline` has left of it if all lines are where they were.
pub(super) fn search(text: &str, outline: Option<&str>, search: &mut Search<'_>, open: Open) {
    let offsets = Offsets::new(text);
    let outline = outline.filter(|outline| lines(outline).len() == offsets.lines.len());
    let start = start(text, &offsets);
    search.value_at(&open, start, false);
    let below = Below {
        open: search.below(&open),
        search,
        start,
        offsets: &offsets,
    };
    // A text that ends in an error has been searched up to there.
    let _ = below.deserialize(serde_yaml::Deserializer::from_str(outline.unwrap_or(text)));
}

/// Where the root begins. A reader of YAML goes through all of its text before it gives anything, so it is shown the first
/// line that says something; where that does not tell, the whole text does.
fn start(text: &str, offsets: &Offsets<'_>) -> usize {
    let is_silent = |line: &&str| {
        let line = line.trim_start_matches('\u{feff}').trim();
        line.is_empty() || line.starts_with(['#', '%']) || line == "---"
    };
    let lines = text.split_inclusive('\n');
    let silent: usize = lines.take_while(is_silent).map(str::len).sum();
    let line = text[silent..].find('\n').map_or(text.len(), |end| silent + end);
    let reader = || serde_yaml::Deserializer::from_str(&text[..line]);
    let probed = match IgnoredAny::deserialize(reader()) {
        Ok(IgnoredAny) => Probe.deserialize(reader()),
        Err(_) => Probe.deserialize(serde_yaml::Deserializer::from_str(text)),
    };
    probed.err().and_then(|error| offsets.of(&error)).unwrap_or(0)
}

/// Raises an error at the node, in place of reading it.
struct Probe;

impl<'de> DeserializeSeed<'de> for Probe {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, node: D) -> Result<(), D::Error> {
        node.deserialize_enum("", &[], self)
    }
}

impl<'de> Visitor<'de> for Probe {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(A::Error::custom("here"))
    }
}

/// Reads on below a node.
struct Below<'s, 'q, 't> {
    search: &'s mut Search<'q>,
    open: Open,
    /// Where the node itself begins.
    start: usize,
    offsets: &'s Offsets<'t>,
}

impl<'de> DeserializeSeed<'de> for Below<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, node: D) -> Result<(), D::Error> {
        if self.open.is_empty() {
            node.deserialize_ignored_any(IgnoredAny).map(|_| ())
        } else {
            node.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for Below<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        loop {
            let start = match map.next_key_seed(Probe) {
                Ok(None) => return Ok(()),
                Ok(Some(())) => self.start,
                Err(error) => self.offsets.of(&error).unwrap_or(self.start),
            };
            let Some(key) = map.next_key_seed(Key)? else {
                return Ok(());
            };
            let open = self.search.through(&self.open, &key);
            if open.is_empty() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            self.search.key_at(&open, start);
            let Err(error) = map.next_value_seed(Probe) else {
                continue;
            };
            if let Some(below) = self.reached(open, start, true, &error) {
                map.next_value_seed(below)?;
            }
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        for index in 0.. {
            let error = match seq.next_element_seed(Probe) {
                Ok(None) => break,
                Ok(Some(())) => continue,
                Err(error) => error,
            };
            let open = self.search.through(&self.open, &index.to_string());
            if let Some(below) = self.reached(open, self.start, false, &error) {
                if seq.next_element_seed(below)?.is_none() {
                    break;
                }
            }
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (IgnoredAny, value) = data.variant()?;
        value.newtype_variant_seed(self)
    }

    // What is looked for below does not exist.
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        Ok(())
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}

impl<'q, 't> Below<'_, 'q, 't> {
    /// Notes where a value begins, given the error that a probe of it made, and tells how to read
    /// on in it; `None` if the probe has taken it.
    fn reached(
        &mut self,
        open: Open,
        after: usize,
        keyed: bool,
        error: &impl fmt::Display,
    ) -> Option<Below<'_, 'q, 't>> {
        let start = self.offsets.of(error).unwrap_or(after);
        self.search.value_at(&open, start, keyed);
        let is_alias = start < after;
        (!is_alias).then(|| Below {
            open: self.search.below(&open),
            search: self.search,
            start,
            offsets: self.offsets,
        })
    }
}

/// From the position of an error to an offset in bytes.
struct Offsets<'t> {
    text: &'t str,
    lines: Vec<usize>,
}

impl<'t> Offsets<'t> {
    fn new(text: &'t str) -> Offsets<'t> {
        let lines = lines(text);
        Offsets { text, lines }
    }

    /// The place of an error of `serde_yaml`.
    ///
    /// A visitor has it as the error of some deserializer and no more, so what it prints is all
    /// there is to go by: `… at line 3 column 5`, and neither at the beginning of the text.
    fn of(&self, error: &impl fmt::Display) -> Option<usize> {
        let message = error.to_string();
        let (_, place) = message.rsplit_once(" at line ")?;
        let (line, column) = place.split_once(" column ")?;
        let line: usize = line.parse().ok()?;
        let column: usize = column.parse().ok()?;
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let within = self.text[start..].char_indices().nth(column.checked_sub(1)?);
        Some(within.map_or(self.text.len(), |(offset, _)| start + offset))
    }
}

/// The offset of each line, by what YAML takes for the end of one.
fn lines(text: &str) -> Vec<usize> {
    let mut lines = vec![0];
    let mut chars = text.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let cr_lf = c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n');
        if !cr_lf && matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            lines.push(offset + c.len_utf8());
        }
    }
    lines
}
