//! Which references name a schema by its `$id` or an anchor?
//!
//! A schema with an `$id` is a resource of its own, and what is written in it is read against that address (JSON Schema,
//! Core §8.2). What such a reference leads to stands in the document, so that its place says the same: each reference is
//! rewritten to a pointer before anybody takes it for a file or for another host.
//!
//! * An `$id` is read against that of the nearest schema around it that has one, else against the document's `$self`.
//! * A pointer is one within the resource; where that has no such place, it is read as one of the document, since tools
//!   that put documents together leave the `$id` and move the pointers.
//! * An anchor is one of the resource. Components without an `$id` are in one resource, which is the document; an anchor of
//!   the same component counts before those of others.
//! * `$recursiveRef` is `$dynamicRef` of an older version, to a resource as a whole.

use std::collections::HashMap;

use super::grammar::{Grammar, Shape};
use super::refs::decoded;
use super::schema_keywords::{Holds, holds};
use super::uri;
use crate::read::Node;
use crate::read::moved::below;
use crate::read::node::{escape, segments};

/// Rewrites the references to schemas by identifier in a document.
pub(super) fn identify(root: &mut Node, grammar: &'static Grammar) {
    identify_as(Shape::Object(grammar.root), root);
}

/// As [`identify`], in a file that is a schema or has some in its `$defs`.
pub(super) fn identify_schema(root: &mut Node) {
    identify_as(Shape::Schema, root);
}

fn identify_as(shape: Shape, root: &mut Node) {
    if !has_identifiers(root) {
        return;
    }
    let own = root.get("$self").and_then(Node::as_str).unwrap_or_default();
    let top = Resource {
        address: uri::without_fragment(own).to_owned(),
        pointer: String::new(),
    };
    let mut found = Identifiers::default();
    found.resources.insert(top.address.clone(), String::new());
    let mut collect = |node: &mut Node, within: &Within| found.add(node, within);
    Walk { visit: &mut collect }.value(shape, root, &Within::new(top.clone()));
    let whole = root.clone();
    let mut rewrite = |node: &mut Node, within: &Within| found.rewrite(node, within, &whole);
    Walk { visit: &mut rewrite }.value(shape, root, &Within::new(top));
}

/// Whether anything in the tree might be an identifier; most documents have none.
fn has_identifiers(node: &Node) -> bool {
    match node {
        Node::Object(entries) => entries.iter().any(|(key, value)| {
            let names = matches!(
                key.as_str(),
                "$id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" | "$recursiveRef"
            );
            names && value.as_str().is_some() || has_identifiers(value)
        }),
        Node::Array(items) => items.iter().any(has_identifiers),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

/// A document, or a schema with an `$id`.
#[derive(Clone, Default)]
struct Resource {
    address: String,
    /// Where it stands in the document.
    pointer: String,
}

/// Where the walk is.
#[derive(Clone)]
struct Within {
    resource: Resource,
    /// The pointer to the node.
    pointer: String,
    /// The pointer to the outermost schema around the node, once there is one.
    outermost: Option<String>,
}

impl Within {
    fn new(resource: Resource) -> Within {
        Within {
            resource,
            pointer: String::new(),
            outermost: None,
        }
    }

    fn below(&self, key: &str) -> Within {
        Within {
            pointer: below(&self.pointer, key),
            ..self.clone()
        }
    }

    /// What a reference to the whole of the resource leads to.
    fn root(&self) -> &str {
        match &self.outermost {
            Some(outermost) if self.resource.pointer.is_empty() => outermost,
            _ => &self.resource.pointer,
        }
    }
}

/// Goes through all schemas, those around others first.
struct Walk<'w> {
    visit: &'w mut dyn FnMut(&mut Node, &Within),
}

impl Walk<'_> {
    fn value(&mut self, shape: Shape, node: &mut Node, within: &Within) {
        match (shape, node) {
            (Shape::Schema, node) => self.schema(node, within),
            (Shape::List(item), Node::Array(items)) => {
                for (index, node) in items.iter_mut().enumerate() {
                    self.value(*item, node, &within.below(&index.to_string()));
                }
            }
            (Shape::Map(of), Node::Object(entries)) => {
                for (key, node) in entries {
                    self.value(*of, node, &within.below(key));
                }
            }
            (Shape::Object(kind) | Shape::OrRef(kind), Node::Object(entries)) => {
                for (key, node) in entries {
                    if let Some(shape) = kind.shape(key) {
                        self.value(shape, node, &within.below(key));
                    }
                }
            }
            _ => {}
        }
    }

    fn schema(&mut self, node: &mut Node, within: &Within) {
        if node.as_object().is_none() {
            return;
        }
        let mut within = within.clone();
        if within.outermost.is_none() {
            within.outermost = Some(within.pointer.clone());
        }
        let id = node.get("$id").and_then(Node::as_str).map(uri::without_fragment);
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            within.resource = Resource {
                address: uri::resolve(&within.resource.address, id),
                pointer: within.pointer.clone(),
            };
        }
        (self.visit)(node, &within);
        for (key, node) in node.as_object_mut().into_iter().flatten() {
            let shape = match holds(key, node) {
                Holds::Schema => Shape::Schema,
                Holds::Schemas => Shape::List(&Shape::Schema),
                Holds::Named => Shape::Map(&Shape::Schema),
                Holds::Value => continue,
            };
            self.value(shape, node, &within.below(key));
        }
    }
}

