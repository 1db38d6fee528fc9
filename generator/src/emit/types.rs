//! What is in the module `types`?

use std::path::PathBuf;

use quote::quote;

use super::file::{Item, Module};
use super::{Emit, docs, enumeration, rules, runtime_paths, structure, tuple, ty, union};
use crate::ir::{Shape, TypeDef};

/// Every selected type, by name.
pub(super) fn selected<'a>(cx: &Emit<'a>) -> Vec<&'a TypeDef> {
    let mut defs: Vec<&TypeDef> = cx
        .api
        .types
        .iter()
        .map(|(_, def)| def)
        .filter(|def| def.selected)
        .collect();
    defs.sort_by(|a, b| a.ident.cmp(&b.ident));
    defs
}

/// The module as it begins, without any type.
pub(super) fn emit_head(cx: &Emit<'_>, defs: &[&TypeDef]) -> Module {
    module(import_if_used(cx, defs).into_iter().collect())
}

/// Some of its types.
pub(super) fn emit_part(cx: &Emit<'_>, defs: &[&TypeDef]) -> Module {
    let mut items = Vec::new();
    for def in defs {
        match &def.shape {
            Shape::Struct(object) => structure::emit(cx, def, object, &mut items),
            Shape::Enum(known) => enumeration::emit(cx, def, known, &mut items),
            Shape::Union(branches) => union::emit(cx, def, branches, &mut items),
            Shape::Alias(of) => {
                let (doc, ident) = (docs::of_type(def), quote::format_ident!("{}", def.ident));
                let of = ty::emit(cx, of, ty::From::Types);
                items.push(Item::Rust(quote!(#doc pub type #ident = #of;)));
            }
            Shape::Tuple(tuple) => tuple::emit(cx, def, tuple, &mut items),
            Shape::Newtype(of) => structure::emit_newtype(cx, def, of, &mut items),
        }
        if !matches!(def.shape, Shape::Alias(_) | Shape::Enum(_)) {
            rules::emit(cx, def, &mut items);
        }
    }
    module(items)
}

fn module(items: Vec<Item>) -> Module {
    Module {
        path: PathBuf::from("types.rs"),
        docs: vec!["The schemas of the API.".to_owned()],
        items,
    }
}

/// The import of the runtime, where anything but aliases of Rust's own types is there to use it.
fn import_if_used(cx: &Emit<'_>, defs: &[&TypeDef]) -> Option<Item> {
    let is_used = defs.iter().any(|def| match &def.shape {
        Shape::Alias(of) => ty::emit(cx, of, ty::From::Types).to_string().contains("codegen ::"),
        Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => true,
    });
    is_used.then(|| Item::Rust(runtime_paths::import()))
}
