//! Which credentials does the API know, and which does an operation need?

use heck::ToShoutySnakeCase;
use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme as Declared};

use super::Lower;
use crate::diagnostic::Code;
use crate::ir::{Docs, KeyLocation, SchemeKind, SecurityScheme};
use crate::read::SpecPath;

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
            Declared::OAuth2 { description, .. } => (SchemeKind::OAuth2, description),
            Declared::OpenIDConnect { description, .. } => (SchemeKind::OpenIdConnect, description),
        };
        schemes.push(SecurityScheme {
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
        name: name.clone(),
        ident: String::new(),
        env: String::new(),
        docs: Docs::default(),
        kind: SchemeKind::MutualTls,
    }));
    schemes
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
                cx.diags.warn(
                    Code::UnsupportedSecurity,
                    at,
                    format!("the security scheme `{name}` is not declared; this way to authorize the call is left out"),
                );
                continue 'alternatives;
            };
            alternative.push(index);
        }
        alternatives.push(alternative);
    }
    alternatives
}
