//! What has changed in the body of a request?

use super::change::Change;
use super::kind::Kind;
use super::operations::Both;
use super::relate::Relation;
use super::{Compare, spell};
use crate::ir::{Body, BodyContent, FieldStyle, Style};

impl Compare<'_> {
    pub(super) fn body(&mut self, both: Both<'_>, method: &str, calls: &(String, String)) {
        let name = format!("{method}::body");
        // The parts of a form are parameters, and a form that is gone takes them along.
        let of = |body: &Option<Body>| match body {
            Some(body) if !matches!(body.content, BodyContent::Parts) => Some(body.clone()),
            Some(_) | None => None,
        };
        let (before, after) = (of(&both.0.body), of(&both.1.body));
        let set = |call: &str| format!("{call}.body(body)");
        let change = match (&before, &after) {
            (None, None) => return,
            (None, Some(body)) => {
                let spelled = spell::body(self.new, &body.content);
                match body.required {
                    true => Change::new(
                        Kind::RequiredBodyAdded,
                        &name,
                        format!("is new and required (`{spelled}`)"),
                    )
                    .code(&calls.0, &calls.1),
                    false => Change::new(Kind::BodyAdded, &name, format!("is new (`{spelled}`)")),
                }
            }
            (Some(body), None) => {
                let was = if body.required { calls.0.clone() } else { set(&calls.0) };
                Change::new(Kind::BodyRemoved, &name, "is gone").code(was, &calls.1)
            }
            (Some(before), Some(after)) => {
                let presence = match (before.required, after.required) {
                    (false, true) => Some(
                        Change::new(Kind::BodyRequired, &name, "has become required").code(set(&calls.0), &calls.1),
                    ),
                    (true, false) => Some(
                        Change::new(Kind::BodyOptional, &name, "has become optional").code(&calls.0, set(&calls.1)),
                    ),
                    (true, true) | (false, false) => None,
                };
                if let Some(change) = presence {
                    self.operation_changed(both, change);
                }
                match self.content(&before.content, &after.content, &name) {
                    Some(change) => change,
                    None => return,
                }
            }
        };
        self.operation_changed(both, change);
    }

    fn content(&self, before: &BodyContent, after: &BodyContent, name: &str) -> Option<Change> {
        use BodyContent::{Bytes, Form, Json, Lines, Multipart, Text};
        let relation = match (before, after) {
            (Json(a, _), Json(b, _))
            | (Form(a, _), Form(b, _))
            | (Text(a, _), Text(b, _))
            | (Lines(a, _), Lines(b, _)) => self.relate(a, b),
            (Bytes(_), Bytes(_)) | (Multipart(_), Multipart(_)) => Relation::Same,
            _ => Relation::Other,
        };
        if relation != Relation::Same {
            let (was, is) = (spell::body(self.old, before), spell::body(self.new, after));
            let what = self.spelled_became(&was, &is, relation);
            return Some(Change::new(Kind::BodyTypeChanged, name, what));
        }
        match (before, after) {
            (Json(_, a), Json(_, b))
            | (Text(_, a), Text(_, b))
            | (Lines(_, a), Lines(_, b))
            | (Multipart(a), Multipart(b))
            | (Bytes(a), Bytes(b))
                if a != b =>
            {
                let what = format!("was sent as `{a}` and is as `{b}`");
                Some(Change::new(Kind::BodyMediaTypeChanged, name, what))
            }
            (Form(_, a), Form(_, b)) => {
                let style = |styles: &[FieldStyle]| -> Vec<(String, Style, bool)> {
                    styles
                        .iter()
                        .map(|one| (one.name.clone(), one.style, one.reserved))
                        .collect()
                };
                let both =
                    |name: &String| b.iter().any(|one| one.name == *name) && a.iter().any(|one| one.name == *name);
                let sorted = |styles| {
                    let mut styles = style(styles);
                    styles.retain(|(name, ..)| both(name));
                    styles.sort_by(|x, y| x.0.cmp(&y.0));
                    styles
                };
                let is_same = sorted(a) == sorted(b);
                let what = "writes some of its fields in another style";
                (!is_same).then(|| Change::new(Kind::ParameterStyleChanged, name, what))
            }
            _ => None,
        }
    }
}
