//! Which item of the new description is which item of the old one?
//!
//! What has the same Rust path is the same thing: that is what a program names. What is left over is paired by where it
//! stands in the document (an operation, by method and path), and then by its shape, if there is one other thing that looks
//! like it. The rest is removed and added.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::spell;
use crate::ir::{Api, CallVariant, Operation, Shape, TypeDef, TypeId, TypeName};

/// Old to new.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) types: BTreeMap<TypeId, TypeId>,
    pub(super) groups: BTreeMap<usize, usize>,
    pub(super) operations: BTreeMap<usize, usize>,
}

impl Pairs {
    /// New to old, of types.
    pub(super) fn reversed(&self) -> Pairs {
        Pairs {
            types: self.types.iter().map(|(old, new)| (*new, *old)).collect(),
            ..Pairs::default()
        }
    }
}

pub(super) fn correspond(old: &Api, new: &Api) -> Pairs {
    let operations = operations(old, new);
    Pairs {
        types: types(old, new),
        groups: groups(old, new, &operations),
        operations,
    }
}

/// Pairs what is left of both by a key, where each has it once.
fn pair_by<O, N, K>(
    pairs: &mut BTreeMap<O, N>,
    old: &[O],
    new: &[N],
    old_key: impl Fn(O) -> Option<K>,
    new_key: impl Fn(N) -> Option<K>,
) where
    O: Copy + Ord,
    N: Copy + Ord,
    K: Ord,
{
    let taken: BTreeSet<N> = pairs.values().copied().collect();
    let mut by_key: BTreeMap<K, (Vec<O>, Vec<N>)> = BTreeMap::new();
    for &one in old.iter().filter(|one| !pairs.contains_key(one)) {
        if let Some(key) = old_key(one) {
            by_key.entry(key).or_default().0.push(one);
        }
    }
    for &one in new.iter().filter(|one| !taken.contains(one)) {
        if let Some(key) = new_key(one) {
            by_key.entry(key).or_default().1.push(one);
        }
    }
    for (old, new) in by_key.into_values() {
        if let ([old], [new]) = (&old[..], &new[..]) {
            pairs.insert(*old, *new);
        }
    }
}

fn types(old: &Api, new: &Api) -> BTreeMap<TypeId, TypeId> {
    let mut pairs = BTreeMap::new();
    let selected =
        |api: &Api| -> Vec<TypeId> { api.types.ids().filter(|id| api.types[*id].presence.is_in()).collect() };
    let (old_ids, new_ids) = (selected(old), selected(new));
    let ident = |api: &Api, id: TypeId| Some(api.types[id].ident.clone());
    pair_by(&mut pairs, &old_ids, &new_ids, |id| ident(old, id), |id| ident(new, id));
    let place = |api: &Api, id: TypeId| {
        let def = &api.types[id];
        let is_input = matches!(def.name, TypeName::Input { .. });
        let key = (def.at.pointer().to_owned(), is_input, spell::shape(&def.shape));
        (!def.is_made).then_some(key)
    };
    pair_by(&mut pairs, &old_ids, &new_ids, |id| place(old, id), |id| place(new, id));
    by_shape(&mut pairs, (old, &old_ids), (new, &new_ids));
    pairs
}

/// How much two types have to have in common to be one with another name, of 100.
const ALIKE: usize = 75;

/// Pairs types that look like each other more than like any other.
fn by_shape(pairs: &mut BTreeMap<TypeId, TypeId>, old: (&Api, &[TypeId]), new: (&Api, &[TypeId])) {
    let left: Vec<TypeId> = old.1.iter().copied().filter(|id| !pairs.contains_key(id)).collect();
    let free: Vec<TypeId> = new
        .1
        .iter()
        .copied()
        .filter(|id| !pairs.values().any(|taken| taken == id))
        .collect();
    // Documents that have nothing in common are not searched for likenesses.
    if left.len() * free.len() > 250_000 {
        return;
    }
    let traits = |api: &Api, ids: &[TypeId]| -> Vec<(TypeId, Vec<String>)> {
        ids.iter().map(|id| (*id, traits(api, &api.types[*id]))).collect()
    };
    let (left, free) = (traits(old.0, &left), traits(new.0, &free));
    let mut likenesses = Vec::new();
    for (a, of_old) in &left {
        for (b, of_new) in &free {
            let is_input = |api: &Api, id: TypeId| matches!(api.types[id].name, TypeName::Input { .. });
            let (of, with) = (&old.0.types[*a], &new.0.types[*b]);
            if spell::shape(&of.shape) == spell::shape(&with.shape) && is_input(old.0, *a) == is_input(new.0, *b) {
                let likeness = likeness(of_old, of_new);
                if likeness >= ALIKE {
                    likenesses.push((likeness, *a, *b));
                }
            }
        }
    }
    // The most alike first; of those that are equally alike, what could be two things is neither.
    likenesses.sort_by_key(|(likeness, ..)| Reverse(*likeness));
    for equal in likenesses.chunk_by(|x, y| x.0 == y.0) {
        let taken: BTreeSet<TypeId> = pairs.values().copied().collect();
        let free = equal
            .iter()
            .filter(|(_, a, b)| !pairs.contains_key(a) && !taken.contains(b));
        let (mut of_old, mut of_new) = (BTreeMap::new(), BTreeMap::new());
        let free: Vec<_> = free.collect();
        for (_, a, b) in &free {
            *of_old.entry(*a).or_insert(0) += 1;
            *of_new.entry(*b).or_insert(0) += 1;
        }
        for (_, a, b) in free {
            if of_old[a] == 1 && of_new[b] == 1 {
                pairs.insert(*a, *b);
            }
        }
    }
}

