//! What does `openapi-build diff` do?

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use super::revision::Given;
use super::{DOCUMENT, USAGE, colors, complain, print};
use crate::diagnostic;
use crate::diff::{self, Format, Level, Report, Side};
use crate::pipeline::{Input, Outcome};

/// How it was called.
#[derive(Debug)]
pub(super) struct Options {
    /// Two paths, or paths of revisions.
    pub(super) old: String,
    pub(super) new: String,
    pub(super) config: Option<PathBuf>,
    pub(super) shown: Shown,
    pub(super) fail_on: Option<Level>,
}

/// What the changes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Human { explain: bool },
    Markdown,
    Json,
}

impl Shown {
    pub(super) fn format(self) -> Format {
        match self {
            Shown::Human { explain } => {
                let color = std::io::stdout().is_terminal() && super::wants_colors();
                Format::Human { color, explain }
            }
            Shown::Markdown => Format::Markdown,
            Shown::Json => Format::Json,
        }
    }
}

pub(super) fn run(options: &Options) -> ExitCode {
    let given = Given::find(&options.old).and_then(|old| Ok((old, Given::find(&options.new)?)));
    let (old, new) = match given {
        Ok(given) => given,
        Err(error) => {
            complain(&format!("error: {error}\n"));
            return ExitCode::from(USAGE);
        }
    };
    let [before, after] = [&old, &new].map(|given| analyze(given, options.config.clone()));
    let Some(mut report) = compare(&before, &after) else {
        return ExitCode::from(DOCUMENT);
    };
    rename(&mut report, |name| old.name(name), |name| new.name(name));
    print(&diff::render(&report, options.shown.format()));
    match options.fail_on {
        Some(level) if report.level() <= level => ExitCode::from(DOCUMENT),
        Some(_) | None => ExitCode::SUCCESS,
    }
}

/// Reads a description, and says what is wrong with it if it cannot be compiled.
fn analyze(given: &Given, config: Option<PathBuf>) -> Outcome {
    let input = Input {
        specs: vec![given.path.clone()],
        config,
        selection: Default::default(),
        examples: None,
    };
    let outcome = super::understood(&input);
    if outcome.diags.has_errors() {
        let format = diagnostic::Format::Human { color: colors() };
        complain(&given.name(&outcome.diags.render(&outcome.sources, format)));
    }
    outcome
}

/// What changes from one outcome to another, if both are good.
pub(super) fn compare(before: &Outcome, after: &Outcome) -> Option<Report> {
    if before.diags.has_errors() || after.diags.has_errors() {
        return None;
    }
    let old = Side {
        api: before.api.as_ref()?,
        sources: &before.sources,
    };
    let new = Side {
        api: after.api.as_ref()?,
        sources: &after.sources,
    };
    Some(diff::diff(old, new))
}

/// Calls the files what the user called them.
pub(super) fn rename(report: &mut Report, old: impl Fn(&str) -> String, new: impl Fn(&str) -> String) {
    for change in &mut report.changes {
        if let Some(place) = &mut change.old {
            place.file = old(&place.file);
        }
        if let Some(place) = &mut change.new {
            place.file = new(&place.file);
        }
    }
}
