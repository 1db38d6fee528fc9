//! How is a group of operations spelled?

use std::path::PathBuf;

use quote::{format_ident, quote};

use super::file::{Item, Module};
use super::{Emit, cfg, docs, operation, runtime_paths};
use crate::ir::Group;

pub(super) fn emit(cx: &Emit<'_>, group: &Group) -> Module {
    let ident = format_ident!("{}", group.type_ident);
    let operations: Vec<_> = cx
        .api
        .operations
        .iter()
        .filter(|operation| operation.presence.is_in() && operation.tags.first() == Some(&group.tag))
        .collect();
    let methods = operations.iter().map(|of| {
        let cfg = cfg::attribute(&of.presence, &group.presence);
        let method = operation::emit_method(cx, of, &quote!());
        quote!(#cfg #method)
    });
    let tag = docs::code(&group.tag);
    let mut words = vec![format!("The operations under the tag {tag}.")];
    let described = docs::words(&group.docs);
    if !described.is_empty() {
        words.push(String::new());
        words.extend(docs::rustdoc(&described));
    }
    let doc = docs::attributes(&words);
    let mut items = vec![
        Item::Rust(runtime_paths::import()),
        Item::Rust(quote! {
            #doc
            #[derive(Debug, Clone)]
            pub struct #ident {
                pub(crate) core: codegen::Client,
            }

            impl #ident {
                #(#methods)*
            }
        }),
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
        path: PathBuf::from(format!("{}.rs", group.ident)),
        docs: vec![format!("The operations under the tag {tag}.")],
        items,
    }
}
