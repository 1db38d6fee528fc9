//! Which credentials does the API know, and which does an operation need?

use heck::ToShoutySnakeCase;
use openapiv3::{APIKeyLocation, Parameter, ParameterData, SecurityRequirement, SecurityScheme as Declared};

use super::Lower;
use crate::diagnostic::Code;
use crate::ir::{Docs, KeyLocation, Operation, SchemeKind, SecurityScheme};
use crate::read::SpecPath;
use crate::read::moved::below;

/// The security schemes of the document.
pub(super) fn lower_schemes(cx: &mut Lower<'_>, env_prefix: &str) -> Vec<SecurityScheme> {
    let document = cx.document;
    let declared = document
        .openapi
        .components
        .iter()
        .flat_map(|components| &components.security_schemes);
    let mut schemes = Vec::new();
    for (name, scheme) in declared {
        let Some((scheme, at)) = document.security_scheme(name, scheme) else {
            continue;
        };
        let (kind, description) = match scheme {
            Declared::APIKey {
                location,
                name,
                description,
                ..
            } => {
                let location = match location {
                    APIKeyLocation::Header => KeyLocation::Header,
                    APIKeyLocation::Query => KeyLocation::Query,
                    APIKeyLocation::Cookie => KeyLocation::Cookie,
                };
                let name = name.clone();
                (SchemeKind::ApiKey { location, name }, description)
            }
            Declared::HTTP {
                scheme, description, ..
            } => {
                let kind = match scheme.to_ascii_lowercase().as_str() {
                    "basic" => SchemeKind::HttpBasic,
                    "bearer" => SchemeKind::HttpBearer,
                    other => {
                        cx.diags.warn(
                            Code::UnsupportedSecurity,
                            &at,
                            format!("the HTTP authentication scheme `{other}` is sent as a bearer token"),
                        );
                        SchemeKind::HttpBearer
                    }
                };
                (kind, description)
            }
            Declared::OAuth2 { flows, description, .. } => {
                let token_url = token_url(flows);
                (SchemeKind::OAuth2 { token_url }, description)
            }
            Declared::OpenIDConnect {
                open_id_connect_url,
                description,
                ..
            } => {
                let discovery_url = open_id_connect_url.clone();
                (SchemeKind::OpenIdConnect { discovery_url }, description)
            }
        };
        schemes.push(SecurityScheme {
            at,
            name: name.clone(),
            ident: String::new(),
            env: format!("{env_prefix}_{}", name.to_shouty_snake_case()),
            docs: Docs {
                description: description.clone(),
                ..Docs::default()
            },
            kind,
        });
    }
    // A certificate is shown by the transport; of the client it asks nothing.
    schemes.extend(document.mutual_tls.iter().map(|name| SecurityScheme {
        at: document.at(below("/components/securitySchemes", name)),
        name: name.clone(),
        ident: String::new(),
        env: String::new(),
        docs: Docs::default(),
        kind: SchemeKind::MutualTls,
    }));
    schemes
}

/// Where tokens come from: the flow for programs is asked first, then those for people, whose tokens can be refreshed there.
fn token_url(flows: &openapiv3::OAuth2Flows) -> String {
    let of_program = flows.client_credentials.iter().map(|flow| &flow.token_url);
    let of_code = flows.authorization_code.iter().map(|flow| &flow.token_url);
    let of_password = flows.password.iter().map(|flow| &flow.token_url);
    let mut urls = of_program.chain(of_code).chain(of_password);
    urls.find(|url| !url.is_empty()).cloned().unwrap_or_default()
}

