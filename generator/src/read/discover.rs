//! Which files do the given paths stand for?
//!
//! A file stands for itself. A folder stands for the documents and pages in it and below it, without
//! hidden files and `README.md`. The order is that of the paths, however they were given.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// The path as the user would write it, with forward slashes.
    pub(super) name: String,
    pub(super) path: PathBuf,
    /// The folder that was given, or that the given file is in.
    pub(super) folder: PathBuf,
    /// Whether the path was given as such, not found in a folder.
    pub(super) by_name: bool,
}

/// What was found, what could not be looked at, and what cargo should watch.
#[derive(Debug, Default)]
pub(super) struct Discovery {
    pub(super) files: Vec<Found>,
    pub(super) unreadable: Vec<(PathBuf, io::Error)>,
    pub(super) watched: Vec<PathBuf>,
}

/// Folders deeper than this are taken for a link that leads back into itself.
const DEEPEST: usize = 32;

pub(super) fn discover(inputs: &[PathBuf]) -> Discovery {
    let mut discovery = Discovery::default();
    for input in inputs {
        let folder = if input.is_dir() {
            input.as_path()
        } else {
            input.parent().unwrap_or(Path::new(""))
        };
        discovery.visit(input, folder, 0);
    }
    // Of a file that was given and found as well, the one that was given stays.
    let files = &mut discovery.files;
    files.sort_by(|a, b| (&a.name, b.by_name).cmp(&(&b.name, a.by_name)));
    files.dedup_by(|later, earlier| later.name == earlier.name);
    discovery.watched.sort();
    discovery.watched.dedup();
    discovery
}

impl Discovery {
    /// Forgets the files of folders that are not selected, by their paths in the folder that was given.
    pub(super) fn keep(&mut self, selected: impl Fn(&str) -> bool) {
        let mut left_out = Vec::new();
        self.files.retain(|found| {
            let within = found.path.strip_prefix(&found.folder).unwrap_or(&found.path);
            let keep = found.by_name || selected(&display(within));
            if !keep {
                left_out.push(found.path.clone());
            }
            keep
        });
        self.watched.retain(|path| !left_out.contains(path));
    }

    fn visit(&mut self, path: &Path, input: &Path, depth: usize) {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                self.watched.push(path.to_owned());
                if depth < DEEPEST {
                    self.visit_folder(path, input, depth);
                }
            }
            Ok(_) => {
                self.watched.push(path.to_owned());
                self.files.push(Found {
                    name: display(path),
                    path: path.to_owned(),
                    folder: input.to_owned(),
                    by_name: depth == 0,
                });
            }
            Err(error) => {
                self.watched.push(path.to_owned());
                self.unreadable.push((path.to_owned(), error));
            }
        }
    }

    fn visit_folder(&mut self, folder: &Path, input: &Path, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable.push((folder.to_owned(), error)),
        };
        for entry in entries {
            match entry {
                Ok(entry) => {
                    let path = entry.path();
                    if is_input(&path) {
                        self.visit(&path, input, depth + 1);
                    }
                }
                Err(error) => self.unreadable.push((folder.to_owned(), error)),
            }
        }
    }
}

fn is_input(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with('.') || name.eq_ignore_ascii_case("README.md") {
        return false;
    }
    path.is_dir() || ["md", "yaml", "yml", "json"].iter().any(|e| has_extension(path, e))
}

/// Whether the name of `path` ends in `.extension`, in any case.
pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

/// The path as a diagnostic shows it.
pub(super) fn display(path: &Path) -> String {
    let name = path.display().to_string();
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_read_in_order_and_without_what_is_not_meant() {
        let folder = std::env::temp_dir().join(format!("openapi-build-discover-{}", std::process::id()));
        fs::create_dir_all(folder.join("b/.git")).unwrap();
        for name in [
            "c.md",
            "a.yaml",
            "b/x.JSON",
            "b/.git/y.md",
            "README.md",
            "sdk.toml",
            ".z.md",
        ] {
            fs::write(folder.join(name), "").unwrap();
        }
        let found = discover(&[folder.clone(), folder.join("c.md")]);
        let names: Vec<_> = found
            .files
            .iter()
            .map(|f| (f.name.rsplit_once("discover-").unwrap().1, f.by_name))
            .map(|(name, by_name)| (name.split_once('/').unwrap().1, by_name))
            .collect();
        assert_eq!(names, [("a.yaml", false), ("b/x.JSON", false), ("c.md", true)]);
        assert_eq!(found.watched.len(), 5);
        fs::remove_dir_all(folder).unwrap();
        assert_eq!(discover(&["nowhere.md".into()]).unreadable.len(), 1);
    }
}
