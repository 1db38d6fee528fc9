//! What comes of comparing two crates?

use serde::{Deserialize, Serialize};

/// Which part of a version has to grow; the gravest is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Level {
    Major,
    Minor,
    Patch,
    None,
}

impl Level {
    pub(super) fn named(name: &str) -> Level {
        match name {
            "major" => Level::Major,
            "minor" => Level::Minor,
            "patch" => Level::Patch,
            _ => Level::None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Level::Major => "major",
            Level::Minor => "minor",
            Level::Patch => "patch",
            Level::None => "none",
        }
    }
}

/// What the compiler and `cargo semver-checks` say of both crates.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Compared {
    pub(super) theirs: Level,
    /// The lints that found something.
    pub(super) lints: Vec<String>,
    /// How many uses of the old crate were compiled against the new one, and how many have no name for others.
    pub(super) used: usize,
    pub(super) unspelled: usize,
    /// What keeps a program that uses all of the old crate from compiling against the new one.
    pub(super) broken: Option<String>,
}

/// All uses of the old crate, and those that do not compile against the new one, each with what is said of it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Broken {
    pub(super) theirs: Level,
    pub(super) uses: Vec<String>,
    pub(super) broken: Vec<(String, String)>,
}
