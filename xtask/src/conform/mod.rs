//! Is every call taken, and every answer understood, by a server that knows nothing but the document?
//!
//! For each document its client is compiled, with a program that calls every operation with everything that it takes; what
//! is given is what the document shows, or else is made of its schemas. Prism serves the document: it validates requests and
//! answers with the document's own examples, and then with what it invents. What Prism itself cannot serve is told apart.

mod expected;
mod prism;
mod program;
mod report;
mod verdict;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use openapi_build::inspect::calls::{self, Calls};
use serde_json::Value;

use self::expected::Expected;
use self::prism::Prism;
use self::program::Package;
use self::report::{Called, Report};
use crate::places::{documents, name, target};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Runs `cargo xtask conform`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    use lexopt::{Arg, ValueExt as _};

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = root.parent().expect("the package lies in the workspace");
    let target = target(root);
    let (mut paths, mut folder): (Vec<PathBuf>, _) = (Vec::new(), target.join("conform"));
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("out") => folder = std::path::absolute(PathBuf::from(arguments.value()?))?,
            Arg::Value(path) => paths.push(path.parse()?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let documents = documents(&paths)?;
    if documents.is_empty() {
        return Err("which documents?".into());
    }
    fs::create_dir_all(&folder)?;
    let workshop = Workshop {
        prism: Prism::install(&target)?,
        package: Package::new(folder.join("subject"), root)?,
        expected: Expected::load(root)?,
        folder,
    };
    let mut reports = Vec::new();
    for document in &documents {
        let report = workshop.measure(document)?;
        print!("{}", report.text());
        reports.push(report);
    }
    println!("{}", report::table(&reports));
    match reports.iter().all(Report::is_good) {
        true => Ok(()),
        false => Err("not every operation that Prism can serve is taken and understood".into()),
    }
}

struct Workshop {
    folder: PathBuf,
    prism: Prism,
    package: Package,
    expected: Expected,
}

impl Workshop {
    fn measure(&self, document: &Path) -> Result<Report> {
        let name = name(document);
        let calls = match calls::calls(document, "crate::client") {
            Ok(calls) => calls,
            Err(report) => {
                let first = report
                    .lines()
                    .find(|line| line.starts_with("error"))
                    .unwrap_or("")
                    .to_owned();
                return Ok(Report::without(name, format!("the document is refused: {first}")));
            }
        };
        let program = match self.package.build(&calls)? {
            Ok(program) => program,
            Err(words) => {
                fs::write(self.folder.join(format!("{name}.rustc.txt")), &words)?;
                let first = words
                    .lines()
                    .find(|line| line.starts_with("error"))
                    .unwrap_or("")
                    .to_owned();
                return Ok(Report::without(name, format!("its calls do not compile: {first}")));
            }
        };
        let log = self.folder.join(format!("{name}.prism.log"));
        let serving = match self.prism.serve(document, &log)? {
            Ok(serving) => serving,
            Err(said) => return Ok(Report::unserved(name, calls.calls.len(), said)),
        };
        let mut command = Command::new(program);
        let output = command.arg(&serving.url).stdin(Stdio::null()).output()?;
        let lines = String::from_utf8_lossy(&output.stdout);
        fs::write(self.folder.join(format!("{name}.jsonl")), lines.as_bytes())?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Ok(Report::without(name, format!("the program ended early: {said}")));
        }
        Ok(self.report(name, &calls, &lines))
    }

    fn report(&self, name: String, calls: &Calls, lines: &str) -> Report {
        let lines: Vec<Value> = lines
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        let called = calls.calls.iter().enumerate().map(|(index, call)| {
            let own = lines.iter().filter(|line| line["index"] == index);
            let verdicts = own.map(|line| {
                let mode = line["mode"].as_str().unwrap_or_default().to_owned();
                (mode, verdict::judge(line))
            });
            Called {
                name: call.name.clone(),
                can_be_called: call.request.is_some(),
                verdicts: verdicts.collect(),
            }
        });
        Report::new(name, called.collect(), &self.expected)
    }
}
