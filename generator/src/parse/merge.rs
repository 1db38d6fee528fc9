//! How do several documents become one?
//!
//! Each page of a reference repeats what it needs of the whole: the same servers, the same schemas.
//! What two documents say alike is taken once. What they say differently of one thing is an error
//! that shows both places. The result is ordered by name, so that neither the order nor the names of
//! the files change it.

use std::cmp::Ordering;

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::methods;
use super::origins::Origins;
use super::settle::Ranks;
use super::version;
use crate::diagnostic::{Code, Diagnostics};
use crate::read::node::escape;
use crate::read::{Node, SourceId, SpecPath};

/// Makes one document of `pages`, which are in the order of their files.
///
/// Where two differ, the one of the greater rank counts.
pub(super) fn merge(pages: Vec<(SourceId, Node)>, ranks: Ranks, diags: &mut Diagnostics) -> Option<(Node, Origins)> {
    let first = pages.first()?.0;
    let mut origins = Origins::new(first);
    for (source, page) in &pages {
        if version::is_old(page) {
            origins.set_old(*source);
        }
    }
    let several = pages.len() > 1;
    let mut merge = Merge { origins, ranks, diags };
    let mut pages = pages.into_iter();
    let (_, mut root) = pages.next()?;
    for (source, page) in pages {
        merge.page(&mut root, source, page);
    }
    if several {
        merge.sort(&mut root);
    }
    Some((root, merge.origins))
}

struct Merge<'d> {
    origins: Origins,
    ranks: Ranks,
    diags: &'d mut Diagnostics,
}

/// What an operation inherits from the document around it.
const INHERITED: [&str; 2] = ["servers", "security"];

