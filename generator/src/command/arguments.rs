//! How is the command called?

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::package::Package;

pub(super) const USAGE: &str = "\
Usage: openapi-build generate INPUT… --out DIR [--name CRATE] [--config FILE] [--runtime-path PATH] [--check]
       openapi-build check    INPUT… [--config FILE] [--format human|json]
       openapi-build inspect  INPUT… [--config FILE] [--format human|json]
";

pub(super) const HELP: &str = "\
Compiles OpenAPI descriptions to Rust client crates.

Usage: openapi-build generate INPUT… --out DIR [--name CRATE] [--config FILE] [--runtime-path PATH] [--check]
       openapi-build check    INPUT… [--config FILE] [--format human|json]
       openapi-build inspect  INPUT… [--config FILE] [--format human|json]

Commands:
  generate   Write a crate that stands alone: Cargo.toml and sources, no build script
  check      Say what is wrong with the description, and nothing else
  inspect    List the types and operations that would be generated

Each INPUT is a Markdown page, a YAML or JSON file, or a folder of these; together they are one API.

Options:
  --out DIR            The folder of the crate
  --name CRATE         The name of the crate (default: the name of the folder)
  --config FILE        The configuration (default: sdk.toml in the first folder among the inputs that has one)
  --runtime-path PATH  Take openapi-runtime from this folder, not from the registry
  --check              Write nothing; say what is out of date in the crate, and end with 1 if anything is
  --format FORMAT      human (default) or json
  -h, --help           Print this
  -V, --version        Print the version

Exit codes: 0 done, 1 the description is at fault or the crate out of date, 2 wrong usage. On failure nothing is written.
";

pub(super) enum Command {
    Generate(Arguments, Package, Write),
    Check(Arguments),
    Inspect(Arguments),
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
    let (mut out, mut name, mut runtime, mut only_check) = (None, None, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Long("config") => parsed.config = Some(parser.value()?.into()),
            Long("format") => parsed.output = parser.value()?.parse_with(output)?,
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("name") => name = Some(parser.value()?.string()?),
            Long("runtime-path") => runtime = Some(PathBuf::from(parser.value()?)),
            Long("check") => only_check = true,
            Value(word) if command.is_none() => command = Some(word.string()?),
            Value(path) => parsed.inputs.push(path.into()),
            Short(_) | Long(_) => return Err(argument.unexpected()),
        }
    }
    let command = command.ok_or("no command was given")?;
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

fn output(word: &str) -> Result<Output, String> {
    match word {
        "human" => Ok(Output::Human),
        "json" => Ok(Output::Json),
        other => Err(format!("there is no format `{other}`: it is `human` or `json`")),
    }
}
