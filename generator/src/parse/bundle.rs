//! How does a description in many files become one document?
//!
//! What a reference to another file leads to becomes a component of the document, and the reference leads there; so what
//! many places refer to is there once, whatever leads to whatever. What has no place among the components, such as a path
//! item or an operation, takes the place of its reference. Files are read as they are needed.

mod names;
mod target;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;

use super::grammar::{Field, Grammar, Kind, Need, Shape, is_extension};
use super::schema_keywords::{Holds, holds};
use crate::diagnostic::{Code, Diagnostics, Draft, Place as Where};
use crate::read::moved::{Moved, below};
use crate::read::node::segments;
use crate::read::{Node, SourceId, Sources, SpecPath};

/// Brings what the document `id` refers to in other files into it.
pub(super) fn bundle(
    sources: &mut Sources,
    id: SourceId,
    grammar: &'static Grammar,
    folders: &[PathBuf],
    diags: &mut Diagnostics,
) {
    if !leads_out(&sources.get(id).root) {
        return;
    }
    let mut folders = folders.to_vec();
    folders.push(sources.folder_of(id));
    let source = sources.get_mut(id);
    let mut root = source.root.clone();
    let moved = std::mem::take(&mut source.moved);
    let mut bundle = Bundle {
        sources,
        diags,
        grammar,
        folders,
        document: id,
        moved,
        imports: Vec::new(),
        known: HashMap::new(),
        waiting: VecDeque::new(),
        inlined: 0,
        ornament: false,
        given: HashMap::new(),
        identified: HashSet::new(),
    };
    bundle.adopt_components(&mut root);
    let place = Place::default();
    bundle.value(Shape::Object(grammar.root), &mut root, &place);
    bundle.finish(&mut root);
    let moved = bundle.moved;
    let source = sources.get_mut(id);
    source.root = root;
    source.moved = moved;
}

/// What says the least where a reference leads nowhere, which has been said.
fn nothing(shape: Shape) -> Node {
    match shape {
        Shape::Map(_) | Shape::Object(_) | Shape::OrRef(_) => Node::object(),
        Shape::Any | Shape::Text | Shape::Flag | Shape::Word(_) | Shape::Schema | Shape::List(_) => Node::Null,
    }
}

