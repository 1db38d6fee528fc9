mod files;
mod identifiers;
mod merge;
mod robustness;
mod swagger;

use super::schema::Types;
use super::*;
use crate::diagnostic::Format;
use crate::read::read_text;

fn parsed(text: &str) -> (Option<Document>, Vec<String>) {
    let mut diags = Diagnostics::default();
    let mut sources = read_text("x.yaml", text, &mut diags);
    let document = parse(&mut sources, &Config::default(), &mut diags);
    let lines = diags.located(&sources).iter().map(ToString::to_string).collect();
    (document, lines)
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

fn schemas(schemas: &str) -> (Document, Vec<String>) {
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!("{HEAD}components:\n  schemas:\n{indented}");
    let (document, lines) = parsed(&text);
    (document.unwrap_or_else(|| panic!("{lines:#?}")), lines)
}

fn named<'d>(document: &'d Document, name: &str) -> &'d Schema {
    let pointer = format!("/components/schemas/{name}");
    &document.schemas[document.schemas.by_pointer(&pointer).expect(name)]
}

#[test]
fn the_page_of_the_project_parses_in_silence() {
    let text = include_str!("../../../spec/update-customer.md");
    let mut diags = Diagnostics::default();
    let mut sources = read_text("update-customer.md", text, &mut diags);
    let document = parse(&mut sources, &Config::default(), &mut diags).expect("the page is right");
    assert_eq!(diags.render(&sources, Format::Human { color: false }), "");
    assert_eq!(document.openapi.operations().count(), 1);
    assert_eq!(document.schemas.named().count(), 8);
    let names: Vec<_> = document.schemas.named().map(|(name, _)| name).collect();
    assert_eq!(names[..2], ["UpdateCustomerRequestSchema", "CustomerResponseSchema"]);
    let (_, _, operation) = document.openapi.operations().next().unwrap();
    let at = document.at("/paths/~1customers~1{customer_id}/patch/requestBody");
    let (body, _) = document
        .request_body(operation.request_body.as_ref().unwrap(), &at)
        .unwrap();
    let schema = body.content["application/json"].schema.as_ref().unwrap();
    let id = document.lifted(schema).unwrap();
    assert_eq!(
        document.schemas[id].reference,
        document
            .schemas
            .by_pointer("/components/schemas/UpdateCustomerRequestSchema")
    );
}

#[test]
fn dialects_become_one() {
    let (document, lines) = schemas(
        "A: {type: string, nullable: true, enum: [a]}
B: {$ref: '#/components/schemas/A', nullable: true, description: d}
C: {oneOf: [{type: string}], nullable: true}
D: {minimum: 1, exclusiveMinimum: true, example: 2}
E: {properties: {a: {}}, nullable: true}
F: {type: string, format: byte}
G: {type: [string, 'null']}
H: true
I: false
J: {nullable: true}
K: {x-nullable: true, type: string, nullable: false}
L: {x-nullable: false, type: string}",
    );
    assert!(lines.is_empty(), "{lines:#?}");
    let null_string = Types::from_iter([Type::Null, Type::String]);
    assert_eq!(named(&document, "A").types, Some(null_string));
    assert_eq!(named(&document, "A").enum_values.as_ref().unwrap().len(), 2);
    let b = named(&document, "B");
    assert_eq!((b.any_of.len(), b.reference), (2, None));
    assert_eq!(b.description.as_deref(), Some("d"));
    assert_eq!(
        document.schemas[b.any_of[0]].reference,
        document.schemas.by_pointer("/components/schemas/A")
    );
    assert_eq!(named(&document, "C").one_of.len(), 2);
    assert_eq!(
        named(&document, "D").exclusive_minimum,
        Some(crate::read::Number::Int(1))
    );
    assert_eq!(named(&document, "D").minimum, None);
    assert_eq!(
        named(&document, "E").types,
        Some(Types::from_iter([Type::Null, Type::Object]))
    );
    assert_eq!(named(&document, "F").content_encoding.as_deref(), Some("base64"));
    assert_eq!(named(&document, "G").types, Some(null_string));
    assert!(named(&document, "H").is_any());
    assert!(named(&document, "I").never && !named(&document, "I").is_any());
    assert!(named(&document, "J").is_any());
    assert_eq!(named(&document, "K").types, Some(null_string));
    assert_eq!(named(&document, "L").types, Some(Types::from_iter([Type::String])));
}

#[test]
fn references_are_followed() {
    let (document, lines) = schemas(
        "A: {properties: {b/c: {items: {type: string}}, d: {$ref: '#/components/schemas/Sp%20ace'}}}
Deep: {$ref: '#/components/schemas/A/properties/b~1c/items'}
Sp ace: {properties: {e: {type: integer}}}
Through: {$ref: '#/components/schemas/A/properties/d/properties/e'}
Gone: {$ref: '#/components/schemas/Depe'}
Anchored: {$anchor: here, type: boolean}
ByAnchor: {$ref: '#here'}",
    );
    let target = |name: &str| named(&document, name).reference.map(|id| document.schemas[id].types);
    assert_eq!(target("Deep"), Some(Some(Types::from_iter([Type::String]))));
    assert_eq!(target("Through"), Some(Some(Types::from_iter([Type::Integer]))));
    assert_eq!(target("ByAnchor"), Some(Some(Types::from_iter([Type::Boolean]))));
    assert_eq!(target("Gone"), None);
    assert!(named(&document, "Gone").is_any());
    assert_eq!(
        lines,
        ["warning[dangling-ref]: x.yaml:9:18: `#/components/schemas/Depe` leads to no schema; it is read as any value"]
    );
}

