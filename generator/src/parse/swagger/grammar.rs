//! Which objects does Swagger 2.0 have, and what stands in them?

use super::super::grammar::{EXTERNAL_DOCS, Field, Grammar, INFO, Kind, Need, SECURITY, Shape, TAG, field, kind};
use super::super::rules;
use Need::{Optional, Ornament, Required};
use Shape::{Any, Flag, List, Map, Object, OrRef, Schema, Text, Word};

pub(in super::super) static SWAGGER_2: Grammar = Grammar {
    root: &SWAGGER,
    schemas: "/definitions",
    named: &[&PARAMETER, &RESPONSE],
};

static SWAGGER: Kind = kind(
    "a Swagger document",
    "Swagger documents",
    &[
        field("swagger", Text, Required),
        field("info", Object(&INFO), Need::Object),
        field("host", Text, Optional),
        field("basePath", Text, Optional),
        field("schemes", List(&Text), Optional),
        field("consumes", List(&Text), Optional),
        field("produces", List(&Text), Optional),
        field("paths", Object(&PATHS), Need::Object),
        field("definitions", Map(&Schema), Optional),
        field("parameters", Map(&OrRef(&PARAMETER)), Optional),
        field("responses", Map(&OrRef(&RESPONSE)), Optional),
        field("securityDefinitions", Map(&Object(&SECURITY_SCHEME)), Optional),
        field("security", SECURITY, Optional),
        field("tags", List(&Object(&TAG)), Optional),
        field("externalDocs", Object(&EXTERNAL_DOCS), Ornament),
    ],
);

static PATHS: Kind = Kind {
    others: Some((Object(&PATH_ITEM), rules::path)),
    ..kind("an object of paths", "objects of paths", &[])
};

static PATH_ITEM: Kind = kind(
    "a path item",
    "path items",
    &[
        field("$ref", Text, Optional),
        field("get", Object(&OPERATION), Optional),
        field("put", Object(&OPERATION), Optional),
        field("post", Object(&OPERATION), Optional),
        field("delete", Object(&OPERATION), Optional),
        field("options", Object(&OPERATION), Optional),
        field("head", Object(&OPERATION), Optional),
        field("patch", Object(&OPERATION), Optional),
        field("parameters", List(&OrRef(&PARAMETER)), Optional),
    ],
);

static OPERATION: Kind = kind(
    "an operation",
    "operations",
    &[
        field("tags", List(&Text), Optional),
        field("summary", Text, Ornament),
        field("description", Text, Ornament),
        field("externalDocs", Object(&EXTERNAL_DOCS), Ornament),
        field("operationId", Text, Optional),
        field("consumes", List(&Text), Optional),
        field("produces", List(&Text), Optional),
        field("parameters", List(&OrRef(&PARAMETER)), Optional),
        field("responses", Object(&RESPONSES), Need::Object),
        field("schemes", List(&Text), Optional),
        field("deprecated", Flag, Optional),
        field("security", SECURITY, Optional),
    ],
);

/// What a parameter or a header that is no body says of its value; it is read as a schema.
macro_rules! with_items {
    ($($own:expr),* $(,)?) => {
        &[
            $($own,)*
            field("type", Any, Optional),
            field("format", Any, Optional),
            field("items", Schema, Optional),
            field("collectionFormat", Word(&["csv", "ssv", "tsv", "pipes", "multi"]), Optional),
            field("default", Any, Optional),
            field("maximum", Any, Optional),
            field("exclusiveMaximum", Any, Optional),
            field("minimum", Any, Optional),
            field("exclusiveMinimum", Any, Optional),
            field("maxLength", Any, Optional),
            field("minLength", Any, Optional),
            field("pattern", Any, Optional),
            field("maxItems", Any, Optional),
            field("minItems", Any, Optional),
            field("uniqueItems", Any, Optional),
            field("enum", Any, Optional),
            field("multipleOf", Any, Optional),
        ] as &'static [Field]
    };
}

pub(super) static PARAMETER: Kind = Kind {
    home: Some("/parameters"),
    ..kind(
        "a parameter",
        "parameters",
        with_items![
            field("name", Text, Required),
            field("in", Word(&["query", "header", "path", "formData", "body"]), Required),
            field("description", Text, Ornament),
            field("required", Flag, Optional),
            field("schema", Schema, Optional),
            field("allowEmptyValue", Flag, Optional),
            field("example", Any, Ornament),
        ],
    )
};

static RESPONSES: Kind = Kind {
    others: Some((OrRef(&RESPONSE), rules::status)),
    ..kind("an object of responses", "objects of responses", &[])
};

static RESPONSE: Kind = Kind {
    home: Some("/responses"),
    ..kind(
        "a response",
        "responses",
        &[
            field("description", Text, Need::Text("")),
            field("schema", Schema, Optional),
            field("headers", Map(&Object(&HEADER)), Optional),
            field("examples", Map(&Any), Ornament),
        ],
    )
};

static HEADER: Kind = kind("a header", "headers", with_items![field("description", Text, Ornament)]);

static SECURITY_SCHEME: Kind = kind(
    "a security scheme",
    "security schemes",
    &[
        field("type", Word(&["basic", "apiKey", "oauth2"]), Required),
        field("description", Text, Ornament),
        field("name", Text, Optional),
        field("in", Word(&["query", "header"]), Optional),
        field(
            "flow",
            Word(&["implicit", "password", "application", "accessCode"]),
            Optional,
        ),
        field("authorizationUrl", Text, Optional),
        field("tokenUrl", Text, Optional),
        field("scopes", Map(&Text), Optional),
    ],
);
