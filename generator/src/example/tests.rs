//! Which examples do schemas have?

use super::{Extent, of_schema};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::parse::{self, Document};
use crate::read::read_text;

fn document(schemas: &str) -> Document {
    let indented: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    let text =
        format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{indented}");
    let mut diags = Diagnostics::default();
    let mut sources = read_text("api.yaml", &text, &mut diags);
    parse::parse(&mut sources, &Config::default(), &mut diags).expect("the test's own document")
}

fn example(document: &Document, name: &str, extent: Extent) -> Option<String> {
    let (_, id) = document.schemas.named().find(|(known, _)| *known == name)?;
    of_schema(&document.schemas, id, "name", &[], extent).map(|node| node.to_string())
}

#[test]
fn values_are_the_documents_own_or_made_to_fit() {
    let table = [
        ("{ type: string, examples: [Acme] }", "\"Acme\""),
        ("{ type: string, maxLength: 2, examples: [Acme] }", "\"na\""),
        ("{ type: string, minLength: 6 }", "\"namexx\""),
        (
            "{ type: string, format: date, examples: [yesterday] }",
            "\"2026-01-31\"",
        ),
        ("{ type: string, pattern: '^[A-Z]{3}-[0-9]+$' }", "\"AAA-0\""),
        (
            "{ type: string, pattern: '^[A-Z]+$', default: a, examples: [b, C] }",
            "\"C\"",
        ),
        ("{ type: [string, 'null'], default: null }", "\"name\""),
        ("{ type: string, default: draft }", "\"draft\""),
        ("{ enum: ['', b, c], default: c }", "\"c\""),
        ("{ enum: [null, b] }", "\"b\""),
        ("{ const: 7 }", "7"),
        (
            "{ type: object, propertyNames: { enum: [usd] }, additionalProperties: { type: integer } }",
            "{\"usd\":1}",
        ),
        (
            "{ type: object, patternProperties: { '^[A-Z]{3}$': { type: integer } }, additionalProperties: false }",
            "{\"AAA\":1}",
        ),
        // One that only one of them takes.
        (
            "{ oneOf: [{ type: integer }, { type: number }, { type: boolean }] }",
            "1.5",
        ),
        ("{ type: integer, minimum: 10, multipleOf: 4 }", "12"),
        ("{ type: integer, maximum: -3 }", "-3"),
        ("{ type: number, exclusiveMinimum: 0, maximum: 1 }", "1.0"),
        ("{ type: array, items: { type: boolean }, minItems: 2 }", "[true,true]"),
        (
            "{ type: array, items: { type: integer }, minItems: 2, uniqueItems: true }",
            "[1,2]",
        ),
        ("{ anyOf: [{ type: 'null' }, { type: integer }] }", "1"),
        (
            "{ type: object, additionalProperties: { type: integer } }",
            "{\"key\":1}",
        ),
        (
            "{ type: object, required: [id], properties: { id: { type: string, readOnly: true }, a: { type: integer } } }",
            "{\"a\":1}",
        ),
        (
            "{ type: object, required: [a], properties: { a: { type: integer }, b: { type: string }, c: { type: string, examples: [x] } } }",
            "{\"a\":1,\"c\":\"x\"}",
        ),
        // Of an example that does not fit, what does is kept.
        (
            "{ type: object, required: [a, b], properties: { a: { type: integer }, b: { type: string } }, examples: [{ b: kept }] }",
            "{\"a\":1,\"b\":\"kept\"}",
        ),
    ];
    for (schema, expected) in table {
        let document = document(&format!("S: {schema}"));
        assert_eq!(
            example(&document, "S", Extent::Brief).as_deref(),
            Some(expected),
            "{schema}"
        );
    }
}

#[test]
fn all_of_an_object_is_there_when_it_is_wanted() {
    let document = document(
        "S:\n  allOf:\n    - $ref: '#/Base'\n    - type: object\n      properties: { b: { $ref: '#/components/schemas/T' }, old: { type: string, deprecated: true } }\n\
         Base: { type: object, properties: { a: { type: string, format: uuid } } }\n\
         T: { type: object, properties: { again: { $ref: '#/components/schemas/T' }, n: { type: number } } }"
            .replace("#/Base", "#/components/schemas/Base")
            .as_str(),
    );
    let whole = example(&document, "S", Extent::Whole).unwrap();
    assert!(whole.contains("\"a\":\"3fa85f64-"), "{whole}");
    assert!(whole.contains("\"b\":{\"again\":{"), "{whole}");
    assert!(!whole.contains("old"), "{whole}");
}

