//! How is a body taken and passed on?

use super::super::text::{Call, Text, literal};
use super::super::{Emit, docs, runtime_paths, ty};
use super::parameter::spell_style;
use super::write_setter;
use crate::ir::{Body, BodyContent, FieldStyle, Operation, Scalar, Shape, Type};

/// The argument that is the body, and the part of the chain that sets it; `None` for a form, whose parts are arguments.
pub(super) fn body_argument(cx: &Emit<'_>, body: &Body) -> Option<(String, Call)> {
    let by_reference = || "&body".to_owned();
    let (ty, call) = match &body.content {
        BodyContent::Json(ty, media_type) => {
            let asks = body
                .asks_to_stream
                .and_then(|access| match &cx.api.types[access.of].shape {
                    Shape::Struct(of) => Some(&of.fields[access.field].ident),
                    Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
                });
            let value = asks.map_or_else(by_reference, |ident| format!("&body.{ident}(true)"));
            let call = match media_type.as_str() {
                "application/json" => Call::new(".json", [value]),
                media_type => Call::new(".json_as", [literal(media_type), value]),
            };
            (ty::spell(cx, ty, ty::From::Sibling), call)
        }
        BodyContent::Form(ty, styles) => {
            let styles = styles.iter().map(|FieldStyle { name, style, reserved }| {
                format!("({}, {})", literal(name), spell_style(*style, *reserved))
            });
            let styles = format!("&[{}]", styles.collect::<Vec<_>>().join(", "));
            let call = Call::new(".form", [styles, by_reference()]);
            (ty::spell(cx, ty, ty::From::Sibling), call)
        }
        BodyContent::Parts => return None,
        BodyContent::Text(ty, media_type) => {
            let ty = match ty {
                Type::Scalar(Scalar::String) => "&str".to_owned(),
                ty => ty::spell(cx, ty, ty::From::Sibling),
            };
            (ty, Call::new(".text", [literal(media_type), by_reference()]))
        }
        BodyContent::Multipart(media_type) => (
            "super::runtime::Multipart".to_owned(),
            Call::new(".parts", [literal(media_type), "body".to_owned()]),
        ),
        BodyContent::Lines(ty, media_type) => {
            let (into, ty) = (cx.prelude.spell("Into"), ty::spell(cx, ty, ty::From::Sibling));
            (
                format!("impl {into}<super::runtime::Sequence<{ty}>>"),
                Call::new(".sequence", [literal(media_type), "body.into()".to_owned()]),
            )
        }
        BodyContent::Bytes(media_type) => (
            format!("impl {}<super::runtime::Body>", cx.prelude.spell("Into")),
            Call::new(".bytes", [literal(media_type), "body".to_owned()]),
        ),
    };
    Some((format!("body: {ty}"), call))
}

pub(super) fn write_body_setter(cx: &Emit<'_>, body: &Body) -> Option<Text> {
    let (argument, call) = body_argument(cx, body)?;
    let said = docs::said_or(&body.docs, || "Sets the body of the request.".to_owned());
    let docs = docs::Docs::new(said, false);
    Some(write_setter(&docs, "body", argument, call))
}

pub(super) fn media_type(content: &BodyContent) -> &str {
    match content {
        BodyContent::Json(_, media_type)
        | BodyContent::Text(_, media_type)
        | BodyContent::Multipart(media_type)
        | BodyContent::Lines(_, media_type)
        | BodyContent::Bytes(media_type) => media_type,
        BodyContent::Form(..) => "application/x-www-form-urlencoded",
        BodyContent::Parts => "multipart/form-data",
    }
}

/// The type of what is sent, for those who look at it from the other side: forms and sequences are bytes
/// there.
pub(super) fn spell_type(cx: &Emit<'_>, operation: &Operation) -> String {
    match operation.body.as_ref().map(|body| &body.content) {
        Some(BodyContent::Json(ty, _) | BodyContent::Text(ty, _)) => ty::spell(cx, ty, ty::From::Sibling),
        Some(
            BodyContent::Form(..)
            | BodyContent::Parts
            | BodyContent::Multipart(_)
            | BodyContent::Lines(..)
            | BodyContent::Bytes(_),
        ) => runtime_paths::BYTES.to_owned(),
        None => "()".to_owned(),
    }
}
