//! How is a document of Swagger 2.0 said in OpenAPI 3?
//!
//! Sections move, bodies become request bodies, and what a parameter says of its value becomes a schema. Each thing that
//! moves keeps the way back to where it was written, so that what is found later is shown there.

mod grammar;
mod parameters;
mod responses;
mod schemas;
mod security;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostics, Place};
use crate::read::moved::{Moved, below};
use crate::read::{Node, SourceId, SpecPath};
pub(super) use grammar::SWAGGER_2;

/// What a document of Swagger 2.0 says, as a document of OpenAPI 3.0 with the way back. The document has been checked.
pub(super) fn convert(source: SourceId, root: Node, moved: &Moved, diags: &mut Diagnostics) -> (Node, Moved) {
    let Node::Object(mut fields) = root else {
        return (root, moved.clone());
    };
    let parameters = fields.shift_remove("parameters");
    let mut convert = Convert {
        source,
        whence: moved,
        moved: moved.clone(),
        diags,
        relocated: BTreeMap::new(),
        parameters: parameters.and_then(into_object).unwrap_or_default(),
        consumes: media_types(fields.shift_remove("consumes")).unwrap_or_default(),
        produces: media_types(fields.shift_remove("produces")).unwrap_or_default(),
    };
    let mut document = IndexMap::from([("openapi".to_owned(), Node::String("3.0.3".to_owned()))]);
    convert.moved.set("/openapi", convert.written("/swagger"));
    let mut components = IndexMap::new();
    let servers = convert.servers(&mut fields);
    for (key, node) in fields {
        match (key.as_str(), node) {
            ("swagger", _) => {}
            ("definitions", Node::Object(definitions)) => {
                let schemas = convert.definitions(definitions);
                components.insert("schemas".to_owned(), schemas);
            }
            ("responses", Node::Object(responses)) => {
                let produces = convert.produces.clone();
                let home = "/components/responses";
                let responses = convert.responses(responses, "/responses", home, &produces);
                components.insert("responses".to_owned(), responses);
            }
            ("securityDefinitions", Node::Object(schemes)) => {
                let schemes = convert.security_schemes(schemes);
                components.insert("securitySchemes".to_owned(), schemes);
            }
            ("paths", Node::Object(paths)) => {
                let paths = convert.paths(paths);
                document.insert("paths".to_owned(), paths);
            }
            (_, node) => {
                document.insert(key, node);
            }
        }
    }
    let named = convert.named_parameters();
    components.insert("parameters".to_owned(), named);
    document.extend(servers.map(|servers| ("servers".to_owned(), servers)));
    // A reference to nothing stays what it is, so that it is shown as it was written.
    for (section, of) in &components {
        let old = match section.as_str() {
            "schemas" => "/definitions".to_owned(),
            section => below("", section),
        };
        for name in of.as_object().into_iter().flat_map(IndexMap::keys) {
            let new = below(&below("/components", section), name);
            convert.relocated.insert(below(&old, name), new);
        }
    }
    document.insert("components".to_owned(), Node::Object(components));
    let mut document = Node::Object(document);
    schemas::relocate(&mut document, &convert.relocated);
    (document, convert.moved)
}

struct Convert<'c> {
    source: SourceId,
    /// The way back from the old document.
    whence: &'c Moved,
    /// That from the new one.
    moved: Moved,
    diags: &'c mut Diagnostics,
    /// Where things that references may lead to have gone.
    relocated: BTreeMap<String, String>,
    /// The named parameters, among them bodies.
    parameters: IndexMap<String, Node>,
    consumes: Vec<String>,
    produces: Vec<String>,
}

