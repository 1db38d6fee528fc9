//! What has changed in a struct?

use super::change::Change;
use super::kind::Kind;
use super::relate::Relation;
use super::types::path;
use super::{Compare, order, spell};
use crate::ir::{Docs, Field, PropertyAccess, Struct, TypeDef};

type Side<'a> = (&'a TypeDef, &'a Struct);

pub(super) fn compare(cx: &mut Compare<'_>, old: Side<'_>, new: Side<'_>) {
    let pairs = pair(cx, old.1, new.1);
    let calls = (made(old), made(new));
    for (index, field) in old.1.fields.iter().enumerate() {
        let Some((_, now)) = pairs.iter().find(|(before, _)| *before == index) else {
            let change = Change::new(Kind::FieldRemoved, named(new, field), "is gone").at(&field.at, &new.0.at);
            cx.push(change.code(used(field), ""));
            continue;
        };
        one(cx, (old, field), (new, &new.1.fields[*now]), &calls);
    }
    for (index, field) in new.1.fields.iter().enumerate() {
        if pairs.iter().any(|(_, now)| *now == index) {
            continue;
        }
        let spelled = spell::field(cx.new, field);
        let change = if field.is_argument() {
            let what = format!("is new and required (`{spelled}`)");
            Change::new(Kind::RequiredFieldAdded, named(new, field), what).code(&calls.0, &calls.1)
        } else {
            Change::new(Kind::FieldAdded, named(new, field), format!("is new (`{spelled}`)"))
        };
        cx.push(change.at(&old.0.at, &field.at));
    }
    reordered(cx, old, new, &pairs, &calls);
    rest(cx, old, new);
}

/// Which fields are which: by wire name, by Rust name, and one that is gone is one that came, if it is of the same type and
/// nothing else came or went.
fn pair(cx: &Compare<'_>, old: &Struct, new: &Struct) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut pair_by = |is_same: &dyn Fn(&Field, &Field) -> bool| {
        for (index, field) in old.fields.iter().enumerate() {
            let is_free = |now: usize| !pairs.iter().any(|(a, b)| *a == index || *b == now);
            let found = (0..new.fields.len()).find(|now| is_free(*now) && is_same(field, &new.fields[*now]));
            pairs.extend(found.map(|now| (index, now)));
        }
    };
    pair_by(&|a, b| a.wire_name == b.wire_name);
    pair_by(&|a, b| a.ident == b.ident);
    let left = |count: usize, is_taken: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..count).filter(|index| !is_taken(*index)).collect()
    };
    let gone = left(old.fields.len(), &|index| pairs.iter().any(|(a, _)| *a == index));
    let come = left(new.fields.len(), &|index| pairs.iter().any(|(_, b)| *b == index));
    if let ([gone], [come]) = (&gone[..], &come[..]) {
        let (a, b) = (&old.fields[*gone], &new.fields[*come]);
        let is_alike = (a.required, a.nullable) == (b.required, b.nullable);
        // One of many fields; of few, most have the type of another.
        let is_same = cx.relate(&a.ty, &b.ty) == Relation::Same && a.constant == b.constant;
        if is_alike && is_same && (gone == come || a.docs.description.is_some() && a.docs == b.docs) {
            pairs.push((*gone, *come));
        }
    }
    pairs.sort_unstable();
    pairs
}

fn one(cx: &mut Compare<'_>, old: (Side<'_>, &Field), new: (Side<'_>, &Field), calls: &(String, String)) {
    let ((_, before), (side, after)) = (old, new);
    let name = named(side, after);
    let push = |cx: &mut Compare<'_>, change: Change| cx.push(change.at(&before.at, &after.at));
    if before.ident != after.ident {
        let what = format!("is `{}` now", after.ident);
        let change = Change::new(Kind::FieldRenamed, named(side, before), what);
        push(cx, change.code(used(before), used(after)));
    }
    if before.wire_name != after.wire_name && before.ident == after.ident {
        let what = format!("was `{}` on the wire and is `{}`", before.wire_name, after.wire_name);
        push(cx, Change::new(Kind::WireNameChanged, &name, what));
    }
    presence(cx, before, after, &name, calls);
    let relation = cx.relate(&before.ty, &after.ty);
    let kind = match relation {
        Relation::Same => None,
        Relation::Widened => Some(Kind::FieldWidened),
        Relation::Narrowed => Some(Kind::FieldNarrowed),
        Relation::Other => Some(Kind::FieldTypeChanged),
    };
    if let Some(kind) = kind {
        let what = cx.became(&before.ty, &after.ty, relation);
        let line = |api, field: &Field| format!("let {}: {} = value.{0};", field.ident, spell::field(api, field));
        let change = Change::new(kind, &name, what).code(line(cx.old, before), line(cx.new, after));
        push(cx, change);
    }
    if before.default != after.default {
        let spelled = |default: &Option<String>| {
            default
                .as_ref()
                .map_or("nothing".to_owned(), |text| format!("`{text}`"))
        };
        let what = format!(
            "was {} where it is absent and is {}",
            spelled(&before.default),
            spelled(&after.default)
        );
        push(cx, Change::new(Kind::DefaultChanged, &name, what));
    }
    if let (Some(was), Some(is)) = (&before.constant, &after.constant) {
        if was != is {
            let what = format!("was always `{}` and is always `{}`", was.text(), is.text());
            push(cx, Change::new(Kind::ConstantChanged, &name, what));
        }
    }
    if before.access != after.access {
        let spelled = |access| match access {
            PropertyAccess::Both => "both sent and received",
            PropertyAccess::ReadOnly => "only received",
            PropertyAccess::WriteOnly => "only sent",
        };
        let what = format!("was {} and is {}", spelled(before.access), spelled(after.access));
        push(cx, Change::new(Kind::AccessChanged, &name, what));
    }
    // What has been said above is among the facts of the words too.
    let beside = |docs: &Docs| {
        let mut docs = docs.clone();
        docs.facts.retain(|fact| {
            let is_default = before.default != after.default && fact.ends_with(" when absent.");
            let is_access = before.access != after.access && fact.to_lowercase().contains("the server ");
            !is_default && !is_access
        });
        docs
    };
    cx.words(
        &name,
        (&beside(&before.docs), &before.at),
        (&beside(&after.docs), &after.at),
    );
}

