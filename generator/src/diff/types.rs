//! What has changed in the types?

use super::change::Change;
use super::kind::Kind;
use super::relate::Relation;
use super::{Compare, fields, rules, spell};
use crate::ir::{Branch, Enum, EnumOf, Shape, Type, TypeDef, Union, Variant};

impl Compare<'_> {
    /// Types that are gone, that are new, and what is different in those that stay.
    pub(super) fn types(&mut self) {
        let (old, new) = (self.old, self.new);
        for (id, def) in old.types.iter().filter(|(_, def)| def.presence.is_in()) {
            match self.pairs.types.get(&id) {
                None => {
                    let path = path(def);
                    let change = Change::new(
                        Kind::TypeRemoved,
                        &path,
                        format!("is gone ({})", spell::shape(&def.shape)),
                    );
                    self.push(change.at_old(&def.at).code(format!("use my_api::{path};"), ""));
                }
                Some(now) => self.one(def, &new.types[*now]),
            }
        }
        let kept: Vec<_> = self.pairs.types.values().copied().collect();
        for (id, def) in new.types.iter().filter(|(_, def)| def.presence.is_in()) {
            if !kept.contains(&id) {
                let what = format!("is new ({})", spell::shape(&def.shape));
                self.push(Change::new(Kind::TypeAdded, path(def), what).at_new(&def.at));
            }
        }
    }

    fn one(&mut self, old: &TypeDef, new: &TypeDef) {
        if old.ident != new.ident {
            let change = Change::new(Kind::TypeRenamed, path(old), format!("is `{}` now", path(new)));
            let code = |def| format!("use my_api::{};", path(def));
            self.push(change.at(&old.at, &new.at).code(code(old), code(new)));
        }
        self.words(&path(new), (&old.docs, &old.at), (&new.docs, &new.at));
        rules::compare(self, old, new);
        match (&old.shape, &new.shape) {
            (Shape::Struct(before), Shape::Struct(after)) => fields::compare(self, (old, before), (new, after)),
            (Shape::Enum(before), Shape::Enum(after)) => self.enumeration((old, before), (new, after)),
            (Shape::Union(before), Shape::Union(after)) => self.branches((old, before), (new, after)),
            (Shape::Alias(before), Shape::Alias(after)) | (Shape::Newtype(before), Shape::Newtype(after)) => {
                let relation = self.relate(before, after);
                if relation != Relation::Same {
                    let what = self.became(before, after, relation);
                    self.push(Change::new(Kind::AliasChanged, path(new), what).at(&old.at, &new.at));
                }
            }
            (Shape::Tuple(before), Shape::Tuple(after)) => {
                let is_same = |a: &Type, b: &Type| self.relate(a, b) == Relation::Same;
                let elements = before.elements.len() == after.elements.len()
                    && before.elements.iter().zip(&after.elements).all(|(a, b)| is_same(a, b));
                let rest = match (&before.rest, &after.rest) {
                    (Some(a), Some(b)) => is_same(a, b),
                    (a, b) => a.is_none() && b.is_none(),
                };
                if !elements || !rest || before.required != after.required {
                    let spelled = |api, of: &crate::ir::Tuple| {
                        let types: Vec<String> = of.types().map(|ty| spell::ty(api, ty)).collect();
                        format!("({})", types.join(", "))
                    };
                    let what = format!(
                        "was `{}` and is `{}`",
                        spelled(self.old, before),
                        spelled(self.new, after)
                    );
                    self.push(Change::new(Kind::TupleChanged, path(new), what).at(&old.at, &new.at));
                }
            }
            // An alias that was replaced by what it stood for is the same type to a field that has it, not to who names it.
            (before, after) => {
                let what = format!("was {} and is {}", spell::shape(before), spell::shape(after));
                self.push(Change::new(Kind::TypeKindChanged, path(new), what).at(&old.at, &new.at));
            }
        }
    }

    fn enumeration(&mut self, old: (&TypeDef, &Enum), new: (&TypeDef, &Enum)) {
        let ((old_def, before), (new_def, after)) = (old, new);
        if before.of != after.of {
            let spelled = |of| match of {
                EnumOf::Strings => "strings",
                EnumOf::Integers => "integers",
                EnumOf::Scalars => "scalars",
            };
            let what = format!(
                "was an enum of {} and is one of {}",
                spelled(before.of),
                spelled(after.of)
            );
            self.push(Change::new(Kind::EnumBaseChanged, path(new_def), what).at(&old_def.at, &new_def.at));
        }
        let unknown = |value: &str| match before.of {
            EnumOf::Strings => format!("{}::from({value:?})", path(new_def)),
            EnumOf::Integers | EnumOf::Scalars => String::new(),
        };
        self.values((old_def, &before.variants), (new_def, &after.variants), unknown);
    }

    /// Compares the values of two enums, or of two unions; `unknown` is how a value is written that is gone.
    fn values(
        &mut self,
        (old_def, before): (&TypeDef, &[Variant]),
        (new_def, after): (&TypeDef, &[Variant]),
        unknown: impl Fn(&str) -> String,
    ) {
        let name = |ident: &str| format!("{}::{ident}", path(new_def));
        for variant in before {
            let same = after.iter().find(|other| other.value == variant.value);
            let namesake = after.iter().find(|other| other.ident == variant.ident);
            let value = variant.value.text();
            let change = match (same, namesake) {
                (Some(now), _) if now.ident == variant.ident => {
                    self.words(
                        &name(&now.ident),
                        (&variant.docs, &old_def.at),
                        (&now.docs, &new_def.at),
                    );
                    continue;
                }
                (Some(now), _) => Change::new(
                    Kind::ValueRenamed,
                    name(&variant.ident),
                    format!("is `{}` now (the value `{value}`)", now.ident),
                )
                .code(name(&variant.ident), name(&now.ident)),
                (None, Some(now)) => {
                    let what = format!("was `{value}` on the wire and is `{}`", now.value.text());
                    Change::new(Kind::ValueRespelled, name(&now.ident), what)
                }
                (None, None) => {
                    let what = format!("is gone (the value `{value}`)");
                    Change::new(Kind::ValueRemoved, name(&variant.ident), what)
                        .code(name(&variant.ident), unknown(&value))
                }
            };
            self.push(change.at(&old_def.at, &new_def.at));
        }
        for variant in after {
            let is_known = |other: &Variant| other.value == variant.value || other.ident == variant.ident;
            if !before.iter().any(is_known) {
                let what = format!("is new (the value `{}`)", variant.value.text());
                self.push(Change::new(Kind::ValueAdded, name(&variant.ident), what).at(&old_def.at, &new_def.at));
            }
        }
    }

    fn branches(&mut self, old: (&TypeDef, &Union), new: (&TypeDef, &Union)) {
        let ((old_def, before), (new_def, after)) = (old, new);
        let name = |ident: &str| format!("{}::{ident}", path(new_def));
        let mut kept: Vec<usize> = Vec::new();
        for branch in &before.branches {
            let by_name = after.branches.iter().position(|other| other.ident == branch.ident);
            let by_type = || {
                let is_left = |other: &Branch| !before.branches.iter().any(|known| known.ident == other.ident);
                let is_same = |other: &Branch| self.relate(&branch.ty, &other.ty) == Relation::Same;
                after.branches.iter().position(|other| is_left(other) && is_same(other))
            };
            let Some(index) = by_name.or_else(by_type) else {
                let change = Change::new(Kind::BranchRemoved, name(&branch.ident), "is gone");
                let code = format!("{}(value)", name(&branch.ident));
                self.push(change.at(&old_def.at, &new_def.at).code(code, ""));
                continue;
            };
            kept.push(index);
            let now = &after.branches[index];
            if now.ident != branch.ident {
                let change = Change::new(
                    Kind::BranchRenamed,
                    name(&branch.ident),
                    format!("is `{}` now", now.ident),
                );
                let change = change.code(name(&branch.ident), name(&now.ident));
                self.push(change.at(&old_def.at, &new_def.at));
            }
            let relation = self.relate(&branch.ty, &now.ty);
            if relation != Relation::Same {
                let what = self.became(&branch.ty, &now.ty, relation);
                self.push(Change::new(Kind::BranchTypeChanged, name(&now.ident), what).at(&old_def.at, &new_def.at));
            }
            if branch.tags != now.tags {
                let spelled = |tags: &[String]| match tags {
                    [] => "by no value".to_owned(),
                    tags => format!("by `{}`", tags.join("`, `")),
                };
                let what = format!("was chosen {} and is {}", spelled(&branch.tags), spelled(&now.tags));
                self.push(Change::new(Kind::BranchTagsChanged, name(&now.ident), what).at(&old_def.at, &new_def.at));
            }
            self.words(&name(&now.ident), (&branch.docs, &old_def.at), (&now.docs, &new_def.at));
        }
        if !kept.is_sorted() && after.branches.iter().any(|branch| branch.tags.is_empty()) {
            let change = Change::new(
                Kind::BranchOrderChanged,
                path(new_def),
                "tries its branches in another order",
            );
            self.push(change.at(&old_def.at, &new_def.at));
        }
        for (index, branch) in after.branches.iter().enumerate() {
            if !kept.contains(&index) {
                let what = format!("is new, with `{}`", spell::ty(self.new, &branch.ty));
                self.push(Change::new(Kind::BranchAdded, name(&branch.ident), what).at(&old_def.at, &new_def.at));
            }
        }
        self.values((old_def, &before.values), (new_def, &after.values), |_| String::new());
        if before.by != after.by {
            let spelled = |by: &Option<String>| by.as_ref().map_or("their form".to_owned(), |by| format!("`{by}`"));
            let what = format!(
                "was told apart by {} and is by {}",
                spelled(&before.by),
                spelled(&after.by)
            );
            self.push(Change::new(Kind::UnionTagChanged, path(new_def), what).at(&old_def.at, &new_def.at));
        }
        // A branch that is gone takes its `From` along, which needs no word of its own.
        for branch in &before.branches {
            let now = after.branches.iter().find(|other| other.ident == branch.ident);
            let Some(now) = now else { continue };
            let is_same = self.relate(&branch.ty, &now.ty) == Relation::Same;
            let (had, has) = (is_single(before, branch), is_single(after, now));
            if is_same && had != has {
                let kind = if had { Kind::FromRemoved } else { Kind::FromAdded };
                let spelled = spell::ty(self.new, &now.ty);
                let what = if had {
                    "is made by no `From` of"
                } else {
                    "is made by `From` of"
                };
                let change = Change::new(kind, path(new_def), format!("{what} `{spelled}`"));
                let change = match had {
                    true => change.code(
                        format!("{}::from(value)", path(new_def)),
                        format!("{}(value)", name(&now.ident)),
                    ),
                    false => change,
                };
                self.push(change.at(&old_def.at, &new_def.at));
            }
        }
    }
}

/// Whether no other branch holds this one's type.
fn is_single(union: &Union, branch: &Branch) -> bool {
    let is_plain = matches!(branch.ty, Type::Named(_) | Type::Scalar(_));
    is_plain && union.branches.iter().filter(|other| other.ty == branch.ty).count() == 1
}

/// Its path in the crate.
pub(super) fn path(def: &TypeDef) -> String {
    format!("types::{}", def.ident)
}
