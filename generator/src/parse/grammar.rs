//! Which objects does OpenAPI have, and what stands in them?
//!
//! The specification as data: a table of objects, their fields and the shape of each. It knows 3.0,
//! 3.1 and what 3.2 added; [`check`](super::check) and [`lift`](super::lift) walk documents by it.

use super::rules;
use crate::diagnostic::Code;

/// What may stand somewhere.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Any,
    Text,
    Flag,
    Word(&'static [&'static str]),
    Schema,
    List(&'static Shape),
    Map(&'static Shape),
    Object(&'static Kind),
    OrRef(&'static Kind),
}

/// An object of the specification.
pub(super) struct Kind {
    /// As a sentence needs it: `an operation`.
    pub(super) name: &'static str,
    pub(super) plural: &'static str,
    pub(super) fields: &'static [Field],
    /// What stands under keys that are not listed: the shape, and which keys are right.
    pub(super) others: Option<(Shape, rules::KeyRule)>,
    /// Where it stands among the components, if it has a place there: `/components/parameters`.
    pub(super) home: Option<&'static str>,
    /// What the fields must be together. It may repair them, and tells whether to keep the object.
    pub(super) rule: Option<rules::ObjectRule>,
}

pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) need: Need,
}

/// What follows if a field is missing, or wrong.
#[derive(Clone, Copy)]
pub(super) enum Need {
    Optional,
    /// Nothing is generated from it, so that it is left out if it is wrong.
    Ornament,
    Required,
    /// Required; the meaning is plain without it.
    Text(&'static str),
    Object,
    /// Read past: what to say.
    Unsupported(Code, &'static str),
}

use Need::{Optional, Ornament, Required, Unsupported};
use Shape::{Any, Flag, List, Map, Object, OrRef, Text, Word};

pub(super) const fn field(name: &'static str, shape: Shape, need: Need) -> Field {
    Field { name, shape, need }
}

pub(super) const fn kind(name: &'static str, plural: &'static str, fields: &'static [Field]) -> Kind {
    Kind {
        name,
        plural,
        fields,
        others: None,
        home: None,
        rule: None,
    }
}

/// The specification of one dialect.
pub(super) struct Grammar {
    /// A whole document.
    pub(super) root: &'static Kind,
    /// Where named schemas stand.
    pub(super) schemas: &'static str,
    /// What else has a name.
    pub(super) named: &'static [&'static Kind],
}

pub(super) static OPENAPI_3: Grammar = Grammar {
    root: &OPENAPI,
    schemas: "/components/schemas",
    named: &[
        &RESPONSE,
        &PARAMETER,
        &EXAMPLE,
        &REQUEST_BODY,
        &HEADER,
        &SECURITY_SCHEME,
        &LINK,
    ],
};

impl Grammar {
    /// The places of components, and what stands there.
    pub(super) fn homes(&self) -> impl Iterator<Item = (&'static str, Shape)> + use<> {
        let named = self.named.iter().filter_map(|kind| Some((kind.home?, OrRef(kind))));
        std::iter::once((self.schemas, Shape::Schema)).chain(named)
    }
}

const STYLES: &[&str] = &[
    "form",
    "simple",
    "matrix",
    "label",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
];

/// What is required for a call.
pub(super) const SECURITY: Shape = List(&Map(&List(&Text)));

pub(super) static OPENAPI: Kind = kind(
    "an OpenAPI document",
    "OpenAPI documents",
    &[
        field("openapi", Text, Required),
        field("info", Object(&INFO), Need::Object),
        field("servers", List(&Object(&SERVER)), Optional),
        field("paths", Object(&PATHS), Need::Object),
        field("components", Object(&COMPONENTS), Optional),
        field("security", SECURITY, Optional),
        field("tags", List(&Object(&TAG)), Optional),
        field("externalDocs", Object(&EXTERNAL_DOCS), Ornament),
        field("webhooks", Map(&Object(&PATH_ITEM)), Optional),
        field("jsonSchemaDialect", Text, Optional),
        field("$self", Text, Ornament),
    ],
);

pub(super) static INFO: Kind = kind(
    "an info object",
    "info objects",
    &[
        field("title", Text, Need::Text("API")),
        field("version", Text, Need::Text("0.0.0")),
        field("summary", Text, Ornament),
        field("description", Text, Ornament),
        field("termsOfService", Text, Ornament),
        field("contact", Object(&CONTACT), Ornament),
        field("license", Object(&LICENSE), Ornament),
    ],
);

static CONTACT: Kind = kind(
    "a contact",
    "contacts",
    &[
        field("name", Text, Ornament),
        field("url", Text, Ornament),
        field("email", Text, Ornament),
    ],
);

static LICENSE: Kind = kind(
    "a license",
    "licenses",
    &[
        field("name", Text, Need::Text("")),
        field("identifier", Text, Ornament),
        field("url", Text, Ornament),
    ],
);

pub(super) static EXTERNAL_DOCS: Kind = kind(
    "a reference to documentation",
    "references to documentation",
    &[field("description", Text, Ornament), field("url", Text, Need::Text(""))],
);

pub(super) static TAG: Kind = kind(
    "a tag",
    "tags",
    &[
        field("name", Text, Required),
        field("summary", Text, Ornament),
        field("description", Text, Ornament),
        field("externalDocs", Object(&EXTERNAL_DOCS), Ornament),
        field("parent", Text, Ornament),
        field("kind", Text, Ornament),
    ],
);

static SERVER: Kind = kind(
    "a server",
    "servers",
    &[
        field("url", Text, Required),
        field("name", Text, Ornament),
        field("description", Text, Ornament),
        field("variables", Map(&Object(&SERVER_VARIABLE)), Optional),
    ],
);

static SERVER_VARIABLE: Kind = Kind {
    rule: Some(rules::server_variable),
    ..kind(
        "a variable of a server",
        "variables of servers",
        &[
            field("enum", List(&Text), Optional),
            field("default", Text, Optional),
            field("description", Text, Ornament),
        ],
    )
};

static PATHS: Kind = Kind {
    others: Some((Object(&PATH_ITEM), rules::path)),
    ..kind("an object of paths", "objects of paths", &[])
};

pub(super) static PATH_ITEM: Kind = kind(
    "a path item",
    "path items",
    &[
        field("$ref", Text, Optional),
        field("summary", Text, Ornament),
        field("description", Text, Ornament),
        field("get", Object(&OPERATION), Optional),
        field("put", Object(&OPERATION), Optional),
        field("post", Object(&OPERATION), Optional),
        field("delete", Object(&OPERATION), Optional),
        field("options", Object(&OPERATION), Optional),
        field("head", Object(&OPERATION), Optional),
        field("patch", Object(&OPERATION), Optional),
        field("trace", Object(&OPERATION), Optional),
        field("query", Object(&OPERATION), Optional),
        field("additionalOperations", Object(&ADDITIONAL_OPERATIONS), Optional),
        field("servers", List(&Object(&SERVER)), Optional),
        field("parameters", List(&OrRef(&PARAMETER)), Optional),
    ],
);

static ADDITIONAL_OPERATIONS: Kind = Kind {
    others: Some((Object(&OPERATION), rules::method)),
    ..kind("an object of operations by their methods", "objects of operations", &[])
};

pub(super) static OPERATION: Kind = kind(
    "an operation",
    "operations",
    &[
        field("tags", List(&Text), Optional),
        field("summary", Text, Ornament),
        field("description", Text, Ornament),
        field("externalDocs", Object(&EXTERNAL_DOCS), Ornament),
        field("operationId", Text, Optional),
        field("parameters", List(&OrRef(&PARAMETER)), Optional),
        field("requestBody", OrRef(&REQUEST_BODY), Optional),
        field("responses", Object(&RESPONSES), Need::Object),
        field("callbacks", Map(&OrRef(&CALLBACK)), Optional),
        field("deprecated", Flag, Optional),
        field("security", SECURITY, Optional),
        field("servers", List(&Object(&SERVER)), Optional),
    ],
);

/// A callback is path items by the expressions of their URLs (OpenAPI 3.1, Callback Object).
pub(super) static CALLBACK: Kind = Kind {
    home: Some("/components/callbacks"),
    others: Some((Object(&PATH_ITEM), rules::expression)),
    ..kind("a callback", "callbacks", &[])
};

pub(super) static PARAMETER: Kind = Kind {
    home: Some("/components/parameters"),
    rule: Some(rules::parameter),
    ..kind(
        "a parameter",
        "parameters",
        &[
            field("name", Text, Required),
            field(
                "in",
                Word(&["query", "header", "path", "cookie", "querystring"]),
                Required,
            ),
            field("description", Text, Ornament),
            field("required", Flag, Optional),
            field("deprecated", Flag, Optional),
            field("allowEmptyValue", Flag, Optional),
            field("style", Word(STYLES), Optional),
            field("explode", Flag, Optional),
            field("allowReserved", Flag, Optional),
            field("schema", Shape::Schema, Optional),
            field("content", Object(&CONTENT), Optional),
            field("example", Any, Ornament),
            field("examples", Map(&OrRef(&EXAMPLE)), Ornament),
        ],
    )
};

static HEADER: Kind = Kind {
    home: Some("/components/headers"),
    rule: Some(rules::header),
    ..kind(
        "a header",
        "headers",
        &[
            field("description", Text, Ornament),
            field("required", Flag, Optional),
            field("deprecated", Flag, Optional),
            field("allowEmptyValue", Flag, Optional),
            field("style", Word(STYLES), Optional),
            field("explode", Flag, Optional),
            field("allowReserved", Flag, Optional),
            field("schema", Shape::Schema, Optional),
            field("content", Object(&CONTENT), Optional),
            field("example", Any, Ornament),
            field("examples", Map(&OrRef(&EXAMPLE)), Ornament),
        ],
    )
};

static REQUEST_BODY: Kind = Kind {
    home: Some("/components/requestBodies"),
    ..kind(
        "a request body",
        "request bodies",
        &[
            field("description", Text, Ornament),
            field("content", Object(&CONTENT), Need::Object),
            field("required", Flag, Optional),
        ],
    )
};

static CONTENT: Kind = Kind {
    others: Some((OrRef(&MEDIA_TYPE), rules::media_type)),
    rule: Some(rules::content),
    ..kind("an object of media types", "objects of media types", &[])
};

pub(super) static MEDIA_TYPE: Kind = kind(
    "a media type",
    "media types",
    &[
        field("schema", Shape::Schema, Optional),
        field("itemSchema", Shape::Schema, Optional),
        field("example", Any, Ornament),
        field("examples", Map(&OrRef(&EXAMPLE)), Ornament),
        field("encoding", Map(&Object(&ENCODING)), Optional),
        field(
            "prefixEncoding",
            Any,
            Unsupported(Code::UnsupportedFeature, "`prefixEncoding` is not followed"),
        ),
        field(
            "itemEncoding",
            Any,
            Unsupported(Code::UnsupportedFeature, "`itemEncoding` is not followed"),
        ),
    ],
);

static ENCODING: Kind = Kind {
    rule: Some(rules::encoding),
    ..kind(
        "an encoding",
        "encodings",
        &[
            field("contentType", Text, Optional),
            field("headers", Map(&OrRef(&HEADER)), Optional),
            field("style", Word(STYLES), Optional),
            field("explode", Flag, Optional),
            field("allowReserved", Flag, Optional),
        ],
    )
};

static RESPONSES: Kind = Kind {
    others: Some((OrRef(&RESPONSE), rules::status)),
    ..kind("an object of responses", "objects of responses", &[])
};

static RESPONSE: Kind = Kind {
    home: Some("/components/responses"),
    ..kind(
        "a response",
        "responses",
        &[
            field("summary", Text, Ornament),
            field("description", Text, Need::Text("")),
            field("headers", Map(&OrRef(&HEADER)), Optional),
            field("content", Object(&CONTENT), Optional),
            field("links", Map(&OrRef(&LINK)), Ornament),
        ],
    )
};

static LINK: Kind = Kind {
    home: Some("/components/links"),
    rule: Some(rules::link),
    ..kind(
        "a link",
        "links",
        &[
            field("operationRef", Text, Ornament),
            field("operationId", Text, Ornament),
            field("parameters", Map(&Any), Ornament),
            field("requestBody", Any, Ornament),
            field("description", Text, Ornament),
            field("server", Object(&SERVER), Ornament),
        ],
    )
};

static EXAMPLE: Kind = Kind {
    home: Some("/components/examples"),
    ..kind(
        "an example",
        "examples",
        &[
            field("summary", Text, Ornament),
            field("description", Text, Ornament),
            field("value", Any, Ornament),
            field("dataValue", Any, Ornament),
            field("serializedValue", Any, Ornament),
            field("externalValue", Text, Ornament),
        ],
    )
};

static COMPONENTS: Kind = kind(
    "a components object",
    "components objects",
    &[
        field("schemas", Map(&Shape::Schema), Optional),
        field("responses", Map(&OrRef(&RESPONSE)), Optional),
        field("parameters", Map(&OrRef(&PARAMETER)), Optional),
        field("examples", Map(&OrRef(&EXAMPLE)), Ornament),
        field("requestBodies", Map(&OrRef(&REQUEST_BODY)), Optional),
        field("headers", Map(&OrRef(&HEADER)), Optional),
        field("securitySchemes", Map(&OrRef(&SECURITY_SCHEME)), Optional),
        field("links", Map(&OrRef(&LINK)), Ornament),
        field("callbacks", Map(&OrRef(&CALLBACK)), Optional),
        field("pathItems", Map(&Object(&PATH_ITEM)), Optional),
        field("mediaTypes", Map(&OrRef(&MEDIA_TYPE)), Optional),
    ],
);

pub(super) static SECURITY_SCHEME: Kind = Kind {
    home: Some("/components/securitySchemes"),
    rule: Some(rules::security_scheme),
    ..kind(
        "a security scheme",
        "security schemes",
        &[
            field(
                "type",
                Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]),
                Required,
            ),
            field("description", Text, Ornament),
            field("name", Text, Optional),
            field("in", Word(&["query", "header", "cookie"]), Optional),
            field("scheme", Text, Optional),
            field("bearerFormat", Text, Ornament),
            field("flows", Object(&OAUTH_FLOWS), Optional),
            field("openIdConnectUrl", Text, Optional),
            field("oauth2MetadataUrl", Text, Ornament),
            field("deprecated", Flag, Ornament),
        ],
    )
};

