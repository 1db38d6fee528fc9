//! What is a union that stands beside other parts?
//!
//! Each of its branches meets them. A branch that says all they say stays what it is; one that cannot meet them goes.

use super::leaves::{self, Leaf};
use super::{Compose, meet, types};
use crate::diagnostic::Code;
use crate::parse::{Schema, SchemaId, Type, Types};

impl Compose<'_> {
    /// Makes a schema a union of the branches of `union`, one of its parts, with all other parts.
    pub(super) fn distribute(&mut self, id: SchemaId, union: SchemaId, leaves: &[Leaf]) {
        let of_union = &self.schemas[union];
        let is_any = !of_union.any_of.is_empty();
        let branches = if is_any { &of_union.any_of } else { &of_union.one_of }.clone();
        let discriminator = of_union.discriminator.clone();
        let rest = self.rest(id, union, leaves);
        let rest_types = rest.iter().fold(None, |types, &part| {
            let part = self.said_types(part);
            types::meet(types, part)
        });
        let mut met = Vec::new();
        let mut null = None;
        for branch in branches {
            if self.schemas[branch].types.and_then(Types::only) == Some(Type::Null) {
                null = Some(branch);
                continue;
            }
            let types = self.types(branch);
            if types::meet(types, rest_types).is_some_and(Types::is_empty) {
                let message = "no value can be this and what stands beside the union; the branch is left out";
                let at = self.schemas[branch].at.clone();
                self.diags.warn(Code::ConflictingParts, at, message);
                continue;
            }
            let leaves = leaves::of(self.schemas, branch);
            let is_main = |cx: &mut Self, main: Leaf| {
                let parts = leaves::of_all(cx.schemas, &rest);
                parts.into_iter().all(|part| cx.is_implied(part, main))
            };
            if leaves.into_iter().any(|main| is_main(self, main)) {
                met.push(branch);
                continue;
            }
            let parts: Vec<SchemaId> = std::iter::once(branch).chain(rest.iter().copied()).collect();
            let Some(made) = self.all_of(&parts, branch) else {
                met.push(branch);
                continue;
            };
            if self.schemas[made].title.is_none() {
                self.schemas[made].title = self.name(branch);
            }
            met.push(made);
        }
        if met.is_empty() {
            self.conflict(id, leaves);
            return;
        }
        let rest_says_null = rest
            .iter()
            .all(|&part| self.schemas[part].types.is_none_or(|types| types.contains(Type::Null)));
        met.extend(null.filter(|_| rest_says_null));
        let mut schema = leaves::words(self.schemas, id, leaves);
        schema.discriminator = discriminator;
        if is_any {
            schema.any_of = met;
        } else {
            schema.one_of = met;
        }
        self.schemas[id] = schema;
    }

    /// All that is said beside the union.
    fn rest(&mut self, id: SchemaId, union: SchemaId, leaves: &[Leaf]) -> Vec<SchemaId> {
        let mut rest = Vec::new();
        for &leaf in leaves {
            let parts = leaves::resolved(self.schemas, &[leaf]);
            match leaf {
                Leaf::Reference(target) if !parts.contains(&union) => {
                    let mut reference = Schema::any(self.schemas[id].at.clone());
                    reference.reference = Some(target);
                    rest.push(self.schemas.push(reference));
                }
                Leaf::Reference(_) | Leaf::Own(_) => {
                    for part in parts {
                        rest.extend(self.apart(part, union));
                    }
                }
            }
        }
        rest
    }

    /// What a part says by itself, as a schema; nothing if that is nothing.
    fn apart(&mut self, part: SchemaId, union: SchemaId) -> Option<SchemaId> {
        let mut apart = Schema::any(self.schemas[part].at.clone());
        meet::copy_shape(&self.schemas[part], &mut apart);
        if part == union {
            apart.discriminator = None;
            if apart.any_of.is_empty() {
                apart.one_of.clear();
            } else {
                apart.any_of.clear();
            }
        }
        let tells = leaves::tells_itself(&apart) || leaves::has_union(&apart) || apart.format.is_some();
        tells.then(|| self.schemas.push(apart))
    }

    /// What a branch is called: its title, or the schema that it refers to.
    fn name(&self, branch: SchemaId) -> Option<String> {
        let schema = &self.schemas[branch];
        let target = schema.reference.map(|target| &self.schemas[target]);
        target
            .and_then(|target| target.at.segments().last())
            .or_else(|| schema.title.clone())
    }
}
