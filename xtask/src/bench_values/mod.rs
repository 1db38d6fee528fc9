//! How fast are values of each shape read and written, beside `serde_derive` and beside a branch alone?

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::places::target;
use crate::{cargo, machine};

const MANIFEST: &str = "\
[package]
name = \"program\"
edition = \"2024\"

[dependencies]
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
subject = { path = \"../subject\" }
uuid = { version = \"1\", features = [\"serde\"] }

[workspace]
";

/// Runs `cargo xtask bench-values`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Box<dyn Error>> {
    if let Some(argument) = arguments.next()? {
        return Err(argument.unexpected().into());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let folder = target(root).join("bench-values");
    let program = folder.join("program");
    fs::create_dir_all(program.join("src"))?;
    let document = folder.join("api.yaml");
    fs::write(&document, include_str!("api.yaml"))?;
    let mut generate = Command::new(cargo::generator(root, "dev")?);
    generate
        .arg("generate")
        .arg(document)
        .arg("--out")
        .arg(folder.join("subject"));
    generate
        .args(["--name", "subject", "--runtime-path"])
        .arg(root.join("runtime"));
    done(&mut generate)?;
    fs::write(program.join("Cargo.toml"), MANIFEST)?;
    fs::write(program.join("src/main.rs"), include_str!("program.rs"))?;
    fs::copy(root.join("Cargo.lock"), program.join("Cargo.lock"))?;
    let mut build = cargo::command();
    build.args(["build", "--quiet", "--release"]).current_dir(&program);
    build
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "");
    done(&mut build)?;
    println!("{}; less is better\n", machine::describe());
    let name = format!("program{}", std::env::consts::EXE_SUFFIX);
    done(&mut Command::new(folder.join("target/release").join(name)))
}

fn done(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("{command:?} ended with {status}").into()),
    }
}
