//! What is a schema called that is met away from where it is written?
//!
//! Properties are inherited through `allOf`, and references lead into components; request bodies, responses, parameters and
//! headers are components too. The type of such a schema is named after the component in which it is written and the way
//! to it from there, whoever is met first that has it; so the order of a document decides no name.

use super::{Lower, union};
use crate::ir::{Role, TypeId, TypeName};
use crate::parse::SchemaId;
use crate::read::node::segments;

/// The name of a schema that stands in a component, if that is another one than that of `name`; else `name`.
pub(super) fn inherited(cx: &mut Lower<'_>, schema: SchemaId, name: &TypeName) -> TypeName {
    if cx.document.schemas[schema].is_made {
        return name.clone();
    }
    match owner(cx, schema) {
        Some((owner, way)) if component(cx, name) != Some(owner) => place(cx, schema, owner, &way),
        Some(_) => name.clone(),
        None => shared(cx, schema, name).unwrap_or_else(|| name.clone()),
    }
}

/// The name of a schema that would be called `name` after whoever has it, if it stands in a component that several may have.
fn shared(cx: &mut Lower<'_>, schema: SchemaId, name: &TypeName) -> Option<TypeName> {
    let at = cx.document.schemas[schema].at.clone();
    if !at.pointer().starts_with("/components/") {
        return None;
    }
    let steps: Vec<String> = segments(at.pointer()).skip(1).collect();
    let [kind, key, way @ ..] = &steps[..] else {
        return None;
    };
    if way.is_empty() {
        return None;
    }
    let word = match kind.as_str() {
        "requestBodies" => Role::Body,
        // The first operation's status is no part of the name.
        "responses" => Role::Response("200".to_owned()),
        "parameters" => Role::Parameter("Parameter".to_owned()),
        "headers" => Role::Parameter("Header".to_owned()),
        _ => return None,
    };
    let role = match name {
        TypeName::Operation { role, .. } if is_met_in(role, kind) => instead_of_outermost(role, word),
        // What it stands in has its name from the same component.
        TypeName::Inline { parent, .. } if is_within(cx.types[*parent].at.pointer(), kind, key) => return None,
        TypeName::Operation { .. } | TypeName::Inline { .. } => {
            let end = way.iter().position(|step| step == "schema")?;
            role_of(cx, schema, way[end + 1..].iter().cloned()).within(&word)
        }
        TypeName::Component(_) | TypeName::Shared { .. } | TypeName::Input { .. } => return None,
    };
    let key = key.clone();
    Some(TypeName::Shared { key, role })
}

fn is_within(pointer: &str, kind: &str, key: &str) -> bool {
    segments(pointer).skip(1).take(2).eq([kind, key])
}

/// Whether it is as a component of this kind that an operation has what plays this role.
fn is_met_in(role: &Role, kind: &str) -> bool {
    match role {
        Role::Within(outer, _) => is_met_in(outer, kind),
        Role::Body => kind == "requestBodies",
        Role::Response(_) => matches!(kind, "responses" | "headers"),
        Role::Parameter(_) => matches!(kind, "parameters" | "headers"),
        Role::Property(_) | Role::Itself | Role::Item | Role::Value | Role::Branch(_) => false,
    }
}

fn instead_of_outermost(role: &Role, word: Role) -> Role {
    match role {
        Role::Within(outer, inner) => Role::Within(Box::new(instead_of_outermost(outer, word)), inner.clone()),
        _ => word,
    }
}

/// The name of a schema that a reference leads to from what is called `name`, if it stands in a component.
pub(super) fn referred_to(cx: &mut Lower<'_>, schema: SchemaId, name: &TypeName) -> Option<TypeName> {
    if cx.document.schemas[schema].is_made {
        return None;
    }
    match owner(cx, schema) {
        Some((owner, way)) => Some(place(cx, schema, owner, &way)),
        None => shared(cx, schema, name),
    }
}

/// The nearest component around a schema, and the pointer from there.
fn owner(cx: &Lower<'_>, schema: SchemaId) -> Option<(TypeId, String)> {
    let mut at = cx.document.schemas[schema].at.clone();
    let whole = at.pointer().to_owned();
    loop {
        if let Some(owner) = cx.components.get(&at) {
            return Some((*owner, whole[at.pointer().len()..].to_owned()));
        }
        let (parent, _) = at.pointer().rsplit_once('/')?;
        at = crate::read::SpecPath::new(at.source(), parent);
    }
}

/// The component whose part a type of this name is.
fn component(cx: &Lower<'_>, name: &TypeName) -> Option<TypeId> {
    let TypeName::Inline { parent, .. } = name else {
        return None;
    };
    let mut id = *parent;
    // As deep as schemas are written in each other, which reading limits.
    while let TypeName::Inline { parent, .. } = cx.types[id].name {
        id = parent;
    }
    matches!(cx.types[id].name, TypeName::Component(_)).then_some(id)
}

fn place(cx: &mut Lower<'_>, schema: SchemaId, owner: TypeId, way: &str) -> TypeName {
    let role = role_of(cx, schema, segments(way));
    TypeName::Inline { parent: owner, role }
}

/// What a schema is to the one from which these steps lead to it.
fn role_of(cx: &mut Lower<'_>, schema: SchemaId, steps: impl Iterator<Item = String>) -> Role {
    let mut role = Role::Itself;
    let mut steps = steps.peekable();
    let mut parts: Vec<usize> = Vec::new();
    while let Some(step) = steps.next() {
        if step != "allOf" {
            parts.clear();
        }
        let mut inner = |inner: Role| {
            let outer = std::mem::replace(&mut role, Role::Itself);
            role = inner.within(&outer);
        };
        match step.as_str() {
            "properties" | "$defs" | "definitions" => {
                if let Some(name) = steps.next() {
                    inner(Role::Property(name));
                }
            }
            "patternProperties" => {
                steps.next();
                inner(Role::Value);
            }
            "additionalProperties" | "unevaluatedProperties" => inner(Role::Value),
            "items" | "unevaluatedItems" | "contains" => inner(Role::Item),
            "prefixItems" => {
                let index: usize = steps.next().and_then(|index| index.parse().ok()).unwrap_or(0);
                inner(Role::Branch(format!("Element{}", index + 1)));
            }
            "anyOf" | "oneOf" => {
                let index: usize = steps.next().and_then(|index| index.parse().ok()).unwrap_or(0);
                let name = match steps.peek() {
                    None => union::branch_name(cx, schema, index),
                    Some(_) => format!("Variant{}", index + 1),
                };
                inner(Role::Branch(name));
            }
            // What stands in a part is the whole's; only the part itself is told apart from the whole.
            "allOf" => {
                let index: usize = steps.next().and_then(|index| index.parse().ok()).unwrap_or(0);
                if steps.peek().is_none_or(|step| step == "allOf") {
                    parts.push(index);
                }
                if steps.peek().is_none() {
                    parts
                        .drain(..)
                        .for_each(|index| inner(Role::Branch(format!("Part{}", index + 1))));
                }
            }
            _ => {}
        }
    }
    role
}
