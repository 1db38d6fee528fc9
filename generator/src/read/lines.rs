//! Which line and column does an offset have, and what does a line say?

/// The lines of a text, found once.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Lines<'t> {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(end, _)| end + 1));
        Lines { text, starts }
    }

    /// Line and column in characters, both from 0, of an offset in bytes.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = self.text.get(self.starts[line]..offset).unwrap_or("");
        (line, before.chars().count())
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
}
