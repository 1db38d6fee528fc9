//! How does Markdown for any reader become Markdown for rustdoc?
//!
//! What stands in a description may hold HTML, bare addresses, brackets and indented or fenced code that rustdoc would take for
//! links, tags and tests, and lists and quotations that go on without their marks, which clippy takes for slips. Each of these
//! is written so that it shows as it was meant and nothing runs.

use std::borrow::Cow;

use super::html;

/// Markdown for any reader as Markdown for rustdoc.
pub(super) fn rustdoc(text: &str) -> Vec<String> {
    let text = &html::to_markdown(text);
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    let mut items = Vec::new();
    for line in text.lines() {
        let line = visible(line);
        let trimmed = line.trim_start();
        if let Some(open) = &fence {
            if trimmed.starts_with(open.as_str()) && trimmed.trim_end().chars().all(|c| open.starts_with(c)) {
                fence = None;
            }
            lines.push(line.trim_end().to_owned());
            continue;
        }
        if let Some(mark) = fence_mark(trimmed) {
            // Without a language, rustdoc would compile and run it.
            lines.push(format!("{mark}text"));
            fence = Some(mark);
            items.clear();
            continue;
        }
        // A mark whose words begin on the next line.
        let has_words = !trimmed.is_empty() && !is_bare_mark(trimmed) && item_mark(trimmed).is_none();
        if has_words && lines.last().is_some_and(|last| is_bare_mark(last)) {
            let mark = lines.pop().unwrap_or_default();
            lines.push(continued(format!("{mark} {}", escape_line(trimmed)), true, &mut items));
            continue;
        }
        let begins = lines.last().is_none_or(String::is_empty);
        let line = near(&unquoted(escape_line(&line), lines.last()));
        let line = match lines.last().and_then(|last| quote_mark(last)) {
            Some(mark) if !begins => quoted(&mark, line),
            Some(_) | None => line,
        };
        let line = continued(line, begins, &mut items);
        // Two empty lines are one.
        if !(line.is_empty() && begins) {
            lines.push(line);
        }
    }
    if let Some(open) = fence {
        lines.push(open);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// A line that follows in the paragraph of a list's item belongs to it (CommonMark, section 5.2, laziness); said by the spaces
/// before it, nobody takes it for a paragraph of its own. One that begins a paragraph belongs to the innermost item whose
/// words do not begin behind it. `items` is where the words of each item begin that a line may belong to.
fn continued(line: String, begins: bool, items: &mut Vec<usize>) -> String {
    let words = line.trim_start();
    let indent = line.len() - words.len();
    if words.is_empty() {
        return line;
    }
    let outer = |items: &mut Vec<usize>| items.retain(|&start| start <= indent);
    if let Some(width) = item_mark(words) {
        outer(items);
        items.push(indent + width);
        return line;
    }
    if begins {
        outer(items);
    }
    if begins_block(words) {
        items.clear();
    }
    match items.last() {
        Some(&start) if indent != start => " ".repeat(start) + words,
        Some(_) | None => line,
    }
}

/// A row of a table may begin with the sign `>`, and is no quotation then.
fn unquoted(line: String, before: Option<&String>) -> String {
    let is_row = |line: &str| line.contains('|') && !line.trim_start().starts_with('>');
    match line.trim_start().strip_prefix('>') {
        Some(words) if words.contains('|') && before.is_some_and(|before| is_row(before)) => format!("\\>{words}"),
        Some(_) | None => line,
    }
}

/// The line with its words near the marks of the items and quotations that it begins: further behind they would be a block of
/// code, which is a test to rustdoc.
fn near(line: &str) -> String {
    let (mut near, mut rest) = (String::with_capacity(line.len()), line);
    loop {
        let words = rest.trim_start();
        let width = match words.strip_prefix('>') {
            Some(after) => Some(1 + usize::from(after.starts_with(' '))),
            None => item_mark(words),
        };
        let Some(width) = width else {
            near.push_str(rest);
            return near;
        };
        let (mark, after) = rest.split_at(rest.len() - words.len() + width);
        near.push_str(mark);
        let far = after.len() - after.trim_start().len();
        rest = if far < 4 { after } else { after.trim_start() };
    }
}

/// A line that follows in the paragraph of a quotation belongs to it (CommonMark, section 5.1, laziness), with its mark or
/// without, unless it begins a block of its own.
fn quoted(mark: &str, line: String) -> String {
    let words = line.trim_start();
    if begins_block(words) || item_mark(words).is_some() {
        return line;
    }
    format!("{mark}{words}")
}

/// What a line of a quotation begins with, and the next one of its paragraph has to: its marks, and room for that of an item
/// within it.
fn quote_mark(line: &str) -> Option<String> {
    let words = line.trim_start_matches([' ', '>']);
    let mark = &line[..line.len() - words.len()];
    let is_paragraph = mark.contains('>') && !words.is_empty() && !words.starts_with(['#', '|']);
    is_paragraph.then(|| format!("{mark}{}", " ".repeat(item_mark(words).unwrap_or_default())))
}

/// Whether words are a rule, a heading or a quotation, which end the paragraph before them.
fn begins_block(words: &str) -> bool {
    let is_rule = words.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | ' '));
    is_rule || words.starts_with(['#', '>'])
}

