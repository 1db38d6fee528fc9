//! A copy of the crate, and what cargo makes of it.

#[path = "../../../generator/tests/crates/cargo.rs"]
mod cargo;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use serde_json::Value;

use cargo::cargo;

/// What cargo needs of the crate beside its manifest; of these, what is there.
const COPIED: [&str; 7] = [
    ".cargo/config.toml",
    "README.md",
    "benches",
    "build.rs",
    "generated-client",
    "rust-toolchain.toml",
    "spec",
];

/// A copy of the crate that may be changed, in a workspace of its own. The generator and the runtime are the workspace's, and
/// what was compiled of them and of all else that they depend on.
pub(crate) struct Copy {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
    /// What is compiled on the way: the target directory of these tests.
    pub(crate) build: PathBuf,
}

/// The copy, for one test at a time, as if no test had touched it.
pub(crate) fn copy() -> MutexGuard<'static, Copy> {
    static COPY: OnceLock<Mutex<Copy>> = OnceLock::new();
    let copy = COPY.get_or_init(|| {
        let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let aside = tmp.join("regenerate");
        let copy = Copy {
            root: aside.join("workspace"),
            target: aside.join("target"),
            build: tmp.parent().expect("it is in the target directory").to_owned(),
        };
        copy.add_user();
        Mutex::new(copy)
    });
    // A test that failed leaves the copy no worse than one that passed.
    let copy = copy.lock().unwrap_or_else(PoisonError::into_inner);
    copy.reset();
    copy
}

