//! What does each rule refuse, and what is said of it?

#![allow(unreachable_pub, reason = "the macros are for types that others see")]

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::Validate as _;
use crate::{Decimal, JsonObject, JsonValue, Password, RawJson};

/// What a value of `T` breaks, line by line.
fn broken<T: crate::value::Value>(value: &Json) -> Vec<String> {
    let mut read = T::blank();
    crate::value::json::decode(&mut read, value.to_string().as_bytes()).unwrap();
    let violations = read.validate().err();
    let lines = violations.iter().flatten().map(ToString::to_string);
    lines.collect()
}

/// Defines a type of one field that may be absent, with a table: a value of the field, and what is said of it.
macro_rules! table {
    ($name:ident: $type:ty, [$($rule:expr),*], [$($value:tt => $said:expr,)*]) => {
        #[test]
        fn $name() {
            struct Sample {
                field: Option<$type>,
            }
            crate::codegen::v1::object!(Sample { "a/b" => field: Optional, });
            crate::codegen::v1::rules!(Sample { Property("a/b", &[$($rule),*]), });
            for (value, said) in [$((json!($value), $said)),*] {
                let said: &str = said;
                assert_eq!(broken::<Sample>(&json!({ "a/b": value })).join("; "), said, "{value}");
            }
            assert!(broken::<Sample>(&json!({})).is_empty());
        }
    };
}

table!(lengths_are_those_of_code_points: String, [MinLength(2), MaxLength(3)], [
    "ab" => "",
    "äöü" => "",
    "😀😀😀" => "",
    "a" => "/a~1b: minLength 2, got \"a\"",
    "😀😀😀😀" => "/a~1b: maxLength 3, got \"😀😀😀😀\"",
]);

table!(patterns_are_found_anywhere: String, [Pattern("[0-9]{2}$")], [
    "a42" => "",
    "42a" => "/a~1b: pattern [0-9]{2}$, got \"42a\"",
]);

table!(what_is_no_pattern_refuses_nothing: String, [Pattern("(")], [
    "a" => "",
]);

table!(formats_are_checked: String, [Format("ipv4")], [
    "10.0.0.1" => "",
    "10.0.0" => "/a~1b: format ipv4, got \"10.0.0\"",
]);

table!(bounds_of_integers: i64, [Minimum("1"), Maximum("9007199254740993")], [
    1 => "",
    9_007_199_254_740_993_i64 => "",
    0 => "/a~1b: minimum 1, got 0",
    9_007_199_254_740_994_i64 => "/a~1b: maximum 9007199254740993, got 9007199254740994",
]);

table!(bounds_of_numbers: f64, [ExclusiveMinimum("0"), ExclusiveMaximum("1e2")], [
    0.1 => "",
    0 => "/a~1b: exclusiveMinimum 0, got 0",
    100.0 => "/a~1b: exclusiveMaximum 1e2, got 100",
]);

table!(multiples_are_exact: f64, [MultipleOf("0.01")], [
    19.99 => "",
    0.07 => "",
    1e300 => "",
    0.005 => "/a~1b: multipleOf 0.01, got 0.005",
]);

table!(bounds_of_decimals: Decimal, [Maximum("0.3"), MultipleOf("0.1")], [
    0.3 => "",
    0.30000000000000004 => "/a~1b: maximum 0.3, got 0.30000000000000004; /a~1b: multipleOf 0.1, got 0.30000000000000004",
]);

table!(lists: Vec<String>, [MinItems(1), MaxItems(2), UniqueItems, Items(&[MaxLength(1)])], [
    ["a", "b"] => "",
    [] => "/a~1b: minItems 1, got 0 elements",
    ["a", "b", "a"] => "/a~1b: maxItems 2, got 3 elements; /a~1b: uniqueItems, got elements 0 and 2 that are equal",
    ["a", "bc"] => "/a~1b/1: maxLength 1, got \"bc\"",
]);

table!(equal_elements_are_equal_values: Vec<JsonValue>, [UniqueItems], [
    [1, true, "1", [1], { "a": 1 }] => "",
    [{ "a": 1, "b": [0] }, { "b": [0.0], "a": 1.0 }] => "/a~1b: uniqueItems, got elements 0 and 1 that are equal",
]);

