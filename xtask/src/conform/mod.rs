//! Is every call taken, and every answer understood, by a server that knows nothing but the document?
//!
//! For each document its client is compiled, with a program that calls every operation with everything that it takes; what
//! is given is what the document shows, or else is made of its schemas. Prism serves the document: it validates requests and
//! answers with the document's own examples, and then with what it invents.
//!
//! What Prism itself cannot serve is told apart: an operation whose answers break the document in Prism's own eyes, and one
//! whose request it misreads. That is not a matter of opinion: what Prism refuses is sent again to a Prism whose reading is
//! mended (`support/mended.js` has each mend, and the section that it follows), and only what is taken then was misread. A
//! document that Prism does not begin to serve is served with less in its answers (`narrow.rs`), and the report says so; schemas
//! that its validator refuses, so that it would take anything, are spelled otherwise (`nullable.rs`, and what `support/mended.js` does
//! always).

mod expected;
mod line;
mod narrow;
mod nullable;
mod prism;
mod program;
mod record;
mod report;
mod subject;
mod verdict;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use openapi_build::inspect::calls::{self, Calls};

use self::expected::Expected;
use self::line::{Line, keep};
use self::narrow::Narrowed;
use self::prism::{Kind, Prism, Serving};
use self::program::Package;
use self::record::Record;
use self::report::{Called, Report};
use self::subject::{Served, Subject};
use crate::places::{documents, target};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Runs `cargo xtask conform`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    use lexopt::{Arg, ValueExt as _};

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = root.parent().expect("the package lies in the workspace");
    let target = target(root);
    let (mut paths, mut folder): (Vec<PathBuf>, _) = (Vec::new(), target.join("conform"));
    let (mut together, mut calls, mut fresh) = (None, 0, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("out") => folder = std::path::absolute(PathBuf::from(arguments.value()?))?,
            Arg::Long("listed") => paths.extend(listed(root, Path::new(&arguments.value()?))?),
            Arg::Long("together") => together = Some(arguments.value()?.string()?),
            Arg::Long("calls") => calls = arguments.value()?.parse()?,
            Arg::Long("fresh") => fresh = true,
            Arg::Value(path) => paths.push(path.parse()?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let subjects: Vec<Subject> = match together {
        Some(name) => vec![Subject { name, documents: paths }],
        None => documents(&paths)?.into_iter().map(Subject::of).collect(),
    };
    if subjects.iter().all(|subject| subject.documents.is_empty()) {
        return Err("which documents?".into());
    }
    fs::create_dir_all(&folder)?;
    let workshop = Workshop {
        prism: Prism::install(&target)?,
        package: Package::new(folder.join("subject"), root)?,
        expected: Expected::load(root)?,
        basis: record::basis(root)?,
        folder,
        calls,
        fresh,
    };
    let mut reports = Vec::new();
    for subject in &subjects {
        let report = workshop.measure(subject)?;
        print!("{}", report.text());
        reports.push(report);
    }
    println!("{}", report::table(&reports));
    let measured: Vec<String> = subjects.into_iter().map(|subject| subject.name).collect();
    let stale: Vec<String> = workshop.expected.stale(&measured).collect();
    match (reports.iter().all(Report::is_good), stale.is_empty()) {
        (false, _) => Err("not every operation that Prism can serve is taken and understood".into()),
        (true, false) => Err(format!("expected.toml knows of failures that are none: {}", stale.join("; ")).into()),
        (true, true) => Ok(()),
    }
}

/// The documents of `xtask/conform/documents.txt`, in this folder.
fn listed(root: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let list = fs::read_to_string(root.join("xtask/conform/documents.txt"))?;
    let names = list.lines().map(str::trim);
    let names = names.filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(names.map(|name| folder.join(name)).collect())
}

struct Workshop {
    folder: PathBuf,
    prism: Prism,
    package: Package,
    expected: Expected,
    /// What an outcome depends on beside the document and its client.
    basis: u64,
    /// How many calls there are to be at least.
    calls: usize,
    /// Whether a document whose client and calls are what they were is measured anew.
    fresh: bool,
}

impl Workshop {
    fn measure(&self, subject: &Subject) -> Result<Report> {
        let name = subject.name.clone();
        let calls = match self.calls(&subject.documents) {
            Ok(calls) => calls,
            Err(report) => {
                let first = first_error(&report);
                return Ok(Report::without(name, format!("the document is refused: {first}")));
            }
        };
        let served = subject.for_prism(&calls, &self.folder)?;
        let fingerprint = record::fingerprint(self.basis, &calls, served.text.as_deref());
        let kept = self.folder.join(format!("{name}.json"));
        let known = match self.fresh {
            true => None,
            false => Record::read(&kept).filter(|record| record.fingerprint == fingerprint),
        };
        let record = match known {
            Some(record) => record,
            None => match self.record(subject, &calls, served, fingerprint)? {
                Ok(record) => {
                    record.write(&kept)?;
                    record
                }
                Err(report) => return Ok(report),
            },
        };
        Ok(self.report(name, &calls, record))
    }

    /// Makes all calls of a document; where they cannot be made, that is its report.
    fn record(
        &self,
        subject: &Subject,
        calls: &Calls,
        served: Served,
        fingerprint: u64,
    ) -> Result<std::result::Result<Record, Report>> {
        let name = subject.name.clone();
        let program = match self.package.build(calls)? {
            Ok(program) => program,
            Err(words) => {
                fs::write(self.folder.join(format!("{name}.rustc.txt")), &words)?;
                let first = first_error(&words);
                return Ok(Err(Report::without(name, format!("its calls do not compile: {first}"))));
            }
        };
        let mut document = served.path;
        let mut narrowed = Narrowed::default();
        let log = self.folder.join(format!("{name}.prism.log"));
        let all: Vec<usize> = (0..calls.calls.len()).collect();
        let mut outcome = self.call(&program, &document, &log, Kind::AsItIs, all.clone())?;
        if let Err(Ended::Prism(_)) = outcome {
            let mut whole = served.whole;
            narrowed = narrow::narrow(&mut whole);
            if narrowed != Narrowed::default() {
                document = self.folder.join(format!("{name}.narrowed.json"));
                fs::write(&document, whole.to_string())?;
                outcome = self.call(&program, &document, &log, Kind::AsItIs, all)?;
            }
        }
        let lines = match outcome {
            Ok(lines) => lines,
            Err(Ended::Prism(said)) => return Ok(Err(Report::unserved(name, calls.calls.len(), said))),
            Err(Ended::Program(said)) => {
                return Ok(Err(Report::without(name, format!("the program ended early: {said}"))));
            }
        };
        let doubtful: Vec<usize> = (0..calls.calls.len())
            .filter(|index| lines.iter().any(|line| line.index == *index && line.is_doubtful()))
            .collect();
        let again = match doubtful.is_empty() {
            true => Vec::new(),
            false => {
                let log = self.folder.join(format!("{name}.mended.log"));
                self.call(&program, &document, &log, Kind::Mended, doubtful)?
                    .unwrap_or_default()
            }
        };
        let told = |lines: Vec<Line>| lines.into_iter().map(|line| line.told).collect();
        Ok(Ok(Record {
            fingerprint,
            narrowed,
            told: told(lines),
            again: told(again),
        }))
    }

    /// Calls these operations. Where Prism ends, or answers nobody any more, another goes on with those after that one.
    fn call(
        &self,
        program: &Path,
        document: &Path,
        log: &Path,
        kind: Kind,
        mut left: Vec<usize>,
    ) -> Result<std::result::Result<Vec<Line>, Ended>> {
        let mut lines = Vec::new();
        while !left.is_empty() {
            let mut serving = match self.prism.serve(document, log, kind)? {
                Ok(serving) => serving,
                Err(said) => return Ok(Err(Ended::Prism(said))),
            };
            let more = match call(program, &serving, &left)? {
                Ok(more) => more,
                Err(said) => return Ok(Err(Ended::Program(said))),
            };
            left = keep(&mut lines, more, serving.has_ended(), &left);
        }
        Ok(Ok(lines))
    }

    /// The calls of an API: each with everything, and as many variants as are wanted.
    fn calls(&self, documents: &[PathBuf]) -> std::result::Result<Calls, String> {
        let calls = calls::calls(documents, "crate::client", 1)?;
        let operations = calls.calls.len().max(1);
        // The first is made in two ways.
        let variants = self.calls.saturating_sub(operations).div_ceil(operations);
        match variants {
            0 | 1 => Ok(calls),
            variants => calls::calls(documents, "crate::client", variants),
        }
    }

    fn report(&self, name: String, calls: &Calls, record: Record) -> Report {
        let mut called: Vec<Called> = calls.calls.iter().map(Called::new).collect();
        let again: Vec<Line> = record.again.into_iter().map(Line::of).collect();
        for mut line in record.told.into_iter().map(Line::of) {
            line.reconsider(&again);
            called[line.index].verdicts.push((line.way, line.verdict));
        }
        Report::new(name, called, record.narrowed, &self.expected)
    }
}

/// The first thing that the generator or the compiler has against it.
fn first_error(words: &str) -> String {
    let mut lines = words.lines();
    lines.find(|line| line.starts_with("error")).unwrap_or("").to_owned()
}

/// What ended before all calls were made, and what it said.
enum Ended {
    Prism(String),
    Program(String),
}

/// Makes the calls of a program, of all operations or of these. The error is what it said before it ended.
fn call(program: &Path, serving: &Serving, only: &[usize]) -> Result<std::result::Result<Vec<Line>, String>> {
    let mut command = Command::new(program);
    command.arg(&serving.url).args(only.iter().map(usize::to_string));
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        return Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let lines = String::from_utf8_lossy(&output.stdout);
    let told = lines.lines().filter_map(|line| serde_json::from_str(line).ok());
    Ok(Ok(told.map(Line::of).collect()))
}
