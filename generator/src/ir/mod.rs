//! What will be generated, as plain data?
//!
//! The IR is what [`lower`](crate::lower) decides and [`passes`](crate::passes) complete; [`emit`](crate::emit) only
//! spells it. Nothing here refers to the document but by [`SpecPath`].

pub(crate) mod docs;
#[cfg(feature = "command")]
pub(crate) mod dump;
pub(crate) mod incoming;
pub(crate) mod name;
pub(crate) mod operation;
pub(crate) mod presence;
pub(crate) mod rule;
pub(crate) mod security;
pub(crate) mod types;

pub(crate) use docs::Docs;
pub(crate) use incoming::Incoming;
pub(crate) use name::{Role, TypeName};
pub(crate) use operation::{
    Access, Answer, Body, BodyContent, CallVariant, Declared, DeclaredHeader, ErrorBody, FieldStyle, Group, Key,
    Location, Operation, Pages, Parameter, Payload, ResponseHeader, StatusPattern, Style, Success,
};
pub(crate) use presence::Presence;
pub(crate) use rule::Rule;
pub(crate) use security::{KeyLocation, SchemeKind, SecurityScheme};
pub(crate) use types::{
    Branch, Constant, Enum, EnumOf, Field, JsonKind, Keeps, PropertyAccess, Scalar, Shape, Struct, TextFormat, Tuple,
    Type, TypeDef, TypeId, Types, Union, Variant,
};

use crate::config::{Pagination, Signature};

use crate::read::SpecPath;

/// Whether the generated code can validate values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Validation {
    Off,
    On,
    /// If the crate is compiled with the feature `validate`.
    #[default]
    ByFeature,
}

/// One API.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    /// Base URLs, the default first.
    pub(crate) servers: Vec<String>,
    /// Where they stand.
    pub(crate) servers_at: SpecPath,
    /// What the names of environment variables begin with.
    pub(crate) env_prefix: String,
    pub(crate) schemes: Vec<SecurityScheme>,
    /// The requirement that most operations have, for what the document does not describe.
    pub(crate) security: Vec<Vec<usize>>,
    pub(crate) types: Types,
    pub(crate) groups: Vec<Group>,
    pub(crate) operations: Vec<Operation>,
    /// The webhooks and callbacks that can be read.
    pub(crate) incoming: Vec<Incoming>,
    /// The property of their bodies that says which webhook one is, where there is one; found by a pass.
    pub(crate) event: Option<String>,
    /// What the client can be told for all its calls; of each, `ident` is the builder's method.
    pub(crate) client_parameters: Vec<Parameter>,
    /// The headers that answers declare, each once.
    pub(crate) response_headers: Vec<ResponseHeader>,
    /// Whether types say what their schemas ask of their values.
    pub(crate) validation: Validation,
    /// How the API signs what it sends by itself, if it does.
    pub(crate) signature: Option<Signature>,
    /// The rules by which lists come in pages.
    pub(crate) pagination: Vec<Pagination>,
    /// The bodies that any operation declares for an error, each once.
    pub(crate) error_bodies: Vec<ErrorBody>,
    /// The path by which users name the crate, where its operations are documented with an example.
    pub(crate) crate_path: Option<String>,
    /// What the schemas became that stand in operations and got no item of their own.
    pub(crate) places: Vec<(SpecPath, Type)>,
    /// The paths of types that only sdk.toml knows.
    pub(crate) foreign: Vec<String>,
}
