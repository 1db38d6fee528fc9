//! How does HTML in a description become Markdown?
//!
//! Descriptions are CommonMark (OpenAPI, §4.1, "Rich Text Formatting"), and some are written in HTML all the same. The tags
//! that have a counterpart in Markdown become it, where they are closed; what only looks like a tag, such as `/users/<id>`,
//! stays for the escaping that follows.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// How deep tags may stand in each other; what is deeper stays as it is.
const DEPTH: usize = 12;

/// Markdown in place of the tags that have a counterpart there.
pub(super) fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    convert(text, &text.to_ascii_lowercase(), &mut out, DEPTH);
    Cow::Owned(out)
}

/// What an element comes to.
enum Element {
    /// The same mark on both sides.
    Inline(&'static str),
    Code,
    Preformatted,
    Link,
    /// A paragraph of its own; its first words, and its last.
    Block(&'static str, &'static str),
    /// Its words alone.
    Nothing,
}

fn element(name: &str) -> Option<Element> {
    Some(match name {
        "b" | "strong" => Element::Inline("**"),
        "i" | "em" => Element::Inline("*"),
        "code" | "tt" | "kbd" => Element::Code,
        "pre" => Element::Preformatted,
        "a" => Element::Link,
        "p" | "div" | "ul" | "ol" | "section" | "blockquote" => Element::Block("", ""),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Element::Block("**", "**"),
        "span" | "u" | "small" | "font" => Element::Nothing,
        _ => return None,
    })
}

/// Appends the Markdown of `text`, of which `lower` is the same in small letters.
fn convert(text: &str, lower: &str, out: &mut String, depth: usize) {
    // Names that are not closed any more from here on: looking for each again would take too long.
    let mut open = BTreeSet::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '`']) {
        out.push_str(&text[at..at + found]);
        at += found;
        at += match text.as_bytes()[at] {
            b'`' => copy_code(&text[at..], out),
            _ => tag(&text[at..], &lower[at..], out, &mut open, depth),
        };
    }
    out.push_str(&text[at..]);
}

/// Where an element ends that has begun before `lower`: at the tag that closes it and none of its like within it, or, where
/// these do not come out even, at the first.
fn end_of(name: &str, close: &str, lower: &str) -> Option<usize> {
    let opens = |text: &str| {
        let tags = text.split('<').skip(1).filter_map(|tag| tag.strip_prefix(name));
        tags.filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
            .count()
    };
    let first = lower.find(close)?;
    let (mut within, mut from, mut end) = (opens(&lower[..first]), first + close.len(), first);
    while within > 0 {
        // What is deeper stays as it is, and is not worth a way through all of the text.
        let next = lower[from..].find(close).filter(|_| within <= DEPTH);
        let Some(next) = next else {
            return Some(first);
        };
        end = from + next;
        within = within - 1 + opens(&lower[from..end]);
        from = end + close.len();
    }
    Some(end)
}

/// Copies code up to the same run of backticks, and gives its length.
fn copy_code(text: &str, out: &mut String) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let end = text[ticks..]
        .find(&text[..ticks])
        .map_or(ticks, |end| ticks + end + ticks);
    out.push_str(&text[..end]);
    end
}

/// Appends what the tag at the beginning of `text` comes to, and gives the length of what that covers.
fn tag<'a>(text: &str, lower: &'a str, out: &mut String, open: &mut BTreeSet<&'a str>, depth: usize) -> usize {
    let name = &lower[1..];
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let Some(head) = lower.find('>').filter(|&end| is_head(&lower[1 + name.len()..end])) else {
        return plain(out);
    };
    let within = head + 1;
    match name {
        "br" | "hr" => {
            paragraph(out);
            return within;
        }
        // Often left open.
        "li" => {
            line(out);
            out.push_str("* ");
            return within;
        }
        "" => {
            // A tag that closes what need not be closed, or what was never opened.
            let closed = lower[1..head].trim_start_matches('/').trim();
            if matches!(closed, "li" | "br") || element(closed).is_some() {
                return within;
            }
            return plain(out);
        }
        _ => {}
    }
    let (Some(element), true) = (element(name), depth > 0) else {
        return plain(out);
    };
    let close = format!("</{name}>");
    let length = match open.contains(name) {
        true => None,
        false => end_of(name, &close, &lower[within..]),
    };
    let Some(length) = length else {
        open.insert(name);
        // A paragraph ends where the next one begins.
        if name == "p" {
            paragraph(out);
            return within;
        }
        return plain(out);
    };
    let inner = &text[within..within + length];
    let converted = |depth| {
        let mut converted = String::new();
        convert(inner, &lower[within..within + length], &mut converted, depth);
        converted
    };
    match element {
        Element::Inline(mark) => wrap(out, mark, &converted(depth - 1)),
        Element::Code => {
            let code = entities(inner);
            match code.trim() {
                "" => {}
                code => out.push_str(&crate::ir::docs::code_span(&code.replace(['\n', '\r'], " "))),
            }
        }
        Element::Preformatted => {
            paragraph(out);
            let code = entities(inner);
            let code = code.trim_matches('\n').replace("<code>", "").replace("</code>", "");
            let mark = if code.contains("```") { "~~~~" } else { "```" };
            out.push_str(&format!("{mark}\n{code}\n{mark}\n\n"));
        }
        Element::Link => {
            let words = converted(depth - 1);
            match href(&text[..head], &lower[..head]) {
                Some(address) if !words.trim().is_empty() => out.push_str(&format!("[{}]({address})", words.trim())),
                _ => out.push_str(&words),
            }
        }
        Element::Block(first, last) => {
            let words = converted(depth - 1);
            paragraph(out);
            match words.trim() {
                "" => {}
                words => out.push_str(&format!("{first}{words}{last}\n\n")),
            }
        }
        Element::Nothing => out.push_str(&converted(depth - 1)),
    }
    within + length + close.len()
}

