//! What can be called?

use super::{Lower, parameter, payload, response, security};
use crate::ir::{
    Access, Body, BodyContent, CallVariant, Docs, Field, Operation, Parameter, Presence, Scalar, SecurityScheme, Shape,
    Success, Type,
};
use crate::parse::DeclaredOperation;

/// The operations of all paths, in document order.
///
/// `schemes` get those that only a parameter speaks of.
pub(super) fn lower_operations(
    cx: &mut Lower<'_>,
    schemes: &mut Vec<SecurityScheme>,
    env_prefix: &str,
) -> Vec<Operation> {
    let document = cx.document;
    let declared = document.operations();
    declared
        .flat_map(|declared| lower_operation(cx, declared, schemes, env_prefix))
        .collect()
}

/// An operation, once for each of the bodies that it takes.
fn lower_operation<'d>(
    cx: &mut Lower<'d>,
    declared: DeclaredOperation<'d>,
    schemes: &mut Vec<SecurityScheme>,
    env_prefix: &str,
) -> Vec<Operation> {
    let document = cx.document;
    let DeclaredOperation {
        path,
        method,
        item,
        operation,
        at,
    } = declared;
    let id = match &operation.operation_id {
        Some(id) => id.clone(),
        None => format!("{} {path}", method.to_ascii_lowercase()),
    };
    let of_path = item.parameters.iter().enumerate().map(|(index, parameter)| {
        let item_at = document.at(format!("/paths/{}/parameters", crate::read::node::escape(path)));
        (parameter, item_at.index(index))
    });
    let own = operation.parameters.iter().enumerate();
    let own = own.map(|(index, parameter)| (parameter, at.child("parameters").index(index)));
    let declared: Vec<_> = of_path
        .chain(own)
        .filter_map(|(parameter, at)| document.parameter(parameter, &at))
        .collect();
    let authorization = security::authorization(&declared);
    let parameters = parameter::lower_parameters(cx, &id, path, &at, declared.into_iter());
    let choices = operation.request_body.as_ref().and_then(|body| {
        let (body, at) = document.request_body(body, &at.child("requestBody"))?;
        Some(payload::lower_bodies(cx, &id, body, &at))
    });
    let response::Lowered {
        success,
        stream,
        errors,
        declared: answers,
        shown,
    } = response::lower_responses(cx, &id, &operation.responses, &at.child("responses"));
    let mut security = security::lower_requirements(cx, operation.security.as_ref(), &at, schemes);
    if let Some((parameter, at)) = &authorization {
        security::require_header(cx, parameter, at, schemes, env_prefix, &mut security);
    }
    let of_body = |variant, body, parts: Vec<Parameter>| Operation {
        method: method.clone(),
        path: path.to_owned(),
        tags: operation.tags.clone(),
        docs: Docs {
            summary: operation.summary.clone(),
            description: operation.description.clone(),
            facts: Vec::new(),
            deprecated: operation.deprecated,
        },
        parameters: parameters.iter().cloned().chain(parts).collect(),
        body,
        success: match (&variant, &stream) {
            (Some(CallVariant::Stream), Some(stream)) => Success::One(stream.clone()),
            _ => success.clone(),
        },
        errors: errors.clone(),
        declared: answers.clone(),
        shown: shown.clone().filter(|_| !matches!(variant, Some(CallVariant::Stream))),
        is_tried: false,
        security: security.clone(),
        key: None,
        is_repeatable: false,
        pages: None,
        ident: String::new(),
        type_ident: String::new(),
        presence: Presence::default(),
        id: id.clone(),
        variant,
        at: at.clone(),
    };
    let choices = choices.unwrap_or_default();
    let streamed = stream.is_some().then(|| match choices.first() {
        None => of_body(Some(CallVariant::Stream), None, Vec::new()),
        Some(choice) => {
            let asks_to_stream = stream_switch(cx, &choice.body.content);
            let body = Body {
                asks_to_stream,
                ..choice.body.clone()
            };
            of_body(Some(CallVariant::Stream), Some(body), choice.parts.clone())
        }
    });
    let mut ways: Vec<Operation> = match choices.is_empty() {
        true => vec![of_body(None, None, Vec::new())],
        false => choices
            .into_iter()
            .map(|choice| of_body(choice.variant.map(CallVariant::Body), Some(choice.body), choice.parts))
            .collect(),
    };
    ways.extend(streamed);
    ways
}

/// The boolean `stream` of a body, by which APIs that answer in both ways are told which one is wanted.
fn stream_switch(cx: &Lower<'_>, content: &BodyContent) -> Option<Access> {
    let BodyContent::Json(Type::Named(of), _) = content else {
        return None;
    };
    let Shape::Struct(body) = &cx.types[*of].shape else {
        return None;
    };
    let is_switch =
        |field: &Field| field.wire_name == "stream" && field.ty == Type::Scalar(Scalar::Bool) && !field.required;
    let field = body.fields.iter().position(is_switch)?;
    Some(Access { of: *of, field })
}
