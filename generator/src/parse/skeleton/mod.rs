//! How does a tree of nodes become `openapiv3`'s model?
//!
//! By hand: what `openapiv3` derives for reading is generic, and would be compiled into this crate, for schemas too, of
//! which the tree has none any more. It made a fifth of the crate, which every user of a build script compiles.
//!
//! What nothing is generated from is left out: links, other documentation, contacts, licences, and what is named `x-…`.

mod fields;
mod security;

use indexmap::IndexMap;
use openapiv3::{
    Components, Content, CookieStyle, Encoding, Example, Header, HeaderStyle, Info, MediaType, OpenAPI, Operation,
    Parameter, ParameterData, ParameterSchemaOrContent, PathItem, PathStyle, Paths, QueryStyle, ReferenceOr,
    RequestBody, Response, Responses, Schema, SecurityRequirement, Server, ServerVariable, StatusCode, Tag,
};

use super::grammar::is_extension;
use crate::read::Node;
pub(super) use fields::Wrong;
use fields::{Fields, Read, list, map, or_reference, text};

/// The whole description, but for what has been taken out of the tree.
pub(super) fn skeleton(root: &Node) -> Result<OpenAPI, Wrong> {
    let fields = Fields::of(root)?;
    Ok(OpenAPI {
        openapi: fields.needed("openapi", text)?,
        info: fields.needed("info", info)?,
        servers: fields.list("servers", server)?.unwrap_or_default(),
        paths: fields.needed("paths", paths)?,
        components: fields.field("components", components)?,
        security: fields.list("security", requirement)?,
        tags: fields.list("tags", tag)?.unwrap_or_default(),
        ..OpenAPI::default()
    })
}

/// An operation that stands alone.
pub(super) fn operation(node: &Node) -> Result<Operation, Wrong> {
    let fields = Fields::of(node)?;
    Ok(Operation {
        tags: fields.list("tags", text)?.unwrap_or_default(),
        summary: fields.text("summary")?,
        description: fields.text("description")?,
        operation_id: fields.text("operationId")?,
        parameters: fields.list("parameters", parameter_or_reference)?.unwrap_or_default(),
        request_body: fields.field("requestBody", |node| or_reference(node, request_body))?,
        responses: fields.needed("responses", responses)?,
        deprecated: fields.flag("deprecated")?.unwrap_or_default(),
        security: fields.list("security", requirement)?,
        servers: fields.list("servers", server)?.unwrap_or_default(),
        ..Operation::default()
    })
}

fn info(node: &Node) -> Read<Info> {
    let fields = Fields::of(node)?;
    Ok(Info {
        title: fields.needed("title", text)?,
        description: fields.text("description")?,
        version: fields.needed("version", text)?,
        ..Info::default()
    })
}

fn server(node: &Node) -> Read<Server> {
    let fields = Fields::of(node)?;
    Ok(Server {
        url: fields.needed("url", text)?,
        description: fields.text("description")?,
        variables: fields.map("variables", server_variable)?,
        ..Server::default()
    })
}

fn server_variable(node: &Node) -> Read<ServerVariable> {
    let fields = Fields::of(node)?;
    Ok(ServerVariable {
        enumeration: fields.list("enum", text)?.unwrap_or_default(),
        default: fields.needed("default", text)?,
        description: fields.text("description")?,
        ..ServerVariable::default()
    })
}

fn tag(node: &Node) -> Read<Tag> {
    let fields = Fields::of(node)?;
    Ok(Tag {
        name: fields.needed("name", text)?,
        description: fields.text("description")?,
        ..Tag::default()
    })
}

fn requirement(node: &Node) -> Read<SecurityRequirement> {
    map(node, |scopes| list(scopes, text))
}

fn paths(node: &Node) -> Read<Paths> {
    let mut paths = Paths::default();
    for (path, node) in entries(node)? {
        let item = or_reference(node, path_item).map_err(|wrong| wrong.below(path))?;
        paths.paths.insert(path.clone(), item);
    }
    Ok(paths)
}

/// The entries of an object whose keys are not names, so that those of extensions can be told from them.
fn entries(node: &Node) -> Read<impl Iterator<Item = (&String, &Node)>> {
    let Fields(entries) = Fields::of(node)?;
    Ok(entries.iter().filter(|(key, _)| !is_extension(key)))
}

