//! How are the crates of two documents made and compared?

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Result;
use super::compared::{Broken, Compared, Level};
use super::edits::Pair;
use crate::cargo;
use crate::places::fingerprint;
use crate::usage::{self, Usage};

/// Where the crates are made, one after the other in one place, so that what they depend on is compiled once.
pub(crate) struct Workshop {
    root: PathBuf,
    folder: PathBuf,
    generator: PathBuf,
    tool: PathBuf,
    /// Of the runtime's sources, of which a crate's macros are made.
    runtime: u64,
}

impl Workshop {
    pub(crate) fn new(root: &Path, folder: &Path, tool: PathBuf) -> Result<Workshop> {
        for kept in ["rustdoc", "compared"] {
            fs::create_dir_all(folder.join(kept))?;
        }
        Ok(Workshop {
            root: root.to_owned(),
            folder: folder.to_owned(),
            generator: cargo::generator(root, "dev")?,
            tool,
            runtime: fingerprint(&root.join("runtime/src"))?.0,
        })
    }

    /// Where everything lies.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The command that generates.
    pub(crate) fn generator(&self) -> &Path {
        &self.generator
    }

    /// Writes both documents, and gives what the diff says of them.
    pub(super) fn write(&self, pair: &Pair) -> Result<Value> {
        self.put("old", "json", &pair.old)?;
        self.put("new", "json", &pair.new)?;
        self.diff()
    }

    /// Takes a document for one of the two.
    pub(super) fn put(&self, side: &str, extension: &str, text: &str) -> Result<()> {
        let _ = fs::remove_file(self.folder.join(format!("{side}.yaml")));
        fs::write(self.folder.join(format!("{side}.{extension}")), text)?;
        Ok(())
    }

