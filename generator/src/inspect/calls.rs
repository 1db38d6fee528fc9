//! How is every operation of a document called?

use std::collections::BTreeMap;
use std::path::PathBuf;

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
    /// The calls of each operation.
    pub calls: Vec<Call>,
    /// The documents as they were read, each as JSON.
    pub documents: Vec<String>,
}

/// The calls of an operation.
#[derive(Debug)]
pub struct Call {
    /// What the document calls the operation, with what tells this way to call it from others.
    pub name: String,
    /// The JSON pointer to it.
    pub pointer: String,
    /// Blocks of Rust that give a request each, of a `client`: first with everything that the operation takes, and then with
    /// other values. There is none where no value was found for something required.
    pub requests: Vec<String>,
}

/// Compiles documents to a client that is reached by `crate_path`, and to so many calls of each operation.
///
/// # Errors
/// When the documents are at fault, with the diagnostics as a person reads them.
pub fn calls(specs: &[PathBuf], crate_path: &str, variants: usize) -> Result<Calls, String> {
    let analyze = |extent: Extent| {
        pipeline::analyze(&Input {
            specs: specs.to_vec(),
            examples: Some(Examples {
                crate_path: crate_path.to_owned(),
                extent,
                always: false,
            }),
            ..Input::default()
        })
    };
    let mut outcome = analyze(Extent::Whole);
    let modules = outcome
        .api
        .as_ref()
        .and_then(|api| pipeline::emit(api, &mut outcome.diags));
    let (Some(api), Some(modules)) = (&outcome.api, modules) else {
        return Err(outcome.diags.render(&outcome.sources, Format::Human { color: false }));
    };
    let operations = api.operations.iter().filter(|operation| operation.presence.is_in());
    let mut calls: Vec<Call> = operations
        .zip(emit::requests(api, false))
        .map(|(operation, request)| Call {
            name: format!("{} ({} {})", operation.ident, operation.method.as_str(), operation.path),
            pointer: operation.at.to_string(),
            requests: request.into_iter().collect(),
        })
        .collect();
    for seed in 1..variants as u64 {
        // Only the examples differ.
        let Some(api) = analyze(Extent::Varied { seed }).api else {
            break;
        };
        for (call, request) in calls.iter_mut().zip(emit::requests(&api, true)) {
            call.requests.extend(request);
        }
    }
    Ok(Calls {
        calls,
        credentials: emit::credentials(api),
        documents: outcome
            .sources
            .iter()
            .map(|(_, source)| source.root.to_string())
            .collect(),
        modules,
    })
}