fn path_item(node: &Node) -> Read<PathItem> {
    let fields = Fields::of(node)?;
    Ok(PathItem {
        summary: fields.text("summary")?,
        description: fields.text("description")?,
        get: fields.field("get", operation)?,
        put: fields.field("put", operation)?,
        post: fields.field("post", operation)?,
        delete: fields.field("delete", operation)?,
        options: fields.field("options", operation)?,
        head: fields.field("head", operation)?,
        patch: fields.field("patch", operation)?,
        trace: fields.field("trace", operation)?,
        servers: fields.list("servers", server)?.unwrap_or_default(),
        parameters: fields.list("parameters", parameter_or_reference)?.unwrap_or_default(),
        ..PathItem::default()
    })
}

fn components(node: &Node) -> Read<Components> {
    let fields = Fields::of(node)?;
    Ok(Components {
        schemas: fields.map("schemas", schema)?.unwrap_or_default(),
        responses: fields.map("responses", response_or_reference)?.unwrap_or_default(),
        parameters: fields.map("parameters", parameter_or_reference)?.unwrap_or_default(),
        examples: fields.map("examples", example_or_reference)?.unwrap_or_default(),
        request_bodies: fields
            .map("requestBodies", |node| or_reference(node, request_body))?
            .unwrap_or_default(),
        headers: fields.map("headers", header_or_reference)?.unwrap_or_default(),
        security_schemes: fields
            .map("securitySchemes", |node| or_reference(node, security::scheme))?
            .unwrap_or_default(),
        ..Components::default()
    })
}

/// A schema has been put aside, and what stands in its place refers to it.
fn schema(node: &Node) -> Read<ReferenceOr<Schema>> {
    or_reference(node, |_| Err(Wrong::new("a schema was left in its place".to_owned())))
}

fn parameter_or_reference(node: &Node) -> Read<ReferenceOr<Parameter>> {
    or_reference(node, parameter)
}

fn parameter(node: &Node) -> Read<Parameter> {
    let fields = Fields::of(node)?;
    let parameter_data = ParameterData {
        name: fields.needed("name", text)?,
        description: fields.text("description")?,
        required: fields.flag("required")?.unwrap_or_default(),
        deprecated: fields.flag("deprecated")?,
        format: schema_or_content(fields)?,
        example: fields.value("example"),
        examples: fields.map("examples", example_or_reference)?.unwrap_or_default(),
        explode: fields.flag("explode")?,
        extensions: IndexMap::new(),
    };
    match fields.needed("in", text)?.as_str() {
        "query" => Ok(Parameter::Query {
            parameter_data,
            allow_reserved: fields.flag("allowReserved")?.unwrap_or_default(),
            style: query_style(fields)?.unwrap_or_default(),
            allow_empty_value: fields.flag("allowEmptyValue")?,
        }),
        "header" => Ok(Parameter::Header {
            parameter_data,
            style: header_style(fields)?,
        }),
        "path" => {
            let words = [
                ("simple", PathStyle::Simple),
                ("label", PathStyle::Label),
                ("matrix", PathStyle::Matrix),
            ];
            Ok(Parameter::Path {
                parameter_data,
                style: fields.word("style", &words)?.unwrap_or_default(),
            })
        }
        "cookie" => Ok(Parameter::Cookie {
            parameter_data,
            style: fields
                .word("style", &[("form", CookieStyle::Form)])?
                .unwrap_or_default(),
        }),
        place => Err(Wrong::new(format!("`{place}` is no place of a parameter")).below("in")),
    }
}

fn schema_or_content(fields: Fields<'_>) -> Read<ParameterSchemaOrContent> {
    match fields.field("schema", schema)? {
        Some(schema) => Ok(ParameterSchemaOrContent::Schema(schema)),
        None => fields.needed("content", content).map(ParameterSchemaOrContent::Content),
    }
}

