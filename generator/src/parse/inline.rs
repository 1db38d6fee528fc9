//! Which references have to be followed before `openapiv3` reads the document?
//!
//! It knows references to a named component. Those to a path item, or to a parameter or response
//! somewhere in the document, are replaced here by what they lead to. A reference to nothing is
//! reported here as well.

use std::borrow::Cow;

use super::grammar::{CALLBACK, Kind, MEDIA_TYPE, OPENAPI, PATH_ITEM, Shape};
use super::origins::Origins;
use super::refs::{decoded, remote};
use super::rules;
use super::spelling;
use crate::diagnostic::{Code, Diagnostics};
use crate::read::node::{escape, segments};
use crate::read::{Node, SpecPath};

/// Replaces and checks the references of `root` other than those between schemas.
pub(super) fn inline(root: &mut Node, origins: &mut Origins, diags: &mut Diagnostics) {
    // Schemas refer to each other in their own way, and are most of a document.
    let schemas = root.pointer_mut("/components/schemas").map(std::mem::take);
    // Most documents have no other references than those that may stay, and need no copy to look things up in.
    if !is_settled(root, Shape::Object(&OPENAPI), root) {
        let whole = root.clone();
        let mut inline = Inline {
            whole: &whole,
            origins,
            diags,
            pointer: String::new(),
        };
        inline.value(Shape::Object(&OPENAPI), root, 0);
    }
    if let (Some(slot), Some(schemas)) = (root.pointer_mut("/components/schemas"), schemas) {
        *slot = schemas;
    }
}

/// Whether all references in `node` may stay, as far as a look at them tells.
fn is_settled(whole: &Node, shape: Shape, node: &Node) -> bool {
    match (shape, node) {
        (Shape::List(item), Node::Array(items)) => items.iter().all(|node| is_settled(whole, *item, node)),
        (Shape::Map(value), Node::Object(entries)) => entries.values().all(|node| is_settled(whole, *value, node)),
        (Shape::Object(kind) | Shape::OrRef(kind), Node::Object(entries)) => match entries.get("$ref") {
            Some(Node::String(target)) => target.strip_prefix('#').is_some_and(|pointer| {
                let is_there = whole.pointer(pointer).is_some_and(|node| node.as_object().is_some());
                is_there && may_stay(kind, pointer) && ends(whole, pointer)
            }),
            _ => entries.iter().all(|(key, node)| {
                let shape = kind.shape(key);
                shape.is_none_or(|shape| is_settled(whole, shape, node))
            }),
        },
        _ => true,
    }
}

/// Whether `openapiv3` knows references from a thing of this kind to that pointer.
fn may_stay(kind: &'static Kind, pointer: &str) -> bool {
    let named = pointer.starts_with("/components/") && segments(pointer).count() == 3;
    let is_unknown = [&PATH_ITEM, &MEDIA_TYPE, &CALLBACK]
        .iter()
        .any(|known| std::ptr::eq(kind, *known));
    named && !is_unknown
}

/// Whether references from the component at `pointer` on come to an end.
fn ends(whole: &Node, pointer: &str) -> bool {
    let mut pointer = Cow::Borrowed(pointer);
    for _ in 0..LONGEST {
        let next = whole.pointer(&pointer).and_then(|node| node.get("$ref"));
        match next.and_then(Node::as_str).and_then(|next| next.strip_prefix('#')) {
            Some(next) => pointer = Cow::Owned(decoded(next)),
            None => return true,
        }
    }
    false
}

struct Inline<'i> {
    whole: &'i Node,
    origins: &'i mut Origins,
    diags: &'i mut Diagnostics,
    pointer: String,
}

/// How many references may follow upon each other.
const LONGEST: usize = 16;

impl Inline<'_> {
    /// Whether `node` may stay.
    fn value(&mut self, shape: Shape, node: &mut Node, depth: usize) -> bool {
        match (shape, node) {
            (Shape::List(item), Node::Array(items)) => {
                // Places go by index, so that what is taken out is taken out at last.
                let mut kept = Vec::new();
                for (index, item_node) in items.iter_mut().enumerate() {
                    kept.push(self.below(&index.to_string(), |inline| inline.value(*item, item_node, depth)));
                }
                let mut kept = kept.into_iter();
                items.retain(|_| kept.next().unwrap_or(true));
                true
            }
            (Shape::Map(value), Node::Object(entries)) => {
                entries.retain(|key, node| self.below(key, |inline| inline.value(*value, node, depth)));
                true
            }
            (Shape::Object(kind) | Shape::OrRef(kind), node) => self.object(kind, node, depth),
            _ => true,
        }
    }

    fn below<T>(&mut self, key: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape(key));
        let result = look(self);
        self.pointer.truncate(length);
        result
    }

    fn object(&mut self, kind: &'static Kind, node: &mut Node, depth: usize) -> bool {
        let Some(target) = node.get("$ref").and_then(Node::as_str).map(str::to_owned) else {
            if let Node::Object(entries) = node {
                entries.retain(|key, node| match kind.shape(key) {
                    Some(shape) => self.below(key, |inline| inline.value(shape, node, depth)),
                    None => true,
                });
            }
            return true;
        };
        let at = self.origins.at(&self.pointer).child("$ref");
        let Some(fragment) = target.strip_prefix('#') else {
            remote(&target, &at, self.diags);
            return false;
        };
        let pointer = decoded(fragment);
        let found = match self.whole.pointer(fragment) {
            Some(found) => Some((fragment, found)),
            None => self.whole.pointer(&pointer).map(|found| (pointer.as_str(), found)),
        };
        let Some((pointer, found)) = found.filter(|(_, found)| found.as_object().is_some()) else {
            self.dangling(kind, &target, &at);
            return false;
        };
        if may_stay(kind, pointer) {
            if ends(self.whole, pointer) {
                return true;
            }
            self.diags
                .error(Code::RefCycle, at, "the reference leads back to itself");
            return false;
        }
        if depth == LONGEST || self.pointer.starts_with(pointer) {
            self.diags
                .error(Code::RefCycle, at, "the reference leads back to itself");
            return false;
        }
        let stands = self.origins.at(pointer);
        self.origins.set(self.pointer.clone(), stands);
        *node = found.clone();
        if std::ptr::eq(kind, &MEDIA_TYPE) {
            // Only here is it known of which media type it is.
            let media_type = segments(&self.pointer).last().unwrap_or_default();
            rules::settle_items(&media_type, node);
        }
        self.object(kind, node, depth + 1)
    }

    fn dangling(&mut self, kind: &Kind, target: &str, at: &SpecPath) {
        let mut near = None;
        if let Some((section, name)) = target.rsplit_once('/') {
            let names = self
                .whole
                .pointer(section.trim_start_matches('#'))
                .and_then(Node::as_object);
            let names = names.into_iter().flat_map(|names| names.keys().map(String::as_str));
            near = spelling::nearest(name, names).map(|near| format!("{section}/{}", escape(near)));
        }
        let message = format!(
            "`{target}` leads to nothing; {} is expected there, and is left out",
            kind.name
        );
        let draft = self.diags.warn(Code::DanglingRef, at, message);
        if let Some(near) = near {
            draft.help(format!("did you mean `{near}`?"));
        }
    }
}
