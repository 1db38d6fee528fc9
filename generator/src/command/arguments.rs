//! How is the command called?

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::diff::{self, Shown};
use super::new::New;
use super::package::Package;
use super::update;
use crate::diff::Level;

pub(super) const USAGE: &str = "\
Usage: openapi-build generate INPUT… --out DIR [--name CRATE] [--config FILE] [--runtime-path PATH] [--check]
       openapi-build new      CRATE INPUT… [--out DIR] [--config FILE] [--runtime-path PATH] [--generator-path PATH]
       openapi-build check    INPUT… [--config FILE] [--format human|json]
       openapi-build inspect  INPUT… [--config FILE] [--format human|json]
       openapi-build diff     OLD NEW [--config FILE] [--format human|markdown|json] [--explain] [--fail-on major|minor]
       openapi-build update   [INPUT|-] [--spec DIR] [--file NAME] [--config FILE] [--format …] [--explain] [--yes]
";

pub(super) const HELP: &str = "\
Compiles OpenAPI descriptions to Rust client crates.

Usage: openapi-build generate INPUT… --out DIR [--name CRATE] [--config FILE] [--runtime-path PATH] [--check]
       openapi-build new      CRATE INPUT… [--out DIR] [--config FILE] [--runtime-path PATH] [--generator-path PATH]
       openapi-build check    INPUT… [--config FILE] [--format human|json]
       openapi-build inspect  INPUT… [--config FILE] [--format human|json]
       openapi-build diff     OLD NEW [--config FILE] [--format human|markdown|json] [--explain] [--fail-on major|minor]
       openapi-build update   [INPUT|-] [--spec DIR] [--file NAME] [--config FILE] [--format …] [--explain] [--yes]

Commands:
  generate   Write a crate that stands alone: Cargo.toml and sources, no build script
  new        Write a crate that compiles the description when it is built, with an example and a test
  check      Say what is wrong with the description, and nothing else
  inspect    List the types and operations that would be generated
  diff       Say what changes for users of the SDK, and which version it calls for
  update     Take a newer description, say what changes, and write it if that is confirmed

Each INPUT is a Markdown page, a YAML or JSON file, or a folder of these; together they are one API.
OLD and NEW are such files or folders, or those of a revision of git: `HEAD~1:spec`.

Options:
  --out DIR            The folder of the crate; of a new one, by default, the name
  --name CRATE         The name of the crate (default: the name of the folder)
  --config FILE        The configuration (default: sdk.toml in the first folder among the inputs that has one)
  --runtime-path PATH  Take openapi-runtime from this folder, not from the registry
  --generator-path PATH
                       The same for openapi-build, which a new crate's build script calls
  --check              Write nothing; say what is out of date in the crate, and end with 1 if anything is
  --format FORMAT      human (default) or json; of a diff also markdown, for a changelog
  --explain            Say of each change why it has its level, and what becomes of a caller's code
  --fail-on LEVEL      End with 1 when a change is major, or when one is minor or major
  --spec DIR           The folder of the description that is updated (default: spec)
  --file NAME          The file in it that is replaced or added (default: that of the same name, title or paths)
  --yes                Write it without a question
  -h, --help           Print this
  -V, --version        Print the version

Exit codes: 0 done, 1 the description is at fault or the crate out of date, 2 wrong usage. On failure nothing is written.
";

pub(super) enum Command {
    Generate(Arguments, Package, Write),
    New(Arguments, New),
    Check(Arguments),
    Inspect(Arguments),
    Diff(diff::Options),
    Update(update::Options),
    Help,
    Version,
}

pub(super) struct Arguments {
    pub(super) inputs: Vec<PathBuf>,
    pub(super) config: Option<PathBuf>,
    pub(super) output: Output,
}

/// What `generate` does with what it made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Write {
    Crate,
    /// The crate is compared with what would be written.
    Nothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Output {
    Human,
    Json,
}

