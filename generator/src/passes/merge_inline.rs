//! Which types are one, where `sdk.toml` wants those merged that are equal (`merge-inline`)?
//!
//! Schemas that are written in place and say the same, down to their words, as a tool leaves them that put copies where
//! references were. One of them stays: the component that they are copies of, if it is the only one, else the first of the
//! document. Two components are never one, and neither are two types that hold different components.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::Context;
use crate::ir::{Api, ErrorBody, Payload, Shape, Success, Type, TypeDef, TypeId, TypeName, Types};
use crate::read::SpecPath;

pub(super) fn merge_inline(api: &mut Api, cx: &mut Context<'_>) {
    if !cx.config.types.merge_inline {
        return;
    }
    let stays = what_stays(&api.types, &classes(&api.types, &api.servers_at));
    let merged = Merged::new(&stays);
    for (id, mut def) in std::mem::take(&mut api.types).into_defs() {
        if stays[id.0 as usize] != id {
            // Whoever asks for it is told what stays.
            api.places.push((def.at, Type::Named(id)));
            continue;
        }
        match &mut def.name {
            TypeName::Inline { parent: of, .. } | TypeName::Input { of } => *of = merged.id(*of),
            TypeName::Component(_) | TypeName::Operation { .. } | TypeName::Shared { .. } => {}
        }
        def.shape.types_mut().into_iter().for_each(|ty| merged.replace(ty));
        api.types.push(def);
    }
    each_type(api, &mut |ty| merged.replace(ty));
    let bodies = api
        .operations
        .iter_mut()
        .filter_map(|operation| operation.body.as_mut());
    for access in bodies.filter_map(|body| body.asks_to_stream.as_mut()) {
        access.of = merged.id(access.of);
    }
    merge_error_bodies(api);
}

/// Where each type is after the merge.
struct Merged(Vec<TypeId>);

impl Merged {
    /// `stays` is, of each type, the one that stays in its place.
    fn new(stays: &[TypeId]) -> Self {
        let mut next = 0;
        let mut new = vec![TypeId(0); stays.len()];
        for (old, stays) in stays.iter().enumerate() {
            if stays.0 as usize == old {
                new[old] = TypeId(next);
                next += 1;
            }
        }
        Merged(stays.iter().map(|stays| new[stays.0 as usize]).collect())
    }

    fn id(&self, old: TypeId) -> TypeId {
        self.0[old.0 as usize]
    }

    fn replace(&self, ty: &mut Type) {
        ty.named_mut(&mut |id| *id = self.id(*id));
    }
}

/// Of each type, the one that stays for it.
fn what_stays(types: &Types, classes: &[usize]) -> Vec<TypeId> {
    let mut first: HashMap<usize, TypeId> = HashMap::new();
    for (id, def) in types.iter() {
        let known = first.entry(classes[id.0 as usize]).or_insert(id);
        if is_component(types, def) {
            *known = id;
        }
    }
    classes.iter().map(|class| first[class]).collect()
}

/// Whether it is a component or in one that is no schema, or is what is sent of such a one.
fn is_component(types: &Types, def: &TypeDef) -> bool {
    match &def.name {
        TypeName::Component(_) | TypeName::Shared { .. } => true,
        TypeName::Input { of } => is_component(types, &types[*of]),
        TypeName::Inline { .. } | TypeName::Operation { .. } => false,
    }
}

/// Of each type, the number of the class of those that are equal to it; no two components are. `nowhere` is any place.
fn classes(types: &Types, nowhere: &SpecPath) -> Vec<usize> {
    let alone: Vec<String> = types.iter().map(|(_, def)| alone(def, nowhere)).collect();
    let mut apart = HashSet::new();
    loop {
        let classes = refined(types, &alone, &apart);
        let mut components: HashMap<usize, Vec<TypeId>> = HashMap::new();
        for (id, _) in types
            .iter()
            .filter(|(id, def)| !apart.contains(id) && is_component(types, def))
        {
            components.entry(classes[id.0 as usize]).or_default().push(id);
        }
        let equal: Vec<TypeId> = components
            .into_values()
            .filter(|equal| equal.len() > 1)
            .flatten()
            .collect();
        if equal.is_empty() {
            return classes;
        }
        apart.extend(equal);
    }
}

