//! Is everything found that is not as it is described, and nothing else?

#![allow(unreachable_pub, reason = "the macros are for types that others see")]

use super::compare::differences;
use crate::value::Value as _;
use crate::{JsonValue, RawJson};

#[derive(Clone)]
#[non_exhaustive]
enum Kind {
    Cat,
    Dog,
    Unknown(String),
}

crate::codegen::v1::string_enum!(Kind {
    Cat => "cat",
    Dog => "dog",
});

struct Owner {
    name: String,
    email: Option<String>,
}

crate::codegen::v1::object!(Owner {
    "name" => name: Required,
    "email" => email: Nullable,
});

#[non_exhaustive]
enum Food {
    Grams(i64),
    Many(Vec<i64>),
    Unknown(RawJson),
}

crate::codegen::v1::union!(Food {
    Grams(i64): Number,
    Many(Vec<i64>): Array,
});

#[derive(Debug, Clone, PartialEq)]
struct Place(f64, f64);

crate::codegen::v1::tuple!(Place (0, 1) optional ());

struct Pet {
    object: String,
    kind: Kind,
    owner: Option<Owner>,
    kinds: Option<Vec<Kind>>,
    food: Option<Food>,
    place: Option<Place>,
    by_name: Option<std::collections::BTreeMap<String, Kind>>,
    limit: Option<i64>,
    born: Option<crate::chrono::NaiveDate>,
    extra: std::collections::BTreeMap<String, JsonValue>,
    nulls: crate::codegen::v1::Nulls<1>,
}

crate::codegen::v1::object!(Pet nulls nulls rest extra {
    "object" => object: Required as "pet",
    "kind" => kind: Required,
    "owner" => owner: Optional,
    "kinds" => kinds: Optional,
    "food" => food: Optional,
    "place" => place: Optional,
    "by/name" => by_name: OptionalNullable,
    "limit" => limit: Optional = "20",
    "born" => born: Optional,
});

const REST: &str = r#""object": "pet", "kind": "cat""#;

fn found(text: &str) -> Vec<String> {
    let differences = differences(&mut Pet::blank(), text.as_bytes());
    differences.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_as_described_is_not_remarked_on() {
    for more in [
        "",
        r#", "owner": {"name": "Jo", "email": null}, "kinds": ["dog", "cat"], "food": 7, "place": [1, 2.5]"#,
        r#", "food": [1, 2], "by/name": null, "limit": 7.0, "born": "2024-02-29", "more": {"a": [null]}"#,
        r#", "by/name": {"a": "dog"}, "kinds": []"#,
    ] {
        assert_eq!(found(&format!("{{{REST}{more}}}")), [""; 0], "{more}");
    }
}

#[test]
fn every_difference_has_its_place() {
    for (more, expected) in [
        (
            r#""owner": {}"#,
            &[
                "/owner/name: is required, and missing",
                "/owner/email: is required, and missing",
            ][..],
        ),
        (
            r#""owner": null"#,
            &["/owner: `null`, which the description does not allow"],
        ),
        (
            r#""owner": {"name": null, "email": "a"}"#,
            &["/owner/name: wrong type: null, expected a string"],
        ),
        (
            r#""owner": []"#,
            &["/owner: wrong type: a list, expected an object (Owner)"],
        ),
        (
            r#""owner": "Jo""#,
            &["/owner: wrong type: a string, expected an object (Owner)"],
        ),
        (
            r#""kinds": ["cat", 7, "eel", "cow"]"#,
            &[
                "/kinds/1: wrong type: integer `7`, expected a string",
                "/kinds/2: unknown value \"eel\", which the enum does not have",
                "/kinds/3: unknown value \"cow\", which the enum does not have",
            ],
        ),
        (
            r#""kinds": {"a": 1}"#,
            &["/kinds: wrong type: an object, expected a list"],
        ),
        (
            r#""by/name": {"b~": 7, "a": "eel"}"#,
            &[
                "/by~1name/b~0: wrong type: integer `7`, expected a string",
                "/by~1name/a: unknown value \"eel\", which the enum does not have",
            ],
        ),
        (
            r#""food": "much""#,
            &[
                "/food: \"much\" fits no branch of the union (Grams: invalid type: string \"much\", expected an integer of 64 \
               bits; Many: invalid type: string \"much\", expected a list)",
            ],
        ),
        (r#""place": [1]"#, &["/place: invalid length 1, expected 2 elements"]),
        (
            r#""place": ["a", 1, 2]"#,
            &[
                "/place/0: wrong type: string \"a\", expected f64",
                "/place/2: one element more than the expected 2 elements",
            ],
        ),
        (
            r#""limit": "20""#,
            &["/limit: wrong type: string \"20\", expected an integer of 64 bits"],
        ),
        (
            r#""limit": 1.5"#,
            &["/limit: invalid value: floating point `1.5`, expected an integer of 64 bits"],
        ),
        (
            r#""born": "yesterday""#,
            &["/born: invalid value: string \"yesterday\", expected a date, such as 2024-03-01"],
        ),
    ] {
        assert_eq!(found(&format!("{{{REST}, {more}}}")), expected, "{more}");
    }
    assert_eq!(
        found(r#"{"object": "car"}"#),
        [
            "/object: \"car\" in place of the constant \"pet\"",
            "/kind: is required, and missing"
        ]
    );
}

#[test]
fn a_body_may_be_no_json_at_all() {
    assert_eq!(
        found(" "),
        ["(the body): is empty, where the description declares JSON"]
    );
    assert!(found("<html>")[0].starts_with("(the body): is no JSON: "));
    assert_eq!(
        found("[]"),
        ["(the body): wrong type: a list, expected an object (Pet)"]
    );
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(found(&deep)[0].starts_with("(the body): is no JSON: recursion limit"));
}
