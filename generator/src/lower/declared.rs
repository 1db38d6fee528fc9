//! What is a schema called that is met away from where it is written?
//!
//! Properties are inherited through `allOf`, and references lead into components. The type of such a schema is named after
//! the component in which it is written and the way to it from there, whoever is met first that has it; so the order of
//! a document decides no name.

use super::{Lower, union};
use crate::ir::{Role, TypeId, TypeName};
use crate::parse::SchemaId;
use crate::read::node::segments;

/// The name of a schema that stands in a component other than that of `name`; else `name`.
pub(super) fn inherited(cx: &mut Lower<'_>, schema: SchemaId, name: &TypeName) -> TypeName {
    if cx.document.schemas[schema].is_made {
        return name.clone();
    }
    match owner(cx, schema) {
        Some((owner, way)) if component(cx, name) != Some(owner) => place(cx, schema, owner, &way),
        Some(_) | None => name.clone(),
    }
}

/// The name of a schema that a reference leads to, if it stands in a component.
pub(super) fn referred_to(cx: &mut Lower<'_>, schema: SchemaId) -> Option<TypeName> {
    if cx.document.schemas[schema].is_made {
        return None;
    }
    let (owner, way) = owner(cx, schema)?;
    Some(place(cx, schema, owner, &way))
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
    let mut role = Role::Itself;
    let mut steps = segments(way).peekable();
    while let Some(step) = steps.next() {
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
            // A part of a schema is not told apart from the whole.
            _ => {}
        }
    }
    TypeName::Inline { parent: owner, role }
}