fn query_style(fields: Fields<'_>) -> Read<Option<QueryStyle>> {
    let words = [
        ("form", QueryStyle::Form),
        ("spaceDelimited", QueryStyle::SpaceDelimited),
        ("pipeDelimited", QueryStyle::PipeDelimited),
        ("deepObject", QueryStyle::DeepObject),
    ];
    fields.word("style", &words)
}

fn header_style(fields: Fields<'_>) -> Read<HeaderStyle> {
    let style = fields.word("style", &[("simple", HeaderStyle::Simple)])?;
    Ok(style.unwrap_or_default())
}

fn header_or_reference(node: &Node) -> Read<ReferenceOr<Header>> {
    or_reference(node, header)
}

fn header(node: &Node) -> Read<Header> {
    let fields = Fields::of(node)?;
    Ok(Header {
        description: fields.text("description")?,
        style: header_style(fields)?,
        required: fields.flag("required")?.unwrap_or_default(),
        deprecated: fields.flag("deprecated")?,
        format: schema_or_content(fields)?,
        example: fields.value("example"),
        examples: fields.map("examples", example_or_reference)?.unwrap_or_default(),
        extensions: IndexMap::new(),
    })
}

fn request_body(node: &Node) -> Read<RequestBody> {
    let fields = Fields::of(node)?;
    Ok(RequestBody {
        description: fields.text("description")?,
        content: fields.field("content", content)?.unwrap_or_default(),
        required: fields.flag("required")?.unwrap_or_default(),
        ..RequestBody::default()
    })
}

fn content(node: &Node) -> Read<Content> {
    let mut content = Content::new();
    for (media_type, node) in entries(node)? {
        let media = media(node).map_err(|wrong| wrong.below(media_type))?;
        content.insert(media_type.clone(), media);
    }
    Ok(content)
}

fn media(node: &Node) -> Read<MediaType> {
    let fields = Fields::of(node)?;
    Ok(MediaType {
        schema: fields.field("schema", schema)?,
        example: fields.value("example"),
        examples: fields.map("examples", example_or_reference)?.unwrap_or_default(),
        encoding: fields.map("encoding", encoding)?.unwrap_or_default(),
        ..MediaType::default()
    })
}

fn encoding(node: &Node) -> Read<Encoding> {
    let fields = Fields::of(node)?;
    Ok(Encoding {
        content_type: fields.text("contentType")?,
        headers: fields.map("headers", header_or_reference)?.unwrap_or_default(),
        style: query_style(fields)?,
        explode: fields.flag("explode")?.unwrap_or_default(),
        allow_reserved: fields.flag("allowReserved")?.unwrap_or_default(),
        ..Encoding::default()
    })
}

fn responses(node: &Node) -> Read<Responses> {
    let mut responses = Responses::default();
    for (status, node) in entries(node)? {
        let response = response_or_reference(node).map_err(|wrong| wrong.below(status))?;
        match status_code(status) {
            Some(code) => {
                responses.responses.insert(code, response);
            }
            None if status == "default" => responses.default = Some(response),
            None => return Err(Wrong::new(format!("`{status}` is no status")).below(status)),
        }
    }
    Ok(responses)
}

/// A status such as `404`, or a range such as `4XX` (OpenAPI 3.1, Responses Object).
fn status_code(key: &str) -> Option<StatusCode> {
    match key.as_bytes() {
        [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(StatusCode::Range(u16::from(first - b'0'))),
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(StatusCode::Code),
        _ => None,
    }
}

fn response_or_reference(node: &Node) -> Read<ReferenceOr<Response>> {
    or_reference(node, response)
}

fn response(node: &Node) -> Read<Response> {
    let fields = Fields::of(node)?;
    Ok(Response {
        description: fields.needed("description", text)?,
        headers: fields.map("headers", header_or_reference)?.unwrap_or_default(),
        content: fields.field("content", content)?.unwrap_or_default(),
        ..Response::default()
    })
}

fn example_or_reference(node: &Node) -> Read<ReferenceOr<Example>> {
    or_reference(node, example)
}

fn example(node: &Node) -> Read<Example> {
    let fields = Fields::of(node)?;
    Ok(Example {
        summary: fields.text("summary")?,
        description: fields.text("description")?,
        value: fields.value("value"),
        external_value: fields.text("externalValue")?,
        ..Example::default()
    })
}
