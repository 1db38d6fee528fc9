//! How are changes written into a page?
//!
//! As a piece of a changelog, under the headings of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/), each line with
//! its places; below that, what becomes of a caller's code.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Report, line, summary};
use crate::diff::change::Located;
use crate::diff::kind::Section;
use crate::ir::docs::code_span;

pub(super) fn render(report: &Report) -> String {
    let mut out = format!("{}.\n", summary(report));
    let mut sections: BTreeMap<Section, Vec<&Located>> = BTreeMap::new();
    for change in &report.changes {
        sections.entry(change.kind.section()).or_default().push(change);
    }
    for (section, changes) in sections {
        let _ = writeln!(out, "\n### {}\n", section.name());
        for change in changes {
            let places: Vec<String> = [&change.old, &change.new].into_iter().flatten().map(line).collect();
            let places = match &places[..] {
                [] => String::new(),
                places => format!(" ({})", code_span(&places.join(" → "))),
            };
            let _ = writeln!(out, "- {}{places}", escaped(&change.changelog()));
        }
    }
    code(report, &mut out);
    out
}

/// What callers wrote and have to write.
fn code(report: &Report, out: &mut String) {
    let mut shown: Vec<(&str, &str)> = Vec::new();
    for code in report.changes.iter().filter_map(|change| change.code.as_ref()) {
        // One call that changes in several ways is shown once.
        if !shown.contains(&(&code.old, &code.new)) {
            shown.push((&code.old, &code.new));
        }
    }
    if shown.is_empty() {
        return;
    }
    out.push_str("\n### What callers have to change\n\n```diff\n");
    for (old, new) in shown {
        for (sign, line) in [('-', old), ('+', new)] {
            if !line.is_empty() {
                let _ = writeln!(out, "{sign} {}", line.replace(['\n', '\r'], " "));
            }
        }
    }
    out.push_str("```\n");
}

/// One line in which only code is taken as it stands, whatever a description has brought into it.
fn escaped(text: &str) -> String {
    let mut line = String::new();
    let mut is_code = false;
    for c in text.chars() {
        match c {
            '\n' | '\r' => line.push(' '),
            '`' => {
                is_code = !is_code;
                line.push(c);
            }
            '<' | '[' | '|' if !is_code => line.extend(['\\', c]),
            c => line.push(c),
        }
    }
    line
}
