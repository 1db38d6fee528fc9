//! Does the diff name all that keeps a program from compiling, between two versions of an API that were published?
//!
//! A program that uses all of the old crate is compiled against the new one, and again without what did not compile, until the rest
//! does. Each use that did not is of something that a change names which is major, and each such change is of something
//! whose use did not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Result;
use super::compared::{Broken, Level};
use super::crates::Workshop;

/// An older and a newer description of one API, of the corpus.
pub(super) const PAIRS: [(&str, &str); 6] = [
    ("a-elevenlabs.io.json", "k-elevenlabs.com.yaml"),
    ("a-svix.com.json", "k-svix.com.yaml"),
    ("deprecated-llama-stack-spec.yaml", "llama-stack-spec.yaml"),
    (
        "paypal-customer_partner_referrals_v1.json",
        "paypal-customer_partner_referrals_v2.json",
    ),
    ("paypal-payments_payment_v1.json", "paypal-payments_payment_v2.json"),
    ("xero-payroll-au.yaml", "xero-payroll-au-v2.yaml"),
];

/// What came of a pair.
pub(super) struct Told {
    pub(super) name: String,
    pub(super) level: Level,
    pub(super) theirs: Level,
    pub(super) changes: usize,
    pub(super) majors: usize,
    pub(super) uses: usize,
    pub(super) broken: usize,
    /// Uses that do not compile, of which the diff says nothing.
    pub(super) unnamed: Vec<(String, String)>,
    /// Changes that are major, of which every use compiles.
    pub(super) unseen: Vec<String>,
}

impl Told {
    pub(super) fn is_right(&self) -> bool {
        self.unnamed.is_empty() && self.unseen.is_empty() && self.theirs >= self.level
    }
}

pub(super) fn compare(workshop: &Workshop, specs: &Path, (old, new): (&str, &str)) -> Result<Told> {
    for (side, name) in [("old", old), ("new", new)] {
        let (_, extension) = name.rsplit_once('.').unwrap_or((name, "json"));
        let text = fs::read_to_string(specs.join(name)).map_err(|error| format!("{name}: {error}"))?;
        workshop.put(side, extension, &text)?;
    }
    let report = workshop.diff()?;
    let Broken { theirs, uses, broken } = workshop.compare_all()?;
    let changes = report["changes"].as_array().map_or(&[][..], Vec::as_slice);
    let majors: Vec<Major> = changes.iter().filter_map(Major::new).collect();
    let words: Vec<BTreeSet<String>> = broken.iter().map(|(used, _)| idents(used)).collect();
    let all: Vec<BTreeSet<String>> = uses.iter().map(|used| idents(used)).collect();
    let is_named = |words: &BTreeSet<String>| majors.iter().any(|major| major.is_used_by(words));
    let unnamed = broken.iter().zip(&words).filter(|(_, words)| !is_named(words));
    // What has no name for others is not used at all.
    let is_in = |major: &Major, uses: &[BTreeSet<String>]| uses.iter().any(|words| major.is_used_by(words));
    let unseen = majors
        .iter()
        .filter(|major| is_in(major, &all) && !is_in(major, &words));
    Ok(Told {
        name: format!("{old} to {new}"),
        level: Level::named(report["level"].as_str().unwrap_or_default()),
        theirs,
        changes: changes.len(),
        majors: majors.len(),
        uses: uses.len(),
        broken: broken.len(),
        unnamed: unnamed.map(|(broken, _)| broken.clone()).collect(),
        unseen: unseen.map(|major| major.line.clone()).collect(),
    })
}

/// A change that keeps code from compiling.
struct Major {
    line: String,
    /// The type or the operation that it is about.
    of: String,
    /// The part of a type.
    part: Option<String>,
}

impl Major {
    fn new(change: &Value) -> Option<Major> {
        let (subject, kind) = (change["subject"].as_str()?, change["kind"].as_str()?);
        let what = change["what"].as_str()?;
        // Arguments of one type that change places are mixed up in silence.
        if change["level"] != "major" || what.contains("mix them up") {
            return None;
        }
        let line = format!("{kind} {subject}: {what}");
        // `pets().get_pet::limit` is an argument of `get_pet`, or a setter of its request.
        if let Some((_, call)) = subject.split_once("().") {
            let of = plain(call.split("::").next().unwrap_or(call));
            return Some(Major { line, of, part: None });
        }
        // Of a tag, the module and all that is in it.
        if let Some(group) = subject.strip_prefix("Client::") {
            let of = plain(group);
            return Some(Major { line, of, part: None });
        }
        let mut parts = subject.trim_start_matches("types::").split("::");
        let of = plain(parts.next()?);
        Some(Major {
            line,
            of,
            part: parts.next().map(plain),
        })
    }

    /// Whether these are words of a use of it: of its setters, of what tells whether it is null, or of how a value is made.
    fn is_used_by(&self, words: &BTreeSet<String>) -> bool {
        let is_of = |part: &String| words.iter().any(|word| word.contains(part.as_str()));
        words.contains(&self.of)
            && (self.part.as_ref().is_none_or(is_of) || ["new", "default"].iter().any(|word| words.contains(*word)))
    }
}

/// The words of a use, in a form that is that of operations and of their requests.
fn idents(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    words.filter(|word| !word.is_empty()).map(plain).collect()
}

fn plain(word: &str) -> String {
    word.trim_start_matches("r#").replace('_', "").to_lowercase()
}
