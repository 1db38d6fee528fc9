//! What in the body of a webhook says which one it is?
//!
//! The property that `sdk.toml` names; else the one that in the bodies of most webhooks is a constant, and in no two the same,
//! the first of those in the first body. What a body says there is remembered where it is another word than the webhook's key.

use crate::ir::{Api, Constant, EnumOf, Shape, Struct, Type, Types};

use super::Context;

pub(super) fn tell_webhooks(api: &mut Api, _: &mut Context<'_>) {
    let types = &api.types;
    let webhooks = || api.incoming.iter().filter(|incoming| incoming.asked_by.is_none());
    let bodies: Vec<Option<&Struct>> = webhooks().map(|incoming| body(types, &incoming.ty)).collect();
    let said = |property: &str| -> Vec<Option<String>> {
        let of_body = |body: &Option<&Struct>| constant(types, (*body)?, property);
        bodies.iter().map(of_body).collect()
    };
    let event = api.event.clone().or_else(|| {
        let mut best: Option<(usize, &str)> = None;
        for field in bodies.iter().flatten().flat_map(|body| &body.fields) {
            let said = said(&field.wire_name);
            let count = said.iter().flatten().count();
            let is_telling = said.iter().flatten().all(|word| is_only(&said, word));
            if is_telling && count > best.map_or(0, |(most, _)| most) {
                best = Some((count, &field.wire_name));
            }
        }
        best.filter(|&(count, _)| count * 2 > bodies.len())
            .map(|(_, property)| property.to_owned())
    });
    let Some(event) = event else { return };
    let said = said(&event);
    let keys: Vec<_> = webhooks().map(|incoming| incoming.name.clone()).collect();
    let webhooks = api.incoming.iter_mut().filter(|incoming| incoming.asked_by.is_none());
    for (incoming, word) in webhooks.zip(&said) {
        incoming.event = word.clone().filter(|word| !keys.contains(word) && is_only(&said, word));
    }
    api.event = Some(event);
}

fn is_only(said: &[Option<String>], word: &str) -> bool {
    said.iter().flatten().filter(|other| *other == word).count() == 1
}

fn body<'t>(types: &'t Types, ty: &Type) -> Option<&'t Struct> {
    match &types[types.resolved(ty)?].shape {
        Shape::Struct(body) => Some(body),
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
    }
}

/// The one text that a property may be.
fn constant(types: &Types, body: &Struct, property: &str) -> Option<String> {
    let field = body.fields.iter().find(|field| field.wire_name == property)?;
    if let Some(Constant::String(text)) = &field.constant {
        return Some(text.clone());
    }
    let Shape::Enum(of) = &types[types.resolved(&field.ty)?].shape else {
        return None;
    };
    match (&*of.variants, of.of) {
        ([only], EnumOf::Strings) => Some(only.value.text()),
        _ => None,
    }
}
