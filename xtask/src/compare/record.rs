//! What was found out about one document and one generator?

use serde::{Deserialize, Serialize};

/// What something took: the seconds that passed, those of all processors, and the peak of memory in megabytes.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Cost {
    pub(super) wall: f64,
    pub(super) seconds: f64,
    pub(super) megabytes: f64,
}

impl Cost {
    /// The least of each: the rest is what else the machine had to do.
    pub(super) fn least(self, other: Cost) -> Cost {
        Cost {
            wall: self.wall.min(other.wall),
            seconds: self.seconds.min(other.seconds),
            megabytes: self.megabytes.min(other.megabytes),
        }
    }

    /// One after the other.
    pub(super) fn and(self, other: Cost) -> Cost {
        Cost {
            wall: self.wall + other.wall,
            seconds: self.seconds + other.seconds,
            megabytes: self.megabytes.max(other.megabytes),
        }
    }
}

/// A release build.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Release {
    /// Of the crate alone.
    pub(super) library: Cost,
    /// Of the crate and the program that calls some of its operations.
    pub(super) program: Option<Program>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Program {
    pub(super) calls: usize,
    pub(super) cost: Cost,
    pub(super) kilobytes: f64,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) document: String,
    pub(super) bytes: u64,
    pub(super) generator: String,
    /// What it says when it is asked for its version.
    pub(super) version: String,
    /// The generated text, what it calls, and the compiler.
    pub(super) fingerprint: u64,
    pub(super) lines: usize,
    /// How often it was measured.
    pub(super) turns: usize,
    pub(super) generation: Cost,
    /// Of the crate alone, where it compiles.
    pub(super) check: Option<Cost>,
    pub(super) release: Option<Release>,
    /// Why there is no crate, or how many errors the compiler finds in it.
    pub(super) refused: Option<String>,
    pub(super) errors: usize,
    pub(super) first_error: Option<String>,
}

impl Record {
    pub(super) fn read(text: &str) -> Option<Record> {
        serde_json::from_str(text).ok()
    }

    /// Whether this record says all that is asked of the same crate.
    pub(super) fn answers(&self, fresh: &Record, turns: usize, release: bool) -> bool {
        self.fingerprint == fresh.fingerprint
            && self.version == fresh.version
            && self.refused.is_some() == fresh.refused.is_some()
            && (self.check.is_none() || (self.turns >= turns && (!release || self.release.is_some())))
    }

    /// Adds another turn of the same.
    pub(super) fn and_again(self, other: Record) -> Record {
        let least = |one: Option<Cost>, two: Option<Cost>| match (one, two) {
            (Some(one), Some(two)) => Some(one.least(two)),
            (one, two) => one.or(two),
        };
        Record {
            turns: self.turns + other.turns,
            generation: self.generation.least(other.generation),
            check: least(self.check, other.check),
            release: self.release.or(other.release),
            ..other
        }
    }

    /// The outcome in a few words.
    pub(super) fn outcome(&self) -> String {
        match (&self.refused, self.errors, self.first_error.as_deref()) {
            (Some(why), ..) => format!("refused: {why}"),
            (None, 0, _) => "compiles".to_owned(),
            (None, count, first) => format!("{count} compile errors, first {}", first.unwrap_or_default()),
        }
    }

    /// One line for a terminal.
    pub(super) fn line(&self) -> String {
        let mut line = format!(
            "{} {}: generated in {:.2} s ({:.2} s of processor time, {:.0} MB), {} lines, ",
            self.document,
            self.generator,
            self.generation.wall,
            self.generation.seconds,
            self.generation.megabytes,
            self.lines
        );
        if let Some(check) = self.check {
            line += &format!(
                "checked in {:.2} s ({:.2} s of processor time, {:.0} MB), ",
                check.wall, check.seconds, check.megabytes
            );
        }
        if let Some(release) = self.release {
            line += &format!(
                "released in {:.2} s of processor time ({:.0} MB), ",
                release.library.seconds, release.library.megabytes
            );
            if let Some(program) = release.program {
                line += &format!(
                    "with {} calls {:.2} s and {:.0} kB, ",
                    program.calls, program.cost.seconds, program.kilobytes
                );
            }
        }
        line + &self.outcome()
    }
}
