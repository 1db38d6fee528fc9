//! Which nodes of a tree were written somewhere else?
//!
//! A tree is put together before it is understood: from overlays, from the files that it refers to, from the sections of an
//! older dialect. What is said of it later names places of the tree; this is the way back to what was written.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::node::escape;
use super::spec_path::SpecPath;

/// Where the nodes at and below some pointers of a tree were written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moved(BTreeMap<String, SpecPath>);

impl Moved {
    /// Notes that what the tree has at and below `pointer` was written at `at`.
    pub(crate) fn set(&mut self, pointer: impl Into<String>, at: SpecPath) {
        let pointer = pointer.into();
        // What was noted of nodes that stood here before is no longer true.
        let below = format!("{pointer}/");
        let range = (Bound::Excluded(below.clone()), Bound::Unbounded);
        let stale = self.0.range::<String, _>(range).map(|(key, _)| key);
        let stale: Vec<String> = stale.take_while(|key| key.starts_with(&below)).cloned().collect();
        for key in stale {
            self.0.remove(&key);
        }
        self.0.insert(pointer, at);
    }

    /// As [`set`](Self::set), where nothing below `pointer` has been noted before.
    pub(crate) fn insert(&mut self, pointer: String, at: SpecPath) {
        self.0.insert(pointer, at);
    }

    pub(crate) fn into_iter(self) -> impl Iterator<Item = (String, SpecPath)> {
        self.0.into_iter()
    }

    /// Where the node at `pointer` was written, if it has moved.
    pub(crate) fn at(&self, pointer: &str) -> Option<SpecPath> {
        if self.0.is_empty() {
            return None;
        }
        let mut prefix = pointer;
        loop {
            if let Some(at) = self.0.get(prefix) {
                return Some(at.join(&pointer[prefix.len()..]));
            }
            prefix = prefix.rsplit_once('/')?.0;
        }
    }

    /// Notes that the node at `from`, where `whence` knows its way back, stands at `to` now, with all that is below it.
    pub(crate) fn carry(&mut self, to: &str, whence: &Moved, from: &SpecPath) {
        let at = whence.at(from.pointer()).unwrap_or_else(|| from.clone());
        self.set(to, at);
        let below = format!("{}/", from.pointer());
        let range = (Bound::Excluded(below.clone()), Bound::Unbounded);
        for (key, at) in whence.0.range::<String, _>(range) {
            let Some(rest) = key.strip_prefix(&below) else { break };
            self.0.insert(format!("{to}/{rest}"), at.clone());
        }
    }
}

/// The pointer to the entry `key` of the object at `pointer`.
pub(crate) fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", escape(key))
}

#[cfg(test)]
mod tests {
    use super::super::spec_path::SourceId;
    use super::*;

    #[test]
    fn the_nearest_move_counts() {
        let path = |source, pointer: &str| SpecPath::new(SourceId(source), pointer);
        let mut moved = Moved::default();
        moved.set("/a", path(1, "/x"));
        moved.set("/a/b", path(2, ""));
        assert_eq!(moved.at("/a/c/d"), Some(path(1, "/x/c/d")));
        assert_eq!(moved.at("/a/b/c"), Some(path(2, "/c")));
        assert_eq!(moved.at("/ab"), None);
        let mut copy = Moved::default();
        copy.carry("/z", &moved, &path(0, "/a"));
        assert_eq!(copy.at("/z/b"), Some(path(2, "")));
        copy.carry("/y", &moved, &path(0, "/q"));
        assert_eq!(copy.at("/y/r"), Some(path(0, "/q/r")));
        moved.set("/a", path(3, ""));
        assert_eq!(moved.at("/a/b"), Some(path(3, "/b")));
    }
}
