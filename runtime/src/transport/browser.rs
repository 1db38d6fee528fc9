//! How does a browser carry a request?
//!
//! By its `fetch`, through reqwest. What the browser keeps for itself nobody else decides there: it follows redirects, has
//! a pool of connections and a cache, says whom it trusts, and tells of a failure only that there was one. What it gives
//! belongs to its one thread, which `SendWrapper` holds it to; so a client is of the same types as everywhere.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::USER_AGENT;
use send_wrapper::SendWrapper;

use super::{Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::Body;
use crate::base_url::BaseUrl;
use crate::error::Error;

/// What a program says about the network: nothing, here.
#[derive(Debug, Default)]
pub(crate) struct Network;

impl Network {
    pub(crate) fn connect(self, _: Duration, _: &BaseUrl) -> Result<Box<dyn Transport>, Error> {
        Ok(Box::new(reqwest::Client::new()))
    }
}

/// The browser's `fetch`.
impl Transport for reqwest::Client {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(SendWrapper::new(exchange(self, request)))
    }
}

async fn exchange(
    client: &reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let (head, body) = request.into_parts();
    let url = url::Url::parse(&head.uri.to_string());
    let url = url.map_err(|error| TransportError::new(TransportErrorKind::Request, error))?;
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    // The browser says what it is itself, and asks the server's leave for any header that it does not know.
    request.headers_mut().remove(USER_AGENT);
    let body = collect(body).await?;
    if !body.is_empty() {
        *request.body_mut() = Some(body.into());
    }

    let response = client.execute(request).await.map_err(told)?;
    let (status, headers) = (response.status(), response.headers().clone());
    // A length that the server names is that of what was compressed, and the browser does not tell.
    let chunks = Chunks(Box::pin(response.bytes_stream()));
    let mut response = http::Response::new(Body::stream(SendWrapper::new(chunks), None));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// All of a body: `fetch` does not take one in pieces everywhere.
async fn collect(mut body: Body) -> Result<Bytes, TransportError> {
    if let Some(bytes) = body.as_bytes() {
        return Ok(bytes.clone());
    }
    let mut all = Vec::new();
    while let Some(chunk) = body.chunk().await? {
        all.extend_from_slice(&chunk);
    }
    Ok(all.into())
}

/// What went wrong, without the URL, whose query may hold a key. Whether a connection ever came to be is not to be known,
/// so that nothing is done twice that may not be.
fn told(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = match error.is_builder() {
        true => TransportErrorKind::Request,
        false => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error)
}

/// The pieces of an answer. When it is dropped, so is the exchange.
struct Chunks<S>(Pin<Box<S>>);

impl<S: Stream<Item = reqwest::Result<Bytes>>> Stream for Chunks<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.0.as_mut().poll_next(cx);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map_err(told)))
    }
}
