//! Which line and column does an offset have, and what does a line say?

use std::cell::OnceCell;

/// The lines of a text, found once.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// How many characters begin before each block of the text, for lines of more than one block: a JSON document may be
    /// a single line.
    begun: OnceCell<Vec<usize>>,
}

/// How many bytes a block of text has.
const BLOCK: usize = 4096;
/// How many characters of a line are kept on each side of what is meant.
const AROUND: usize = 500;

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Lines<'t> {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(end, _)| end + 1));
        Lines {
            text,
            starts,
            begun: OnceCell::new(),
        }
    }

    /// Line and column in characters, both from 0, of an offset in bytes.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let start = self.starts[line];
        let column = match self.text.get(start..offset) {
            Some(before) if before.len() <= BLOCK => before.chars().count(),
            Some(_) => self.begun_before(offset) - self.begun_before(start),
            None => 0,
        };
        (line, column)
    }

    /// How many characters begin before an offset.
    fn begun_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.begun()[block] + begun_in(&self.text.as_bytes()[block * BLOCK..offset])
    }

    fn begun(&self) -> &[usize] {
        self.begun.get_or_init(|| {
            let mut begun = vec![0];
            for block in self.text.as_bytes().chunks(BLOCK) {
                begun.push(begun[begun.len() - 1] + begun_in(block));
            }
            begun
        })
    }

    /// What stands around the character `column`, from 0, of the line number `line`, and how many characters of the line
    /// stand before that. Of a line that is not long that is all of it.
    pub(crate) fn around(&self, line: usize, column: usize) -> (&'t str, usize) {
        let whole = self.line(line);
        if whole.len() <= BLOCK {
            return (whole, 0);
        }
        let start = self.starts[line];
        let first = column.saturating_sub(AROUND);
        let begun = self.begun_before(start) + first;
        let block = self.begun().partition_point(|&before| before <= begun) - 1;
        let from = (block * BLOCK).max(start);
        let rest = &self.text.as_bytes()[from..start + whole.len()];
        let skipped = begun - self.begun_before(from);
        let Some((at, _)) = characters(rest).nth(skipped) else {
            return ("", 0);
        };
        let piece = &self.text[from + at..start + whole.len()];
        let end = piece.char_indices().nth(column - first + AROUND);
        (end.map_or(piece, |(end, _)| &piece[..end]), first)
    }

    /// The line number `line`, from 0, without its end.
    pub(crate) fn line(&self, line: usize) -> &'t str {
        let Some(&start) = self.starts.get(line) else {
            return "";
        };
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let text = &self.text[start..end];
        text.strip_suffix('\r').unwrap_or(text)
    }

    /// The offset of the character `column` of `line`, in bytes, where `column` is in bytes from 1
    /// as `serde_json` counts it.
    pub(crate) fn offset_of_byte(&self, line: usize, column: usize) -> usize {
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len());
        let mut offset = (start + column.saturating_sub(1)).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// The bytes with which characters begin, and where they are.
fn characters(bytes: &[u8]) -> impl Iterator<Item = (usize, &u8)> {
    let begins = |byte: &u8| !matches!(byte, 0x80..=0xbf);
    bytes.iter().enumerate().filter(move |(_, byte)| begins(byte))
}

/// How many characters begin in a piece of a text.
fn begun_in(bytes: &[u8]) -> usize {
    characters(bytes).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let lines = Lines::new("ä: 1\r\nöü: x\n");
        assert_eq!(lines.position(0), (0, 0));
        assert_eq!(lines.position(4), (0, 3));
        assert_eq!(lines.position(7), (1, 0));
        assert_eq!(lines.position(11), (1, 2));
        assert_eq!(lines.position(15), (2, 0));
        assert_eq!(lines.line(0), "ä: 1");
        assert_eq!(lines.line(7), "");
        assert_eq!(lines.offset_of_byte(2, 3), 9);
    }

    #[test]
    fn a_long_line_is_counted_in_blocks() {
        let long: String = (0..5000).map(|n| if n % 7 == 0 { 'ä' } else { 'b' }).collect();
        let text = format!("x\n{long}!{long}\r\n{long}");
        let lines = Lines::new(&text);
        let counted = |offset: usize| {
            text[text[..offset].rfind('\n').map_or(0, |at| at + 1)..offset]
                .chars()
                .count()
        };
        for (offset, _) in text.char_indices().step_by(97) {
            assert_eq!(lines.position(offset).1, counted(offset), "{offset}");
        }
        let (piece, before) = lines.around(1, 5000);
        assert_eq!(piece.chars().nth(5000 - before), Some('!'));
        assert_eq!(piece.chars().count(), 2 * AROUND);
        for column in [0, 1, 4095, 9999, 10_000] {
            let (piece, before) = lines.around(1, column);
            let expected = lines.line(1).chars().nth(column);
            assert_eq!(piece.chars().nth(column - before), expected, "{column}");
        }
        assert_eq!(lines.around(0, 0), ("x", 0));
        assert_eq!(lines.around(2, 4999).0.chars().count(), AROUND + 1);
        assert_eq!(lines.around(7, 3), ("", 0));
    }
}
