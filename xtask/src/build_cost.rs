//! What does the SDK of this repository add to the build of a program that uses it?
//!
//! A build from nothing, beside that of a crate which depends on nothing but what a client written by hand would, in turns; the
//! run of its build script, as cargo builds those; a build when nothing has changed, and when one line of the description has.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::places::target;
use crate::{cargo, machine, rustc};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The crate to compare with: the same transport with the same features, and what values are made of.
const PLAIN: &str = "\
[package]
name = \"plain\"
edition = \"2024\"

[dependencies]
reqwest = { version = \"0.13\", default-features = false, features = [\"gzip\", \"http2\", \"rustls-no-provider\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
uuid = \"1\"

[workspace]
";

/// The SDK, as its users build it: packages of a registry are not compiled incrementally.
const CLIENT: &str = "\
[package]
name = \"client\"
edition = \"2024\"

[build-dependencies]
openapi-build = { path = \"GENERATOR\", default-features = false }

[dependencies]
openapi-runtime = { path = \"RUNTIME\" }

[profile.dev.package]
openapi-build = { incremental = false }
openapi-runtime = { incremental = false }

[workspace]
";

const BUILD_SCRIPT: &str = "\
fn main() -> Result<(), openapi_build::Error> {
    openapi_build::Builder::new().spec(\"spec\").compile()
}
";

/// Seconds that passed, and seconds of all processors.
#[derive(Clone, Copy)]
struct Time {
    wall: f64,
    processor: f64,
}

/// Runs `cargo xtask build-cost`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    use lexopt::{Arg, ValueExt as _};

    let (mut turns, mut documents) = (1, Vec::new());
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("turns") => turns = arguments.value()?.parse::<usize>()?.max(1),
            Arg::Value(path) => documents.push(std::path::absolute(path)?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let crates = Crates::write(root, target(root).join("build-cost"))?;
    println!("{}\n\n| What | wall | processor |\n|---|---|---|", machine::describe());
    let (sdk, plain) = crates.cold(turns)?;
    line("`cargo build` of a plain crate, cold", plain);
    line("of the SDK, cold", sdk);
    line("of the SDK, nothing changed", crates.again(turns, false)?);
    line(
        "of the SDK, a line of its description changed",
        crates.again(turns, true)?,
    );
    line("its build script", crates.build_script(turns, None)?);
    for document in &documents {
        let name = crate::places::name(document);
        line(
            &format!("the build script on {name}"),
            crates.build_script(turns, Some(document))?,
        );
    }
    println!(
        "\nCold, the SDK takes {:.2} times what the plain crate takes, {:.2} times in processor time.",
        sdk.wall / plain.wall,
        sdk.processor / plain.processor
    );
    Ok(())
}

fn line(what: &str, time: Time) {
    println!("| {what} | {:.2} s | {:.2} s |", time.wall, time.processor);
}

struct Crates {
    folder: PathBuf,
}

impl Crates {
    /// Writes both crates, with the versions that the workspace has.
    fn write(root: &Path, folder: PathBuf) -> Result<Crates> {
        let path = |part: &str| root.join(part).display().to_string().replace('\\', "/");
        let client = CLIENT
            .replace("GENERATOR", &path("generator"))
            .replace("RUNTIME", &path("runtime"));
        for (name, manifest, library) in [
            ("plain", PLAIN, ""),
            ("client", &client, "openapi_runtime::include_client!();\n"),
        ] {
            let folder = folder.join(name);
            fs::create_dir_all(folder.join("src"))?;
            fs::write(folder.join("Cargo.toml"), manifest)?;
            fs::write(folder.join("src/lib.rs"), library)?;
            fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        }
        let client = folder.join("client");
        fs::write(client.join("build.rs"), BUILD_SCRIPT)?;
        let spec = client.join("spec");
        let _ = fs::remove_dir_all(&spec);
        fs::create_dir_all(&spec)?;
        for file in crate::places::sources(&root.join("spec"))? {
            let out = spec.join(file.strip_prefix(root.join("spec"))?);
            fs::create_dir_all(out.parent().expect("it has a folder"))?;
            fs::copy(&file, out)?;
        }
        Ok(Crates { folder })
    }

    fn target(&self, name: &str) -> PathBuf {
        self.folder.join(format!("target-{name}"))
    }

    /// The least time of both from an empty target folder, the SDK's first.
    fn cold(&self, turns: usize) -> Result<(Time, Time)> {
        let mut least: [Option<Time>; 2] = [None; 2];
        for _ in 0..turns {
            for (name, least) in ["client", "plain"].into_iter().zip(&mut least) {
                let target = self.target(name);
                if target.is_dir() {
                    fs::remove_dir_all(target)?;
                }
                let time = self.build(name)?;
                eprintln!("{name}: {:.2} s, {:.2} s of processor time", time.wall, time.processor);
                *least = Some(least.map_or(time, |before| before.least(time)));
            }
        }
        let [Some(sdk), Some(plain)] = least else {
            return Err("there was no turn".into());
        };
        Ok((sdk, plain))
    }

    /// The least time of building the SDK once more.
    fn again(&self, turns: usize, is_changed: bool) -> Result<Time> {
        let mut least = None;
        for _ in 0..turns.max(3) {
            if is_changed {
                self.change()?;
            }
            least = Some(self.build("client")?.at_least(least));
        }
        Ok(least.expect("there was a turn"))
    }

    /// Puts another word into the description.
    fn change(&self) -> Result<()> {
        for file in crate::places::sources(&self.folder.join("client/spec"))? {
            let text = fs::read_to_string(&file)?;
            if let Some(place) = text.find("description: ") {
                let (before, after) = text.split_at(place + "description: ".len());
                fs::write(file, format!("{before}Truly, {after}"))?;
                return Ok(());
            }
        }
        Err("no description in the SDK's description".into())
    }

    fn build(&self, name: &str) -> Result<Time> {
        let mut build = cargo::command();
        build
            .args(["build", "--quiet", "--offline"])
            .current_dir(self.folder.join(name));
        build.env("CARGO_TARGET_DIR", self.target(name)).env("RUSTFLAGS", "");
        build
            .env_remove("CARGO_PROFILE_DEV_DEBUG")
            .env_remove("CARGO_INCREMENTAL");
        timed(&mut build)
    }

    /// The least time of the build script that was built last, on the SDK's description or another.
    fn build_script(&self, turns: usize, document: Option<&Path>) -> Result<Time> {
        let folder = self.folder.join("script");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("spec"))?;
        fs::copy(self.folder.join("client/Cargo.toml"), folder.join("Cargo.toml"))?;
        let spec = match document {
            Some(document) => {
                fs::copy(
                    document,
                    folder.join("spec").join(document.file_name().unwrap_or_default()),
                )?;
                folder.clone()
            }
            None => self.folder.join("client"),
        };
        let program = self.script()?;
        let mut least = None;
        for turn in 0..turns.max(5) {
            let out = folder.join(format!("out-{turn}"));
            fs::create_dir_all(&out)?;
            let mut script = Command::new(&program);
            script
                .current_dir(&spec)
                .env("CARGO_MANIFEST_DIR", &spec)
                .env("OUT_DIR", &out);
            script.stdout(Stdio::null());
            least = Some(timed(&mut script)?.at_least(least));
        }
        Ok(least.expect("there was a turn"))
    }

    fn script(&self) -> Result<PathBuf> {
        let name = format!("build-script-build{}", std::env::consts::EXE_SUFFIX);
        for entry in fs::read_dir(self.target("client").join("debug/build"))? {
            let entry = entry?;
            let is_client = entry.file_name().to_string_lossy().starts_with("client-");
            let program = entry.path().join(&name);
            if is_client && program.is_file() {
                return Ok(program);
            }
        }
        Err("cargo has left no build script".into())
    }
}

impl Time {
    fn least(self, other: Time) -> Time {
        Time {
            wall: self.wall.min(other.wall),
            processor: self.processor.min(other.processor),
        }
    }

    fn at_least(self, before: Option<Time>) -> Time {
        before.map_or(self, |before| before.least(self))
    }
}

fn timed(command: &mut Command) -> Result<Time> {
    let (began, before) = (Instant::now(), rustc::children());
    let status = command.status()?;
    let wall = began.elapsed().as_secs_f64();
    if !status.success() {
        return Err(format!("{command:?} ended with {status}").into());
    }
    let processor = before.and_then(|before| Some(rustc::children()? - before));
    Ok(Time {
        wall,
        processor: processor.map_or(0.0, |time| time.as_secs_f64()),
    })
}
