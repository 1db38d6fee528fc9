//! What does a call of cargo cost, and how fast is a program?

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use super::Result;
use super::workspace::Workspace;
use crate::rustc;

/// The time that something took.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    pub(super) wall: Duration,
    /// The time of all processors, where the system tells.
    pub(super) processor: Option<Duration>,
}

/// Nanoseconds for one pass over all samples.
#[derive(Clone, Copy)]
pub(super) struct Speed {
    pub(super) decode: f64,
    pub(super) encode: f64,
    /// How long the samples are.
    pub(super) bytes: f64,
}

impl Workspace {
    pub(super) fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    pub(super) fn peaks(&self) -> PathBuf {
        self.folder.join("peaks.txt")
    }

    /// The median cost of a command when nothing but `changed` has to be compiled anew.
    pub(super) fn cost(&self, cargo: &[&str], changed: &[&str], runs: usize) -> Result<Cost> {
        self.cargo(cargo)?;
        let mut costs = Vec::new();
        for _ in 0..runs {
            for package in changed {
                self.touch(package)?;
            }
            let (start, processor) = (Instant::now(), rustc::children());
            self.cargo(cargo)?;
            costs.push(Cost {
                wall: start.elapsed(),
                processor: processor.and_then(|before| Some(rustc::children()? - before)),
            });
        }
        costs.sort_by_key(|cost| cost.processor.unwrap_or(cost.wall));
        Ok(costs[costs.len() / 2])
    }

    fn cargo(&self, arguments: &[&str]) -> Result<()> {
        let mut cargo = crate::cargo::command();
        cargo.args(arguments).arg("--quiet").current_dir(&self.folder);
        // What is reused from the last run would make the run look cheaper than a user's first.
        cargo
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TARGET_DIR", self.target());
        cargo.env("RUSTFLAGS", "");
        rustc::watch(&mut cargo, &self.peaks())?;
        if cargo.status()?.success() {
            Ok(())
        } else {
            Err(format!("`cargo {}` failed in {}", arguments.join(" "), self.folder.display()).into())
        }
    }

    pub(super) fn program(&self, package: &str) -> PathBuf {
        self.target()
            .join("release")
            .join(format!("{package}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Fails unless the program reads every sample, and writes it as it was.
    pub(super) fn check(&self, package: &str) -> Result<()> {
        if Command::new(self.program(package)).status()?.success() {
            Ok(())
        } else {
            Err(format!("{package} does not write what it has read").into())
        }
    }

    pub(super) fn speed(&self, package: &str) -> Result<Speed> {
        let output = Command::new(self.program(package)).arg("time").output()?;
        let output = String::from_utf8(output.stdout)?;
        let numbers: Vec<f64> = output
            .split_whitespace()
            .map(str::parse)
            .collect::<std::result::Result<_, _>>()?;
        match numbers[..] {
            [decode, encode, bytes] => Ok(Speed { decode, encode, bytes }),
            _ => Err(format!("{package} answered {output:?}").into()),
        }
    }
}

/// The middle one.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
