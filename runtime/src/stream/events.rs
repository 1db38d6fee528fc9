//! How does an event stream become typed events?

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::event::{Decoder, RawEvent};
use super::incoming::Incoming;
use super::unfold::{Step, Unfold};
use crate::answer::{Answer, Opened, RawResponse};
use crate::error::{Error, ErrorKind};
use crate::request::Request;
use crate::value::Value;
use crate::value::json::{self, DecodeError};
use crate::{send, time};

/// What a server says that a stream of JSON is over, where it does.
const DONE: &str = "[DONE]";

/// One event of an event stream.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The kind of event; empty where the server names none.
    pub name: String,
    /// The identifier that a stream which breaks goes on from; empty where the server gives none.
    pub id: String,
    /// What the event carries.
    pub data: T,
}

/// The events of an answer of `text/event-stream`, as they come.
///
/// The time of a call ends when the answer begins; from there on the client's
/// [`idle_timeout`](crate::ClientBuilder::idle_timeout) limits the wait for each piece. A stream that breaks after an event
/// with an id is taken up again where it broke (`Last-Event-ID`), as often as the call may be attempted again, if what it
/// asked for may be done twice. An event of the data `[DONE]` ends the stream, as does the end of the answer. After an
/// event that is not what the document declares, the next may be; any other error is the last.
///
/// It is a [`Stream`], for those who have `futures` at hand; [`next`](Self::next) needs nothing.
///
/// ```
/// # use openapi_runtime::{Error, Events};
/// async fn print(mut events: Events<String, Error>) -> Result<(), Error> {
///     while let Some(event) = events.next().await {
///         println!("{}", event?.data);
///     }
///     Ok(())
/// }
/// ```
#[must_use = "a stream does nothing unless it is read"]
pub struct Events<T, E> {
    source: Unfold<Source, Result<Raw, Error>>,
    promise: PhantomData<fn() -> (T, E)>,
}

impl<T: Value, E: From<Error>> Events<T, E> {
    /// Waits for the next event; `None` is the end.
    ///
    /// # Errors
    /// When the stream breaks, or an event is not what the document declares.
    pub async fn next(&mut self) -> Option<Result<Event<T>, E>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }
}

impl<T: Value, E: From<Error>> Stream for Events<T, E> {
    type Item = Result<Event<T>, E>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let raw = match ready!(Pin::new(&mut self.source).poll_next(cx)) {
            Some(Ok(raw)) => raw,
            Some(Err(error)) => return Poll::Ready(Some(Err(E::from(error)))),
            None => return Poll::Ready(None),
        };
        let mut data = T::blank();
        Poll::Ready(Some(match raw.read(&mut data) {
            Ok(()) => Ok(Event {
                name: raw.event.name,
                id: raw.id,
                data,
            }),
            Err(error) => Err(E::from(error)),
        }))
    }
}

impl<T: Value, E: From<Error>> Answer for Events<T, E> {
    const IS_OPEN: bool = true;

    fn answer(response: RawResponse) -> Result<Self, Error> {
        let Opened { request, incoming } = response.open("text/event-stream")?;
        let retries = request.retries.unwrap_or(request.client.inner().retries);
        let source = Source {
            limit: request.client.inner().max_response_bytes,
            may_go_on: request.may_be_repeated(),
            request,
            incoming,
            decoder: Decoder::default(),
            unread: Bytes::new(),
            retries,
            failures: 0,
        };
        Ok(Events {
            source: Unfold::new(source, step),
            promise: PhantomData,
        })
    }
}

impl<T, E> fmt::Debug for Events<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

/// An event whose data is text still.
struct Raw {
    event: RawEvent,
    id: String,
    operation: &'static crate::api::Operation,
}

impl Raw {
    /// Reads the data as JSON. A document may also mean a text, or the whole event with its name.
    fn read(&self, value: &mut dyn Value) -> Result<(), Error> {
        let as_json = json::decode(value, self.event.data.as_bytes());
        as_json.or_else(|error| self.read_otherwise(value, error))
    }

    #[cold]
    fn read_otherwise(&self, value: &mut dyn Value, error: DecodeError) -> Result<(), Error> {
        let text = serde_json::Value::from(&*self.event.data).to_string();
        let name = serde_json::Value::from(&*self.event.name);
        let id = serde_json::Value::from(&*self.id);
        let whole = |data: &str| format!(r#"{{"event":{name},"id":{id},"data":{data}}}"#);
        let wholes = [whole(&self.event.data), whole(&text)];
        let forms = [text].into_iter().chain(wholes);
        let mut read = forms.map(|form| json::decode(value, form.as_bytes()));
        if read.any(|result| result.is_ok()) {
            return Ok(());
        }
        let message = format!("an event is not what the document declares: {error}");
        let error = Error::new(ErrorKind::Decode, message).because(error);
        Err(error.of(self.operation))
    }
}

/// Where events come from.
struct Source {
    request: Request,
    incoming: Incoming,
    decoder: Decoder,
    unread: Bytes,
    /// The most bytes that an event may have.
    limit: u64,
    /// Whether what the request asks for may be done twice.
    may_go_on: bool,
    retries: u32,
    /// How often the stream has broken since the last event.
    failures: u32,
}

fn step(mut source: Source) -> Step<Source, Result<Raw, Error>> {
    Box::pin(async move {
        match source.event().await {
            Ok(Some(event)) if event.data == DONE => (None, None),
            Ok(Some(event)) => {
                let raw = Raw {
                    event,
                    id: source.decoder.last_id().to_owned(),
                    operation: source.incoming.operation,
                };
                (Some(Ok(raw)), Some(source))
            }
            Ok(None) => (None, None),
            Err(error) => (Some(Err(error)), None),
        }
    })
}

impl Source {
    async fn event(&mut self) -> Result<Option<RawEvent>, Error> {
        loop {
            let (event, taken) = self.decoder.feed(&self.unread);
            self.unread = self.unread.split_off(taken);
            if event.is_some() {
                self.failures = 0;
                return Ok(event);
            }
            if self.decoder.waiting() as u64 > self.limit {
                return Err(send::too_large(self.limit).of(self.incoming.operation));
            }
            match self.incoming.chunk().await {
                Ok(Some(chunk)) => self.unread = chunk,
                Ok(None) => return Ok(self.decoder.finish()),
                Err(error) => self.go_on(error).await?,
            }
        }
    }

    /// Asks for what comes after the last event, after the stream has broken.
    async fn go_on(&mut self, mut error: Error) -> Result<(), Error> {
        let last_id = self.decoder.last_id().to_owned();
        // What is asked for next needs a place among the calls of its own.
        self.incoming.place = None;
        while !last_id.is_empty() && self.may_go_on && self.failures < self.retries && error.is_retryable() {
            let wait = self.decoder.retry.map(Duration::from_millis);
            time::sleep(wait.unwrap_or_else(|| send::wait(self.failures, &error))).await;
            self.failures += 1;
            let request = self.request.clone().extra_header("last-event-id", &last_id);
            match send::open(request)
                .await
                .and_then(|again| again.open("text/event-stream"))
            {
                Ok(opened) => {
                    self.incoming = opened.incoming;
                    self.unread = Bytes::new();
                    self.decoder = self.decoder.after_break();
                    return Ok(());
                }
                Err(another) => error = another,
            }
        }
        Err(error)
    }
}