/// What a type is told by, whatever it is called.
fn traits(api: &Api, def: &TypeDef) -> Vec<String> {
    let mut traits: Vec<String> = match &def.shape {
        Shape::Struct(object) => object
            .fields
            .iter()
            .map(|field| format!("{}{}", field.wire_name, if field.required { "!" } else { "" }))
            .collect(),
        Shape::Enum(known) => known.variants.iter().map(|variant| variant.value.text()).collect(),
        Shape::Union(union) => {
            let branches = union.branches.iter().map(|branch| spell::ty(api, &branch.ty));
            branches
                .chain(union.values.iter().map(|value| value.value.text()))
                .collect()
        }
        Shape::Alias(of) | Shape::Newtype(of) => vec![spell::ty(api, of)],
        Shape::Tuple(tuple) => tuple.types().map(|of| spell::ty(api, of)).collect(),
    };
    traits.sort();
    traits
}

/// How much two sorted lists have in common, of 100. What has no traits is like nothing.
fn likeness(old: &[String], new: &[String]) -> usize {
    let common = old.iter().filter(|one| new.binary_search(one).is_ok()).count();
    let all = old.len() + new.len() - common;
    (common * 100).checked_div(all).unwrap_or(0)
}

fn operations(old: &Api, new: &Api) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let selected = |api: &Api| -> Vec<usize> {
        let all = api.operations.iter().enumerate();
        all.filter(|(_, operation)| operation.presence.is_in())
            .map(|(index, _)| index)
            .collect()
    };
    let (old_ids, new_ids) = (selected(old), selected(new));
    let method = |api: &Api, index: usize| Some(spell::method(api, &api.operations[index]));
    pair_by(
        &mut pairs,
        &old_ids,
        &new_ids,
        |id| method(old, id),
        |id| method(new, id),
    );
    let line = |api: &Api, index: usize| {
        let operation = &api.operations[index];
        Some((
            operation.method.as_str().to_owned(),
            shape_of(&operation.path),
            variant(operation),
        ))
    };
    pair_by(&mut pairs, &old_ids, &new_ids, |id| line(old, id), |id| line(new, id));
    let name = |api: &Api, index: usize| {
        let operation = &api.operations[index];
        Some((operation.id.clone(), variant(operation)))
    };
    pair_by(&mut pairs, &old_ids, &new_ids, |id| name(old, id), |id| name(new, id));
    pairs
}

/// A path template without the names in it, which say nothing to a server.
fn shape_of(path: &str) -> String {
    let mut shape = String::new();
    let mut is_inside = false;
    for c in path.chars() {
        is_inside = match c {
            '{' => true,
            '}' => false,
            _ => is_inside,
        };
        if !is_inside || c == '{' {
            shape.push(c);
        }
    }
    shape
}

fn variant(operation: &Operation) -> String {
    match &operation.variant {
        None => String::new(),
        Some(CallVariant::Body(word)) => word.clone(),
        Some(CallVariant::Stream) => "stream".to_owned(),
    }
}

/// Groups of one name; and those of another whose operations are the same.
fn groups(old: &Api, new: &Api, operations: &BTreeMap<usize, usize>) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let selected = |api: &Api| -> Vec<usize> {
        let all = api.groups.iter().enumerate();
        all.filter(|(_, group)| group.presence.is_in())
            .map(|(index, _)| index)
            .collect()
    };
    let (old_ids, new_ids) = (selected(old), selected(new));
    let ident = |api: &Api, index: usize| Some(api.groups[index].ident.clone());
    pair_by(&mut pairs, &old_ids, &new_ids, |id| ident(old, id), |id| ident(new, id));
    for group in old_ids {
        if pairs.contains_key(&group) {
            continue;
        }
        let of = |api: &Api, index: usize| spell::group(api, &api.operations[index]);
        let mut homes = operations
            .iter()
            .filter(|(a, _)| of(old, **a) == Some(group))
            .map(|(_, b)| of(new, *b));
        if let Some(Some(home)) = homes.next() {
            if homes.all(|other| other == Some(home)) && !pairs.values().any(|taken| *taken == home) {
                pairs.insert(group, home);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_is_common() {
        let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(likeness(&list("a b c d"), &list("a b c")), 75);
        assert_eq!(likeness(&list("a b"), &list("c d")), 0);
        assert_eq!(likeness(&[], &[]), 0);
    }

    #[test]
    fn a_path_without_its_names() {
        assert_eq!(shape_of("/pets/{id}/x-{name}"), "/pets/{}/x-{}");
    }
}
