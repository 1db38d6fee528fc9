//! Where does what a task reads and writes lie?

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// The folder in which cargo builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    root.join(target)
}

/// What a task's `expected.toml` says of failures that are known.
pub(crate) fn expected<T: DeserializeOwned>(root: &Path, task: &str) -> io::Result<T> {
    let text = fs::read_to_string(root.join("xtask").join(task).join("expected.toml"))?;
    toml::from_str(&text).map_err(io::Error::other)
}

/// The documents among some paths, the smallest first; a folder stands for the files in it.
pub(crate) fn documents(paths: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            for entry in fs::read_dir(path)? {
                let file = entry?.path();
                let extension = file.extension().and_then(|extension| extension.to_str());
                if matches!(extension, Some("json" | "yaml" | "yml")) {
                    found.push(file);
                }
            }
        } else {
            found.push(path.clone());
        }
    }
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |metadata| metadata.len());
    found.sort_by_key(|path| (size(path), path.clone()));
    Ok(found)
}

/// The files in a folder, however deep.
pub(crate) fn sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// What some sources are, and how many lines they have.
pub(crate) fn fingerprint(folder: &Path) -> io::Result<(u64, usize)> {
    let mut hasher = DefaultHasher::new();
    let mut lines = 0;
    for file in sources(folder)? {
        let text = fs::read_to_string(&file)?;
        (file.strip_prefix(folder).unwrap_or(&file), &text).hash(&mut hasher);
        lines += text.lines().count();
    }
    Ok((hasher.finish(), lines))
}

/// What a document is called: its file's name, without the extension.
pub(crate) fn name(document: &Path) -> String {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    name.rsplit_once('.').map_or(name.as_ref(), |(name, _)| name).to_owned()
}