impl Merge<'_> {
    fn page(&mut self, root: &mut Node, source: SourceId, mut page: Node) {
        for key in INHERITED {
            if root.get(key) != page.get(key) {
                self.hand_down(&mut page, source, key);
            }
        }
        let (Node::Object(root), Node::Object(page)) = (root, page) else {
            return;
        };
        for (key, node) in page {
            let at = SpecPath::new(source, format!("/{}", escape(&key)));
            match (key.as_str(), node) {
                ("openapi" | "servers" | "security", _) => {}
                ("info", info) => self.info(root, &info, &at),
                ("paths", Node::Object(paths)) => {
                    let into = section(root, "paths");
                    for (path, item) in paths {
                        self.path(into, path, item, &at);
                    }
                }
                ("webhooks", Node::Object(webhooks)) => {
                    self.entries(section(root, "webhooks"), webhooks, "/webhooks", &at);
                }
                ("components", Node::Object(sections)) => {
                    let into = section(root, "components");
                    for (name, components) in sections {
                        let at = at.child(&name);
                        if let Node::Object(components) = components {
                            self.entries(
                                section(into, &name),
                                components,
                                &format!("/components/{}", escape(&name)),
                                &at,
                            );
                        }
                    }
                }
                ("tags", Node::Array(tags)) => self.tags(root, tags, &at),
                (_, node) => {
                    if let Entry::Vacant(entry) = root.entry(key) {
                        self.origins.set(at.pointer().to_owned(), at.clone());
                        entry.insert(node);
                    }
                }
            }
        }
    }

    /// Writes what `page` says for all its operations to each of them, since the others are under
    /// another rule.
    fn hand_down(&mut self, page: &mut Node, source: SourceId, key: &str) {
        let inherited = match (page.get(key), key) {
            (Some(node), _) => node.clone(),
            // A document that names no security needs none.
            (None, "security") => Node::Array(Vec::new()),
            // One that names no server is about that of the others.
            (None, _) => return,
        };
        let Some(Node::Object(paths)) = page.pointer_mut("/paths") else {
            return;
        };
        for (path, item) in paths {
            for (way, operation) in item.as_object_mut().into_iter().flat_map(methods::operations) {
                if let Node::Object(fields) = operation {
                    fields.entry(key.to_owned()).or_insert_with(|| {
                        let pointer = format!("/paths/{}{way}/{key}", escape(path));
                        self.origins.set(pointer, SpecPath::new(source, format!("/{key}")));
                        inherited.clone()
                    });
                }
            }
        }
    }

    fn info(&mut self, root: &IndexMap<String, Node>, info: &Node, at: &SpecPath) {
        let title = |info: Option<&Node>| info.and_then(|info| info.get("title")).cloned();
        if title(root.get("info")) != title(Some(info)) {
            let first = self.origins.at("/info/title");
            self.diags
                .warn(
                    Code::MergeConflict,
                    at.child("title"),
                    "the documents have different titles; the first is taken",
                )
                .note(first, "the first one");
        }
    }

    fn path(&mut self, into: &mut IndexMap<String, Node>, path: String, item: Node, at: &SpecPath) {
        let at = at.child(&path);
        let pointer = format!("/paths/{}", escape(&path));
        match (into.entry(path), item) {
            (Entry::Vacant(entry), item) => {
                self.origins.set(pointer, at);
                entry.insert(item);
            }
            (Entry::Occupied(mut entry), Node::Object(mut item)) => {
                if let Node::Object(into) = entry.get_mut() {
                    self.narrow(into, &mut item, &pointer, &at);
                    // Two pages may each describe a method of a path.
                    if let (Some(Node::Object(into)), Some(Node::Object(_))) =
                        (into.get_mut(methods::ADDITIONAL), item.get(methods::ADDITIONAL))
                    {
                        let Some(Node::Object(more)) = item.shift_remove(methods::ADDITIONAL) else {
                            return;
                        };
                        let below = format!("{pointer}/{}", methods::ADDITIONAL);
                        self.entries(into, more, &below, &at.child(methods::ADDITIONAL));
                    }
                    self.entries(into, item, &pointer, &at);
                }
            }
            (Entry::Occupied(_), _) => {}
        }
    }

    /// Writes what the two pages say differently of a whole path to the operations of each.
    fn narrow(
        &mut self,
        first: &mut IndexMap<String, Node>,
        second: &mut IndexMap<String, Node>,
        pointer: &str,
        at: &SpecPath,
    ) {
        for key in ["parameters", "servers"] {
            if first.get(key) == second.get(key) {
                continue;
            }
            let mut moved = narrow(first, key, |rest| self.origins.at(&format!("{pointer}{rest}")));
            let place = |rest: &str| SpecPath::new(at.source(), format!("{}{rest}", at.pointer()));
            moved.extend(narrow(second, key, place));
            for (rest, at) in moved {
                self.origins.set(format!("{pointer}{rest}"), at);
            }
        }
    }

    /// Puts the entries of an object, which stands at `at`, into that at `pointer`.
    fn entries(
        &mut self,
        into: &mut IndexMap<String, Node>,
        entries: IndexMap<String, Node>,
        pointer: &str,
        at: &SpecPath,
    ) {
        for (key, node) in entries {
            let pointer = format!("{pointer}/{}", escape(&key));
            let at = at.child(&key);
            match into.entry(key) {
                Entry::Vacant(entry) => {
                    self.origins.set(pointer, at);
                    entry.insert(node);
                }
                Entry::Occupied(mut entry) => {
                    let key = entry.key().clone();
                    self.same(&key, entry.get_mut(), node, &pointer, &at);
                }
            }
        }
    }

    /// Says where two nodes differ that should be the same. The second takes the place of the first if it is preferred.
    fn same(&mut self, key: &str, first: &mut Node, second: Node, pointer: &str, at: &SpecPath) {
        let Some(difference) = difference(first, &second) else {
            // Keys may come in another order, and what is made of them keeps it. Which order that is cannot be for the
            // names of the files to say, so it goes by the texts.
            if second.to_string() < first.to_string() {
                *first = second;
            }
            return;
        };
        let message = format!("two documents describe `{key}` differently, first at `{difference}`");
        let here = SpecPath::new(at.source(), format!("{}{difference}", at.pointer()));
        let there = self.origins.at(&format!("{pointer}{difference}"));
        let rank = |at: &SpecPath| self.ranks.get(&at.source());
        match rank(&here).cmp(&rank(&there)) {
            Ordering::Equal => {}
            Ordering::Less => {
                let message = format!("{message}; the other one is preferred");
                self.diags
                    .warn(Code::MergeConflict, here, message)
                    .note(there, "the preferred description");
                return;
            }
            Ordering::Greater => {
                let message = format!("{message}; the other one is preferred");
                self.diags
                    .warn(Code::MergeConflict, there, message)
                    .note(here, "the preferred description");
                *first = second;
                self.origins.replace(pointer.to_owned(), at.clone());
                return;
            }
        }
        self.diags
            .error(Code::MergeConflict, here, message)
            .note(there, "the other description")
            .help(
                "make the two equal, or remove the one that is out of date; or settle it under `[sources]` of sdk.toml",
            );
    }

    fn tags(&mut self, root: &mut IndexMap<String, Node>, tags: Vec<Node>, at: &SpecPath) {
        let into = root.entry("tags".to_owned()).or_insert_with(|| Node::Array(Vec::new()));
        let Node::Array(into) = into else {
            return;
        };
        for (index, tag) in tags.into_iter().enumerate() {
            let at = at.index(index);
            let known = into.iter().position(|known| known.get("name") == tag.get("name"));
            match known {
                Some(known) => {
                    let name = tag.get("name").and_then(Node::as_str).unwrap_or("");
                    // A page may name a tag that another one describes.
                    let bare = |tag: &Node| tag.as_object().is_some_and(|fields| fields.len() == 1);
                    if bare(&into[known]) {
                        self.origins.set(format!("/tags/{known}"), at);
                        into[known] = tag;
                    } else if !bare(&tag) {
                        let name = name.to_owned();
                        self.same(&name, &mut into[known], tag, &format!("/tags/{known}"), &at);
                    }
                }
                None => {
                    self.origins.set(format!("/tags/{}", into.len()), at);
                    into.push(tag);
                }
            }
        }
    }

    fn sort(&mut self, root: &mut Node) {
        if let Some(Node::Object(paths)) = root.pointer_mut("/paths") {
            paths.sort_keys();
        }
        if let Some(Node::Object(webhooks)) = root.pointer_mut("/webhooks") {
            webhooks.sort_keys();
        }
        if let Some(Node::Object(sections)) = root.pointer_mut("/components") {
            for components in sections.values_mut().filter_map(Node::as_object_mut) {
                components.sort_keys();
            }
        }
        if let Some(Node::Array(tags)) = root.pointer_mut("/tags") {
            let mut placed: Vec<(SpecPath, Node)> = Vec::new();
            for (index, tag) in tags.drain(..).enumerate() {
                placed.push((self.origins.at(&format!("/tags/{index}")), tag));
            }
            let name = |tag: &Node| tag.get("name").and_then(Node::as_str).map(str::to_owned);
            placed.sort_by_key(|(_, tag)| name(tag));
            for (index, (at, tag)) in placed.into_iter().enumerate() {
                self.origins.set(format!("/tags/{index}"), at);
                tags.push(tag);
            }
        }
    }
}

