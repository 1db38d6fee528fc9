//! What does `openapi-build update` do?
//!
//! It takes a newer description, finds which file of the SDK's it replaces, says what changes for users, and writes it byte
//! for byte as the provider wrote it. What cannot be compiled is not written.

mod target;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::diff::{Shown, compare, rename};
use super::{DOCUMENT, USAGE, colors, complain, print};
use crate::diagnostic;
use crate::diff;
use crate::emit::Files;
use crate::output;
use crate::pipeline::{self, Input, Outcome};
use crate::read::{Sources, files};
use target::Newer;

/// How it was called.
#[derive(Debug)]
pub(super) struct Options {
    /// The newer description; `None` is standard input.
    pub(super) input: Option<PathBuf>,
    /// The folder of the SDK's description, or the one file that it is.
    pub(super) spec: PathBuf,
    /// The file in it that is replaced or added, if it is said.
    pub(super) file: Option<PathBuf>,
    pub(super) config: Option<PathBuf>,
    /// Whether to write without a question.
    pub(super) yes: bool,
    pub(super) shown: Shown,
}

pub(super) fn run(options: &Options) -> ExitCode {
    match update(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, words)) => {
            complain(&words);
            ExitCode::from(code)
        }
    }
}

type Refused = (u8, String);

fn update(options: &Options) -> Result<(), Refused> {
    let refuse = |words: String| (DOCUMENT, format!("error: {words}\n"));
    let text = newer(options).map_err(|words| (USAGE, format!("error: {words}\n")))?;
    let name = options.input.as_deref().and_then(Path::file_name).map(PathBuf::from);
    let newer = Newer { name, text };
    let input = Input {
        specs: vec![options.spec.clone()],
        config: options.config.clone(),
        ..Input::default()
    };
    let before = super::understood(&input);
    let target = match &options.file {
        _ if options.spec.is_file() => options.spec.clone(),
        Some(file) => options.spec.join(file),
        None => newer.find(&before.sources, &options.spec).map_err(refuse)?,
    };
    let shown_target = target.display();
    if std::fs::read(&target).is_ok_and(|old| old == newer.text) {
        print(&format!("{shown_target} says that already\n"));
        return Ok(());
    }
    let mut sources = Sources::default();
    sources.replace(target.clone(), newer.text.clone());
    let after = pipeline::analyze_as_if(&input, sources);
    let given = options
        .input
        .as_ref()
        .map_or("(standard input)".to_owned(), |path| path.display().to_string());
    check(&after, &target, &given).map_err(|words| (DOCUMENT, words))?;
    show(options, &before, &after, &target, &given);
    if !options.yes && !is_confirmed(options, &target) {
        return Err((DOCUMENT, format!("{shown_target} is left as it was\n")));
    }
    write(&target, newer.text).map_err(|error| refuse(format!("cannot write the description: {error}")))?;
    print(&format!("{shown_target} is written\n"));
    Ok(())
}

fn newer(options: &Options) -> Result<Vec<u8>, String> {
    match &options.input {
        Some(path) => files::contents(path).map_err(|error| format!("cannot read {}: {error}", path.display())),
        None if io::stdin().is_terminal() => {
            Err("give the newer description by its path, or on standard input".to_owned())
        }
        None => files::all_of(io::stdin().lock()).map_err(|error| format!("cannot read standard input: {error}")),
    }
}

/// Whether the description can be compiled with the newer file, and has something of it.
fn check(after: &Outcome, target: &Path, given: &str) -> Result<(), String> {
    if after.diags.has_errors() {
        let format = diagnostic::Format::Human { color: colors() };
        let words = after.diags.render(&after.sources, format);
        let words = words.replace(&display(target), given);
        return Err(format!("{words}error: what cannot be compiled is not written\n"));
    }
    let is_target = |name: &str| name == display(target);
    match after.sources.documents().any(|(file, _)| is_target(&file.name)) {
        true => Ok(()),
        false => Err(format!(
            "error: {given} holds no OpenAPI document, as {} reads it\n",
            target.display()
        )),
    }
}

fn show(options: &Options, before: &Outcome, after: &Outcome, target: &Path, given: &str) {
    let Some(mut report) = compare(before, after) else {
        return complain("warning: what is there cannot be compiled, so that there is nothing to compare with\n");
    };
    let name_new = |name: &str| {
        if name == display(target) {
            given.to_owned()
        } else {
            name.to_owned()
        }
    };
    rename(&mut report, str::to_owned, name_new);
    print(&diff::render(&report, options.shown.format()));
}

/// A path as places have it.
fn display(path: &Path) -> String {
    let name = path.display().to_string();
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

/// Asks, where there is somebody to answer.
fn is_confirmed(options: &Options, target: &Path) -> bool {
    if options.input.is_none() || !io::stdin().is_terminal() {
        complain("nobody can be asked here: `--yes` writes it\n");
        return false;
    }
    complain(&format!("write it to {}? [y/N] ", target.display()));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

fn write(target: &Path, text: Vec<u8>) -> io::Result<()> {
    let text =
        String::from_utf8(text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()))?;
    let folder = target.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let name = PathBuf::from(target.file_name().unwrap_or_default());
    output::write(folder, &Files::from([(name, text)])).map(|_| ())
}
