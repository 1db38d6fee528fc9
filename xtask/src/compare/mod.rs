//! What does this generator's code cost, and what does that of others?
//!
//! All are measured in one run and in turns, so that what else the machine has to do meets all of them.

mod generators;
mod measure;
mod program;
mod record;
mod table;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use self::generators::GENERATORS;
use self::measure::Bench;
use self::record::Record;
use crate::places::{documents, target};
use crate::{cargo, machine};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

struct Options {
    paths: Vec<PathBuf>,
    /// Where the others are installed.
    peers: PathBuf,
    /// This generator, where it is built already.
    ours: Option<PathBuf>,
    /// How often each is measured.
    turns: usize,
    /// Whether the crates are built in release too, and a program on each.
    release: bool,
    /// Whether what is known is measured anew.
    fresh: bool,
    /// Whether README.md gets a table of what is found.
    table: bool,
    /// The generators that are measured; without any, all.
    only: Vec<String>,
    out: PathBuf,
}

/// Runs `cargo xtask compare`.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<()> {
    let options = options(arguments)?;
    let benches = benches(&options)?;
    let mut records = Vec::new();
    for document in documents(&options.paths)? {
        records.extend(measure(&options, &benches, &document)?);
    }
    let text = table::of(&records, &machine::describe());
    println!("{text}");
    if options.table {
        table::write(&root().join("README.md"), &text)?;
    }
    Ok(())
}

fn options(mut arguments: lexopt::Parser) -> Result<Options> {
    use lexopt::{Arg, ValueExt as _};

    let folder = target(root());
    let mut options = Options {
        paths: Vec::new(),
        peers: folder.join("peers"),
        ours: None,
        turns: 1,
        release: false,
        fresh: false,
        table: false,
        only: Vec::new(),
        out: folder.join("compare"),
    };
    let absolute = |value: std::ffi::OsString| std::path::absolute(PathBuf::from(value));
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("peers") => options.peers = absolute(arguments.value()?)?,
            Arg::Long("generator") => options.ours = Some(absolute(arguments.value()?)?),
            Arg::Long("out") => options.out = absolute(arguments.value()?)?,
            Arg::Long("turns") => options.turns = arguments.value()?.parse::<usize>()?.max(1),
            Arg::Long("release") => options.release = true,
            Arg::Long("fresh") => options.fresh = true,
            Arg::Long("table") => options.table = true,
            Arg::Long("only") => options.only.push(arguments.value()?.string()?),
            Arg::Value(path) => options.paths.push(absolute(path)?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    if options.paths.is_empty() {
        return Err(lexopt::Error::from("which documents?").into());
    }
    Ok(options)
}

/// The project's folder.
fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package lies in the workspace")
}

/// Of each generator that is asked for where it is measured.
fn benches(options: &Options) -> Result<Vec<Bench<'static>>> {
    let ours = match &options.ours {
        Some(program) => program.clone(),
        None => cargo::generator(root(), "release")?,
    };
    let rustc = machine::rustc();
    let mut benches = Vec::new();
    for generator in &GENERATORS {
        if !options.only.is_empty() && !options.only.iter().any(|name| name == generator.name) {
            continue;
        }
        let Some(program) = generator.program(&ours, &options.peers) else {
            return Err(format!(
                "{} is not in {}: see scripts/peers.sh",
                generator.name,
                options.peers.display()
            )
            .into());
        };
        let folder = options.out.join(generator.name);
        fs::create_dir_all(folder.join("results"))?;
        benches.push(Bench {
            generator,
            program,
            version: generator.version(&options.peers)?,
            rustc: rustc.clone(),
            folder,
        });
    }
    Ok(benches)
}

/// Measures all generators on one document, in turns, and keeps what is found after each.
fn measure(options: &Options, benches: &[Bench], document: &Path) -> Result<Vec<Record>> {
    let mut records: Vec<Option<Record>> = benches.iter().map(|_| None).collect();
    let mut is_done = vec![false; benches.len()];
    for turn in 1..=options.turns {
        for (index, bench) in benches.iter().enumerate() {
            if is_done[index] {
                continue;
            }
            let mut fresh = bench.generate(document)?;
            let results = bench.results(document);
            let known = fs::read_to_string(&results).ok().and_then(|text| Record::read(&text));
            let known = known.filter(|known| known.answers(&fresh, options.turns, options.release));
            let known = known.filter(|_| turn == 1 && !options.fresh);
            is_done[index] = known.is_some() || turn == options.turns;
            let record = if let Some(known) = known {
                known
            } else {
                if fresh.refused.is_none() {
                    bench.check(&mut fresh)?;
                }
                if options.release && turn == 1 && fresh.check.is_some() {
                    bench.release(&mut fresh)?;
                }
                // What does not compile once does not compile twice.
                is_done[index] |= fresh.check.is_none();
                match records[index].take() {
                    Some(before) => before.and_again(fresh),
                    None => fresh,
                }
            };
            fs::write(results, serde_json::to_string_pretty(&record)?)?;
            if is_done[index] {
                eprintln!("{}", record.line());
            }
            records[index] = Some(record);
        }
    }
    Ok(records.into_iter().flatten().collect())
}
