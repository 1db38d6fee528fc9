//! What do the repository's own checks look at?
//!
//! They compile the types of a document alone, let them read and write, and compare what comes out with the document.
//! Nothing here is meant for users of the generator.

pub mod calls;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::diagnostic::Format;
use crate::ir::{Api, Shape, Type, TypeDef, TypeName};
use crate::pipeline::{self, Input};
use crate::read::SpecPath;

/// The types of one document.
#[derive(Debug)]
pub struct Types {
    /// The module `types`, as it is written.
    pub module: String,
    /// What every schema became that has an item of its own, or stands in an operation.
    pub items: Vec<Item>,
    /// Every place whose values are kept as JSON, for want of a type or of anything to say.
    pub untyped: Vec<String>,
    /// The documents as they were read, each as JSON.
    pub documents: Vec<String>,
    /// What was skipped or repaired.
    pub report: String,
}

/// What a schema became.
#[derive(Debug)]
pub struct Item {
    /// The JSON pointer to its schema, with `#` before it.
    pub pointer: String,
    /// The index of the document that the pointer leads through; `None` if that is a part of one, in a file of its own.
    pub document: Option<usize>,
    /// The type, as the module spells it.
    pub ty: String,
    /// Whether it is what is sent of values that are received in another form.
    pub is_sent: bool,
}

/// Compiles the types of a document, all of its schemas.
///
/// # Errors
/// When the document is at fault, with the diagnostics as a person reads them.
pub fn types(spec: &Path) -> Result<Types, String> {
    let input = Input {
        specs: vec![PathBuf::from(spec)],
        ..Input::default()
    };
    let mut outcome = pipeline::analyze(&input);
    let emitted = outcome
        .api
        .as_ref()
        .and_then(|api| pipeline::emit_types(api, &mut outcome.diags));
    let report = outcome.diags.render(&outcome.sources, Format::Human { color: false });
    let (Some(api), Some((module, places))) = (&outcome.api, emitted) else {
        return Err(report);
    };
    // What another version's document became is found where it was written, in this document if it was.
    let written = |at: &SpecPath| {
        let root = &outcome.sources.get(at.source()).root;
        let origin = outcome.sources.origin(at);
        let is_same = origin.source() == at.source() && root.pointer(origin.pointer()).is_some();
        if !is_same && root.pointer(at.pointer()).is_some() {
            at.clone()
        } else {
            origin
        }
    };
    let item = |at: &SpecPath, ty: String, is_sent: bool| {
        let at = written(at);
        let document = outcome.sources.iter().position(|(id, _)| id == at.source());
        Item {
            pointer: at.to_string(),
            document,
            ty,
            is_sent,
        }
    };
    // What stands for several schemas together has none of its own; it is a part of others.
    let named = defs(api)
        .filter(|def| !def.is_made)
        .map(|def| item(&def.at, def.ident.clone(), matches!(def.name, TypeName::Input { .. })));
    let mut seen = HashSet::new();
    let places = api.places.iter().zip(places);
    let places = places
        .filter(|((at, _), _)| seen.insert(at))
        .map(|((at, _), ty)| item(at, ty, false));
    Ok(Types {
        module,
        items: named.chain(places).collect(),
        untyped: untyped(api, &written),
        documents: outcome
            .sources
            .iter()
            .map(|(_, source)| source.root.to_string())
            .collect(),
        report,
    })
}

/// How long each stage takes for a document, in their order.
///
/// # Errors
/// When the document is at fault.
pub fn stages(spec: &Path) -> Result<Vec<(&'static str, Duration)>, String> {
    pipeline::time_stages(spec)
}

fn defs(api: &Api) -> impl Iterator<Item = &TypeDef> {
    api.types.iter().map(|(_, def)| def).filter(|def| def.presence.is_in())
}

fn untyped(api: &Api, written: &dyn Fn(&SpecPath) -> SpecPath) -> Vec<String> {
    let mut places = Vec::new();
    for def in defs(api) {
        match &def.shape {
            Shape::Struct(object) => {
                for field in &object.fields {
                    add_untyped(&field.ty, written(&field.at).to_string(), &mut places);
                }
            }
            Shape::Alias(of) | Shape::Newtype(of) => add_untyped(of, written(&def.at).to_string(), &mut places),
            Shape::Tuple(tuple) => {
                for ty in tuple.types() {
                    add_untyped(ty, written(&def.at).to_string(), &mut places);
                }
            }
            Shape::Enum(_) | Shape::Union(_) => {}
        }
    }
    for (at, ty) in &api.places {
        // What stands inside is a place itself.
        if *ty == Type::Any {
            places.push(written(at).to_string());
        }
    }
    places
}

/// Adds the places within a type at which anything may stand.
fn add_untyped(ty: &Type, at: String, places: &mut Vec<String>) {
    match ty {
        Type::Any => places.push(at),
        Type::List(of) => add_untyped(of, at + "/items", places),
        Type::Map(of) => add_untyped(of, at + "/additionalProperties", places),
        Type::Option(of) | Type::Boxed(of) => add_untyped(of, at, places),
        Type::Object | Type::Scalar(_) | Type::Named(_) => {}
    }
}
