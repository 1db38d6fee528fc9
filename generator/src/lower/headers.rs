//! Which headers do answers declare?
//!
//! Those of all operations together, each once: what a header says does not depend on who sends it. One that is a scalar
//! wherever it is declared is that; any other is text. `Content-Type` is not declared here (OpenAPI 3.1, Response
//! Object, `headers`).

use indexmap::IndexMap;
use openapiv3::{Header, ParameterSchemaOrContent, Response};

use super::shape::{self, Kind};
use super::{Lower, nullability};
use crate::ir::{DeclaredHeader, Docs, ResponseHeader, Scalar};
use crate::parse::{SchemaId, is_token};
use crate::read::SpecPath;

/// The headers of all responses, in the order in which they first occur.
pub(super) fn lower_headers(cx: &mut Lower<'_>) -> Vec<ResponseHeader> {
    let document = cx.document;
    let mut found: IndexMap<String, ResponseHeader> = IndexMap::new();
    for declared in document.operations() {
        let at = declared.at.child("responses");
        let responses = &declared.operation.responses;
        let by_status = responses
            .responses
            .iter()
            .map(|(status, response)| (status.to_string(), response));
        let default = responses
            .default
            .iter()
            .map(|response| ("default".to_owned(), response));
        for (status, response) in by_status.chain(default) {
            let Some((response, at)) = document.response(response, &at.child(&status)) else {
                continue;
            };
            for (key, name, header) in each(cx, response) {
                let scalar = of_header(cx, header);
                match found.get_mut(&name) {
                    Some(known) if known.scalar != scalar => known.scalar = Scalar::String,
                    Some(_) => {}
                    None => {
                        let at = document.header(&response.headers[key], &at.child("headers").child(key));
                        let Some((_, at)) = at else { continue };
                        found.insert(name.clone(), declared_as(name, header, scalar, at));
                    }
                }
            }
        }
    }
    found.into_values().collect()
}

/// The headers of one answer.
pub(super) fn of_response(cx: &mut Lower<'_>, response: &Response) -> Vec<DeclaredHeader> {
    let headers = each(cx, response).into_iter();
    headers
        .map(|(_, wire_name, header)| DeclaredHeader {
            wire_name,
            scalar: of_header(cx, header),
            required: header.required,
        })
        .collect()
}

/// The headers that an answer declares: their keys, their names in lower case, and what they are.
fn each<'d>(cx: &Lower<'d>, response: &'d Response) -> Vec<(&'d str, String, &'d Header)> {
    let mut headers = Vec::new();
    for (key, header) in &response.headers {
        let Some(header) = cx.document.header_itself(header) else {
            continue;
        };
        let lower = key.to_ascii_lowercase();
        let is_name = !lower.is_empty() && lower.bytes().all(is_token);
        if lower != "content-type" && is_name {
            headers.push((key.as_str(), lower, header));
        }
    }
    headers
}

fn declared_as(wire_name: String, header: &Header, scalar: Scalar, at: SpecPath) -> ResponseHeader {
    ResponseHeader {
        at,
        wire_name,
        ident: String::new(),
        docs: Docs {
            description: header.description.clone(),
            ..Docs::default()
        },
        scalar,
    }
}

fn of_header(cx: &mut Lower<'_>, header: &Header) -> Scalar {
    let schema = match &header.format {
        ParameterSchemaOrContent::Schema(schema) => cx.document.lifted(schema),
        ParameterSchemaOrContent::Content(_) => None,
    };
    schema.map_or(Scalar::String, |schema| scalar(cx, schema))
}

fn scalar(cx: &mut Lower<'_>, schema: SchemaId) -> Scalar {
    let mut schema = schema;
    // References that lead nowhere else have been reported.
    for _ in 0..16 {
        let core = nullability::core(&cx.document.schemas, schema);
        match shape::kind(cx, &core) {
            Kind::Scalar(scalar) => return scalar,
            Kind::Reference(target) => schema = target,
            Kind::Any
            | Kind::Null
            | Kind::Object
            | Kind::Map(_)
            | Kind::List(_)
            | Kind::Tuple(_)
            | Kind::Struct(_)
            | Kind::Enum(..)
            | Kind::Union(..)
            | Kind::Variants { .. }
            | Kind::Types(..) => break,
        }
    }
    Scalar::String
}
