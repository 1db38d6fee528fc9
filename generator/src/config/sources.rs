//! Which documents are read, and which of them counts where two differ?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::pattern;
use super::setting::settings;

/// `[sources]`: the documents. Paths are relative to sdk.toml.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Files and folders that are read beside those that the command or the build script names. Default: none.
    pub(crate) inputs: Vec<PathBuf>,
    /// Patterns of which a file in a folder has to match one, such as `v2/**` or `*.yaml`; `*` stands for any characters
    /// but `/`, `**` for any at all. Default: every file is read.
    pub(crate) include: Vec<String>,
    /// Patterns of files in folders that are not read, even if `include` names them. Default: none.
    pub(crate) exclude: Vec<String>,
    /// Which document counts where two describe one thing differently: `newest`, the one of the greater `info.version`,
    /// or a path, any document at or below it. Default: neither, and the build stops.
    pub(crate) prefer: Option<String>,
    /// Overlays, which are applied to the documents in this order; needs the feature `overlays` of openapi-build. One that
    /// names a document in `extends` is applied to that alone. Default: none.
    pub(crate) overlays: Vec<PathBuf>,
    /// New names of components of one document: `"billing.yaml#/components/schemas/Address" = "BillingAddress"`. They are
    /// what the rest of the document refers to then, so that two documents may use one name for different things.
    pub(crate) rename: BTreeMap<String, String>,
}

settings!(Sources {
    "inputs": inputs,
    "include": include,
    "exclude": exclude,
    "prefer": prefer,
    "overlays": overlays,
    "rename": rename,
});

impl Sources {
    /// Makes the paths those of the working directory.
    pub(super) fn place(&mut self, beside: &Path) {
        for input in self.inputs.iter_mut().chain(&mut self.overlays) {
            *input = beside.join(&*input);
        }
        let placed = |path: &str| crate::read::files::normal(&beside.join(path)).display().to_string();
        if let Some(prefer) = self.prefer.as_mut().filter(|prefer| *prefer != "newest") {
            *prefer = placed(prefer);
        }
        let rename = std::mem::take(&mut self.rename);
        self.rename = rename.into_iter().map(|(of, name)| (placed(&of), name)).collect();
    }

    /// Whether a file of a folder is read, by its path in the folder.
    pub(crate) fn reads(&self, path: &str) -> bool {
        let any = |patterns: &[String]| patterns.iter().any(|pattern| pattern::matches(pattern, path));
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_excluded_is_not_read_though_it_is_included() {
        let sources = Sources {
            include: vec!["*.yaml".to_owned()],
            exclude: vec!["old*".to_owned()],
            ..Sources::default()
        };
        let read = ["a.yaml", "old.yaml", "a.json"].map(|path| sources.reads(path));
        assert_eq!(read, [true, false, false]);
    }
}
