//! What does the API send by itself, and what is it when it comes?

use super::{Lower, payload};
use crate::diagnostic::Code;
use crate::ir::{BodyContent, Docs, Incoming, Presence};

/// The webhooks and callbacks whose bodies are JSON.
pub(super) fn lower_incoming(cx: &mut Lower<'_>) -> Vec<Incoming> {
    let document = cx.document;
    let mut lowered = Vec::new();
    for incoming in &document.incoming {
        let at = document.at(incoming.pointer.clone());
        let operation = &incoming.operation;
        let wire_name = match &incoming.asked_by {
            Some(operation) => format!("{operation} {}", incoming.name),
            None => incoming.name.clone(),
        };
        let id = operation.operation_id.as_ref().unwrap_or(&wire_name);
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| document.request_body(body, &at.child("requestBody")));
        let choices = body.map(|(body, at)| payload::lower_bodies(cx, id, body, &at));
        let mut contents = choices.into_iter().flatten().map(|choice| choice.body.content);
        let json = contents.find_map(|content| match content {
            BodyContent::Json(ty, _) => Some(ty),
            BodyContent::Form(..)
            | BodyContent::Text(..)
            | BodyContent::Parts
            | BodyContent::Multipart(_)
            | BodyContent::Lines(..)
            | BodyContent::Bytes(_) => None,
        });
        let Some(ty) = json else {
            let code = match incoming.asked_by {
                Some(_) => Code::UnsupportedCallbacks,
                None => Code::UnsupportedWebhooks,
            };
            let message = format!(
                "`{}` sends nothing that is described as JSON; nothing is generated to read it",
                incoming.name
            );
            cx.diags.warn(code, at, message).on_key();
            continue;
        };
        lowered.push(Incoming {
            at,
            name: incoming.name.clone(),
            asked_by: incoming.asked_by.clone(),
            wire_name,
            docs: Docs {
                summary: operation.summary.clone(),
                description: operation.description.clone(),
                facts: Vec::new(),
                deprecated: operation.deprecated,
            },
            ty,
            ident: String::new(),
            variant: String::new(),
            event: None,
            presence: Presence::default(),
        });
    }
    lowered
}
