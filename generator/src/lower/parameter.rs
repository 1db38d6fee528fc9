//! How is a parameter given and sent?

use openapiv3::{ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle};

use super::{Lower, examples, nesting, payload, schema};
use crate::diagnostic::Code;
use crate::ir::{Docs, Location, Operation, Parameter, Role, Scalar, Style, Type, TypeName};
use crate::parse::{SchemaId, nearest};
use crate::read::SpecPath;

/// The parameters of an operation: its own over those of its path, by name and location (OpenAPI 3.1, Operation
/// Object, `parameters`), and one for each place in the path.
pub(super) fn lower_parameters<'d>(
    cx: &mut Lower<'d>,
    operation: &str,
    path: &str,
    at: &SpecPath,
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
    fit_path(cx, path, at, &mut parameters);
    parameters
}

/// A place in the path without a parameter gets one, a parameter without a place goes.
fn fit_path(cx: &mut Lower<'_>, path: &str, at: &SpecPath, parameters: &mut Vec<Parameter>) {
    let places = places(path);
    parameters.retain(|parameter| {
        let fits = parameter.location != Location::Path || places.contains(&parameter.wire_name.as_str());
        if !fits {
            let message = format!(
                "the path has no `{{{}}}`; the parameter is left out",
                parameter.wire_name
            );
            cx.diags.warn(Code::UnsupportedParameter, &parameter.at, message);
        }
        fits
    });
    for name in places {
        let known = |parameter: &Parameter| parameter.location == Location::Path && parameter.wire_name == name;
        if parameters.iter().any(known) {
            continue;
        }
        let message = format!("no parameter describes `{{{name}}}` of the path; it is taken as text");
        cx.diags.warn(Code::MissingField, at, message).on_key();
        parameters.push(Parameter {
            at: at.clone(),
            wire_name: name.to_owned(),
            ident: String::new(),
            docs: Docs::default(),
            location: Location::Path,
            style: Style::Simple,
            reserved: false,
            content_type: None,
            required: true,
            shared: None,
            ty: Type::Scalar(Scalar::String),
            example: None,
            tried_with: None,
        });
    }
}

/// The names in the braces of a path template, up to its query or fragment, which take no values.
fn places(path: &str) -> Vec<&str> {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let mut places = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}') {
            if !places.contains(&name) && !name.contains('/') {
                places.push(name);
            }
        }
    }
    places
}

fn lower_parameter(
    cx: &mut Lower<'_>,
    operation: &str,
    parameter: &openapiv3::Parameter,
    at: SpecPath,
) -> Option<Parameter> {
    let data = parameter.parameter_data_ref();
    let explode = data.explode;
    let (location, style, reserved) = match parameter {
        openapiv3::Parameter::Path { style, .. } => (Location::Path, path_style(style, explode), false),
        openapiv3::Parameter::Query {
            style, allow_reserved, ..
        } => (Location::Query, query_style(style, explode), *allow_reserved),
        openapiv3::Parameter::Header { .. } => {
            // These three are the client's own to set (OpenAPI 3.1, Parameter Object, `name`); what the last one asks for
            // is a credential (`security::require_header`).
            if ["accept", "content-type", "authorization"].contains(&data.name.to_ascii_lowercase().as_str()) {
                return None;
            }
            let style = path_style(&PathStyle::Simple, explode);
            (Location::Header, style, false)
        }
        openapiv3::Parameter::Cookie { .. } => (Location::Cookie, query_style(&QueryStyle::Form, explode), false),
    };
    let role = Role::Parameter(data.name.clone());
    let name = TypeName::Operation {
        operation: operation.to_owned(),
        role,
    };
    let (ty, style, schema) = content(cx, data, &name, style, &at);
    let required = data.required || location == Location::Path;
    let mut example = examples::of_parameter(cx, data, required);
    nesting::check(cx, &data.name, schema, style, &at, &mut example);
    Some(Parameter {
        wire_name: data.name.clone(),
        ident: String::new(),
        docs: Docs {
            description: data.description.clone(),
            deprecated: data.deprecated.unwrap_or(false),
            ..Docs::default()
        },
        location,
        style,
        reserved,
        content_type: None,
        required,
        shared: None,
        ty,
        example,
        tried_with: None,
        at,
    })
}

