//! How is a group of operations spelled?

use std::path::PathBuf;

use super::docs::Docs;
use super::file::{Item, Module};
use super::text::Text;
use super::{Emit, cfg, docs, operation, runtime_paths};
use crate::ir::Group;
use crate::passes::shortened;

pub(super) fn emit(cx: &Emit<'_>, group: &Group) -> Module {
    let operations: Vec<_> = cx
        .api
        .operations
        .iter()
        .filter(|operation| operation.presence.is_in() && operation.tags.first() == Some(&group.tag))
        .collect();
    let methods = operations.iter().map(|of| {
        let cfg = cfg::spelled(&of.presence, &group.presence);
        operation::write_method(cx, of, "", cfg)
    });
    let tag = docs::code(&group.tag);
    let mut words = vec![format!("The operations under the tag {tag}.")];
    docs::add_said(&mut words, &group.docs);
    let mut text = Text::default();
    text.docs(0, &Docs::new(words, false));
    text.line(0, "#[derive(Debug, Clone)]");
    text.line(0, format_args!("pub struct {} {{", group.type_ident));
    text.line(4, "pub(crate) core: codegen::Client,");
    text.line(0, "}");
    let mut items = vec![
        Item::Rust(runtime_paths::import()),
        Item::Text(text),
        Item::Impl(format!("impl {}", group.type_ident), methods.collect()),
    ];
    for of in operations {
        match cfg::line(&of.presence, &group.presence) {
            None => operation::emit_request(cx, of, &mut items),
            Some(cfg) => {
                let mut own = Vec::new();
                operation::emit_request(cx, of, &mut own);
                items.push(Item::When(cfg, own));
            }
        }
    }
    Module {
        path: PathBuf::from(file_name(group)),
        docs: vec![format!("The operations under the tag {tag}.")],
        items,
    }
}

/// The file of a group's module. What is not ASCII's is not in the names of files, which systems spell in different ways.
pub(super) fn file_name(group: &Group) -> String {
    if group.ident.is_ascii() {
        return format!("{}.rs", group.ident);
    }
    // No identifier has two underscores in it.
    let codes = group.ident.chars().map(|c| match c.is_ascii() {
        true => c.to_string(),
        false => format!("__{:x}", u32::from(c)),
    });
    format!("{}.rs", shortened(codes.collect()))
}
