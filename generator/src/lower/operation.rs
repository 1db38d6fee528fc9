//! What can be called?

use super::{Lower, parameter, payload, security};
use crate::ir::{Docs, Method, Operation, Parameter, SecurityScheme};

/// The operations of all paths, in document order.
pub(super) fn lower_operations(cx: &mut Lower<'_>, schemes: &[SecurityScheme]) -> Vec<Operation> {
    let document = cx.document;
    let mut operations = Vec::new();
    for (path, item) in &document.openapi.paths.paths {
        let Some(item) = item.as_item() else { continue };
        let item_at = document.at(format!("/paths/{}", crate::read::node::escape(path)));
        for (method, operation) in item.iter() {
            let Some(method_kind) = method_of(method) else { continue };
            let at = document.at(format!("{}/{method}", item_at.pointer()));
            let lowered = lower_operation(cx, path, item, method_kind, operation, at, schemes);
            operations.extend(lowered);
        }
    }
    operations
}

/// An operation, once for each of the bodies that it takes.
fn lower_operation<'d>(
    cx: &mut Lower<'d>,
    path: &str,
    item: &'d openapiv3::PathItem,
    method: Method,
    operation: &'d openapiv3::Operation,
    at: crate::read::SpecPath,
    schemes: &[SecurityScheme],
) -> Vec<Operation> {
    let document = cx.document;
    let id = match &operation.operation_id {
        Some(id) => id.clone(),
        None => format!("{} {path}", method.as_str().to_ascii_lowercase()),
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
    let parameters = parameter::lower_parameters(cx, &id, path, &at, declared.into_iter());
    let choices = operation.request_body.as_ref().and_then(|body| {
        let (body, at) = document.request_body(body, &at.child("requestBody"))?;
        Some(payload::lower_bodies(cx, &id, body, &at))
    });
    let (success, errors) = payload::lower_responses(cx, &id, &operation.responses, &at.child("responses"));
    let security = security::lower_requirements(cx, operation.security.as_ref(), &at, schemes);
    let of_body = |variant, body, parts: Vec<Parameter>| Operation {
        method,
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
        success: success.clone(),
        errors: errors.clone(),
        security: security.clone(),
        pages: None,
        ident: String::new(),
        type_ident: String::new(),
        selected: true,
        id: id.clone(),
        variant,
        at: at.clone(),
    };
    let choices = choices.unwrap_or_default();
    if choices.is_empty() {
        return vec![of_body(None, None, Vec::new())];
    }
    let choices = choices.into_iter();
    choices
        .map(|choice| of_body(choice.variant, Some(choice.body), choice.parts))
        .collect()
}

fn method_of(method: &str) -> Option<Method> {
    match method {
        "get" => Some(Method::Get),
        "put" => Some(Method::Put),
        "post" => Some(Method::Post),
        "delete" => Some(Method::Delete),
        "options" => Some(Method::Options),
        "head" => Some(Method::Head),
        "patch" => Some(Method::Patch),
        "trace" => Some(Method::Trace),
        _ => None,
    }
}
