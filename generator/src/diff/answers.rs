//! What has changed in what a call ends in?

use super::change::Change;
use super::kind::Kind;
use super::operations::Both;
use super::relate::Relation;
use super::{Compare, spell};
use crate::ir::{Answer, Api, Payload, StatusPattern, Success};

pub(super) fn compare(cx: &mut Compare<'_>, both: Both<'_>, method: &str) {
    match (&both.0.success, &both.1.success) {
        (Success::One(before), Success::One(after)) => {
            if let Some(what) = payload(cx, before, after) {
                let change = Change::new(
                    Kind::AnswerTypeChanged,
                    method,
                    format!("gives something else: it {what}"),
                );
                let was = received(&spell::payload(cx.old, before), &spell::call(cx.old, both.0));
                let is = received(&spell::payload(cx.new, after), &spell::call(cx.new, both.1));
                cx.operation_changed(both, change.code(was, is));
            }
        }
        (Success::Several { answers: before, .. }, Success::Several { answers: after, .. }) => {
            several(cx, both, before, after);
        }
        (before, after) => {
            let (was, is) = (spell::success(cx.old, before), spell::success(cx.new, after));
            let what = format!("gave `{was}` and gives `{is}`");
            let change = Change::new(Kind::AnswerTypeChanged, method, what);
            let was = received(&was, &spell::call(cx.old, both.0));
            let is = received(&is, &spell::call(cx.new, both.1));
            cx.operation_changed(both, change.code(was, is));
        }
    }
    pages(cx, both, method);
    errors(cx, both, method);
}

fn received(ty: &str, call: &str) -> String {
    format!("let value: {ty} = {call}.await?;")
}

fn payload(cx: &Compare<'_>, before: &Payload, after: &Payload) -> Option<String> {
    let relation = match (before, after) {
        (Payload::Json(a, _) | Payload::Text(a, _), Payload::Json(b, _) | Payload::Text(b, _))
        | (Payload::Events(a), Payload::Events(b))
        | (Payload::Lines(a, _), Payload::Lines(b, _)) => cx.relate(a, b),
        (Payload::Bytes, Payload::Bytes) | (Payload::Nothing, Payload::Nothing) => Relation::Same,
        _ => Relation::Other,
    };
    let spelled = || {
        cx.spelled_became(
            &spell::payload(cx.old, before),
            &spell::payload(cx.new, after),
            relation,
        )
    };
    (relation != Relation::Same).then(spelled)
}

fn several(cx: &mut Compare<'_>, both: Both<'_>, before: &[Answer], after: &[Answer]) {
    let ident = match &both.1.success {
        Success::Several { ident, .. } => ident.clone(),
        Success::One(_) => String::new(),
    };
    let named = |answer: &Answer| format!("{ident}::{}", answer.ident);
    for answer in before {
        let change = match after.iter().find(|other| other.ident == answer.ident) {
            None => {
                let what = format!("is gone (status {})", answer.status.spelled());
                Some(Change::new(Kind::AnswerRemoved, named(answer), what).code(named(answer), ""))
            }
            Some(now) => payload(cx, &answer.payload, &now.payload)
                .map(|what| Change::new(Kind::AnswerTypeChanged, named(now), what)),
        };
        if let Some(change) = change {
            cx.answer_changed(both, answer.status, change);
        }
    }
    for answer in after {
        if !before.iter().any(|other| other.ident == answer.ident) {
            let what = format!("is new (status {})", answer.status.spelled());
            cx.answer_changed(both, answer.status, Change::new(Kind::AnswerAdded, named(answer), what));
        }
    }
}

fn pages(cx: &mut Compare<'_>, both: Both<'_>, method: &str) {
    let change = match (&both.0.pages, &both.1.pages) {
        (None, Some(_)) => Change::new(
            Kind::PagesAdded,
            method,
            "is a list in pages now: `pages` and `items` read it",
        ),
        (Some(_), None) => Change::new(Kind::PagesRemoved, method, "is no list in pages any more").code(
            format!("{}.items()", spell::call(cx.old, both.0)),
            spell::call(cx.new, both.1),
        ),
        (Some(before), Some(after)) => {
            let relation = cx.relate(&before.item, &after.item);
            if relation == Relation::Same {
                return;
            }
            let what = cx.became(&before.item, &after.item, relation);
            Change::new(Kind::PageItemChanged, format!("{method}::items"), what)
        }
        (None, None) => return,
    };
    cx.operation_changed(both, change);
}

/// What `error.body()` gives for each status.
fn errors(cx: &mut Compare<'_>, both: Both<'_>, method: &str) {
    let variant = |api: &Api, body: Option<usize>| body.map(|index| api.error_bodies[index].ident.clone());
    let find = |errors: &[(StatusPattern, crate::ir::Docs, Option<usize>)], status: StatusPattern| {
        errors
            .iter()
            .find(|(other, ..)| *other == status)
            .map(|(_, _, body)| *body)
    };
    let spelled = |body: Option<String>| body.map_or("no known body".to_owned(), |body| format!("`ErrorBody::{body}`"));
    let mut changes = Vec::new();
    for (status, _, body) in &both.0.errors {
        let was = variant(cx.old, *body);
        let text = status.spelled();
        match find(&both.1.errors, *status) {
            None => {
                let what = format!("declares the error {text} no more ({})", spelled(was));
                changes.push((*status, Change::new(Kind::ErrorStatusRemoved, method, what)));
            }
            Some(now) => {
                let is = variant(cx.new, now);
                let is_same = match (body, now) {
                    (Some(a), Some(b)) => {
                        cx.relate(&cx.old.error_bodies[*a].ty, &cx.new.error_bodies[b].ty) == Relation::Same
                    }
                    (a, b) => a.is_none() && b.is_none(),
                };
                if !is_same {
                    let what = format!("had {} for the error {text} and has {}", spelled(was), spelled(is));
                    changes.push((*status, Change::new(Kind::ErrorStatusChanged, method, what)));
                }
            }
        }
    }
    for (status, _, body) in &both.1.errors {
        if find(&both.0.errors, *status).is_none() {
            let is = spelled(variant(cx.new, *body));
            let what = format!("declares the error {} ({is})", status.spelled());
            changes.push((*status, Change::new(Kind::ErrorStatusAdded, method, what)));
        }
    }
    for (status, change) in changes {
        cx.answer_changed(both, status, change);
    }
}
