//! References that name a schema by its `$id` or an anchor.

use super::{named, schemas};
use crate::parse::Document;

/// Where the reference of a schema leads.
fn target<'d>(document: &'d Document, name: &str) -> Option<&'d str> {
    let target = named(document, name).reference?;
    Some(document.schemas[target].at.pointer())
}

#[test]
fn identifiers_lead_to_where_they_stand() {
    let (document, lines) = schemas(
        "A: {$id: 'https://example.com/a/b.json', $defs: {x: {$anchor: x}, y: {$id: c.json, $anchor: x}, 'p/q': {}}}
ByAddress: {$ref: 'https://example.com/a/b.json'}
ByFolder: {$id: 'https://example.com/a/z', $ref: b.json}
ByRoot: {$id: 'https://example.com/q/z/z', $ref: '/a/c.json'}
ByAnchor: {$ref: 'https://example.com/a/b.json#x'}
ByOther: {$ref: 'https://example.com/a/c.json#x'}
ByPointer: {$ref: 'https://example.com/a/b.json#/$defs/p~1q'}
ByPlace: {$id: 'urn:example:p', $ref: '#/components/schemas/A'}
Unit: {$id: list, type: integer}
ByName: {$ref: list}
Values: {enum: [{$id: inner}], example: {$anchor: x}, properties: {$id: {type: string}}}",
    );
    let at = |name: &str| target(&document, name).map(|at| at.trim_start_matches("/components/schemas/"));
    for (name, place) in [
        ("ByAddress", "A"),
        ("ByFolder", "A"),
        ("ByRoot", "A/$defs/y"),
        ("ByAnchor", "A/$defs/x"),
        ("ByOther", "A/$defs/y"),
        ("ByPointer", "A/$defs/p~1q"),
        ("ByPlace", "A"),
        ("ByName", "Unit"),
    ] {
        assert_eq!(at(name), Some(place), "{name}");
    }
    assert_eq!(lines, [""; 0]);
}

#[test]
fn an_anchor_is_that_of_the_same_component_first() {
    let (document, lines) = schemas(
        "A: {$ref: '#n', $defs: {n: {$anchor: n, type: string}}}
B: {$ref: '#n', $defs: {n: {$anchor: n, type: integer}}}
C: {$ref: '#n'}",
    );
    assert_eq!(target(&document, "A"), Some("/components/schemas/A/$defs/n"));
    assert_eq!(target(&document, "B"), Some("/components/schemas/B/$defs/n"));
    assert_eq!(target(&document, "C"), Some("/components/schemas/A/$defs/n"));
    assert_eq!(lines, [""; 0]);
}

#[test]
fn what_no_identifier_says_is_told_with_its_place() {
    let (document, lines) = schemas(
        "A: {$id: 'https://example.com/a', $ref: '#gone'}
B: {$ref: 'https://example.com/a#/$defs/gone'}
C: {$anchor: c, items: {$dynamicRef: '#gone'}}",
    );
    assert_eq!(target(&document, "A"), None);
    let said = [
        "warning[dangling-ref]: x.yaml:5:45: `#gone` leads to no schema; it is read as any value",
        "warning[dangling-ref]: x.yaml:6:15: `#/components/schemas/A/$defs/gone` leads to no schema; it is read as any \
         value",
        "warning[dangling-ref]: x.yaml:7:21: `#gone` leads to no schema; it is read as any value",
    ];
    assert_eq!(lines, said);
}

#[test]
fn a_chain_of_dynamic_references_ends() {
    let (_, lines) = schemas(
        "A: {$id: a, $dynamicAnchor: n, $dynamicRef: 'b#n'}
B: {$id: b, $dynamicAnchor: n, $dynamicRef: 'a#n', properties: {c: {$dynamicRef: '#n'}}}
C: {$id: c, $dynamicAnchor: n, allOf: [{$ref: a}, {$ref: b}, {$ref: '#'}]}",
    );
    assert_eq!(lines, [""; 0]);
}
