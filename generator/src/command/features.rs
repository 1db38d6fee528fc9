//! Which features has a client crate for its API?

use super::package::quoted;
use crate::ir::Api;
use crate::passes::{INCOMING, SCHEMAS};

/// The lines of `[features]`, all of them on by default.
pub(super) fn of_api(api: &Api) -> String {
    let tags: Vec<&str> = of_tags(api).collect();
    let incoming = (!api.incoming.is_empty()).then_some(INCOMING);
    let all = tags.iter().chain(&incoming).chain(&[SCHEMAS]);
    let all: String = all.map(|feature| format!("    {},\n", quoted(feature))).collect();
    let mut text = format!("default = [\n{all}]\n");
    if !tags.is_empty() {
        text.push_str("# One feature a tag of the API; what a program leaves out is not compiled.\n");
    }
    for feature in tags {
        text.push_str(&format!("{} = []\n", key(feature)));
    }
    if incoming.is_some() {
        text.push_str("# What the API sends by itself: webhooks and callbacks.\n");
        text.push_str(&format!("{INCOMING} = []\n"));
    }
    text.push_str("# The named schemas that no operation reaches.\n");
    text.push_str(&format!("{SCHEMAS} = []\n"));
    text
}

/// The features of the tags.
pub(super) fn of_tags(api: &Api) -> impl Iterator<Item = &str> {
    api.groups.iter().map(|group| group.feature.as_str())
}

/// A key of a table, in quotes where it needs them.
fn key(name: &str) -> String {
    let is_bare = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_bare { name.to_owned() } else { quoted(name) }
}
