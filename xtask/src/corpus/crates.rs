//! How is a document's crate made and looked at?
//!
//! Each crate is a workspace of its own, so that a faulty one keeps none of the others from being looked at. All share
//! one target folder and one `Cargo.lock`: what they depend on is compiled once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

use super::Result;
use super::record::Record;
use crate::cargo::{Word, words};
use crate::places::fingerprint;
use crate::{cargo, rustc};

pub(super) struct Workshop {
    pub(super) generator: PathBuf,
    pub(super) root: PathBuf,
    pub(super) folder: PathBuf,
}

impl Workshop {
    fn folder_of(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Generates the crate of a document, twice.
    pub(super) fn generate(&self, document: &Path, name: &str) -> Result<Record> {
        let out = self.folder_of(name);
        let began = Instant::now();
        let mut child = self.generation(document, name, &out);
        let report = self.folder.join("report.txt");
        child.stdout(Stdio::null()).stderr(fs::File::create(&report)?);
        let (status, kilobytes) = rustc::wait(child.spawn()?)?;
        let mut record = Record {
            name: name.to_owned(),
            bytes: fs::metadata(document)?.len(),
            generation_seconds: began.elapsed().as_secs_f64(),
            #[expect(clippy::cast_precision_loss, reason = "no peak is that high")]
            generation_megabytes: kilobytes as f64 / 1024.0,
            ..Record::default()
        };
        if !status.success() {
            let report = fs::read_to_string(report)?;
            let first = report.lines().find(|line| line.starts_with("error"));
            record.refused = Some(first.map_or_else(|| format!("{status}"), str::to_owned));
            return Ok(record);
        }
        let (text, lines) = fingerprint(&out.join("src"))?;
        let (runtime, _) = fingerprint(&self.root.join("runtime").join("src"))?;
        (record.fingerprint, record.lines) = (text ^ runtime, lines);
        let again = self.folder.join("again");
        let mut child = self.generation(document, name, &again);
        child.stdout(Stdio::null()).stderr(Stdio::null());
        child.status()?;
        record.differs = fingerprint(&again.join("src"))?.0 != text;
        fs::remove_dir_all(&again)?;
        self.count(document, &mut record)?;
        // A workspace of its own, with the versions that this one was tested with.
        let manifest = out.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)? + "\n[workspace]\n";
        fs::write(manifest, text)?;
        fs::copy(self.root.join("Cargo.lock"), out.join("Cargo.lock"))?;
        Ok(record)
    }

    fn generation(&self, document: &Path, name: &str, out: &Path) -> Command {
        let mut child = self.command("generate", document);
        child.arg("--out").arg(out).args(["--name", &package(name)]);
        child.arg("--runtime-path").arg(self.root.join("runtime"));
        child
    }

    fn command(&self, command: &str, document: &Path) -> Command {
        let mut child = Command::new(&self.generator);
        child.arg(command).arg(document);
        child
    }

    fn count(&self, document: &Path, record: &mut Record) -> Result<()> {
        let mut child = self.command("inspect", document);
        let output = child.args(["--format", "json"]).stderr(Stdio::null()).output()?;
        let api: Value = serde_json::from_slice(&output.stdout)?;
        let count = |of: &str| api[of].as_array().map_or(0, Vec::len);
        (record.operations, record.types) = (count("operations"), count("types"));
        Ok(())
    }

    /// Has rustc check the crate, alone.
    pub(super) fn check(&self, name: &str, record: &mut Record) -> Result<()> {
        let calls = self.folder.join("calls.txt");
        let _ = fs::remove_file(&calls);
        let mut cargo = self.cargo(name, &["check"]);
        rustc::watch(&mut cargo, &calls)?;
        record.rustc = Some(words(&mut cargo)?);
        let need = rustc::need(&calls, &package(name).replace('-', "_")).unwrap_or_default();
        (record.check_seconds, record.check_megabytes) = (need.seconds, need.megabytes);
        Ok(())
    }

    /// What a command of cargo's has to say about the crate.
    pub(super) fn words(&self, name: &str, command: &[&str]) -> Result<Vec<Word>> {
        words(&mut self.cargo(name, command))
    }

    /// What is wrong with the examples of the crate's documentation, and how many there are.
    pub(super) fn doctests(&self, name: &str) -> Result<(usize, Vec<Word>)> {
        let output = self.bare_cargo(name, &["test", "--doc", "--quiet"]).output()?;
        let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let passed = text.lines().filter_map(|line| line.strip_prefix("test result: "));
        let passed = passed.filter_map(|line| line.split(" passed").next()?.rsplit(' ').next()?.parse::<usize>().ok());
        let first = text
            .lines()
            .find(|line| line.starts_with("error"))
            .unwrap_or("error: an example fails");
        let word = || Word {
            level: "error".to_owned(),
            code: "doctest".to_owned(),
            message: first.to_owned(),
        };
        let words = if output.status.success() {
            Vec::new()
        } else {
            vec![word()]
        };
        Ok((passed.sum(), words))
    }

    fn cargo(&self, name: &str, command: &[&str]) -> Command {
        let mut cargo = self.bare_cargo(name, command);
        cargo.args(["--quiet", "--message-format", "json"]);
        cargo
    }

    fn bare_cargo(&self, name: &str, command: &[&str]) -> Command {
        let mut cargo = cargo::command();
        cargo.args(command);
        cargo.current_dir(self.folder_of(name));
        cargo
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "");
        cargo
    }

    /// Removes what cargo has made of the crate, which would fill the disk.
    pub(super) fn discard(&self, name: &str) -> Result<()> {
        let mut cargo = cargo::command();
        cargo.args(["clean", "--quiet", "-p", &package(name)]);
        cargo
            .current_dir(self.folder_of(name))
            .env("CARGO_TARGET_DIR", self.target());
        cargo.status()?;
        // All of it: rustdoc adds to one index of all crates that it finds here, which grows to a gigabyte.
        let docs = self.target().join("doc");
        if docs.is_dir() {
            fs::remove_dir_all(docs)?;
        }
        Ok(())
    }
}

/// The name of a document's crate.
fn package(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = name.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    format!("api-{name}")
}
