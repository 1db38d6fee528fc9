//! How does a text become a tree of nodes?
//!
//! `serde_json` or `serde_yaml` does the reading; the visitor here builds the tree, finds keys that
//! stand twice, and stops texts whose aliases unfold into more than memory should hold. Both readers
//! end at a nesting of 128, so nothing that walks the tree can exhaust the stack.

use std::fmt;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::exact;
use super::node::{Node, Number};

/// A text that was read.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) node: Node,
    /// The keys that stand twice in one object.
    pub(crate) duplicates: Vec<Duplicate>,
}

/// A key that stands twice in one object.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    /// The segments that lead to it.
    pub(crate) segments: Vec<String>,
    /// Whether the two values are equal.
    pub(crate) is_same: bool,
}

/// Reads JSON.
pub(crate) fn json(text: &str) -> Result<Tree, serde_json::Error> {
    let mut state = State::for_text(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut node = Seed(&mut state).deserialize(&mut reader)?;
    reader.end()?;
    if state.rounded && state.duplicates.is_empty() {
        let mut reader = serde_json::Deserializer::from_str(text);
        exact::json(&mut node, &mut reader)?;
    }
    Ok(state.tree(node))
}

/// Reads YAML, with its merge keys (`<<`) applied.
pub(crate) fn yaml(text: &str) -> Result<Tree, serde_yaml::Error> {
    let mut state = State::for_text(text);
    let mut node = Seed(&mut state).deserialize(serde_yaml::Deserializer::from_str(text))?;
    if state.rounded && state.duplicates.is_empty() {
        exact::yaml(&mut node, serde_yaml::Deserializer::from_str(text))?;
    }
    if state.merge_keys {
        apply_merge_keys(&mut node);
    }
    Ok(state.tree(node))
}

/// The offset of a bracket that so many others before it have not been closed that the text is not
/// handed to the YAML reader, which takes a time that grows with the square of their number.
///
/// It does not know quotes or comments, but no honest text comes near.
pub(crate) fn too_many_brackets(text: &str) -> Option<usize> {
    const MOST: usize = 1_000;
    let mut open = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST {
            return Some(offset);
        }
    }
    None
}

struct State {
    /// What may still be built, in bytes by a rough count.
    budget: usize,
    /// The duplicates, with their last segments first.
    duplicates: Vec<Duplicate>,
    rounded: bool,
    merge_keys: bool,
}

/// A rough count of what a node takes, whatever is in it.
const NODE: usize = 16;

impl State {
    fn for_text(text: &str) -> State {
        // Without aliases a node takes at least two bytes of text.
        let budget = (32 << 20) + text.len() * NODE;
        State {
            budget,
            duplicates: Vec::new(),
            rounded: false,
            merge_keys: false,
        }
    }

    fn charge<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        match self.budget.checked_sub(bytes + NODE) {
            Some(left) => {
                self.budget = left;
                Ok(())
            }
            None => Err(E::custom("the aliases of this document unfold into too much")),
        }
    }

    fn tree(self, node: Node) -> Tree {
        let mut duplicates = self.duplicates;
        for duplicate in &mut duplicates {
            duplicate.segments.reverse();
        }
        Tree { node, duplicates }
    }
}

struct Seed<'s>(&'s mut State);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.0.charge(0)?;
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Node, E> {
        self.0.charge(0)?;
        Ok(Node::Bool(flag))
    }

    fn visit_i64<E: Error>(self, int: i64) -> Result<Node, E> {
        self.visit_i128(int.into())
    }

    fn visit_u64<E: Error>(self, int: u64) -> Result<Node, E> {
        self.visit_i128(int.into())
    }

    fn visit_i128<E: Error>(self, int: i128) -> Result<Node, E> {
        self.0.charge(0)?;
        Ok(Node::Number(Number::Int(int)))
    }

    fn visit_u128<E: Error>(self, int: u128) -> Result<Node, E> {
        self.0.charge(0)?;
        Ok(Node::Number(match i128::try_from(int) {
            Ok(int) => Number::Int(int),
            Err(_) => Number::Text(int.to_string().into()),
        }))
    }

    fn visit_f64<E: Error>(self, float: f64) -> Result<Node, E> {
        self.0.charge(0)?;
        self.0.rounded |= Number::may_be_rounded(float);
        Ok(Node::Number(Number::Float(float)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.0.charge(text.len())?;
        Ok(Node::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        self.0.charge(0)?;
        let mut items = Vec::new();
        let mut found = self.0.duplicates.len();
        while let Some(item) = seq.next_element_seed(Seed(self.0))? {
            self.0.lead_through(&mut found, || items.len().to_string());
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        self.0.charge(0)?;
        let mut entries = IndexMap::new();
        let mut found = self.0.duplicates.len();
        while let Some(key) = map.next_key_seed(Key)? {
            self.0.charge(key.len())?;
            self.0.merge_keys |= key == "<<";
            let value = map.next_value_seed(Seed(self.0))?;
            self.0.lead_through(&mut found, || key.clone());
            match entries.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    self.0.duplicates.push(Duplicate {
                        segments: vec![entry.key().clone()],
                        is_same: *entry.get() == value,
                    });
                    found += 1;
                    entry.insert(value);
                }
            }
        }
        Ok(Node::Object(entries))
    }

    /// A value with a YAML tag is taken without the tag.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Node, A::Error> {
        let (IgnoredAny, value) = data.variant()?;
        value.newtype_variant_seed(self)
    }
}