pub(super) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut command: Option<String> = None;
    let mut parsed = Arguments {
        inputs: Vec::new(),
        config: None,
        output: Output::Human,
    };
    let (mut spec, mut file, mut yes) = (None, None, false);
    let (mut format, mut explain, mut fail_on) = (None, false, None);
    let (mut out, mut name, mut runtime, mut only_check) = (None, None, None, false);
    let mut generator = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("config") => parsed.config = Some(parser.value()?.into()),
            Long("format") => format = Some(parser.value()?.string()?),
            Long("spec") => spec = Some(PathBuf::from(parser.value()?)),
            Long("file") => file = Some(PathBuf::from(parser.value()?)),
            Long("yes") => yes = true,
            Long("explain") => explain = true,
            Long("fail-on") => fail_on = Some(parser.value()?.parse_with(level)?),
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("name") => name = Some(parser.value()?.string()?),
            Long("runtime-path") => runtime = Some(PathBuf::from(parser.value()?)),
            Long("generator-path") => generator = Some(PathBuf::from(parser.value()?)),
            Long("check") => only_check = true,
            Value(word) if command.is_none() => command = Some(word.string()?),
            Value(path) => parsed.inputs.push(path.into()),
            Short(_) | Long(_) => return Err(argument.unexpected()),
        }
    }
    let command = command.ok_or("no command was given")?;
    if command == "diff" {
        let shown = shown(format.as_deref(), explain)?;
        return Ok(Command::Diff(diff_options(parsed, shown, fail_on)?));
    }
    if command == "update" {
        let shown = shown(format.as_deref(), explain)?;
        let input = match &parsed.inputs[..] {
            [] => None,
            [input] => Some(input.clone()).filter(|input| input.as_os_str() != "-"),
            _ => return Err("`update` takes one description at a time".into()),
        };
        return Ok(Command::Update(update::Options {
            input,
            spec: spec.unwrap_or_else(|| PathBuf::from("spec")),
            file,
            config: parsed.config,
            yes,
            shown,
        }));
    }
    if let Some(format) = format {
        parsed.output = output(&format)?;
    }
    if command == "new" {
        return new(parsed, out, runtime, generator);
    }
    if parsed.inputs.is_empty() && ["generate", "check", "inspect"].contains(&command.as_str()) {
        return Err(format!("`{command}` needs an input: a file or a folder").into());
    }
    match command.as_str() {
        "generate" => {
            let out: PathBuf = out.ok_or("`generate` needs `--out DIR`")?;
            let package = Package::new(out, name, runtime)?;
            let write = if only_check { Write::Nothing } else { Write::Crate };
            Ok(Command::Generate(parsed, package, write))
        }
        "check" => Ok(Command::Check(parsed)),
        "inspect" => Ok(Command::Inspect(parsed)),
        other => Err(format!("there is no command `{other}`").into()),
    }
}

/// The first word after `new` is the name of the crate.
fn new(
    mut parsed: Arguments,
    out: Option<PathBuf>,
    runtime: Option<PathBuf>,
    generator: Option<PathBuf>,
) -> Result<Command, lexopt::Error> {
    if parsed.inputs.len() < 2 {
        return Err("`new` needs the name of the crate, and an input: a file or a folder".into());
    }
    let name = parsed.inputs.remove(0);
    // Cargo takes paths to be relative to the crate.
    let full = |path: Option<PathBuf>| path.map(std::path::absolute).transpose();
    let (runtime, generator) = match (full(runtime), full(generator)) {
        (Ok(runtime), Ok(generator)) => (runtime, generator),
        (Err(error), _) | (_, Err(error)) => return Err(error.to_string().into()),
    };
    let out = out.unwrap_or_else(|| name.clone());
    let name = name.into_os_string().into_string().ok();
    let package = Package::new(out, name, runtime)?;
    Ok(Command::New(parsed, New { package, generator }))
}

fn diff_options(parsed: Arguments, shown: Shown, fail_on: Option<Level>) -> Result<diff::Options, String> {
    let names = parsed
        .inputs
        .into_iter()
        .map(|path| path.into_os_string().into_string());
    let names: Result<Vec<String>, _> = names.collect();
    match names.map(<[String; 2]>::try_from) {
        Ok(Ok([old, new])) => Ok(diff::Options {
            old,
            new,
            config: parsed.config,
            shown,
            fail_on,
        }),
        Ok(Err(_)) => Err("`diff` needs two inputs: the old description and the new one".to_owned()),
        Err(path) => Err(format!("{} is not text in Unicode", path.to_string_lossy())),
    }
}

fn shown(format: Option<&str>, explain: bool) -> Result<Shown, String> {
    match format {
        None | Some("human") => Ok(Shown::Human { explain }),
        Some("markdown") => Ok(Shown::Markdown),
        Some("json") => Ok(Shown::Json),
        Some(other) => Err(format!(
            "there is no format `{other}`: it is `human`, `markdown` or `json`"
        )),
    }
}

fn level(word: &str) -> Result<Level, String> {
    match word {
        "major" => Ok(Level::Major),
        "minor" => Ok(Level::Minor),
        other => Err(format!(
            "there is no level `{other}` to fail on: it is `major` or `minor`"
        )),
    }
}

fn output(word: &str) -> Result<Output, String> {
    match word {
        "human" => Ok(Output::Human),
        "json" => Ok(Output::Json),
        other => Err(format!("there is no format `{other}`: it is `human` or `json`")),
    }
}