/// How wide the mark of a list's item is, with the spaces behind it: up to four, since five begin with code (CommonMark,
/// section 5.2).
fn item_mark(line: &str) -> Option<usize> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks: &[char] = if digits == 0 { &['-', '*', '+'] } else { &['.', ')'] };
    let rest = line[digits..].strip_prefix(marks)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let width = if spaces < 5 { spaces } else { 1 };
    (spaces > 0 && digits < 10).then_some(digits + 1 + width)
}

/// Whether a line is the mark of a list's item and nothing else.
fn is_bare_mark(line: &str) -> bool {
    let line = line.trim();
    item_mark(&format!("{line} ")).is_some_and(|width| width == line.len() + 1)
}

/// The backticks or tildes that open a block of code.
fn fence_mark(line: &str) -> Option<String> {
    ["`", "~"].into_iter().find_map(|mark| {
        let length = line.len() - line.trim_start_matches(mark).len();
        (length >= 3 && !(mark == "`" && line[length..].contains('`'))).then(|| mark.repeat(length))
    })
}

/// Without the characters that would hide what a line says.
pub(super) fn visible(line: &str) -> Cow<'_, str> {
    let is_shown = |byte: u8| matches!(byte, b' '..=b'~');
    if line.bytes().all(is_shown) {
        return Cow::Borrowed(line);
    }
    line.chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| {
            !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })
        .collect()
}

/// A line of prose: links stay, all else that rustdoc would act on is escaped.
fn escape_line(line: &str) -> String {
    // Four spaces would make a code block, which is a test to rustdoc.
    let indent = (line.len() - line.trim_start().len()).min(3);
    let mut rest = line.trim();
    let mut text = " ".repeat(indent);
    while !rest.is_empty() {
        let plain = rest.find(['`', '[', ']', '<', '\\', 'h']).unwrap_or(rest.len());
        text.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { break };
        let span = match c {
            '`' => code_span(rest),
            '[' => link(rest),
            'h' => address(rest, &text),
            _ => None,
        };
        if let Some((written, length)) = span {
            text.push_str(&written);
            rest = &rest[length..];
            continue;
        }
        match c {
            '[' | ']' | '<' | '`' => {
                text.push('\\');
                text.push(c);
            }
            '\\' => {
                // An escape in the source stays one.
                text.push(c);
                if let Some(next) = rest[1..].chars().next() {
                    text.push(next);
                    rest = &rest[1 + next.len_utf8()..];
                    continue;
                }
                text.push(c);
            }
            _ => text.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    text.trim_end().to_owned()
}

/// `` `code` `` as it stands.
fn code_span(text: &str) -> Option<(String, usize)> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let mark = &text[..ticks];
    let mut from = ticks;
    while let Some(found) = text[from..].find(mark) {
        let start = from + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == ticks {
            let length = start + ticks;
            return Some((text[..length].to_owned(), length));
        }
        from = start + run;
    }
    None
}

/// `[words](https://address)` stays a link; one to a place in the provider's own pages keeps its words.
fn link(text: &str) -> Option<(String, usize)> {
    let close = text.find("](")?;
    let words = &text[1..close];
    if words.contains(['[', ']', '`']) {
        return None;
    }
    let end = close + 2 + text[close + 2..].find(')')?;
    let address = text[close + 2..end].split_whitespace().next().unwrap_or_default();
    let written = if is_address(address) {
        format!("[{}]({address})", words.replace('<', "\\<"))
    } else {
        escape_line(words)
    };
    Some((written, end + 1))
}

/// A bare address, in the brackets that make a link of it.
fn address(text: &str, before: &str) -> Option<(String, usize)> {
    if !(text.starts_with("https://") || text.starts_with("http://")) || before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let ends = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>' | '"' | '`' | '(' | ')' | '[' | ']' | '\\' | '{' | '}' | '|' | '*'
            )
    };
    let end = text.find(ends).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '_']);
    let is_whole = address.len() > "https://".len();
    is_whole.then(|| (format!("<{address}>"), address.len()))
}

fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`'))
}

#[cfg(test)]
mod tests {
    use super::rustdoc;

    #[test]
    fn what_rustdoc_would_act_on_is_escaped() {
        let table = [
            ("a <x> b", "a \\<x> b"),
            ("see https://a.example/b.", "see <https://a.example/b>."),
            ("[x](https://a.example) and [0]", "[x](https://a.example) and \\[0\\]"),
            ("[guide](/docs/guide)", "guide"),
            ("at [https://a.example/b]().", "at <https://a.example/b>."),
            ("`[i]` and ``a`b``", "`[i]` and ``a`b``"),
            ("an open ` tick", "an open \\` tick"),
            ("    let x = 1;", "   let x = 1;"),
            ("(e.g., 'US', 'GB')", "(e.g., 'US', 'GB')"),
            ("array[*].id", "array\\[*\\].id"),
            ("a\u{202e}b", "ab"),
        ];
        for (source, written) in table {
            assert_eq!(rustdoc(source), [written], "{source:?}");
        }
    }

    #[test]
    fn a_line_below_an_item_is_a_part_of_it() {
        let table = [
            ("- a\nb\n\nc", "- a\n  b\n\nc"),
            ("* a\n b\n* c", "* a\n  b\n* c"),
            ("* a\n   b\n* c", "* a\n  b\n* c"),
            ("12. a\nb\nc", "12. a\n    b\n    c"),
            ("- a\n  - b\nc", "- a\n  - b\n    c"),
            ("- a\n# b\nc", "- a\n# b\nc"),
            ("- a\n---\nb", "- a\n---\nb"),
            ("- a\n```\nb\n```\nc", "- a\n```text\nb\n```\nc"),
            ("1.5 a\nb", "1.5 a\nb"),
            ("*a*\nb", "*a*\nb"),
            ("  *  a,\n     b\n  * c", "  *  a,\n     b\n  * c"),
            ("- a\n\nb\nc", "- a\n\nb\nc"),
            ("- a\n| b |\n|---|\n\n| c |", "- a\n  | b |\n  |---|\n\n| c |"),
            ("*\n   a\n   b\n* c", "* a\n  b\n* c"),
            ("-\n- a\n\n*\n\nb", "-\n- a\n\n*\n\nb"),
            ("- >      a", "- > a"),
            ("-    1.       a", "-    1. a"),
            ("-      a | b\n:---|:---", "- a | b\n  :---|:---"),
            ("- a\n\n  b\nc", "- a\n\n  b\n  c"),
            ("- a\n   - b\n\n   c\n   d\n   - e", "- a\n   - b\n\n  c\n  d\n   - e"),
        ];
        for (source, written) in table {
            assert_eq!(rustdoc(source).join("\n"), written, "{source:?}");
        }
    }

    #[test]
    fn a_line_below_a_quotation_is_a_part_of_it() {
        let table = [
            ("> a\nb\n\nc", "> a\n> b\n\nc"),
            (">a\nb\nc", ">a\n>b\n>c"),
            ("> > a\n  b", "> > a\n> > b"),
            ("- a\n  > b\nc", "- a\n  > b\n  > c"),
            ("> - a\nb\nc", "> - a\n>   b\n>   c"),
            ("> a\n| b", "> a\n> | b"),
            (
                "a | b\n--|--\n>    | c\n<    | d",
                "a | b\n--|--\n\\>    | c\n\\<    | d",
            ),
            (">      a\nb", "> a\n> b"),
            ("> a\n>\nb", "> a\n>\nb"),
            ("> a\n- b", "> a\n- b"),
            ("> # a\nb", "> # a\nb"),
            ("> a\n***\nb", "> a\n***\nb"),
        ];
        for (source, written) in table {
            assert_eq!(rustdoc(source).join("\n"), written, "{source:?}");
        }
    }

    #[test]
    fn marks_without_end_have_one() {
        let deep = ">".repeat(200_000);
        assert_eq!(rustdoc(&format!("{deep} a")), [format!("{deep} a")]);
        let items = "- ".repeat(100_000);
        assert_eq!(rustdoc(&format!("{items}a")).len(), 1);
    }

    #[test]
    fn code_is_never_a_test() {
        assert_eq!(rustdoc("```\nrm -rf /\n```"), ["```text", "rm -rf /", "```"]);
        assert_eq!(rustdoc("~~~json\n{}"), ["~~~text", "{}", "~~~"]);
    }
}
