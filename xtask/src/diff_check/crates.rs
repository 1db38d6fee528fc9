//! How are the crates of two documents made and compared?

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::Result;
use super::edits::Pair;
use crate::usage::{self, Usage};

/// Which part of a version has to grow; the gravest is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Major,
    Minor,
    Patch,
    None,
}

impl Level {
    pub(super) fn named(name: &str) -> Level {
        match name {
            "major" => Level::Major,
            "minor" => Level::Minor,
            "patch" => Level::Patch,
            _ => Level::None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Level::Major => "major",
            Level::Minor => "minor",
            Level::Patch => "patch",
            Level::None => "none",
        }
    }
}

/// Where the crates are made, one after the other in one place, so that what they depend on is compiled once.
pub(crate) struct Workshop {
    root: PathBuf,
    folder: PathBuf,
    generator: PathBuf,
    tool: PathBuf,
}

impl Workshop {
    pub(crate) fn new(root: &Path, folder: &Path, tool: PathBuf) -> Result<Workshop> {
        fs::create_dir_all(folder.join("rustdoc"))?;
        let target = crate::places::target(root);
        let mut cargo = cargo();
        cargo.args(["build", "--quiet", "-p", "openapi-build"]);
        let status = cargo.current_dir(root).env("CARGO_TARGET_DIR", &target).status()?;
        if !status.success() {
            return Err("the generator does not build".into());
        }
        Ok(Workshop {
            root: root.to_owned(),
            folder: folder.to_owned(),
            generator: target
                .join("debug")
                .join(format!("openapi-build{}", std::env::consts::EXE_SUFFIX)),
            tool,
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
        fs::write(self.folder.join("old.json"), &pair.old)?;
        fs::write(self.folder.join("new.json"), &pair.new)?;
        let mut diff = Command::new(&self.generator);
        diff.args(["diff", "old.json", "new.json", "--format", "json"]);
        let output = good(diff.current_dir(&self.folder).output()?)?;
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// What `cargo semver-checks` says of the crates of both documents: the level, and which of its lints found something.
    pub(crate) fn semver_checks(&self) -> Result<(Level, Vec<String>)> {
        let (old, new) = (self.rustdoc("old.json")?, self.rustdoc("new.json")?);
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
        let old = fs::read(self.rustdoc("old.json")?)?;
        let usage = usage::of(&serde_json::from_slice(&old)?);
        self.generate("new.json")?;
        let user = self.folder.join("user");
        fs::create_dir_all(user.join("src"))?;
        fs::write(user.join("src/lib.rs"), &usage.program)?;
        fs::write(user.join("Cargo.toml"), USER)?;
        fs::copy(self.root.join("Cargo.lock"), user.join("Cargo.lock"))?;
        let mut check = cargo();
        check.args(["check", "--quiet", "--message-format", "short"]);
        check.env("CARGO_TARGET_DIR", self.folder.join("target"));
        let output = check.current_dir(&user).output()?;
        if output.status.success() {
            return Ok((usage, None));
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let of_user = |line: &&str| line.starts_with("src/lib.rs") || line.starts_with("src\\lib.rs");
        let error = said.lines().filter(of_user).find_map(|line| line.split_once("error"));
        match error {
            Some((_, error)) => Ok((usage, Some(format!("error{error}")))),
            None => Err(said.into()),
        }
    }

    /// Makes the crate of a document, in the place of the one before.
    fn generate(&self, document: &str) -> Result<PathBuf> {
        let made = self.folder.join("crate");
        let mut generate = Command::new(&self.generator);
        generate.args(["generate", document, "--out", "crate", "--name", "api"]);
        generate.arg("--runtime-path").arg(self.root.join("runtime"));
        good(generate.current_dir(&self.folder).output()?)?;
        let manifest = made.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)? + "\n[workspace]\n";
        fs::write(manifest, text)?;
        fs::copy(self.root.join("Cargo.lock"), made.join("Cargo.lock"))?;
        Ok(made)
    }

    /// What rustdoc says of a document's crate, as JSON; known crates are not asked again.
    fn rustdoc(&self, document: &str) -> Result<PathBuf> {
        let made = self.generate(document)?;
        let kept = self
            .folder
            .join("rustdoc")
            .join(format!("{:016x}.json", fingerprint(&made.join("src"))?));
        if !kept.is_file() {
            let target = self.folder.join("target");
            let mut rustdoc = cargo();
            rustdoc.args(["rustdoc", "--quiet", "--lib", "--", "-Zunstable-options"]);
            // As `cargo semver-checks` itself would call it.
            rustdoc.args([
                "--output-format",
                "json",
                "--document-hidden-items",
                "--cap-lints",
                "allow",
            ]);
            rustdoc.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", &target);
            good(rustdoc.current_dir(&made).output()?)?;
            fs::copy(target.join("doc").join("api.json"), &kept)?;
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

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn good(output: Output) -> Result<Output> {
    match output.status.success() {
        true => Ok(output),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
    }
}

fn fingerprint(folder: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in crate::places::sources(folder)? {
        (file.file_name(), fs::read_to_string(&file)?).hash(&mut hasher);
    }
    Ok(hasher.finish())
}
