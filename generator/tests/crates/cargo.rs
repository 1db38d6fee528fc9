//! How does a test call cargo?

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

/// A command of cargo's in a folder, which takes what was compiled for the tests already.
pub(crate) fn cargo(folder: &Path, command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    cargo.args([command, "--offline"]).current_dir(folder);
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_of_package(name)) {
        cargo.env_remove(name);
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    cargo.env("CARGO_TARGET_DIR", target);
    // As the workspace's own profile is, since what is compiled with another one is another thing.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo
}

/// Whether it says something of the package that is tested. Build scripts that read it of their own package (ring's) are run
/// again each time it changes, and what stands on them is compiled again.
fn is_of_package(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "OUT_DIR"
}