/// Writes what a path item has under `key` to each of its operations, since it is no longer true of the whole path.
/// Returns what has another place now, by its way from the path item, and where it was written.
fn narrow(item: &mut IndexMap<String, Node>, key: &str, place: impl Fn(&str) -> SpecPath) -> Vec<(String, SpecPath)> {
    let Some(common) = item.shift_remove(key) else {
        return Vec::new();
    };
    let stands = place(&format!("/{key}"));
    let mut moved = Vec::new();
    for (way, operation) in methods::operations(item) {
        let Node::Object(fields) = operation else { continue };
        let way = format!("{way}/{key}");
        match (fields.get_mut(key), &common) {
            (None, common) => {
                moved.push((way, stands.clone()));
                fields.insert(key.to_owned(), common.clone());
            }
            // An operation's own parameters come after those of its path, and so override them.
            (Some(Node::Array(own)), Node::Array(common)) if key == "parameters" => {
                for index in 0..own.len() {
                    let place = place(&format!("{way}/{index}"));
                    moved.push((format!("{way}/{}", index + common.len()), place));
                }
                for index in 0..common.len() {
                    moved.push((format!("{way}/{index}"), stands.index(index)));
                }
                own.splice(0..0, common.iter().cloned());
            }
            (Some(_), _) => {}
        }
    }
    moved
}

fn section<'r>(object: &'r mut IndexMap<String, Node>, key: &str) -> &'r mut IndexMap<String, Node> {
    let node = object.entry(key.to_owned()).or_insert_with(Node::object);
    if node.as_object().is_none() {
        *node = Node::object();
    }
    node.as_object_mut().expect("it has just been made an object")
}

/// The pointer, from here, to the first thing that differs. The order of keys, and how a description
/// is broken into lines, make no difference.
fn difference(a: &Node, b: &Node) -> Option<String> {
    match (a, b) {
        (Node::Object(a), Node::Object(b)) => {
            let differs = a.iter().find_map(|(key, in_a)| {
                let escaped = escape(key);
                let Some(in_b) = b.get(key) else {
                    return Some(format!("/{escaped}"));
                };
                let words = matches!(key.as_str(), "description" | "summary") && same_words(in_a, in_b);
                let below = if words { None } else { difference(in_a, in_b) };
                below.map(|below| format!("/{escaped}{below}"))
            });
            let more = || b.keys().find(|key| !a.contains_key(*key));
            differs.or_else(|| more().map(|key| format!("/{}", escape(key))))
        }
        (Node::Array(a), Node::Array(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).enumerate();
            pairs.find_map(|(index, (a, b))| difference(a, b).map(|below| format!("/{index}{below}")))
        }
        (a, b) => (a != b).then(String::new),
    }
}

fn same_words(a: &Node, b: &Node) -> bool {
    match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => a.split_whitespace().eq(b.split_whitespace()),
        _ => false,
    }
}
