//! How is a request handed to a transport?

use http::Method;
use http::header::HeaderMap;
use url::Url;

use super::{TransportError, TransportErrorKind};
use crate::middleware::CallInfo;
use crate::send::Progress;
use crate::{Body, base_url};

/// A request as the client has put it together, for a transport that need not have it as an [`http::Request`]: reqwest would
/// take that apart, parse its address once more, and carry what its extensions hold through all of its layers.
#[doc(hidden)]
#[derive(Debug)]
pub struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    pub(crate) info: CallInfo,
    pub(crate) progress: Progress,
}

impl Prepared {
    /// As [`Transport::send`](super::Transport::send) takes it.
    ///
    /// # Errors
    /// When its address is longer than the 64 KiB that one may have.
    pub(crate) fn into_http(self) -> Result<http::Request<Body>, TransportError> {
        let uri = base_url::uri(&self.url);
        let uri = uri.map_err(|message| TransportError::new(TransportErrorKind::Request, message))?;
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        request.extensions_mut().insert(self.info);
        request.extensions_mut().insert(self.progress);
        Ok(request)
    }
}