#[test]
fn wrong_documents_name_what_and_where() {
    let cases = [
        (
            "swagger: '1.2'\n",
            "error[unsupported-version]: x.yaml:1:10: `1.2` is not a version of Swagger that is read",
        ),
        (
            "openapi: 4.0.0\n",
            "error[unsupported-version]: x.yaml:1:10: `4.0.0` is not a version of OpenAPI that is read",
        ),
        (
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      parameters: x\n      responses: {}\n",
            "error[wrong-type]: x.yaml:6:19: expected a list of parameters, found a string",
        ),
        (
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      parameters:\n        - in: query\n      responses: {}\n",
            "error[missing-field]: x.yaml:7:11: a parameter needs the field `name`",
        ),
        (
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n",
            "error[ref-cycle]: x.yaml:5:15: 2 references lead to each other and to nothing else",
        ),
        (
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n    A: {$ref: 'other.yaml#/A'}\n",
            "error[dangling-ref]: x.yaml:5:15: `other.yaml#/A` leads to other.yaml, which cannot be read: No such file or directory (os error 2)",
        ),
    ];
    for (text, expected) in cases {
        let (_, lines) = parsed(text);
        assert_eq!(lines[0], expected, "{lines:#?}");
    }
}

#[test]
fn slips_of_schemas_are_read_as_what_they_mean() {
    let (document, lines) = schemas(
        "A: {type: strin}
B: {type: [string, point]}
C:
  properties:
    a: {type: string, required: true}
    b: {type: string, required: 'false'}
    required: [b]
D:
  properties:
    c: {type: integer}
    $ref: '#/components/schemas/C/properties'
E: {type: string, enum: [1, true, x]}
F: {type: integer, enum: ['1', '2']}
G: {type: array, items: {required: true}}
H: {deprecated: yes}
I: {type: {type: string, enum: [a]}}",
    );
    assert_eq!(
        lines,
        [
            "warning[invalid-value]: x.yaml:5:15: `strin` is no type of JSON Schema; the schema is read as any value",
            "warning[invalid-value]: x.yaml:6:15: `point` is no type of JSON Schema; the schema is read as any value",
            "warning[wrong-type]: x.yaml:9:27: `required` is a list of names in the object around a property; `a` is read as required",
            "warning[wrong-type]: x.yaml:10:27: `required` is a list of names in the object around a property; `b` is read as optional",
            "warning[wrong-type]: x.yaml:11:9: `required` stands among the properties; it is read as that of the object around them",
            "warning[wrong-type]: x.yaml:15:15: `$ref` stands among the properties; it is read as one more part of the object",
            "warning[wrong-type]: x.yaml:16:23: 2 values of a schema of the type `string` are of another type; they are read as \"1\", …",
            "warning[wrong-type]: x.yaml:17:24: 2 values of a schema of the type `integer` are of another type; they are read as 1, …",
            "warning[wrong-type]: x.yaml:18:30: `required` is a list of the names of properties; it is not read here",
            "warning[wrong-type]: x.yaml:19:9: `deprecated` is a boolean; it is read as `true`",
            "warning[wrong-type]: x.yaml:20:9: `type` is the name of a type; the schema in it is read as one more part of the schema around it",
        ]
    );
    assert!(named(&document, "A").is_any() && named(&document, "B").is_any());
    assert_eq!(named(&document, "C").required, ["b", "a"]);
    let inner = &document.schemas[named(&document, "I").all_of[0]];
    assert_eq!(inner.enum_values, Some(vec![Node::String("a".to_owned())]));
    let part = &document.schemas[named(&document, "D").all_of[0]];
    assert_eq!(part.reference, document.schemas.by_pointer("/components/schemas/C"));
    assert_eq!(
        named(&document, "E").enum_values.as_ref().unwrap()[1],
        Node::String("true".to_owned())
    );
}

