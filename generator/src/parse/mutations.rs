//! In which ways can a document be wrong?
//!
//! For tests: every text that comes of a right document when something is cut off, left out, or
//! replaced by something of another type.

use crate::read::Node;
use crate::read::node::escape;

/// `text` cut off after every `step` bytes.
pub(crate) fn truncated(text: &str, step: usize) -> impl Iterator<Item = String> {
    let ends = (0..text.len()).step_by(step).filter(|end| text.is_char_boundary(*end));
    ends.map(|end| text[..end].to_owned())
}

/// The document with each of its keys left out in turn, as JSON; each with what was done.
pub(crate) fn without_each_key(root: &Node) -> impl Iterator<Item = (String, String)> {
    let mut pointers = Vec::new();
    visit(root, String::new(), &mut |pointer, _| pointers.push(pointer.to_owned()));
    pointers.into_iter().filter_map(|pointer| {
        let mut mutant = root.clone();
        let (parent, _) = pointer.rsplit_once('/')?;
        let last = crate::read::node::segments(&pointer).last()?;
        mutant.pointer_mut(parent)?.as_object_mut()?.shift_remove(&last)?;
        Some((format!("without {pointer}"), mutant.to_string()))
    })
}

/// The document with each of its scalars replaced by a value of each other type, as JSON; each with
/// what was done.
pub(crate) fn with_each_scalar_replaced(root: &Node) -> impl Iterator<Item = (String, String)> {
    let mut pointers = Vec::new();
    visit(root, String::new(), &mut |pointer, node| {
        if !matches!(node, Node::Object(_) | Node::Array(_)) {
            pointers.push(pointer.to_owned());
        }
    });
    // The text of the document around each scalar is printed once, not once for each replacement.
    pointers.into_iter().flat_map(|pointer| {
        const MARK: &str = "\u{1}here\u{1}";
        let mut mutant = root.clone();
        if let Some(node) = mutant.pointer_mut(&pointer) {
            *node = Node::String(MARK.to_owned());
        }
        let text = mutant.to_string();
        let mark = Node::String(MARK.to_owned()).to_string();
        let others = ["null", "true", "7", "1.5", "\"text\"", "[]", "{}"];
        others.map(|other| (format!("{other} at {pointer}"), text.replace(&mark, other)))
    })
}

fn visit(node: &Node, pointer: String, look: &mut impl FnMut(&str, &Node)) {
    if !pointer.is_empty() {
        look(&pointer, node);
    }
    match node {
        Node::Object(entries) => {
            for (key, node) in entries {
                visit(node, format!("{pointer}/{}", escape(key)), look);
            }
        }
        Node::Array(items) => {
            for (index, node) in items.iter().enumerate() {
                visit(node, format!("{pointer}/{index}"), look);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}
