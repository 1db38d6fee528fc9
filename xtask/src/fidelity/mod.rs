//! Does every valid instance of every schema come back from its type as it went in?
//!
//! For each document its types are compiled into a program. Meanwhile instances of their schemas are made, by a
//! generator that knows nothing of this project. The program reads and writes each of them, and what it has written is
//! compared with what it was given.

mod expected;
pub(crate) mod program;
pub(crate) mod python;
pub(crate) mod report;

use std::collections::VecDeque;
use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Instant;

use openapi_build::inspect::{self, Types};
use serde_json::{Value, json};

use self::program::Package;
use self::python::Python;
use self::report::{Outcome, Report};
use crate::places::{documents, name, target};

pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

struct Options {
    paths: Vec<PathBuf>,
    /// How many instances each schema gets.
    count: usize,
    /// How long the making of a schema's instances may take, in seconds.
    seconds: f64,
    /// Whether json-schema-faker makes them, in place of hypothesis-jsonschema: quicker by far, and less inventive.
    faker: bool,
    /// Whether a document whose types are what they were is measured anew.
    fresh: bool,
    folder: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            paths: Vec::new(),
            count: 6,
            seconds: 4.0,
            faker: false,
            fresh: false,
            folder: PathBuf::new(),
        }
    }
}

/// Runs `cargo xtask fidelity`.
pub(crate) fn run(arguments: lexopt::Parser) -> std::result::Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let options = options(arguments, root)?;
    let documents = documents(&options.paths)?;
    measure(&options, root, &documents).map_err(|error| error as Box<dyn Error>)
}

/// Measures some documents as `cargo xtask fidelity` does, with everything in a folder of their own.
pub(crate) fn measure_documents(
    documents: &[PathBuf],
    folder: PathBuf,
    root: &Path,
) -> std::result::Result<(), Box<dyn Error>> {
    let options = Options {
        folder,
        // What is made at random often contradicts itself.
        seconds: 1.5,
        ..Options::default()
    };
    measure(&options, root, documents).map_err(|error| error as Box<dyn Error>)
}

fn options(mut arguments: lexopt::Parser, root: &Path) -> std::result::Result<Options, Box<dyn Error>> {
    use lexopt::{Arg, ValueExt as _};

    let mut options = Options {
        folder: folder(root),
        ..Options::default()
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("count") => options.count = arguments.value()?.parse::<usize>()?.max(1),
            Arg::Long("seconds") => options.seconds = arguments.value()?.parse()?,
            Arg::Long("faker") => options.faker = true,
            Arg::Long("fresh") => options.fresh = true,
            Arg::Long("out") => options.folder = std::path::absolute(PathBuf::from(arguments.value()?))?,
            Arg::Value(path) => options.paths.push(path.into()),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    if options.paths.is_empty() {
        return Err("which documents?".into());
    }
    Ok(options)
}

/// Where everything is put that is made.
pub(crate) fn folder(root: &Path) -> PathBuf {
    target(root).join("fidelity")
}

/// A document whose instances are under way.
struct Running {
    name: String,
    began: Instant,
    schemas: usize,
    fingerprint: u64,
    report: String,
    handle: JoinHandle<Result<Value>>,
}

/// How many documents are under way beside the one that is compiled.
const AHEAD: usize = 2;

fn measure(options: &Options, root: &Path, documents: &[PathBuf]) -> Result<()> {
    let python = Python::new(&options.folder, root)?;
    let faker = options.faker.then(|| python.faker()).transpose()?;
    let package = Package::new(options.folder.join("program"), root, false)?;
    let mut report = Report::open(&options.folder, root)?;
    let basis = basis(root, options)?;
    let mut running: VecDeque<Running> = VecDeque::new();
    for document in documents {
        let name = name(document);
        let began = Instant::now();
        let types = match generate(document) {
            Ok(types) => types,
            Err(why) => {
                report.add(&name, Outcome::NotGenerated(why), 0, began)?;
                continue;
            }
        };
        let mut hasher = DefaultHasher::new();
        (basis, &types.module, &types.documents, &types.untyped).hash(&mut hasher);
        let fingerprint = hasher.finish();
        if !options.fresh && report.is_known(&name, fingerprint)? {
            continue;
        }
        while running.len() >= AHEAD {
            finish(running.pop_front(), &mut report)?;
        }
        let worker = python.start(
            &name,
            &types,
            json!({ "count": options.count, "seconds": options.seconds, "faker": faker }),
        )?;
        match package.build(&types)? {
            Ok(built) => {
                let program = options.folder.join("work").join(format!("{name}.program"));
                fs::copy(built, &program)?;
                let handle = std::thread::spawn(move || {
                    let results = worker.finish(&program);
                    let _ = fs::remove_file(&program);
                    results
                });
                running.push_back(Running {
                    name,
                    began,
                    schemas: types.items.len(),
                    fingerprint,
                    report: types.report,
                    handle,
                });
            }
            Err(why) => {
                report.add(&name, Outcome::NotCompiled(why), types.items.len(), began)?;
                worker.abandon()?;
            }
        }
    }
    while let Some(document) = running.pop_front() {
        finish(Some(document), &mut report)?;
    }
    report.close()
}

fn finish(document: Option<Running>, report: &mut Report) -> Result<()> {
    let Some(document) = document else { return Ok(()) };
    let outcome = match document.handle.join() {
        Ok(Ok(results)) => Outcome::Measured {
            fingerprint: document.fingerprint,
            results,
            report: document.report,
        },
        Ok(Err(error)) => Outcome::Broken(error.to_string()),
        Err(_) => Outcome::Broken("a thread panicked".to_owned()),
    };
    report.add(&document.name, outcome, document.schemas, document.began)
}

/// The types of a document, or why there are none.
fn generate(document: &Path) -> std::result::Result<Types, String> {
    std::panic::catch_unwind(|| inspect::types(document)).unwrap_or_else(|_| Err("the generator panicked".to_owned()))
}

/// What an outcome depends on beside the types: the runtime, the program, the Python side, the options.
fn basis(root: &Path, options: &Options) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    (options.count, options.faker, include_str!("support/program.rs")).hash(&mut hasher);
    let mut open = vec![root.join("runtime/src/value"), root.join("xtask/fidelity/python")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path)?.map(|entry| entry.map(|entry| entry.path()));
            let mut entries: Vec<PathBuf> = entries.collect::<std::io::Result<_>>()?;
            entries.sort();
            open.extend(entries);
        } else if path
            .extension()
            .is_some_and(|extension| ["rs", "py", "cjs"].iter().any(|known| extension == *known))
        {
            fs::read(&path)?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}
