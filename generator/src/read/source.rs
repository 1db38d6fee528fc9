//! Which documents were read, and from where?

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::files::normal;
use super::lines::Lines;
use super::locate::{self, Format, Query};
use super::markdown;
use super::moved::Moved;
use super::node::Node;
use super::spec_path::{SourceId, SpecPath};

/// Everything that was read.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(super) files: Vec<File>,
    pub(super) sources: Vec<Source>,
    pub(super) watched: Vec<PathBuf>,
    /// A file that is read as if it said this, whatever is on the disk.
    pub(super) replaced: Option<(PathBuf, Vec<u8>)>,
    /// The whole files that have been read, by their paths.
    pub(super) by_path: HashMap<PathBuf, Option<SourceId>>,
}

/// Which file of the [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct FileId(pub(super) u32);

impl FileId {
    pub(super) fn from_index(index: usize) -> FileId {
        FileId(u32::try_from(index).expect("fewer than 2^32 files are read"))
    }
}

/// A file, as it was given.
#[derive(Debug)]
pub(crate) struct File {
    /// The path as the user gave it, with forward slashes.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) path: PathBuf,
    /// The folder that it was given with, or that it is in.
    pub(crate) folder: PathBuf,
    /// The reference that first led to it; where it stands was written there.
    pub(crate) referrer: Option<SpecPath>,
}

/// A document or a part of one: a whole file, or a fenced block of a page.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) root: Node,
    /// What of `root` was written somewhere else.
    pub(crate) moved: Moved,
    pub(crate) standing: Standing,
    /// Whether its file was given as such, not found in a folder.
    pub(super) by_name: bool,
    pub(super) file: FileId,
    pub(super) format: Format,
    pub(super) fence: Option<Excerpt>,
}

/// What a source is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It says that it is a description.
    Document,
    /// It looks like a description and does not say of which version.
    Unversioned,
    /// It is anything else that a reference may lead to.
    Other,
    /// A document refers to it.
    Part,
}

/// Which part of a page a fenced block is.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) content: String,
    pub(super) first_line: usize,
    pub(super) indent: usize,
    /// Whether it is all of a file.
    pub(super) is_whole: bool,
}

impl Excerpt {
    /// A whole file, read as if it said `content`, which is as long.
    pub(super) fn whole(content: String) -> Excerpt {
        Excerpt {
            content,
            first_line: 0,
            indent: 0,
            is_whole: true,
        }
    }
}

/// A place in a file, in lines and columns that count from 1; a column is a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Spot {
    pub(crate) file: FileId,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Sources {
    /// Every document with its id, by file name and then by place in the file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        let all = (0..).map(SourceId).zip(&self.sources);
        all.filter(|(_, source)| source.standing == Standing::Document)
    }

    /// Reads `path` as if it said `text`, although it may not be there at all.
    pub(crate) fn replace(&mut self, path: PathBuf, text: Vec<u8>) {
        self.replaced = Some((path, text));
    }

    /// What a file says.
    pub(super) fn bytes(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        match &self.replaced {
            Some((replaced, text)) if normal(replaced) == normal(path) => Ok(text.clone()),
            Some(_) | None => super::files::contents(path),
        }
    }

    /// The files that descriptions, or parts of them, were read from, each with its trees.
    pub(crate) fn documents(&self) -> impl Iterator<Item = (&File, &Node)> {
        let is_used = |source: &&Source| matches!(source.standing, Standing::Document | Standing::Part);
        let used = self.sources.iter().filter(is_used);
        used.map(|source| (self.file(source.file), &source.root))
    }

    /// Where the node at `at` was written.
    pub(crate) fn origin(&self, at: &SpecPath) -> SpecPath {
        let moved = &self.get(at.source()).moved;
        moved.at(at.pointer()).unwrap_or_else(|| at.clone())
    }

    /// Keeps the text of a file that is no document, so that a diagnostic can show it.
    pub(crate) fn add_file(&mut self, name: String, text: String) -> FileId {
        let id = FileId::from_index(self.files.len());
        self.files.push(File {
            name,
            text,
            path: PathBuf::new(),
            folder: PathBuf::new(),
            referrer: None,
        });
        id
    }

    pub(crate) fn get_mut(&mut self, id: SourceId) -> &mut Source {
        &mut self.sources[id.0 as usize]
    }

    /// The file that the document, or part of one, is in.
    pub(crate) fn file_of(&self, id: SourceId) -> &File {
        self.file(self.get(id).file)
    }

    pub(crate) fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    pub(crate) fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// Every file and folder whose change calls for another run.
    pub(crate) fn watched(&self) -> impl Iterator<Item = &Path> {
        self.watched.iter().map(PathBuf::as_path)
    }

    /// Where in the files the nodes begin; all of them belong to the document `id`.
    pub(crate) fn locate(&self, id: SourceId, queries: &[Query<'_>]) -> Vec<Spot> {
        let source = self.get(id);
        let text = source.text(self);
        let offsets = locate::locate(text, source.format, queries);
        self.spots(source.file, source.fence.as_ref(), text, &offsets)
    }

    /// Where in the file offsets in `text` are, which is the file itself or a block of it.
    pub(super) fn spots(&self, file: FileId, fence: Option<&Excerpt>, text: &str, offsets: &[usize]) -> Vec<Spot> {
        let page = fence.map(|fence| (fence, Lines::new(&self.file(file).text)));
        let lines = Lines::new(text);
        let spot = |offset| {
            let (mut line, mut column) = lines.position(offset);
            if let Some((fence, page)) = &page {
                line += fence.first_line;
                column += markdown::blanks(page.line(line)).min(fence.indent);
            }
            Spot {
                file,
                line: line + 1,
                column: column + 1,
            }
        };
        offsets.iter().copied().map(spot).collect()
    }

    /// What was written for the scalar at `at`: `1.10`, where the tree has the number 1.1.
    pub(crate) fn written(&self, at: &SpecPath) -> Option<String> {
        let at = &self.origin(at);
        let query = Query {
            pointer: at.pointer(),
            target: locate::Target::Value,
            occurrence: 0,
        };
        let source = self.get(at.source());
        let text = source.text(self);
        let offset = locate::locate(text, source.format, &[query]).pop()?;
        let end = text[offset..].find([',', '}', ']', '\n', '\r', '#', ' ']);
        let scalar = &text[offset..end.map_or(text.len(), |end| offset + end)];
        (!scalar.is_empty()).then(|| scalar.to_owned())
    }
}

impl Source {
    pub(super) fn text<'s>(&'s self, sources: &'s Sources) -> &'s str {
        match &self.fence {
            Some(fence) => &fence.content,
            None => without_bom(&sources.file(self.file).text),
        }
    }
}

pub(super) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
