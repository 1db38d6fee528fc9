//! How are changes printed for people?

use std::fmt::Write as _;

use super::{Level, Report, summary};
use crate::diagnostic::{Paint, shown};
use crate::diff::change::Located;

/// How many changes of each level are printed in full.
const MOST: usize = 50;

pub(super) fn render(report: &Report, color: bool, explain: bool) -> String {
    let mut out = String::new();
    for level in [Level::Major, Level::Minor, Level::Patch] {
        let paint = Paint::new(color, strong(level));
        let of_this = report.changes.iter().filter(|change| change.level() == level);
        of_this
            .take(MOST)
            .for_each(|change| one(&mut out, change, &paint, explain));
        if let Some(more @ 1..) = report.count(level).checked_sub(MOST) {
            let (Paint { bold, off, .. }, level) = (&paint, level.name());
            let _ = writeln!(
                out,
                "{bold}{more} more {level}{off} (`--format json` and `markdown` have them all)"
            );
        }
    }
    if !report.changes.is_empty() {
        out.push('\n');
    }
    let Paint { bold, off, .. } = Paint::new(color, strong(report.level()));
    let _ = writeln!(out, "{bold}{}{off}", summary(report));
    out
}

fn one(out: &mut String, change: &Located, paint: &Paint, explain: bool) {
    let Paint {
        strong,
        bold,
        edge,
        off,
    } = paint;
    let (level, kind) = (change.level().name(), change.kind.name());
    let (subject, what) = (shown(&change.subject), shown(&change.what));
    let _ = writeln!(out, "{strong}{level}[{kind}]{off}{bold}: {subject}{off} {what}");
    let old = change.old.as_ref().map(|old| format!("{edge}-->{off} {old}"));
    let new = change.new.as_ref().map(|new| format!("{edge}=>{off} {new}"));
    let places: Vec<String> = old.into_iter().chain(new).collect();
    if !places.is_empty() {
        let _ = writeln!(out, "  {}", places.join(" "));
    }
    if !explain {
        return;
    }
    if let Some(code) = &change.code {
        for (sign, line) in [('-', &code.old), ('+', &code.new)] {
            if !line.is_empty() {
                let _ = writeln!(out, "   {edge}|{off} {sign} {}", shown(line));
            }
        }
    }
    let _ = writeln!(out, "   {edge}={off} {}", change.kind.why());
}

/// The colour of what calls for this.
fn strong(level: Level) -> &'static str {
    match level {
        Level::Major => "\u{1b}[1;31m",
        Level::Minor => "\u{1b}[1;33m",
        Level::Patch | Level::None => "\u{1b}[1;32m",
    }
}
