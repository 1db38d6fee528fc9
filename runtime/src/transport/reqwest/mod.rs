//! How does reqwest carry a request?

use std::error::Error as StdError;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::{Prepared, Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::Body;
use crate::send::Progress;

mod connecting;
mod network;

use connecting::poll_telling;
pub(crate) use network::Network;

/// HTTP/1.1 and HTTP/2, with the pool of connections that reqwest keeps. It has to be set up to follow no redirects: the
/// client does that itself, since it knows what may be sent where.
impl Transport for reqwest::Client {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let progress = request.extensions().get::<Progress>().cloned();
        let (mut head, body) = request.into_parts();
        say_empty(&head.method, &mut head.headers, &body);
        let request = http::Request::from_parts(head, body);
        match reqwest::Request::try_from(request.map(outgoing)) {
            Ok(request) => exchange(progress, self.execute(request)),
            Err(error) => Box::pin(std::future::ready(Err(told(error)))),
        }
    }

    fn carry(&self, mut prepared: Prepared) -> TransportFuture<'_> {
        say_empty(&prepared.method, &mut prepared.headers, &prepared.body);
        let mut request = reqwest::Request::new(prepared.method, prepared.url);
        *request.headers_mut() = prepared.headers;
        *request.body_mut() = Some(outgoing(prepared.body));
        exchange(Some(prepared.progress), self.execute(request))
    }
}

fn exchange<'a>(
    mut progress: Option<Progress>,
    response: impl Future<Output = reqwest::Result<reqwest::Response>> + Send + 'a,
) -> TransportFuture<'a> {
    Box::pin(async move {
        let mut response = pin!(response);
        answered(poll_fn(|cx| poll_telling(&mut progress, response.as_mut(), cx)).await)
    })
}

fn answered(response: reqwest::Result<reqwest::Response>) -> Result<http::Response<Body>, TransportError> {
    let response = http::Response::<reqwest::Body>::from(response.map_err(told)?);
    Ok(response.map(|body| {
        let length = body.size_hint().exact();
        Body::stream(Incoming(body), length)
    }))
}

/// Says that a body is empty where the method could have one (RFC 9110, §8.6): some servers answer 411 otherwise. What is not
/// empty tells its length itself.
fn say_empty(method: &Method, headers: &mut HeaderMap, body: &Body) {
    let has_meaning = matches!(*method, Method::POST | Method::PUT | Method::PATCH);
    if has_meaning && body.as_bytes().is_some_and(Bytes::is_empty) && !headers.contains_key(CONTENT_LENGTH) {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(body) => reqwest::Body::wrap(Outgoing(Mutex::new(body))),
    }
}

/// What went wrong, without the URL, whose query may hold a key.
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
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, error)
}

fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let within = match error.downcast_ref::<std::io::Error>() {
        // An I/O error gives as its source not what it wraps, but the source of that.
        Some(error) => error.get_ref().map(|wrapped| wrapped as &(dyn StdError + 'static)),
        None => error.source(),
    };
    error.is::<rustls::Error>() || within.is_some_and(is_tls)
}

struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match Pin::new(&mut self.0).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => {
                    // What is no data are trailers.
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(told(error)))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// reqwest asks for `Sync` too, which a lock that nobody ever has to wait for gives.
struct Outgoing(Mutex<Body>);

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let chunk = Pin::new(body).poll_next(cx);
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
