//! What does a reference lead to, in which file?

use super::super::grammar::Shape;
use super::super::identify;
use super::super::refs::decoded;
use super::super::spelling;
use super::{Bundle, DEEPEST};
use crate::diagnostic::Code;
use crate::read::files::Refusal;
use crate::read::node::{escape, segments};
use crate::read::{Node, SourceId, SpecPath, Standing};

/// Whether a word names a file, and not a schema.
pub(super) fn is_file(word: &str) -> bool {
    let file = file(word);
    let named = [".yaml", ".yml", ".json"].iter().any(|end| file.ends_with(end));
    !word.starts_with('#') && (named || file.contains('/'))
}

/// The part of a reference that names a file.
pub(super) fn file(reference: &str) -> &str {
    reference.split('#').next().unwrap_or(reference)
}

/// Whether a reference leads to another host.
pub(super) fn is_remote(reference: &str) -> bool {
    file(reference).contains("://") || reference.starts_with("//")
}

/// Why a reference leads nowhere.
enum Miss {
    /// There is nothing.
    Nothing,
    /// That has been said.
    Said,
}

impl Bundle<'_> {
    /// Where `reference`, written at `at` in the document or file `base`, leads to in the end. If nowhere, that is said.
    pub(super) fn target(&mut self, base: SourceId, reference: &str, at: &SpecPath, shape: Shape) -> Option<SpecPath> {
        let mut base = base;
        let mut next = reference.to_owned();
        for _ in 0..DEEPEST {
            let found = self.step(base, &next, at, shape, 0)?;
            let node = self.sources.get(found.source()).root.pointer(found.pointer())?;
            // What is no more than a reference stands for what it leads to.
            let alias = node.get("$ref").and_then(Node::as_str);
            match alias.filter(|_| node.as_object().is_some_and(|entries| entries.len() == 1)) {
                Some(alias) if found.source() != self.document => {
                    next = alias.to_owned();
                    base = found.source();
                }
                _ => return Some(found),
            }
        }
        let message = format!("`{reference}` leads back to itself");
        self.complain(Code::RefCycle, at, message);
        None
    }

    /// Whether what stands there is a component of the finished document under its own pointer.
    pub(super) fn is_own(&self, found: &SpecPath) -> bool {
        let merged = found.pointer().starts_with("/components/") || found.pointer().starts_with("/definitions/");
        let document = self.sources.get(found.source()).standing == Standing::Document;
        found.source() == self.document || (document && merged)
    }

    fn step(&mut self, base: SourceId, reference: &str, at: &SpecPath, shape: Shape, depth: usize) -> Option<SpecPath> {
        let source = self.source(base, reference, at)?;
        let fragment = reference.split_once('#').map_or("", |(_, fragment)| fragment);
        let found = match self.sources.get(source).root.pointer(fragment) {
            Some(_) if fragment.is_empty() || fragment.starts_with('/') => Ok(SpecPath::new(source, fragment)),
            _ => self.through(source, &decoded(fragment), at, shape, depth),
        };
        match found {
            Ok(found) => Some(found),
            Err(Miss::Nothing) => {
                self.dangling(source, reference, &decoded(fragment), at, shape);
                None
            }
            Err(Miss::Said) => None,
        }
    }

    /// The document or file that a reference names.
    fn source(&mut self, base: SourceId, reference: &str, at: &SpecPath) -> Option<SourceId> {
        let file = file(reference);
        if file.is_empty() {
            return Some(base);
        }
        if is_remote(reference) {
            let message = format!("`{reference}` is on another host, and a build does not go to the network");
            let name = file
                .rsplit('/')
                .next()
                .filter(|name| !name.is_empty())
                .unwrap_or("FILE");
            let help = format!(
                "download it once, with `curl -o {name} {file}`, into the folder of the description, and refer to the copy"
            );
            self.complain(Code::RemoteRef, at, message).help(help);
            return None;
        }
        match self.sources.load(base, &decoded(file), at, &self.folders, self.diags) {
            Ok(source) => {
                if self.sources.get(source).standing == Standing::Part && self.identified.insert(source) {
                    identify::identify_schema(&mut self.sources.get_mut(source).root);
                }
                Some(source)
            }
            Err(Refusal::Outside(path)) => {
                let message = format!("`{reference}` leads to {path}, which is outside the folder of the description");
                self.complain(Code::OutsideRef, at, message)
                    .help("allow the folder with `folders` under `[refs]` of sdk.toml, or move the file");
                None
            }
            Err(Refusal::Unreadable(path, error)) => {
                let message = format!("`{reference}` leads to {path}, which cannot be read: {error}");
                self.complain(Code::DanglingRef, at, message)
                    .help("add the file, or take the references from the bundle that the provider publishes");
                None
            }
            Err(Refusal::Wrong) => None,
        }
    }

    /// Follows a pointer that leads through references on its way.
    fn through(
        &mut self,
        source: SourceId,
        pointer: &str,
        at: &SpecPath,
        shape: Shape,
        depth: usize,
    ) -> Result<SpecPath, Miss> {
        if depth == DEEPEST || !(pointer.is_empty() || pointer.starts_with('/')) {
            return Err(Miss::Nothing);
        }
        let mut found = SpecPath::new(source, "");
        for segment in segments(pointer) {
            let Some(node) = self.sources.get(found.source()).root.pointer(found.pointer()) else {
                return Err(Miss::Nothing);
            };
            let has = match node {
                Node::Object(entries) => entries.contains_key(&segment),
                Node::Array(items) => segment.parse::<usize>().is_ok_and(|index| index < items.len()),
                _ => false,
            };
            if !has {
                let reference = node.get("$ref").and_then(Node::as_str).map(str::to_owned);
                let reference = reference.ok_or(Miss::Nothing)?;
                let next = self.step(found.source(), &reference, at, shape, depth + 1);
                found = next.ok_or(Miss::Said)?;
                let node = self
                    .sources
                    .get(found.source())
                    .root
                    .pointer(found.child(&segment).pointer());
                node.ok_or(Miss::Nothing)?;
            }
            found = found.child(&segment);
        }
        Ok(found)
    }

    fn dangling(&mut self, source: SourceId, reference: &str, pointer: &str, at: &SpecPath, shape: Shape) {
        let name = &self.sources.file_of(source).name;
        let message = format!(
            "`{reference}` leads to nothing in {name}; {} is expected there",
            shape.expected()
        );
        let parent = pointer.rsplit_once('/');
        let near = parent.and_then(|(parent, last)| {
            let node = self.sources.get(source).root.pointer(parent)?;
            let keys = node.as_object()?.keys().map(String::as_str);
            spelling::nearest(last, keys).map(|near| format!("{}#{parent}/{}", file(reference), escape(near)))
        });
        let draft = self.complain(Code::DanglingRef, at, message);
        if let Some(near) = near {
            draft.help(format!("did you mean `{near}`?"));
        }
    }
}
