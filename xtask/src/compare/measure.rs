//! What does one generator's crate of one document cost?
//!
//! Each generator has a folder of its own, in which one crate is made over and over, so that what it depends on is built
//! once and in the same versions.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use super::Result;
use super::generators::{CRATE, Generator, runtime};
use super::program;
use super::record::{Cost, Program, Record, Release};
use crate::places::{fingerprint, name};
use crate::{cargo, rustc};

pub(super) struct Bench<'g> {
    pub(super) generator: &'g Generator,
    pub(super) program: PathBuf,
    /// What the program says of its version.
    pub(super) version: String,
    /// The compiler's version.
    pub(super) rustc: String,
    pub(super) folder: PathBuf,
}

impl Bench<'_> {
    fn subject(&self) -> PathBuf {
        self.folder.join(CRATE)
    }

    fn calls(&self) -> PathBuf {
        self.folder.join("calls.txt")
    }

    /// Where what is known of a document is kept.
    pub(super) fn results(&self, document: &Path) -> PathBuf {
        self.folder.join("results").join(format!("{}.json", name(document)))
    }

    /// Generates the crate.
    pub(super) fn generate(&self, document: &Path) -> Result<Record> {
        let out = self.subject();
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(&self.folder)?;
        let said = self.folder.join("said.txt");
        let mut command = self.generator.command(&self.program, document, &out);
        command.stdout(Stdio::null()).stderr(fs::File::create(&said)?);
        let (began, before) = (Instant::now(), rustc::children());
        let (status, kilobytes) = rustc::wait(command.spawn()?)?;
        let wall = began.elapsed().as_secs_f64();
        let processor = before.and_then(|before| Some(rustc::children()? - before));
        let mut record = Record {
            document: name(document),
            bytes: fs::metadata(document)?.len(),
            generator: self.generator.name.to_owned(),
            version: self.version.clone(),
            fingerprint: 0,
            lines: 0,
            turns: 1,
            generation: Cost {
                wall,
                seconds: processor.map_or(0.0, |time| time.as_secs_f64()),
                #[expect(clippy::cast_precision_loss, reason = "no peak is that high")]
                megabytes: kilobytes as f64 / 1024.0,
            },
            check: None,
            release: None,
            refused: None,
            errors: 0,
            first_error: None,
        };
        if !status.success() {
            let said = fs::read_to_string(said)?;
            let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
            let first = lines.clone().find(|line| line.to_lowercase().contains("error"));
            record.refused = Some(first.or_else(|| lines.next()).map_or_else(|| status.to_string(), short));
            return Ok(record);
        }
        self.generator.complete(&out)?;
        let (text, lines) = fingerprint(&out.join("src"))?;
        let mut hasher = DefaultHasher::new();
        (text, &self.rustc).hash(&mut hasher);
        if self.generator.is_ours() {
            fingerprint(&runtime().join("src"))?.0.hash(&mut hasher);
        }
        (record.fingerprint, record.lines) = (hasher.finish(), lines);
        Ok(record)
    }

    /// Has rustc check the crate, alone.
    pub(super) fn check(&self, record: &mut Record) -> Result<()> {
        self.build_dependencies(&["check"])?;
        let subject = self.subject();
        let _ = fs::remove_file(self.calls());
        let words = cargo::words(&mut self.cargo(&subject, &["check", "--message-format", "json"])?)?;
        let mut errors = words.iter().filter(|word| word.level == "error");
        record.errors = errors.clone().count();
        record.first_error = errors.next().map(|word| short(&word.message));
        if record.errors == 0 {
            record.check = Some(self.need(CRATE)?);
        }
        fs::copy(subject.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        Ok(())
    }

    /// Builds the crate, and a program that calls some of its operations, optimised.
    pub(super) fn release(&self, record: &mut Record) -> Result<()> {
        let subject = self.subject();
        self.build_dependencies(&["build", "--release"])?;
        let _ = fs::remove_file(self.calls());
        self.succeed(&subject, &["build", "--release"])?;
        let library = self.need(CRATE)?;
        let folder = self.folder.join("program");
        let (calls, text) = program::of(&subject, self.generator)?;
        let mut program = None;
        if calls > 0 {
            fs::create_dir_all(folder.join("src"))?;
            fs::write(folder.join("Cargo.toml"), program::MANIFEST)?;
            fs::write(folder.join("src/main.rs"), text)?;
            fs::copy(subject.join("Cargo.lock"), folder.join("Cargo.lock"))?;
            let _ = fs::remove_file(self.calls());
            self.succeed(&folder, &["build", "--release"])?;
            let file = format!("program{}", std::env::consts::EXE_SUFFIX);
            program = Some(Program {
                calls,
                cost: library.and(self.need("program")?),
                #[expect(clippy::cast_precision_loss, reason = "no program is that large")]
                kilobytes: fs::metadata(self.target().join("release").join(file))?.len() as f64 / 1024.0,
            });
        }
        record.release = Some(Release { library, program });
        Ok(())
    }

    /// Builds what the crate depends on: the same manifest, with nothing in it.
    fn build_dependencies(&self, command: &[&str]) -> Result<()> {
        let (subject, empty) = (self.subject(), self.folder.join("empty"));
        fs::create_dir_all(empty.join("src"))?;
        fs::write(empty.join("src/lib.rs"), "")?;
        // Of another name, since cargo tells two packages that are the root of their workspace by nothing else.
        let manifest = fs::read_to_string(subject.join("Cargo.toml"))?;
        let renamed = manifest.replacen(&format!("name = \"{CRATE}\""), "name = \"empty\"", 1);
        fs::write(empty.join("Cargo.toml"), renamed)?;
        let known = self.folder.join("Cargo.lock");
        if self.generator.is_ours() {
            fs::copy(super::root().join("Cargo.lock"), empty.join("Cargo.lock"))?;
        } else if known.is_file() {
            fs::copy(known, empty.join("Cargo.lock"))?;
        }
        self.succeed(&empty, command)?;
        fs::copy(empty.join("Cargo.lock"), subject.join("Cargo.lock"))?;
        Ok(())
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn cargo(&self, folder: &Path, command: &[&str]) -> Result<Command> {
        let mut cargo = cargo::command();
        cargo.args(command).arg("--quiet").current_dir(folder);
        cargo
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "");
        rustc::watch(&mut cargo, &self.calls())?;
        Ok(cargo)
    }

    fn succeed(&self, folder: &Path, command: &[&str]) -> Result<()> {
        let output = self.cargo(folder, command)?.stdin(Stdio::null()).output()?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
        }
    }

    /// What rustc needed for a crate, of all that it was called for since the list was taken away.
    fn need(&self, crate_name: &str) -> Result<Cost> {
        let need = rustc::need(&self.calls(), crate_name);
        let need = need.ok_or_else(|| format!("rustc was not called for {crate_name}"))?;
        Ok(Cost {
            wall: need.wall,
            seconds: need.seconds,
            megabytes: need.megabytes,
        })
    }
}

/// One line that fits a table.
fn short(line: &str) -> String {
    let line = line.lines().next().unwrap_or_default();
    line.chars().take(120).collect()
}