#[test]
fn what_3_2_added_is_read_where_it_means_the_same() {
    let (document, lines) = parsed(
        "openapi: 3.2.0
info: {title: T, version: '1'}
$self: https://example.com/api
paths:
  /a:
    get:
      parameters: [{name: c, in: cookie, style: cookie, schema: {type: string}}]
      responses:
        '200': {summary: s, content: {application/jsonl: {itemSchema: {type: integer}}}}
        '201': {content: {text/event-stream: {itemSchema: {properties: {data: {contentSchema: {type: boolean}}}}}}}
        '202': {content: {application/json: {$ref: '#/components/mediaTypes/Many'}}}
components:
  mediaTypes:
    Many: {itemSchema: {type: string}}
",
    );
    let document = document.unwrap_or_else(|| panic!("{lines:#?}"));
    let warned: Vec<_> = lines
        .iter()
        .filter(|line| !line.contains("needs the field `description`"))
        .collect();
    assert_eq!(
        warned,
        [
            "warning[unsupported-style]: x.yaml:7:49: the style `cookie` has no form of its own here; the parameter is sent with the style `form`"
        ]
    );
    let operation = document.openapi.operations().next().unwrap().2;
    let types: Vec<_> = operation
        .responses
        .responses
        .values()
        .map(|response| {
            let media = response.as_item().unwrap().content.values().next().unwrap();
            let id = document.lifted(media.schema.as_ref().unwrap()).unwrap();
            document.schemas[id].types.unwrap()
        })
        .collect();
    assert_eq!(
        types,
        [Type::Integer, Type::Boolean, Type::Array].map(|ty| Types::from_iter([ty]))
    );
}

#[test]
fn a_strict_reader_repairs_nothing() {
    let body = "requestBody: {content: {multipart/mixed: {prefixEncoding: []}}}";
    let text = format!("{HEAD}paths: {{/a: {{post: {{responses: {{'200': {{}}}}, {body}}}}}}}\n");
    let mut diags = Diagnostics::default();
    diags.be_strict();
    let mut sources = read_text("x.yaml", &text, &mut diags);
    assert!(parse(&mut sources, &Config::default(), &mut diags).is_none());
    let severities: Vec<_> = diags
        .located(&sources)
        .iter()
        .map(|d| (d.severity.name(), d.code.name()))
        .collect();
    assert_eq!(
        severities,
        [("error", "missing-field"), ("warning", "unsupported-feature")]
    );
}

#[test]
fn tabs_indent_like_spaces() {
    let (document, lines) = parsed("openapi: 3.1.0\ninfo:\n\ttitle: T\n\tversion: 1\n");
    assert!(document.is_some());
    assert_eq!(
        lines,
        [
            "warning[syntax]: x.yaml:3:1: tabs do not indent in YAML; each is read as a space",
            "warning[wrong-type]: x.yaml:4:11: expected a string, found an integer; it is read as `1`",
        ]
    );
}

#[test]
fn what_is_plain_is_repaired_with_a_warning() {
    let (document, lines) = parsed(
        "openapi: 3.0.3
info: {title: T, version: 1.10}
paths:
  /a/{b}:
    get:
      operationID: x
      parameters:
        - {name: b, in: path, schema: {type: string}}
      responses:
        200: {}
        ok: {description: what}
    post:
      callbacks: {c: {'{$url}': {}}}
      tags:
",
    );
    let document = document.unwrap_or_else(|| panic!("{lines:#?}"));
    assert_eq!(
        lines,
        [
            "warning[wrong-type]: x.yaml:2:27: expected a string, found a number; it is read as `1.10`",
            "warning[unknown-field]: x.yaml:6:7: an operation has no field `operationID`; it is not read",
            "warning[missing-field]: x.yaml:8:11: the path parameter `b` is not marked as required; it is taken as such",
            "warning[missing-field]: x.yaml:10:9: a response needs the field `description`; it is taken to be \"\"",
            "warning[invalid-status]: x.yaml:11:9: `ok`: this is no status; the response is left out",
            "warning[missing-field]: x.yaml:12:5: an operation needs the field `responses`; it is taken to be {}",
            "warning[wrong-type]: x.yaml:14:7: `tags` is empty; it is read as if it were not there",
        ]
    );
    assert_eq!(document.openapi.operations().count(), 2);
    assert_eq!(document.openapi.info.version, "1.10");
}

#[test]
fn references_that_openapiv3_does_not_follow_are_replaced() {
    let (document, lines) = parsed(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {$ref: '#/components/pathItems/A'}
  /b:
    get:
      parameters: [{$ref: '#/components/pathItems/A/get/parameters/0'}, {$ref: '#/components/parameters/B'}]
      responses: {'200': {$ref: '#/components/responses/Gone'}}
components:
  responses: {Done: {description: d}}
  pathItems:
    A:
      get:
        parameters: [{name: p, in: query, schema: {type: string}}]
        responses: {'200': {$ref: '#/components/responses/Done'}}
",
    );
    assert!(document.is_some());
    assert_eq!(
        lines,
        [
            "warning[dangling-ref]: x.yaml:7:80: `#/components/parameters/B` leads to nothing; a parameter is expected there, and is left out",
            "warning[dangling-ref]: x.yaml:8:33: `#/components/responses/Gone` leads to nothing; a response is expected there, and is left out",
        ]
    );
    let (document, lines) = parsed(
        "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {$ref: '#/components/pathItems/A'}
components:
  pathItems:
    A:
      get:
        parameters: [{name: p, in: query, schema: {type: string}}]
        responses: {}
",
    );
    let document = document.unwrap_or_else(|| panic!("{lines:#?}"));
    assert_eq!(document.openapi.operations().count(), 1);
    assert_eq!(
        document.at("/paths/~1a/get/parameters/0").pointer(),
        "/components/pathItems/A/get/parameters/0"
    );
}
