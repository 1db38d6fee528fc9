//! How are the crates of two documents made and compared?

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use super::Result;
use super::edits::Pair;

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

    /// What rustdoc says of a document's crate, as JSON; known crates are not asked again.
    fn rustdoc(&self, document: &str) -> Result<PathBuf> {
        let made = self.folder.join("crate");
        let mut generate = Command::new(&self.generator);
        generate.args(["generate", document, "--out", "crate", "--name", "api"]);
        generate.arg("--runtime-path").arg(self.root.join("runtime"));
        good(generate.current_dir(&self.folder).output()?)?;
        let manifest = made.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)? + "\n[workspace]\n";
        fs::write(manifest, text)?;
        fs::copy(self.root.join("Cargo.lock"), made.join("Cargo.lock"))?;
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
