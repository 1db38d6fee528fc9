//! Where does what a task reads and writes lie?

use std::fs;
use std::path::{Path, PathBuf};

/// The folder in which cargo builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    root.join(target)
}

/// The documents among some paths, the smallest first; a folder stands for the files in it.
pub(crate) fn documents(paths: &[PathBuf]) -> std::io::Result<Vec<PathBuf>> {
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

/// What a document is called: its file's name, without the extension.
pub(crate) fn name(document: &Path) -> String {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    name.rsplit_once('.').map_or(name.as_ref(), |(name, _)| name).to_owned()
}
