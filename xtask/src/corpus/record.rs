//! What was found out about one document?

use serde::{Deserialize, Serialize};

use crate::cargo::Word;

#[derive(Default, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) name: String,
    /// What all else depends on: the generated text, and the runtime that it calls.
    pub(super) fingerprint: u64,
    pub(super) bytes: u64,
    /// The first diagnostic, when the document is refused.
    pub(super) refused: Option<String>,
    /// Whether a second run gave other bytes.
    pub(super) differs: bool,
    pub(super) operations: usize,
    pub(super) types: usize,
    pub(super) lines: usize,
    /// What the generator needed.
    pub(super) generation_seconds: f64,
    pub(super) generation_megabytes: f64,
    /// What rustc needed to check the crate.
    pub(super) check_seconds: f64,
    pub(super) check_megabytes: f64,
    /// What each had to say; absent when it was not asked.
    pub(super) rustc: Option<Vec<Word>>,
    pub(super) clippy: Option<Vec<Word>>,
    pub(super) rustdoc: Option<Vec<Word>>,
    #[serde(default)]
    pub(super) doctests: Option<Vec<Word>>,
    /// How many examples its documentation has, where they were compiled.
    #[serde(default)]
    pub(super) examples: usize,
}

impl Record {
    pub(super) fn read(text: &str) -> Option<Record> {
        serde_json::from_str(text).ok()
    }

    /// Whether this record says all that is asked of the same crate.
    pub(super) fn answers(&self, fresh: &Record, lints: bool, docs: bool, doctests: bool) -> bool {
        self.fingerprint == fresh.fingerprint
            && self.refused == fresh.refused
            && self.differs == fresh.differs
            && (self.refused.is_some()
                || (self.rustc.is_some()
                    && (!lints || self.clippy.is_some())
                    && (!docs || self.rustdoc.is_some())
                    && (!doctests || self.doctests.is_some())))
    }

    pub(super) fn is_good(&self) -> bool {
        self.refused.is_none() && !self.differs && self.words().next().is_none()
    }

    fn words(&self) -> impl Iterator<Item = &Word> {
        [&self.rustc, &self.clippy, &self.rustdoc, &self.doctests]
            .into_iter()
            .flatten()
            .flatten()
    }

    /// The outcome in a few words.
    fn outcome(&self) -> String {
        if let Some(why) = &self.refused {
            return format!("refused: {why}");
        }
        if self.differs {
            return "two runs differ".to_owned();
        }
        match self.words().next() {
            None if self.examples > 0 => format!("ok, with {} examples", self.examples),
            None => "ok".to_owned(),
            Some(word) => format!(
                "{} words, first {} {}: {}",
                self.words().count(),
                word.level,
                word.code,
                word.message
            ),
        }
    }

    /// One line for a terminal.
    pub(super) fn line(&self) -> String {
        format!(
            "generated in {:.2} s, {} lines, checked in {:.2} s, {}",
            self.generation_seconds,
            self.lines,
            self.check_seconds,
            self.outcome()
        )
    }
}

/// All of them, as Markdown.
pub(super) fn table(records: &[Record]) -> String {
    let mut text =
        "| document | kB | operations | types | lines | generation | peak | check | rustc's peak | result |\n\
                    |---|---|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for record in records {
        text += &format!(
            "| {} | {} | {} | {} | {} | {:.2} s | {:.0} MB | {:.2} s | {:.0} MB | {} |\n",
            record.name,
            record.bytes / 1000,
            record.operations,
            record.types,
            record.lines,
            record.generation_seconds,
            record.generation_megabytes,
            record.check_seconds,
            record.check_megabytes,
            record.outcome().replace('|', "\\|").replace('\n', " ")
        );
    }
    let good = records.iter().filter(|record| record.is_good()).count();
    let refused = records.iter().filter(|record| record.refused.is_some()).count();
    let sum = |of: fn(&Record) -> f64| records.iter().map(of).sum::<f64>();
    text + &format!(
        "\n{} documents: {good} good, {refused} refused, {} with words or two outcomes. {:.0} s of generation, {:.0} s of `cargo check` \
         (processor time of rustc for the crate alone).\n",
        records.len(),
        records.len() - good - refused,
        sum(|record| record.generation_seconds),
        sum(|record| record.check_seconds),
    )
}
