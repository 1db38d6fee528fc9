//! How do JSON lines become typed values?

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::incoming::Incoming;
use super::records::Splitter;
use super::unfold::{Step, Unfold};
use crate::answer::{Answer, Opened, RawResponse};
use crate::api::Operation;
use crate::error::{Error, ErrorKind};
use crate::send;
use crate::value::Value;
use crate::value::json;

/// The values of an answer of JSON lines (`application/x-ndjson`, `application/jsonl`) or of a JSON text sequence
/// (`application/json-seq`, RFC 7464), as they come.
///
/// The time of a call ends when the answer begins; from there on the client's
/// [`idle_timeout`](crate::ClientBuilder::idle_timeout) limits the wait for each piece. After a value that is not what the
/// document declares, the next may be; any other error is the last.
///
/// It is a [`Stream`], for those who have `futures` at hand; [`next`](Self::next) needs nothing.
///
/// ```
/// # use openapi_runtime::{Error, JsonLines};
/// async fn sum(mut lines: JsonLines<i64, Error>) -> Result<i64, Error> {
///     let mut sum = 0;
///     while let Some(line) = lines.next().await {
///         sum += line?;
///     }
///     Ok(sum)
/// }
/// ```
#[must_use = "a stream does nothing unless it is read"]
pub struct JsonLines<T, E> {
    source: Unfold<Source, Result<Vec<u8>, Error>>,
    operation: &'static Operation,
    promise: PhantomData<fn() -> (T, E)>,
}

impl<T: Value, E: From<Error>> JsonLines<T, E> {
    /// Waits for the next value; `None` is the end.
    ///
    /// # Errors
    /// When the stream breaks, or a value is not what the document declares.
    pub async fn next(&mut self) -> Option<Result<T, E>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Value, E: From<Error>> Stream for JsonLines<T, E> {
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(ready!(Pin::new(&mut self.source).poll_next(cx)).map(|text| {
            let mut value = T::blank();
            read(&mut value, &text?, self.operation)?;
            Ok(value)
        }))
    }
}

fn read(value: &mut dyn Value, text: &[u8], operation: &'static Operation) -> Result<(), Error> {
    json::decode(value, text).map_err(|error| {
        let message = format!("a value of the stream is not what the document declares: {error}");
        Error::new(ErrorKind::Decode, message).because(error).of(operation)
    })
}

impl<T: Value, E: From<Error>> Answer for JsonLines<T, E> {
    const IS_OPEN: bool = true;

    fn answer(response: RawResponse) -> Result<Self, Error> {
        let is_sequence = response.content_type().is_some_and(|name| name.ends_with("json-seq"));
        let Opened { request, incoming } = response.open("")?;
        let operation = request.operation;
        let source = Source {
            splitter: Splitter::new(is_sequence),
            limit: request.client.inner().max_response_bytes,
            incoming,
        };
        Ok(JsonLines {
            source: Unfold::new(source, step),
            operation,
            promise: PhantomData,
        })
    }
}

impl<T, E> fmt::Debug for JsonLines<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").finish_non_exhaustive()
    }
}

/// Where texts come from.
struct Source {
    incoming: Incoming,
    splitter: Splitter,
    /// The most bytes that a text may have.
    limit: u64,
}

fn step(mut source: Source) -> Step<Source, Result<Vec<u8>, Error>> {
    Box::pin(async move {
        loop {
            if let Some(text) = source.splitter.next() {
                return (Some(Ok(text)), Some(source));
            }
            if source.splitter.waiting() as u64 > source.limit {
                let error = send::too_large(source.limit).of(source.incoming.operation);
                return (Some(Err(error)), None);
            }
            match source.incoming.chunk().await {
                Ok(Some(chunk)) => source.splitter.push(chunk),
                Ok(None) => return (source.splitter.finish().map(Ok), None),
                Err(error) => return (Some(Err(error)), None),
            }
        }
    })
}
