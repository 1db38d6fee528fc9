//! How is a parameter given and sent?

use openapiv3::{ParameterData, ParameterSchemaOrContent, QueryStyle};

use super::{Lower, schema};
use crate::diagnostic::Code;
use crate::ir::{Docs, Location, Parameter, Role, Serialized, Style, Type, TypeName};
use crate::read::SpecPath;

/// The parameters of an operation: its own over those of its path, by name and location (OpenAPI 3.1, Operation
/// Object, `parameters`).
pub(super) fn lower_parameters<'d>(
    cx: &mut Lower<'d>,
    operation: &str,
    declared: impl Iterator<Item = (&'d openapiv3::Parameter, SpecPath)>,
) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for (parameter, at) in declared {
        let Some(parameter) = lower_parameter(cx, operation, parameter, at) else {
            continue;
        };
        let same =
            |known: &&mut Parameter| known.location == parameter.location && known.wire_name == parameter.wire_name;
        match parameters.iter_mut().find(same) {
            Some(known) => *known = parameter,
            None => parameters.push(parameter),
        }
    }
    parameters
}

fn lower_parameter(
    cx: &mut Lower<'_>,
    operation: &str,
    parameter: &openapiv3::Parameter,
    at: SpecPath,
) -> Option<Parameter> {
    let data = parameter.parameter_data_ref();
    let (location, style) = match parameter {
        openapiv3::Parameter::Path { style, .. } => {
            if !matches!(style, openapiv3::PathStyle::Simple) {
                unsupported(cx, &at, "this path style is written as `simple`");
            }
            (Location::Path, Style::Simple)
        }
        openapiv3::Parameter::Query { style, .. } => (Location::Query, query_style(style, data.explode)),
        openapiv3::Parameter::Header { .. } => {
            // These three are the client's own to set (OpenAPI 3.1, Parameter Object, `name`).
            if ["accept", "content-type", "authorization"].contains(&data.name.to_ascii_lowercase().as_str()) {
                return None;
            }
            (Location::Header, Style::Simple)
        }
        openapiv3::Parameter::Cookie { .. } => {
            unsupported(cx, &at, "a parameter in a cookie is not sent");
            return None;
        }
    };
    let role = Role::Parameter(data.name.clone());
    let name = TypeName::Operation {
        operation: operation.to_owned(),
        role,
    };
    let (ty, serialized) = content(cx, data, &name, style);
    Some(Parameter {
        wire_name: data.name.clone(),
        ident: String::new(),
        docs: Docs {
            description: data.description.clone(),
            deprecated: data.deprecated.unwrap_or(false),
            ..Docs::default()
        },
        location,
        serialized,
        required: data.required || location == Location::Path,
        ty,
        at,
    })
}

fn content(cx: &mut Lower<'_>, data: &ParameterData, name: &TypeName, style: Style) -> (Type, Serialized) {
    let (schema, serialized) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (cx.document.lifted(schema), Serialized::Style(style)),
        ParameterSchemaOrContent::Content(content) => {
            let media = content.values().next();
            let schema = media.and_then(|media| media.schema.as_ref());
            (schema.and_then(|schema| cx.document.lifted(schema)), Serialized::Json)
        }
    };
    match schema {
        Some(schema) => (schema::lower_schema(cx, schema, name).0, serialized),
        None => (Type::Any, serialized),
    }
}

/// `style` and `explode` of a query parameter; `form` explodes unless told otherwise (OpenAPI 3.1, Parameter Object).
fn query_style(style: &QueryStyle, explode: Option<bool>) -> Style {
    match (style, explode) {
        (QueryStyle::Form, Some(false)) => Style::Form,
        (QueryStyle::Form, Some(true) | None) => Style::FormExploded,
        (QueryStyle::SpaceDelimited, _) => Style::SpaceDelimited,
        (QueryStyle::PipeDelimited, _) => Style::PipeDelimited,
        (QueryStyle::DeepObject, _) => Style::DeepObject,
    }
}

fn unsupported(cx: &mut Lower<'_>, at: &SpecPath, message: &str) {
    cx.diags.warn(Code::UnsupportedParameter, at, message);
}