/// Whether this may stand between a tag's name and its end: nothing, a slash, or attributes.
fn is_head(text: &str) -> bool {
    let text = text.trim_end_matches('/');
    text.is_empty()
        || text.starts_with('/')
        || (text.starts_with(char::is_whitespace) && text.contains('='))
        || text.trim().is_empty()
}

/// The `<` alone, which was no tag.
fn plain(out: &mut String) -> usize {
    out.push('<');
    1
}

/// Puts a mark on both sides of some words; spaces go outside, where Markdown wants them.
fn wrap(out: &mut String, mark: &str, words: &str) {
    let inner = words.trim();
    if inner.is_empty() || inner.contains("\n\n") {
        out.push_str(words);
        return;
    }
    let (before, after) = (
        &words[..words.len() - words.trim_start().len()],
        &words[words.trim_end().len()..],
    );
    for part in [before, mark, inner, mark, after] {
        out.push_str(part);
    }
}

/// Ends the paragraph, if one has begun.
fn paragraph(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
    }
}

fn line(out: &mut String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The address of a link.
fn href<'a>(head: &'a str, lower: &str) -> Option<&'a str> {
    let value = &head[lower.find("href=")? + "href=".len()..];
    let quote = value.chars().next()?;
    match quote {
        '"' | '\'' => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

/// The characters that HTML has names for and code, in Markdown, has not.
fn entities(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, character)| text.replace(name, character))
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn tags_become_what_markdown_has_for_them() {
        let table = [
            ("<p>Returns a list.</p>", "Returns a list.\n\n"),
            ("<p>One</p><P class=\"x\">Two</P>", "One\n\nTwo\n\n"),
            ("One<p>Two", "One\n\nTwo"),
            ("a<br>b<br/>c", "a\n\nb\n\nc"),
            ("<b>Note: </b>x <em>y</em>", "**Note:** x *y*"),
            ("<code>a &lt; b</code>", "`a < b`"),
            (
                "<a href=\"https://a.example/x\">the <b>guide</b></a>",
                "[the **guide**](https://a.example/x)",
            ),
            ("<a name='x'>here</a>", "here"),
            ("<ul>\n<li>a</li>\n<li>b</ul>", "* a\n* b\n\n"),
            (
                "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d",
                "* a\n\n* b\n\n* c\n\nd",
            ),
            ("<div>a<div>b</div>", "a<div>b\n\n"),
            ("<h2>Title</h2>text", "**Title**\n\ntext"),
            ("<pre>x\n y</pre>", "```\nx\n y\n```\n\n"),
        ];
        for (html, markdown) in table {
            assert_eq!(to_markdown(html), markdown, "{html:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_tag_stays() {
        for text in [
            "/users/<id>/<b>",
            "a < b and c > d",
            "`<p>` and ``<b>x</b>``",
            "<i",
            "<script>alert()</script>",
            "```\n<p>x</p>\n```",
            "2 <",
        ] {
            assert_eq!(to_markdown(text), text);
        }
    }

    #[test]
    fn depth_and_length_end() {
        for text in [
            "<b>".repeat(100_000) + "</b>",
            "<b><i>".repeat(20_000) + &"</i></b>".repeat(20_000),
        ] {
            assert!(to_markdown(&text).len() <= text.len() * 2);
        }
    }
}
