//! Which lines of a YAML text need not be read to find some of its nodes?
//!
//! Those of entries that no pointer leads through. They are told by their indentation, without a reader, and made empty, so
//! that every other line stays where it is. That is a guess, which a quoted text over several lines may prove wrong;
//! whoever reads what is left has to see whether everything is there.

use super::Search;

/// The text with only the entries of block mappings that queries lead through; `None` where the rest may be needed.
pub(super) fn outline(text: &str, search: &Search<'_>) -> Option<String> {
    // What is left may refer to what is not.
    if has_anchors(text) {
        return None;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut outline = Outline {
        search,
        is_kept: vec![true; lines.len()],
        lines,
    };
    let queries = (0..search.queries.len()).collect::<Vec<_>>();
    outline.mapping(0, outline.lines.len(), &queries, 0);
    let lines = outline.lines.iter().zip(outline.is_kept);
    Some(lines.map(|(line, is_kept)| if is_kept { line } else { "\n" }).collect())
}

/// Whether something in a text may be an anchor (YAML 1.2, section 6.9.2), be it only a word in a description.
fn has_anchors(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let begins = text[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '[' | '{' | ','));
        let is_name = text[at + 1..].starts_with(|c: char| !c.is_whitespace());
        is_name && (begins || at == 0)
    })
}

struct Outline<'t, 's, 'q> {
    search: &'s Search<'q>,
    lines: Vec<&'t str>,
    is_kept: Vec<bool>,
}

impl Outline<'_, '_, '_> {
    /// Looks at the lines from `start` to `end`, which may be a mapping `depth` steps below the root.
    fn mapping(&mut self, start: usize, end: usize, queries: &[usize], depth: usize) {
        let says = |line: &&str| !matches!(line.trim_start().as_bytes().first(), None | Some(b'#' | b'%'));
        let Some(first) = self.lines[start..end]
            .iter()
            .find(|line| says(line) && line.trim_end() != "---")
        else {
            return;
        };
        let indent = indent(first);
        let begins = |line: &&str| says(line) && self::indent(line) == indent && key(line).is_some();
        let entries: Vec<usize> = (start..end).filter(|&number| begins(&self.lines[number])).collect();
        for (nth, &entry) in entries.iter().enumerate() {
            let next = entries.get(nth + 1).copied().unwrap_or(end);
            let key = key(self.lines[entry]).unwrap_or_default();
            let leads = |&&query: &&usize| self.search.segments[query].get(depth).is_some_and(|step| step == key);
            let through: Vec<usize> = queries.iter().filter(leads).copied().collect();
            if through.is_empty() {
                self.is_kept[entry..next].fill(false);
            } else if through
                .iter()
                .all(|&query| self.search.segments[query].len() > depth + 1)
            {
                self.mapping(entry + 1, next, &through, depth + 1);
            }
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The key of the entry that begins on a line, if one does.
fn key(line: &str) -> Option<&str> {
    let line = line.trim();
    let quoted = |mark| {
        let rest = line.strip_prefix(mark)?;
        let (key, rest) = rest.split_once(mark)?;
        rest.starts_with(':').then_some(key)
    };
    match line.as_bytes().first()? {
        b'"' => quoted('"'),
        b'\'' => quoted('\''),
        b'-' | b'?' | b'{' | b'[' | b'&' | b'*' | b'!' => None,
        _ => match line.split_once(": ") {
            Some((key, _)) => Some(key),
            None => line.strip_suffix(':'),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Query, Search, Target};

    #[test]
    fn what_nothing_leads_through_is_empty() {
        let text = "\
# A list of keys.
a:
  b: 1
  \"c\":
  - d: 2
    e: 3
# Of more.
  f: >
    g: 4

h:
  b: 5
";
        let pointers = ["/a/c/0/e", "/h"];
        let queries: Vec<Query<'_>> = pointers
            .iter()
            .map(|pointer| Query {
                pointer,
                target: Target::Value,
                occurrence: 0,
            })
            .collect();
        let left = "# A list of keys.\na:\n\n  \"c\":\n  - d: 2\n    e: 3\n# Of more.\n\n\n\nh:\n  b: 5\n";
        assert_eq!(super::outline(text, &Search::new(&queries)).as_deref(), Some(left));
        let with_anchor = text.replace("b: 1", "b: &one 1");
        assert_eq!(super::outline(&with_anchor, &Search::new(&queries)), None);
    }
}
