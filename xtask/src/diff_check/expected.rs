//! Where do the levels differ, and why is that no mistake?

use std::path::Path;

use serde::Deserialize;

use super::Result;
use crate::places::expected;

/// `xtask/diff_check/expected.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Expected {
    disagreement: Vec<Disagreement>,
    fault: Vec<Fault>,
}

/// What the generator does wrong with an edit of a document, until that is mended.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    edit: String,
    document: String,
    reason: String,
}

/// Edits whose level `cargo semver-checks` takes for lower, for one reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Disagreement {
    pub(super) reason: String,
    edits: Vec<String>,
    /// Whether what compiled does still.
    #[serde(default)]
    pub(super) compiles: bool,
}

impl Expected {
    pub(super) fn load(root: &Path) -> Result<Expected> {
        Ok(expected(root, "diff_check")?)
    }

    /// Why the levels of an edit differ, if that is known.
    pub(super) fn disagreement(&self, edit: &str) -> Option<&Disagreement> {
        let mut known = self.disagreement.iter();
        known.find(|known| known.edits.iter().any(|known| known == edit))
    }

    /// Why an edit of a document is told wrongly, if that is known.
    pub(super) fn fault(&self, edit: &str, document: &str) -> Option<&str> {
        let found = self
            .fault
            .iter()
            .find(|known| known.edit == edit && known.document == document);
        found.map(|known| known.reason.as_str())
    }

    /// The edits that are listed and were not met.
    pub(super) fn unused<'a>(&self, met: impl Iterator<Item = &'a str>) -> Vec<&str> {
        let met: Vec<&str> = met.collect();
        let all = self.disagreement.iter().flat_map(|known| &known.edits);
        let all = all.chain(self.fault.iter().map(|known| &known.edit));
        all.map(String::as_str).filter(|edit| !met.contains(edit)).collect()
    }
}
