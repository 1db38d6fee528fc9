//! Where in which document does a node stand?

use std::fmt;
use std::sync::Arc;

use super::node::{escape, segments};

/// A place in a source: which source, and the JSON pointer in it.
///
/// It is cheap to clone, ordered, and prints as `#/components/schemas/Address`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SpecPath {
    source: SourceId,
    pointer: Arc<str>,
}

/// Which document of the [`Sources`](super::Sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SourceId(pub(super) u32);

impl SourceId {
    pub(crate) fn from_index(index: usize) -> SourceId {
        SourceId(u32::try_from(index).expect("fewer documents than four billion"))
    }
}

impl SpecPath {
    pub(crate) fn new(source: SourceId, pointer: impl Into<Arc<str>>) -> SpecPath {
        SpecPath {
            source,
            pointer: pointer.into(),
        }
    }

    pub(crate) fn source(&self) -> SourceId {
        self.source
    }

    /// The JSON pointer, escaped: `/paths/~1customers/get`, empty for the whole document.
    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The place of the value under `key`.
    pub(crate) fn child(&self, key: &str) -> SpecPath {
        SpecPath::new(self.source, [&self.pointer, "/", &escape(key)].concat())
    }

    /// The place of the item number `i`, counted from 0.
    pub(crate) fn index(&self, i: usize) -> SpecPath {
        SpecPath::new(self.source, format!("{}/{i}", self.pointer))
    }

    /// The place that the pointer `rest` leads to from here.
    pub(crate) fn join(&self, rest: &str) -> SpecPath {
        match rest {
            "" => self.clone(),
            rest => SpecPath::new(self.source, format!("{}{rest}", self.pointer)),
        }
    }

    /// The unescaped segments of the pointer.
    pub(crate) fn segments(&self) -> impl Iterator<Item = String> {
        segments(&self.pointer)
    }
}

impl fmt::Display for SpecPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.pointer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_escaped_and_read_back() {
        let root = SpecPath::new(SourceId(0), "");
        let at = root.child("paths").child("/a~b").index(2);
        assert_eq!(at.to_string(), "#/paths/~1a~0b/2");
        assert_eq!(at.segments().collect::<Vec<_>>(), ["paths", "/a~b", "2"]);
    }
}
