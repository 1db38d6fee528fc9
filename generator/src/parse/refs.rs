//! What do references lead to?

use std::collections::HashMap;

use indexmap::IndexMap;

use super::dynamic;
use super::lift::Lifted;
use super::schema::{SchemaId, Schemas};
use super::spelling;
use crate::diagnostic::{Code, Diagnostics};
use crate::read::SpecPath;
use crate::read::node::{escape, segments};

/// Resolves the references between schemas.
pub(super) fn resolve(lifted: Lifted, diags: &mut Diagnostics) -> Schemas {
    let Lifted {
        schemas,
        references,
        scopes,
        ..
    } = lifted;
    let mut resolve = Resolve {
        schemas,
        // Those of the references, so that a deep pointer may lead through one of them.
        pending: references.iter().map(|(id, target)| (*id, target.clone())).collect(),
        diags,
    };
    for (id, target) in &references {
        let at = resolve.schemas[*id].at.child("$ref");
        let found = resolve.reference(target, &at);
        resolve.schemas.all[id.index()].reference = found;
    }
    resolve.discriminators();
    resolve.cycles(&references);
    let mut schemas = resolve.schemas;
    dynamic::specialize(&mut schemas, scopes, diags);
    schemas
}

struct Resolve<'d> {
    schemas: Schemas,
    pending: HashMap<SchemaId, String>,
    diags: &'d mut Diagnostics,
}

impl Resolve<'_> {
    /// The schema that `target` leads to; if it leads nowhere, that is said.
    fn reference(&mut self, target: &str, at: &SpecPath) -> Option<SchemaId> {
        let Some(fragment) = target.strip_prefix('#') else {
            remote(target, at, self.diags);
            return None;
        };
        let found = self.find(fragment, 0);
        if found.is_none() {
            let message = format!("`{target}` leads to no schema; it is read as any value");
            let near = self.near(target);
            let draft = self.diags.warn(Code::DanglingRef, at, message);
            if let Some(near) = near {
                draft.help(format!("did you mean `{near}`?"));
            }
        }
        found
    }

    fn find(&self, fragment: &str, depth: usize) -> Option<SchemaId> {
        let exact = self.schemas.by_pointer(fragment);
        exact
            .or_else(|| self.schemas.by_pointer(&decoded(fragment)))
            .or_else(|| self.through(&decoded(fragment), depth))
    }

    /// Follows a pointer that leads through a reference on its way.
    fn through(&self, pointer: &str, depth: usize) -> Option<SchemaId> {
        if depth > 16 {
            return None;
        }
        let mut prefix = pointer;
        while let Some((parent, _)) = prefix.rsplit_once('/') {
            prefix = parent;
            if let Some(id) = self.schemas.by_pointer(prefix) {
                let next = self.pending.get(&id)?.strip_prefix('#')?;
                let rest = &pointer[prefix.len()..];
                return self.find(&format!("{next}{rest}"), depth + 1);
            }
        }
        None
    }

    fn near(&self, target: &str) -> Option<String> {
        let mut homes = ["#/components/schemas/", "#/definitions/"].into_iter();
        let (home, name) = homes.find_map(|home| Some((home, target.strip_prefix(home)?)))?;
        let near = spelling::nearest(name, self.schemas.named().map(|(name, _)| name))?;
        Some(format!("{home}{}", escape(near)))
    }

    /// Finds what the mappings of discriminators name: a reference, or the name of a schema.
    fn discriminators(&mut self) {
        for index in 0..self.schemas.all.len() {
            let Some(discriminator) = self.schemas.all[index].discriminator.clone() else {
                continue;
            };
            let at = self.schemas.all[index].at.child("discriminator").child("mapping");
            let mut found = IndexMap::new();
            for (value, target) in &discriminator.mapping {
                let at = at.child(value);
                let id = match self.schemas.named.get(target) {
                    Some(id) => Some(*id),
                    None if target.starts_with('#') => self.reference(target, &at),
                    None if target.contains(['/', '.']) => self.bundled(target, &at),
                    None => self.reference(&format!("#/components/schemas/{}", escape(target)), &at),
                };
                found.extend(id.map(|id| (value.clone(), id)));
            }
            if let Some(discriminator) = &mut self.schemas.all[index].discriminator {
                discriminator.schemas = found;
            }
        }
    }

    /// The schema that was a file's before the document was bundled: `./Card.yaml` is `Card` then.
    fn bundled(&mut self, target: &str, at: &SpecPath) -> Option<SchemaId> {
        let name = target.rsplit('/').next().unwrap_or(target);
        let name = name.split('.').next().unwrap_or(name);
        let Some(id) = self.schemas.named.get(name).copied() else {
            let message =
                format!("`{target}` leads to nothing that a build reads; the value is not told apart from others");
            self.diags
                .warn(Code::DanglingRef, at, message)
                .help("refer to a file in the folder of the description, or to a component");
            return None;
        };
        let message = format!("`{target}` is a file that is not there; it is read as the schema `{name}`");
        let help = format!("write `#/components/schemas/{}`", escape(name));
        self.diags.warn(Code::DanglingRef, at, message).help(help);
        Some(id)
    }

    /// Reports references that lead to each other and nowhere else, and cuts them.
    fn cycles(&mut self, references: &[(SchemaId, String)]) {
        // For each schema: whether its chain of references is known to end.
        let mut ends = vec![false; self.schemas.all.len()];
        for (start, _) in references {
            let mut chain = Vec::new();
            let mut next = Some(*start);
            while let Some(id) = next.filter(|id| !ends[id.index()]) {
                if let Some(first) = chain.iter().position(|seen| *seen == id) {
                    self.cycle(&chain[first..]);
                    break;
                }
                chain.push(id);
                next = self.schemas[id].reference;
            }
            for id in chain {
                ends[id.index()] = true;
            }
        }
    }

    fn cycle(&mut self, cycle: &[SchemaId]) {
        let first = cycle[0];
        let at = self.schemas[first].at.clone();
        let message = match cycle.len() {
            1 => "the reference leads to itself".to_owned(),
            n => format!("{n} references lead to each other and to nothing else"),
        };
        let draft = self.diags.error(Code::RefCycle, at.child("$ref"), message);
        for id in &cycle[1..] {
            draft.note(self.schemas[*id].at.child("$ref"), "by way of this one");
        }
        self.schemas.all[first.index()].reference = None;
    }
}

/// Says that a reference leads out of the document.
pub(super) fn remote(target: &str, at: &SpecPath, diags: &mut Diagnostics) {
    let message = format!("`{target}` leads to nothing that a build reads");
    diags
        .error(Code::RemoteRef, at, message)
        .help("refer to a file in the folder of the description, or to a component");
}

/// The fragment of a reference with `%20` and its like decoded.
pub(super) fn decoded(fragment: &str) -> String {
    if !fragment.contains('%') {
        return fragment.to_owned();
    }
    let bytes = fragment.as_bytes();
    let mut decoded = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        match (bytes[at], hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            (byte, _, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| fragment.to_owned())
}

/// The name in a reference to a component: `#/components/responses/NotFound`.
pub(super) fn component<'r>(reference: &'r str, section: &str) -> Option<String> {
    let rest: &'r str = reference.strip_prefix("#/components/")?;
    let name = rest.strip_prefix(section)?;
    let mut segments = segments(name);
    let name = segments.next()?;
    segments.next().is_none().then(|| decoded(&name))
}
