//! How do files get to the disk?
//!
//! Only whole: a file is written beside its place and then renamed, and one whose bytes are the same is left alone, so
//! that cargo sees nothing new. What an earlier run has left and this one does not write is removed.

use std::io;
use std::path::{Path, PathBuf};

use crate::emit::Files;

/// Makes `dir` hold these files. Returns the paths, within `dir`, of those that changed.
///
/// # Errors
/// When a file cannot be read, written or removed; the path is part of the message.
pub(crate) fn write(dir: &Path, files: &Files) -> io::Result<Vec<PathBuf>> {
    let mut changed = Vec::new();
    std::fs::create_dir_all(dir).map_err(|error| at(dir, &error))?;
    for (path, text) in files {
        let target = dir.join(path);
        match std::fs::read(&target) {
            Ok(old) if old == text.as_bytes() => continue,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(&target, &error)),
        }
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent).map_err(|error| at(parent, &error))?;
        }
        let beside = target.with_extension("partial");
        std::fs::write(&beside, text).map_err(|error| at(&beside, &error))?;
        std::fs::rename(&beside, &target).map_err(|error| at(&target, &error))?;
        changed.push(path.clone());
    }
    Ok(changed)
}

/// Removes the generated files of `dir`, by their paths in it, that are not written any more.
///
/// # Errors
/// As [`write`].
pub(crate) fn remove_stale(dir: &Path, is_written: impl Fn(&Path) -> bool) -> io::Result<()> {
    for name in left_over(dir, is_written)? {
        let path = dir.join(name);
        std::fs::remove_file(&path).map_err(|error| at(&path, &error))?;
    }
    Ok(())
}

/// The generated files of `dir`, by their paths in it, that are not written any more: an earlier run wrote them.
///
/// # Errors
/// As [`write`].
pub(crate) fn left_over(dir: &Path, is_written: impl Fn(&Path) -> bool) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    // The second is the one folder that generated files have of their own.
    for folder in [Path::new(""), Path::new("types")] {
        let whole = dir.join(folder);
        let entries = match std::fs::read_dir(&whole) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && whole != *dir => continue,
            entries => entries.map_err(|error| at(&whole, &error))?,
        };
        for entry in entries {
            let entry = entry.map_err(|error| at(&whole, &error))?;
            let name = folder.join(entry.file_name());
            let is_rust = name
                .extension()
                .is_some_and(|extension| extension == "rs" || extension == "partial");
            if is_rust && !is_written(&name) {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}

pub(crate) fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