static OAUTH_FLOWS: Kind = Kind {
    rule: Some(rules::oauth_flows),
    ..kind(
        "an object of OAuth flows",
        "objects of OAuth flows",
        &[
            field("implicit", Object(&IMPLICIT), Optional),
            field("password", Object(&TOKEN_FLOW), Optional),
            field("clientCredentials", Object(&TOKEN_FLOW), Optional),
            field("authorizationCode", Object(&CODE_FLOW), Optional),
            field("deviceAuthorization", Object(&DEVICE_FLOW), Optional),
        ],
    )
};

static IMPLICIT: Kind = kind(
    "an OAuth flow",
    "OAuth flows",
    &[
        field("authorizationUrl", Text, Need::Text("")),
        field("tokenUrl", Text, Ornament),
        field("refreshUrl", Text, Ornament),
        field("scopes", Map(&Text), Need::Object),
    ],
);

static TOKEN_FLOW: Kind = kind(
    "an OAuth flow",
    "OAuth flows",
    &[
        field("authorizationUrl", Text, Ornament),
        field("tokenUrl", Text, Need::Text("")),
        field("refreshUrl", Text, Ornament),
        field("scopes", Map(&Text), Need::Object),
    ],
);

static DEVICE_FLOW: Kind = kind(
    "an OAuth flow",
    "OAuth flows",
    &[
        field("deviceAuthorizationUrl", Text, Ornament),
        field("tokenUrl", Text, Need::Text("")),
        field("refreshUrl", Text, Ornament),
        field("scopes", Map(&Text), Need::Object),
    ],
);