    /// What the diff says of both documents.
    pub(super) fn diff(&self) -> Result<Value> {
        let mut diff = Command::new(&self.generator);
        diff.args(["diff", &self.document("old"), &self.document("new"), "--format", "json"]);
        let output = good(diff.current_dir(&self.folder).output()?)?;
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Compares the crates of both documents.
    pub(super) fn compare(&self) -> Result<Compared> {
        self.remembered("one", || {
            let (theirs, lints) = self.semver_checks()?;
            let (usage, broken) = self.usage()?;
            Ok(Compared {
                theirs,
                lints,
                used: usage.uses.len(),
                unspelled: usage.unspelled,
                broken,
            })
        })
    }

    /// The same, with all that does not compile any more.
    pub(super) fn compare_all(&self) -> Result<Broken> {
        self.remembered("all", || {
            let (theirs, _) = self.semver_checks()?;
            let (usage, broken) = self.broken()?;
            Ok(Broken {
                theirs,
                uses: usage.uses,
                broken,
            })
        })
    }

    /// What comes of a comparison of both crates, which is not made again if the same two have been compared so before.
    fn remembered<T: Serialize + DeserializeOwned>(&self, kind: &str, make: impl Fn() -> Result<T>) -> Result<T> {
        let (old, new) = (self.rustdoc("old")?, self.rustdoc("new")?);
        let mut hasher = DefaultHasher::new();
        let usage = usage::of(&serde_json::from_slice(&fs::read(&old)?)?);
        (kind, old.file_name(), new.file_name(), &usage.uses).hash(&mut hasher);
        let kept = self
            .folder
            .join("compared")
            .join(format!("{:016x}.json", hasher.finish()));
        if let Ok(text) = fs::read(&kept) {
            return Ok(serde_json::from_slice(&text)?);
        }
        let made = make()?;
        // Beside its place and then renamed, so that what was interrupted is never taken for whole.
        let partial = kept.with_extension("partial");
        fs::write(&partial, serde_json::to_vec(&made)?)?;
        fs::rename(&partial, &kept)?;
        Ok(made)
    }

    /// What `cargo semver-checks` says of the crates of both documents: the level, and which of its lints found something.
    pub(crate) fn semver_checks(&self) -> Result<(Level, Vec<String>)> {
        let (old, new) = (self.rustdoc("old")?, self.rustdoc("new")?);
        let mut tool = Command::new(&self.tool);
        // Of a patch everything is asked for, what calls for a minor version too.
        tool.args(["semver-checks", "check-release", "--release-type", "patch"]);
        tool.arg("--baseline-rustdoc")
            .arg(old)
            .arg("--current-rustdoc")
            .arg(new);
        let output = tool
            .current_dir(&self.folder)
            .output()
            .map_err(|error| format!("cannot call {}: {error}", self.tool.display()))?;
        let text = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        let level = if text.contains("requires new major version") {
            Level::Major
        } else if text.contains("requires new minor version") {
            Level::Minor
        } else if text.contains("no semver update required") {
            Level::None
        } else {
            return Err(format!("cargo semver-checks has no answer:\n{text}").into());
        };
        let lints = text.lines().filter_map(|line| line.strip_prefix("--- failure "));
        let lints = lints.filter_map(|line| line.split(':').next());
        Ok((level, lints.map(str::to_owned).collect()))
    }

    /// A program that uses all of the old document's crate, and what first keeps it from compiling against the new one's.
    pub(crate) fn usage(&self) -> Result<(Usage, Option<String>)> {
        let old = fs::read(self.rustdoc("old")?)?;
        let usage = usage::of(&serde_json::from_slice(&old)?);
        self.generate("new")?;
        let broken = self.check(&usage, &BTreeSet::new())?;
        Ok((usage, broken.into_iter().next().map(|(_, error)| error)))
    }

    /// All uses of the old document's crate, and those that do not compile against the new one's, each with what is said of it.
    fn broken(&self) -> Result<(Usage, Vec<(String, String)>)> {
        let old = fs::read(self.rustdoc("old")?)?;
        let usage = usage::of(&serde_json::from_slice(&old)?);
        self.generate("new")?;
        let mut broken = Vec::new();
        let mut without = BTreeSet::new();
        loop {
            // What has no name keeps the compiler from looking at types, so there are several rounds.
            let found = self.check(&usage, &without)?;
            if found.is_empty() {
                return Ok((usage, broken));
            }
            for (index, error) in found {
                if without.insert(index) {
                    broken.push((usage.uses[index].clone(), error));
                }
            }
        }
    }

    /// The uses, but for some, that do not compile against the crate that was generated last.
    fn check(&self, usage: &Usage, without: &BTreeSet<usize>) -> Result<Vec<(usize, String)>> {
        let user = self.folder.join("user");
        fs::create_dir_all(user.join("src"))?;
        fs::write(user.join("src/lib.rs"), usage.program(without))?;
        fs::write(user.join("Cargo.toml"), USER)?;
        fs::copy(self.root.join("Cargo.lock"), user.join("Cargo.lock"))?;
        let mut check = self.cargo();
        check.args(["check", "--quiet", "--message-format", "short"]);
        let output = check.current_dir(&user).output()?;
        if output.status.success() {
            return Ok(Vec::new());
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let errors = said.lines().filter_map(|line| {
            let at = line
                .strip_prefix("src/lib.rs:")
                .or_else(|| line.strip_prefix("src\\lib.rs:"))?;
            let (line, rest) = at.split_once(':')?;
            let (_, error) = rest.split_once("error")?;
            Some((usage.at(line.parse().ok()?)?, format!("error{error}")))
        });
        let errors: Vec<(usize, String)> = errors.collect();
        match errors.is_empty() {
            false => Ok(errors),
            true => Err(said.into()),
        }
    }

    /// The file of the old document, or of the new one.
    fn document(&self, side: &str) -> String {
        let yaml = format!("{side}.yaml");
        match self.folder.join(&yaml).is_file() {
            true => yaml,
            false => format!("{side}.json"),
        }
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Cargo, with what it compiles kept. Rustdoc gives JSON to those who say that they know what they do; if the others said
    /// it not, what both have in common would be compiled anew each time.
    fn cargo(&self) -> Command {
        let mut cargo = cargo::command();
        cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", self.target());
        cargo
    }

    /// Makes the crate of a document, in the place of the one before.
    fn generate(&self, side: &str) -> Result<PathBuf> {
        let made = self.folder.join("crate");
        let mut generate = Command::new(&self.generator);
        generate.args(["generate", &self.document(side), "--out", "crate", "--name", "api"]);
        generate.arg("--runtime-path").arg(self.root.join("runtime"));
        good(generate.current_dir(&self.folder).output()?)?;
        let manifest = made.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)? + "\n[workspace]\n";
        fs::write(manifest, text)?;
        fs::copy(self.root.join("Cargo.lock"), made.join("Cargo.lock"))?;
        Ok(made)
    }

    /// What rustdoc says of a document's crate, as JSON; known crates are not asked again.
    fn rustdoc(&self, side: &str) -> Result<PathBuf> {
        let made = self.generate(side)?;
        let kept = self.folder.join("rustdoc").join(format!(
            "{:016x}-{:016x}.json",
            fingerprint(&made.join("src"))?.0,
            self.runtime
        ));
        if !kept.is_file() {
            let mut rustdoc = self.cargo();
            rustdoc.args(["rustdoc", "--quiet", "--lib", "--", "-Zunstable-options"]);
            // As `cargo semver-checks` itself would call it.
            rustdoc.args([
                "--output-format",
                "json",
                "--document-hidden-items",
                "--cap-lints",
                "allow",
            ]);
            good(rustdoc.current_dir(&made).output()?)?;
            let partial = kept.with_extension("partial");
            fs::copy(self.target().join("doc").join("api.json"), &partial)?;
            fs::rename(&partial, &kept)?;
        }
        Ok(kept)
    }
}

/// The package of the program that uses a crate.
const USER: &str = "\
[package]
name = \"user\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
api = { path = \"../crate\" }

[workspace]
";

fn good(output: Output) -> Result<Output> {
    match output.status.success() {
        true => Ok(output),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
    }
}
