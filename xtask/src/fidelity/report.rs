//! What was found, document by document?

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};

use super::Result;
use super::expected::Expected;

/// What came of a document.
pub(crate) enum Outcome {
    NotGenerated(String),
    NotCompiled(String),
    /// The harness itself failed.
    Broken(String),
    Measured {
        fingerprint: u64,
        results: Value,
        report: String,
    },
}

/// The outcomes of this run, and on disk of those before it.
pub(crate) struct Report {
    folder: PathBuf,
    expected: Expected,
    records: BTreeMap<String, Value>,
}

/// What is counted, in the order of the table's columns.
const COUNTS: &[&str] = &[
    "schemas",
    "simple",
    "none",
    "instances",
    "equal",
    "refused",
    "changed",
    "fallback",
    "accepted",
    "unnoticed",
    "blamed",
    "expected",
];

impl Report {
    pub(crate) fn open(folder: &Path, root: &Path) -> Result<Report> {
        let folder = folder.join("results");
        fs::create_dir_all(&folder)?;
        Ok(Report {
            folder,
            expected: Expected::load(root)?,
            records: BTreeMap::new(),
        })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.json"))
    }

    /// Takes over what an earlier run has found, if nothing has changed since.
    pub(crate) fn is_known(&mut self, name: &str, fingerprint: u64) -> Result<bool> {
        let Ok(text) = fs::read_to_string(self.file(name)) else {
            return Ok(false);
        };
        let record: Value = serde_json::from_str(&text)?;
        let is_same = record["fingerprint"].as_u64() == Some(fingerprint);
        if is_same {
            self.enter(name, record);
        }
        Ok(is_same)
    }

    /// Adds what was found, and prints it as one line.
    pub(crate) fn add(&mut self, name: &str, outcome: Outcome, schemas: usize, began: Instant) -> Result<()> {
        let record = match outcome {
            Outcome::NotGenerated(why) => json!({ "failed": "generate", "why": why }),
            Outcome::NotCompiled(why) => json!({ "failed": "compile", "why": why, "schemas": schemas }),
            Outcome::Broken(why) => json!({ "failed": "harness", "why": why, "schemas": schemas }),
            Outcome::Measured {
                fingerprint,
                results,
                report,
            } => json!({ "fingerprint": fingerprint, "results": results, "report": report }),
        };
        fs::write(self.file(name), record.to_string())?;
        let seconds = began.elapsed().as_secs_f64();
        eprint!("{seconds:6.1} s  ");
        self.enter(name, record);
        Ok(())
    }

    fn enter(&mut self, name: &str, record: Value) {
        println!("{}", self.line(name, &record));
        self.records.insert(name.to_owned(), record);
    }

    fn line(&self, name: &str, record: &Value) -> String {
        if let Some(failed) = record["failed"].as_str() {
            let why = record["why"].as_str().unwrap_or_default();
            let first = why.lines().find(|line| line.contains("error")).unwrap_or(why);
            return format!("{name}: cannot {failed}: {first}");
        }
        let counts = self.counts(name, record);
        let text: Vec<String> = COUNTS
            .iter()
            .filter(|what| counts.get(**what).is_some_and(|count| *count > 0))
            .map(|what| format!("{} {what}", counts[*what]))
            .collect();
        format!("{name}: {}", text.join(", "))
    }

