//! How are diagnostics printed for programs?

use serde_json::{Value, json};

use super::{Diagnostic, Location, Note, Severity};

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let report = json!({
        "diagnostics": diagnostics.iter().map(one).collect::<Vec<_>>(),
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
    });
    format!("{report:#}\n")
}

fn one(diagnostic: &Diagnostic) -> Value {
    json!({
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code.name(),
        "message": diagnostic.message,
        "location": location(&diagnostic.location),
        "help": diagnostic.help,
        "notes": diagnostic.notes.iter().map(note).collect::<Vec<_>>(),
    })
}

fn note(note: &Note) -> Value {
    json!({
        "message": note.message,
        "location": location(&note.location),
    })
}

fn location(location: &Location) -> Value {
    json!({
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "width": location.width,
        "pointer": location.pointer,
    })
}
