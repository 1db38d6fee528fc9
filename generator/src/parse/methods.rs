//! Which operations does a path item have?
//!
//! One for each field that is named after a method, and from OpenAPI 3.2 on also those of `query` and of
//! `additionalOperations` (Path Item Object), which `openapiv3` does not know.

use indexmap::IndexMap;

use super::origins::Origins;
use super::skeleton;
use crate::diagnostic::{Code, Diagnostics};
use crate::read::Node;
use crate::read::node::escape;

/// The fields of a path item that hold an operation, and the one of OpenAPI 3.2.
const FIELDS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", QUERY,
];
const QUERY: &str = "query";
/// The field that holds operations by their methods.
pub(super) const ADDITIONAL: &str = "additionalOperations";

/// Whether a path item has a field for this method. Methods tell upper case from lower (RFC 9110, §9.1).
pub(super) fn has_field(method: &str) -> bool {
    FIELDS.iter().any(|field| field.to_ascii_uppercase() == method)
}

/// Whether names of methods and of headers may have this in them (RFC 9110, §5.6.2).
pub(crate) const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

/// The operations of a path item, each with the way to it from there.
pub(super) fn operations(item: &mut IndexMap<String, Node>) -> impl Iterator<Item = (String, &mut Node)> {
    item.iter_mut().flat_map(|(key, node)| {
        if key != ADDITIONAL {
            let own = FIELDS.contains(&&**key).then(|| (format!("/{key}"), node));
            return Vec::from_iter(own);
        }
        let by_method = node.as_object_mut().into_iter().flatten();
        by_method
            .map(|(method, operation)| (format!("/{ADDITIONAL}/{}", escape(method)), operation))
            .collect()
    })
}

/// An operation that stands in no field that `openapiv3` knows.
#[derive(Debug)]
pub(crate) struct AdditionalOperation {
    pub(super) path: String,
    /// As it is sent.
    pub(super) method: String,
    pub(super) pointer: String,
    pub(super) operation: openapiv3::Operation,
}

/// Takes the operations out of the skeleton that `openapiv3` would not see.
pub(super) fn take(root: &mut Node, origins: &Origins, diags: &mut Diagnostics) -> Vec<AdditionalOperation> {
    let mut taken = Vec::new();
    let Some(Node::Object(paths)) = root.pointer_mut("/paths") else {
        return taken;
    };
    for (path, item) in paths {
        let Node::Object(item) = item else { continue };
        let of_path = format!("/paths/{}", escape(path));
        let mut found = Vec::new();
        if let Some(operation) = item.shift_remove(QUERY) {
            found.push(("QUERY".to_owned(), format!("{of_path}/{QUERY}"), operation));
        }
        if let Some(Node::Object(by_method)) = item.shift_remove(ADDITIONAL) {
            found.extend(by_method.into_iter().map(|(method, operation)| {
                let pointer = format!("{of_path}/{ADDITIONAL}/{}", escape(&method));
                (method, pointer, operation)
            }));
        }
        for (method, pointer, operation) in found {
            match skeleton::operation(&operation) {
                Ok(operation) => taken.push(AdditionalOperation {
                    path: path.clone(),
                    method,
                    pointer,
                    operation,
                }),
                Err(wrong) => {
                    let at = origins.at(&(pointer + &wrong.pointer));
                    diags.error(Code::WrongType, at, wrong.message).on_key();
                }
            }
        }
    }
    taken
}
