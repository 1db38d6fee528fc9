//! What does each feature of a generated crate cost those who switch it on?
//!
//! The crate is checked with all of its tags, with each thing beside that the runtime can do, and with tags alone. Cargo tells
//! what rustc needed for the crate itself, and for the packages that it depends on: what these need more than without the feature is the
//! feature's as well.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::features::Features;
use crate::places::{documents, name, target};
use crate::{cargo, machine, rustc};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What each crate is called.
const CRATE: &str = "subject";

/// Runs `cargo xtask feature-cost`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    use lexopt::{Arg, ValueExt as _};

    let (mut paths, mut tags, mut all_tags) = (Vec::new(), Vec::new(), false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("tag") => tags.push(arguments.value()?.string()?),
            Arg::Long("tags") => all_tags = true,
            Arg::Value(path) => paths.push(std::path::absolute(path)?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let generator = cargo::generator(root, "dev")?;
    println!("{}", machine::describe());
    for document in documents(&paths)? {
        let subject = Subject::generate(root, &generator, &document)?;
        let features = Features::read(&subject.folder)?;
        println!(
            "\n| {} with | the crate | beside it, more than without |\n|---|---|---|",
            name(&document)
        );
        if !all_tags && tags.is_empty() {
            let all = subject.check(&[])?;
            line(&format!("its {} tags", features.tags.len()), &all, None);
            for feature in &features.optional {
                let cost = subject.check(&["--features", feature])?;
                line(&format!("and `{feature}`"), &cost, Some(&all));
            }
        }
        for tag in if all_tags { &features.tags } else { &tags } {
            let cost = subject.check(&["--no-default-features", "--features", tag])?;
            line(&format!("`{tag}` alone"), &cost, None);
        }
    }
    Ok(())
}

/// Seconds of processor time, by the name of what was compiled.
type Cost = BTreeMap<String, f64>;

/// What it took with a feature; beside the crate, only what it takes more than without.
fn line(what: &str, cost: &Cost, without: Option<&Cost>) {
    let own = cost.get(CRATE).copied().unwrap_or_default();
    let beside = without.map_or_else(String::new, |without| {
        // Build scripts all have one name.
        let more = cost
            .iter()
            .filter(|(name, _)| *name != CRATE && !name.starts_with("build_script"));
        let more = more.map(|(name, seconds)| seconds - without.get(name).copied().unwrap_or_default());
        format!("{:.2} s", more.sum::<f64>())
    });
    println!("| {what} | {own:.2} s | {beside} |");
}

/// A document's crate.
struct Subject {
    folder: PathBuf,
    target: PathBuf,
    calls: PathBuf,
}

impl Subject {
    fn generate(root: &Path, generator: &Path, document: &Path) -> Result<Subject> {
        let place = target(root).join("feature-cost");
        let folder = place.join("crate");
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place)?;
        let mut command = std::process::Command::new(generator);
        command.arg("generate").arg(document).arg("--out").arg(&folder);
        command
            .args(["--name", CRATE, "--runtime-path"])
            .arg(root.join("runtime"));
        let output = command.stdout(Stdio::null()).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let manifest = folder.join("Cargo.toml");
        fs::write(&manifest, fs::read_to_string(&manifest)? + "\n[workspace]\n")?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Subject {
            folder,
            target: place.join("target"),
            calls: place.join("calls.txt"),
        })
    }

    /// What rustc needs to check the crate and all that it depends on. Of what was checked before, the crate alone is again.
    fn check(&self, features: &[&str]) -> Result<Cost> {
        let _ = fs::remove_file(&self.calls);
        let mut cargo = cargo::command();
        cargo
            .args(["check", "--quiet"])
            .args(features)
            .current_dir(&self.folder);
        cargo
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "");
        rustc::watch(&mut cargo, &self.calls)?;
        let output = cargo.output()?;
        match output.status.success() {
            true => Ok(rustc::seconds(&self.calls)),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
        }
    }
}
