//! How does a server give a token?
//!
//! The grants of RFC 6749 that need nobody to be there: client credentials (§4.4) and refreshing (§6).

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::token::Token;
use crate::api::{Scheme, SchemeKind};
use crate::base_url::{self, BaseUrl};
use crate::base64;
use crate::client;
use crate::error::{Error, ErrorKind};
use crate::request::percent;
use crate::send;
use crate::{Body, time};

/// No answer of a token endpoint is longer.
const LONGEST: u64 = 1024 * 1024;

/// The name and the secret of a program, for which a server gives it tokens (OAuth 2.0 client credentials, RFC 6749
/// §4.4).
///
/// ```
/// use openapi_runtime::ClientCredentials;
///
/// let credentials = ClientCredentials::new("id", "secret")
///     .scope("invoices:read invoices:write")
///     .parameter("audience", "https://api.example.com");
/// # let _ = credentials;
/// ```
#[derive(Clone)]
pub struct ClientCredentials(Asking);

/// A token that stands for what a user has allowed, and that gets tokens to call with (RFC 6749 §6). A server that gives
/// another in its place is followed.
///
/// ```
/// use openapi_runtime::RefreshToken;
///
/// let token = RefreshToken::new("refresh").client("id", "secret");
/// # let _ = token;
/// ```
#[derive(Clone)]
pub struct RefreshToken {
    token: SecretString,
    asking: Asking,
}

/// What a token request says, whatever it asks with.
#[derive(Clone, Default)]
struct Asking {
    client: Option<(String, SecretString)>,
    in_body: bool,
    url: Option<String>,
    parameters: Vec<(String, String)>,
}

impl ClientCredentials {
    /// Returns the credentials of this client.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        ClientCredentials(Asking {
            client: Some((id.into(), SecretString::from(secret.into()))),
            ..Asking::default()
        })
    }

    /// Asks for these scopes, with spaces between them. Default: what the server gives.
    #[must_use]
    pub fn scope(self, scope: impl Into<String>) -> Self {
        self.parameter("scope", scope)
    }

    /// Sends another parameter with the token request, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.parameters.push((name.into(), value.into()));
        self
    }

    /// Gets tokens from this address. Default: the document's.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.0.url = Some(url.into());
        self
    }

    /// Sends id and secret in the body of the token request, for servers that do not take them as basic authentication.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.0.in_body = true;
        self
    }
}

impl RefreshToken {
    /// Returns this refresh token, of a client without a secret.
    pub fn new(token: impl Into<String>) -> Self {
        RefreshToken {
            token: SecretString::from(token.into()),
            asking: Asking::default(),
        }
    }

    /// Says who the client is.
    #[must_use]
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.asking.client = Some((id.into(), SecretString::from(secret.into())));
        self
    }

    /// Sends another parameter with the token request, such as `client_id` where there is no secret.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.asking.parameters.push((name.into(), value.into()));
        self
    }

    /// Gets tokens from this address. Default: the document's.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.asking.url = Some(url.into());
        self
    }

    /// Sends id and secret in the body of the token request, for servers that do not take them as basic authentication.
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.asking.in_body = true;
        self
    }
}

impl std::fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientCredentials(***)")
    }
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RefreshToken(***)")
    }
}

/// What a token is asked for with.
pub(super) struct Grant {
    asking: Asking,
    /// The refresh token that holds now.
    refresh: Option<Mutex<SecretString>>,
}

impl From<ClientCredentials> for Grant {
    fn from(credentials: ClientCredentials) -> Self {
        Grant {
            asking: credentials.0,
            refresh: None,
        }
    }
}

impl From<RefreshToken> for Grant {
    fn from(token: RefreshToken) -> Self {
        Grant {
            asking: token.asking,
            refresh: Some(Mutex::new(token.token)),
        }
    }
}

