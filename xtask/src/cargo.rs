//! How is cargo called, and what does it have to say?

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::places::target;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A word of the compiler's: its level, its lint or code, and what it says.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Word {
    pub(crate) level: String,
    pub(crate) code: String,
    pub(crate) message: String,
}

/// The cargo that called this program.
pub(crate) fn command() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Builds the command that generates, in a profile of cargo's, and says where it is.
pub(crate) fn generator(root: &Path, profile: &str) -> Result<PathBuf> {
    let target = target(root);
    let mut cargo = command();
    cargo.args(["build", "--quiet", "--profile", profile, "-p", "openapi-build"]);
    let status = cargo.current_dir(root).env("CARGO_TARGET_DIR", &target).status()?;
    if !status.success() {
        return Err("the generator does not build".into());
    }
    let folder = target.join(if profile == "dev" { "debug" } else { profile });
    Ok(folder.join(format!("openapi-build{}", std::env::consts::EXE_SUFFIX)))
}

/// What a call of cargo has to say that was told to speak JSON.
pub(crate) fn words(cargo: &mut Command) -> Result<Vec<Word>> {
    let output = cargo.stderr(Stdio::piped()).output()?;
    let mut words = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let message = &message["message"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        // The summary at the end has no place.
        if message["spans"].as_array().is_some_and(|spans| !spans.is_empty()) {
            words.push(Word {
                level: text(&message["level"]),
                code: text(&message["code"]["code"]),
                message: text(&message["message"]),
            });
        }
    }
    if words.is_empty() && !output.status.success() {
        words.push(Word {
            level: "error".to_owned(),
            code: String::new(),
            message: String::from_utf8_lossy(&output.stderr).into_owned(),
        });
    }
    Ok(words)
}