    fn counts(&self, name: &str, record: &Value) -> BTreeMap<&'static str, u64> {
        let mut counts = BTreeMap::new();
        for schema in array(&record["results"]["schemas"]) {
            *counts.entry("schemas").or_default() += 1;
            let by = schema["by"].as_str();
            *counts.entry("simple").or_default() += u64::from(by == Some("simple"));
            *counts.entry("none").or_default() += u64::from(by == Some("none"));
            for what in &COUNTS[3..COUNTS.len() - 1] {
                *counts.entry(what).or_default() += schema[*what].as_u64().unwrap_or(0);
            }
        }
        for failure in array(&record["results"]["failures"]) {
            *counts.entry("expected").or_default() += u64::from(self.reason(name, failure).is_some());
        }
        counts
    }

    fn reason(&self, name: &str, failure: &Value) -> Option<&str> {
        let text = |key: &str| failure[key].as_str().unwrap_or_default();
        self.expected.reason(name, text("pointer"), text("class"))
    }

    /// Writes the table and the failures of all documents of this run.
    pub(crate) fn close(self) -> Result<()> {
        let folder = self.folder.parent().expect("it was made within another");
        fs::write(folder.join("report.md"), self.markdown())?;
        let mut lines = String::new();
        for (name, record) in &self.records {
            for failure in array(&record["results"]["failures"]) {
                let mut failure = failure.clone();
                failure["document"] = name.as_str().into();
                if let Some(reason) = self.reason(name, &failure) {
                    failure["expected"] = reason.into();
                }
                writeln!(lines, "{failure}")?;
            }
            for pointer in array(&record["results"]["untyped"]) {
                writeln!(
                    lines,
                    "{}",
                    json!({ "document": name, "outcome": "untyped", "pointer": pointer })
                )?;
            }
            if record["failed"].is_string() {
                writeln!(
                    lines,
                    "{}",
                    json!({ "document": name, "outcome": record["failed"], "detail": record["why"] })
                )?;
            }
        }
        fs::write(folder.join("failures.jsonl"), lines)?;
        let totals = self.totals();
        let text: Vec<String> = COUNTS
            .iter()
            .map(|what| format!("{} {what}", totals.get(what).copied().unwrap_or(0)))
            .collect();
        println!("{} documents: {}", self.records.len(), text.join(", "));
        println!("{}", folder.join("report.md").display());
        Ok(())
    }

    fn totals(&self) -> BTreeMap<&'static str, u64> {
        let mut totals = BTreeMap::new();
        for (name, record) in &self.records {
            for (what, count) in self.counts(name, record) {
                *totals.entry(what).or_default() += count;
            }
        }
        totals
    }

    fn markdown(&self) -> String {
        let mut text = String::from("# Fidelity\n\n");
        let mut row = |name: &str, counts: &BTreeMap<&'static str, u64>| {
            let cells: Vec<String> = COUNTS
                .iter()
                .map(|what| counts.get(what).copied().unwrap_or(0).to_string())
                .collect();
            let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
        };
        row("document", &BTreeMap::new());
        for (name, record) in &self.records {
            row(name, &self.counts(name, record));
        }
        row("**all**", &self.totals());
        let head = format!(
            "| document | {} |\n|---|{}",
            COUNTS.join(" | "),
            "---|".repeat(COUNTS.len())
        );
        let zeros = format!("| document | {} |", vec!["0"; COUNTS.len()].join(" | "));
        text = text.replacen(&zeros, &head, 1);

        text.push_str(
            "\n## Classes of failures\n\n| count | documents | class | example | expected |\n|---|---|---|---|---|\n",
        );
        for (class, failures) in self.classes() {
            let documents: std::collections::BTreeSet<&str> = failures.iter().map(|(name, _)| *name).collect();
            let (name, example) = failures[0];
            let expected = self.reason(name, example).unwrap_or("");
            let pointer = example["pointer"].as_str().unwrap_or_default();
            let _ = writeln!(
                text,
                "| {} | {} | {} | {name} `{pointer}` | {expected} |",
                failures.len(),
                documents.len(),
                class.replace('|', "\\|")
            );
        }
        text
    }

    /// The failures by class, the most frequent first.
    fn classes(&self) -> Vec<(String, Vec<(&str, &Value)>)> {
        let mut classes: BTreeMap<String, Vec<(&str, &Value)>> = BTreeMap::new();
        for (name, record) in &self.records {
            for failure in array(&record["results"]["failures"]) {
                let class = failure["class"].as_str().unwrap_or_default().to_owned();
                classes.entry(class).or_default().push((name, failure));
            }
        }
        let mut classes: Vec<_> = classes.into_iter().collect();
        classes.sort_by_key(|(_, failures)| std::cmp::Reverse(failures.len()));
        classes
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