table!(maps: BTreeMap<String, i64>, [
    MinProperties(1), MaxProperties(2), PropertyNames(&[Pattern("^[a-z]")]), Required(&["a"]),
    DependentRequired("b", &["c"]), Others(&[Minimum("0")])
], [
    { "a": 1 } => "",
    {} => "/a~1b: minProperties 1, got 0 properties; /a~1b: required a, got an object without it",
    { "a": 1, "b": -1 } => "/a~1b: dependentRequired c, got `b` without it; /a~1b/b: minimum 0, got -1",
    { "a": 1, "c": 1, "1": 1 } => "/a~1b: maxProperties 2, got 3 properties; /a~1b: propertyNames pattern ^[a-z], got \"1\"",
]);

table!(names_follow_patterns: JsonObject, [
    Property("a", &[]), Matching("^x-", &[MaxLength(1)]), Closed
], [
    { "a": "long", "x-b": "b" } => "",
    { "x-b": "long", "c": 1 } => "/a~1b: additionalProperties false, got a property \"c\"; /a~1b/x-b: maxLength 1, got \"long\"",
]);

table!(values: JsonValue, [Enum(&["[1]", "{\"a\":1}", "\"x\"", "7", "true"])], [
    [1.0] => "",
    { "a": 1.0 } => "",
    "x" => "",
    7.0 => "",
    true => "",
    [] => "/a~1b: enum [[1], {\"a\":1}, \"x\", 7, true], got []",
    false => "/a~1b: enum [[1], {\"a\":1}, \"x\", 7, true], got false",
    {} => "/a~1b: enum [[1], {\"a\":1}, \"x\", 7, true], got {}",
]);

table!(constants: JsonValue, [Const("{\"a\":[1]}")], [
    { "a": [1.0] } => "",
    { "a": [2] } => "/a~1b: const {\"a\":[1]}, got {\"a\":[2]}",
]);

table!(anything_is_looked_into: JsonValue, [
    Property("a", &[Minimum("1")]), Items(&[MaxLength(1)]), Element(0, &[MinLength(2)])
], [
    { "a": 0, "b": 0 } => "/a~1b/a: minimum 1, got 0",
    ["a", "ab"] => "/a~1b/0: minLength 2, got \"a\"; /a~1b/1: maxLength 1, got \"ab\"",
]);

table!(digits_of_kept_text_count: RawJson, [Items(&[Maximum("9007199254740992")])], [
    [9_007_199_254_740_993_i64] => "/a~1b/0: maximum 9007199254740992, got 9007199254740993",
]);

table!(secrets_are_not_shown: Vec<Password>, [Items(&[MinLength(8)])], [
    ["swordfish"] => "",
    ["hunter2"] => "/a~1b/0: minLength 8, got something else (not shown)",
]);

table!(strings_may_be_secret_too: String, [Secret, MaxLength(3)], [
    "hunter2" => "/a~1b: maxLength 3, got something else (not shown)",
]);

#[non_exhaustive]
enum Contact {
    Integer(i64),
    String(String),
    Unknown(RawJson),
}

crate::codegen::v1::union!(Contact {
    Integer(i64): Number,
    String(String): String,
});

crate::codegen::v1::rules!(Contact {
    Branch("String", &[Format("email")]),
    Branch("Integer", &[Minimum("100")]),
});

#[derive(Clone)]
#[non_exhaustive]
enum Status {
    Open,
    Unknown(String),
}

crate::codegen::v1::string_enum!(Status { Open => "open", });

#[derive(Debug, Clone, PartialEq)]
struct Pair(i64, Option<String>, Vec<Contact>);

crate::codegen::v1::tuple!(Pair (0) optional (1) rest 2);

crate::codegen::v1::rules!(Pair {
    Element(0, &[Minimum("1")]),
    Element(1, &[MaxLength(1)]),
    MaxItems(3),
});

#[derive(Debug, Clone, PartialEq)]
struct Tree(Vec<Tree>);

crate::codegen::v1::newtype!(Tree);

crate::codegen::v1::rules!(Tree { MaxItems(1), });

struct Node {
    kind: Status,
    version: i64,
    contacts: Vec<Contact>,
    child: Option<Box<Node>>,
    pair: Option<Pair>,
    tree: Option<Tree>,
    rest: BTreeMap<String, i64>,
}

