//! How are changes printed?

mod human;
mod json;
mod markdown;

use super::{Level, Report};
use crate::diagnostic::Location;

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A person at a terminal.
    Human {
        color: bool,
        /// Whether to say why, and what becomes of a caller's code.
        explain: bool,
    },
    /// A page, such as a changelog or a comment on a change.
    Markdown,
    /// A program.
    Json,
}

pub(crate) fn render(report: &Report, format: Format) -> String {
    match format {
        Format::Human { color, explain } => human::render(report, color, explain),
        Format::Markdown => markdown::render(report),
        Format::Json => json::render(report),
    }
}

/// One line for all: `2 major, 1 minor; 3 descriptions in other words: the next version is a major one`.
fn summary(report: &Report) -> String {
    let counts: Vec<String> = [Level::Major, Level::Minor, Level::Patch]
        .into_iter()
        .filter_map(|level| match report.count(level) {
            0 => None,
            count => Some(format!("{count} {}", level.name())),
        })
        .collect();
    let words = match report.words {
        0 => None,
        1 => Some("1 description in other words".to_owned()),
        count => Some(format!("{count} descriptions in other words")),
    };
    let counts = (!counts.is_empty()).then(|| counts.join(", "));
    let parts: Vec<String> = counts.into_iter().chain(words).collect();
    let verdict = verdict(report.level());
    match &parts[..] {
        [] => verdict.to_owned(),
        parts => format!("{}: {verdict}", parts.join("; ")),
    }
}

/// What the next version has to be.
fn verdict(level: Level) -> &'static str {
    match level {
        Level::Major => "the next version is a major one (of 0.x, the next x)",
        Level::Minor => "the next version is a minor one",
        Level::Patch => "the next version is a patch",
        Level::None => "nothing changes for users of the SDK",
    }
}

fn line(location: &Location) -> String {
    format!("{}:{}", location.file, location.line)
}
