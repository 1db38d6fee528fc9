//! Is what a build script leaves with some tags on the same as with all?

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::process::{Command, ExitCode, Stdio};

use super::Result;
use super::surface::Surface;
use crate::diff_check::Workshop;
use crate::random::Random;

/// Says to this program that it is the build script of a client, and of which document.
const DOCUMENT: &str = "XTASK_BUILD_SCRIPT_OF";

/// Does what the build script of a client does, if that is what this program is called for.
pub(crate) fn stand_in() -> Option<ExitCode> {
    let document = std::env::var_os(DOCUMENT)?;
    let done = openapi_build::Builder::new().spec(document).compile();
    Some(match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

/// Some of the features; none where that would be all.
pub(super) fn some(features: &[String], random: &mut Random) -> Option<Vec<String>> {
    let percent = random.one_of(&[10, 30, 60]);
    let some: Vec<String> = features.iter().filter(|_| random.chance(percent)).cloned().collect();
    (some.len() < features.len()).then_some(some)
}

/// What is public with these features on.
pub(super) fn surface(workshop: &Workshop, document: &str, features: &[String], on: &[String]) -> Result<Surface> {
    let folder = workshop.folder().join("script");
    if folder.is_dir() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut manifest = "[package]\nname = \"api\"\n\n[features]\n".to_owned();
    for feature in features {
        writeln!(manifest, "{feature} = []")?;
    }
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let mut script = Command::new(std::env::current_exe()?);
    script
        .current_dir(&folder)
        .env(DOCUMENT, workshop.folder().join(document))
        .env("CARGO_MANIFEST_DIR", &folder)
        .env("OUT_DIR", &folder)
        .stdout(Stdio::null());
    for feature in on {
        script.env(
            format!("CARGO_FEATURE_{}", feature.to_uppercase().replace('-', "_")),
            "1",
        );
    }
    match script.status()?.success() {
        true => Surface::read(&folder.join("client")),
        false => Err(Box::<dyn Error>::from(format!(
            "the build script fails with the features {on:?}"
        ))),
    }
}