/// Classes of types that nothing tells apart: first by what they say themselves, then by the classes of what they hold, until
/// that tells no more of them apart. Those of `apart` are classes of their own.
fn refined(types: &Types, alone: &[String], apart: &HashSet<TypeId>) -> Vec<usize> {
    let own = types.ids().map(|id| apart.contains(&id).then_some(id));
    let (mut classes, mut count) = number(own.zip(alone));
    loop {
        let finer = types
            .iter()
            .map(|(id, def)| (classes[id.0 as usize], held(def, &classes)));
        let (finer, finer_count) = number(finer);
        if finer_count == count {
            return classes;
        }
        (classes, count) = (finer, finer_count);
    }
}

/// Numbers keys, equal ones alike; and how many there are.
fn number<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> (Vec<usize>, usize) {
    let mut known = HashMap::new();
    let mut number = |key| {
        let next = known.len();
        *known.entry(key).or_insert(next)
    };
    let numbers = keys.map(&mut number).collect();
    (numbers, known.len())
}

/// All that a type says, but for its place, its name, and which types it holds.
fn alone(def: &TypeDef, nowhere: &SpecPath) -> String {
    let mut shape = def.shape.clone();
    for ty in shape.types_mut() {
        ty.named_mut(&mut |id| *id = TypeId(0));
    }
    if let Shape::Struct(object) = &mut shape {
        object.fields.iter_mut().for_each(|field| field.at = nowhere.clone());
    }
    format!("{:?} {:?} {shape:?}", def.docs, def.rules)
}

/// The classes of the types that a type holds, in order, and that of what is received where it is for sending.
fn held(def: &TypeDef, classes: &[usize]) -> Vec<usize> {
    let mut held = Vec::new();
    let mut hold = |id: TypeId| held.push(classes[id.0 as usize]);
    def.shape.types().into_iter().for_each(|ty| ty.named(&mut hold));
    if let TypeName::Input { of } = def.name {
        hold(of);
    }
    held
}

/// Shows every type that stands in the API outside of a type.
fn each_type(api: &mut Api, each: &mut dyn FnMut(&mut Type)) {
    for operation in &mut api.operations {
        operation
            .parameters
            .iter_mut()
            .for_each(|parameter| each(&mut parameter.ty));
        let body = operation.body.as_mut().and_then(|body| body.content.ty_mut());
        body.into_iter().for_each(&mut *each);
        let answers = match &mut operation.success {
            Success::One(payload) => vec![payload],
            Success::Several { answers, .. } => answers.iter_mut().map(|answer| &mut answer.payload).collect(),
        };
        let declared = operation
            .declared
            .iter_mut()
            .flat_map(|declared| &mut declared.contents);
        let payloads = answers.into_iter().chain(declared.map(|(_, payload)| payload));
        payloads.filter_map(Payload::ty_mut).for_each(&mut *each);
    }
    api.client_parameters
        .iter_mut()
        .for_each(|parameter| each(&mut parameter.ty));
    api.incoming.iter_mut().for_each(|incoming| each(&mut incoming.ty));
    api.error_bodies.iter_mut().for_each(|body| each(&mut body.ty));
    api.places.iter_mut().for_each(|(_, ty)| each(ty));
}

/// Bodies of errors that have become the same are one again.
fn merge_error_bodies(api: &mut Api) {
    let mut kept: Vec<ErrorBody> = Vec::new();
    let mut new = Vec::new();
    for body in std::mem::take(&mut api.error_bodies) {
        let known = kept.iter().position(|kept| kept.ty == body.ty);
        new.push(known.unwrap_or(kept.len()));
        if known.is_none() {
            kept.push(body);
        }
    }
    api.error_bodies = kept;
    let errors = api.operations.iter_mut().flat_map(|operation| &mut operation.errors);
    errors
        .filter_map(|(_, _, body)| body.as_mut())
        .for_each(|body| *body = new[*body]);
}
