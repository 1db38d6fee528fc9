//! How is a client made?

mod generated;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::base_url::BaseUrl;
use crate::client::{Client, Inner};
use crate::credentials::{Credential, Credentials};
use crate::error::{Error, ErrorKind};
use crate::middleware::{Middleware, Stack};
use crate::request::Style;
use crate::request::shared::{Place, SharedParameter};
use crate::send::RETRIES;
use crate::transport::Transport;
use crate::value::Value;

/// The longest a call takes unless it is told otherwise: as long as the gateways in front of most APIs wait themselves.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Servers that have nothing to say for long send comments in between, most of them every 15 or 30 seconds.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_RESPONSE_BYTES: u64 = 64 * 1024 * 1024;

/// Makes a [`Client`]. A generated crate wraps it in a builder of its own, with one method a credential.
///
/// | Setting | Default |
/// |---|---|
/// | [`base_url`](Self::base_url) | the environment's, if asked for; else the document's first server |
/// | [`timeout`](Self::timeout) | 60 s for a whole call |
/// | [`idle_timeout`](Self::idle_timeout) | 120 s for each piece of a stream |
/// | [`retries`](Self::retries) | 2, of what may be done twice |
/// | [`connect_timeout`](Self::connect_timeout) | 10 s |
/// | [`max_response_bytes`](Self::max_response_bytes) | 64 MiB |
/// | [`allow_clear_text`](Self::allow_clear_text) | no |
/// | [`header`](Self::header) | `User-Agent`, with name and version of the generated crate |
/// | [`transport`](Self::transport) | reqwest, with the feature of that name |
///
/// ```
/// # use openapi_runtime::codegen::v1;
/// # static API: v1::Api = v1::Api {
/// #     title: "", version: "", user_agent: "docs/1", servers: &[], env_prefix: "DOCS", schemes: &[], security: &[],
/// # };
/// use std::time::Duration;
///
/// use openapi_runtime::ClientBuilder;
///
/// let client = ClientBuilder::new(&API)
///     .base_url("http://127.0.0.1:4010/v1")
///     .timeout(Duration::from_secs(5))
///     .max_response_bytes(1024 * 1024)
///     .header("x-team", "billing")
///     .build()?;
/// # Ok::<(), openapi_runtime::Error>(())
/// ```
#[must_use = "a builder does nothing before `build`"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    base_url_from_env: bool,
    credentials: Credentials,
    credentials_from_env: bool,
    headers: HeaderMap,
    parameters: Vec<SharedParameter>,
    timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    retries: u32,
    connect_timeout: Duration,
    max_response_bytes: u64,
    allow_clear_text: bool,
    max_concurrent_calls: Option<usize>,
    middleware: Vec<Box<dyn Middleware>>,
    transport: Option<Box<dyn Transport>>,
    #[cfg(feature = "reqwest")]
    network: crate::transport::reqwest::Network,
    failure: Option<String>,
}

impl ClientBuilder {
    /// A builder for the clients of this API.
    #[doc(hidden)]
    pub fn new(api: &'static Api) -> Self {
        ClientBuilder {
            api,
            base_url: None,
            base_url_from_env: false,
            credentials: Credentials::new(api),
            credentials_from_env: false,
            headers: HeaderMap::new(),
            parameters: Vec::new(),
            timeout: Some(TIMEOUT),
            idle_timeout: Some(IDLE_TIMEOUT),
            retries: RETRIES,
            connect_timeout: CONNECT_TIMEOUT,
            max_response_bytes: MAX_RESPONSE_BYTES,
            allow_clear_text: false,
            max_concurrent_calls: None,
            middleware: Vec::new(),
            transport: None,
            #[cfg(feature = "reqwest")]
            network: crate::transport::reqwest::Network::default(),
            failure: None,
        }
    }

    /// Sets the credential of a scheme, by its index in [`Api::schemes`].
    #[doc(hidden)]
    pub fn credential(mut self, scheme: usize, credential: Credential) -> Self {
        self.credentials.set(scheme, credential);
        self
    }

    /// Sets a header parameter for the calls of all operations that declare it.
    #[doc(hidden)]
    pub fn header_parameter(self, name: &'static str, style: Style, value: &dyn Value) -> Self {
        self.parameter(SharedParameter::new(Place::Header, name, style, value))
    }

    /// Sets a query parameter for the calls of all operations that declare it.
    #[doc(hidden)]
    pub fn query_parameter(self, name: &'static str, style: Style, value: &dyn Value) -> Self {
        self.parameter(SharedParameter::new(Place::Query, name, style, value))
    }

