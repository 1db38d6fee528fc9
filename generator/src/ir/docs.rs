//! What does the document say of a thing, in words?

/// The words of the document, still as they stand there; [`emit`](crate::emit) makes rustdoc of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Docs {
    /// One line.
    pub(crate) summary: Option<String>,
    /// Any number of paragraphs, in Markdown.
    pub(crate) description: Option<String>,
    /// Facts that the type does not show: bounds, formats, defaults.
    pub(crate) facts: Vec<String>,
    pub(crate) deprecated: bool,
}

/// A span of code, whatever backticks the text has (CommonMark §6.1).
pub(crate) fn code_span(text: &str) -> String {
    if !text.contains(['\n', '\r', '`']) && !text.trim().is_empty() {
        return format!("`{text}`");
    }
    let text = text.replace(['\n', '\r'], " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let is_bare = longest == 0 && !text.trim().is_empty();
    if is_bare {
        format!("`{text}`")
    } else {
        format!("{fence} {text} {fence}")
    }
}