static CODE_FLOW: Kind = kind(
    "an OAuth flow",
    "OAuth flows",
    &[
        field("authorizationUrl", Text, Need::Text("")),
        field("tokenUrl", Text, Need::Text("")),
        field("refreshUrl", Text, Ornament),
        field("scopes", Map(&Text), Need::Object),
    ],
);

impl Shape {
    /// What is expected, as a sentence needs it.
    pub(super) fn expected(self) -> String {
        match self {
            Any => "a value".to_owned(),
            Text | Word(_) => "a string".to_owned(),
            Flag => "a boolean".to_owned(),
            Shape::Schema => "a schema".to_owned(),
            List(item) => format!("a list of {}", item.plural()),
            Map(value) => format!("an object of {}", value.plural()),
            Object(kind) | OrRef(kind) => kind.name.to_owned(),
        }
    }

    fn plural(self) -> String {
        match self {
            Any => "values".to_owned(),
            Text | Word(_) => "strings".to_owned(),
            Flag => "booleans".to_owned(),
            Shape::Schema => "schemas".to_owned(),
            List(item) => format!("lists of {}", item.plural()),
            Map(value) => format!("objects of {}", value.plural()),
            Object(kind) | OrRef(kind) => kind.plural.to_owned(),
        }
    }
}

/// Whether the specification says nothing of what stands under `key`; media types may begin like that as well.
pub(super) fn is_extension(key: &str) -> bool {
    key.starts_with("x-") && !key.contains('/')
}

impl Kind {
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The shape of what stands under `key`.
    pub(super) fn shape(&self, key: &str) -> Option<Shape> {
        if is_extension(key) {
            return None;
        }
        let field = self.field(key).map(|field| field.shape);
        field.or(self.others.map(|(shape, _)| shape))
    }
}
