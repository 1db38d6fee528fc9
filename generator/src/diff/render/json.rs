//! How are changes handed to programs?
//!
//! One object: `level` of all, `words` for descriptions in other words, and a list of `changes`, each with its `level`,
//! `kind`, `subject` in Rust, `what` has happened, `why` that is its level, the `section` and line of a `changelog`, its
//! places `old` and `new`, and in `code` a caller's line before and after, where there is one.

use serde_json::{Value, json};

use super::Report;
use crate::diagnostic::Location;

pub(super) fn render(report: &Report) -> String {
    let changes: Vec<Value> = report
        .changes
        .iter()
        .map(|change| {
            json!({
                "level": change.level().name(),
                "kind": change.kind.name(),
                "subject": change.subject,
                "what": change.what,
                "why": change.kind.why(),
                "section": change.kind.section().name(),
                "changelog": change.changelog(),
                "old": change.old.as_ref().map(place),
                "new": change.new.as_ref().map(place),
                "code": change.code.as_ref().map(|code| json!({ "old": code.old, "new": code.new })),
            })
        })
        .collect();
    let all = json!({ "level": report.level().name(), "words": report.words, "changes": changes });
    format!("{all:#}\n")
}

fn place(location: &Location) -> Value {
    json!({
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "pointer": location.pointer.as_ref().map(|pointer| format!("#{pointer}")),
    })
}
