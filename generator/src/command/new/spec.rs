//! What of the given files goes into the crate's `spec/`?
//!
//! All of it, byte for byte: files under their names, folders with what is in them, and the files that a given one refers to,
//! where it finds them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::pipeline::Outcome;

/// The longest way down a folder.
const DEEPEST: usize = 32;

pub(super) struct Plan {
    /// From where each file comes, and where in `spec/` it goes.
    pub(super) copies: Vec<(PathBuf, PathBuf)>,
    /// Whether `sdk.toml` is among them.
    pub(super) has_config: bool,
    /// The files that are the description, where `spec/` has others that only these refer to.
    entries: Vec<PathBuf>,
}

/// What is copied.
///
/// # Errors
/// When two files would go to one place, or one is referred to that lies beside the given ones.
pub(super) fn plan(inputs: &[PathBuf], outcome: &Outcome) -> Result<Plan, String> {
    let mut copies = Copies::default();
    let mut folders = Vec::new();
    let mut entries = Vec::new();
    for input in inputs {
        if input.is_dir() {
            copies.add_folder(input, input, 0)?;
            folders.push(absolute(input));
        } else {
            let name = input.file_name().map(PathBuf::from).unwrap_or_default();
            copies.add(input, &name)?;
            entries.push(name);
            folders.push(absolute(input.parent().unwrap_or(Path::new(""))));
        }
    }
    if let Some(config) = &outcome.config {
        copies.add(config, Path::new("sdk.toml"))?;
    }
    let has_fragments = copies.add_read(outcome, &folders)?;
    let by_place = copies.by_place;
    Ok(Plan {
        has_config: by_place.contains_key(Path::new("sdk.toml")),
        copies: by_place.into_iter().map(|(to, from)| (from, to)).collect(),
        entries: if has_fragments { entries } else { Vec::new() },
    })
}

impl Plan {
    pub(super) fn build_script(&self) -> String {
        let chain = match &self.entries[..] {
            [] => "openapi_build::Builder::new().spec(\"spec\").compile()".to_owned(),
            entries => {
                let specs = entries.iter().map(|entry| {
                    let path = format!("spec/{}", entry.display());
                    format!("        .spec({path:?})\n")
                });
                format!(
                    "openapi_build::Builder::new()\n{}        .config(\"spec/sdk.toml\")\n        .compile()",
                    specs.collect::<String>()
                )
            }
        };
        format!(
            "//! Compiles the API's description in `spec/` to the client.\n\n\
             fn main() -> Result<(), openapi_build::Error> {{\n    {chain}\n}}\n"
        )
    }
}

/// What goes where.
#[derive(Default)]
struct Copies {
    by_place: BTreeMap<PathBuf, PathBuf>,
}

impl Copies {
    fn add(&mut self, from: &Path, to: &Path) -> Result<(), String> {
        let known = self.by_place.insert(to.to_owned(), from.to_owned());
        match known {
            Some(known) if absolute(&known) != absolute(from) => Err(format!(
                "{} and {} would both be spec/{}: give the folder that they are in",
                known.display(),
                from.display(),
                to.display()
            )),
            Some(_) | None => Ok(()),
        }
    }

    fn add_folder(&mut self, root: &Path, folder: &Path, depth: usize) -> Result<(), String> {
        if depth > DEEPEST {
            return Ok(());
        }
        let unreadable = |error: std::io::Error| format!("cannot read {}: {error}", folder.display());
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            let is_hidden = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if is_hidden {
                continue;
            }
            if path.is_dir() {
                self.add_folder(root, &path, depth + 1)?;
            } else if let Ok(within) = path.strip_prefix(root) {
                self.add(&path, within)?;
            }
        }
        Ok(())
    }

    /// The files that were read because another refers to them. Tells whether there are any.
    fn add_read(&mut self, outcome: &Outcome, folders: &[PathBuf]) -> Result<bool, String> {
        let mut found = false;
        for read in outcome.sources.watched().filter(|path| path.is_file()) {
            let path = absolute(read);
            if self.by_place.values().any(|from| absolute(from) == path) {
                continue;
            }
            let within = folders.iter().find_map(|folder| path.strip_prefix(folder).ok());
            let Some(within) = within else {
                return Err(format!(
                    "the description refers to {}, which lies beside what was given: give the folder that both are in",
                    read.display()
                ));
            };
            self.add(read, within)?;
            found = true;
        }
        Ok(found)
    }
}

fn absolute(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    };
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
