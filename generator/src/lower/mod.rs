//! What does the document mean?
//!
//! Everything that has to be understood is understood here: shapes, nullability, composition, parameters, responses,
//! security. What comes out no longer depends on the document.

mod compose;
mod composition;
mod conditions;
mod declared;
mod docs;
mod enumeration;
mod enums;
mod examples;
mod form;
mod headers;
mod incoming;
mod made;
mod nesting;
mod nullability;
mod operation;
mod overrides;
mod parameter;
mod pattern;
mod payload;
mod response;
mod rules;
mod scalar;
mod schema;
mod security;
mod shape;
mod structure;
mod tuple;
mod union;

use std::collections::HashMap;

use indexmap::IndexMap;

use self::made::Made;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::example::Extent;
use crate::ir::{Api, ErrorBody, Group, Presence, Type, TypeId, Types, Validation};
use crate::parse::{Document, SchemaId};
use crate::read::SpecPath;

/// Lowers a document to the IR, with examples of what is sent if these are wanted.
pub(crate) fn lower(mut document: Document, config: &Config, examples: Option<Extent>, diags: &mut Diagnostics) -> Api {
    let foreign = overrides::override_types(&mut document.schemas, &config.types, diags);
    compose::compose(&mut document.schemas, diags);
    let document = &document;
    let mut cx = Lower {
        document,
        diags,
        types: Types::default(),
        of_schema: HashMap::new(),
        made: Made::default(),
        components: HashMap::new(),
        error_bodies: Vec::new(),
        places: Vec::new(),
        examples,
    };
    pattern::report(&mut cx);
    schema::lower_components(&mut cx);
    let env_prefix = env_prefix(document, config);
    let mut schemes = security::lower_schemes(&mut cx, &env_prefix);
    let mut operations = operation::lower_operations(&mut cx, &mut schemes, &env_prefix);
    let incoming = incoming::lower_incoming(&mut cx);
    let client_parameters = parameter::share(&mut cx, &mut operations, &config.client.parameters);
    let response_headers = headers::lower_headers(&mut cx);
    let groups = groups(document, &operations);
    let info = &document.openapi.info;
    Api {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
        servers: servers(document),
        servers_at: document.at("/servers"),
        env_prefix,
        security: security::of_most(&operations),
        schemes,
        types: cx.types,
        groups,
        operations,
        incoming,
        event: config.incoming.event.clone(),
        client_parameters,
        response_headers,
        validation: Validation::default(),
        signature: config.incoming.signature.clone(),
        pagination: Vec::new(),
        error_bodies: cx.error_bodies,
        crate_path: None,
        places: cx.places,
        foreign,
    }
}

struct Lower<'a> {
    document: &'a Document,
    diags: &'a mut Diagnostics,
    types: Types,
    /// The types that have been lowered, or reserved, for a schema that is written somewhere.
    of_schema: HashMap<SchemaId, TypeId>,
    /// Those for a schema that was made.
    made: Made,
    /// The types of components, by where these are written.
    components: HashMap<SpecPath, TypeId>,
    error_bodies: Vec<ErrorBody>,
    /// See [`Api::places`].
    places: Vec<(SpecPath, Type)>,
    /// How much the examples of what is sent say; `None` where nobody asks for any.
    examples: Option<Extent>,
}

impl Lower<'_> {
    /// The index of an error body of this type.
    fn error_body(&mut self, ty: Type, name: String, at: &SpecPath) -> usize {
        if let Some(index) = self.error_bodies.iter().position(|body| body.ty == ty) {
            return index;
        }
        self.error_bodies.push(ErrorBody {
            at: at.clone(),
            ty,
            ident: String::new(),
            name,
            presence: Presence::default(),
        });
        self.error_bodies.len() - 1
    }
}

fn env_prefix(document: &Document, config: &Config) -> String {
    use heck::ToShoutySnakeCase;
    match &config.client.env_prefix {
        Some(prefix) => prefix.clone(),
        None => document.openapi.info.title.to_shouty_snake_case(),
    }
}

/// Base URLs with their variables at their defaults (OpenAPI 3.1, Server Object).
fn servers(document: &Document) -> Vec<String> {
    let servers = document.openapi.servers.iter();
    servers
        .map(|server| {
            let variables = server.variables.iter().flatten();
            variables.fold(server.url.clone(), |url, (name, variable)| {
                url.replace(&format!("{{{name}}}"), &variable.default)
            })
        })
        .collect()
}

/// One group for each tag: those that an operation stands under, in the order in which they first occur, then the others.
fn groups(document: &Document, operations: &[crate::ir::Operation]) -> Vec<Group> {
    let first = operations.iter().filter_map(|operation| operation.tags.first());
    let others = operations.iter().flat_map(|operation| operation.tags.iter().skip(1));
    let mut groups = IndexMap::new();
    for tag in first.chain(others) {
        groups.entry(tag.clone()).or_insert_with(|| Group {
            tag: tag.clone(),
            docs: docs::of_tag(document, tag),
            ident: String::new(),
            type_ident: String::new(),
            feature: String::new(),
            presence: Presence::default(),
            is_wanted: true,
        });
    }
    groups.into_values().collect()
}
