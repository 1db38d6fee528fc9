//! What do overlays change in a document?
//!
//! An overlay is a list of actions (Overlay Specification 1.1): each names nodes by JSONPath and updates, replaces or removes
//! them, in the order of the list. What an overlay has put into a tree keeps its place in the overlay's file.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::moved::{Moved, below};
use super::node::{Node, segments};
use super::source::Sources;
use super::spec_path::{SourceId, SpecPath};
use crate::diagnostic::{Code, Diagnostics, Draft};

/// Applies the overlay `overlay` to the documents `documents`.
pub(super) fn apply(sources: &mut Sources, overlay: SourceId, documents: &[SourceId], diags: &mut Diagnostics) {
    let root = std::mem::take(&mut sources.get_mut(overlay).root);
    let actions = check(&root, overlay, diags);
    let mut matched = vec![false; actions.len()];
    for &id in documents {
        let source = sources.get_mut(id);
        let mut tree = Tree {
            id,
            root: std::mem::take(&mut source.root),
            moved: std::mem::take(&mut source.moved),
        };
        for (action, matched) in actions.iter().zip(&mut matched) {
            *matched |= tree.act(action, diags);
        }
        let source = sources.get_mut(id);
        (source.root, source.moved) = (tree.root, tree.moved);
    }
    for (action, _) in actions.iter().zip(&matched).filter(|(_, matched)| !**matched) {
        let message = format!("the target `{}` of this action matches nothing", action.target);
        diags.warn(Code::IdleOverlay, action.at.child("target"), message);
    }
    sources.get_mut(overlay).root = root;
}

/// Something that an overlay does.
struct Action<'o> {
    at: SpecPath,
    target: &'o str,
    path: JsonPath,
    update: Option<&'o Node>,
    copy: Option<JsonPath>,
    remove: bool,
}

/// The actions of an overlay that has the shape of one.
fn check<'o>(root: &'o Node, id: SourceId, diags: &mut Diagnostics) -> Vec<Action<'o>> {
    let at = SpecPath::new(id, "");
    let mut wrong = |at: SpecPath, message: &str| {
        diags.error(Code::InvalidOverlay, at, message);
    };
    let Node::Object(fields) = root else {
        wrong(at, "an overlay is an object");
        return Vec::new();
    };
    match fields.get("overlay") {
        Some(Node::String(version)) if ["1.0", "1.1"].iter().any(|known| is_version(version, known)) => {}
        Some(_) => wrong(at.child("overlay"), "the versions of overlays are 1.0.0 and 1.1.0"),
        None => wrong(at.clone(), "an overlay says its version: `overlay: 1.1.0`"),
    }
    let text = |node: Option<&Node>| node.and_then(Node::as_str).is_some();
    match fields.get("info") {
        Some(info @ Node::Object(fields)) => {
            for (key, node) in fields {
                let at = at.child("info").child(key);
                match key.as_str() {
                    "title" | "version" => {}
                    "description" if node.as_str().is_some() => {}
                    "description" => wrong(at, "`description` of an overlay is a string"),
                    key if key.starts_with("x-") => {}
                    _ => wrong(at, "`info` of an overlay has no field of this name"),
                }
            }
            for key in ["title", "version"] {
                if !text(info.get(key)) {
                    wrong(
                        at.child("info").child(key),
                        "`title` and `version` of an overlay are strings",
                    );
                }
            }
        }
        Some(_) | None => wrong(
            at.child("info"),
            "an overlay has an object `info` with a `title` and a `version`",
        ),
    }
    for (key, node) in fields {
        let known = ["overlay", "info", "extends", "actions"].contains(&key.as_str()) || key.starts_with("x-");
        if !known {
            wrong(at.child(key), "an overlay has no field of this name");
        } else if key == "extends" && node.as_str().is_none() {
            wrong(at.child(key), "`extends` is a string");
        }
    }
    let items = match fields.get("actions") {
        Some(Node::Array(items)) if !items.is_empty() => items,
        Some(_) | None => {
            wrong(at.child("actions"), "an overlay has a list of at least one action");
            return Vec::new();
        }
    };
    let mut actions = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let at = at.child("actions").index(index);
        if items[..index].contains(item) {
            wrong(at.clone(), "the same action stands in the list before");
        }
        match action(item, at.clone()) {
            Ok(action) => actions.push(action),
            Err((key, message)) => wrong(if key.is_empty() { at } else { at.child(key) }, &message),
        }
    }
    actions
}

