//! How does a request reach the server and its answer come back?

mod prepared;
#[cfg(feature = "reqwest")]
#[cfg_attr(target_arch = "wasm32", path = "browser.rs")]
pub(crate) mod reqwest;

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;

pub use prepared::Prepared;

use crate::Body;

/// A source of an error, of whatever type.
pub(crate) type BoxError = Box<dyn StdError + Send + Sync>;

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> = Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'a>>;

/// The way to the server: one exchange of a request and its response.
///
/// The feature `reqwest`, on by default, brings one. A program can put its own in its place, to answer from memory in a
/// test or to go through something that is already there:
///
/// ```
/// use openapi_runtime::{Body, Transport, TransportFuture, http};
///
/// /// Answers every call with an empty object.
/// #[derive(Debug)]
/// struct Nothing;
///
/// impl Transport for Nothing {
///     fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
///         Box::pin(async move {
///             assert!(request.headers().contains_key("user-agent"));
///             Ok(http::Response::new(Body::from("{}")))
///         })
///     }
/// }
/// ```
///
/// The request is complete: its URI is absolute and must be sent as it stands, its headers hold the credentials. A
/// transport does not follow redirects, since it cannot know who may see them; the client does. It should undo the
/// content codings that it asked for, and it need not limit time: when the call's time is over, or nobody waits for it
/// any more, the future is dropped.
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends a request and waits for the head of its response.
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_>;

    /// As [`send`](Self::send), which it calls; the transports of this crate have a shorter way.
    #[doc(hidden)]
    fn carry(&self, prepared: Prepared) -> TransportFuture<'_> {
        match prepared.into_http() {
            Ok(request) => self.send(request),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }
}

/// Why an exchange failed, as a [`Transport`] reports it.
///
/// ```
/// use openapi_runtime::{TransportError, TransportErrorKind};
///
/// let error = TransportError::new(TransportErrorKind::Connect, "the cable is unplugged");
/// assert_eq!(error.kind(), TransportErrorKind::Connect);
/// ```
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// What kind of failure a [`TransportError`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request is not one that can be sent.
    Request,
    /// The host's name has no address.
    Dns,
    /// The connection could not be made.
    Connect,
    /// The connection was not made in time.
    ConnectTimeout,
    /// The connection could not be made secure, or the other side not be trusted.
    Tls,
    /// The server says that it has not begun with the request (RFC 9113, §8.7), so that it may be sent again.
    Unprocessed,
    /// The connection broke: the answer is missing, cut off or garbled.
    Interrupted,
}

impl TransportError {
    /// Creates one from its kind and the error behind it, which must not hold secrets.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        TransportError {
            kind,
            source: source.into(),
        }
    }

    /// Returns the kind.
    #[must_use]
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Request => "the request cannot be sent",
            TransportErrorKind::Dns => "the host's name has no address",
            TransportErrorKind::Connect => "the connection could not be made",
            TransportErrorKind::ConnectTimeout => "the connection was not made in time",
            TransportErrorKind::Tls => "the connection could not be made secure",
            TransportErrorKind::Unprocessed => "the server did not begin with the request",
            TransportErrorKind::Interrupted => "the connection broke",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