/// Whether a field has to be there, and may be `null`.
fn presence(cx: &mut Compare<'_>, before: &Field, after: &Field, name: &str, calls: &(String, String)) {
    let push = |cx: &mut Compare<'_>, change: Change| cx.push(change.at(&before.at, &after.at));
    let null = if after.nullable { " and may be `null`" } else { "" };
    match (before.required, after.required) {
        (false, true) => {
            let change = Change::new(Kind::FieldRequired, name, format!("has become required{null}"));
            return push(cx, change.code(&calls.0, &calls.1));
        }
        (true, false) => {
            let change = Change::new(Kind::FieldOptional, name, format!("has become optional{null}"));
            return push(cx, change.code(&calls.0, &calls.1));
        }
        (true, true) | (false, false) => {}
    }
    if before.required && before.is_given != after.is_given {
        let what = if after.is_given {
            "always has one value now"
        } else {
            "has to be chosen now"
        };
        push(cx, Change::new(Kind::FieldGiven, name, what).code(&calls.0, &calls.1));
    }
    let line = |field: &Field| match field.nullable {
        true => format!("value.{} = Some({0});", field.ident),
        false => format!("value.{} = {0};", field.ident),
    };
    let change = match (after.required, before.nullable, after.nullable) {
        (true, false, true) => {
            Change::new(Kind::RequiredFieldNullable, name, "may be `null` now").code(line(before), line(after))
        }
        (true, true, false) => {
            Change::new(Kind::RequiredFieldNotNull, name, "may not be `null` any more").code(line(before), line(after))
        }
        (false, false, true) => Change::new(Kind::FieldNullable, name, "may be `null` now"),
        (false, true, false) => {
            let cleared = format!("value.clear_{}()", before.ident.trim_matches('_'));
            Change::new(Kind::FieldNotNull, name, "may not be `null` any more").code(cleared, "")
        }
        (_, true, true) | (_, false, false) => return,
    };
    push(cx, change);
}

fn reordered(cx: &mut Compare<'_>, old: Side<'_>, new: Side<'_>, pairs: &[(usize, usize)], calls: &(String, String)) {
    let both = pairs.iter().map(|(a, b)| (&old.1.fields[*a], *b, &new.1.fields[*b]));
    let both = both.filter(|(before, _, after)| before.is_argument() && after.is_argument());
    let arguments: Vec<order::Argument<'_>> = both
        .map(|(_, position, field)| order::Argument {
            position,
            name: &field.ident,
            ty: spell::field(cx.new, field),
        })
        .collect();
    if let Some(what) = order::changed(&arguments) {
        let change = Change::new(Kind::ArgumentsReordered, format!("{}::new", path(new.0)), what);
        cx.push(change.at(&old.0.at, &new.0.at).code(&calls.0, &calls.1));
    }
}

fn rest(cx: &mut Compare<'_>, old: Side<'_>, new: Side<'_>) {
    let (before, after) = (&old.1.rest, &new.1.rest);
    let name = |ident: &str| format!("{}::{ident}", path(new.0));
    let change = match (before, after) {
        (None, Some(rest)) => Change::new(
            Kind::RestAdded,
            name(&rest.ident),
            "is new, for properties that are not named",
        ),
        (Some(rest), None) => Change::new(Kind::RestRemoved, name(&rest.ident), "is gone")
            .code(format!("value.{}.get(name)", rest.ident), ""),
        (Some(before), Some(after)) => {
            let relation = cx.relate(&before.of, &after.of);
            if relation == Relation::Same {
                return;
            }
            let what = cx.became(&before.of, &after.of, relation);
            Change::new(Kind::RestTypeChanged, name(&after.ident), what)
        }
        (None, None) => return,
    };
    cx.push(change.at(&old.0.at, &new.0.at));
}

fn named(side: Side<'_>, field: &Field) -> String {
    format!("{}::{}", path(side.0), field.ident)
}

fn used(field: &Field) -> String {
    format!("value.{}", field.ident)
}

fn made(side: Side<'_>) -> String {
    spell::new(side.0, side.1)
}