/// The methods of Swagger 2.0.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl Convert<'_> {
    /// Where what the old document has at `pointer` was written.
    fn written(&self, pointer: &str) -> SpecPath {
        let at = self.whence.at(pointer);
        at.unwrap_or_else(|| SpecPath::new(self.source, pointer))
    }

    /// Notes that what the old document has at `from` is at `to` now.
    fn carry(&mut self, to: &str, from: &str) {
        self.moved.carry(to, self.whence, &SpecPath::new(self.source, from));
    }

    fn warn(&mut self, code: Code, pointer: &str, message: impl Into<String>) {
        let at = Place::Written(self.written(pointer));
        self.diags.warn(code, at, message);
    }

    /// The base URLs: each scheme with the host and the path, the safest first.
    fn servers(&mut self, fields: &mut IndexMap<String, Node>) -> Option<Node> {
        let text = |node: Option<Node>| node.and_then(|node| node.as_str().map(str::to_owned));
        let host = text(fields.shift_remove("host"));
        let path = text(fields.shift_remove("basePath")).unwrap_or_default();
        let mut schemes = media_types(fields.shift_remove("schemes")).unwrap_or_default();
        schemes.retain(|scheme| ["http", "https"].contains(&scheme.as_str()));
        schemes.sort_by_key(|scheme| scheme != "https");
        if schemes.is_empty() {
            schemes.push("https".to_owned());
        }
        let path = path.trim_end_matches('/');
        let urls: Vec<String> = match host {
            Some(host) => schemes
                .iter()
                .map(|scheme| format!("{scheme}://{host}{path}"))
                .collect(),
            None if path.is_empty() => return None,
            None => vec![path.to_owned()],
        };
        let server = |url| Node::Object(IndexMap::from([("url".to_owned(), Node::String(url))]));
        self.carry("/servers", "/host");
        Some(Node::Array(urls.into_iter().map(server).collect()))
    }

    fn paths(&mut self, paths: IndexMap<String, Node>) -> Node {
        let paths = paths.into_iter().map(|(path, item)| {
            let pointer = below("/paths", &path);
            let item = match item {
                Node::Object(item) => self.path_item(item, &pointer),
                other => other,
            };
            (path, item)
        });
        Node::Object(paths.collect())
    }

    fn path_item(&mut self, item: IndexMap<String, Node>, pointer: &str) -> Node {
        let common = item.get("parameters").cloned().and_then(into_list).unwrap_or_default();
        let place = below(pointer, "parameters");
        let common = self.given(common, &place);
        let mut converted = IndexMap::new();
        for (key, node) in item {
            match (key.as_str(), node) {
                ("parameters", _) => {
                    let (parameters, _) = self.parameters_of(&common, &place);
                    converted.insert(key, parameters);
                }
                (method, Node::Object(operation)) if METHODS.contains(&method) => {
                    let operation = self.operation(operation, &common, &below(pointer, method));
                    converted.insert(key, operation);
                }
                (_, node) => {
                    converted.insert(key, node);
                }
            }
        }
        Node::Object(converted)
    }

    fn operation(
        &mut self,
        mut operation: IndexMap<String, Node>,
        common: &[parameters::Given],
        pointer: &str,
    ) -> Node {
        let consumes = media_types(operation.shift_remove("consumes")).unwrap_or_else(|| self.consumes.clone());
        let produces = media_types(operation.shift_remove("produces")).unwrap_or_else(|| self.produces.clone());
        // Which schemes there are is said of the whole; a call goes where all go.
        operation.shift_remove("schemes");
        let mut converted = IndexMap::new();
        let place = below(pointer, "parameters");
        let own = operation
            .get("parameters")
            .cloned()
            .and_then(into_list)
            .unwrap_or_default();
        let own = self.given(own, &place);
        let mut bodies: Vec<parameters::Given> = Vec::new();
        for given in common.iter().chain(&own).filter(|given| given.is_body()) {
            bodies.retain(|known| known.key() != given.key());
            bodies.push(given.clone());
        }
        let body = self.body(&bodies, &consumes, pointer);
        for (key, node) in operation {
            match (key.as_str(), node) {
                ("parameters", _) => {
                    let (parameters, any) = self.parameters_of(&own, &place);
                    if any {
                        converted.insert(key, parameters);
                    }
                }
                ("responses", Node::Object(responses)) => {
                    let place = below(pointer, "responses");
                    let responses = self.responses(responses, &place, &place, &produces);
                    converted.insert(key, responses);
                }
                (_, node) => {
                    converted.insert(key, node);
                }
            }
        }
        converted.extend(body.map(|body| ("requestBody".to_owned(), body)));
        Node::Object(converted)
    }
}

fn media_types(node: Option<Node>) -> Option<Vec<String>> {
    let items = into_list(node?)?;
    Some(
        items
            .iter()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect(),
    )
}

fn into_object(node: Node) -> Option<IndexMap<String, Node>> {
    match node {
        Node::Object(entries) => Some(entries),
        _ => None,
    }
}

fn into_list(node: Node) -> Option<Vec<Node>> {
    match node {
        Node::Array(items) => Some(items),
        _ => None,
    }
}

/// An object of these fields.
fn object<const N: usize>(fields: [(&str, Node); N]) -> Node {
    Node::Object(fields.into_iter().map(|(key, node)| (key.to_owned(), node)).collect())
}
