//! How is the IR spelled in Rust?
//!
//! Nothing is decided here. One file for each construct makes tokens of it; [`file`] prints them.

mod client;
mod docs;
mod enumeration;
mod error;
mod file;
mod group;
mod headers;
mod object;
mod operation;
mod pagination;
mod prelude;
mod readme;
mod root;
mod runtime_paths;
mod structure;
mod table;
mod tuple;
mod ty;
mod types;
mod union;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::ir::Api;
use prelude::Prelude;

/// The text of each file, by its path in the output folder.
pub(crate) type Files = BTreeMap<PathBuf, String>;

/// Emits all files of the generated client.
///
/// # Errors
/// When tokens are not Rust, which is a mistake of the emitter's; the error names the item.
pub(crate) fn emit(api: &Api) -> Result<Files, InvalidItem> {
    let prelude = Prelude::new(api);
    let cx = Emit { api, prelude: &prelude };
    let mut modules = vec![root::emit(&cx), client::emit(&cx), error::emit(&cx), types::emit(&cx)];
    modules.extend(
        api.groups
            .iter()
            .filter(|group| group.selected)
            .map(|group| group::emit(&cx, group)),
    );
    modules.extend(headers::emit(&cx));
    modules.extend(operation::emit_untagged(&cx));
    let mut files = Files::new();
    for module in modules {
        files.insert(module.path.clone(), file::print(&module)?);
    }
    files.insert(PathBuf::from("README.md"), readme::emit(api));
    Ok(files)
}

/// Emits the module `types` alone, which needs none of the others, and how it would spell what stands in operations.
///
/// # Errors
/// As [`emit`].
pub(crate) fn emit_types(api: &Api) -> Result<(String, Vec<String>), InvalidItem> {
    let prelude = Prelude::new(api);
    let cx = Emit { api, prelude: &prelude };
    let places = api.places.iter();
    let places = places.map(|(_, ty)| ty::emit(&cx, ty, ty::From::Types).to_string());
    Ok((file::print(&types::emit(&cx))?, places.collect()))
}

/// What the emitters of all constructs look at.
struct Emit<'a> {
    api: &'a Api,
    prelude: &'a Prelude,
}

/// Tokens that are not Rust.
#[derive(Debug)]
pub(crate) struct InvalidItem {
    pub(crate) module: PathBuf,
    pub(crate) tokens: String,
    pub(crate) source: syn::Error,
}