    fn parameter(mut self, parameter: Result<SharedParameter, String>) -> Self {
        match parameter {
            Ok(parameter) => {
                self.parameters.retain(|known| !known.meets(&parameter));
                self.parameters.push(parameter);
            }
            Err(reason) => self.fail(reason),
        }
        self
    }

    /// Takes from the environment what is not set in code: the base URL, as
    /// [`base_url_from_env`](Self::base_url_from_env), and the credentials, as
    /// [`credentials_from_env`](Self::credentials_from_env).
    pub fn from_env(self) -> Self {
        self.base_url_from_env().credentials_from_env()
    }

    /// Takes the credentials that are not set in code from the environment, when the client is built. The document's
    /// security schemes name the variables: the prefix of the API and the name of the scheme, in upper case. For basic
    /// authentication the value is `user:password`. For OAuth 2.0 and OpenID Connect it is a token; or the same name with
    /// `_CLIENT_ID` and `_CLIENT_SECRET` (and `_SCOPE`) says who asks the server for tokens.
    ///
    /// A variable that is missing or empty is no error: that comes when a call needs it, and names it.
    pub fn credentials_from_env(mut self) -> Self {
        self.credentials_from_env = true;
        self
    }

    /// Takes the base URL, unless it is set in code, from the environment when the client is built: from the prefix of
    /// the API and `_BASE_URL`.
    pub fn base_url_from_env(mut self) -> Self {
        self.base_url_from_env = true;
        self
    }

