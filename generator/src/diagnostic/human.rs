//! How are diagnostics printed for people?

use std::fmt::Write;

use super::excerpt::{excerpt, shown};
use super::{Diagnostic, Location, Severity};

/// How many of each severity are printed in full.
const MOST: usize = 50;

pub(super) fn render(diagnostics: &[Diagnostic], color: bool) -> String {
    let mut out = String::new();
    for severity in [Severity::Error, Severity::Warning] {
        let paint = Paint::new(color, strong(severity));
        let of_this = || diagnostics.iter().filter(|d| d.severity == severity);
        for diagnostic in of_this().take(MOST) {
            one(&mut out, diagnostic, &paint);
            out.push('\n');
        }
        let count = of_this().count();
        if count > MOST {
            let more = count - MOST;
            let _ = writeln!(out, "{}{more} more {}s{}\n", paint.bold, severity.name(), paint.off);
        }
    }
    out
}

fn one(out: &mut String, diagnostic: &Diagnostic, paint: &Paint) {
    let Paint {
        strong,
        bold,
        edge,
        off,
    } = paint;
    let (severity, code) = (diagnostic.severity.name(), diagnostic.code);
    let message = shown(&diagnostic.message);
    let gutter = gutter(diagnostic);
    // Writing to a string does not fail.
    let _ = writeln!(out, "{strong}{severity}[{code}]{off}{bold}: {message}{off}");
    place(out, &diagnostic.location, gutter, strong, paint);
    for note in &diagnostic.notes {
        let message = shown(&note.message);
        let _ = writeln!(out, "{:gutter$} {edge}={off} {bold}note{off}: {message}", "");
        place(out, &note.location, gutter, edge, paint);
    }
    if let Some(help) = &diagnostic.help {
        let help = shown(help);
        let _ = writeln!(out, "{:gutter$} {edge}={off} {bold}help{off}: {help}", "");
    }
}

fn place(out: &mut String, location: &Location, gutter: usize, mark: &str, paint: &Paint) {
    let Paint { edge, off, .. } = paint;
    let _ = writeln!(out, "{:gutter$}{edge}-->{off} {location}", "");
    if location.text.is_empty() {
        return;
    }
    let line = location.line;
    let excerpt = excerpt(&location.text, location.column - location.before, location.width);
    let (text, before) = (&excerpt.text, excerpt.before);
    let underline = "^".repeat(excerpt.width);
    let _ = writeln!(out, "{:gutter$} {edge}|{off}", "");
    let _ = writeln!(out, "{edge}{line:gutter$} |{off} {text}");
    let _ = writeln!(out, "{:gutter$} {edge}|{off} {:before$}{mark}{underline}{off}", "", "");
}

/// The width of the widest line number.
fn gutter(diagnostic: &Diagnostic) -> usize {
    let notes = diagnostic.notes.iter().map(|note| &note.location);
    notes
        .chain([&diagnostic.location])
        .map(|location| location.line.to_string().len())
        .max()
        .unwrap_or(1)
}

/// How a terminal paints parts of a message; not at all, for those who want no colours.
pub(crate) struct Paint {
    pub(crate) strong: &'static str,
    pub(crate) bold: &'static str,
    pub(crate) edge: &'static str,
    pub(crate) off: &'static str,
}

impl Paint {
    pub(crate) fn new(color: bool, strong: &'static str) -> Paint {
        let [strong, bold, edge, off] = match color {
            true => [strong, "\u{1b}[1m", "\u{1b}[1;34m", "\u{1b}[0m"],
            false => [""; 4],
        };
        Paint {
            strong,
            bold,
            edge,
            off,
        }
    }
}

/// The colour of what is as bad as this.
fn strong(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
    }
}