/// Whether anything in the tree refers to another file.
fn leads_out(node: &Node) -> bool {
    match node {
        Node::Object(entries) => entries.iter().any(|(key, value)| match value {
            Node::String(target) if key == "$ref" => !target.starts_with('#'),
            // The mapping of a discriminator.
            Node::Object(targets) if key == "mapping" => {
                targets.values().filter_map(Node::as_str).any(target::is_file) || leads_out(value)
            }
            value => leads_out(value),
        }),
        Node::Array(items) => items.iter().any(leads_out),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

struct Bundle<'b> {
    sources: &'b mut Sources,
    diags: &'b mut Diagnostics,
    grammar: &'static Grammar,
    folders: Vec<PathBuf>,
    document: SourceId,
    moved: Moved,
    /// What has come into the document, in the order in which it was met.
    imports: Vec<Import>,
    /// The number of the import, by where it should stand and where it was written.
    known: HashMap<(&'static str, SpecPath), usize>,
    /// The imports whose own references have not been looked at.
    waiting: VecDeque<usize>,
    inlined: usize,
    /// Whether nothing is generated from what is being looked at.
    ornament: bool,
    /// The names that components of the document give to what they refer to.
    given: HashMap<(&'static str, SpecPath), String>,
    /// The files whose references by identifier have been rewritten.
    identified: HashSet<SourceId>,
}

/// Something of another file that has become a component.
struct Import {
    /// Where components of its kind stand: `/components/schemas`.
    home: &'static str,
    shape: Shape,
    from: SpecPath,
    node: Node,
    /// What has moved within it.
    moved: Vec<(String, SpecPath)>,
}

/// Where the walk is.
#[derive(Default)]
struct Place {
    /// The pointer in the document, or in the import.
    pointer: String,
    /// How many references have been replaced by what they lead to on the way here.
    depth: usize,
}

impl Place {
    fn below(&self, key: &str) -> Place {
        Place {
            pointer: below(&self.pointer, key),
            depth: self.depth,
        }
    }
}

/// How many references may be replaced inside each other, and in all.
const DEEPEST: usize = 16;
const MOST: usize = 50_000;

/// Stands for the import of this number until it has a name.
const IMPORT: &str = "#/\u{1}";

impl Bundle<'_> {
    /// Notes the names of components that are no more than a reference to another file: what is there has that name.
    fn adopt_components(&mut self, root: &mut Node) {
        for (home, shape) in self.grammar.homes() {
            let Some(Node::Object(components)) = root.pointer(home) else {
                continue;
            };
            let base = self.document;
            let aliases = components.iter().filter_map(|(name, node)| {
                let target = node.get("$ref").and_then(Node::as_str)?;
                (!target.starts_with('#') && node.as_object()?.len() == 1).then(|| (name.clone(), target.to_owned()))
            });
            for (name, target) in aliases.collect::<Vec<_>>() {
                let pointer = below(home, &name);
                let at = self.written(&pointer).child("$ref");
                let Some(from) = self.target(base, &target, &at, shape) else {
                    continue;
                };
                if from.source() != base && !self.given.contains_key(&(home, from.clone())) {
                    self.given.insert((home, from.clone()), name);
                    let found = self.sources.get(from.source()).root.pointer(from.pointer());
                    let found = found.cloned().unwrap_or_default();
                    self.moved.set(pointer.as_str(), from.clone());
                    if let Some(slot) = root.pointer_mut(&pointer) {
                        *slot = found;
                    }
                }
            }
        }
    }

    /// Where what is at `pointer` was written; references there are relative to that file.
    fn written(&self, pointer: &str) -> SpecPath {
        let moved = self.moved.at(pointer);
        moved.unwrap_or_else(|| SpecPath::new(self.document, pointer))
    }

    fn value(&mut self, shape: Shape, node: &mut Node, place: &Place) {
        match (shape, node) {
            (Shape::Schema, node) => self.schema(node, place),
            (Shape::List(item), Node::Array(items)) => {
                for (index, node) in items.iter_mut().enumerate() {
                    self.value(*item, node, &place.below(&index.to_string()));
                }
            }
            (Shape::Map(of), node @ Node::Object(_)) => {
                let Some(place) = self.replace(shape, node, place) else {
                    return;
                };
                for (key, node) in node.as_object_mut().into_iter().flatten() {
                    self.value(*of, node, &place.below(key));
                }
            }
            (Shape::Object(kind) | Shape::OrRef(kind), node @ Node::Object(_)) => self.object(kind, node, place),
            (shape, node @ Node::Object(_)) => {
                self.replace(shape, node, place);
            }
            _ => {}
        }
    }

    fn object(&mut self, kind: &'static Kind, node: &mut Node, place: &Place) {
        let shape = Shape::OrRef(kind);
        let place = match kind.home {
            Some(home) if node.get("$ref").is_some() => return self.refer(home, shape, node, place),
            _ => self.replace(shape, node, place),
        };
        if let Some(place) = place {
            self.fields(kind, node, &place);
        }
    }

    fn fields(&mut self, kind: &'static Kind, node: &mut Node, place: &Place) {
        let ornament = self.ornament;
        for (key, node) in node.as_object_mut().into_iter().flatten() {
            if let Some(shape) = kind.shape(key) {
                let is_ornament = |field: &Field| matches!(field.need, Need::Ornament);
                self.ornament = ornament || kind.field(key).is_some_and(is_ornament);
                self.value(shape, node, &place.below(key));
            }
        }
        self.ornament = ornament;
    }

    /// Says what is wrong, which is no harm where nothing is generated from.
    fn complain(&mut self, code: Code, at: &SpecPath, message: impl Into<String>) -> &mut Draft {
        let at = Where::Written(at.clone());
        match self.ornament {
            true => self.diags.warn(code, at, message),
            false => self.diags.error(code, at, message),
        }
    }

    /// Points the reference that is `node` to a component, which it leads to from now on.
    fn refer(&mut self, home: &'static str, shape: Shape, node: &mut Node, place: &Place) {
        let Some(target) = node.get("$ref").and_then(Node::as_str).map(str::to_owned) else {
            return;
        };
        let at = self.written(&place.pointer).child("$ref");
        if target.starts_with('#') && at.source() == self.document {
            return;
        }
        let Some(link) = self.link(home, shape, &target, &at) else {
            if self.ornament {
                *node = Node::Null;
            }
            return;
        };
        if let Some(entries) = node.as_object_mut() {
            entries.insert("$ref".to_owned(), Node::String(link));
        }
    }

    /// The reference within the document that says what `target`, written at `at`, says there.
    fn link(&mut self, home: &'static str, shape: Shape, target: &str, at: &SpecPath) -> Option<String> {
        let from = self.target(at.source(), target, at, shape)?;
        if let Some(name) = self.given.get(&(home, from.clone())) {
            return Some(format!("#{}", below(home, name)));
        }
        if self.is_own(&from) {
            return Some(format!("#{}", from.pointer()));
        }
        let key = (home, from.clone());
        let number = match self.known.get(&key) {
            Some(number) => *number,
            None => {
                let number = self.imports.len();
                let node = self.sources.get(from.source()).root.pointer(from.pointer());
                let node = node.cloned().unwrap_or_default();
                self.imports.push(Import {
                    home,
                    shape,
                    from,
                    node,
                    moved: Vec::new(),
                });
                self.known.insert(key, number);
                self.waiting.push_back(number);
                number
            }
        };
        Some(format!("{IMPORT}{number}"))
    }

    /// Puts what a reference leads to in its place, if `node` is one. Returns where the walk is then; `None` if there is
    /// nothing to walk through.
    fn replace(&mut self, shape: Shape, node: &mut Node, place: &Place) -> Option<Place> {
        let stay = || Place {
            pointer: place.pointer.clone(),
            depth: place.depth,
        };
        let Some(target) = node.get("$ref").and_then(Node::as_str).map(str::to_owned) else {
            return Some(stay());
        };
        let at = self.written(&place.pointer).child("$ref");
        if target.starts_with('#') && at.source() == self.document {
            return Some(stay());
        }
        let Some(from) = self.target(at.source(), &target, &at, shape) else {
            *node = nothing(shape);
            return None;
        };
        self.inlined += 1;
        if place.depth == DEEPEST || self.inlined > MOST {
            let message = "the reference leads back to itself, or to too much";
            self.complain(Code::RefCycle, &at, message);
            *node = nothing(shape);
            return None;
        }
        let found = self.sources.get(from.source()).root.pointer(from.pointer());
        let mut found = found.cloned().unwrap_or_default();
        // What stands beside the reference is added to what it leads to.
        if let (Node::Object(found), Node::Object(beside)) = (&mut found, std::mem::take(node)) {
            for (key, node) in beside.into_iter().filter(|(key, _)| key != "$ref") {
                found.entry(key).or_insert(node);
            }
        }
        *node = found;
        self.moved.set(place.pointer.as_str(), from.clone());
        let place = Place {
            pointer: place.pointer.clone(),
            depth: place.depth + 1,
        };
        self.replace(shape, node, &place)
    }

    /// The keywords of a schema that hold schemas; within them all else is as it is.
    fn schema(&mut self, node: &mut Node, place: &Place) {
        if node.get("$ref").and_then(Node::as_str).is_some() {
            self.refer(self.grammar.schemas, Shape::Schema, node, place);
        }
        for (key, node) in node.as_object_mut().into_iter().flatten() {
            let place = place.below(key);
            match (holds(key, node), key.as_str()) {
                (Holds::Schema, _) => self.schema(node, &place),
                (Holds::Schemas, _) => self.value(Shape::List(&Shape::Schema), node, &place),
                (Holds::Named, _) => self.value(Shape::Map(&Shape::Schema), node, &place),
                (Holds::Value, "example" | "examples" | "default" | "const" | "$ref") => {}
                (Holds::Value, key) if is_extension(key) => {}
                (Holds::Value, "discriminator") => self.mapping(node, &place),
                // `enum: { $ref: 'values.yaml' }` is no JSON Schema, and plain all the same.
                (Holds::Value, _) => {
                    self.replace(Shape::Any, node, &place);
                }
            }
        }
    }

    fn mapping(&mut self, node: &mut Node, place: &Place) {
        let place = place.below("mapping");
        let targets = node.pointer_mut("/mapping").and_then(Node::as_object_mut);
        for (key, node) in targets.into_iter().flatten() {
            let Some(target) = node.as_str().map(str::to_owned) else {
                continue;
            };
            let at = self.written(&place.below(key).pointer);
            // A bare word is the name of a schema of the document.
            let here = target.starts_with('#') && at.source() != self.document;
            let there = target::is_file(&target) && self.sources.is_file(at.source(), target::file(&target));
            if !here && !there {
                continue;
            }
            if let Some(link) = self.link(self.grammar.schemas, Shape::Schema, &target, &at) {
                *node = Node::String(link);
            }
        }
    }

    /// Gives the imports their names and puts them among the components.
    fn finish(&mut self, root: &mut Node) {
        while let Some(number) = self.waiting.pop_front() {
            let import = &mut self.imports[number];
            let mut node = std::mem::take(&mut import.node);
            let (shape, from) = (import.shape, import.from.clone());
            // The way back from within an import begins at the import.
            let outer = std::mem::take(&mut self.moved);
            self.moved.set("", from);
            self.within(shape, &mut node, &Place::default());
            let moved = std::mem::replace(&mut self.moved, outer);
            let import = &mut self.imports[number];
            import.node = node;
            import.moved = moved.into_iter().collect();
        }
        let names = self.names(root);
        let mut order: Vec<usize> = (0..self.imports.len()).collect();
        order.sort_by(|a, b| names[*a].cmp(&names[*b]));
        for number in order {
            let import = &mut self.imports[number];
            let (home, name) = (import.home, &names[number]);
            let pointer = below(home, name);
            for (rest, at) in std::mem::take(&mut import.moved) {
                self.moved.insert(format!("{pointer}{rest}"), at);
            }
            let node = std::mem::take(&mut import.node);
            let section = segments(home).fold(&mut *root, |node, segment| {
                if node.as_object().is_none() {
                    *node = Node::object();
                }
                let entries = node.as_object_mut().expect("it has just been made an object");
                entries.entry(segment).or_insert_with(Node::object)
            });
            if let Node::Object(entries) = section {
                entries.insert(name.clone(), node);
            }
        }
        let link = |number: usize| Some(format!("#{}", below(self.imports.get(number)?.home, &names[number])));
        names::fill_in(root, &link);
    }

    /// Walks through an import; a component that is a reference to another one stays one.
    fn within(&mut self, shape: Shape, node: &mut Node, place: &Place) {
        match shape {
            Shape::Object(kind) | Shape::OrRef(kind) if node.get("$ref").is_none() => {
                self.ornament = matches!(kind.home, Some("/components/examples" | "/components/links"));
                self.fields(kind, node, place);
                self.ornament = false;
            }
            shape => self.value(shape, node, place),
        }
    }
}
