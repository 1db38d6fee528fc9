//! What are the bodies of requests and responses, on their way through a transport?

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::transport::TransportError;

/// A body: nothing, bytes that are there already, or a stream of them.
///
/// A request with a stream is sent once and not attempted again, unless the stream can be begun anew
/// ([`repeatable`](Self::repeatable), `file`).
///
/// ```
/// use openapi_runtime::Body;
///
/// assert_eq!(Body::from("hello").length(), Some(5));
/// assert_eq!(Body::empty().length(), Some(0));
/// ```
pub struct Body(Form);

enum Form {
    Bytes(Bytes),
    Stream {
        chunks: Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>,
        length: Option<u64>,
    },
    Repeatable {
        begin: Begin,
        length: Option<u64>,
    },
}

/// Begins a stream.
type Begin = Arc<dyn Fn() -> Body + Send + Sync>;

impl Body {
    /// Returns a body of no bytes.
    #[must_use]
    pub const fn empty() -> Self {
        Body(Form::Bytes(Bytes::new()))
    }

    /// Returns a body that arrives in pieces; `length` is the number of its bytes, where that is known.
    pub fn stream(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Body(Form::Stream {
            chunks: Box::pin(chunks),
            length,
        })
    }

    /// Returns a body that `begin` begins each time that it is sent, so that a call may be attempted again; `length` is
    /// the number of its bytes, where that is known.
    ///
    /// ```
    /// use openapi_runtime::Body;
    ///
    /// let body = Body::repeatable(Some(5), || Body::from("hello"));
    /// assert_eq!(body.length(), Some(5));
    /// ```
    pub fn repeatable(length: Option<u64>, begin: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Body(Form::Repeatable {
            begin: Arc::new(begin),
            length,
        })
    }

    /// Returns a body that is read from a file while it is sent, and anew if the call is attempted again.
    ///
    /// # Errors
    /// When there is no such file ([`ErrorKind::File`](crate::ErrorKind::File)). That it cannot be read later is an error
    /// of the call.
    #[cfg(all(feature = "files", not(target_arch = "wasm32")))]
    pub async fn file(path: impl AsRef<std::path::Path>) -> Result<Self, crate::Error> {
        crate::file::body(path.as_ref()).await
    }

    /// What begins it each time, if that can be done more than once.
    pub(crate) fn begin(&self) -> Option<Begin> {
        match &self.0 {
            Form::Repeatable { begin, .. } => Some(Arc::clone(begin)),
            Form::Bytes(_) | Form::Stream { .. } => None,
        }
    }

    /// Returns the number of bytes that are still to come, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Form::Bytes(bytes) => Some(bytes.len() as u64),
            Form::Stream { length, .. } | Form::Repeatable { length, .. } => *length,
        }
    }

    /// Returns the bytes if they are all there.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Form::Bytes(bytes) => Some(bytes),
            Form::Stream { .. } | Form::Repeatable { .. } => None,
        }
    }

    /// The bytes if they are all there, else the body itself.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Form::Bytes(bytes) => Ok(bytes),
            form => Err(Body(form)),
        }
    }

    /// Waits for the next piece; `None` is the end.
    ///
    /// # Errors
    /// When the connection breaks before the end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|cx| self.poll_chunk(cx)).await
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, TransportError>> {
        if let Form::Repeatable { begin, .. } = &self.0 {
            *self = begin();
        }
        match &mut self.0 {
            Form::Bytes(bytes) if bytes.is_empty() => Poll::Ready(Ok(None)),
            Form::Bytes(bytes) => Poll::Ready(Ok(Some(std::mem::take(bytes)))),
            Form::Stream { chunks, length } => chunks.as_mut().poll_next(cx).map(|chunk| {
                let chunk = chunk.transpose()?;
                if let (Some(length), Some(chunk)) = (length, &chunk) {
                    *length = length.saturating_sub(chunk.len() as u64);
                }
                Ok(chunk)
            }),
            // One that begins with another is the end.
            Form::Repeatable { .. } => Poll::Ready(Ok(None)),
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(cx).map(Result::transpose)
    }
}

impl Default for Body {
    fn default() -> Self {
        Body::empty()
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Body(Form::Bytes(bytes.into()))
    }
}

/// The size and the form; what is inside may be a secret.
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.length()) {
            (Form::Bytes(_), Some(length)) => write!(f, "Body({length} bytes)"),
            (Form::Stream { .. } | Form::Repeatable { .. }, Some(length)) => {
                write!(f, "Body(stream of {length} bytes)")
            }
            (Form::Bytes(_) | Form::Stream { .. } | Form::Repeatable { .. }, None) => f.write_str("Body(stream)"),
        }
    }
}
