//! Do names stay where they are when a document grows?
//!
//! Of each document a smaller one is made, without some operations and without schemas that only they need, chosen by a
//! seed; of things whose names meet, all or none are left out. Then the crates of both are made, and whatever is public in the
//! smaller one has to be in the larger one, letter for letter: the types of fields, the arguments of functions, the rows of
//! tables. So a program that names any of it compiles against the larger one too. `--compile` shows it, with one that uses
//! everything, and `--semver-checks` asks `cargo semver-checks` the same.

mod cut;
mod surface;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use self::cut::Cut;
use self::surface::Surface;
use crate::diff_check::{Level, Workshop};
use crate::places::{documents, name, target};
use crate::random::Random;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

struct Options {
    paths: Vec<PathBuf>,
    seeds: u64,
    /// Whether a program is compiled too.
    compile: bool,
    /// The program to ask too.
    semver_checks: Option<PathBuf>,
}

/// Runs `cargo xtask growth`.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<()> {
    let options = options(arguments)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let folder = target(root).join("growth");
    let tool = options.semver_checks.clone().unwrap_or_default();
    let workshop = Workshop::new(root, &folder, tool)?;
    let (mut pairs, mut items, mut moved) = (0, 0, 0);
    for document in documents(&options.paths)? {
        // A tree in YAML would have to be read as the generator does.
        if document.extension().is_none_or(|extension| extension != "json") {
            eprintln!("{}: skipped, since it is not JSON", name(&document));
            continue;
        }
        let whole: Value = serde_json::from_slice(&fs::read(&document)?)?;
        fs::write(folder.join("new.json"), serde_json::to_string(&whole)?)?;
        let Some(larger) = surface(&workshop, "new.json")? else {
            eprintln!("{}: skipped, since it is refused", name(&document));
            continue;
        };
        let pinned = clashes(&workshop)?;
        for seed in 0..options.seeds {
            let mut random = Random::of_document(seed, &name(&document));
            let Some(cut) = Cut::new(&whole, &pinned, &mut random) else {
                continue;
            };
            fs::write(folder.join("old.json"), serde_json::to_string(&cut.document)?)?;
            let Some(smaller) = surface(&workshop, "old.json")? else {
                eprintln!("{}: what is left by seed {seed} is refused", name(&document));
                moved += 1;
                continue;
            };
            let mut found = smaller.not_in(&larger);
            if options.semver_checks.is_some() {
                let (level, lints) = workshop.semver_checks()?;
                if level == Level::Major {
                    found.push(format!("cargo semver-checks: {}", lints.join(", ")));
                }
            }
            if options.compile {
                let (usage, broken) = workshop.usage()?;
                eprintln!("{} uses compiled, {} have no name", usage.used, usage.unspelled);
                found.extend(broken);
            }
            eprintln!(
                "{} by seed {seed}: {} operations and {} schemas less, {} items left, {}",
                name(&document),
                cut.operations,
                cut.schemas,
                smaller.len(),
                if found.is_empty() {
                    "ok".to_owned()
                } else {
                    format!("{} moved", found.len())
                },
            );
            for one in found.iter().take(SHOWN) {
                println!("{} by seed {seed}: {one}", name(&document));
            }
            (pairs, items, moved) = (pairs + 1, items + smaller.len(), moved + found.len());
        }
    }
    println!("{pairs} pairs of documents, {items} items in the smaller ones, {moved} of them not in the larger ones");
    match moved {
        0 => Ok(()),
        _ => Err("something moves when a document grows".into()),
    }
}

/// How many things that moved are shown of each pair.
const SHOWN: usize = 10;

fn options(mut arguments: lexopt::Parser) -> Result<Options> {
    use lexopt::{Arg, ValueExt as _};

    let mut options = Options {
        paths: Vec::new(),
        seeds: 3,
        compile: false,
        semver_checks: None,
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("seeds") => options.seeds = arguments.value()?.parse()?,
            Arg::Long("compile") => options.compile = true,
            Arg::Long("semver-checks") => options.semver_checks = Some(PathBuf::from(arguments.value()?)),
            Arg::Value(path) => options.paths.push(path.parse()?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    match options.paths.is_empty() {
        true => Err("which documents?".into()),
        false => Ok(options),
    }
}

/// What is public in the crate of a document; `None` if it is refused.
fn surface(workshop: &Workshop, document: &str) -> Result<Option<Surface>> {
    let out = workshop.folder().join("surface");
    if out.is_dir() {
        fs::remove_dir_all(&out)?;
    }
    let mut generate = Command::new(workshop.generator());
    generate.args(["generate", document, "--out", "surface", "--name", "api"]);
    let status = generate.current_dir(workshop.folder()).stderr(Stdio::null()).status()?;
    if !status.success() {
        return Ok(None);
    }
    Surface::read(&out.join("src")).map(Some)
}

/// The pointers of what has a name that meets another's.
fn clashes(workshop: &Workshop) -> Result<BTreeSet<String>> {
    let mut check = Command::new(workshop.generator());
    check.args(["check", "new.json", "--format", "json"]);
    let output = check.current_dir(workshop.folder()).stderr(Stdio::null()).output()?;
    let said: Value = serde_json::from_slice(&output.stdout)?;
    let all = said["diagnostics"].as_array().or(said.as_array());
    let clashes = all.into_iter().flatten().filter(|one| one["code"] == "name-clash");
    let mut pointers = BTreeSet::new();
    clashes.for_each(|one| cut::pointers(one, &mut pointers));
    Ok(pointers)
}
