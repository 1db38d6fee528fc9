//! Which operations give a list in pages?
//!
//! One fits a rule of `sdk.toml` when it has the rule's parameter and its only success is JSON in which every path
//! of the rule leads somewhere, that to the items to a list. The first rule that fits holds. This comes after
//! the passes that change shapes, since it remembers where in a shape the items are.

use super::Context;
use crate::config::{NextPage, PageMark, PageParameter, Pagination};
use crate::diagnostic::Code;
use crate::ir::{Access, Api, BodyContent, Operation, Pages, Payload, Shape, Success, Type, TypeId, Types};

pub(super) fn paginate(api: &mut Api, cx: &mut Context<'_>) {
    for (rule, pagination) in cx.config.pagination.iter().enumerate() {
        let mut fits_any = false;
        let mut candidate = None;
        for operation in &mut api.operations {
            if !has_parameter(&api.types, operation, pagination) || pagination.except.contains(&operation.id) {
                continue;
            }
            match page(&api.types, operation, pagination) {
                Some((path, item)) => {
                    fits_any = true;
                    if operation.pages.is_none() {
                        operation.pages = Some(Pages { rule, path, item });
                    }
                }
                None => candidate = candidate.or(Some((operation.id.clone(), operation.at.clone()))),
            }
        }
        if let (false, Some((id, at))) = (fits_any, candidate) {
            let message = format!(
                "no operation fits rule {} under `pagination` in sdk.toml; `{id}` has its parameter, but not the answer \
                 that the rule describes",
                rule + 1
            );
            cx.diags.warn(Code::InvalidConfig, &at, message);
        }
    }
    api.pagination.clone_from(&cx.config.pagination);
}

fn has_parameter(types: &Types, operation: &Operation, pagination: &Pagination) -> bool {
    match pagination.next.parameter() {
        None => true,
        Some(PageParameter::Body(path)) => match operation.body.as_ref().map(|body| &body.content) {
            Some(BodyContent::Json(body, _)) => walk(types, body, path).is_some(),
            _ => false,
        },
        Some(asked) => operation.parameters.iter().any(|parameter| asked.is(parameter)),
    }
}

/// The way to the items of an operation's answer, and their type.
fn page(types: &Types, operation: &Operation, pagination: &Pagination) -> Option<(Vec<Access>, Type)> {
    let Success::One(Payload::Json(page, _)) = &operation.success else {
        return None;
    };
    let (path, list) = walk(types, page, &pagination.items)?;
    let Type::List(item) = resolve(types, &list) else {
        return None;
    };
    let leads_somewhere = |path: &[String]| path.is_empty() || walk(types, page, path).is_some();
    let next = match &pagination.next {
        NextPage::Cursor {
            from: PageMark::Body(next),
            ..
        }
        | NextPage::NextUrl { next } => next.as_slice(),
        NextPage::Cursor {
            from: PageMark::Header(_),
            ..
        }
        | NextPage::LinkHeader { .. }
        | NextPage::Offset { .. }
        | NextPage::Page { .. } => &[],
    };
    let all_do = [next, &pagination.more, &pagination.total]
        .into_iter()
        .all(leads_somewhere);
    all_do.then(|| (path, (**item).clone()))
}

/// Where a path leads to in values of a type, and through which fields.
fn walk(types: &Types, from: &Type, path: &[String]) -> Option<(Vec<Access>, Type)> {
    let mut ty = from.clone();
    let mut fields = Vec::new();
    for step in path {
        ty = match resolve(types, &ty) {
            Type::List(of) if step == "-1" => (**of).clone(),
            Type::Named(id) => {
                let field = field(types, *id, step)?;
                fields.push(Access { of: *id, field });
                let Shape::Struct(object) = &types[*id].shape else {
                    return None;
                };
                object.fields[field].ty.clone()
            }
            // Anything may hold anything.
            Type::Any | Type::Object => Type::Any,
            Type::List(_) | Type::Map(_) | Type::Scalar(_) | Type::Option(_) | Type::Boxed(_) => return None,
        };
    }
    Some((fields, ty))
}

fn field(types: &Types, id: TypeId, name: &str) -> Option<usize> {
    match &types[id].shape {
        Shape::Struct(object) => object.fields.iter().position(|field| field.wire_name == name),
        Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
    }
}

/// A type behind its other names, and boxes.
fn resolve<'t>(types: &'t Types, ty: &'t Type) -> &'t Type {
    match ty {
        Type::Boxed(of) => resolve(types, of),
        Type::Named(id) => match &types[*id].shape {
            Shape::Alias(of) => resolve(types, of),
            Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => ty,
        },
        Type::Any | Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Option(_) => ty,
    }
}
