//! How is a body taken that need not fit into memory?

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::incoming::Incoming;
use super::unfold::{Step, Unfold};
use crate::answer::{Answer, RawResponse};
use crate::error::Error;

/// The body of an answer, as it comes.
///
/// Its size is not limited. The time of a call ends when the answer begins; from there on the client's
/// [`idle_timeout`](crate::ClientBuilder::idle_timeout) limits the wait for each piece.
///
/// It is a [`Stream`] of [`Bytes`], for those who have `futures` at hand; [`chunk`](Self::chunk) needs nothing.
///
/// ```
/// # use openapi_runtime::{Download, Error};
/// async fn measure(mut download: Download<Error>) -> Result<usize, Error> {
///     let mut length = 0;
///     while let Some(chunk) = download.chunk().await? {
///         length += chunk.len();
///     }
///     Ok(length)
/// }
/// ```
#[must_use = "a stream does nothing unless it is read"]
pub struct Download<E> {
    source: Unfold<Incoming, Result<Bytes, Error>>,
    content_type: Option<String>,
    length: Option<u64>,
    promise: PhantomData<fn() -> E>,
}

impl<E: From<Error>> Download<E> {
    /// Returns the media type that the server names, with its parameters.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Returns the number of all bytes, where the server tells it.
    #[must_use]
    pub const fn length(&self) -> Option<u64> {
        self.length
    }

    /// Waits for the next piece; `None` is the end.
    ///
    /// # Errors
    /// When the connection breaks, or nothing comes for too long.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, E> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Writes all of it to a new file, or over an old one, and returns the number of bytes. What had come before an
    /// error stays in the file.
    ///
    /// # Errors
    /// When the connection breaks, nothing comes for too long, or the file cannot be written
    /// ([`ErrorKind::File`](crate::ErrorKind::File)).
    #[cfg(all(feature = "files", not(target_arch = "wasm32")))]
    pub async fn write_to(mut self, path: impl AsRef<std::path::Path>) -> Result<u64, E> {
        let mut file = crate::file::Target::create(path.as_ref()).await?;
        let mut written = 0;
        while let Some(chunk) = self.chunk().await? {
            written += chunk.len() as u64;
            file.write(&chunk).await?;
        }
        file.finish().await?;
        Ok(written)
    }
}

impl<E: From<Error>> Stream for Download<E> {
    type Item = Result<Bytes, E>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.source).poll_next(cx));
        Poll::Ready(chunk.map(|chunk| chunk.map_err(E::from)))
    }
}

impl<E: From<Error>> Answer for Download<E> {
    const IS_OPEN: bool = true;

    fn answer(response: RawResponse) -> Result<Self, Error> {
        let content_type = response.answered.headers.get(http::header::CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        let incoming = response.open("")?.incoming;
        Ok(Download {
            content_type,
            length: incoming.body.length(),
            source: Unfold::new(incoming, step),
            promise: PhantomData,
        })
    }
}

impl<E> fmt::Debug for Download<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Download");
        fields.field("content_type", &self.content_type);
        fields.field("length", &self.length);
        fields.finish_non_exhaustive()
    }
}

fn step(mut incoming: Incoming) -> Step<Incoming, Result<Bytes, Error>> {
    Box::pin(async move {
        match incoming.chunk().await {
            Ok(Some(chunk)) => (Some(Ok(chunk)), Some(incoming)),
            Ok(None) => (None, None),
            Err(error) => (Some(Err(error)), None),
        }
    })
}

/// What the request of an operation whose answer is bytes has beside the rest.
///
/// `download!(GetImage, Error);`
#[doc(hidden)]
#[macro_export]
macro_rules! __download_v1 {
    ($request:ident, $error:ty) => {
        impl $request {
            /// Sends the request and returns the body of the answer as it comes, whatever its size. Awaiting the request
            /// itself returns all of it, up to the size that the client takes.
            ///
            /// # Errors
            /// When no answer comes, or one that is not of success.
            #[inline]
            pub fn download(self) -> $crate::codegen::v1::Call<$crate::Download<$error>, $error> {
                self.request.send()
            }
        }
    };
}