#[test]
fn no_object_is_empty_however_deep() {
    let document = document(
        "S: { properties: { a: { properties: { b: { properties: { c: { properties: { d: { type: array, items: { $ref: '#/components/schemas/Item' } } } } } } } } } }\n\
         Item: { type: object, properties: { deep: { type: object, properties: { n: { type: number } } }, n: { type: number } } }",
    );
    let whole = example(&document, "S", Extent::Whole).unwrap();
    assert!(whole.contains("\"d\":[{\"n\":"), "{whole}");
    // Where there is no word, a list.
    let document = self::document(
        "S: { properties: { a: { properties: { b: { properties: { c: { properties: { d: { $ref: '#/components/schemas/Data' } } } } } } } } }\n\
         Data: { type: object, properties: { none: { type: object }, choices: { type: [array, 'null'], items: { type: integer } } } }",
    );
    let whole = example(&document, "S", Extent::Whole).unwrap();
    assert!(whole.contains("\"d\":{\"choices\":[1,1]}"), "{whole}");
}

#[test]
fn what_only_several_branches_take_is_left_out_where_it_may_be() {
    let document = document(
        "S: { type: object, required: [k, l, m], properties: { k: { $ref: '#/components/schemas/Key' }, \
         l: { type: array, items: { $ref: '#/components/schemas/Key' } }, m: { type: object, additionalProperties: { $ref: '#/components/schemas/Key' } }, page: { $ref: '#/components/schemas/Page' }, \
         key: { $ref: '#/components/schemas/Key' }, list: { type: array, items: { $ref: '#/components/schemas/Key' } }, \
         strict: { $ref: '#/components/schemas/Strict' }, open: { $ref: '#/components/schemas/Open' }, tagged: { $ref: '#/components/schemas/Tagged' }, \
         named: { discriminator: { propertyName: t }, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }, \
         own: { discriminator: { propertyName: t }, oneOf: [{ $ref: '#/components/schemas/C' }] } } }\n\
         Page: { oneOf: [{ $ref: '#/components/schemas/Limit' }, { $ref: '#/components/schemas/From' }] }\n\
         Limit: { type: object, properties: { limit: { type: integer } } }\n\
         From: { type: object, properties: { from: { type: integer }, limit: { type: integer } } }\n\
         Key: { oneOf: [{ type: string, pattern: '^[0-9]+$' }, { type: string, pattern: '^[0-9]+$', format: own }] }\n\
         Strict: { oneOf: [{ type: object, required: [a], properties: { a: { type: integer } } }, { type: object, required: [b], properties: { b: { type: integer } } }] }\n\
         Open: { oneOf: [{ type: string, pattern: '^(?=a)' }, { type: string, pattern: '^(?=b)' }] }\n\
         Tagged: { discriminator: { propertyName: t, mapping: { a: '#/components/schemas/A' } }, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }\n\
         A: { type: object, required: [t], properties: { t: { type: string } } }\n\
         B: { type: object, required: [t], properties: { t: { type: string } } }\n\
         C: { type: object, required: [t], properties: { t: { enum: [see] } } }",
    );
    let whole = example(&document, "S", Extent::Whole).unwrap();
    assert_eq!(
        whole,
        "{\"k\":\"0\",\"l\":[],\"m\":{},\"list\":[],\"strict\":{\"a\":1},\"open\":\"open\",\"tagged\":{\"t\":\"a\"},\
         \"named\":{\"t\":\"A\"},\"own\":{\"t\":\"see\"}}"
    );
}

#[test]
fn what_has_no_value_has_no_example() {
    let document = document(
        "Never: false\nEndless: { type: object, required: [next], properties: { next: { $ref: '#/components/schemas/Endless' } } }",
    );
    assert_eq!(example(&document, "Never", Extent::Brief), None);
    assert_eq!(example(&document, "Endless", Extent::Brief), None);
}