/// The type of a parameter, its style where it is not that of its `schema`, and the schema.
fn content(
    cx: &mut Lower<'_>,
    data: &ParameterData,
    name: &TypeName,
    style: Style,
    at: &SpecPath,
) -> (Type, Style, Option<SchemaId>) {
    let (schema, style) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (cx.document.lifted(schema), style),
        ParameterSchemaOrContent::Content(content) => {
            let media = content.first();
            if let Some((media_type, _)) = media.filter(|(media_type, _)| !payload::is_json(media_type)) {
                let message = format!("a parameter of `{media_type}` has no form of its own here; it is sent as JSON");
                cx.diags.warn(Code::UnsupportedParameter, at, message);
            }
            let schema = media.and_then(|(_, media)| media.schema.as_ref());
            (schema.and_then(|schema| cx.document.lifted(schema)), Style::Json)
        }
    };
    match schema {
        Some(of) => (schema::lower_schema(cx, of, name).0, style, schema),
        None => (Type::Any, style, None),
    }
}

/// `style` and `explode` of a path parameter; nothing explodes unless told to (OpenAPI 3.1, Parameter Object).
fn path_style(style: &PathStyle, explode: Option<bool>) -> Style {
    match (style, explode.unwrap_or(false)) {
        (PathStyle::Simple, false) => Style::Simple,
        (PathStyle::Simple, true) => Style::SimpleExploded,
        (PathStyle::Label, false) => Style::Label,
        (PathStyle::Label, true) => Style::LabelExploded,
        (PathStyle::Matrix, false) => Style::Matrix,
        (PathStyle::Matrix, true) => Style::MatrixExploded,
    }
}

/// `style` and `explode` of a query parameter; `form` explodes unless told otherwise (OpenAPI 3.1, Parameter Object).
/// A delimited style that explodes has nothing left to delimit.
pub(super) fn query_style(style: &QueryStyle, explode: Option<bool>) -> Style {
    match (style, explode) {
        (QueryStyle::Form, Some(false)) => Style::Form,
        (QueryStyle::Form, Some(true) | None) => Style::FormExploded,
        (QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited, Some(true)) => Style::FormExploded,
        (QueryStyle::SpaceDelimited, Some(false) | None) => Style::SpaceDelimited,
        (QueryStyle::PipeDelimited, Some(false) | None) => Style::PipeDelimited,
        (QueryStyle::DeepObject, _) => Style::DeepObject,
    }
}

/// The parameters that `sdk.toml` makes settings of the client. Each is typed as where it is declared first.
pub(super) fn share(cx: &mut Lower<'_>, operations: &mut [Operation], names: &[String]) -> Vec<Parameter> {
    let mut shared: Vec<Parameter> = Vec::new();
    for name in names {
        let parameters = operations.iter_mut().flat_map(|operation| &mut operation.parameters);
        let declared = parameters.filter(|parameter| {
            parameter.wire_name == *name && matches!(parameter.location, Location::Query | Location::Header)
        });
        let mut found = false;
        for parameter in declared {
            found = true;
            let known = shared
                .iter()
                .position(|known| known.wire_name == *name && known.location == parameter.location);
            parameter.shared = Some(known.unwrap_or_else(|| {
                shared.push(parameter.clone());
                shared.len() - 1
            }));
        }
        // A page that has it may come later; a slip is one of a name that is there.
        if let (false, Some(near)) = (found, near(operations, name)) {
            let message = format!(
                "`parameters` under `[client]` in sdk.toml names `{name}`, which no operation has in its header or query"
            );
            let draft = cx.diags.warn(Code::InvalidConfig, cx.document.at("/paths"), message);
            draft.help(format!("did you mean `{near}`?"));
        }
    }
    shared
}

/// The name of a parameter that `name` is a slip of.
fn near(operations: &[Operation], name: &str) -> Option<String> {
    let parameters = operations.iter().flat_map(|operation| &operation.parameters);
    let can_be_shared = |parameter: &&Parameter| matches!(parameter.location, Location::Query | Location::Header);
    let names = parameters
        .filter(can_be_shared)
        .map(|parameter| parameter.wire_name.as_str());
    nearest(name, names).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_places_of_a_path() {
        let table: [(&str, &[&str]); 6] = [
            ("/customers", &[]),
            ("/customers/{id}", &["id"]),
            ("/{kind}{id}/{id}.json", &["kind", "id"]),
            ("/{id}?kind={kind}#{part}", &["id"]),
            ("/odd{", &[]),
            ("/odd{a/b}", &[]),
        ];
        for (path, expected) in table {
            assert_eq!(super::places(path), expected, "{path}");
        }
    }
}
