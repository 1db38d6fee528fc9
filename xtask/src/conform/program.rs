//! How do a document's client and the calls of its operations become a program?
//!
//! One package is written over and over, so that what it stands on is built once.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use openapi_build::inspect::calls::Calls;

use super::Result;

pub(super) struct Package {
    folder: PathBuf,
}

impl Package {
    /// Prepares the package in a folder of its own.
    pub(super) fn new(folder: PathBuf, root: &Path) -> Result<Package> {
        let runtime = root.join("runtime").display().to_string().replace('\\', "/");
        let manifest = format!(
            "[package]\nname = \"subject\"\nedition = \"2024\"\n\n[dependencies]\n\
             openapi-runtime = {{ path = {runtime:?} }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n\n\
             [profile.dev]\ndebug = 0\nincremental = false\n\n[workspace]\n"
        );
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("src/main.rs"), include_str!("support/program.rs"))?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Package { folder })
    }

    /// Compiles the client and its calls, and says where the program is, or what the compiler said.
    pub(super) fn build(&self, calls: &Calls) -> Result<std::result::Result<PathBuf, String>> {
        let client = self.folder.join("src/client");
        let _ = fs::remove_dir_all(&client);
        fs::create_dir_all(&client)?;
        for (path, text) in &calls.modules {
            fs::write(client.join(path), text)?;
        }
        fs::write(self.folder.join("src/calls.rs"), source(calls))?;
        let target = self.folder.join("target");
        let mut cargo = crate::cargo::command();
        cargo.args(["build", "--quiet", "--offline"]).current_dir(&self.folder);
        cargo.env("CARGO_TARGET_DIR", &target).env("RUSTFLAGS", "");
        let output = cargo.output()?;
        if !output.status.success() {
            return Ok(Err(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let program = format!("subject{}", std::env::consts::EXE_SUFFIX);
        Ok(Ok(target.join("debug").join(program)))
    }
}

/// The module of the calls.
fn source(calls: &Calls) -> String {
    let mut table = String::new();
    let mut functions = String::new();
    for (index, call) in calls.calls.iter().enumerate() {
        for (variant, request) in call.requests.iter().enumerate() {
            let _ = writeln!(table, "    ({index}, {variant}, call_{index}_{variant}),");
            let _ = writeln!(
                functions,
                "fn call_{index}_{variant}<'a>(client: &'a Client, prefer: &'a str) -> crate::Calling<'a> {{\n    Box::pin(async move {{\n        \
             let request = async {{ Ok::<_, Box<dyn std::error::Error>>({request}) }};\n        match request.await {{\n            \
             Ok(request) => crate::of(request.with_header(\"prefer\", prefer).send().await),\n            \
             Err(error) => crate::unmade(error),\n        }}\n    }})\n}}\n"
            );
        }
    }
    format!(
        "use crate::client::Client;\n\n\
         pub(crate) static CALLS: &[(usize, usize, for<'a> fn(&'a Client, &'a str) -> crate::Calling<'a>)] = &[\n{table}];\n\n\
         pub(crate) fn client(url: &str) -> Client {{\n    \
         Client::builder().base_url(url).middleware(crate::Stay).retries(0).timeout(std::time::Duration::from_secs(30)) {} .build().expect(\"the client can be made\")\n}}\n\n{functions}",
        calls.credentials
    )
}
