//! What does the front page of the generated crate say?

use super::{docs, markdown};
use crate::ir::Api;

/// The crate's documentation, in Markdown.
pub(super) fn emit(api: &Api) -> String {
    let title = api.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = format!(
        "A client of the API {}, version {}.\n",
        docs::code(&title),
        docs::code(&api.version)
    );
    if let Some(description) = &api.description {
        let lines = markdown::rustdoc(description);
        if !lines.is_empty() {
            text.push('\n');
            text.push_str(&lines.join("\n"));
            text.push('\n');
        }
    }
    let groups: Vec<_> = api.groups.iter().filter(|group| group.presence.is_in()).collect();
    text.push_str("\n[`Client`] is where to begin");
    if groups.is_empty() {
        text.push_str(".\n");
        return text;
    }
    text.push_str("; its operations are grouped by tag:\n\n");
    for group in groups {
        text.push_str(&format!(
            "* [`{}`](Client::{}): {}\n",
            group.ident,
            group.ident,
            docs::code(&group.tag)
        ));
    }
    text.push_str("\nThe schemas are in [`types`], and every call that fails gives an [`Error`].\n");
    text
}
