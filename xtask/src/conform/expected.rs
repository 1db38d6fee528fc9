//! Which failures are known, and why are they no mistakes?

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
        found.map(|known| known.reason.as_str())
    }
}