/// The requirement that most operations have; of several, that of the first.
pub(super) fn of_most(operations: &[Operation]) -> Vec<Vec<usize>> {
    let mut counted: Vec<(&Vec<Vec<usize>>, usize)> = Vec::new();
    for operation in operations.iter().filter(|operation| !operation.security.is_empty()) {
        match counted.iter_mut().find(|(known, _)| **known == operation.security) {
            Some((_, count)) => *count += 1,
            None => counted.push((&operation.security, 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max();
    let of_most = counted.iter().find(|(_, count)| Some(*count) == most);
    of_most.map(|(security, _)| (*security).clone()).unwrap_or_default()
}

/// The alternatives of an operation: its own, or the document's (OpenAPI 3.1, Operation Object, `security`).
pub(super) fn lower_requirements(
    cx: &mut Lower<'_>,
    own: Option<&Vec<SecurityRequirement>>,
    at: &SpecPath,
    schemes: &[SecurityScheme],
) -> Vec<Vec<usize>> {
    let Some(requirements) = own.or(cx.document.openapi.security.as_ref()) else {
        return Vec::new();
    };
    let mut alternatives = Vec::new();
    'alternatives: for requirement in requirements {
        let mut alternative = Vec::new();
        for name in requirement.keys() {
            let Some(index) = schemes.iter().position(|scheme| scheme.name == *name) else {
                let message =
                    format!("the security scheme `{name}` is not declared; this way to authorize the call is left out");
                cx.diags.warn(Code::UnsupportedSecurity, at, message).on_key();
                continue 'alternatives;
            };
            alternative.push(index);
        }
        alternatives.push(alternative);
    }
    alternatives
}

/// What an operation declares as a header parameter `Authorization`; its own over that of its path.
pub(super) fn authorization<'d>(declared: &[(&'d Parameter, SpecPath)]) -> Option<(&'d ParameterData, SpecPath)> {
    declared.iter().rev().find_map(|(parameter, at)| match parameter {
        Parameter::Header { parameter_data, .. } if is_authorization(&parameter_data.name) => {
            Some((parameter_data, at.clone()))
        }
        _ => None,
    })
}

fn is_authorization(header: &str) -> bool {
    header.eq_ignore_ascii_case("authorization")
}

/// Asks for a credential in the header `Authorization` where only a parameter speaks of it. OpenAPI ignores that parameter, since
/// a security scheme is to say what goes there (OpenAPI 3.1, Parameter Object, `name`); where none does, nobody could
/// call the operation. So it is a scheme whose credential is the header's whole value.
pub(super) fn require_header(
    cx: &mut Lower<'_>,
    parameter: &ParameterData,
    at: &SpecPath,
    schemes: &mut Vec<SecurityScheme>,
    env_prefix: &str,
    security: &mut Vec<Vec<usize>>,
) {
    if security.iter().flatten().any(|index| goes_there(&schemes[*index].kind)) {
        return;
    }
    let known = schemes.iter().position(|scheme| goes_there(&scheme.kind));
    let index = known.unwrap_or_else(|| {
        let message = "OpenAPI ignores a parameter for this header, and no security scheme says what goes there; it is a \
                       credential of the client, sent as it is given";
        cx.diags.warn(Code::ImpliedSecurity, at, message);
        schemes.push(SecurityScheme {
            at: at.clone(),
            name: "Authorization".to_owned(),
            ident: String::new(),
            env: format!("{env_prefix}_AUTHORIZATION"),
            docs: Docs {
                description: parameter.description.clone(),
                ..Docs::default()
            },
            kind: SchemeKind::ApiKey {
                location: KeyLocation::Header,
                name: "Authorization".to_owned(),
            },
        });
        schemes.len() - 1
    });
    let without = std::mem::take(security);
    let alternatives = if without.is_empty() { vec![Vec::new()] } else { without };
    security.extend(alternatives.iter().map(|others| [&**others, &[index]].concat()));
    if !parameter.required {
        security.extend(alternatives);
    }
}

/// Whether the credential of a scheme goes into the header `Authorization`.
fn goes_there(kind: &SchemeKind) -> bool {
    match kind {
        SchemeKind::ApiKey {
            location: KeyLocation::Header,
            name,
        } => is_authorization(name),
        SchemeKind::ApiKey { .. } | SchemeKind::MutualTls => false,
        SchemeKind::HttpBasic
        | SchemeKind::HttpBearer
        | SchemeKind::OAuth2 { .. }
        | SchemeKind::OpenIdConnect { .. } => true,
    }
}
