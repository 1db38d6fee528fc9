//! How is the Python side reached, which makes the instances and compares what comes back?

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use openapi_build::inspect::Types;
use serde_json::{Value, json};

use super::Result;

/// What is installed. Newer versions of hypothesis do not go with the generator of instances.
const PACKAGES: &[&str] = &[
    "hypothesis==6.135.0",
    "hypothesis-jsonschema==0.23.1",
    "jsonschema==4.26.0",
];

/// The other generator of instances. Later versions ask for newer Node.
const FAKER: &str = "json-schema-faker@0.5.9";

/// An interpreter with what the harness needs.
pub(crate) struct Python {
    interpreter: PathBuf,
    scripts: PathBuf,
    folder: PathBuf,
}

/// One document's instances in the making.
pub(crate) struct Worker {
    child: Child,
    results: PathBuf,
}

impl Python {
    /// Makes the environment, unless it is there.
    pub(crate) fn new(folder: &Path, root: &Path) -> Result<Python> {
        let environment = folder.join("python");
        let interpreter = environment.join(if cfg!(windows) {
            "Scripts/python.exe"
        } else {
            "bin/python"
        });
        let installed = environment.join("installed.txt");
        if fs::read_to_string(&installed).unwrap_or_default() != PACKAGES.join("\n") {
            eprintln!("making a Python environment in {}", environment.display());
            run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
            run(Command::new(&interpreter)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .args(PACKAGES))?;
            fs::write(installed, PACKAGES.join("\n"))?;
        }
        fs::create_dir_all(folder.join("work"))?;
        // A run goes on with the scripts that it began with.
        let scripts = folder.join("scripts");
        fs::create_dir_all(&scripts)?;
        for entry in fs::read_dir(root.join("xtask/fidelity/python"))? {
            let script = entry?;
            fs::copy(script.path(), scripts.join(script.file_name()))?;
        }
        Ok(Python {
            interpreter,
            scripts,
            folder: folder.to_path_buf(),
        })
    }

    /// The folder in which json-schema-faker is installed, which this does unless it is there.
    pub(crate) fn faker(&self) -> Result<PathBuf> {
        let folder = self.folder.join("faker");
        let installed = folder.join("installed.txt");
        if fs::read_to_string(&installed).unwrap_or_default() != FAKER {
            fs::create_dir_all(&folder)?;
            fs::write(folder.join("package.json"), "{}")?;
            run(Command::new("npm")
                .args(["install", "--silent", FAKER])
                .current_dir(&folder))?;
            fs::write(installed, FAKER)?;
        }
        Ok(folder)
    }

    /// Begins to make instances of every schema that has a type: `count` of each, within `seconds`, and by the `faker`
    /// in a folder if there is one.
    pub(crate) fn start(&self, name: &str, types: &Types, making: Value) -> Result<Worker> {
        self.spawn(name, types, making)
    }

    /// Begins with instances that are given for every schema that has a type, as `valid` and `invalid` ones.
    pub(crate) fn start_with(&self, name: &str, types: &Types, given: &[Value]) -> Result<Worker> {
        self.spawn(name, types, json!({ "given": given }))
    }

    fn spawn(&self, name: &str, types: &Types, mut job: Value) -> Result<Worker> {
        let work = self.folder.join("work");
        let file = |extension: &str| work.join(format!("{name}.{extension}"));
        let schemas: Vec<Value> = types
            .items
            .iter()
            .map(|item| json!({ "pointer": item.pointer, "document": item.document, "sent": item.is_sent }))
            .collect();
        job["schemas"] = schemas.into();
        job["untyped"] = json!(types.untyped);
        job["cache"] = json!(file("instances.jsonl"));
        job["values"] = json!(file("values.txt"));
        job["results"] = json!(file("results.json"));
        let documents = types.documents.join(",");
        let text = format!("{{\"job\":{job},\"documents\":[{documents}]}}");
        fs::write(file("job.json"), text)?;
        let child = Command::new(&self.interpreter)
            .arg(self.scripts.join("main.py"))
            .arg(file("job.json"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONHASHSEED", "0")
            .env("HYPOTHESIS_STORAGE_DIRECTORY", self.folder.join("hypothesis"))
            .stdin(Stdio::piped())
            .spawn()?;
        Ok(Worker {
            child,
            results: file("results.json"),
        })
    }
}

impl Worker {
    /// Lets the instances through the program, and waits for what was found.
    pub(crate) fn finish(mut self, program: &Path) -> Result<Value> {
        let mut input = self.child.stdin.take().expect("it is piped");
        writeln!(input, "{}", program.display())?;
        drop(input);
        if !self.child.wait()?.success() {
            return Err("the Python side failed".into());
        }
        Ok(serde_json::from_str(&fs::read_to_string(&self.results)?)?)
    }

    /// Lets it go on to fill the cache, where there is no program to run.
    pub(crate) fn abandon(mut self) -> Result<()> {
        drop(self.child.stdin.take());
        self.child.wait()?;
        Ok(())
    }
}

fn run(command: &mut Command) -> Result<()> {
    if command.status()?.success() {
        Ok(())
    } else {
        Err(format!("{command:?} failed").into())
    }
}
