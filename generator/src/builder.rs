//! What does a build script say?

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::diagnostic::Format;
use crate::emit;
use crate::example::Extent;
use crate::output;
use crate::passes::Selection;
use crate::pipeline::{self, Examples, Input, Outcome};

/// Compiles OpenAPI descriptions to a client, from a build script.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), openapi_build::Error> {
///     openapi_build::Builder::new().spec("spec").compile()
/// }
/// ```
///
/// ```ignore
/// // lib.rs
/// openapi_runtime::include_client!();
/// ```
///
/// Paths are those of the package. What a user of the SDK may want to set stands in `sdk.toml`, so that the command and
/// the build script read one configuration.
#[derive(Debug, Default)]
pub struct Builder {
    specs: Vec<PathBuf>,
    config: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    crate_path: Option<String>,
    validate: Option<bool>,
}

impl Builder {
    /// Returns a builder without any input.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document: a Markdown page, a YAML or JSON file, or a folder of these, which is searched to any depth.
    /// All inputs together are one API.
    #[must_use]
    pub fn spec(mut self, path: impl Into<PathBuf>) -> Self {
        self.specs.push(path.into());
        self
    }

    /// Sets the configuration file. Default: `sdk.toml` in the first folder given to [`spec`](Self::spec) that has one.
    #[must_use]
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.config = Some(path.into());
        self
    }

    /// Sets the folder that the generated sources go into. Default: `client` in cargo's `OUT_DIR`, where
    /// `openapi_runtime::include_client!` finds them.
    #[must_use]
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(path.into());
        self
    }

    /// Sets the path by which users reach the generated client, where that is not the root of the package's library:
    /// `my_crate::api` where `include_client!` stands in the module `api`. The examples in the documentation of operations
    /// are written with it. Default: the name of the library.
    #[must_use]
    pub fn crate_path(mut self, path: impl Into<String>) -> Self {
        self.crate_path = Some(path.into());
        self
    }

    /// Sets whether the types can validate their values, which needs the feature `validate` of `openapi-runtime`. Default:
    /// whether the package's own feature `validate` is on; without one, they cannot.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Self {
        self.validate = Some(validate);
        self
    }

    /// Compiles, writes the sources, and tells cargo what to watch. A file whose bytes are the same is not touched.
    ///
    /// Where the package's own feature `contract-tests` is on, tests are written too that ask a server whether it answers as
    /// the document says; `openapi_runtime::include_contract_tests!` takes them into a file of `tests/`.
    ///
    /// What was skipped or repaired in the document stands in `report.txt` beside the sources, and one line says so as a
    /// warning of cargo's.
    ///
    /// # Errors
    /// When the document or the configuration is wrong: the error prints what, with file, line and column. Nothing is
    /// written then. Also when a file cannot be read or written.
    pub fn compile(self) -> Result<(), Error> {
        let out_dir = match self.out_dir {
            Some(dir) => dir,
            None => PathBuf::from(variable("OUT_DIR")?).join("client"),
        };
        let manifest = manifest()?;
        let manifest = parsed(&manifest)?;
        let crate_path = self.crate_path.or_else(|| library(&manifest));
        let selection = selection(&manifest, self.validate);
        let contract_path = crate_path.clone().filter(|_| selection.has_contract_tests());
        let input = Input {
            specs: self.specs,
            config: self.config,
            selection,
            examples: crate_path.map(|crate_path| Examples {
                crate_path,
                extent: Extent::Brief,
                always: contract_path.is_some(),
            }),
        };
        let mut outcome = pipeline::analyze(&input);
        watch(&input, &outcome);
        let files = outcome
            .api
            .as_ref()
            .and_then(|api| pipeline::emit(api, &mut outcome.diags));
        let Some(mut files) = files.filter(|_| !outcome.diags.has_errors()) else {
            return Err(Error(
                outcome.diags.render(&outcome.sources, Format::Human { color: false }),
            ));
        };
        if let Some((path, api)) = contract_path.as_deref().zip(outcome.api.as_ref()) {
            let tests = emit::contract(api, path, true);
            files.insert(PathBuf::from("contract.rs"), tests);
        }
        let report = report(&outcome, &input.selection);
        files.insert(PathBuf::from("report.txt"), report);
        let written = output::write(&out_dir, &files)
            .and_then(|_| output::remove_stale(&out_dir, |name| files.contains_key(name)));
        written.map_err(|error| Error(format!("cannot write the generated client: {error}")))?;
        summarize(&outcome, &out_dir);
        Ok(())
    }
}

