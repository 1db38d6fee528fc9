//! Where does a bearer token come from?

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::cache::Tokens;
use super::oauth2::{ClientCredentials, Grant, RefreshToken};
use crate::transport::BoxError;

/// A token, and how long it is good for.
///
/// ```
/// use std::time::Duration;
///
/// use openapi_runtime::Token;
///
/// let token = Token::new("abc").expires_in(Duration::from_secs(3600));
/// assert_eq!(format!("{token:?}"), "Token(***)");
/// ```
#[derive(Clone)]
pub struct Token {
    pub(super) secret: SecretString,
    pub(super) lifetime: Option<Duration>,
}

impl Token {
    /// Returns a token that is good until the server refuses it.
    pub fn new(token: impl Into<String>) -> Self {
        Token {
            secret: SecretString::from(token.into()),
            lifetime: None,
        }
    }

    /// Says how long it is good for, from now. Another one is asked for a little before that.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// What [`TokenSource::token`] returns.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Token, Box<dyn std::error::Error + Send + Sync>>> + Send + 'a>>;

/// A program's own way to get tokens: from a secret store, a metadata service, a login that somebody has to click
/// through.
///
/// What it gives is kept until shortly before it expires. It is asked once at a time, however many calls wait for a token,
/// and once more when the server answers 401 to a token that it gave.
///
/// ```
/// use openapi_runtime::{Token, TokenFuture, TokenSource};
///
/// #[derive(Debug)]
/// struct FromFile;
///
/// impl TokenSource for FromFile {
///     fn token(&self) -> TokenFuture<'_> {
///         Box::pin(async { Ok(Token::new(std::fs::read_to_string("/run/secrets/token")?.trim())) })
///     }
/// }
/// ```
pub trait TokenSource: fmt::Debug + Send + Sync + 'static {
    /// Gets a token. It is not asked to keep it.
    fn token(&self) -> TokenFuture<'_>;
}

/// What a bearer token is, or comes from: a text that is the token, [`ClientCredentials`], a [`RefreshToken`], or a
/// [`TokenSource`].
///
/// ```
/// use openapi_runtime::{Bearer, ClientCredentials};
///
/// let fixed = Bearer::from("token");
/// let fetched = Bearer::from(ClientCredentials::new("id", "secret").scope("invoices:read"));
/// assert_eq!(format!("{fixed:?} {fetched:?}"), "Bearer(***) Bearer(client credentials)");
/// ```
#[derive(Clone)]
pub struct Bearer(pub(super) Form);

#[derive(Clone)]
pub(super) enum Form {
    Fixed(SecretString),
    Fetched(Arc<Tokens>),
}

/// Who is asked for a token.
pub(super) enum Supplier {
    Program(Box<dyn TokenSource>),
    Server(Grant),
}

impl Bearer {
    fn fetched(supplier: Supplier) -> Self {
        Bearer(Form::Fetched(Arc::new(Tokens::new(supplier))))
    }
}

impl From<&str> for Bearer {
    fn from(token: &str) -> Self {
        Bearer::from(token.to_owned())
    }
}

impl From<String> for Bearer {
    fn from(token: String) -> Self {
        Bearer(Form::Fixed(SecretString::from(token)))
    }
}

impl From<ClientCredentials> for Bearer {
    fn from(credentials: ClientCredentials) -> Self {
        Bearer::fetched(Supplier::Server(Grant::from(credentials)))
    }
}

impl From<RefreshToken> for Bearer {
    fn from(token: RefreshToken) -> Self {
        Bearer::fetched(Supplier::Server(Grant::from(token)))
    }
}

impl<S: TokenSource> From<S> for Bearer {
    fn from(source: S) -> Self {
        Bearer::fetched(Supplier::Program(Box::new(source)))
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Fixed(_) => f.write_str("Bearer(***)"),
            Form::Fetched(tokens) => write!(f, "Bearer({})", tokens.kind()),
        }
    }
}

impl Supplier {
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Supplier::Program(_) => "token source",
            Supplier::Server(grant) => grant.kind(),
        }
    }
}

/// The text of an error of the program's, which is not to hold a token.
pub(super) fn told(error: &BoxError) -> String {
    error.to_string()
}

impl Token {
    pub(super) fn exposed(&self) -> &str {
        self.secret.expose_secret()
    }
}