fn is_version(version: &str, known: &str) -> bool {
    let rest = version.strip_prefix(known).and_then(|rest| rest.strip_prefix('.'));
    rest.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}

/// An action, or the key that is wrong and why.
fn action(item: &Node, at: SpecPath) -> Result<Action<'_>, (&'static str, String)> {
    let Node::Object(fields) = item else {
        return Err(("", "an action is an object".to_owned()));
    };
    let path = |key: &'static str, text: &str| {
        let parsed = JsonPath::parse(text).or_else(|error| JsonPath::parse(&in_brackets(text)).map_err(|_| error));
        parsed.map_err(|error| (key, format!("`{text}` is no JSONPath: {error}")))
    };
    let target = match fields.get("target") {
        Some(Node::String(target)) => target,
        Some(_) => return Err(("target", "`target` is a JSONPath in a string".to_owned())),
        None => return Err(("", "an action needs a `target`".to_owned())),
    };
    if fields.get("description").is_some_and(|node| node.as_str().is_none()) {
        return Err(("description", "`description` is a string".to_owned()));
    }
    let remove = match fields.get("remove") {
        Some(Node::Bool(remove)) => *remove,
        Some(_) => return Err(("remove", "`remove` is a boolean".to_owned())),
        None => false,
    };
    let copy = match fields.get("copy") {
        Some(Node::String(text)) => Some(path("copy", text)?),
        Some(_) => return Err(("copy", "`copy` is a JSONPath in a string".to_owned())),
        None => None,
    };
    Ok(Action {
        at,
        path: path("target", target)?,
        target,
        update: fields.get("update"),
        copy,
        remove,
    })
}

/// A path with brackets around names that have a dash, such as `$.info.x-logo`: RFC 9535 has no such shorthand, and the
/// examples of the Overlay Specification use it.
fn in_brackets(path: &str) -> String {
    let mut bracketed = String::new();
    let mut quote = None;
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let name = rest[c.len_utf8()..].split(|c| !is_name(c)).next().unwrap_or_default();
        if quote.is_none() && c == '.' && name.contains('-') {
            bracketed.push_str(&format!("['{name}']"));
            rest = &rest[1 + name.len()..];
            continue;
        }
        match quote {
            None if c == '\'' || c == '"' => quote = Some(c),
            Some(open) if open == c => quote = None,
            _ => {}
        }
        bracketed.push(c);
        rest = &rest[c.len_utf8()..];
    }
    bracketed
}

/// A document that is being changed.
struct Tree {
    id: SourceId,
    root: Node,
    moved: Moved,
}

impl Tree {
    /// Whether the action has matched anything.
    fn act(&mut self, action: &Action<'_>, diags: &mut Diagnostics) -> bool {
        let value = self.root.to_value();
        let found = pointers(&action.path, &value);
        if found.is_empty() {
            return false;
        }
        if action.remove {
            // From the end, so that places in lists stay what they are.
            for pointer in found.iter().rev() {
                self.remove(pointer);
            }
            return true;
        }
        if let Some(copy) = &action.copy {
            match &pointers(copy, &value)[..] {
                [from] => {
                    let at = self.written(from);
                    let node = self.root.pointer(from).cloned().unwrap_or_default();
                    found
                        .iter()
                        .for_each(|pointer| self.update(pointer, &node, &at, action, diags));
                }
                others => {
                    let message = format!("`copy` selects {} nodes, where one is needed", others.len());
                    diags.error(Code::InvalidOverlay, action.at.child("copy"), message);
                }
            }
        }
        if let Some(update) = action.update {
            let at = action.at.child("update");
            found
                .iter()
                .for_each(|pointer| self.update(pointer, update, &at, action, diags));
        }
        true
    }

    fn written(&self, pointer: &str) -> SpecPath {
        let moved = self.moved.at(pointer);
        moved.unwrap_or_else(|| SpecPath::new(self.id, pointer))
    }

