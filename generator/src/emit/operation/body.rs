//! How is a body taken and passed on?

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::{Emit, docs, runtime_paths, ty};
use super::parameter::emit_style;
use crate::ir::{Body, BodyContent, FieldStyle, Operation, Scalar, Shape, Type};

/// The argument that is the body, and the part of the chain that sets it; `None` for a form, whose parts are arguments.
pub(super) fn body_argument(cx: &Emit<'_>, body: &Body) -> Option<(TokenStream, TokenStream)> {
    match &body.content {
        BodyContent::Json(ty, media_type) => {
            let ty = ty::emit(cx, ty, ty::From::Sibling);
            let asks = body
                .asks_to_stream
                .and_then(|access| match &cx.api.types[access.of].shape {
                    Shape::Struct(of) => Some(format_ident!("{}", of.fields[access.field].ident)),
                    Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
                });
            let asks = asks.map(|ident| quote!(.#ident(true)));
            let call = match media_type.as_str() {
                "application/json" => quote!(.json(&body #asks)),
                media_type => quote!(.json_as(#media_type, &body #asks)),
            };
            Some((quote!(body: #ty), call))
        }
        BodyContent::Form(ty, styles) => {
            let ty = ty::emit(cx, ty, ty::From::Sibling);
            let styles = styles.iter().map(|FieldStyle { name, style, reserved }| {
                let style = emit_style(*style, *reserved);
                quote!((#name, #style))
            });
            Some((quote!(body: #ty), quote!(.form(&[#(#styles),*], &body))))
        }
        BodyContent::Parts => None,
        BodyContent::Text(Type::Scalar(Scalar::String), media_type) => {
            Some((quote!(body: &str), quote!(.text(#media_type, &body))))
        }
        BodyContent::Text(ty, media_type) => {
            let ty = ty::emit(cx, ty, ty::From::Sibling);
            Some((quote!(body: #ty), quote!(.text(#media_type, &body))))
        }
        BodyContent::Multipart(media_type) => Some((
            quote!(body: super::runtime::Multipart),
            quote!(.parts(#media_type, body)),
        )),
        BodyContent::Lines(ty, media_type) => {
            let (into, ty) = (cx.prelude.name("Into"), ty::emit(cx, ty, ty::From::Sibling));
            Some((
                quote!(body: impl #into<super::runtime::Sequence<#ty>>),
                quote!(.sequence(#media_type, body.into())),
            ))
        }
        BodyContent::Bytes(media_type) => {
            let into = cx.prelude.name("Into");
            Some((
                quote!(body: impl #into<super::runtime::Body>),
                quote!(.bytes(#media_type, body)),
            ))
        }
    }
}

pub(super) fn emit_body_setter(cx: &Emit<'_>, body: &Body) -> Option<TokenStream> {
    let (argument, call) = body_argument(cx, body)?;
    let words = docs::words(&body.docs);
    let words = if words.is_empty() {
        "Sets the body of the request.".to_owned()
    } else {
        words
    };
    let doc = docs::attributes(&docs::rustdoc(&words));
    Some(quote! {
        #doc
        pub fn body(mut self, #argument) -> Self {
            self.request = self.request #call;
            self
        }
    })
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
pub(super) fn emit_type(cx: &Emit<'_>, operation: &Operation) -> TokenStream {
    match operation.body.as_ref().map(|body| &body.content) {
        Some(BodyContent::Json(ty, _) | BodyContent::Text(ty, _)) => ty::emit(cx, ty, ty::From::Sibling),
        Some(
            BodyContent::Form(..)
            | BodyContent::Parts
            | BodyContent::Multipart(_)
            | BodyContent::Lines(..)
            | BodyContent::Bytes(_),
        ) => runtime_paths::bytes(),
        None => quote!(()),
    }
}
