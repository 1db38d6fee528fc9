//! How does a caller say who it is?

use super::Docs;
use crate::read::SpecPath;

#[derive(Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) at: SpecPath,
    /// The key under `components.securitySchemes`.
    pub(crate) name: String,
    /// The name of the builder's method; empty until the pass that assigns it.
    pub(crate) ident: String,
    /// The environment variable that holds it.
    pub(crate) env: String,
    pub(crate) docs: Docs,
    pub(crate) kind: SchemeKind,
}

#[derive(Debug)]
pub(crate) enum SchemeKind {
    ApiKey {
        location: KeyLocation,
        name: String,
    },
    HttpBasic,
    HttpBearer,
    OAuth2 {
        /// Where programs get tokens; empty if the document does not say.
        token_url: String,
    },
    OpenIdConnect {
        discovery_url: String,
    },
    MutualTls,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum KeyLocation {
    Header,
    Query,
    Cookie,
}
