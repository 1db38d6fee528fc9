//! Which keywords of a schema hold schemas?

use crate::read::Node;

/// What stands under a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Schema,
    /// A list of schemas.
    Schemas,
    /// Schemas by name.
    Named,
    /// Anything else.
    Value,
}

/// What the keyword `key` holds, given its value.
pub(super) fn holds(key: &str, node: &Node) -> Holds {
    match (key, node) {
        ("properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas", _) => Holds::Named,
        ("allOf" | "anyOf" | "oneOf" | "prefixItems", _) | ("items", Node::Array(_)) => Holds::Schemas,
        (
            "items"
            | "additionalProperties"
            | "not"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "contentSchema",
            _,
        ) => Holds::Schema,
        _ => Holds::Value,
    }
}
