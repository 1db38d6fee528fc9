//! Pages that become one document.

use super::super::*;
use super::{HEAD, named};
use crate::diagnostic::Format;

fn merged(pages: &[(&str, &str)]) -> (Option<Document>, String) {
    merged_by("", pages)
}

/// What comes of pages in a folder with this `sdk.toml`.
fn merged_by(config: &str, pages: &[(&str, &str)]) -> (Option<Document>, String) {
    let mut diags = Diagnostics::default();
    let folder = std::env::temp_dir().join(format!("openapi-build-merge-{}-{:p}", std::process::id(), pages));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in pages {
        std::fs::write(folder.join(name), text).unwrap();
    }
    std::fs::write(folder.join("sdk.toml"), config).unwrap();
    let mut sources = Sources::default();
    let config = crate::config::load(&folder.join("sdk.toml"), &mut sources, &mut diags);
    read::read_into(&mut sources, std::slice::from_ref(&folder), &config.sources, &mut diags);
    std::fs::remove_dir_all(&folder).unwrap();
    let document = parse(&mut sources, &config, &mut diags);
    let rendered = diags.render(&sources, Format::Human { color: false });
    (document, rendered.replace(&format!("{}/", folder.display()), ""))
}

const PAGE: &str = "servers: [{url: 'https://a.b'}]\nsecurity: [{k: []}]\n";

#[test]
fn pages_become_one_document() {
    let a = format!(
        "{HEAD}{PAGE}paths:\n  /z: {{get: {{responses: {{}}}}}}\n  /a: {{get: {{responses: {{}}}}}}\ntags: [{{name: Z}}]\ncomponents: {{schemas: {{Z: {{type: string, description: 'a  b'}}, B: {{}}}}}}\n"
    );
    let b = format!(
        "{HEAD}{PAGE}paths:\n  /z: {{put: {{responses: {{}}}}}}\ntags: [{{name: Z, description: d}}, {{name: A}}]\ncomponents: {{schemas: {{Z: {{description: 'a b', type: string}}, A: {{type: wrong}}}}}}\n"
    );
    let c = format!("{HEAD}servers: [{{url: 'https://c.d'}}]\npaths: {{/c: {{get: {{responses: {{}}}}}}}}\n");
    let fixed = b.replace("wrong", "array");
    let (document, rendered) = merged(&[("a.yaml", &a), ("b.yaml", &fixed), ("c.yaml", &c)]);
    assert_eq!(rendered, "");
    let document = document.unwrap();
    let names: Vec<_> = document.schemas.named().map(|(name, _)| name).collect();
    assert_eq!(names, ["A", "B", "Z"]);
    let operations: Vec<_> = document
        .openapi
        .operations()
        .map(|(path, method, _)| format!("{method} {path}"))
        .collect();
    assert_eq!(operations, ["get /a", "get /c", "get /z", "put /z"]);
    let c_get = document.openapi.operations().nth(1).unwrap().2;
    assert_eq!(c_get.security, Some(Vec::new()));
    assert_eq!(c_get.servers[0].url, "https://c.d");
    let tags: Vec<_> = document
        .openapi
        .tags
        .iter()
        .map(|tag| (tag.name.as_str(), tag.description.is_some()))
        .collect();
    assert_eq!(tags, [("A", false), ("Z", true)]);
    // What is wrong in the second file is shown there.
    let (_, rendered) = merged(&[("a.yaml", &a), ("b.yaml", &b)]);
    assert!(rendered.contains("--> b.yaml:8:"), "{rendered}");
}

#[test]
fn pages_that_differ_are_shown_side_by_side() {
    let page =
        |ty: &str| format!("{HEAD}components:\n  schemas:\n    A:\n      properties:\n        a: {{type: {ty}}}\n");
    let (document, rendered) = merged(&[("a.yaml", &page("string")), ("b.yaml", &page("integer"))]);
    assert!(document.is_none());
    assert_eq!(
        rendered,
        "\
error[merge-conflict]: two documents describe `A` differently, first at `/properties/a/type`
 --> b.yaml:7:19
  |
7 |         a: {type: integer}
  |                   ^^^^^^^
  = note: the other description
 --> a.yaml:7:19
  |
7 |         a: {type: string}
  |                   ^^^^^^
  = help: make the two equal, or remove the one that is out of date; or settle it under `[sources]` of sdk.toml

"
    );
}

