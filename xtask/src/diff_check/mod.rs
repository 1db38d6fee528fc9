//! Does the diff name what was edited, and is its level that of `cargo semver-checks`?
//!
//! Published documents are edited in some fifty ways, each a function on the tree. Of the two documents two crates are made,
//! and of these the JSON of rustdoc, which `cargo semver-checks` compares. It knows signatures by their names and counts, not
//! by their types, so that it may find less; where the diff says less than it does, the diff is wrong. So a program that uses
//! all of the old crate is compiled against the new one, too: where the diff says major it no longer compiles, and where
//! it says less it does.
//!
//! What differs otherwise is in `xtask/diff_check/expected.toml`, each with its reason.

mod crates;
mod document;
mod edits;
mod expected;
mod text;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) use self::crates::{Level, Workshop};
pub(crate) use self::document::escape;
use self::edits::{EDITS, Edit, Pair};
use self::expected::Expected;
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

/// What came of one pair.
struct Outcome {
    edit: &'static str,
    document: String,
    /// The kinds of change that the diff found, with how often.
    found: Vec<String>,
    ours: Level,
    theirs: Level,
    /// The lints that found something.
    lints: Vec<String>,
    /// What keeps a program that uses all of the old crate from compiling against the new one.
    broken: Option<String>,
    /// Why it is as it should be, although the levels differ.
    reason: Option<String>,
    wrong: Option<String>,
}

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
        let (theirs, lints) = workshop.semver_checks()?;
        let (usage, broken) = workshop.usage()?;
        eprintln!(
            "{}: {} uses of the old crate compiled against the new one, {} have no name",
            edit.name, usage.used, usage.unspelled
        );
        let compared = Compared { theirs, lints, broken };
        return Ok(judge(edit, name(document), &report, compared, expected));
    }
    Err(format!("no document has room for the edit {}", edit.name).into())
}

/// What the compiler and `cargo semver-checks` say of both crates.
struct Compared {
    theirs: Level,
    lints: Vec<String>,
    broken: Option<String>,
}

fn judge(edit: &'static Edit, document: String, report: &Value, compared: Compared, expected: &Expected) -> Outcome {
    let Compared { theirs, lints, broken } = compared;
    let changes = report["changes"].as_array().map_or(&[][..], Vec::as_slice);
    let mut found: Vec<String> = Vec::new();
    for kind in changes.iter().filter_map(|change| change["kind"].as_str()) {
        if !found.iter().any(|known| known == kind) {
            found.push(kind.to_owned());
        }
    }
    if report["words"].as_u64() > Some(0) {
        found.push("words".to_owned());
    }
    let ours = Level::named(report["level"].as_str().unwrap_or_default());
    let is_told = match edit.kind {
        Some(kind) => found.iter().any(|found| found == kind),
        None => found.is_empty(),
    };
    let reason = (ours < theirs)
        .then(|| expected.reason(edit.name))
        .flatten()
        .map(str::to_owned);
    let is_major = matches!(ours, Level::Major);
    let wrong = if !is_told {
        Some(format!("expected {}", edit.kind.unwrap_or("nothing")))
    } else if theirs < ours {
        Some("`cargo semver-checks` finds more".to_owned())
    } else if is_major && broken.is_none() && reason.is_none() {
        Some("all that compiled does still, for no reason that is known".to_owned())
    } else {
        let unexpected = broken.as_ref().filter(|_| !is_major);
        unexpected.map(|error| format!("what compiled does no longer: {error}"))
    };
    let fault = expected.fault(edit.name, &document).filter(|_| wrong.is_some());
    Outcome {
        edit: edit.name,
        found,
        ours,
        theirs,
        lints,
        broken,
        reason: fault.map(|fault| format!("known fault: {fault}")).or(reason),
        wrong: wrong.filter(|_| fault.is_none()),
        document,
    }
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
        outcome.broken.as_deref().unwrap_or("compiles"),
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
    let same = outcomes.iter().filter(|outcome| outcome.ours == outcome.theirs).count();
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
