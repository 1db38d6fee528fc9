//! Which features does a generated crate have?

use std::error::Error;
use std::fs;
use std::path::Path;

/// By their names.
pub(crate) struct Features {
    /// Those of its tags, and of the schemas that no operation reaches.
    pub(crate) tags: Vec<String>,
    /// Those that it hands on to the runtime.
    pub(crate) optional: Vec<String>,
}

impl Features {
    /// What the manifest of the crate in a folder says.
    pub(crate) fn read(folder: &Path) -> Result<Features, Box<dyn Error>> {
        let manifest: toml::Table = toml::from_str(&fs::read_to_string(folder.join("Cargo.toml"))?)?;
        let features = manifest.get("features").and_then(toml::Value::as_table);
        let all = features.into_iter().flatten().filter(|(name, _)| *name != "default");
        let (tags, optional): (Vec<_>, Vec<_>) =
            all.partition(|(_, enables)| enables.as_array().is_some_and(Vec::is_empty));
        let names = |of: Vec<(&String, _)>| of.into_iter().map(|(name, _)| name.clone()).collect();
        Ok(Features {
            tags: names(tags),
            optional: names(optional),
        })
    }
}