#[test]
fn pages_that_differ_are_settled_by_rules() {
    let page = |version: &str, ty: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '{version}'}}\npaths:\n  /{ty}:\n    get:\n      responses: {{'200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}\ncomponents: {{schemas: {{A: {{type: {ty}}}}}}}\n"
        )
    };
    let (a, b) = (page("2.0.10", "string"), page("2.0.9", "integer"));
    let pages = [("a.yaml", a.as_str()), ("b.yaml", b.as_str())];
    let table = [
        ("prefer = 'newest'", Type::String),
        ("prefer = 'b.yaml'", Type::Integer),
        ("exclude = ['b.*']", Type::String),
        ("include = ['b.*']", Type::Integer),
    ];
    for (rule, ty) in table {
        let (document, rendered) = merged_by(&format!("[sources]\n{rule}\n"), &pages);
        let document = document.unwrap_or_else(|| panic!("{rule}: {rendered}"));
        assert_eq!(named(&document, "A").types, Some(Types::from_iter([ty])), "{rule}");
        let preferred = rule.starts_with("prefer");
        assert_eq!(rendered.contains("the other one is preferred"), preferred, "{rendered}");
    }
    let rename = "[sources.rename]\n'b.yaml#/components/schemas/A' = 'B'\n";
    let (document, rendered) = merged_by(rename, &pages);
    assert_eq!(rendered, "");
    let document = document.unwrap();
    let names: Vec<_> = document.schemas.named().map(|(name, _)| name).collect();
    assert_eq!(names, ["A", "B"]);
    let pointer = "/paths/~1integer/get/responses/200/content/application~1json/schema";
    let body = document.schemas.by_pointer(pointer).unwrap();
    let target = document.schemas[body].reference;
    assert_eq!(target, document.schemas.by_pointer("/components/schemas/B"));
    assert_eq!(document.at("/components/schemas/B").pointer(), "/components/schemas/B");
    let (document, rendered) = merged_by("[sources]\nprefer = 'c.yaml'\n", &pages);
    assert!(
        document.is_none() && rendered.contains("error[merge-conflict]"),
        "{rendered}"
    );
}

#[test]
fn what_a_page_says_of_a_path_it_says_of_its_own_operations() {
    let page = |method: &str, parameters: &str| {
        format!(
            "{HEAD}paths:\n  /a:\n    parameters: {parameters}\n    {method}: {{parameters: [{{name: own, in: query, schema: {{type: 1}}}}], responses: {{}}}}\n"
        )
    };
    let a = page("get", "[{name: key, in: header, schema: {type: string}}]");
    let b = page("put", "[]");
    let c = page("post", "[{name: other, in: header, schema: {type: string}}]");
    let fixed = |text: &str| text.replace("type: 1", "type: string");
    let (document, rendered) = merged(&[("a.yaml", &fixed(&a)), ("b.yaml", &fixed(&b)), ("c.yaml", &fixed(&c))]);
    assert_eq!(rendered, "");
    let names = |operation: &openapiv3::Operation| {
        let items = operation.parameters.iter().filter_map(openapiv3::ReferenceOr::as_item);
        items
            .map(|parameter| parameter.parameter_data_ref().name.clone())
            .collect::<Vec<_>>()
    };
    let operations: Vec<_> = document.as_ref().unwrap().openapi.operations().collect();
    let found: Vec<_> = operations
        .iter()
        .map(|(_, method, operation)| (*method, names(operation)))
        .collect();
    let name = str::to_owned;
    assert_eq!(
        found,
        [
            ("get", vec![name("key"), name("own")]),
            ("put", vec![name("own")]),
            ("post", vec![name("other"), name("own")]),
        ]
    );
    // What has moved is shown where it was written.
    let (_, rendered) = merged(&[("a.yaml", &fixed(&a)), ("b.yaml", &fixed(&b)), ("c.yaml", &c)]);
    assert!(rendered.contains("--> c.yaml:6:63"), "{rendered}");
}

#[test]
fn methods_without_a_field_merge_like_those_with_one() {
    let page = |method: &str, id: &str| {
        format!(
            "{HEAD}paths:\n  /a:\n    additionalOperations:\n      {method}: {{operationId: {id}, responses: {{}}}}\n"
        )
    };
    let query = format!("{HEAD}security: [{{k: []}}]\npaths: {{/a: {{query: {{responses: {{}}}}}}}}\n");
    let pages = [page("LINK", "l"), page("COPY", "c"), query];
    let [link, copy, query] = &pages;
    let (document, rendered) = merged(&[("a.yaml", link), ("b.yaml", copy), ("c.yaml", query)]);
    assert_eq!(rendered, "");
    let document = document.unwrap();
    let found: Vec<_> = document
        .operations()
        .map(|found| format!("{} {} {}", found.method, found.path, found.operation.security.is_some()))
        .collect();
    assert_eq!(found, ["QUERY /a true", "LINK /a false", "COPY /a false"]);
    let (_, rendered) = merged(&[("a.yaml", link), ("b.yaml", &page("LINK", "other"))]);
    assert!(
        rendered.contains("`LINK` differently, first at `/operationId`"),
        "{rendered}"
    );
}

#[test]
fn the_names_of_files_decide_no_order() {
    let page = |path: &str, order: &str| {
        format!(
            "{HEAD}{PAGE}paths: {{/{path}: {{get: {{responses: {{}}}}}}}}\ncomponents: {{schemas: {{S: {{properties: {{{order}}}}}}}}}\n"
        )
    };
    let a = page("a", "x: {type: string}, b: {type: integer}");
    let b = page("b", "b: {type: integer}, x: {type: string}");
    for pages in [[("1.yaml", &*a), ("2.yaml", &*b)], [("1.yaml", &*b), ("2.yaml", &*a)]] {
        let (document, rendered) = merged(&pages);
        assert_eq!(rendered, "");
        let document = document.unwrap();
        let properties: Vec<_> = named(&document, "S").properties.keys().cloned().collect();
        assert_eq!(properties, ["b", "x"]);
    }
}
