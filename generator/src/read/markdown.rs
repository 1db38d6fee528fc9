//! Which fenced blocks does a Markdown page have?
//!
//! Only fences count: at least three backticks or tildes, at any indentation, closed by as many of
//! the same or by the end of the page. What the page says around them is not looked at.

/// A fenced block of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// What follows the opening fence, trimmed: `yaml /openAPI/x.json patch /customers/{id}`.
    pub(super) info: String,
    /// The content, without the indentation of its fence.
    pub(super) content: String,
    /// The line of the page, counted from 0, on which the content begins.
    pub(super) first_line: usize,
    /// How many blanks the opening fence is indented by.
    pub(super) indent: usize,
}

/// The fenced blocks of `page`, in order.
pub(super) fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(char, usize, Fence)> = None;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        open = match open {
            None => opening(line).map(|(mark, width, indent, info)| {
                let fence = Fence {
                    info: info.to_owned(),
                    content: String::new(),
                    first_line: number + 1,
                    indent,
                };
                (mark, width, fence)
            }),
            Some((mark, width, fence)) if closes(line, mark, width) => {
                fences.push(fence);
                None
            }
            Some((mark, width, mut fence)) => {
                fence.content.push_str(&line[blanks(line).min(fence.indent)..]);
                Some((mark, width, fence))
            }
        };
    }
    fences.extend(open.map(|(_, _, fence)| fence));
    fences
}

/// How many blanks `line` begins with.
pub(super) fn blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn opening(line: &str) -> Option<(char, usize, usize, &str)> {
    let indent = blanks(line);
    let line = line[indent..].trim_end();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(mark);
    let width = line.len() - info.len();
    // An info string with a backtick in it makes the line inline code.
    let inline = mark == '`' && info.contains('`');
    (width >= 3 && !inline).then_some((mark, width, indent, info.trim()))
}

fn closes(line: &str, mark: char, width: usize) -> bool {
    let line = line.trim();
    line.len() >= width && line.chars().all(|c| c == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_of_all_kinds() {
        let page = "text\n````yaml /x.json get /a\na: 1\n```\nb: 2\n````\n~~~\nc\n~~~\n  ```json\n  {\n 1}\n";
        let fences = fences(page);
        assert_eq!(fences.len(), 3);
        assert_eq!(fences[0].info, "yaml /x.json get /a");
        assert_eq!(fences[0].content, "a: 1\n```\nb: 2\n");
        assert_eq!(fences[0].first_line, 2);
        assert_eq!(fences[1].content, "c\n");
        assert_eq!(fences[2].content, "{\n1}\n");
        assert_eq!(fences[2].indent, 2);
    }

    #[test]
    fn inline_code_is_no_fence() {
        assert_eq!(fences("```a``` b\n"), []);
        assert_eq!(fences("``\na\n``\n"), []);
    }
}
