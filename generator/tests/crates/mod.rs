//! How does a test have cargo compile a crate that the generator wrote?

mod cargo;

use std::fs;
use std::path::Path;

pub(crate) use cargo::cargo;

/// What macros are compiled with beside a generator. Without it they are others, and so is all that stands on them: the crate's
/// dependencies would be compiled for it alone.
const MACROS: &str = "\n[build-dependencies]\nsyn = { version = \"3\", features = [\"full\"] }\n";

/// Makes the crate a workspace of its own, with the versions that this one was tested with.
pub(crate) fn set_apart(folder: &Path) {
    let mut manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    if !manifest.contains("[build-dependencies]") {
        manifest += MACROS;
    }
    fs::write(folder.join("Cargo.toml"), manifest + "\n[workspace]\n").unwrap();
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let _ = fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock"));
}
