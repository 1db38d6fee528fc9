//! What is one change?

use super::kind::{Kind, Level};
use crate::diagnostic::Location;
use crate::read::SpecPath;

/// A change, by its pointers.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) kind: Kind,
    /// What it is about, in Rust.
    pub(super) subject: String,
    /// What has happened to it: the rest of the sentence.
    pub(super) what: String,
    /// Where it stands, or would, in the old document and in the new one.
    pub(super) old: Option<SpecPath>,
    pub(super) new: Option<SpecPath>,
    pub(super) code: Option<Code>,
}

impl Change {
    pub(super) fn new(kind: Kind, subject: impl Into<String>, what: impl Into<String>) -> Change {
        Change {
            kind,
            subject: subject.into(),
            what: what.into(),
            old: None,
            new: None,
            code: None,
        }
    }

    pub(super) fn at(mut self, old: &SpecPath, new: &SpecPath) -> Change {
        (self.old, self.new) = (Some(old.clone()), Some(new.clone()));
        self
    }

    pub(super) fn at_old(mut self, old: &SpecPath) -> Change {
        self.old = Some(old.clone());
        self
    }

    pub(super) fn at_new(mut self, new: &SpecPath) -> Change {
        self.new = Some(new.clone());
        self
    }

    /// A caller's line before, and what it has to be; empty where there is nothing to write any more.
    pub(super) fn code(mut self, old: impl Into<String>, new: impl Into<String>) -> Change {
        self.code = Some(Code {
            old: old.into(),
            new: new.into(),
        });
        self
    }
}

/// What a caller wrote, and what takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) old: String,
    pub(crate) new: String,
}

/// A change with its places in the files.
#[derive(Debug)]
pub(crate) struct Located {
    pub(crate) kind: Kind,
    pub(crate) subject: String,
    pub(crate) what: String,
    pub(crate) old: Option<Location>,
    pub(crate) new: Option<Location>,
    pub(crate) code: Option<Code>,
}

impl Located {
    pub(crate) fn level(&self) -> Level {
        self.kind.level()
    }

    /// The line for a changelog.
    pub(crate) fn changelog(&self) -> String {
        let breaking = match self.level() {
            Level::Major => "**Breaking:** ",
            Level::Minor | Level::Patch | Level::None => "",
        };
        format!("{breaking}`{}` {}.", self.subject, self.what)
    }
}

/// All that changes.
#[derive(Debug)]
pub(crate) struct Report {
    /// The gravest first, and in the order of the new document.
    pub(crate) changes: Vec<Located>,
    /// How many things are described in other words.
    pub(crate) words: usize,
}

impl Report {
    /// The level that all changes together call for.
    pub(crate) fn level(&self) -> Level {
        let words = if self.words > 0 { Level::Patch } else { Level::None };
        self.changes
            .iter()
            .map(Located::level)
            .min()
            .unwrap_or(Level::None)
            .min(words)
    }

    pub(crate) fn count(&self, level: Level) -> usize {
        self.changes.iter().filter(|change| change.level() == level).count()
    }
}
