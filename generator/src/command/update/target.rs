//! Which file does a newer description replace?
//!
//! The one of its name; else the one of its title; else the one that it has most paths in common with. Where none is, or
//! several are, the user says it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostics, Format};
use crate::read::{Node, Sources, read_text};

/// A newer description.
pub(super) struct Newer {
    /// The name of its file, if it has one.
    pub(super) name: Option<PathBuf>,
    pub(super) text: Vec<u8>,
}

/// What a description is known by.
#[derive(Debug, Default)]
struct Known {
    title: Option<String>,
    paths: BTreeSet<String>,
}

impl Known {
    fn add(&mut self, root: &Node) {
        let title = root
            .get("info")
            .and_then(|info| info.get("title"))
            .and_then(Node::as_str);
        self.title = self.title.take().or(title.map(str::to_owned));
        let paths = root.get("paths").and_then(Node::as_object);
        self.paths
            .extend(paths.into_iter().flat_map(|paths| paths.keys().cloned()));
    }
}

impl Newer {
    /// The file among those that were read that this one replaces.
    pub(super) fn find(&self, sources: &Sources, spec: &Path) -> Result<PathBuf, String> {
        let mut files: Vec<(PathBuf, Known)> = Vec::new();
        for (file, root) in sources.documents() {
            match files.iter_mut().find(|(path, _)| *path == file.path) {
                Some((_, known)) => known.add(root),
                None => {
                    let mut known = Known::default();
                    known.add(root);
                    files.push((file.path.clone(), known));
                }
            }
        }
        let named = |path: &Path| {
            self.name
                .as_deref()
                .is_some_and(|name| path.file_name() == Some(name.as_os_str()))
        };
        if let [path] = files
            .iter()
            .map(|(path, _)| path)
            .filter(|path| named(path))
            .collect::<Vec<_>>()[..]
        {
            return Ok(path.clone());
        }
        let (newer, wrong) = self.known();
        let path = best(&newer, &files).ok_or_else(|| {
            if newer.title.is_none() && newer.paths.is_empty() {
                return format!("what came has neither a title nor paths, so that it replaces nothing\n{wrong}");
            }
            let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
            let there = match &names[..] {
                [] => "there is none yet".to_owned(),
                names => format!("there are {}", names.join(", ")),
            };
            format!(
                "which file of {} does it replace? {there}; `--file NAME` says it, or adds one",
                spec.display()
            )
        })?;
        let (old, new) = (kind(&path, None), kind(Path::new("x"), Some(self)));
        match old == new || (old == "YAML" && new == "JSON") {
            true => Ok(path),
            false => Err(format!(
                "{} is {old}, and what came is {new}: `--file NAME` says what it is to be called",
                path.display()
            )),
        }
    }

    /// What it is known by, and what is wrong with it, in words, if it cannot be read.
    fn known(&self) -> (Known, String) {
        let text = String::from_utf8_lossy(&self.text);
        let (mut known, mut wrong) = (Known::default(), String::new());
        // A page is text around YAML, and a document without an ending is YAML or JSON.
        let name = self
            .name
            .as_deref()
            .map_or("what came".into(), |name| name.to_string_lossy());
        for name in [&*name, "x.md"] {
            let mut diags = Diagnostics::default();
            let sources = read_text(name, &text, &mut diags);
            sources.documents().for_each(|(_, root)| known.add(root));
            if !known.paths.is_empty() {
                break;
            }
            if wrong.is_empty() && diags.has_errors() {
                wrong = diags.render(&sources, Format::Human { color: false });
            }
        }
        (known, wrong)
    }
}

/// The one file that is most like the newer description.
fn best(newer: &Known, files: &[(PathBuf, Known)]) -> Option<PathBuf> {
    let likeness = |known: &Known| {
        let has_title = newer.title.is_some() && known.title == newer.title;
        let common = known.paths.intersection(&newer.paths).count();
        // Pages of one API may all have its title; then the paths tell.
        (common, has_title)
    };
    let most = files.iter().map(|(_, known)| likeness(known)).max()?;
    let mut alike = files.iter().filter(|(_, known)| likeness(known) == most);
    let (path, _) = alike.next()?;
    (most != (0, false) && alike.next().is_none()).then(|| path.clone())
}

/// What a file is written in, by its name or by how it begins.
fn kind(path: &Path, text: Option<&Newer>) -> &'static str {
    let name = match text {
        Some(newer) => newer.name.clone().unwrap_or_default(),
        None => path.to_owned(),
    };
    let extension = name.extension().map(|extension| extension.to_ascii_lowercase());
    match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("json") => "JSON",
        Some("yaml" | "yml") => "YAML",
        Some("md") => "Markdown",
        _ => {
            let text = text.map_or(&[][..], |newer| &newer.text);
            match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
                Some(b'{') => "JSON",
                Some(b'#' | b'-') if text.windows(3).any(|window| window == b"```") => "Markdown",
                _ => "YAML",
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(title: &str, paths: &[&str]) -> Known {
        Known {
            title: Some(title.to_owned()),
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
        }
    }

    #[test]
    fn paths_tell_before_titles_do_and_two_of_one_likeness_are_none() {
        let files = [
            (PathBuf::from("a"), known("API", &["/a", "/b"])),
            (PathBuf::from("b"), known("API", &["/c"])),
            (PathBuf::from("c"), known("Other", &["/d"])),
        ];
        let rows = [
            (known("API", &["/a"]), Some("a")),
            (known("API", &["/c", "/e"]), Some("b")),
            (known("Other", &["/x"]), Some("c")),
            (known("API", &["/x"]), None),
            (known("New", &["/x"]), None),
            (known("API", &["/a", "/c"]), None),
        ];
        for (newer, expected) in rows {
            assert_eq!(best(&newer, &files), expected.map(PathBuf::from), "{newer:?}");
        }
    }
}
