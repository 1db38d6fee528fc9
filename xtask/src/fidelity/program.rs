//! How do the types of a document become a program?
//!
//! One package is written over and over, so that what it stands on is built once.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_build::inspect::Types;

use super::Result;

/// The package that the types of a document are compiled in.
pub(crate) struct Package {
    folder: PathBuf,
    validates: bool,
}

impl Package {
    /// Prepares the package in a folder of its own; its types can validate their values if they are asked to.
    pub(crate) fn new(folder: PathBuf, root: &Path, validates: bool) -> Result<Package> {
        let runtime = root.join("runtime").display().to_string().replace('\\', "/");
        let manifest = format!(
            "[package]\nname = \"subject\"\nedition = \"2024\"\n\n\
             [dependencies]\nopenapi-runtime = {{ path = {runtime:?}, default-features = false }}\n\n\
             [features]\nvalidate = [\"openapi-runtime/validate\"]\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n\n[workspace]\n"
        );
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/main.rs"), include_str!("support/program.rs"))?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Package { folder, validates })
    }

    /// Compiles the types, and says where the program is, or what the compiler said.
    pub(crate) fn build(&self, types: &Types) -> Result<std::result::Result<PathBuf, String>> {
        let cases: String = types.items.iter().fold(String::new(), |mut cases, item| {
            let _ = writeln!(cases, "    crate::case::<Null<{}>>,", item.ty);
            cases
        });
        let cases = format!(
            "use core::option::Option as Null;\n\nuse openapi_runtime::codegen::v1 as codegen;\n\n\
             use crate::types::*;\n\n\
             pub(crate) static CASES: &[crate::Case] = &[\n{cases}];\n"
        );
        fs::write(self.folder.join("src/cases.rs"), cases)?;
        fs::write(self.folder.join("src/types.rs"), &types.module)?;
        let target = self.folder.join("target");
        let mut cargo = crate::cargo::command();
        cargo
            .args(["build", "--quiet", "--offline"])
            .args(self.validates.then_some("--features=validate"))
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "");
        let output = cargo.output()?;
        if output.status.success() {
            let program = target
                .join("debug")
                .join(format!("subject{}", std::env::consts::EXE_SUFFIX));
            return Ok(Ok(program));
        }
        Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}
