//! How is every operation of a document called?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::Format;
use crate::emit;
use crate::example::Extent;
use crate::pipeline::{self, Examples, Input};

/// A client, and a call of each of its operations.
#[derive(Debug)]
pub struct Calls {
    /// The modules of the client, as they are written.
    pub modules: BTreeMap<PathBuf, String>,
    /// What its builder is told of credentials: `.key("secret")`.
    pub credentials: String,
    /// A call of each operation.
    pub calls: Vec<Call>,
}

/// A call of an operation, with everything that it takes.
#[derive(Debug)]
pub struct Call {
    /// What the document calls the operation, with what tells this way to call it from others.
    pub name: String,
    /// The JSON pointer to it.
    pub pointer: String,
    /// A block of Rust that gives the request, of a `client`; `None` where no value was found for something required.
    pub request: Option<String>,
}

/// Compiles a document to a client that is reached by `crate_path`, and to calls of its operations.
///
/// # Errors
/// When the document is at fault, with the diagnostics as a person reads them.
pub fn calls(spec: &Path, crate_path: &str) -> Result<Calls, String> {
    let input = Input {
        specs: vec![PathBuf::from(spec)],
        examples: Some(Examples {
            crate_path: crate_path.to_owned(),
            extent: Extent::Whole,
            always: false,
        }),
        ..Input::default()
    };
    let mut outcome = pipeline::analyze(&input);
    let modules = outcome
        .api
        .as_ref()
        .and_then(|api| pipeline::emit(api, &mut outcome.diags));
    let (Some(api), Some(modules)) = (&outcome.api, modules) else {
        return Err(outcome.diags.render(&outcome.sources, Format::Human { color: false }));
    };
    let operations = api.operations.iter().filter(|operation| operation.selected);
    let calls = operations.zip(emit::requests(api)).map(|(operation, request)| Call {
        name: format!("{} ({} {})", operation.ident, operation.method.as_str(), operation.path),
        pointer: operation.at.to_string(),
        request,
    });
    Ok(Calls {
        calls: calls.collect(),
        credentials: emit::credentials(api),
        modules,
    })
}
