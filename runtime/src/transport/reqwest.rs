//! How does reqwest carry a request?

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::BuilderVerifierExt;

use super::{Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::Body;
use crate::base_url::BaseUrl;
use crate::error::{Error, ErrorKind};

/// HTTP/1.1 and HTTP/2, with the pool of connections that reqwest keeps.
pub(crate) struct Reqwest(reqwest::Client);

impl Reqwest {
    pub(crate) fn new(connect_timeout: Duration, base_url: &BaseUrl) -> Result<Self, Error> {
        let mut builder = reqwest::Client::builder();
        if base_url.is_loopback() {
            // What is for this machine is not for a proxy's eyes.
            builder = builder.no_proxy();
        }
        let client = builder
            // The client follows them itself: it knows what may be sent where.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(connect_timeout)
            .tls_backend_preconfigured(tls(base_url.is_https())?)
            .build();
        let wrong = |error| Error::new(ErrorKind::Configuration, "the transport cannot be set up").because(error);
        Ok(Reqwest(
            client.map_err(|error: reqwest::Error| wrong(error.without_url()))?,
        ))
    }
}

/// The program's own provider of cryptography, if it has installed one, else ring; nothing is installed, since that is
/// for the program to do. Whom the platform trusts is trusted.
fn tls(is_needed: bool) -> Result<rustls::ClientConfig, Error> {
    let provider = CryptoProvider::get_default().map_or_else(|| Arc::new(ring::default_provider()), Arc::clone);
    let wrong = |error| {
        let message = "the certificates that this system trusts cannot be read (on Linux they come with the package \
                       `ca-certificates`, or from SSL_CERT_FILE)";
        Error::new(ErrorKind::Configuration, message).because(error)
    };
    let builder = rustls::ClientConfig::builder_with_provider(provider);
    let builder = builder.with_safe_default_protocol_versions().map_err(wrong)?;
    let mut config = match builder.clone().with_platform_verifier() {
        Ok(builder) => builder.with_no_client_auth(),
        Err(error) if is_needed => return Err(wrong(error)),
        // To talk to this machine nobody needs to be trusted.
        Err(_) => builder
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let request = request.map(|body| match body.as_bytes() {
                Some(bytes) => reqwest::Body::from(bytes.clone()),
                None => reqwest::Body::wrap(Outgoing(Mutex::new(body))),
            });
            let request = reqwest::Request::try_from(request).map_err(told)?;
            let response = self.0.execute(request).await.map_err(told)?;
            let response = http::Response::<reqwest::Body>::from(response);
            Ok(response.map(|body| {
                let length = body.size_hint().exact();
                Body::stream(Incoming(body), length)
            }))
        })
    }
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("reqwest")
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
