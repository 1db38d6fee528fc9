//! What is left out?
//!
//! Operations whose tags are all switched off, and the types that only they reach. A named schema that no operation of
//! the whole document reaches is vocabulary: it is in with the feature `schemas`. This comes last: what is left out has
//! no say in what the rest looks like, and the rest looks the same without it. What the API sends by itself is in with the
//! feature `incoming`.

use std::collections::HashSet;

use super::{Context, INCOMING};
use crate::ir::{Api, BodyContent, Operation, Shape, Style, Type, TypeId, TypeName, Validation};

/// Which features of the client crate are on.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// The features that `Cargo.toml` names, and whether each is on; `None` selects everything.
    pub(crate) features: Option<std::collections::BTreeMap<String, bool>>,
}

impl Selection {
    /// Whether `Cargo.toml` names this feature.
    pub(crate) fn names(&self, feature: &str) -> bool {
        self.features
            .as_ref()
            .is_none_or(|features| features.contains_key(feature))
    }

    /// Whether the feature `validate` is on, which is off where `Cargo.toml` does not name it.
    fn validation(&self) -> Validation {
        match &self.features {
            Some(features) if features.get("validate") == Some(&true) => Validation::On,
            Some(_) => Validation::Off,
            None => Validation::ByFeature,
        }
    }

    /// A feature that `Cargo.toml` does not name yet is always on.
    fn is_on(&self, feature: &str) -> bool {
        match &self.features {
            Some(features) => features.get(feature).copied().unwrap_or(true),
            None => true,
        }
    }
}

pub(super) fn select(api: &mut Api, cx: &mut Context<'_>) {
    api.validation = cx.selection.validation();
    let incoming: Vec<TypeId> = named_by_incoming(api);
    let mut everything = reached(api, &api.operations.iter().collect::<Vec<_>>());
    reach(api, incoming.clone(), &mut everything);
    for index in 0..api.operations.len() {
        let tags = &api.operations[index].tags;
        let mut features = tags.iter().filter_map(|tag| {
            let group = api.groups.iter().find(|group| group.tag == *tag);
            group.map(|group| group.feature.as_str())
        });
        api.operations[index].selected = tags.is_empty() || features.any(|feature| cx.selection.is_on(feature));
    }
    for group in &mut api.groups {
        let mut operations = api.operations.iter().filter(|operation| operation.selected);
        group.selected = operations.any(|operation| operation.tags.first() == Some(&group.tag));
    }
    let selected: Vec<_> = api.operations.iter().filter(|operation| operation.selected).collect();
    let mut kept = reached(api, &selected);
    let takes_incoming = cx.selection.is_on(INCOMING);
    if takes_incoming {
        reach(api, incoming, &mut kept);
    }
    if cx.selection.is_on("schemas") {
        let is_input = |id: &TypeId| matches!(api.types[*id].name, TypeName::Input { .. });
        let vocabulary = api.types.ids().filter(|id| !everything.contains(id) && !is_input(id));
        let vocabulary: Vec<TypeId> = vocabulary.collect();
        reach(api, vocabulary, &mut kept);
    }
    let bodies: HashSet<usize> = selected.iter().flat_map(|operation| error_bodies(operation)).collect();
    for incoming in &mut api.incoming {
        incoming.selected = takes_incoming;
    }
    for (index, body) in api.error_bodies.iter_mut().enumerate() {
        body.selected = bodies.contains(&index);
    }
    for (id, def) in api.types.iter_mut() {
        def.selected = kept.contains(&id);
    }
}

/// The types of what the API sends by itself.
fn named_by_incoming(api: &Api) -> Vec<TypeId> {
    let mut named = Vec::new();
    for incoming in &api.incoming {
        incoming.ty.named(&mut |id| named.push(id));
    }
    named
}

fn error_bodies(operation: &Operation) -> impl Iterator<Item = usize> {
    operation.errors.iter().filter_map(|(_, _, body)| *body)
}

/// The types that some operations speak of, however deep.
fn reached(api: &Api, operations: &[&Operation]) -> HashSet<TypeId> {
    let mut open = Vec::new();
    let mut name = |ty: &Type| ty.named(&mut |id| open.push(id));
    for operation in operations {
        operation.parameters.iter().for_each(|parameter| {
            if !matches!(parameter.style, Style::File | Style::Files) {
                name(&parameter.ty);
            }
            let shared = parameter.shared.map(|index| &api.client_parameters[index]);
            shared.iter().for_each(|shared| name(&shared.ty));
        });
        match operation.body.as_ref().map(|body| &body.content) {
            Some(BodyContent::Json(ty, _) | BodyContent::Form(ty, _) | BodyContent::Text(ty, _)) => name(ty),
            Some(BodyContent::Parts | BodyContent::Multipart(_) | BodyContent::Bytes(_)) | None => {}
        }
        let payloads = operation.success.payloads();
        payloads.iter().filter_map(|payload| payload.ty()).for_each(&mut name);
        error_bodies(operation).for_each(|body| name(&api.error_bodies[body].ty));
    }
    let mut kept = HashSet::new();
    reach(api, open, &mut kept);
    kept
}

fn reach(api: &Api, mut open: Vec<TypeId>, kept: &mut HashSet<TypeId>) {
    while let Some(id) = open.pop() {
        if !kept.insert(id) {
            continue;
        }
        let mut name = |ty: &Type| ty.named(&mut |id| open.push(id));
        match &api.types[id].shape {
            Shape::Struct(object) => {
                object.fields.iter().for_each(|field| name(&field.ty));
                object.rest.iter().for_each(|rest| name(&rest.of));
            }
            Shape::Union(union) => union.branches.iter().for_each(|branch| name(&branch.ty)),
            Shape::Alias(of) | Shape::Newtype(of) => name(of),
            Shape::Tuple(tuple) => tuple.types().for_each(name),
            Shape::Enum(_) => {}
        }
    }
}
