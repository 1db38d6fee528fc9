//! Which piece of a line is shown, and how?
//!
//! Text of the document goes to a terminal, so what could move the cursor or turn the direction of
//! writing is shown as an escape. Long lines are cut to a window around what is meant.

/// How much of a line is shown.
const WINDOW: usize = 120;

/// A line, ready to print, with the place of the mark below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// How many columns stand before the mark.
    pub(super) before: usize,
    /// How many columns the mark is wide; at least one.
    pub(super) width: usize,
}

/// The piece of `line` around the character `column`, which counts from 1.
pub(super) fn excerpt(line: &str, column: usize, width: usize) -> Excerpt {
    let start = column - 1;
    let first = start.saturating_sub(WINDOW / 3);
    // A cut that would save nothing but a few characters is not made.
    let first = if first < 8 { 0 } else { first };
    let mut text = String::new();
    let mut before = 0;
    let mut mark = 0;
    if first > 0 {
        text.push('…');
        before += 1;
    }
    let mut rest = line.chars().skip(first);
    for (index, c) in rest.by_ref().take(WINDOW).enumerate() {
        let at = first + index;
        let length = text.chars().count();
        push_shown(&mut text, c);
        let columns = text.chars().count() - length;
        if at < start {
            before += columns;
        } else if at < start + width {
            mark += columns;
        }
    }
    if rest.next().is_some() {
        text.push('…');
    }
    Excerpt {
        text: text.trim_end().to_owned(),
        before,
        width: mark.max(1),
    }
}

/// How many characters belong together from `column` on: a quoted text, a word, a plain value. More than are shown are
/// not counted.
pub(super) fn width(line: &str, column: usize) -> usize {
    let rest: Vec<char> = line.chars().skip(column - 1).take(WINDOW).collect();
    let Some(&first) = rest.first() else {
        return 1;
    };
    if first == '"' || first == '\'' {
        let mut escaped = false;
        for (index, &c) in rest.iter().enumerate().skip(1) {
            if c == first && !escaped {
                return index + 1;
            }
            escaped = c == '\\' && !escaped && first == '"';
        }
        return rest.len();
    }
    if first == '{' || first == '[' {
        return 1;
    }
    let mut end = rest.len();
    for (index, pair) in rest.windows(2).enumerate() {
        let ends = match pair {
            [':', next] => next.is_whitespace(),
            [' ', '#'] | [',' | '}' | ']', _] => true,
            _ => false,
        };
        if ends {
            end = index;
            break;
        }
    }
    let text: String = rest[..end].iter().collect();
    let text = text.trim_end_matches([':', ',', '}', ']']).trim_end();
    text.chars().count().max(1)
}

/// `text` without anything that a terminal could act on, and not endlessly long.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 600;
    let mut shown = String::new();
    for c in text.chars().take(LONGEST) {
        match c {
            '\n' => shown.push(' '),
            c => push_shown(&mut shown, c),
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn push_shown(text: &mut String, c: char) {
    let bidi = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}');
    if c == '\t' {
        text.push_str("    ");
    } else if c.is_control() || bidi {
        text.extend(c.escape_unicode());
    } else {
        text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_underlined() {
        let cases = [
            ("  type: strin # x", 9, 5),
            ("  type: strin", 3, 4),
            ("  'a b': 1", 3, 5),
            (r#"{"a\"b": 1}"#, 2, 6),
            ("[a b, c]", 2, 3),
            ("a: {b: c}", 4, 1),
            ("a: {b: c}", 8, 1),
            ("get:", 1, 3),
            ("", 1, 1),
            ("x: https://a.b/c", 4, 13),
        ];
        for (line, column, expected) in cases {
            assert_eq!(width(line, column), expected, "{line:?} from {column}");
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let line = format!("{}here{}", "a".repeat(5000), "b".repeat(5000));
        let excerpt = excerpt(&line, 5001, 4);
        assert!(excerpt.text.chars().count() <= WINDOW + 2);
        let marked: String = excerpt.text.chars().skip(excerpt.before).take(excerpt.width).collect();
        assert_eq!(marked, "here");
    }

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_act_on() {
        let excerpt = excerpt("\ta\u{1b}[31m\u{202e}b", 9, 1);
        assert_eq!(excerpt.text, "    a\\u{1b}[31m\\u{202e}b");
        assert_eq!(excerpt.before, excerpt.text.len() - 1);
        assert_eq!(shown("a\u{7}\nb"), "a\\u{7} b");
    }
}