    fn remove(&mut self, pointer: &str) {
        let Some((parent, _)) = pointer.rsplit_once('/') else {
            return;
        };
        let key = segments(pointer).last().unwrap_or_default();
        // Items behind the one that goes move up.
        let behind: Vec<SpecPath> = match (self.root.pointer(parent), key.parse::<usize>()) {
            (Some(Node::Array(items)), Ok(index)) => {
                let behind = index + 1..items.len();
                behind.map(|index| self.written(&format!("{parent}/{index}"))).collect()
            }
            _ => Vec::new(),
        };
        match self.root.pointer_mut(parent) {
            Some(Node::Object(entries)) => {
                entries.shift_remove(&key);
            }
            Some(Node::Array(items)) => {
                if let Some(index) = key.parse().ok().filter(|index| *index < items.len()) {
                    items.remove(index);
                    let behind = behind.into_iter().enumerate();
                    behind.for_each(|(n, at)| self.moved.set(format!("{parent}/{}", index + n), at));
                }
            }
            _ => {}
        }
    }

    /// Merges `update`, written at `at`, into the node: objects recursively, lists by appending; else it is replaced (Overlay
    /// Specification 1.1, Action Object, `update`).
    fn update(&mut self, pointer: &str, update: &Node, at: &SpecPath, action: &Action<'_>, diags: &mut Diagnostics) {
        let mut refused = false;
        let (root, moved) = (&mut self.root, &mut self.moved);
        match (root.pointer_mut(pointer), update) {
            (Some(Node::Array(items)), update) => {
                // One value is appended; the items of a list are appended each.
                let (added, of_list) = match update {
                    Node::Array(added) => (added.as_slice(), true),
                    one => (std::slice::from_ref(one), false),
                };
                for (index, item) in added.iter().enumerate() {
                    let from = if of_list { at.index(index) } else { at.clone() };
                    moved.set(format!("{pointer}/{}", items.len()), from);
                    items.push(item.clone());
                }
            }
            (Some(into @ Node::Object(_)), update @ Node::Object(_)) => merge(into, update, pointer, at, moved),
            (Some(Node::Object(_)), _) => refused = true,
            (Some(into), update) => {
                moved.set(pointer, at.clone());
                *into = update.clone();
            }
            (None, _) => {}
        }
        if refused {
            let message = format!(
                "the target is an object, which cannot be updated with {}",
                update.kind()
            );
            wrong(diags, action, message).note(SpecPath::new(self.id, pointer), "the target");
        }
    }
}

fn wrong<'d>(diags: &'d mut Diagnostics, action: &Action<'_>, message: String) -> &'d mut Draft {
    diags.error(Code::InvalidOverlay, action.at.child("update"), message)
}

/// Objects are merged key by key, lists joined, all else replaced.
fn merge(into: &mut Node, update: &Node, pointer: &str, at: &SpecPath, moved: &mut Moved) {
    match (into, update) {
        (Node::Object(into), Node::Object(update)) => {
            for (key, node) in update {
                let (pointer, at) = (below(pointer, key), at.child(key));
                match into.get_mut(key) {
                    Some(known) => merge(known, node, &pointer, &at, moved),
                    None => {
                        moved.set(pointer, at);
                        into.insert(key.clone(), node.clone());
                    }
                }
            }
        }
        (Node::Array(into), Node::Array(update)) => {
            for (index, item) in update.iter().enumerate() {
                moved.set(format!("{pointer}/{}", into.len()), at.index(index));
                into.push(item.clone());
            }
        }
        (into, update) => {
            moved.set(pointer, at.clone());
            *into = update.clone();
        }
    }
}

/// The pointers to what a path selects, each once, in the order of the document.
fn pointers(path: &JsonPath, value: &Value) -> Vec<String> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for node in path.query_located(value) {
        let pointer = node.location().to_json_pointer();
        found.push(segments(&pointer).collect());
    }
    let number = |segment: &String| segment.parse::<usize>().ok();
    found.sort_by(|a, b| {
        let pairs = a.iter().zip(b).map(|(a, b)| match (number(a), number(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => a.cmp(b),
        });
        let differs = pairs.into_iter().find(|order| order.is_ne());
        differs.unwrap_or_else(|| a.len().cmp(&b.len()))
    });
    found.dedup();
    let pointer = |segments: Vec<String>| segments.iter().fold(String::new(), |pointer, key| below(&pointer, key));
    found.into_iter().map(pointer).collect()
}

#[cfg(test)]
mod tests;
