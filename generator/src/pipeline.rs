//! In which order do the stages run?
//!
//! ```text
//! read ──> parse ──> lower ──> passes ──> emit
//! files    document  IR        IR         text
//! ```
//!
//! This is the one file that knows them all. Each stage gives what it could make and says what is wrong in the
//! diagnostics; between stages, errors stop the rest.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostics, Format, Place};
use crate::emit::{self, Files, InvalidItem};
use crate::example::Extent;
use crate::ir::Api;
use crate::passes::{self, Selection};
use crate::read::{self, Sources};
use crate::{lower, parse};

/// What is compiled, and how.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// Files and folders.
    pub(crate) specs: Vec<PathBuf>,
    /// `sdk.toml`; without one, that of the only folder among the specs.
    pub(crate) config: Option<PathBuf>,
    pub(crate) selection: Selection,
    pub(crate) examples: Option<Examples>,
}

/// The examples that operations are documented with.
#[derive(Debug, Clone)]
pub(crate) struct Examples {
    /// The path by which users name the crate.
    pub(crate) crate_path: String,
    pub(crate) extent: Extent,
    /// Whether they are needed even where the documentation has none.
    pub(crate) always: bool,
}

/// What has come of it.
pub(crate) struct Outcome {
    pub(crate) sources: Sources,
    pub(crate) diags: Diagnostics,
    /// The IR after all passes; absent when an error stopped a stage.
    pub(crate) api: Option<Api>,
    /// What to watch beside the sources.
    pub(crate) config: Option<PathBuf>,
}

/// Runs every stage but the last.
pub(crate) fn analyze(input: &Input) -> Outcome {
    analyze_as_if(input, Sources::default())
}

/// The same with what `sources` has been told before.
pub(crate) fn analyze_as_if(input: &Input, mut sources: Sources) -> Outcome {
    let mut diags = Diagnostics::default();
    let config_path = input.config.clone().or_else(|| config_beside(&input.specs));
    let config = match &config_path {
        Some(path) => config::load(path, &mut sources, &mut diags),
        None => Config::default(),
    };
    if config.strict {
        diags.be_strict();
    }
    let inputs: Vec<PathBuf> = input.specs.iter().chain(&config.sources.inputs).cloned().collect();
    read::read_into(&mut sources, &inputs, &config.sources, &mut diags);
    read::apply_overlays(&mut sources, &config.sources.overlays, &mut diags);
    let api = understand(
        &mut sources,
        &config,
        &input.selection,
        input.examples.as_ref(),
        &mut diags,
    );
    Outcome {
        sources,
        diags,
        api,
        config: config_path,
    }
}

/// From what was read to the IR.
pub(crate) fn understand(
    sources: &mut Sources,
    config: &Config,
    selection: &Selection,
    examples: Option<&Examples>,
    diags: &mut Diagnostics,
) -> Option<Api> {
    understand_in_stages(sources, config, selection, examples, diags, &mut |_| {})
}

/// The same, telling the name of each stage when it is done.
fn understand_in_stages(
    sources: &mut Sources,
    config: &Config,
    selection: &Selection,
    examples: Option<&Examples>,
    diags: &mut Diagnostics,
    done: &mut dyn FnMut(&'static str),
) -> Option<Api> {
    if diags.has_errors() {
        return None;
    }
    let document = parse::parse(sources, config, diags)?;
    done("parse");
    if diags.has_errors() {
        return None;
    }
    let is_documented = config.wants_examples(&document.openapi);
    let examples = examples.filter(|examples| is_documented || examples.always);
    let mut api = lower::lower(document, config, examples.map(|examples| examples.extent), diags);
    let documented = examples.filter(|_| is_documented);
    api.crate_path = documented.map(|examples| examples.crate_path.clone());
    done("lower");
    if diags.has_errors() {
        return None;
    }
    let mut cx = passes::Context {
        config,
        selection,
        diags,
    };
    passes::run(&mut api, &mut cx);
    done("passes");
    (!diags.has_errors()).then_some(api)
}

/// How long each stage takes for a document, in their order; or what is wrong with it.
pub(crate) fn time_stages(spec: &Path) -> Result<Vec<(&'static str, Duration)>, String> {
    let config = Config::default();
    let (mut diags, mut sources) = (Diagnostics::default(), Sources::default());
    let mut times = Vec::new();
    let mut began = Instant::now();
    let mut done = |name: &'static str| {
        times.push((name, began.elapsed()));
        began = Instant::now();
    };
    read::read_into(&mut sources, &[spec.to_owned()], &config.sources, &mut diags);
    done("read");
    let selection = Selection::default();
    let api = understand_in_stages(&mut sources, &config, &selection, None, &mut diags, &mut done);
    let files = api.and_then(|api| emit(&api, &mut diags));
    done("emit");
    match files {
        Some(_) => Ok(times),
        None => Err(diags.render(&sources, Format::Human { color: false })),
    }
}

/// The last stage: the text of every file.
pub(crate) fn emit(api: &Api, diags: &mut Diagnostics) -> Option<Files> {
    emit::emit(api).map_err(|invalid| report_invalid(&invalid, diags)).ok()
}

/// The last stage for the types alone: the text of their module, and of each of [`Api::places`].
pub(crate) fn emit_types(api: &Api, diags: &mut Diagnostics) -> Option<(String, Vec<String>)> {
    emit::emit_types(api)
        .map_err(|invalid| report_invalid(&invalid, diags))
        .ok()
}

fn report_invalid(invalid: &InvalidItem, diags: &mut Diagnostics) {
    let message = format!(
        "what was generated for {} is not Rust ({}): {}",
        invalid.module.display(),
        invalid.source,
        invalid.tokens.chars().take(200).collect::<String>()
    );
    diags.error(
        Code::Internal,
        Place::Path(invalid.module.display().to_string()),
        message,
    );
}

/// The `sdk.toml` of a folder of specs.
fn config_beside(specs: &[PathBuf]) -> Option<PathBuf> {
    specs
        .iter()
        .map(|spec| spec.join("sdk.toml"))
        .find(|path| path.is_file())
}
