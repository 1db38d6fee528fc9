//! Which failures are known, and why are they no mistakes?

use std::path::Path;

use serde::Deserialize;

use super::Result;
use crate::places::expected;

/// `xtask/fidelity/expected.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Expected {
    expected: Vec<Class>,
}

/// Failures that have the same reason. What is not given fits any failure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    /// Why this is as it should be, or cannot be otherwise.
    reason: String,
    /// A part of the failure's class.
    class: String,
    /// The document's name.
    #[serde(default)]
    document: Option<String>,
    /// What the schema's pointer begins with.
    #[serde(default)]
    pointer: Option<String>,
}

impl Expected {
    pub(super) fn load(root: &Path) -> Result<Expected> {
        Ok(expected(root, "fidelity")?)
    }

    /// The reason for a failure, if it is known.
    pub(super) fn reason(&self, document: &str, pointer: &str, class: &str) -> Option<&str> {
        let found = self.expected.iter().find(|known| {
            class.contains(&known.class)
                && known.document.as_deref().is_none_or(|known| known == document)
                && known.pointer.as_deref().is_none_or(|known| pointer.starts_with(known))
        });
        found.map(|known| known.reason.as_str())
    }
}
