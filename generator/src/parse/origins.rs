//! Which file did a node of the merged document come from?

use std::collections::{BTreeMap, BTreeSet};

use crate::read::{SourceId, SpecPath};

/// The way back from the merged document to the files.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    /// Where everything stands that `moved` does not name.
    first: SourceId,
    /// Where the nodes at and below these pointers stand.
    moved: BTreeMap<String, SpecPath>,
    /// The documents of OpenAPI 3.0.
    old: BTreeSet<SourceId>,
}

impl Origins {
    pub(super) fn new(first: SourceId) -> Origins {
        Origins {
            first,
            moved: BTreeMap::new(),
            old: BTreeSet::new(),
        }
    }

    /// Notes that what the merged document has at `pointer` stands at `at`.
    pub(super) fn set(&mut self, pointer: String, at: SpecPath) {
        self.moved.insert(pointer, at);
    }

    /// As [`set`](Self::set), where something else has stood at `pointer`.
    pub(super) fn replace(&mut self, pointer: String, at: SpecPath) {
        let below = format!("{pointer}/");
        self.moved.retain(|key, _| !key.starts_with(&below));
        self.set(pointer, at);
    }

    /// Notes that `source` is a document of OpenAPI 3.0.
    pub(super) fn set_old(&mut self, source: SourceId) {
        self.old.insert(source);
    }

    /// Whether the keywords beside a `$ref` at `at` are to be ignored.
    pub(super) fn ignores_siblings(&self, at: &SpecPath) -> bool {
        self.old.contains(&at.source())
    }

    /// Where the node at `pointer` of the merged document stands.
    pub(crate) fn at(&self, pointer: &str) -> SpecPath {
        let mut prefix = pointer;
        while !self.moved.is_empty() {
            if let Some(at) = self.moved.get(prefix) {
                let rest = &pointer[prefix.len()..];
                return if rest.is_empty() {
                    at.clone()
                } else {
                    SpecPath::new(at.source(), format!("{}{rest}", at.pointer()))
                };
            }
            match prefix.rsplit_once('/') {
                Some((parent, _)) => prefix = parent,
                None => break,
            }
        }
        SpecPath::new(self.first, pointer)
    }
}
