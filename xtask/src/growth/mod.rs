//! Do names stay where they are when a document grows?
//!
//! Of each document a smaller one is made, without some operations and without schemas that only they need, chosen by a
//! seed; of things whose names meet, all or none are left out. Then the crates of both are made, and whatever is public in the
//! smaller one has to be in the larger one, letter for letter: the types of fields, the arguments of functions, the rows of
//! tables. So a program that names any of it compiles against the larger one too. `--compile` shows it, with one that uses
//! everything, and `--semver-checks` asks `cargo semver-checks` the same.
//!
//! Then some tags of the whole document are switched off, and what its build script leaves is compared with what it makes with
//! all of them on.

mod cut;
mod surface;
mod tags;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use self::cut::Cut;
use self::surface::Surface;
pub(crate) use self::tags::stand_in;
use crate::diff_check::{Level, Workshop};
use crate::features::Features;
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
    let mut total = Total::default();
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
        let features = Features::read(&folder.join("surface"))?.tags;
        let pinned = clashes(&workshop)?;
        for seed in 0..options.seeds {
            let mut random = Random::of_document(seed, &name(&document));
            if let Some(pair) = cut_pair(&options, &workshop, &whole, &larger, &pinned, &mut random)? {
                total.add(&name(&document), seed, pair);
            }
        }
        let with_all = tags::surface(&workshop, "new.json", &features, &features)?;
        for seed in 0..options.seeds {
            let mut random = Random::of_document(seed, &name(&document));
            let Some(on) = tags::some(&features, &mut random) else {
                continue;
            };
            let smaller = tags::surface(&workshop, "new.json", &features, &on)?;
            let pair = Pair {
                what: format!("{} of {} tags", on.len(), features.len()),
                items: smaller.len(),
                moved: smaller.not_in(&with_all),
            };
            total.add(&name(&document), seed, pair);
        }
    }
    println!(
        "{} pairs, {} items in the smaller ones, {} of them not in the larger ones",
        total.pairs, total.items, total.moved
    );
    match total.moved {
        0 => Ok(()),
        _ => Err("something moves when a document grows".into()),
    }
}

/// What came of a smaller crate and the larger one.
struct Pair {
    /// What the smaller one is.
    what: String,
    items: usize,
    moved: Vec<String>,
}

#[derive(Default)]
struct Total {
    pairs: usize,
    items: usize,
    moved: usize,
}

impl Total {
    fn add(&mut self, document: &str, seed: u64, pair: Pair) {
        let outcome = match pair.moved.len() {
            0 => "ok".to_owned(),
            moved => format!("{moved} moved"),
        };
        eprintln!(
            "{document} by seed {seed}: {}, {} items left, {outcome}",
            pair.what, pair.items
        );
        for one in pair.moved.iter().take(SHOWN) {
            println!("{document} by seed {seed}: {one}");
        }
        self.pairs += 1;
        self.items += pair.items;
        self.moved += pair.moved.len();
    }
}

/// Compares the whole document with a smaller one; `None` if nothing can be left out.
fn cut_pair(
    options: &Options,
    workshop: &Workshop,
    whole: &Value,
    larger: &Surface,
    pinned: &BTreeSet<String>,
    random: &mut Random,
) -> Result<Option<Pair>> {
    let Some(cut) = Cut::new(whole, pinned, random) else {
        return Ok(None);
    };
    let what = format!("{} operations and {} schemas less", cut.operations, cut.schemas);
    fs::write(
        workshop.folder().join("old.json"),
        serde_json::to_string(&cut.document)?,
    )?;
    let Some(smaller) = surface(workshop, "old.json")? else {
        let moved = vec!["what is left is refused".to_owned()];
        return Ok(Some(Pair { what, items: 0, moved }));
    };
    let mut moved = smaller.not_in(larger);
    if options.semver_checks.is_some() {
        let (level, lints) = workshop.semver_checks()?;
        if level == Level::Major {
            moved.push(format!("cargo semver-checks: {}", lints.join(", ")));
        }
    }
    if options.compile {
        let (usage, broken) = workshop.usage()?;
        eprintln!("{} uses compiled, {} have no name", usage.uses.len(), usage.unspelled);
        moved.extend(broken);
    }
    let items = smaller.len();
    Ok(Some(Pair { what, items, moved }))
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