/// Why a document could not be compiled. Its text, in both forms, is the diagnostics as a person reads them.
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.trim_end())
    }
}

/// The same as the text: a build script's `main` prints this form.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The first line would stand behind `Error: `, out of line with the rest.
        write!(f, "the API's description cannot be compiled\n\n{self}")
    }
}

impl std::error::Error for Error {}

fn variable(name: &str) -> Result<String, Error> {
    std::env::var(name).map_err(|_| Error(format!("{name} is not set: this runs in a build script")))
}

/// The text of the package's `Cargo.toml`.
fn manifest() -> Result<String, Error> {
    let manifest = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("Cargo.toml");
    std::fs::read_to_string(&manifest).map_err(|error| Error(format!("cannot read {}: {error}", manifest.display())))
}

fn parsed(manifest: &str) -> Result<DeTable<'_>, Error> {
    match DeTable::parse(manifest) {
        Ok(table) => Ok(table.into_inner()),
        Err(error) => Err(Error(format!("Cargo.toml: {}", error.message()))),
    }
}

/// The name of the package's library.
fn library(manifest: &DeTable<'_>) -> Option<String> {
    let named = |table: &str| {
        let name = manifest.get(table)?.get_ref().get("name")?.get_ref();
        name.as_str().map(|name| name.replace('-', "_"))
    };
    named("lib").or_else(|| named("package"))
}

/// Which of the package's features are on. Cargo tells a build script only those; `Cargo.toml` has the others.
fn selection(manifest: &DeTable<'_>, validate: Option<bool>) -> Selection {
    let declared = manifest
        .get("features")
        .and_then(|features| features.get_ref().as_table());
    let mut features: BTreeMap<String, bool> = declared
        .into_iter()
        .flat_map(DeTable::keys)
        .map(|feature| {
            let feature = feature.get_ref();
            let variable = format!("CARGO_FEATURE_{}", feature.to_uppercase().replace('-', "_"));
            (feature.to_string(), std::env::var_os(variable).is_some())
        })
        .collect();
    features.extend(validate.map(|validate| ("validate".to_owned(), validate)));
    Selection::Features(features)
}

/// Tells cargo what the generated code depends on: the inputs, and nothing else.
#[expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
fn watch(input: &Input, outcome: &Outcome) {
    let given = input.specs.iter().map(PathBuf::as_path);
    let config = outcome.config.as_deref().into_iter();
    let mut paths: Vec<&Path> = given.chain(config).chain(outcome.sources.watched()).collect();
    paths.push(Path::new("build.rs"));
    paths.push(Path::new("Cargo.toml"));
    paths.sort();
    paths.dedup();
    for path in paths {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

fn report(outcome: &Outcome, selection: &Selection) -> String {
    let rendered = outcome.diags.render(&outcome.sources, Format::Human { color: false });
    let mut text = if rendered.trim().is_empty() {
        String::from("Nothing was skipped, and nothing repaired.\n")
    } else {
        rendered
    };
    let features = outcome
        .api
        .iter()
        .flat_map(|api| &api.groups)
        .map(|group| group.feature.as_str());
    let missing: Vec<&str> = features.filter(|feature| !selection.names(feature)).collect();
    if !missing.is_empty() {
        text.push_str("\nTags that are always on, since `[features]` in Cargo.toml does not name them:\n\n");
        for feature in missing {
            text.push_str(&format!("{feature} = []\n"));
        }
    }
    text
}

#[expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]
fn summarize(outcome: &Outcome, out_dir: &Path) {
    let found = outcome.diags.located(&outcome.sources);
    let Some(first) = found.first() else { return };
    // A warning of cargo's is one line.
    let first = first.to_string().replace(['\n', '\r'], " ");
    let rest = match found.len() {
        1 => String::new(),
        count => format!(", and {} more", count - 1),
    };
    let report = out_dir.join("report.txt");
    println!(
        "cargo::warning=skipped or repaired in the API's description: {first}{rest} (see {})",
        report.display()
    );
}
