//! How does reqwest carry a request?

use std::error::Error as StdError;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};

use super::{Prepared, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::Body;
use crate::send::Progress;

mod network;
mod outgoing;

pub(crate) use network::Network;
use outgoing::outgoing;

/// HTTP/1.1 and HTTP/2, with the pool of connections that reqwest keeps. It has to be set up to follow no redirects: the
/// client does that itself, since it knows what may be sent where.
impl Transport for reqwest::Client {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let progress = request.extensions().get::<Progress>().cloned();
        let (mut head, body) = request.into_parts();
        say_empty(&head.method, &mut head.headers, &body);
        let request = http::Request::from_parts(head, outgoing(body, progress));
        let response = reqwest::Request::try_from(request).map(|request| self.execute(request));
        Box::pin(async move { answered(response.map_err(told)?.await) })
    }

    fn carry(&self, mut prepared: Prepared) -> TransportFuture<'_> {
        say_empty(&prepared.method, &mut prepared.headers, &prepared.body);
        let mut request = reqwest::Request::new(prepared.method, prepared.url);
        *request.headers_mut() = prepared.headers;
        *request.body_mut() = Some(outgoing(prepared.body, Some(prepared.progress)));
        let response = self.execute(request);
        Box::pin(async move { answered(response.await) })
    }
}

fn answered(response: reqwest::Result<reqwest::Response>) -> Result<http::Response<Body>, TransportError> {
    let mut response = response.map_err(told)?;
    let mut answer = http::Response::new(Body::empty());
    *answer.status_mut() = response.status();
    *answer.version_mut() = response.version();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    *answer.extensions_mut() = std::mem::take(response.extensions_mut());
    let length = response.content_length();
    *answer.body_mut() = Body::stream(Incoming(response), length);
    Ok(answer)
}

/// Says that a body is empty where the method could have one (RFC 9110, §8.6): some servers answer 411 otherwise. What is not
/// empty tells its length itself.
fn say_empty(method: &Method, headers: &mut HeaderMap, body: &Body) {
    let has_meaning = matches!(*method, Method::POST | Method::PUT | Method::PATCH);
    if has_meaning && body.as_bytes().is_some_and(Bytes::is_empty) && !headers.contains_key(CONTENT_LENGTH) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// What went wrong, without the URL, whose query may hold a key.
#[cold]
fn told(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_dns() {
        TransportErrorKind::Dns
    } else if is_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() && error.is_timeout() {
        TransportErrorKind::ConnectTimeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if is_unprocessed(&error) {
        TransportErrorKind::Unprocessed
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, error)
}

/// Whether the server refused the stream, or said farewell before it came to it (RFC 9113, §8.7).
fn is_unprocessed(error: &(dyn StdError + 'static)) -> bool {
    match error.downcast_ref::<h2::Error>() {
        Some(error) => {
            let is_farewell = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
            let is_refusal = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
            error.is_remote() && (is_farewell || is_refusal)
        }
        None => error.source().is_some_and(is_unprocessed),
    }
}

fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let within = match error.downcast_ref::<std::io::Error>() {
        // An I/O error gives as its source not what it wraps, but the source of that.
        Some(error) => error.get_ref().map(|wrapped| wrapped as &(dyn StdError + 'static)),
        None => error.source(),
    };
    error.is::<rustls::Error>() || within.is_some_and(is_tls)
}

/// The rest of an answer: its body.
struct Incoming(reqwest::Response);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // The future has no state of its own, so that it need not be kept.
        let chunk = pin!(self.0.chunk()).poll(cx);
        chunk.map(|chunk| chunk.map_err(told).transpose())
    }
}
