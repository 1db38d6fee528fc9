//! How do schemas come out of the document?
//!
//! Wherever the grammar says that a schema stands, it is taken out of the tree into the arena, and a
//! reference to `#/$lifted/<id>` is left in its place. What is left is the skeleton that `openapiv3`
//! reads.

mod keywords;
mod slips;
mod type_names;
mod values;

use std::collections::BTreeMap;

use super::dynamic::Scopes;
use super::grammar::{OPENAPI, Shape};
use super::origins::Origins;
use super::schema::{Schema, SchemaId, Schemas};
use crate::diagnostic::Diagnostics;
use crate::read::node::escape;
use crate::read::{Node, SpecPath};

const LIFTED: &str = "#/$lifted/";

/// The schemas of the document, and what they say about each other.
pub(super) struct Lifted {
    pub(super) schemas: Schemas,
    /// `$ref`s that are not resolved yet, in the order of the document.
    pub(super) references: Vec<(SchemaId, String)>,
    /// Where references lead that depend on the way to them.
    pub(super) scopes: Scopes,
    /// The schemas that say of themselves whether they are required, until the object around them has been asked.
    claims: BTreeMap<SchemaId, bool>,
}

/// Takes the schemas out of `root`.
pub(super) fn lift(root: &mut Node, origins: &Origins, diags: &mut Diagnostics) -> Lifted {
    let mut lift = Lift {
        origins,
        diags,
        pointer: String::new(),
        resource: None,
        lifted: Lifted {
            schemas: Schemas::default(),
            references: Vec::new(),
            scopes: Scopes::default(),
            claims: BTreeMap::new(),
        },
    };
    lift.value(Shape::Object(&OPENAPI), root);
    slips::unclaimed(&mut lift);
    let mut lifted = lift.lifted;
    let named = root.pointer("/components/schemas").and_then(Node::as_object);
    for (name, left) in named.into_iter().flatten() {
        if let Some(id) = left.get("$ref").and_then(Node::as_str).and_then(id) {
            lifted.schemas.named.insert(name.clone(), id);
        }
    }
    lifted
}

/// The schema that a reference left in the skeleton stands for.
pub(super) fn id(reference: &str) -> Option<SchemaId> {
    let index: usize = reference.strip_prefix(LIFTED)?.parse().ok()?;
    Some(SchemaId::from_index(index))
}

struct Lift<'l> {
    origins: &'l Origins,
    diags: &'l mut Diagnostics,
    pointer: String,
    /// The schema with an `$id` around the place, or the outermost one.
    resource: Option<SchemaId>,
    lifted: Lifted,
}

impl Lift<'_> {
    fn at(&self) -> SpecPath {
        self.origins.at(&self.pointer)
    }

    fn below<T>(&mut self, key: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape(key));
        let result = look(self);
        self.pointer.truncate(length);
        result
    }

    fn value(&mut self, shape: Shape, node: &mut Node) {
        match (shape, node) {
            (Shape::Schema, node) => {
                let id = self.schema(std::mem::take(node));
                let reference = Node::String(format!("{LIFTED}{}", id.index()));
                *node = Node::Object([("$ref".to_owned(), reference)].into());
            }
            (Shape::List(item), Node::Array(items)) => {
                for (index, node) in items.iter_mut().enumerate() {
                    self.below(&index.to_string(), |lift| lift.value(*item, node));
                }
            }
            (Shape::Map(value), Node::Object(entries)) => {
                for (key, node) in entries {
                    if !key.starts_with("x-") || node.as_object().is_some() {
                        self.below(key, |lift| lift.value(*value, node));
                    }
                }
            }
            (Shape::Object(kind) | Shape::OrRef(kind), Node::Object(entries)) => {
                for (key, node) in entries {
                    if let Some(shape) = kind.shape(key) {
                        self.below(key, |lift| lift.value(shape, node));
                    }
                }
            }
            _ => {}
        }
    }

    /// Puts `node` into the arena. A schema has its id before those within it have theirs.
    fn schema(&mut self, node: Node) -> SchemaId {
        let at = self.at();
        let id = self.lifted.schemas.push(Schema::any(at));
        self.lifted.schemas.by_pointer.insert(self.pointer.clone(), id);
        let outer = self.resource;
        if outer.is_none() || node.get("$id").and_then(Node::as_str).is_some() {
            self.resource = Some(id);
        }
        self.lifted.scopes.place(id, self.resource.unwrap_or(id));
        match node {
            Node::Bool(flag) => self.lifted.schemas.all[id.index()].never = !flag,
            Node::Object(entries) => keywords::read(self, id, entries),
            node => {
                let at = self.at();
                let message = format!("expected a schema, found {}", node.kind());
                self.diags.error(crate::diagnostic::Code::WrongType, at, message);
            }
        }
        self.resource = outer;
        id
    }
}
