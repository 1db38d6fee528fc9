//! Which file does a reference lead to?
//!
//! Only files are followed, never an address, and only those inside the folder of the description or one that `sdk.toml`
//! allows: a description is somebody else's text, and a build reads nothing else of the machine.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::locate::Format;
use super::node::Node;
use super::source::{File, FileId, Sources, Standing};
use super::spec_path::{SourceId, SpecPath};
use super::tree::Tree;
use super::{add, display, has_extension, parse};
use crate::diagnostic::Diagnostics;

/// Why a file was not read.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// It is outside the folders that may be read; this is where it would be.
    Outside(String),
    /// It cannot be read.
    Unreadable(String, io::Error),
    /// What is wrong with it has been said.
    Wrong,
}

/// The largest file that is read, in bytes. The largest description that anyone publishes is a third of it.
const LARGEST: u64 = 128 << 20;

/// What the file at `path` says.
///
/// # Errors
/// When it cannot be read, or is larger than any description: what never ends, such as a device, is not read to the end.
pub(crate) fn contents(path: &Path) -> io::Result<Vec<u8>> {
    no_more_than(LARGEST, fs::File::open(path)?)
}

/// All that `from` gives, unless it is larger than any description.
pub(crate) fn all_of(from: impl Read) -> io::Result<Vec<u8>> {
    no_more_than(LARGEST, from)
}

fn no_more_than(largest: u64, from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        let message = format!("it is larger than {} MiB, which no description is", LARGEST >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// `path` without the steps that lead nowhere: `a/../b` is `b`.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        let last = normal.components().next_back();
        match (component, last) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                normal.pop();
            }
            (component, _) => normal.push(component),
        }
    }
    normal
}

impl Sources {
    /// The file that `target` leads to, a path in the reference at `at` of the document `from`.
    pub(crate) fn load(
        &mut self,
        from: SourceId,
        target: &str,
        at: &SpecPath,
        folders: &[PathBuf],
        diags: &mut Diagnostics,
    ) -> Result<SourceId, Refusal> {
        let beside = self.file_of(from).path.parent().unwrap_or(Path::new("")).to_owned();
        let path = normal(&beside.join(target));
        let name = display(&path);
        if !self.by_path.contains_key(&path) {
            let real = match path.canonicalize() {
                Ok(real) => real,
                Err(error) => return Err(Refusal::Unreadable(name, error)),
            };
            let inside = |folder: &PathBuf| folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
            if !folders.iter().any(inside) {
                return Err(Refusal::Outside(name));
            }
        }
        self.open(path, Some(at), diags)
    }

    /// The file at `path`, which the reference at `referrer` has led to.
    pub(super) fn open(
        &mut self,
        path: PathBuf,
        referrer: Option<&SpecPath>,
        diags: &mut Diagnostics,
    ) -> Result<SourceId, Refusal> {
        match self.by_path.get(&path) {
            Some(Some(known)) => {
                let known = *known;
                let standing = &mut self.get_mut(known).standing;
                if *standing != Standing::Document {
                    *standing = Standing::Part;
                }
                return Ok(known);
            }
            Some(None) => return Err(Refusal::Wrong),
            None => {}
        }
        let name = display(&path);
        let text = self.bytes(&path).and_then(|bytes| {
            String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))
        });
        let text = match text {
            Ok(text) => text,
            Err(error) => return Err(Refusal::Unreadable(name, error)),
        };
        self.watched.push(path.clone());
        self.keep(path, name, text, referrer, diags).ok_or(Refusal::Wrong)
    }

    pub(super) fn keep(
        &mut self,
        path: PathBuf,
        name: String,
        text: String,
        referrer: Option<&SpecPath>,
        diags: &mut Diagnostics,
    ) -> Option<SourceId> {
        let file = FileId::from_index(self.files.len());
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        self.files.push(File {
            name,
            text,
            path: path.clone(),
            folder,
            referrer: referrer.cloned(),
        });
        let text = super::without_bom(&self.file(file).text);
        // Words of a description may have a file of their own.
        let read = if has_extension(&path, "md") || has_extension(&path, "txt") {
            let node = Node::String(text.to_owned());
            let duplicates = Vec::new();
            Ok((Format::Yaml, Tree { node, duplicates }))
        } else {
            parse(text, has_extension(&path, "json"), false)
        };
        match read {
            Ok((format, tree)) => {
                add(self, file, format, None, tree, diags);
                let added = self.sources.len() - 1;
                self.sources[added].standing = Standing::Part;
                Some(SourceId::from_index(added))
            }
            Err(wrong) => {
                wrong.report(self, file, None, text, diags);
                self.by_path.insert(path, None);
                None
            }
        }
    }

    /// Whether there is a file where `target`, in a reference of the document `from`, leads.
    pub(crate) fn is_file(&self, from: SourceId, target: &str) -> bool {
        let beside = self.file_of(from).path.parent().unwrap_or(Path::new(""));
        beside.join(target).is_file()
    }

    /// The folder whose files the document `id` may refer to, beside those that are allowed to all.
    pub(crate) fn folder_of(&self, id: SourceId) -> PathBuf {
        let folder = &self.file_of(id).folder;
        match folder.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => folder.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_not_read_to_the_end() {
        assert_eq!(no_more_than(3, &b"abc"[..]).unwrap(), b"abc");
        let error = no_more_than(3, io::repeat(b'a')).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }

    #[test]
    fn paths_are_made_normal() {
        let table = [
            ("a/../b", "b"),
            ("./a/./b", "a/b"),
            ("../a/../../b", "../../b"),
            ("/a/../../b", "/../b"),
        ];
        for (path, expected) in table {
            assert_eq!(normal(Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
