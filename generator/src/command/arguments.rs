//! How is the command called?

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use super::completions::Shell;
use super::diff::{self, Shown};
use super::new::New;
use super::package::Package;
use super::update;
use crate::diff::Level;

pub(super) enum Command {
    Generate(Arguments, Package, Write),
    New(Arguments, New),
    Check(Arguments),
    Inspect(Arguments),
    Diff(diff::Options),
    Update(update::Options),
    Completions(Shell),
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
    let mut contract_tests = false;
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
            Long("contract-tests") => contract_tests = true,
            Value(word) if command.is_none() => command = Some(word.string()?),
            Value(path) => parsed.inputs.push(path.into()),
            Short(_) | Long(_) => return Err(argument.unexpected()),
        }
    }
    let command = command.ok_or("no command was given")?;
    if command == "completions" {
        return match &parsed.inputs[..] {
            [shell] => Ok(Command::Completions(Shell::of(&shell.to_string_lossy())?)),
            _ => Err("`completions` needs a shell: `bash`, `zsh` or `fish`".into()),
        };
    }
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
            let mut package = Package::new(out, name, runtime)?;
            package.contract_tests = contract_tests;
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
