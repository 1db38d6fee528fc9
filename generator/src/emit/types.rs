//! What is in the module `types`?
//!
//! Types that are in with some features of the crate only are in private modules, one for each choice of features, which
//! `types` hands on: so a feature is asked for once, and not at every item.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::text::Text;
use super::{Emit, cfg, docs, enumeration, rules, runtime_paths, structure, tuple, ty, union};
use crate::ir::{Field, Presence, Shape, Type, TypeDef, TypeId};
use crate::passes::LONGEST;

/// One file of types.
pub(super) struct Part<'a> {
    path: PathBuf,
    /// Its module in `types`; the first part is `types` itself.
    name: Option<String>,
    presence: &'a Presence,
    pub(super) defs: Vec<&'a TypeDef>,
}

/// Every type that is in, by name, in the file that it stands in; that of the module itself comes first.
pub(super) fn parts<'a>(cx: &Emit<'a>) -> Vec<Part<'a>> {
    let mut by_presence: BTreeMap<&Presence, Vec<&TypeDef>> = BTreeMap::from([(&Presence::Always, Vec::new())]);
    for (_, def) in cx.api.types.iter().filter(|(_, def)| def.presence.is_in()) {
        by_presence.entry(&def.presence).or_default().push(def);
    }
    let mut taken = BTreeSet::new();
    let parts = by_presence.into_iter().map(|(presence, mut defs)| {
        defs.sort_by(|a, b| a.ident.cmp(&b.ident));
        let name = module_name(presence, &mut taken);
        let path = match &name {
            None => PathBuf::from("types.rs"),
            Some(name) => PathBuf::from(format!("types/{name}.rs")),
        };
        Part {
            path,
            name,
            presence,
            defs,
        }
    });
    parts.collect()
}

/// How many features the name of a module tells.
const MOST_NAMED: usize = 3;

/// The name of the module of what is in with some features.
fn module_name(presence: &Presence, taken: &mut BTreeSet<String>) -> Option<String> {
    let Presence::With(features) = presence else {
        return None;
    };
    let words: Vec<String> = features.iter().map(|feature| feature.replace('-', "_")).collect();
    let told = format!("with_{}", words.join("_or_"));
    let counted = (1..).map(|number| format!("with_any_of_{}_{number}", words.len()));
    let told = Some(told).filter(|told| words.len() <= MOST_NAMED && told.len() <= LONGEST);
    told.into_iter().chain(counted).find(|name| taken.insert(name.clone()))
}

/// A file as it begins, without any type.
pub(super) fn emit_head(cx: &Emit<'_>, part: &Part<'_>, parts: &[Part<'_>]) -> Module {
    let mut items: Vec<Item> = import_if_used(cx, &part.defs).into_iter().collect();
    let doc = match &part.name {
        None => {
            items.extend(parts.iter().filter_map(emit_part_module));
            "The schemas of the API."
        }
        Some(_) => {
            items.extend(import_others(cx, part));
            "Schemas of the API that come with some features of the crate."
        }
    };
    module(part, vec![doc.to_owned()], items)
}

/// What makes the types of a part those of the module.
fn emit_part_module(part: &Part<'_>) -> Option<Item> {
    let (name, cfg) = (part.name.as_ref()?, cfg::line(part.presence, &Presence::Always)?);
    // Many features would take a line each in a printer's hands.
    Some(Item::Table(format!("{cfg}mod {name};\n{cfg}pub use {name}::*;\n")))
}

/// The import of the types that those of a part are made of, and that stand in others.
fn import_others(cx: &Emit<'_>, part: &Part<'_>) -> Option<Item> {
    let mut others = BTreeSet::new();
    for def in &part.defs {
        for id in spelled(cx, def) {
            let other = &cx.api.types[id];
            if other.presence != *part.presence {
                others.insert(other.ident.as_str());
            }
        }
    }
    let idents: Vec<TokenStream> = others
        .iter()
        .map(|ident| {
            let ident = format_ident!("{ident}");
            quote!(#ident)
        })
        .collect();
    match &idents[..] {
        [] => None,
        [one] => Some(Item::Rust(quote!(use super::#one;))),
        many => Some(Item::Rust(quote!(use super::{#(#many),*};))),
    }
}

/// What a type is another name for, as an argument of it is spelled.
fn unaliased<'a>(cx: &Emit<'a>, ty: &'a Type) -> &'a Type {
    match ty {
        Type::Boxed(of) => unaliased(cx, of),
        Type::Named(id) => match &cx.api.types[*id].shape {
            Shape::Alias(Type::Option(_)) => ty,
            Shape::Alias(of) => unaliased(cx, of),
            Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => ty,
        },
        Type::Any | Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Option(_) => ty,
    }
}

/// The types that the items of a type name.
fn spelled(cx: &Emit<'_>, def: &TypeDef) -> Vec<TypeId> {
    let mut ids = Vec::new();
    let mut name = |ty: &Type| ty.named(&mut |id| ids.push(id));
    match &def.shape {
        Shape::Struct(object) => {
            object.fields.iter().for_each(|field| name(&field.ty));
            object.rest.iter().for_each(|rest| name(&rest.of));
            // Arguments and constants are spelled by the type itself, whatever other name the field has for it.
            let is_new = |field: &&Field| field.is_given || (field.is_argument() && !field.nullable);
            object
                .fields
                .iter()
                .filter(is_new)
                .for_each(|field| name(unaliased(cx, &field.ty)));
        }
        Shape::Union(union) => union.branches.iter().for_each(|branch| name(&branch.ty)),
        Shape::Alias(of) | Shape::Newtype(of) => name(of),
        Shape::Tuple(tuple) => tuple.types().for_each(name),
        Shape::Enum(_) => {}
    }
    ids
}

/// Some of its types.
pub(super) fn emit_types(cx: &Emit<'_>, part: &Part<'_>, defs: &[&TypeDef]) -> Module {
    let mut items = Vec::new();
    for def in defs {
        match &def.shape {
            Shape::Struct(object) => structure::emit(cx, def, object, &mut items),
            Shape::Enum(known) => enumeration::emit(cx, def, known, &mut items),
            Shape::Union(branches) => union::emit(cx, def, branches, &mut items),
            Shape::Alias(of) => {
                let mut text = Text::default();
                text.docs(0, &docs::of_type(def));
                let of = ty::spell(cx, of, ty::From::Types);
                text.line(0, format_args!("pub type {} = {of};", def.ident));
                items.push(Item::Text(text));
            }
            Shape::Tuple(tuple) => tuple::emit(cx, def, tuple, &mut items),
            Shape::Newtype(of) => structure::emit_newtype(cx, def, of, &mut items),
        }
        if !matches!(def.shape, Shape::Alias(_) | Shape::Enum(_)) {
            rules::emit(cx, def, &mut items);
        }
    }
    module(part, Vec::new(), items)
}

fn module(part: &Part<'_>, docs: Vec<String>, items: Vec<Item>) -> Module {
    Module {
        path: part.path.clone(),
        docs,
        items,
    }
}

/// The import of the runtime, where anything but aliases of Rust's own types is there to use it.
fn import_if_used(cx: &Emit<'_>, defs: &[&TypeDef]) -> Option<Item> {
    let is_used = defs.iter().any(|def| match &def.shape {
        Shape::Alias(of) => ty::spell(cx, of, ty::From::Types).contains("codegen::"),
        Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => true,
    });
    is_used.then(|| Item::Rust(runtime_paths::import()))
}
