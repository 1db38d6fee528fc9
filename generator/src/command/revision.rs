//! How do the files of a revision of git get to where they can be read?
//!
//! `HEAD~1:spec` is a folder or a file as it was. Git itself is asked for it, and what may be part of a description is
//! written into a folder for the time of the call: the whole folder that a file is in, since it may refer to others.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// A description, where it can be read.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) path: PathBuf,
    exported: Option<Exported>,
}

/// The folder of a revision, and what it is called.
#[derive(Debug)]
struct Exported {
    folder: PathBuf,
    /// The name of the folder for people, with what stands before a path in it.
    shown: String,
}

/// The endings of the files that a description may consist of.
const ENDINGS: [&str; 6] = [".json", ".md", ".toml", ".txt", ".yaml", ".yml"];

impl Given {
    /// A path, or a path of a revision, which has the revision and a colon before it.
    pub(super) fn find(name: &str) -> Result<Given, String> {
        let path = Path::new(name);
        let revision = name.split_once(':').filter(|_| !path.exists());
        // A drive of Windows is no revision.
        match revision.filter(|(revision, _)| !(cfg!(windows) && revision.len() == 1)) {
            Some((revision, path)) => export(name, revision, path),
            None => Ok(Given {
                path: path.to_owned(),
                exported: None,
            }),
        }
    }

    /// A text with the names of files as the user gave them.
    pub(super) fn name(&self, text: &str) -> String {
        match &self.exported {
            Some(exported) => {
                let folder = format!("{}/", exported.folder.display()).replace('\\', "/");
                text.replace(&folder, &exported.shown)
            }
            None => text.to_owned(),
        }
    }
}

impl Drop for Exported {
    fn drop(&mut self) {
        // What is left of it is in the system's folder for such things.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn export(name: &str, revision: &str, path: &str) -> Result<Given, String> {
    let path = path.trim_end_matches('/');
    let kind = git(&["cat-file", "-t", &resolve(name, revision, path)?], None)?;
    let (folder, file) = match kind.as_str() {
        "tree" => (path, None),
        _ => match path.rsplit_once('/') {
            Some((folder, file)) => (folder, Some(file)),
            None => ("", Some(path)),
        },
    };
    let tree = resolve(name, revision, folder)?;
    let exported = Exported {
        folder: temporary().map_err(|error| format!("cannot make a folder for {name}: {error}"))?,
        shown: match folder {
            "" => format!("{revision}:"),
            folder => format!("{revision}:{folder}/"),
        },
    };
    let index = exported.folder.with_extension("index");
    let written = check_out(&tree, &exported.folder, &index);
    let _ = std::fs::remove_file(&index);
    written?;
    Ok(Given {
        path: file.map_or(exported.folder.clone(), |file| exported.folder.join(file)),
        exported: Some(exported),
    })
}

/// The object that a path of a revision is.
fn resolve(name: &str, revision: &str, path: &str) -> Result<String, String> {
    let object = format!("{revision}:{path}");
    let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", &object];
    git(&args, None).map_err(|error| match error.is_empty() {
        true => format!("there is no `{name}`: neither a file nor a path of a revision of git"),
        false => error,
    })
}

/// Writes the files of a tree, by an index of its own: the user's stays as it is.
fn check_out(tree: &str, folder: &Path, index: &Path) -> Result<(), String> {
    // Paths of an index are those of the whole repository, wherever this is called.
    let top = git(&["rev-parse", "--show-toplevel"], None)?;
    let git_with = |args: &[&str], input: Option<&str>| {
        let mut command = Command::new("git");
        run(command.args(args).current_dir(&top).env("GIT_INDEX_FILE", index), input)
    };
    git_with(&["read-tree", tree], None)?;
    let all = git_with(&["ls-files", "-z"], None)?;
    let is_wanted = |path: &&str| {
        let path = path.to_ascii_lowercase();
        ENDINGS.iter().any(|ending| path.ends_with(ending))
    };
    let mut wanted = String::new();
    for path in all.split('\0').filter(is_wanted) {
        let _ = write!(wanted, "{path}\0");
    }
    let prefix = format!("--prefix={}/", folder.display());
    git_with(&["checkout-index", "-z", "--stdin", &prefix], Some(&wanted)).map(|_| ())
}

fn git(args: &[&str], input: Option<&str>) -> Result<String, String> {
    run(Command::new("git").args(args), input)
}

/// What a command says, or what it complains of.
fn run(command: &mut Command, input: Option<&str>) -> Result<String, String> {
    let output = pipe(command, input).map_err(|error| format!("git cannot be called: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout)
            .trim_end_matches('\n')
            .to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

fn pipe(command: &mut Command, input: Option<&str>) -> io::Result<Output> {
    let stdin = if input.is_some() { Stdio::piped() } else { Stdio::null() };
    let command = command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
        // It reads all before it writes, so that neither waits for the other; one that has ended says why itself.
        let _ = pipe.write_all(input.as_bytes());
    }
    child.wait_with_output()
}

/// A folder that nobody else has.
fn temporary() -> io::Result<PathBuf> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("openapi-build-{}-{number}", std::process::id()));
    // One that is there already is another's.
    std::fs::create_dir(&folder)?;
    Ok(folder)
}
