//! What does `sdk.toml` say of documents that contradict each other?
//!
//! One of them is preferred, so that it counts where two differ; or a component of one is renamed, so that they do not.

use std::collections::BTreeMap;
use std::path::Path;

use super::schema_keywords::{Holds, holds};
use crate::config::Sources as Rules;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::read::moved::below;
use crate::read::node::{escape, segments};
use crate::read::{Node, SourceId, Sources, SpecPath, files};

/// How much each document counts; one that is not among them counts least.
pub(super) type Ranks = BTreeMap<SourceId, Vec<u64>>;

/// The ranks of the documents.
pub(super) fn ranks(pages: &[(SourceId, Node)], sources: &Sources, rules: &Rules) -> Ranks {
    let Some(prefer) = &rules.prefer else {
        return Ranks::new();
    };
    let rank = |(id, root): &(SourceId, Node)| {
        let rank = if prefer == "newest" {
            version(root.pointer("/info/version").and_then(Node::as_str).unwrap_or_default())
        } else {
            let path = files::normal(&sources.file_of(*id).path);
            vec![u64::from(path.starts_with(Path::new(prefer)))]
        };
        (*id, rank)
    };
    pages.iter().map(rank).collect()
}

/// The numbers of a version, which are compared one by one: `2.0.10`, `2024-03-01`.
fn version(text: &str) -> Vec<u64> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// Gives the components of `root` the names that are asked for.
pub(super) fn rename(id: SourceId, root: &mut Node, sources: &mut Sources, rules: &Rules, diags: &mut Diagnostics) {
    let file = files::normal(&sources.file_of(id).path).display().to_string();
    for (of, name) in &rules.rename {
        let Some((path, pointer)) = of.split_once('#') else {
            continue;
        };
        if path != file {
            continue;
        }
        let mut steps: Vec<String> = segments(pointer).collect();
        let (Some(old), true) = (steps.pop(), pointer.starts_with("/components/")) else {
            continue;
        };
        let home: String = steps.iter().map(|step| format!("/{}", escape(step))).collect();
        let entry = root.pointer_mut(&home).and_then(Node::as_object_mut);
        let Some((entries, index)) = entry.and_then(|entries| {
            let index = entries.get_index_of(&old)?;
            Some((entries, index))
        }) else {
            let message =
                format!("`rename` under `[sources]` of sdk.toml names `{pointer}`, which {path} does not have");
            diags.warn(Code::InvalidConfig, Place::Path(path.to_owned()), message);
            continue;
        };
        if let Some((_, node)) = entries.shift_remove_index(index) {
            entries.shift_insert(index.min(entries.len()), name.clone(), node);
        }
        let (from, to) = (below(&home, &old), below(&home, name));
        let moved = &mut sources.get_mut(id).moved;
        let whence = moved.clone();
        moved.carry(&to, &whence, &SpecPath::new(id, from.as_str()));
        let names = (home == "/components/schemas").then_some((old.as_str(), name.as_str()));
        refer(root, &format!("#{from}"), &format!("#{to}"), names);
    }
}

/// Points what refers to `from`, or to something in it, to `to`.
fn refer(node: &mut Node, from: &str, to: &str, names: Option<(&str, &str)>) {
    let leads = |target: &str| {
        let rest = target.strip_prefix(from)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
    };
    match node {
        Node::Object(entries) => {
            for (key, node) in entries {
                match (key.as_str(), &mut *node) {
                    ("$ref", Node::String(target)) => {
                        if let Some(moved) = leads(target) {
                            *target = moved;
                        }
                    }
                    ("mapping", Node::Object(targets)) => {
                        for target in targets.values_mut() {
                            let Node::String(text) = target else { continue };
                            let bare = names.filter(|(old, _)| text == old).map(|(_, new)| new.to_owned());
                            if let Some(moved) = leads(text).or(bare) {
                                *text = moved;
                            }
                        }
                    }
                    ("example" | "examples" | "enum" | "const" | "default", value)
                        if holds(key, value) == Holds::Value => {}
                    (_, node) => refer(node, from, to, names),
                }
            }
        }
        Node::Array(items) => items.iter_mut().for_each(|node| refer(node, from, to, names)),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}