impl Copy {
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A file of the repository, as it is there.
    pub(crate) fn original(&self, path: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text.as_bytes());
    }

    /// Brings everything back to how it is in the repository, and leaves alone what is.
    fn reset(&self) {
        for part in COPIED {
            let original = Path::new(env!("CARGO_MANIFEST_DIR")).join(part);
            if original.exists() {
                mirror(&original, &self.path(part));
            }
        }
        let _ = fs::remove_file(self.path("user/src/main.rs"));
    }

    /// Makes the crate and the user's program a workspace, with the versions of the lock file.
    fn add_user(&self) {
        let manifest = self.original("Cargo.toml");
        let mut lines: Vec<String> = manifest.lines().map(str::to_owned).collect();
        assert!(lines.iter().any(|line| line.starts_with("members = [")));
        lines.retain(|line| !line.starts_with("default-members = ["));
        for line in &mut lines {
            if line.starts_with("members = [") {
                *line = "members = [\"user\"]".to_owned();
            }
            for part in ["generator", "runtime"] {
                let there = Path::new(env!("CARGO_MANIFEST_DIR")).join(part);
                *line = line.replace(&format!("path = \"{part}\""), &format!("path = '{}'", there.display()));
            }
        }
        self.write("Cargo.toml", &(lines.join("\n") + "\n"));
        self.write("Cargo.lock", &self.original("Cargo.lock"));
        let manifest = "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
            [dependencies]\ntokio = { workspace = true, features = [\"net\", \"rt\", \"time\"] }\n\
            zenskar = { path = \"..\", default-features = false }\n";
        self.write("user/Cargo.toml", manifest);
    }

    /// Makes the user's program one that can be run.
    pub(crate) fn write_main(&self, program: &str) {
        self.write("user/src/main.rs", program);
    }

    pub(crate) fn write_program(&self, program: &str) {
        self.write("user/src/lib.rs", program);
    }

    /// `cargo check` of the program, and so of the crate, with these features of the crate and no others.
    pub(crate) fn build(&self, features: &[&str]) -> Build {
        let mut command = self.cargo("check");
        command.args(["--package", "user", "--verbose"]);
        command.args(["--message-format", "json-render-diagnostics"]);
        let features: Vec<String> = features.iter().map(|feature| format!("zenskar/{feature}")).collect();
        command.arg("--features").arg(features.join(","));
        Build(command.output().expect("cargo can be run"))
    }

    /// A command of cargo's in the copy.
    pub(crate) fn cargo(&self, command: &str) -> Command {
        let mut cargo = cargo(&self.root, command);
        // What comes of a build is the copy's own. A cargo that cannot tell the two apart compiles all anew.
        cargo
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_BUILD_BUILD_DIR", &self.build)
            .env_remove("CARGO_BUILD_TARGET_DIR")
            .env("CARGO_TERM_COLOR", "never");
        cargo
    }
}

/// What has come of a build.
pub(crate) struct Build(Output);

/// A build that succeeded.
pub(crate) struct Built {
    /// Where the generated files are.
    pub(crate) out: PathBuf,
    pub(crate) build_script: PathBuf,
    pub(crate) ran_build_script: bool,
    /// What cargo, the compiler and the build script have warned of.
    pub(crate) warnings: Vec<String>,
}

impl Build {
    pub(crate) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    #[track_caller]
    pub(crate) fn failure(self) -> String {
        let stderr = self.stderr();
        assert!(!self.0.status.success(), "the build should have failed:\n{stderr}");
        stderr
    }

    #[track_caller]
    pub(crate) fn success(self) -> Built {
        let stderr = self.stderr();
        assert!(self.0.status.success(), "the build failed:\n{stderr}");
        let ours = |message: &Value| {
            let id = message["package_id"].as_str().unwrap_or_default();
            id.contains("zenskar@") || id.contains("/workspace#")
        };
        let stdout = String::from_utf8_lossy(&self.0.stdout).into_owned();
        let messages: Vec<Value> = stdout
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .filter(ours)
            .collect();
        let reason = |reason: &'static str| messages.iter().filter(move |message| message["reason"] == reason);
        let executed = reason("build-script-executed")
            .next()
            .expect("the crate has a build script");
        let script = reason("compiler-artifact").find(|message| message["target"]["kind"][0] == "custom-build");
        let path = |value: &Value| PathBuf::from(value.as_str().expect("cargo gives a path"));
        Built {
            out: path(&executed["out_dir"]).join("client"),
            warnings: stderr
                .lines()
                .filter(|line| line.starts_with("warning"))
                .map(str::to_owned)
                .collect(),
            build_script: path(&script.expect("the build script is compiled")["filenames"][0]),
            ran_build_script: stderr.lines().any(|line| {
                let line = line.replace('\\', "/");
                line.trim_start().starts_with("Running `")
                    && line.contains("/build/zenskar")
                    && line.contains("/build-script-")
            }),
        }
    }
}

impl Built {
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, File> {
        files_of(&self.out)
    }

    pub(crate) fn generated(&self, name: &str) -> String {
        let path = self.out.join(name);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// A generated file, and when it was written.
#[derive(Debug, PartialEq)]
pub(crate) struct File {
    pub(crate) text: Vec<u8>,
    written: SystemTime,
}

pub(crate) fn files_of(dir: &Path) -> BTreeMap<PathBuf, File> {
    let paths = files_below(dir);
    assert!(!paths.is_empty(), "{} has no files", dir.display());
    let file = |path: PathBuf| {
        let text = fs::read(dir.join(&path)).expect("a generated file can be read");
        let written = fs::metadata(dir.join(&path)).and_then(|metadata| metadata.modified());
        let written = written.expect("the file system knows when a file was written");
        (path, File { text, written })
    };
    paths.into_iter().map(file).collect()
}

pub(crate) fn bytes(files: &BTreeMap<PathBuf, File>) -> BTreeMap<PathBuf, Vec<u8>> {
    files
        .iter()
        .map(|(path, file)| (path.clone(), file.text.clone()))
        .collect()
}

/// The files below a folder, by their paths in it.
fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a folder can be read to its end").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(dir).expect("it is below").to_owned());
            }
        }
    }
    files.sort();
    files
}

/// Makes the second the same as the first, a file or a folder; a file that is the same already is not touched, so that
/// cargo does not take it for a new one.
pub(crate) fn mirror(original: &Path, copy: &Path) {
    if original.is_file() {
        write(copy, &fs::read(original).expect("a file of the repository can be read"));
        return;
    }
    let originals = files_below(original);
    for file in &originals {
        mirror(&original.join(file), &copy.join(file));
    }
    for file in files_below(copy) {
        if !originals.contains(&file) {
            fs::remove_file(copy.join(file)).expect("a file of the copy can be removed");
        }
    }
}

fn write(path: &Path, text: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
