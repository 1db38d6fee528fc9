//! Which generators are compared, and how is each called?

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Result;

/// The name of every crate that is generated.
pub(super) const CRATE: &str = "subject";

/// A generator: this one, or one that `scripts/peers.sh` installs.
pub(super) struct Generator {
    pub(super) name: &'static str,
    /// The program, in the folder where they are installed.
    program: &'static str,
    /// Its arguments, by the document and the folder for the crate.
    call: fn(&mut Command, document: &Path, out: &Path),
    /// What makes the crate whole, where the command writes less.
    complete: fn(out: &Path) -> Result<()>,
    /// The type whose asynchronous methods are the operations; without one, each type that holds the client has some.
    pub(super) client: Option<&'static str>,
}

/// This one is the first.
pub(super) const GENERATORS: [Generator; 5] = [
    Generator {
        name: "openapi-build",
        program: "openapi-build",
        call: |command, document, out| {
            command.arg("generate").arg(document).arg("--out").arg(out);
            command.args(["--name", CRATE, "--runtime-path"]).arg(runtime());
        },
        complete: |_| Ok(()),
        client: None,
    },
    Generator {
        name: "progenitor",
        program: "cargo-progenitor",
        call: |command, document, out| {
            command.args(["progenitor", "--name", CRATE, "--version", "0.1.0", "--input"]);
            command.arg(document).arg("--output").arg(out);
        },
        complete: |_| Ok(()),
        client: Some("subject::Client"),
    },
    Generator {
        name: "oas3-gen",
        program: "oas3-gen",
        call: |command, document, out| {
            command.args([
                "generate",
                "client-mod",
                "--quiet",
                "--workspace",
                "--api-name",
                "Api",
                "--input",
            ]);
            command.arg(document).arg("--output").arg(out);
        },
        complete: |_| Ok(()),
        client: Some("subject::ApiClient"),
    },
    Generator {
        name: "openapi-to-rust",
        program: "openapi-to-rust",
        call: |command, document, out| {
            command.args(["generate", "--quiet", "--module-name", "api", "--output-dir"]);
            command.arg(out.join("src/api")).arg("--").arg(document);
        },
        complete: module_to_crate,
        client: Some("subject::api::client::HttpClient"),
    },
    Generator {
        name: "ploidy",
        program: "ploidy",
        call: |command, document, out| {
            command.args(["generate", "rust", "--name", CRATE, "--output"]);
            command.arg(out).arg(document);
        },
        complete: |_| Ok(()),
        client: Some("subject::Client"),
    },
];

impl Generator {
    pub(super) fn is_ours(&self) -> bool {
        self.program == GENERATORS[0].program
    }

    /// The program, where it is there.
    pub(super) fn program(&self, ours: &Path, peers: &Path) -> Option<PathBuf> {
        if self.is_ours() {
            return Some(ours.to_owned());
        }
        let name = format!("{}{}", self.program, std::env::consts::EXE_SUFFIX);
        let program = peers.join("bin").join(name);
        program.is_file().then_some(program)
    }

    /// Its version, as cargo notes what it installs.
    pub(super) fn version(&self, peers: &Path) -> Result<String> {
        if self.is_ours() {
            return Ok(env!("CARGO_PKG_VERSION").to_owned());
        }
        let list: toml::Table = fs::read_to_string(peers.join(".crates.toml"))?.parse()?;
        let installed = list.get("v1").and_then(toml::Value::as_table);
        let mut installed = installed.into_iter().flat_map(toml::Table::keys);
        let version =
            installed.find_map(|package| package.strip_prefix(self.program)?.strip_prefix(' ')?.split(' ').next());
        Ok(version.unwrap_or("of unknown version").to_owned())
    }

    pub(super) fn command(&self, program: &Path, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(program);
        (self.call)(&mut command, document, out);
        command.stdin(Stdio::null());
        command
    }

    /// Makes what was generated a crate that stands alone.
    pub(super) fn complete(&self, out: &Path) -> Result<()> {
        (self.complete)(out)?;
        let manifest = out.join("Cargo.toml");
        let mut text = fs::read_to_string(&manifest)?;
        if !text.contains("[workspace]") {
            text += "\n[workspace]\n";
        }
        fs::write(manifest, text)?;
        Ok(())
    }
}

/// What crates of this generator depend on.
pub(super) fn runtime() -> PathBuf {
    super::root().join("runtime")
}

/// A module, and a list of what it depends on, become a crate as the generator's guide says.
fn module_to_crate(out: &Path) -> Result<()> {
    let list = fs::read_to_string(out.join("src/api/REQUIRED_DEPS.toml"))?;
    let package = format!("[package]\nname = \"{CRATE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n");
    fs::write(out.join("Cargo.toml"), package + &list)?;
    fs::write(out.join("src/lib.rs"), "pub mod api;\n")?;
    Ok(())
}
