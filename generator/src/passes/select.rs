//! What is left out?
//!
//! What `sdk.toml` does not want of the operations, then those whose tags are all switched off, and the types that only they
//! reach. A named schema that no operation of the whole document reaches is vocabulary: it is in with the feature `schemas`.
//! What the API sends by itself is in with the feature `incoming`. This comes last: what is left out has no say in what the
//! rest looks like, and the rest looks the same without it.

use std::collections::{BTreeMap, HashSet};

use super::{Context, INCOMING};
use crate::config::{Candidate, Fit};
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::ir::{Api, Operation, Presence, Shape, Style, Type, TypeId, TypeName, Validation};

/// The feature of the named schemas that no operation reaches.
pub(crate) const SCHEMAS: &str = "schemas";

/// The feature with which a build script writes the contract tests too.
pub(crate) const CONTRACT_TESTS: &str = "contract-tests";

/// What features of the client crate have to do with it.
#[derive(Debug, Default)]
pub(crate) enum Selection {
    /// Nothing: everything is in.
    #[default]
    Everything,
    /// These are on or off, which the build script is told. One that `Cargo.toml` does not name yet is always on.
    Features(BTreeMap<String, bool>),
    /// They are chosen when the crate is compiled.
    ByFeature,
}

impl Selection {
    /// Whether `Cargo.toml` names this feature.
    pub(crate) fn names(&self, feature: &str) -> bool {
        match self {
            Selection::Features(features) => features.contains_key(feature),
            Selection::Everything | Selection::ByFeature => true,
        }
    }

    /// Whether contract tests are asked for, which they are not where `Cargo.toml` does not name their feature.
    pub(crate) fn has_contract_tests(&self) -> bool {
        match self {
            Selection::Features(features) => features.get(CONTRACT_TESTS) == Some(&true),
            Selection::Everything | Selection::ByFeature => false,
        }
    }

    /// Whether the feature `validate` is on, which is off where `Cargo.toml` does not name it.
    fn validation(&self) -> Validation {
        match self {
            Selection::Features(features) if features.get("validate") == Some(&true) => Validation::On,
            Selection::Features(_) => Validation::Off,
            Selection::Everything | Selection::ByFeature => Validation::ByFeature,
        }
    }

    /// When a thing is in that belongs to some features.
    fn decide(&self, presence: Presence) -> Presence {
        let Presence::With(features) = &presence else {
            return presence;
        };
        match self {
            Selection::Everything => Presence::Always,
            Selection::ByFeature => presence,
            Selection::Features(known) => match features.iter().any(|name| known.get(name).copied().unwrap_or(true)) {
                true => Presence::Always,
                false => Presence::Never,
            },
        }
    }
}

pub(super) fn select(api: &mut Api, cx: &mut Context<'_>) {
    api.validation = cx.selection.validation();
    select_operations(api, cx);
    for group in &mut api.groups {
        let operations = api.operations.iter();
        let own = operations.filter(|operation| operation.tags.first() == Some(&group.tag));
        group.is_wanted = own
            .clone()
            .any(|operation| cx.config.operations.has(candidate(operation)));
        group.presence = Presence::any(own.map(|operation| &operation.presence));
    }
    for (index, body) in api.error_bodies.iter_mut().enumerate() {
        let operations = api.operations.iter();
        let of = operations.filter(|operation| error_bodies(operation).any(|body| body == index));
        body.presence = Presence::any(of.map(|operation| &operation.presence));
    }
    for incoming in &mut api.incoming {
        incoming.presence = cx.selection.decide(Presence::with(INCOMING));
    }
    select_types(api, cx.selection);
}

/// Leaves out what `sdk.toml` does not want, and gives the rest to the features of its tags.
fn select_operations(api: &mut Api, cx: &mut Context<'_>) {
    let wanted = &cx.config.operations;
    tell_idle(wanted.entries(), api.operations.iter(), cx.diags);
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let presence = match &operation.tags[..] {
            _ if !wanted.has(candidate(operation)) => Presence::Never,
            [] => Presence::Always,
            tags => {
                let groups = api.groups.iter().filter(|group| tags.contains(&group.tag));
                Presence::With(groups.map(|group| group.feature.clone()).collect())
            }
        };
        api.operations[index].presence = cx.selection.decide(presence);
    }
}

/// Tells of the entries of `sdk.toml` that none of some operations fits.
pub(super) fn tell_idle<'a>(
    entries: impl Iterator<Item = (String, &'a Fit)>,
    operations: impl Iterator<Item = &'a Operation> + Clone,
    diags: &mut Diagnostics,
) {
    for (entry, _) in entries.filter(|(_, fit)| !operations.clone().any(|operation| fit.takes(candidate(operation)))) {
        let place = Place::Path("sdk.toml".to_owned());
        diags.warn(Code::IdleSelection, place, format!("no operation fits {entry}"));
    }
}

pub(super) fn candidate(operation: &Operation) -> Candidate<'_> {
    Candidate {
        path: &operation.path,
        tags: &operation.tags,
        method: &operation.method,
        id: &operation.id,
    }
}

/// A type is in whenever something is that reaches it.
fn select_types(api: &mut Api, selection: &Selection) {
    let incoming = named_by_incoming(api);
    let mut everything = reached(api, api.operations.iter());
    reach(api, incoming.clone(), &mut everything);
    // What there is to reach types from, by when it is in: many operations are in together.
    let mut together: BTreeMap<&Presence, Vec<&Operation>> = BTreeMap::new();
    for operation in &api.operations {
        together.entry(&operation.presence).or_default().push(operation);
    }
    let reaches = together.into_iter().filter(|(presence, _)| presence.is_in());
    let mut reaches: Vec<(Presence, HashSet<TypeId>)> = reaches
        .map(|(presence, operations)| (presence.clone(), reached(api, operations)))
        .collect();
    let is_input = |id: &TypeId| matches!(api.types[*id].name, TypeName::Input { .. });
    // What stands within another type is in with that, if that still speaks of it.
    let is_inline = |id: &TypeId| matches!(api.types[*id].name, TypeName::Inline { .. });
    let vocabulary = api
        .types
        .ids()
        .filter(|id| !everything.contains(id) && !is_input(id) && !is_inline(id));
    for (feature, roots) in [(INCOMING, incoming), (SCHEMAS, vocabulary.collect())] {
        let presence = selection.decide(Presence::with(feature));
        if presence.is_in() {
            let mut kept = HashSet::new();
            reach(api, roots, &mut kept);
            reaches.push((presence, kept));
        }
    }
    for (id, def) in api.types.iter_mut() {
        let of = reaches.iter().filter(|(_, reached)| reached.contains(&id));
        def.presence = Presence::any(of.map(|(presence, _)| presence));
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
fn reached<'a>(api: &Api, operations: impl IntoIterator<Item = &'a Operation>) -> HashSet<TypeId> {
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
        let body = operation.body.as_ref().and_then(|body| body.content.ty());
        body.into_iter().for_each(&mut name);
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
