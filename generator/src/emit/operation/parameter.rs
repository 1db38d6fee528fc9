//! How is a parameter taken and passed on?

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::{Emit, docs, ty};
use crate::ir::{Location, Parameter, Scalar, Style, Type};

pub(in crate::emit) fn parameter_argument(
    cx: &Emit<'_>,
    parameter: &Parameter,
    ident: &Ident,
) -> (TokenStream, TokenStream) {
    match (parameter.style, &parameter.ty) {
        (Style::File, _) => {
            let into = cx.prelude.name("Into");
            (quote!(impl #into<super::runtime::FilePart>), quote!([#ident.into()]))
        }
        (Style::Files, _) => (
            quote!(impl ::core::iter::IntoIterator<Item = super::runtime::FilePart>),
            quote!(#ident),
        ),
        // A text is only looked at, so nobody needs to give it away.
        (_, Type::Scalar(Scalar::String)) => (quote!(&str), quote!(&#ident)),
        _ => {
            let argument = ty::argument(cx, &parameter.ty, ident, ty::From::Sibling);
            if argument.is_itself {
                return (argument.ty, quote!(&#ident));
            }
            let full = ty::emit(cx, &parameter.ty, ty::From::Sibling);
            (argument.ty, quote!(&codegen::into::<#full>(#ident)))
        }
    }
}

pub(super) fn emit_setter(cx: &Emit<'_>, parameter: &Parameter) -> TokenStream {
    let ident = format_ident!("{}", parameter.ident);
    let words = docs::words(&parameter.docs);
    let words = if words.is_empty() {
        format!("Sets {}.", docs::code(&parameter.wire_name))
    } else {
        words
    };
    let doc = docs::attributes(&docs::rustdoc(&words));
    let deprecated = docs::deprecated(&parameter.docs);
    let placeholders = docs::allow_placeholders([parameter.ident.as_str()]);
    let (argument, value) = parameter_argument(cx, parameter, &ident);
    let call = call(parameter, &value);
    quote! {
        #doc
        #deprecated
        #placeholders
        pub fn #ident(mut self, #ident: #argument) -> Self {
            self.request = self.request #call;
            self
        }
    }
}

/// The part of the request's chain that sets a parameter.
pub(super) fn call(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let name = &parameter.wire_name;
    let style = style(parameter);
    let content_type = parameter.content_type.as_deref().unwrap_or_default();
    match (parameter.location, parameter.style) {
        (Location::Path, Style::Simple) => quote!(.path(#name, #value)),
        (Location::Path, _) => quote!(.path_in(#name, #style, #value)),
        (Location::Header, Style::Simple) => quote!(.header(#name, #value)),
        (Location::Header, _) => quote!(.header_in(#name, #style, #value)),
        (Location::Query, _) => quote!(.query(#name, #style, #value)),
        (Location::Cookie, _) => quote!(.cookie(#name, #style, #value)),
        (Location::Part, Style::File | Style::Files) => quote!(.files(#name, #content_type, #value)),
        (Location::Part, _) => quote!(.part(#name, #content_type, #value)),
    }
}

/// The part of the chain that takes what the client was told for all its calls.
pub(super) fn shared_call(parameter: &Parameter) -> Option<TokenStream> {
    parameter.shared?;
    let name = &parameter.wire_name;
    match parameter.location {
        Location::Header => Some(quote!(.shared_header(#name))),
        Location::Query => Some(quote!(.shared_query(#name))),
        Location::Path | Location::Cookie | Location::Part => None,
    }
}

pub(in crate::emit) fn style(parameter: &Parameter) -> TokenStream {
    emit_style(parameter.style, parameter.reserved)
}

pub(super) fn emit_style(style: Style, reserved: bool) -> TokenStream {
    let style = match style {
        Style::Simple => quote!(SIMPLE),
        Style::SimpleExploded => quote!(SIMPLE_EXPLODED),
        Style::Label => quote!(LABEL),
        Style::LabelExploded => quote!(LABEL_EXPLODED),
        Style::Matrix => quote!(MATRIX),
        Style::MatrixExploded => quote!(MATRIX_EXPLODED),
        Style::FormExploded => quote!(FORM_EXPLODED),
        Style::Form => quote!(FORM),
        Style::SpaceDelimited => quote!(SPACE_DELIMITED),
        Style::PipeDelimited => quote!(PIPE_DELIMITED),
        Style::DeepObject => quote!(DEEP_OBJECT),
        // A file is a part of a form, which has no style.
        Style::Json | Style::File | Style::Files => quote!(JSON),
    };
    let reserved = reserved.then(|| quote!(.reserved()));
    quote!(codegen::Style::#style #reserved)
}
