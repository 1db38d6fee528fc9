//! What do all calls of a client share?

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, PROXY_AUTHORIZATION};
use tokio::sync::Semaphore;

use crate::api::Api;
use crate::base_url::BaseUrl;
use crate::credentials::Credentials;
use crate::request::shared::SharedParameter;
use crate::transport::Transport;

/// What the calls of a generated client go through: an address, credentials, limits and a transport.
///
/// A clone is another handle to the same client, and costs no more than an `Arc`'s. Connections are kept and shared, so
/// a program should make one client and clone it.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) headers: HeaderMap,
    pub(crate) parameters: Vec<SharedParameter>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) idle_timeout: Option<Duration>,
    pub(crate) retries: u32,
    pub(crate) max_response_bytes: u64,
    pub(crate) allow_clear_text: bool,
    /// As many calls may be on their way at once.
    pub(crate) places: Option<Arc<Semaphore>>,
    pub(crate) transport: Box<dyn Transport>,
}

impl Client {
    pub(crate) fn new(inner: Inner) -> Self {
        Client(Arc::new(inner))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn credentials(&self) -> &Credentials {
        &self.0.credentials
    }

    /// Whether a header of this name may hold a credential.
    pub(crate) fn is_credential(&self, header: &HeaderName) -> bool {
        *header == PROXY_AUTHORIZATION || self.0.credentials.is_place_of_one(header)
    }
}

/// Where the client goes and what it may, never the credentials.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.inner();
        let mut fields = f.debug_struct("Client");
        fields.field("api", &inner.api.title);
        fields.field("base_url", &inner.base_url);
        fields.field("credentials", &inner.credentials);
        fields.field(
            "headers",
            &inner.headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(),
        );
        fields.field("timeout", &inner.timeout);
        fields.field("idle_timeout", &inner.idle_timeout);
        fields.field("retries", &inner.retries);
        fields.field("max_response_bytes", &inner.max_response_bytes);
        fields.field("allow_clear_text", &inner.allow_clear_text);
        fields.field("transport", &inner.transport);
        fields.finish()
    }
}
