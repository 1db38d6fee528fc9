//! How is the IR spelled in Rust?
//!
//! Nothing is decided here. One file for each construct makes [`text`] of it, or tokens; [`file`] prints them.

mod allow;
mod cfg;
mod client;
mod docs;
mod enumeration;
mod error;
mod example;
mod file;
mod group;
mod headers;
mod html;
mod incoming;
mod markdown;
mod object;
mod operation;
mod pagination;
pub(crate) mod parallel;
mod prelude;
mod readme;
mod root;
mod rules;
mod runtime_paths;
mod structure;
mod table;
mod text;
mod tuple;
mod ty;
mod types;
mod union;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub(crate) use example::contract;
#[cfg(feature = "command")]
pub(crate) use example::{Programs, credentials, programs, requests};

use crate::ir::{Api, Group, TypeDef};
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
    let types = types::parts(&cx);
    let mut jobs = vec![Job::Root, Job::Client, Job::Error];
    for part in &types {
        jobs.push(Job::TypesHead(part, &types));
        jobs.extend(part.defs.chunks(PART).map(|defs| Job::Types(part, defs)));
    }
    jobs.extend(api.groups.iter().filter(|group| group.presence.is_in()).map(Job::Group));
    jobs.extend([Job::Headers, Job::Incoming, Job::Untagged]);
    let mut files = Files::new();
    for printed in parallel::map(&jobs, |job| job.print(&cx)) {
        for (path, text) in printed? {
            files.entry(path).or_default().push_str(&text);
        }
    }
    files.insert(PathBuf::from("README.md"), readme::emit(api));
    Ok(files)
}

/// How many types are emitted at a time.
const PART: usize = 64;

/// A piece of the output that needs no other to be emitted.
enum Job<'a> {
    Root,
    Client,
    Error,
    TypesHead(&'a types::Part<'a>, &'a [types::Part<'a>]),
    Types(&'a types::Part<'a>, &'a [&'a TypeDef]),
    Group(&'a Group),
    Headers,
    Incoming,
    Untagged,
}

impl Job<'_> {
    /// The text of the files that this makes, or adds to. Tokens are gone when it is done.
    fn print(&self, cx: &Emit<'_>) -> Result<Vec<(PathBuf, String)>, InvalidItem> {
        let modules: Vec<file::Module> = match self {
            Job::Root => vec![root::emit(cx)],
            Job::Client => vec![client::emit(cx)],
            Job::Error => vec![error::emit(cx)],
            Job::TypesHead(part, parts) => vec![types::emit_head(cx, part, parts)],
            Job::Types(part, defs) => {
                let part = types::emit_types(cx, part, defs);
                let text = file::print_items(&part)?;
                return Ok(vec![(part.path, text)]);
            }
            Job::Group(group) => vec![group::emit(cx, group)],
            Job::Headers => headers::emit(cx).into_iter().collect(),
            Job::Incoming => incoming::emit(cx).into_iter().collect(),
            Job::Untagged => operation::emit_untagged(cx).into_iter().collect(),
        };
        let print = |module: file::Module| {
            let text = file::print(&module)?;
            Ok((module.path, text))
        };
        modules.into_iter().map(print).collect()
    }
}

/// Emits the module `types` alone, which needs none of the others, and how it would spell what stands in operations.
///
/// # Errors
/// As [`emit`].
pub(crate) fn emit_types(api: &Api) -> Result<(String, Vec<String>), InvalidItem> {
    let prelude = Prelude::new(api);
    let cx = Emit { api, prelude: &prelude };
    let places = api.places.iter();
    let places = places.map(|(_, ty)| ty::spell(&cx, ty, ty::From::Types));
    let mut module = String::new();
    // Where everything is in, there is one.
    for part in types::parts(&cx) {
        module += &file::print(&types::emit_head(&cx, &part, &[]))?;
        module += &file::print_items(&types::emit_types(&cx, &part, &part.defs))?;
    }
    Ok((module, places.collect()))
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
