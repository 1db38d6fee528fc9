//! Which failures are known, and why are they no mistakes?

use std::cell::Cell;
use std::path::Path;

use serde::Deserialize;

use super::Result;
use crate::places::expected;

/// `xtask/conform/expected.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Expected {
    expected: Vec<Class>,
}

/// Failures that have the same reason. What is not given fits any.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    /// Why this is as it should be, or cannot be otherwise.
    reason: String,
    /// A part of what is said of the failure.
    says: String,
    /// The document's name.
    #[serde(default)]
    document: Option<String>,
    /// A part of the operation's name.
    #[serde(default)]
    operation: Option<String>,
    /// Whether a failure was found to be of it.
    #[serde(skip)]
    found: Cell<bool>,
}

impl Expected {
    pub(super) fn load(root: &Path) -> Result<Expected> {
        Ok(expected(root, "conform")?)
    }

    /// The reason for a failure, if it is known.
    pub(super) fn reason(&self, document: &str, operation: &str, says: &str) -> Option<&str> {
        let found = self.expected.iter().find(|known| {
            says.contains(&known.says)
                && known.document.as_deref().is_none_or(|known| known == document)
                && known.operation.as_deref().is_none_or(|known| operation.contains(known))
        });
        found.map(|known| {
            known.found.set(true);
            known.reason.as_str()
        })
    }

    /// What is told of a document of these, and no failure was found to be of.
    pub(super) fn stale<'a>(&'a self, documents: &'a [String]) -> impl Iterator<Item = String> + 'a {
        let is_of = |class: &&Class| class.document.as_ref().is_some_and(|name| documents.contains(name));
        let stale = self.expected.iter().filter(|class| !class.found.get()).filter(is_of);
        stale.map(|class| {
            let document = class.document.as_deref().unwrap_or_default();
            format!("{document}: {:?}", class.says)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_is_of_any_more_is_told() {
        let text = r#"
            [[expected]]
            document = "a"
            operation = "list_"
            says = "must be"
            reason = "first"

            [[expected]]
            document = "a"
            says = "must be"
            reason = "second"

            [[expected]]
            document = "b"
            says = "must be"
            reason = "third"
        "#;
        let expected: Expected = toml::from_str(text).unwrap();
        assert_eq!(expected.reason("a", "get", "it must be 1"), Some("second"));
        assert_eq!(expected.reason("a", "get", "it is"), None);
        let stale = |documents: &[&str]| {
            let documents: Vec<String> = documents.iter().map(|name| (*name).to_owned()).collect();
            expected.stale(&documents).count()
        };
        assert_eq!((stale(&["a"]), stale(&["a", "b"]), stale(&["c"])), (1, 2, 0));
        assert_eq!(expected.reason("a", "list_all", "it must be 1"), Some("first"));
        assert_eq!(stale(&["a"]), 0);
    }
}
