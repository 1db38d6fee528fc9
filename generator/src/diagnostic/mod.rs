//! What is wrong with the document, where, and what can be done?
//!
//! Stages push what they find into [`Diagnostics`] and go on; the pipeline decides at the end of a
//! stage. Places are pointers until the diagnostics are shown, and lines and columns from then on.

mod codes;
mod excerpt;
mod human;
mod json;
mod place;

use std::borrow::Cow;
use std::fmt;

pub use codes::Code;
pub(crate) use excerpt::shown;
pub(crate) use human::Paint;
pub(crate) use place::Place;
use place::Placed;

use crate::read::{Sources, SpecPath, Target};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something is skipped or repaired.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// For people, like those of rustc.
    Human {
        /// Whether to use the terminal's colours.
        color: bool,
    },
    /// For programs: one object with a list of `diagnostics`.
    Json,
}

/// A finding with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub code: Code,
    /// What is wrong, and what follows from it.
    pub message: String,
    /// Where.
    pub location: Location,
    /// What to do.
    pub help: Option<String>,
    /// What else has to do with it.
    pub notes: Vec<Note>,
}

/// A second place that has to do with a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What there is to see.
    pub message: String,
    /// Where.
    pub location: Location,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// The path as it was given, with forward slashes.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The JSON pointer in the document.
    pub pointer: Option<String>,
    /// The text of the line; of one of thousands of characters, what stands around the column.
    pub text: String,
    /// How many characters of the line stand before `text`.
    pub before: usize,
    /// How many characters are meant.
    pub width: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", excerpt::shown(&self.file), self.line, self.column)
    }
}

impl fmt::Display for Diagnostic {
    /// One line: ``warning[unknown-field]: spec/a.yaml:3:5: …``.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (severity, code) = (self.severity.name(), self.code);
        let message = excerpt::shown(&self.message);
        write!(f, "{severity}[{code}]: {}: {message}", self.location)
    }
}

/// Prints `diagnostics`.
pub(crate) fn render(diagnostics: &[Diagnostic], format: Format) -> String {
    match format {
        Format::Human { color } => human::render(diagnostics, color),
        Format::Json => json::render(diagnostics),
    }
}

/// Where the keys of these nodes were written, in their order.
pub(crate) fn locate(sources: &Sources, nodes: &[SpecPath]) -> Vec<Location> {
    let placed: Vec<Placed> = nodes
        .iter()
        .map(|at| Placed {
            target: Target::Key,
            ..Placed::value(Place::Node(at.clone()))
        })
        .collect();
    place::locate(sources, placed.iter())
}

/// What the stages have found so far.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    drafts: Vec<Draft>,
    strict: bool,
}

/// A finding whose place has not been looked up yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) severity: Severity,
    pub(crate) code: Code,
    pub(crate) message: String,
    at: Placed,
    help: Option<String>,
    notes: Vec<(String, Placed)>,
}

impl Diagnostics {
    pub(crate) fn error(&mut self, code: Code, at: impl Into<Place>, message: impl Into<String>) -> &mut Draft {
        self.push(Severity::Error, code, at.into(), message.into())
    }

    pub(crate) fn warn(&mut self, code: Code, at: impl Into<Place>, message: impl Into<String>) -> &mut Draft {
        self.push(Severity::Warning, code, at.into(), message.into())
    }

    /// From now on, and for what has been found already: what is wrong with a document is an error, even where it could
    /// be repaired.
    pub(crate) fn be_strict(&mut self) {
        self.strict = true;
        for draft in &mut self.drafts {
            draft.severity = strict(draft.severity, draft.code);
        }
    }

    fn push(&mut self, severity: Severity, code: Code, at: Place, message: String) -> &mut Draft {
        let severity = if self.strict { strict(severity, code) } else { severity };
        let end = self.drafts.len();
        self.drafts.push(Draft {
            severity,
            code,
            message,
            at: Placed::value(at),
            help: None,
            notes: Vec::new(),
        });
        &mut self.drafts[end]
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.drafts.iter().any(|draft| draft.severity == Severity::Error)
    }

    /// The diagnostics with their places, errors first, each by its place. What was said twice is
    /// said once.
    pub(crate) fn located(&self, sources: &Sources) -> Vec<Diagnostic> {
        let mut drafts: Vec<&Draft> = self.drafts.iter().collect();
        drafts.sort_by(|a, b| (a.severity, &a.at, a.code).cmp(&(b.severity, &b.at, b.code)));
        drafts.dedup();
        // How an error's file was come to is a part of what is wrong.
        let drafts: Vec<Draft> = drafts.into_iter().map(|draft| draft.with_referrers(sources)).collect();
        let mut found = place::locate(sources, drafts.iter().flat_map(Draft::places)).into_iter();
        let mut next = || found.next().expect("one location is found for every place");
        let mut diagnostics: Vec<Diagnostic> = drafts
            .into_iter()
            .map(|draft| Diagnostic {
                severity: draft.severity,
                code: draft.code,
                message: draft.message,
                location: next(),
                help: draft.help,
                notes: draft
                    .notes
                    .into_iter()
                    .map(|(message, _)| Note {
                        message,
                        location: next(),
                    })
                    .collect(),
            })
            .collect();
        diagnostics.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.severity, d.location.file.clone(), d.location.line, d.location.column);
            key(a).cmp(&key(b))
        });
        diagnostics
    }

    pub(crate) fn render(&self, sources: &Sources, format: Format) -> String {
        render(&self.located(sources), format)
    }
}

fn strict(severity: Severity, code: Code) -> Severity {
    if code.is_fault() { Severity::Error } else { severity }
}

impl Draft {
    /// Adds what can be done about it.
    pub(crate) fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Draft {
        self.help = Some(help.into().into_owned());
        self
    }

    /// Adds a second place that has to do with it.
    pub(crate) fn note(&mut self, at: impl Into<Place>, message: impl Into<String>) -> &mut Draft {
        let at = Placed::value(at.into());
        self.notes.push((message.into(), at));
        self
    }

    /// Points to the key of the entry, not to its value.
    pub(crate) fn on_key(&mut self) -> &mut Draft {
        self.at.target = Target::Key;
        for (_, at) in &mut self.notes {
            at.target = Target::Key;
        }
        self
    }

    /// Points to the occurrence number `n`, from 0, of a key that stands several times.
    pub(crate) fn occurrence(&mut self, n: usize) -> &mut Draft {
        self.at.occurrence = n;
        self
    }

    /// With a note for each reference that led from a document to the file of an error, the last one first.
    fn with_referrers(&self, sources: &Sources) -> Draft {
        let mut draft = self.clone();
        if draft.severity == Severity::Error {
            let chain = self.at.place.referrers(sources).into_iter();
            draft.notes.extend(chain.map(|at| {
                let at = Placed::value(Place::Written(at));
                ("the file is referred to from here".to_owned(), at)
            }));
        }
        draft
    }

    fn places(&self) -> impl Iterator<Item = &Placed> {
        let notes = self.notes.iter().map(|(_, at)| at);
        std::iter::once(&self.at).chain(notes)
    }
}