impl State {
    /// Adds a segment to the duplicates that were found since `found` were known.
    fn lead_through(&mut self, found: &mut usize, segment: impl Fn() -> String) {
        for duplicate in &mut self.duplicates[*found..] {
            duplicate.segments.push(segment());
        }
        *found = self.duplicates.len();
    }
}

/// A key, which is its text, whatever YAML would read in it: `200`, `on`, `1.10`.
pub(super) struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

/// Puts the entries that `<<` names behind those of the object itself, which come first.
fn apply_merge_keys(node: &mut Node) {
    match node {
        Node::Object(entries) => {
            let merged = match entries.get("<<") {
                Some(Node::Object(_)) => true,
                Some(Node::Array(items)) => items.iter().all(|item| item.as_object().is_some()),
                _ => false,
            };
            if merged {
                let parts = match entries.shift_remove("<<") {
                    Some(Node::Array(parts)) => parts,
                    Some(part) => vec![part],
                    None => Vec::new(),
                };
                for mut part in parts {
                    apply_merge_keys(&mut part);
                    if let Node::Object(part) = part {
                        for (key, value) in part {
                            entries.entry(key).or_insert(value);
                        }
                    }
                }
            }
            entries.values_mut().for_each(apply_merge_keys);
        }
        Node::Array(items) => items.iter_mut().for_each(apply_merge_keys),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_text() {
        let tree = yaml("200: a\ntrue: b\n1.10: c\n~: d\non: e\n").unwrap().node;
        let keys: Vec<_> = tree.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["200", "true", "1.10", "~", "on"]);
    }

    #[test]
    fn duplicates_are_found_with_their_way() {
        let found = |tree: Tree| {
            let duplicates = tree.duplicates.into_iter();
            let shown = duplicates.map(|duplicate| (duplicate.segments.join("/"), duplicate.is_same));
            shown.collect::<Vec<_>>()
        };
        let text = "a:\n  - b: 1\n    b: 2\nc: 1\nc: 1\n";
        let expected = [("a/0/b".to_owned(), false), ("c".to_owned(), true)];
        assert_eq!(found(yaml(text).unwrap()), expected);
        let text = r#"{"x": [0, {"y": 1, "y": {"z": 1, "z": 2}}]}"#;
        let expected = [("x/1/y/z".to_owned(), false), ("x/1/y".to_owned(), false)];
        assert_eq!(found(json(text).unwrap()), expected);
    }

    #[test]
    fn merge_keys_are_applied() {
        let tree = yaml("base: &b {a: 1, b: 2}\nuse:\n  <<: *b\n  b: 3\n").unwrap();
        assert_eq!(tree.node.get("use").unwrap().to_string(), r#"{"b":3,"a":1}"#);
    }

    #[test]
    fn tags_are_passed_over() {
        let tree = yaml("a: !thing {b: !x 1}\nc: !!str 5\n").unwrap();
        assert_eq!(tree.node.to_string(), r#"{"a":{"b":1},"c":"5"}"#);
    }

    #[test]
    fn long_digits_survive() {
        let text = r#"{"a":[0.12345678901234567890123,1,170141183460469231731687303715884105728]}"#;
        assert_eq!(json(text).unwrap().node.to_string(), text);
        assert_eq!(yaml(text).unwrap().node.to_string(), text);
    }

    #[test]
    fn bombs_end_with_an_error() {
        let deep = "[".repeat(100_000);
        assert!(json(&deep).is_err());
        assert!(yaml(&"[".repeat(20_000)).is_err());
        assert!(yaml("a: &x [*x]").is_err());
        let mut bomb = String::from("a: &a [1,1,1,1,1,1,1,1,1]\n");
        for (last, next) in ('a'..='y').zip('b'..) {
            let alias = format!("*{last},").repeat(9);
            bomb.push_str(&format!("{next}: &{next} [{alias}]\n"));
        }
        assert!(yaml(&bomb).is_err());
    }
}
