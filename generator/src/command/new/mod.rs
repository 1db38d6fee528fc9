//! What is a new client crate?
//!
//! One that builds and passes its tests as it is: a build script, the description as it was given, settings to look at, and
//! a program and a test of the first operation.

mod manifest;
mod pages;
mod spec;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::arguments::Arguments;
use super::package::{CONTRACT_TESTS, Package};
use super::{DOCUMENT, USAGE, colors, complain, print, report};
use crate::diagnostic::Format;
use crate::emit::{self, Files};
use crate::output;
use crate::passes::Selection;

/// The crate that is made.
pub(super) struct New {
    pub(super) package: Package,
    /// The folder of `openapi-build`, if it is not to come from the registry.
    pub(super) generator: Option<PathBuf>,
}

pub(super) fn run(arguments: Arguments, new: &New) -> ExitCode {
    let out = new.package.out.clone();
    if std::fs::read_dir(&out).is_ok_and(|mut entries| entries.next().is_some()) || out.is_file() {
        complain(&format!(
            "error: {} is there already, and nothing in it is overwritten\n",
            out.display()
        ));
        return ExitCode::from(USAGE);
    }
    let inputs = arguments.inputs.clone();
    let (mut outcome, _) = super::analyze(arguments, Selection::default(), Some(new.package.examples()));
    // Whether it can be emitted, too, before anything is written.
    let emitted = super::emitted(&mut outcome);
    report(&outcome, Format::Human { color: colors() });
    let (Some(api), Some(_)) = (outcome.api.as_ref().filter(|_| !outcome.diags.has_errors()), emitted) else {
        return ExitCode::from(DOCUMENT);
    };
    let spec = match spec::plan(&inputs, &outcome) {
        Ok(spec) => spec,
        Err(error) => {
            complain(&format!("error: {error}\n"));
            return ExitCode::from(DOCUMENT);
        }
    };
    let programs = emit::programs(api);
    let mut files = Files::new();
    let mut add = |path: &str, text: String| {
        files.insert(PathBuf::from(path), text);
    };
    add("Cargo.toml", manifest::text(api, new, programs.as_ref()));
    add("build.rs", spec.build_script());
    add("src/lib.rs", pages::LIB.to_owned());
    add("README.md", pages::readme(api, &new.package, programs.is_some()));
    add("LICENSE", pages::LICENCE.to_owned());
    add(".gitignore", "/target\n".to_owned());
    if !spec.has_config {
        add("spec/sdk.toml", pages::settings(api));
    }
    if let Some(programs) = programs {
        add("examples/first_call.rs", programs.example);
        add("tests/client.rs", programs.test);
    }
    files.insert(PathBuf::from(CONTRACT_TESTS), pages::contract(new.package.name()));
    match write(&out, &files, &spec) {
        Ok(()) => {
            print(&pages::farewell(&out));
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&format!("error: cannot write the crate: {error}\n"));
            ExitCode::from(DOCUMENT)
        }
    }
}

fn write(out: &Path, files: &Files, spec: &spec::Plan) -> io::Result<()> {
    output::write(out, files)?;
    for (from, to) in &spec.copies {
        let to = out.join("spec").join(to);
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // The bytes, and not the permissions: what came from a read-only place is there to be edited.
        std::fs::write(&to, std::fs::read(from)?)?;
    }
    Ok(())
}
