//! Which requests does the API send by itself?
//!
//! Those of `webhooks`, and those that an operation asks for, its `callbacks` (OpenAPI 3.1, §4.8.1 and Callback Object).
//! `openapiv3` knows the one not and the other differently, so they are taken out of the skeleton.

use indexmap::IndexMap;

use super::methods;
use super::origins::Origins;
use super::skeleton;
use crate::diagnostic::{Code, Diagnostics};
use crate::read::Node;
use crate::read::node::escape;

/// A request that the API sends.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// The key of the webhook or callback; with the method where the item has several.
    pub(crate) name: String,
    /// What asked for it, if it is a callback: the operation's id, or its method and path.
    pub(crate) asked_by: Option<String>,
    pub(crate) pointer: String,
    pub(crate) operation: openapiv3::Operation,
}

/// Takes the webhooks and callbacks out of the skeleton.
pub(super) fn take(root: &mut Node, origins: &Origins, diags: &mut Diagnostics) -> Vec<Incoming> {
    let mut take = Take {
        taken: Vec::new(),
        origins,
        diags,
    };
    if let Some(Node::Object(webhooks)) = root.as_object_mut().and_then(|root| root.shift_remove("webhooks")) {
        for (name, mut item) in webhooks {
            let pointer = format!("/webhooks/{}", escape(&name));
            take.item(&name, None, &pointer, item.as_object_mut());
        }
    }
    let paths = root.pointer_mut("/paths").and_then(Node::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        let of_path = format!("/paths/{}", escape(path));
        for (way, operation) in item.as_object_mut().into_iter().flat_map(methods::operations) {
            let Node::Object(operation) = operation else { continue };
            let Some(Node::Object(callbacks)) = operation.shift_remove("callbacks") else {
                continue;
            };
            let id = operation.get("operationId").and_then(Node::as_str);
            let method = way.rsplit('/').next().unwrap_or_default();
            let asker = id.map_or_else(|| format!("{method} {path}"), str::to_owned);
            for (name, mut callback) in callbacks {
                let of_callback = format!("{of_path}{way}/callbacks/{}", escape(&name));
                for (expression, item) in callback.as_object_mut().into_iter().flatten() {
                    let pointer = format!("{of_callback}/{}", escape(expression));
                    take.item(&name, Some(&asker), &pointer, item.as_object_mut());
                }
            }
        }
    }
    // What no operation asks for is asked for by nobody.
    if let Some(Node::Object(components)) = root.pointer_mut("/components") {
        components.shift_remove("callbacks");
    }
    take.taken
}

struct Take<'t> {
    taken: Vec<Incoming>,
    origins: &'t Origins,
    diags: &'t mut Diagnostics,
}

impl Take<'_> {
    fn item(&mut self, name: &str, asked_by: Option<&str>, pointer: &str, item: Option<&mut IndexMap<String, Node>>) {
        let Some(item) = item else { return };
        for (way, operation) in methods::operations(item) {
            let pointer = format!("{pointer}{way}");
            // Nearly all are posted; a name says only what is different.
            let name = match way.as_str() {
                "/post" => name.to_owned(),
                way => format!("{name} {}", way.rsplit('/').next().unwrap_or_default()),
            };
            if let Node::Object(fields) = operation {
                fields.shift_remove("callbacks");
            }
            match skeleton::operation(operation) {
                Ok(operation) => self.taken.push(Incoming {
                    name,
                    asked_by: asked_by.map(str::to_owned),
                    pointer,
                    operation,
                }),
                Err(wrong) => {
                    let at = self.origins.at(&(pointer + &wrong.pointer));
                    self.diags.error(Code::WrongType, at, wrong.message).on_key();
                }
            }
        }
    }
}