impl Grant {
    pub(super) fn kind(&self) -> &'static str {
        match self.refresh {
            None => "client credentials",
            Some(_) => "refresh token",
        }
    }

    pub(super) fn secrets(&self) -> Vec<SecretString> {
        let client = self.asking.client.iter().map(|(_, secret)| secret.clone());
        client.chain(self.refresh_token()).collect()
    }

    fn refresh_token(&self) -> Option<SecretString> {
        let token = self.refresh.as_ref()?;
        Some(token.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Asks the server for a token.
    pub(super) async fn token(&self, client: &client::Inner, scheme: &'static Scheme) -> Result<Token, Error> {
        let url = self.url(client, scheme).await?;
        let answer = exchange(client, scheme, &url, || self.request(&url)).await?;
        let text = |name: &str| answer.get(name).and_then(serde_json::Value::as_str);
        let Some(token) = text("access_token") else {
            return Err(failed(scheme, &url, "its answer has no `access_token`"));
        };
        if let (Some(refresh), Some(next)) = (&self.refresh, text("refresh_token")) {
            *refresh.lock().unwrap_or_else(PoisonError::into_inner) = SecretString::from(next);
        }
        let lifetime = answer.get("expires_in").and_then(|seconds| match seconds {
            serde_json::Value::String(text) => text.parse().ok(),
            seconds => seconds.as_u64(),
        });
        let token = Token::new(token);
        Ok(match lifetime {
            Some(seconds) => token.expires_in(Duration::from_secs(seconds)),
            None => token,
        })
    }

    /// The token endpoint: what the program says, or the document, or the discovery document that it points to.
    async fn url(&self, client: &client::Inner, scheme: &'static Scheme) -> Result<Url, Error> {
        let declared = match (scheme.kind, &self.asking.url) {
            (_, Some(url)) => url.clone(),
            (SchemeKind::OAuth2 { token_url }, None) => token_url.to_owned(),
            (SchemeKind::OpenIdConnect { discovery_url }, None) if !discovery_url.is_empty() => {
                let url = resolve(client, scheme, discovery_url)?;
                let uri = uri(&url)?;
                let answer = exchange(client, scheme, &url, || {
                    let mut request = http::Request::new(Body::empty());
                    *request.uri_mut() = uri.clone();
                    Ok(request)
                });
                let answer = answer.await?;
                let endpoint = answer.get("token_endpoint").and_then(serde_json::Value::as_str);
                endpoint.unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        if declared.is_empty() {
            let message = format!(
                "the document names no address that gives tokens for {}; say it with `token_url`",
                scheme.name
            );
            return Err(Error::new(ErrorKind::Credentials, message));
        }
        resolve(client, scheme, &declared)
    }

    fn request(&self, url: &Url) -> Result<http::Request<Body>, Error> {
        let mut pairs = Vec::new();
        let mut pair = |name: &str, value: &str| {
            pairs.push(format!("{}={}", percent::encode(name), percent::encode(value)));
        };
        match self.refresh_token() {
            None => pair("grant_type", "client_credentials"),
            Some(token) => {
                pair("grant_type", "refresh_token");
                pair("refresh_token", token.expose_secret());
            }
        }
        for (name, value) in &self.asking.parameters {
            pair(name, value);
        }
        let mut authorization = None;
        if let Some((id, secret)) = &self.asking.client {
            let secret = secret.expose_secret();
            if self.asking.in_body {
                pair("client_id", id);
                pair("client_secret", secret);
            } else {
                // Each is encoded before they are put together (RFC 6749, §2.3.1).
                let both = format!("{}:{}", percent::encode(id), percent::encode(secret));
                authorization = Some(format!("Basic {}", base64::encode(both.as_bytes())));
            }
        }
        let mut request = http::Request::new(Body::from(pairs.join("&")));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri(url)?;
        let headers = request.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        if let Some(mut value) = authorization.and_then(|text| HeaderValue::from_str(&text).ok()) {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(request)
    }
}

fn uri(url: &Url) -> Result<http::Uri, Error> {
    base_url::uri(url).map_err(|message| Error::new(ErrorKind::Request, message))
}

/// An address of the document, which may be relative to the API's (OpenAPI 3.1, OAuth Flow Object).
fn resolve(client: &client::Inner, scheme: &Scheme, address: &str) -> Result<Url, Error> {
    let wrong = |reason: String| {
        let message = format!(
            "the address that gives tokens for {} cannot be used: {reason}",
            scheme.name
        );
        Error::new(ErrorKind::Credentials, message)
    };
    let absolute = client.base_url.resolve(address).map_err(wrong)?;
    let base = BaseUrl::parse(absolute.as_str()).map_err(wrong)?;
    if !base.is_private() && !client.allow_clear_text {
        let message = format!(
            "the secrets that get tokens for {} would be sent to {} in clear text",
            scheme.name,
            base.site()
        );
        return Err(Error::new(ErrorKind::ClearText, message));
    }
    Ok(absolute)
}

/// Asks, again if that may help, and reads the JSON of the answer. Redirects are not followed.
async fn exchange(
    client: &client::Inner,
    scheme: &Scheme,
    url: &Url,
    request: impl Fn() -> Result<http::Request<Body>, Error>,
) -> Result<serde_json::Value, Error> {
    let mut attempts = 0;
    loop {
        let error = match once(client, scheme, url, request()?).await {
            Err((error, true)) if attempts < client.retries => error,
            outcome => return outcome.map_err(|(error, _)| error),
        };
        time::sleep(send::wait(attempts, &error)).await;
        attempts += 1;
    }
}

/// One attempt; with an error goes whether another may help.
async fn once(
    client: &client::Inner,
    scheme: &Scheme,
    url: &Url,
    mut request: http::Request<Body>,
) -> Result<serde_json::Value, (Error, bool)> {
    let headers = request.headers_mut();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let response = client.transport.send(request).await;
    let response = response.map_err(|error| {
        let error = send::not_answered(error, &base_url::shown(url));
        let may_help = error.is_connect() || error.is_retryable();
        (error, may_help)
    })?;
    let (head, mut body) = response.into_parts();
    let body = send::read_some(&mut body, LONGEST).await;
    if head.status == StatusCode::OK {
        if let Ok(answer) = serde_json::from_slice(&body) {
            return Ok(answer);
        }
        return Err((failed(scheme, url, "its answer is not JSON"), false));
    }
    let reason = format!("{}{}", head.status, words(&body));
    let reason = client.credentials.redact(reason);
    Err((failed(scheme, url, &reason), head.status.is_server_error()))
}

/// What the server says (RFC 6749, §5.2).
fn words(body: &Bytes) -> String {
    let answer: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| answer.get(name).and_then(serde_json::Value::as_str);
    match (text("error"), text("error_description")) {
        (Some(error), Some(description)) => format!(": {error}: {description}"),
        (Some(error), None) => format!(": {error}"),
        (None, _) => String::new(),
    }
}

fn failed(scheme: &Scheme, url: &Url, reason: &str) -> Error {
    let message = format!("{} gives no token for {}: {reason}", base_url::shown(url), scheme.name);
    Error::new(ErrorKind::Credentials, message)
}
