//! Documents of Swagger 2.0.

use super::super::*;
use super::parsed;
use crate::read::moved::Moved;
use crate::read::read_text;

/// What `text` says at `pointer` once it is in OpenAPI 3.
fn converted(text: &str, pointer: &str) -> String {
    let mut diags = Diagnostics::default();
    let sources = read_text("x.yaml", text, &mut diags);
    let (id, source) = sources.iter().next().expect("it is a document");
    let (root, _) = swagger::convert(id, source.root.clone(), &Moved::default(), &mut diags);
    root.pointer(pointer).map(ToString::to_string).unwrap_or_default()
}

#[test]
fn everything_has_its_place_in_openapi_3() {
    let operation = |operation: &str| {
        format!("swagger: '2.0'\nconsumes: [application/json]\npaths:\n  /a:\n    post:\n{operation}")
    };
    let parameter = |parameter: &str| operation(&format!("      parameters:\n        - {parameter}\n"));
    let post = "/paths/~1a/post";
    let table = [
        (
            "swagger: 2.0\nhost: a.b\nbasePath: /v1/\nschemes: [http, https, ws]\n".to_owned(),
            "/servers",
            r#"[{"url":"https://a.b/v1"},{"url":"http://a.b/v1"}]"#,
        ),
        ("swagger: '2.0'\nbasePath: /v1\n".to_owned(), "/servers", r#"[{"url":"/v1"}]"#),
        (
            "swagger: '2.0'\ndefinitions:\n  A: {discriminator: kind, x-nullable: true, properties: {b: {$ref: '#/definitions/B'}}}\n  B: {}\n".to_owned(),
            "/components/schemas/A",
            r##"{"discriminator":{"propertyName":"kind"},"x-nullable":true,"properties":{"b":{"$ref":"#/components/schemas/B"}}}"##,
        ),
        (
            "swagger: '2.0'\nsecurityDefinitions:\n  B: {type: basic}\n  O: {type: oauth2, flow: accessCode, tokenUrl: t, authorizationUrl: a, scopes: {s: d}}\n".to_owned(),
            "/components/securitySchemes",
            r#"{"B":{"type":"http","scheme":"basic"},"O":{"type":"oauth2","flows":{"authorizationCode":{"authorizationUrl":"a","tokenUrl":"t","scopes":{"s":"d"}}}}}"#,
        ),
        (
            parameter("{in: body, name: b, required: true, description: d, schema: {$ref: '#/definitions/B'}}\ndefinitions: {B: {}}"),
            post,
            r##"{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/B"}}},"description":"d","required":true}}"##,
        ),
        (
            parameter("{in: query, name: q, type: array, items: {type: integer}, collectionFormat: multi, minItems: 1}"),
            post,
            r#"{"parameters":[{"in":"query","name":"q","style":"form","explode":true,"schema":{"type":"array","items":{"type":"integer"},"minItems":1}}]}"#,
        ),
        (
            parameter("{in: header, name: h, type: array, items: {type: string}}"),
            post,
            r#"{"parameters":[{"in":"header","name":"h","style":"simple","explode":false,"schema":{"type":"array","items":{"type":"string"}}}]}"#,
        ),
        (
            parameter("{in: formData, name: f, type: array, items: {type: string}, collectionFormat: pipes}"),
            post,
            r#"{"requestBody":{"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"f":{"type":"array","items":{"type":"string"}}}},"encoding":{"f":{"style":"pipeDelimited","explode":false}}}},"required":false}}"#,
        ),
        (
            parameter("{in: formData, name: f, type: file, required: true, description: d}"),
            post,
            r#"{"requestBody":{"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"f":{"type":"string","description":"d","format":"binary"}},"required":["f"]}}},"required":true}}"#,
        ),
        (
            operation("      produces: [text/csv]\n      responses: {200: {description: d, schema: {type: file}, headers: {X: {type: integer, description: h}}}}\n"),
            "/paths/~1a/post/responses/200",
            r#"{"description":"d","headers":{"X":{"schema":{"type":"integer"},"description":"h"}},"content":{"text/csv":{"schema":{"type":"string","format":"binary"}}}}"#,
        ),
        (
            operation("      responses: {200: {description: d, schema: {$ref: '#/paths/~1b/get/responses/200/schema/items'}}}\n  /b: {get: {responses: {200: {description: d, schema: {items: {}}}}}}\n"),
            "/paths/~1a/post/responses/200/content/application~1json/schema/$ref",
            r##""#/paths/~1b/get/responses/200/content/application~1json/schema/items""##,
        ),
    ];
    for (text, pointer, expected) in table {
        assert_eq!(converted(&text, pointer), expected, "{text}");
    }
}

#[test]
fn what_a_path_and_the_document_share_is_shared() {
    let text = "swagger: '2.0'
parameters:
  limit: {in: query, name: limit, type: integer}
  payload: {in: body, name: payload, schema: {type: object}}
responses:
  Gone: {description: d, schema: {type: string}}
paths:
  /a:
    parameters: [{$ref: '#/parameters/payload'}, {$ref: '#/parameters/limit'}]
    put: {responses: {410: {$ref: '#/responses/Gone'}}}
    post: {parameters: [{in: body, name: other, schema: {type: integer}}]}
";
    let body = |schema: &str| format!(r#"{{"application/json":{{"schema":{{"type":"{schema}"}}}}}}"#);
    let table = [
        (
            "/paths/~1a/parameters",
            r##"[{"$ref":"#/components/parameters/limit"}]"##.to_owned(),
        ),
        ("/paths/~1a/put/requestBody/content", body("object")),
        ("/paths/~1a/post/requestBody/content", body("integer")),
        (
            "/paths/~1a/put/responses/410",
            r##"{"$ref":"#/components/responses/Gone"}"##.to_owned(),
        ),
        ("/components/responses/Gone/content", body("string")),
        (
            "/components/parameters",
            r#"{"limit":{"in":"query","name":"limit","schema":{"type":"integer"}}}"#.to_owned(),
        ),
    ];
    for (pointer, expected) in table {
        assert_eq!(converted(text, pointer), expected, "{pointer}");
    }
}

#[test]
fn what_is_wrong_is_shown_where_it_was_written() {
    let (document, lines) = parsed(
        "swagger: '2.0'
info: {title: T, version: '1'}
host: a.b
paths:
  /a/{id}:
    post:
      parameters:
        - {name: payload, in: body, schema: {type: objct}}
        - {name: id, in: path, type: string}
        - {name: q, in: query, type: array, collectionFormat: tsv, items: {type: string}}
        - {name: r, in: query, type: integr}
      responses:
        200: {description: d, schema: {$ref: '#/definitions/B'}}
definitions:
  A: {properties: {b: {$ref: '#/definitions/Gone'}}, requird: [b]}
securityDefinitions:
  key: {type: oauth2}
",
    );
    assert!(document.is_some());
    assert_eq!(
        lines,
        [
            "warning[invalid-value]: x.yaml:8:52: `objct` is no type of JSON Schema; the schema is read as any value",
            "warning[missing-field]: x.yaml:9:11: the path parameter `id` is not marked as required; it is taken as such",
            "warning[unsupported-style]: x.yaml:10:63: the collection format `tsv` has no form here; the list is sent with commas",
            "warning[invalid-value]: x.yaml:11:38: `integr` is no type of JSON Schema; the schema is read as any value",
            "warning[dangling-ref]: x.yaml:13:46: `#/definitions/B` leads to no schema; it is read as any value",
            "warning[dangling-ref]: x.yaml:15:30: `#/definitions/Gone` leads to no schema; it is read as any value",
            "warning[unknown-field]: x.yaml:15:54: a schema has no keyword `requird`; it is not read",
            "warning[missing-field]: x.yaml:17:3: a security scheme of the type `oauth2` needs `flow`; it takes a token all the same",
        ]
    );
    let (document, lines) = parsed("swagger: '2.0'\npaths: {/a: {get: {parameters: [{in: cookie, name: a}]}}}\n");
    assert!(document.is_none());
    assert_eq!(
        lines[0],
        "error[invalid-value]: x.yaml:2:38: `cookie` is not possible here; expected one of `query`, `header`, `path`, `formData`, `body`"
    );
}