crate::codegen::v1::object!(Node rest rest {
    "kind" => kind: Required,
    "version" => version: Required as "1",
    "contacts" => contacts: Required,
    "child" => child: Optional,
    "pair" => pair: Optional,
    "tree" => tree: Optional,
});

crate::codegen::v1::rules!(Node {
    Property("contacts", &[MaxItems(3)]),
    MaxProperties(5),
    Others(&[Maximum("9")]),
});

#[test]
fn everything_is_reported_wherever_it_is() {
    let value = json!({
        "kind": "shut",
        "version": 2,
        "contacts": [7, "a@b.c", "nobody", { "x": 1 }],
        "child": { "kind": "open", "version": 1, "contacts": [] },
        "pair": [0, "ab", 1, 100],
        "tree": [[[], []]],
        "more": 10,
    });
    assert_eq!(
        broken::<Node>(&value),
        [
            "(root): maxProperties 5, got 7 properties",
            "/kind: enum, got \"shut\"",
            "/version: const 1, got 2",
            "/contacts: maxItems 3, got 4 elements",
            "/contacts/0: minimum 100, got 7",
            "/contacts/2: format email, got \"nobody\"",
            "/contacts/3: anyOf, got an object (Integer: invalid type: map, expected an integer of 64 bits; \
             String: invalid type: map, expected a string)",
            "/pair: maxItems 3, got 4 elements",
            "/pair/0: minimum 1, got 0",
            "/pair/1: maxLength 1, got \"ab\"",
            "/pair/2: minimum 100, got 1",
            "/tree/0: maxItems 1, got 2 elements",
            "/more: maximum 9, got 10",
        ]
    );
    // A type may stand anywhere.
    let all = broken::<BTreeMap<String, Option<Vec<Contact>>>>(&json!({ "a": null, "b": [7] }));
    assert_eq!(all, ["/b/0: minimum 100, got 7"]);
}

#[test]
fn a_violation_tells_its_parts() {
    let long = "x".repeat(200);
    let error = Contact::String(long).validate().unwrap_err();
    assert_eq!(error.iter().len(), 1);
    let violation = error.into_iter().next().unwrap();
    assert_eq!(
        (violation.path(), violation.keyword(), violation.limit()),
        ("", "format", "email")
    );
    assert_eq!(violation.found().unwrap().chars().count(), 81);
    assert!(Contact::Integer(100).validate().is_ok());
}

table!(types_and_conditions_are_those_of_the_whole: JsonValue, [
    Not(&[Types(&["string"]), MinLength(3)]),
    If(&[Types(&["integer"])], &[Minimum("5")], &[Not(&[Types(&["boolean"])])]),
    AnyOf(&[&[Types(&["array", "object", "boolean"])], &[Types(&["number", "string"]), Never], &[Types(&["integer", "string"])]]),
    OneOf(&[&[MaxLength(1)], &[Types(&["string"])]])
], [
    "ab" => "",
    "a" => "/a~1b: oneOf, got a value of 2 branches",
    "abc" => "/a~1b: not, got \"abc\"",
    5 => "",
    5.0 => "",
    4 => "/a~1b: minimum 5, got 4",
    5.5 => "/a~1b: anyOf, got 5.5",
    true => "/a~1b: not, got true",
]);

table!(elements_are_counted_that_fit: Vec<i64>, [Contains(&[Minimum("5"), MultipleOf("2")], 1, 2)], [
    [1, 6] => "",
    [1, 7] => "/a~1b: contains 1, got 0 elements that fit",
    [6, 8, 10] => "/a~1b: maxContains 2, got 3 elements that fit",
]);

table!(conditions_are_of_objects_and_lists_too: JsonValue, [
    If(&[Types(&["object"]), Required(&["kind"])], &[Required(&["size"]), Property("size", &[Maximum("3")])], &[]),
    AllOf(&[&[MaxProperties(2)], &[Property("kind", &[Const("1")]), Closed]]),
    Not(&[Types(&["array"]), Items(&[Types(&["null"])])])
], [
    { "kind": 1, "size": 4 } => "/a~1b/size: maximum 3, got 4; /a~1b: additionalProperties false, got a property \"size\"",
    { "kind": 1 } => "/a~1b: required size, got an object without it",
    {} => "",
    [1] => "",
    [null] => "/a~1b: not, got [null]",
]);