    /// Sets the address that the paths of all operations are appended to, such as `https://api.example.com/v1`.
    ///
    /// A path is kept as a prefix, with or without a slash at its end, and a query goes before that of each operation.
    /// Credentials are sent to this origin (scheme, host and port) and to no other. Default: the first server of the
    /// document.
    ///
    /// An address with a user, a password or a fragment, or of another scheme than `https` and `http`, is an error of
    /// [`build`](Self::build).
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Limits the time of a call, from its start to the end of the answer's body; `None` waits for ever. Default: 60
    /// seconds.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Limits the wait for each piece of an answer that is read as a stream, whose time [`timeout`](Self::timeout) limits
    /// only up to its beginning; `None` waits for ever. Default: 120 seconds.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.idle_timeout = limit.into();
        self
    }

    /// Sets how often a call is attempted again, within its time, when the connection fails or the server answers 408,
    /// 429, 500, 502, 503 or 504. Only what may be done twice is: an idempotent method, or any other with an idempotency
    /// key; of the rest, a call that never reached the server. The wait in between is what the server asks for
    /// (`Retry-After`), or doubles from half a second. Default: 2.
    pub fn retries(mut self, limit: u32) -> Self {
        self.retries = limit;
        self
    }

    /// Limits the time until a connection is there, handshakes included. Default: 10 seconds. A transport of the
    /// program's own has its own limit.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Limits how many calls are on their way at once; the others wait, within their time. An answer that is read as a
    /// stream is on its way until it is dropped. 0 is an error of [`build`](Self::build). Default: no limit.
    pub fn max_concurrent_calls(mut self, limit: usize) -> Self {
        self.max_concurrent_calls = Some(limit);
        self
    }

    /// Limits the size of an answer's body, in bytes after decompression, so that a server cannot fill the memory.
    /// Default: 64 MiB.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Lets credentials go over `http`, which everyone on the way can read, to a host that is not this machine. Without
    /// it a call that would do so fails before anything is sent. Default: no.
    pub fn allow_clear_text(mut self, allow: bool) -> Self {
        self.allow_clear_text = allow;
        self
    }

    /// Sends a header with every call, unless the call has its own of that name. It goes to the origin of the base URL
    /// alone.
    ///
    /// A name or a value that is not fit for a header is an error of [`build`](Self::build).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_bytes(value.as_bytes()),
        ) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(self.credentials.is_place_of_one(&name));
                self.headers.insert(name, value);
            }
            (Ok(name), Err(_)) => self.fail(format!(
                "the value of the header `{name}` holds a line break or another control character"
            )),
            (Err(_), _) => self.fail(format!("{name:?} is not the name of a header")),
        }
        self
    }

    /// Lets every request and response go through this, after what was given before.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Box::new(middleware));
        self
    }

    /// Goes through this proxy, such as `http://user:password@proxy.example:3128`, in place of the one that the
    /// environment names. A transport of the program's own has its own.
    #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.network.proxy = Some(url.into());
        self
    }

    /// Trusts the certificates in this text (PEM), beside those that the platform trusts. A transport of the program's
    /// own has its own.
    #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.network.roots.push(pem.into());
        self
    }

    /// Proves with this certificate and its key (PEM) who the client is, to servers that ask for it (`mutualTLS`). A
    /// transport of the program's own has its own.
    #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
    pub fn client_certificate(mut self, certificate: impl Into<Vec<u8>>, key: impl Into<Vec<u8>>) -> Self {
        self.network.identity = Some((certificate.into(), key.into()));
        self
    }

    /// Sends and receives through `transport`; a `reqwest::Client` is one, which should follow no redirects, since it does
    /// not know who may see the credentials. Default: reqwest, with the feature of that name, which goes through the
    /// proxy that the environment names (`HTTPS_PROXY`, `NO_PROXY` and their like) unless the base URL is this machine.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`] when there is no base URL, or it is not one; when a header or a credential cannot be
    /// sent; when there is no transport, or it cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let variable = |name: &str| std::env::var(name).ok();
        self.build_in(&variable)
    }

    fn build_in(mut self, variable: &dyn Fn(&str) -> Option<String>) -> Result<Client, Error> {
        let wrong = |message: String| Error::new(ErrorKind::Configuration, message);
        if let Some(failure) = self.failure {
            return Err(wrong(failure));
        }
        if self.credentials_from_env {
            self.credentials.fill(variable);
        }
        self.credentials.settle().map_err(wrong)?;
        let base_url = self.base_url.take();
        let base_url = match base_url {
            Some(url) => BaseUrl::parse(&url).map_err(wrong)?,
            None => default_base_url(self.api, self.base_url_from_env, variable)?,
        };
        let user_agent = HeaderValue::from_str(self.api.user_agent);
        if let Ok(user_agent) = user_agent {
            self.headers.entry(USER_AGENT).or_insert(user_agent);
        }
        let transport =
            match self.transport {
                Some(transport) => transport,
                #[cfg(feature = "reqwest")]
                None => self.network.connect(self.connect_timeout, &base_url)?,
                #[cfg(not(feature = "reqwest"))]
                None => return Err(wrong(
                    "there is no transport: give the client one, or switch on the feature `reqwest` of openapi-runtime"
                        .into(),
                )),
            };
        let transport = match self.middleware.is_empty() {
            true => transport,
            false => Box::new(Stack {
                middleware: self.middleware,
                transport,
            }),
        };
        if self.max_concurrent_calls == Some(0) {
            return Err(wrong(
                "no call can be made, since `max_concurrent_calls` is 0".to_owned(),
            ));
        }
        Ok(Client::new(Inner {
            api: self.api,
            base_url,
            credentials: self.credentials,
            headers: self.headers,
            parameters: self.parameters,
            timeout: self.timeout,
            idle_timeout: self.idle_timeout,
            retries: self.retries,
            max_response_bytes: self.max_response_bytes,
            allow_clear_text: self.allow_clear_text,
            places: self.max_concurrent_calls.map(|limit| Arc::new(Semaphore::new(limit))),
            transport,
        }))
    }

    fn fail(&mut self, message: String) {
        self.failure.get_or_insert(message);
    }
}

fn default_base_url(api: &Api, from_env: bool, variable: &dyn Fn(&str) -> Option<String>) -> Result<BaseUrl, Error> {
    let wrong = |message: String| Error::new(ErrorKind::Configuration, message);
    let name = format!("{}_BASE_URL", api.env_prefix);
    let value = if from_env { variable(&name) } else { None };
    if let Some(url) = value.filter(|url| !url.trim().is_empty()) {
        return BaseUrl::parse(&url).map_err(|error| wrong(format!("{name}: {error}")));
    }
    let server = api.servers.first().copied().map(BaseUrl::parse);
    server.and_then(Result::ok).ok_or_else(|| {
        wrong(format!(
            "the document of {} names no server with an absolute URL; set the client's base URL, or {name} in the \
             environment",
            api.title
        ))
    })
}

/// The kind of what is set, never a credential.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("ClientBuilder");
        fields.field("api", &self.api.title);
        fields.field("credentials", &self.credentials);
        fields.field("timeout", &self.timeout);
        fields.field("retries", &self.retries);
        fields.field("connect_timeout", &self.connect_timeout);
        fields.field("max_response_bytes", &self.max_response_bytes);
        fields.field("allow_clear_text", &self.allow_clear_text);
        fields.finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
