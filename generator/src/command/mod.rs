//! What does the command do?

mod arguments;
mod completions;
mod diff;
mod features;
mod help;
mod new;
mod package;
mod progress;
mod revision;
mod stale;
mod update;

use std::ffi::OsString;
use std::io::{IsTerminal, Write as _};
use std::path::Path;
use std::process::ExitCode;

use crate::diagnostic::Format;
use crate::emit::{self, Files};
use crate::ir::dump;
use crate::output;
use crate::passes::Selection;
use crate::pipeline::{self, Examples, Input, Outcome};
use arguments::{Arguments, Command, Output, Write};

/// The exit code when the document is at fault, or what was made of it out of date.
const DOCUMENT: u8 = 1;
/// The exit code when the command was called in a way it does not know.
const USAGE: u8 = 2;

/// Runs the command with its arguments, and says how it ended: 0 done, 1 the document is at fault, 2 wrong usage.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    match arguments::parse(arguments) {
        Ok(Command::Help) => {
            print(&help::help());
            ExitCode::SUCCESS
        }
        Ok(Command::Version) => {
            print(concat!("openapi-build ", env!("CARGO_PKG_VERSION"), "\n"));
            ExitCode::SUCCESS
        }
        Ok(Command::Completions(shell)) => {
            print(&completions::script(shell));
            ExitCode::SUCCESS
        }
        Ok(Command::Generate(arguments, package, write)) => generate(arguments, &package, write),
        Ok(Command::New(arguments, crate_)) => new::run(arguments, &crate_),
        Ok(Command::Check(arguments)) => check(arguments),
        Ok(Command::Inspect(arguments)) => inspect(arguments),
        Ok(Command::Diff(options)) => diff::run(&options),
        Ok(Command::Update(options)) => update::run(&options),
        Err(error) => {
            complain(&format!("error: {error}\n\n{}", help::usage()));
            ExitCode::from(USAGE)
        }
    }
}

fn analyze(arguments: Arguments, selection: Selection, examples: Option<Examples>) -> (Outcome, Output) {
    let input = Input {
        specs: arguments.inputs,
        config: arguments.config,
        selection,
        examples,
    };
    (understood(&input), arguments.output)
}

/// What comes of a description.
fn understood(input: &Input) -> Outcome {
    progress::during("reading the description", || pipeline::analyze(input))
}

/// The text of every file of a client.
fn emitted(outcome: &mut Outcome) -> Option<Files> {
    let Outcome { api, diags, .. } = outcome;
    let api = api.as_ref()?;
    progress::during("writing Rust", || pipeline::emit(api, diags))
}

fn generate(arguments: Arguments, package: &package::Package, write: Write) -> ExitCode {
    let (mut outcome, _) = analyze(arguments, Selection::ByFeature, Some(package.examples()));
    let files = emitted(&mut outcome);
    let files = files.zip(outcome.api.as_ref());
    let files = files.map(|(files, api)| {
        let mut files = package::files(api, package, files);
        if package.contract_tests {
            files.insert(
                package::CONTRACT_TESTS.into(),
                emit::contract(api, &package.crate_path(), false),
            );
        }
        files
    });
    report(&outcome, Format::Human { color: colors() });
    let Some(files) = files.filter(|_| !outcome.diags.has_errors()) else {
        return ExitCode::from(DOCUMENT);
    };
    if write == Write::Nothing {
        return match stale::compare(&package.out, &files) {
            Ok(None) => ExitCode::SUCCESS,
            Ok(Some(words)) => {
                complain(&words);
                ExitCode::from(DOCUMENT)
            }
            Err(error) => {
                complain(&format!("error: cannot read the generated crate: {error}\n"));
                ExitCode::from(DOCUMENT)
            }
        };
    }
    let written = output::write(&package.out, &files);
    let is_source = |name: &Path| files.contains_key(&Path::new(SOURCES).join(name));
    let written = written.and_then(|_| output::remove_stale(&package.out.join(SOURCES), is_source));
    // The process ends, and the system takes its memory back at once.
    std::mem::forget(outcome);
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("error: cannot write the generated crate: {error}\n"));
            ExitCode::from(DOCUMENT)
        }
    }
}

/// The folder of a crate's code.
const SOURCES: &str = "src";

fn check(arguments: Arguments) -> ExitCode {
    let (outcome, output) = analyze(arguments, Selection::default(), None);
    match output {
        Output::Human => report(&outcome, Format::Human { color: colors() }),
        Output::Json => print(&outcome.diags.render(&outcome.sources, Format::Json)),
    }
    ended(&outcome)
}

fn inspect(arguments: Arguments) -> ExitCode {
    let (outcome, output) = analyze(arguments, Selection::default(), None);
    report(&outcome, Format::Human { color: colors() });
    if let Some(api) = &outcome.api {
        match output {
            Output::Human => print(&dump::human(api)),
            Output::Json => print(&format!("{:#}\n", dump::json(api))),
        }
    }
    ended(&outcome)
}

fn ended(outcome: &Outcome) -> ExitCode {
    if outcome.diags.has_errors() {
        ExitCode::from(DOCUMENT)
    } else {
        ExitCode::SUCCESS
    }
}

fn report(outcome: &Outcome, format: Format) {
    complain(&outcome.diags.render(&outcome.sources, format));
}

/// Colours are for a terminal whose user has not asked for none (<https://no-color.org>).
fn colors() -> bool {
    std::io::stderr().is_terminal() && wants_colors()
}

fn wants_colors() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A reader that has gone away, such as `head`, is no failure of ours.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
