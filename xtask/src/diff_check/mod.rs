//! Does the diff name what was edited, and is its level that of `cargo semver-checks`?
//!
//! Published documents are edited in some fifty ways, each a function on the tree. The diff has to name the edit, and nothing
//! else, at places that have been edited. Of the two documents two crates are made, and of these the JSON of rustdoc, which
//! `cargo semver-checks` compares. It knows signatures by their names and counts, not by their types, so that it may find
//! less; where the diff says less than it does, the diff is wrong. So a program that uses all of the old crate is compiled
//! against the new one, too: where the diff says major it no longer compiles, and where it says less it does.
//!
//! Of some APIs two versions were published. There, all that does not compile any more is named by a change that is major, and each
//! such change is seen in something that does not ([`published`]).
//!
//! Where the levels differ otherwise is in `xtask/diff_check/expected.toml`, each with its reason. Two crates that have been
//! compared are not compared again, so that a run that was interrupted goes on.

mod compared;
mod crates;
mod document;
mod edited;
mod edits;
mod expected;
mod judge;
mod published;
mod text;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub(crate) use self::compared::Level;
pub(crate) use self::crates::Workshop;
pub(crate) use self::document::{escape, is_below};
use self::edits::{EDITS, Edit, Pair};
use self::expected::Expected;
use self::judge::{Outcome, judge};
use self::published::{PAIRS, Told};
use crate::places::{name, target};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The documents that are edited, of the corpus: of many providers, and quick to compile.
const DOCUMENTS: [&str; 20] = [
    "a-1password.com-events.json",
    "a-1password.local-connect.json",
    "a-apideck.com-ecosystem.json",
    "a-botschaft.local.json",
    "a-cdcgov.local-prime-data-hub.json",
    "a-hubapi.com-webhooks.json",
    "a-nfusionsolutions.biz.json",
    "a-parliament.uk-commonsvotes.json",
    "a-parliament.uk-writtenquestions.json",
    "a-up.com.au.json",
    "a-vtex.local-recurrence-v1-.json",
    "box-v2026.json",
    "hubspot-audit-logs.json",
    "hubspot-sequences.json",
    "llama-deploy.json",
    "mlserver-dataplane.json",
    "oxide-buildomat.json",
    "rallyhere-ad.json",
    "rallyhere-file.json",
    "rallyhere-sanctions.json",
];

/// Runs `cargo xtask diff-check`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    use lexopt::{Arg, ValueExt as _};

    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let mut specs = root.join("../shared/corpus/specs");
    let mut tool = PathBuf::from("cargo-semver-checks");
    let mut only = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("specs") => specs = PathBuf::from(arguments.value()?),
            Arg::Long("semver-checks") => tool = PathBuf::from(arguments.value()?),
            Arg::Value(edit) => only.push(edit.parse::<String>()?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let workshop = Workshop::new(root, &target(root).join("diff-check"), tool)?;
    let expected = Expected::load(root)?;
    let documents = DOCUMENTS.map(|document| specs.join(document));
    let wanted = |edit: &&Edit| only.is_empty() || only.iter().any(|only| only == edit.name);
    let mut outcomes = Vec::new();
    for (index, edit) in EDITS.iter().enumerate().filter(|(_, edit)| wanted(edit)) {
        let outcome = one(&workshop, &expected, edit, index, &documents)?;
        eprintln!("{}", line(&outcome));
        outcomes.push(outcome);
    }
    println!("{}", table(&outcomes));
    let mut untold = 0;
    for pair in PAIRS
        .into_iter()
        .filter(|(old, _)| only.is_empty() || only.iter().any(|only| only == old))
    {
        let told = published::compare(&workshop, &specs, pair)?;
        println!("{}", of_pair(&told));
        untold += usize::from(!told.is_right());
    }
    let wrong = outcomes.iter().filter(|outcome| outcome.wrong.is_some()).count();
    let unused = expected.unused(
        outcomes
            .iter()
            .filter(|outcome| outcome.reason.is_some())
            .map(|outcome| outcome.edit),
    );
    if wrong > 0 {
        return Err(format!("{wrong} of {} edits are not told as they should be", outcomes.len()).into());
    }
    if untold > 0 {
        return Err(format!("{untold} of {} pairs are not told as they should be", PAIRS.len()).into());
    }
    if only.is_empty() && !unused.is_empty() {
        return Err(format!("expected.toml has what does not happen: {}", unused.join(", ")).into());
    }
    Ok(())
}

/// Makes an edit in the first document that has room for it, each edit beginning with another one.
fn one(
    workshop: &Workshop,
    expected: &Expected,
    edit: &'static Edit,
    index: usize,
    documents: &[PathBuf],
) -> Result<Outcome> {
    let count = documents.len();
    for document in (0..count).map(|step| &documents[(index + step) % count]) {
        let Some(pair) = Pair::new(document, edit)? else {
            continue;
        };
        let report = workshop.write(&pair)?;
        let compared = workshop.compare()?;
        return Ok(judge(edit, name(document), &pair, &report, compared, expected));
    }
    Err(format!("no document has room for the edit {}", edit.name).into())
}

fn of_pair(told: &Told) -> String {
    let mut text = format!(
        "{}: {} changes, {} that break; diff {}, semver-checks {}; of {} uses {} do not compile",
        told.name,
        told.changes,
        told.majors,
        told.level.name(),
        told.theirs.name(),
        told.uses,
        told.broken
    );
    for (used, error) in &told.unnamed {
        let _ = write!(text, "\n  NOT NAMED: {used} ({error})");
    }
    for change in &told.unseen {
        let _ = write!(text, "\n  COMPILES STILL: {change}");
    }
    text
}

fn line(outcome: &Outcome) -> String {
    let state = outcome.wrong.as_deref().unwrap_or("ok");
    format!(
        "{} ({}): {}; diff {}, semver-checks {} [{}], {}: {state}",
        outcome.edit,
        outcome.document,
        outcome.found.join(", "),
        outcome.ours.name(),
        outcome.theirs.name(),
        outcome.lints.join(", "),
        match &outcome.broken {
            Some(error) => error.clone(),
            None => format!("{} uses compile, {} have no name", outcome.used, outcome.unspelled),
        },
    )
}

fn table(outcomes: &[Outcome]) -> String {
    let mut text = String::from(
        "| Edit | Document | The diff | Level | `cargo semver-checks` | The compiler | |\n|---|---|---|---|---|---|---|\n",
    );
    for outcome in outcomes {
        let remark = outcome.wrong.as_ref().map(|wrong| format!("WRONG: {wrong}"));
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} {} | {} | {} |",
            outcome.edit,
            outcome.document,
            outcome.found.join(", "),
            outcome.ours.name(),
            outcome.theirs.name(),
            outcome.lints.join(", "),
            outcome.broken.as_deref().unwrap_or_default().replace('|', "\\|"),
            remark.or_else(|| outcome.reason.clone()).unwrap_or_default(),
        );
    }
    let same = outcomes.iter().filter(|outcome| outcome.is_agreed()).count();
    let documents: std::collections::BTreeSet<&str> =
        outcomes.iter().map(|outcome| outcome.document.as_str()).collect();
    let _ = writeln!(
        text,
        "\n{} edits of {} documents, {same} of the same level",
        outcomes.len(),
        documents.len()
    );
    text
}