/// What the document's schemas are called.
#[derive(Default)]
struct Identifiers {
    /// The pointer to each resource, by its address.
    resources: HashMap<String, String>,
    /// The pointer to what an anchor names, by the pointer to the resource, or to the component of the document.
    anchors: HashMap<(String, String), String>,
}

impl Identifiers {
    fn add(&mut self, node: &Node, within: &Within) {
        let place = &within.pointer;
        let is_resource = node
            .get("$id")
            .and_then(Node::as_str)
            .is_some_and(|id| !id.starts_with('#'));
        if is_resource && within.resource.pointer == *place {
            let address = within.resource.address.clone();
            self.resources.entry(address).or_insert_with(|| place.clone());
        }
        let name = |key: &str| node.get(key).and_then(Node::as_str);
        // Before draft 2019-09, an `$id` with nothing but a fragment was an anchor.
        let old = name("$id").and_then(|id| id.strip_prefix('#'));
        for anchor in [name("$anchor"), name("$dynamicAnchor"), old].into_iter().flatten() {
            for of in [within.root(), &within.resource.pointer] {
                let key = (of.to_owned(), anchor.to_owned());
                self.anchors.entry(key).or_insert_with(|| place.clone());
            }
        }
    }

    fn rewrite(&self, node: &mut Node, within: &Within, whole: &Node) {
        let Some(entries) = node.as_object_mut() else { return };
        if let Some(Node::String(target)) = entries.get_mut("$ref") {
            if let Some(place) = self.place(target, within, whole) {
                *target = format!("#{place}");
            }
        }
        if let Some(Node::String(target)) = entries.get_mut("$recursiveRef") {
            if target == "#" {
                *target = format!("#{}", within.root());
            }
        }
        if let Some(Node::String(target)) = entries.get_mut("$dynamicRef") {
            let is_pointer = target
                .split_once('#')
                .is_none_or(|(_, name)| name.is_empty() || name.starts_with('/'));
            if let Some(place) = self.place(target, within, whole) {
                *target = format!("#{place}");
            }
            if is_pointer {
                // Which names no anchor, and so is a `$ref` (JSON Schema, Core §8.2.3.2).
                let target = entries.shift_remove("$dynamicRef").unwrap_or_default();
                let part = Node::Object([("$ref".to_owned(), target)].into());
                let parts = entries
                    .entry("allOf".to_owned())
                    .or_insert_with(|| Node::Array(Vec::new()));
                if let Node::Array(parts) = parts {
                    parts.push(part);
                }
            }
        }
        if let Some(Node::Object(mapping)) = node.pointer_mut("/discriminator/mapping") {
            for target in mapping.values_mut() {
                let Node::String(target) = target else { continue };
                if target.contains([':', '/']) && !target.starts_with('#') {
                    if let Some(place) = self.place(target, within, whole) {
                        *target = format!("#{place}");
                    }
                }
            }
        }
    }

    /// The pointer to what `target` names, if it is something that an identifier of the document says.
    fn place(&self, target: &str, within: &Within, whole: &Node) -> Option<String> {
        let fragment = target.split_once('#').map_or("", |(_, fragment)| fragment);
        let resource = if target.starts_with('#') {
            &within.resource.pointer
        } else {
            let address = uri::resolve(&within.resource.address, target);
            self.resources.get(&address)?
        };
        let is_own = *resource == within.resource.pointer;
        if fragment.is_empty() {
            let root = if is_own { within.root() } else { resource };
            return Some(root.to_owned());
        }
        if !fragment.starts_with('/') {
            let anchor = decoded(fragment);
            let of_component = is_own.then(|| within.root().to_owned());
            let mut homes = of_component.into_iter().chain([resource.clone()]);
            return homes.find_map(|home| self.anchors.get(&(home, anchor.clone())).cloned());
        }
        let spelled = [fragment.to_owned(), decoded(fragment)];
        let within = spelled.iter().map(|fragment| format!("{resource}{fragment}"));
        // What a pointer leads to by way of another reference is for those who follow references.
        let mut known = within.filter(|pointer| whole.pointer(pointer).is_some());
        known.next().map(|pointer| normal(&pointer)).or_else(|| {
            let is_here = spelled.iter().any(|fragment| whole.pointer(fragment).is_some());
            (!is_here && !resource.is_empty()).then(|| format!("{resource}{fragment}"))
        })
    }
}

/// The pointer as it is made from keys.
fn normal(pointer: &str) -> String {
    segments(pointer)
        .map(|segment| format!("/{}", escape(&segment)))
        .collect()
}
