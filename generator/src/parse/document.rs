//! How is the document asked?

use indexmap::IndexMap;
use openapiv3::{Components, Example, Header, OpenAPI, Parameter, ReferenceOr, RequestBody, Response, SecurityScheme};

use super::incoming::Incoming;
use super::lift;
use super::methods::AdditionalOperation;
use super::origins::Origins;
use super::refs;
use super::schema::{SchemaId, Schemas};
use crate::read::SpecPath;
use crate::read::node::escape;

/// The whole description, of however many files it was read from.
#[derive(Debug)]
pub(crate) struct Document {
    /// What has not changed between OpenAPI 3.0 and 3.1. A schema in it is a reference that
    /// [`Document::lifted`] understands.
    pub(crate) openapi: OpenAPI,
    pub(crate) schemas: Schemas,
    /// The security schemes of the type `mutualTLS`, which are not in `openapi`: the HTTP client
    /// applies them, so that a requirement of one asks for nothing to be sent.
    pub(crate) mutual_tls: Vec<String>,
    /// The operations that are not in `openapi`.
    pub(super) additional: Vec<AdditionalOperation>,
    /// What the API sends by itself.
    pub(crate) incoming: Vec<Incoming>,
    pub(super) origins: Origins,
}

/// An operation, and where it stands.
pub(crate) struct DeclaredOperation<'d> {
    /// The template of its path.
    pub(crate) path: &'d str,
    /// As it is sent.
    pub(crate) method: String,
    pub(crate) item: &'d openapiv3::PathItem,
    pub(crate) operation: &'d openapiv3::Operation,
    pub(crate) at: SpecPath,
}

impl Document {
    /// Where a node of the skeleton stands, by its JSON pointer: `/paths/~1customers/get`.
    pub(crate) fn at(&self, pointer: impl Into<String>) -> SpecPath {
        self.origins.at(&pointer.into())
    }

    /// The operations of all paths, path by path.
    pub(crate) fn operations(&self) -> impl Iterator<Item = DeclaredOperation<'_>> {
        let items = self.openapi.paths.paths.iter();
        let items = items.filter_map(|(path, item)| Some((path, item.as_item()?)));
        items.flat_map(move |(path, item)| {
            let own = item.iter().map(move |(method, operation)| DeclaredOperation {
                path,
                method: method.to_ascii_uppercase(),
                item,
                operation,
                at: self.at(format!("/paths/{}/{method}", escape(path))),
            });
            let more = self.additional.iter().filter(move |more| more.path == *path);
            own.chain(more.map(move |more| DeclaredOperation {
                path,
                method: more.method.clone(),
                item,
                operation: &more.operation,
                at: self.at(more.pointer.clone()),
            }))
        })
    }

    /// The schema that stood here.
    pub(crate) fn lifted(&self, schema: &ReferenceOr<openapiv3::Schema>) -> Option<SchemaId> {
        match schema {
            ReferenceOr::Reference { reference } => lift::id(reference),
            ReferenceOr::Item(_) => None,
        }
    }

    /// The parameter that stands at `at` or is referred to from there, and where it stands itself.
    pub(crate) fn parameter<'d>(
        &'d self,
        parameter: &'d ReferenceOr<Parameter>,
        at: &SpecPath,
    ) -> Option<(&'d Parameter, SpecPath)> {
        self.resolve(parameter, at, "parameters", |components| &components.parameters)
    }

    pub(crate) fn response<'d>(
        &'d self,
        response: &'d ReferenceOr<Response>,
        at: &SpecPath,
    ) -> Option<(&'d Response, SpecPath)> {
        self.resolve(response, at, "responses", |components| &components.responses)
    }

    pub(crate) fn request_body<'d>(
        &'d self,
        body: &'d ReferenceOr<RequestBody>,
        at: &SpecPath,
    ) -> Option<(&'d RequestBody, SpecPath)> {
        self.resolve(body, at, "requestBodies", |components| &components.request_bodies)
    }

    pub(crate) fn header<'d>(
        &'d self,
        header: &'d ReferenceOr<Header>,
        at: &SpecPath,
    ) -> Option<(&'d Header, SpecPath)> {
        self.resolve(header, at, "headers", |components| &components.headers)
    }

    /// The same without its place.
    pub(crate) fn header_itself<'d>(&'d self, header: &'d ReferenceOr<Header>) -> Option<&'d Header> {
        let found = self.target(header, "headers", |components| &components.headers);
        found.map(|(header, _)| header)
    }

    /// The example that stands here or is referred to from here.
    pub(crate) fn example<'d>(&'d self, example: &'d ReferenceOr<Example>) -> Option<&'d Example> {
        let found = self.target(example, "examples", |components| &components.examples);
        found.map(|(example, _)| example)
    }

    /// The scheme that `components` has under `name`, and where it stands itself.
    pub(crate) fn security_scheme<'d>(
        &'d self,
        name: &str,
        scheme: &'d ReferenceOr<SecurityScheme>,
    ) -> Option<(&'d SecurityScheme, SpecPath)> {
        let at = self.at(format!("/components/securitySchemes/{}", escape(name)));
        self.resolve(scheme, &at, "securitySchemes", |components| {
            &components.security_schemes
        })
    }

    fn resolve<'d, T>(
        &'d self,
        item: &'d ReferenceOr<T>,
        at: &SpecPath,
        section: &str,
        of: impl Fn(&Components) -> &IndexMap<String, ReferenceOr<T>>,
    ) -> Option<(&'d T, SpecPath)> {
        let (found, component) = self.target(item, section, of)?;
        let at = match component {
            Some(name) => self.at(format!("/components/{section}/{}", escape(&name))),
            None => at.clone(),
        };
        Some((found, at))
    }

    /// What an item is or refers to, and the name of the component that is.
    fn target<'d, T>(
        &'d self,
        item: &'d ReferenceOr<T>,
        section: &str,
        of: impl Fn(&Components) -> &IndexMap<String, ReferenceOr<T>>,
    ) -> Option<(&'d T, Option<String>)> {
        let (mut item, mut component) = (item, None);
        // A cycle of references has been reported; it must not keep us here.
        for _ in 0..16 {
            match item {
                ReferenceOr::Item(found) => return Some((found, component)),
                ReferenceOr::Reference { reference } => {
                    let name = refs::component(reference, section)?;
                    item = of(self.openapi.components.as_ref()?).get(&name)?;
                    component = Some(name);
                }
            }
        }
        None
    }
}
