//! How does a reader see who costs what?

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::Result;
use super::generators::GENERATORS;
use super::record::{Cost, Record};

/// What the table stands between in a file.
const BEGIN: &str = "<!-- compare: made by `cargo xtask compare --table` -->";
const END: &str = "<!-- compare: end -->";

/// The records as Markdown: of each document a row a generator, this one's with ratios.
pub(super) fn of(records: &[Record], machine: &str) -> String {
    let is_release = records.iter().any(|record| record.release.is_some());
    let mut text = "| document | generator | lines | generation | its peak | `cargo check` | rustc's peak |".to_owned();
    let mut rule = "|---|---|---|---|---|---|---|".to_owned();
    if is_release {
        text += " release | with calls | program |";
        rule += "---|---|---|";
    }
    let _ = write!(text, "\n{rule}\n");
    for record in records {
        let peers: Vec<_> = records
            .iter()
            .filter(|peer| peer.document == record.document && peer.check.is_some() && !is_ours(peer))
            .collect();
        let row = Row {
            record,
            peers: if is_ours(record) { peers } else { Vec::new() },
        };
        row.write(&mut text, is_release);
    }
    let _ = write!(text, "\n{}", legend(records, machine, is_release));
    text
}

/// One record, and those it is compared with.
struct Row<'r> {
    record: &'r Record,
    peers: Vec<&'r Record>,
}

impl Row<'_> {
    fn write(&self, text: &mut String, is_release: bool) {
        let record = self.record;
        let title = if is_ours(record) {
            format!(
                "{} ({} kB) | **{}**",
                record.document,
                record.bytes / 1000,
                record.generator
            )
        } else {
            format!(" | {}", record.generator)
        };
        if record.refused.is_some() {
            let _ = writeln!(
                text,
                "| {title} | refuses{} |",
                " |".repeat(if is_release { 7 } else { 4 })
            );
            return;
        }
        let _ = write!(
            text,
            "| {title} | {} | {} | {} |",
            thousands(record.lines),
            self.cell(|record| Some(record.generation.seconds), seconds),
            self.cell(|record| Some(record.generation.megabytes), megabytes)
        );
        if record.check.is_none() {
            let _ = writeln!(
                text,
                " {} errors |{}",
                record.errors,
                " |".repeat(if is_release { 4 } else { 1 })
            );
            return;
        }
        let check = |of: fn(Cost) -> f64| move |record: &Record| record.check.map(of);
        let _ = write!(
            text,
            " {} | {} |",
            self.cell(check(|cost| cost.seconds), seconds),
            self.cell(check(|cost| cost.megabytes), megabytes)
        );
        if is_release {
            let _ = write!(
                text,
                " {} | {} | {} |",
                self.cell(|record| Some(record.release?.library.seconds), seconds),
                self.cell(|record| Some(record.release?.program?.cost.seconds), seconds),
                self.cell(
                    |record| Some(record.release?.program?.kilobytes),
                    |kilobytes| format!("{kilobytes:.0} kB")
                )
            );
        }
        text.push('\n');
    }

    /// A figure, and what it is of the best peer's.
    fn cell(&self, figure: impl Fn(&Record) -> Option<f64>, shown: fn(f64) -> String) -> String {
        let Some(ours) = figure(self.record) else {
            return String::new();
        };
        let best = self.peers.iter().filter_map(|peer| figure(peer)).reduce(f64::min);
        match best.filter(|best| *best > 0.0) {
            Some(best) => format!("**{}** ({:.2})", shown(ours), ours / best),
            None => shown(ours),
        }
    }
}

fn is_ours(record: &Record) -> bool {
    record.generator == GENERATORS[0].name
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.2} s")
}

fn megabytes(megabytes: f64) -> String {
    format!("{megabytes:.0} MB")
}

/// A count as it is read in a table: `12k`.
fn thousands(count: usize) -> String {
    if count < 1000 {
        count.to_string()
    } else {
        format!("{}k", count.div_ceil(1000))
    }
}

fn legend(records: &[Record], machine: &str, is_release: bool) -> String {
    let mut peers: Vec<String> = Vec::new();
    for record in records.iter().filter(|record| !is_ours(record)) {
        let peer = format!("{} {}", record.generator, record.version);
        if !peers.contains(&peer) {
            peers.push(peer);
        }
    }
    let turns = records.iter().map(|record| record.turns).max().unwrap_or(1);
    let mut text = format!(
        "{machine}; {}. In brackets what it is of the best figure of those whose crate compiles. Times are \
         processor time: of the generator, and of rustc for the generated crate alone, with all its default features",
        peers.join(", ")
    );
    if is_release {
        text += "; so is the release build, of the crate and of it with a program that calls 50 operations from all over it";
    }
    text += &match turns {
        1 => ". One turn.".to_owned(),
        turns => format!(". Least of {turns} turns, the generators after one another in each."),
    };
    text
}

/// Puts the table into a file, in the place of the last one.
pub(super) fn write(file: &Path, table: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let missing = || {
        format!(
            "{} has no place for the table: a line `{BEGIN}` and a line `{END}`",
            file.display()
        )
    };
    let (before, rest) = text.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    fs::write(file, format!("{before}{BEGIN}\n\n{table}\n\n{END}{after}"))?;
    Ok(())
}
