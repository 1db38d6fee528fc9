//! What does the runtime know of an API and its operations?
//!
//! Plain data that generated code states in statics, and that everything else here reads.

use http::StatusCode;

/// An API, as its document describes it.
#[derive(Debug)]
pub struct Api {
    /// The title of the document.
    pub title: &'static str,
    /// The version of the document.
    pub version: &'static str,
    /// What is sent as `User-Agent`.
    pub user_agent: &'static str,
    /// Its servers; the first is the default base URL.
    pub servers: &'static [&'static str],
    /// What the names of environment variables begin with: `ZENSKAR` for `ZENSKAR_BASE_URL`.
    pub env_prefix: &'static str,
    /// Its security schemes.
    pub schemes: &'static [Scheme],
    /// The requirement that holds for what the document does not describe, as in [`Operation::security`].
    pub security: &'static [&'static [usize]],
}

/// One way to prove who is calling: a Security Scheme Object (OpenAPI 3.1, §4.8.27).
#[derive(Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: &'static str,
    /// The environment variable that holds its credential.
    pub env: &'static str,
    /// What is sent, and where.
    pub kind: SchemeKind,
}

/// What a security scheme sends, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key.
    ApiKey {
        /// Where the key goes.
        location: KeyLocation,
        /// The name of the header, the query parameter or the cookie.
        name: &'static str,
    },
    /// User and password (RFC 7617).
    HttpBasic,
    /// A token (RFC 6750).
    HttpBearer,
    /// A token that an OAuth2 flow gave.
    OAuth2 {
        /// The address that gives tokens to programs, absolute or relative to the API's; empty if there is none.
        token_url: &'static str,
    },
    /// A token that OpenID Connect gave.
    OpenIdConnect {
        /// The address of the discovery document (OpenID Connect Discovery 1.0, §4).
        discovery_url: &'static str,
    },
    /// A certificate of the transport's; nothing is sent with the request.
    MutualTls,
}

impl Scheme {
    /// The header that it goes into, if it does and needs no other.
    pub(crate) fn header(&self) -> Option<&'static str> {
        match self.kind {
            SchemeKind::ApiKey {
                location: KeyLocation::Header,
                name,
            } => Some(name),
            SchemeKind::HttpBasic
            | SchemeKind::HttpBearer
            | SchemeKind::OAuth2 { .. }
            | SchemeKind::OpenIdConnect { .. } => Some("authorization"),
            SchemeKind::ApiKey { .. } | SchemeKind::MutualTls => None,
        }
    }
}

/// Where an API key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyLocation {
    /// In a header.
    Header,
    /// In the query of the URL.
    Query,
    /// In a cookie.
    Cookie,
}

/// An operation, as its document describes it.
#[derive(Debug)]
pub struct Operation {
    /// Its `operationId`; empty if it has none.
    pub id: &'static str,
    /// Its method, as it is sent.
    pub method: &'static str,
    /// Its path template, such as `/customers/{customer_id}`.
    pub path: &'static str,
    /// Its security requirements: alternatives, each of schemes that go together, as indexes into [`Api::schemes`].
    /// An empty list needs nothing, an empty alternative makes the others optional.
    pub security: &'static [&'static [usize]],
    /// What is sent as `Accept`.
    pub accept: &'static str,
    /// The error answers that it declares, each with its number among the error bodies of the API.
    pub errors: &'static [(StatusPattern, u16)],
}

/// Which statuses a declared response stands for (OpenAPI 3.1, §4.8.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusPattern {
    /// One status: `422`.
    Code(u16),
    /// A hundred of them: `4XX` is `Range(4)`.
    Range(u8),
    /// All that nothing else stands for.
    Default,
}

impl Operation {
    /// Which error body is declared for this status: the most exact pattern decides.
    pub(crate) fn declared(&self, status: StatusCode) -> Option<u16> {
        let status = status.as_u16();
        let find = |pattern| self.errors.iter().find(|(declared, _)| *declared == pattern);
        // A status has three digits, so that its first fits in a byte.
        let hundreds = u8::try_from(status / 100).unwrap_or(0);
        find(StatusPattern::Code(status))
            .or_else(|| find(StatusPattern::Range(hundreds)))
            .or_else(|| find(StatusPattern::Default))
            .map(|&(_, body)| body)
    }
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::{Operation, StatusPattern};

    #[test]
    fn the_most_exact_pattern_decides() {
        let operation = Operation {
            id: "get",
            method: "GET",
            path: "/",
            security: &[],
            accept: "application/json",
            errors: &[
                (StatusPattern::Default, 0),
                (StatusPattern::Range(4), 1),
                (StatusPattern::Code(404), 2),
            ],
        };
        let table = [(404, Some(2)), (422, Some(1)), (500, Some(0))];
        for (status, expected) in table {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(operation.declared(status), expected, "{status}");
        }
    }
}
