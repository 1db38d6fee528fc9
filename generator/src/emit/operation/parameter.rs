//! How is a parameter taken and passed on?

use super::super::text::{Call, Text, literal};
use super::super::{Emit, docs, ty};
use super::write_setter;
use crate::ir::{Location, Parameter, Scalar, Style, Type};

/// The type of the argument, and its value as the request takes it.
pub(in crate::emit) fn parameter_argument(cx: &Emit<'_>, parameter: &Parameter) -> (String, String) {
    let ident = &parameter.ident;
    match (parameter.style, &parameter.ty) {
        (Style::File, _) => {
            let into = cx.prelude.spell("Into");
            (
                format!("impl {into}<super::runtime::FilePart>"),
                format!("[{ident}.into()]"),
            )
        }
        (Style::Files, _) => (
            "impl ::core::iter::IntoIterator<Item = super::runtime::FilePart>".to_owned(),
            ident.clone(),
        ),
        // A text is only looked at, so nobody needs to give it away.
        (_, Type::Scalar(Scalar::String)) => ("&str".to_owned(), format!("&{ident}")),
        _ => {
            let argument = ty::argument(cx, &parameter.ty, ident, ty::From::Sibling);
            if argument.is_itself {
                return (argument.ty, format!("&{ident}"));
            }
            let full = ty::spell(cx, &parameter.ty, ty::From::Sibling);
            (argument.ty, format!("&codegen::into::<{full}>({ident})"))
        }
    }
}

pub(super) fn write_parameter_setter(cx: &Emit<'_>, parameter: &Parameter) -> Text {
    let said = docs::said_or(&parameter.docs, || {
        format!("Sets {}.", docs::code(&parameter.wire_name))
    });
    let docs = docs::Docs::new(said, parameter.docs.deprecated);
    let (argument, value) = parameter_argument(cx, parameter);
    let argument = format!("{}: {argument}", parameter.ident);
    write_setter(&docs, &parameter.ident, argument, call(parameter, value))
}

/// The part of the request's chain that sets a parameter.
pub(super) fn call(parameter: &Parameter, value: String) -> Call {
    let name = literal(&parameter.wire_name);
    let style = || style(parameter);
    let content_type = || literal(parameter.content_type.as_deref().unwrap_or_default());
    match (parameter.location, parameter.style) {
        (Location::Path, Style::Simple) => Call::new(".path", [name, value]),
        (Location::Path, _) => Call::new(".path_in", [name, style(), value]),
        (Location::Header, Style::Simple) => Call::new(".header", [name, value]),
        (Location::Header, _) => Call::new(".header_in", [name, style(), value]),
        (Location::Query, _) => Call::new(".query", [name, style(), value]),
        (Location::Cookie, _) => Call::new(".cookie", [name, style(), value]),
        (Location::Part, Style::File | Style::Files) => Call::new(".files", [name, content_type(), value]),
        (Location::Part, _) => Call::new(".part", [name, content_type(), value]),
    }
}

/// The part of the chain that takes what the client was told for all its calls.
pub(super) fn shared_call(parameter: &Parameter) -> Option<Call> {
    parameter.shared?;
    let name = literal(&parameter.wire_name);
    match parameter.location {
        Location::Header => Some(Call::new(".shared_header", [name])),
        Location::Query => Some(Call::new(".shared_query", [name])),
        Location::Path | Location::Cookie | Location::Part => None,
    }
}

pub(in crate::emit) fn style(parameter: &Parameter) -> String {
    spell_style(parameter.style, parameter.reserved)
}

pub(super) fn spell_style(style: Style, reserved: bool) -> String {
    let style = match style {
        Style::Simple => "SIMPLE",
        Style::SimpleExploded => "SIMPLE_EXPLODED",
        Style::Label => "LABEL",
        Style::LabelExploded => "LABEL_EXPLODED",
        Style::Matrix => "MATRIX",
        Style::MatrixExploded => "MATRIX_EXPLODED",
        Style::FormExploded => "FORM_EXPLODED",
        Style::Form => "FORM",
        Style::SpaceDelimited => "SPACE_DELIMITED",
        Style::PipeDelimited => "PIPE_DELIMITED",
        Style::DeepObject => "DEEP_OBJECT",
        // A file is a part of a form, which has no style.
        Style::Json | Style::File | Style::Files => "JSON",
    };
    let reserved = if reserved { ".reserved()" } else { "" };
    format!("codegen::Style::{style}{reserved}")
}
