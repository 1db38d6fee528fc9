//! Is an edit told as it should be?

use serde_json::Value;

use super::compared::{Compared, Level};
use super::edited::touches;
use super::edits::{Edit, Pair};
use super::expected::Expected;

/// What came of one pair.
pub(super) struct Outcome {
    pub(super) edit: &'static str,
    pub(super) document: String,
    /// The kinds of change that the diff found, with how often.
    pub(super) found: Vec<String>,
    pub(super) ours: Level,
    pub(super) theirs: Level,
    /// The lints that found something.
    pub(super) lints: Vec<String>,
    /// How many uses of the old crate were compiled against the new one, and how many have no name for others.
    pub(super) used: usize,
    pub(super) unspelled: usize,
    /// What keeps a program that uses all of the old crate from compiling against the new one.
    pub(super) broken: Option<String>,
    /// Why it is as it should be, although the levels differ.
    pub(super) reason: Option<String>,
    pub(super) wrong: Option<String>,
}

impl Outcome {
    /// Whether both find the same level; neither a patch nor nothing at all is something to the lints.
    pub(super) fn is_agreed(&self) -> bool {
        lintable(self.ours) == lintable(self.theirs)
    }
}

fn lintable(level: Level) -> Level {
    match level {
        Level::Major | Level::Minor => level,
        Level::Patch | Level::None => Level::None,
    }
}

pub(super) fn judge(
    edit: &'static Edit,
    document: String,
    pair: &Pair,
    report: &Value,
    compared: Compared,
    expected: &Expected,
) -> Outcome {
    let mut outcome = Outcome {
        edit: edit.name,
        found: kinds(report),
        ours: Level::named(report["level"].as_str().unwrap_or_default()),
        theirs: compared.theirs,
        lints: compared.lints,
        used: compared.used,
        unspelled: compared.unspelled,
        broken: compared.broken,
        reason: None,
        wrong: None,
        document,
    };
    let disagreement = expected.disagreement(edit.name).filter(|_| !outcome.is_agreed());
    outcome.reason = disagreement.map(|known| known.reason.clone());
    let compiles = disagreement.is_some_and(|known| known.compiles);
    outcome.wrong = wrong(edit, &outcome, compiles).or_else(|| misplaced(pair, report));
    let fault = expected.fault(edit.name, &outcome.document);
    if let (Some(fault), Some(_)) = (fault, &outcome.wrong) {
        outcome.reason = Some(format!("known fault: {fault}"));
        outcome.wrong = None;
    }
    outcome
}

/// The kinds of change that the diff has found.
fn kinds(report: &Value) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let changes = report["changes"].as_array().into_iter().flatten();
    for kind in changes.filter_map(|change| change["kind"].as_str()) {
        if !found.iter().any(|known| known == kind) {
            found.push(kind.to_owned());
        }
    }
    if report["words"].as_u64() > Some(0) {
        found.push("words".to_owned());
    }
    found
}

/// What is wrong with the kinds of change, or with their levels. `compiles` says that what is major does not keep old code from
/// compiling.
fn wrong(edit: &Edit, outcome: &Outcome, compiles: bool) -> Option<String> {
    let is_found = |kind: &str| outcome.found.iter().any(|found| found == kind);
    if let Some(missing) = edit.kind.filter(|kind| !is_found(kind)) {
        return Some(format!("expected {missing}"));
    }
    let is_known = |found: &&String| edit.kind == Some(found) || edit.also.contains(&found.as_str());
    if let Some(more) = outcome.found.iter().find(|found| !is_known(found)) {
        return Some(format!("{more} is not what was edited"));
    }
    if let Some(less) = edit.also.iter().find(|kind| !is_found(kind)) {
        return Some(format!("expected {less} too"));
    }
    if lintable(outcome.theirs) < lintable(outcome.ours) {
        return Some("`cargo semver-checks` finds more".to_owned());
    }
    if !outcome.is_agreed() && outcome.reason.is_none() {
        return Some("`cargo semver-checks` finds less, for no reason that is known".to_owned());
    }
    match (&outcome.broken, outcome.ours) {
        (None, Level::Major) if !compiles => {
            Some("all that compiled does still, for no reason that is known".to_owned())
        }
        (Some(_), Level::Major) if compiles => Some("it is known to compile, and does not".to_owned()),
        (Some(error), Level::Minor | Level::Patch | Level::None) => {
            Some(format!("what compiled does no longer: {error}"))
        }
        (None, Level::Major | Level::Minor | Level::Patch | Level::None) | (Some(_), Level::Major) => None,
    }
}

/// A change that is told of a place where nothing was edited, or of none.
fn misplaced(pair: &Pair, report: &Value) -> Option<String> {
    let changes = report["changes"].as_array().into_iter().flatten();
    let misplaced = changes.filter(|_| !pair.edited.is_empty()).find(|change| {
        let places = [&change["old"], &change["new"]];
        let mut pointers = places
            .iter()
            .filter_map(|place| place["pointer"].as_str()?.strip_prefix('#'));
        !pointers.any(|pointer| touches(&pair.edited, pointer))
    })?;
    let (subject, kind) = (misplaced["subject"].as_str()?, misplaced["kind"].as_str()?);
    Some(format!("{kind} of {subject} is at no place that was edited"))
}
