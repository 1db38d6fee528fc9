//! What went wrong with a call, and what may be done about it?

mod display;
pub(crate) mod request_id;
mod retry_after;
mod server_message;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::api::Operation;
use crate::credentials::Credentials;
use crate::transport::{BoxError, TransportError, TransportErrorKind};

/// Why a client could not be built, or a call did not come to its value.
///
/// It is one word in size, prints as one useful line, and answers the usual questions. What the server said is kept
/// whole: status, headers and body.
///
/// ```
/// use openapi_runtime::Error;
///
/// fn explain(error: &Error) {
///     // Update-customer (PATCH /customers/{customer_id}): 404 Not Found: no such customer (request id 8a3f)
///     eprintln!("{error}");
///     if error.is_retryable() {
///         eprintln!("another attempt may do, after {:?}", error.retry_after().unwrap_or_default());
///     }
/// }
/// ```
///
/// No credential is ever part of what it prints, in either form: the queries of URLs are left out, and where a server
/// repeats one of the client's keys in its message, stars stand in its place. Only [`body_bytes`](Error::body_bytes),
/// [`text`](Error::text) and [`headers`](Error::headers) give what came as it came.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    stage: Option<Stage>,
    operation: Option<&'static Operation>,
    /// What is said after the operation and the status.
    message: String,
    answer: Option<Answered>,
    source: Option<BoxError>,
    processed: Processed,
}

/// Whether the server has done what it was asked to, as far as that is known of a call without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Processed {
    Unknown,
    No,
    Yes,
}

/// What the server said.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// What kind of failure an [`Error`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built as it was told to. Nothing was sent.
    Configuration,
    /// The client has not the credentials that the operation needs. Nothing was sent.
    Credentials,
    /// An argument cannot be sent: a path parameter is empty, a header holds a line break, a body cannot be encoded.
    /// Nothing was sent.
    Request,
    /// Credentials would have crossed the network in clear text. Nothing was sent.
    ClearText,
    /// A file that was to be sent, or to be written to, cannot be opened, read or written.
    File,
    /// The host's name has no address.
    Dns,
    /// The connection could not be made, for example because it was refused.
    Connect,
    /// The connection could not be made secure, or the server's certificate not be trusted.
    Tls,
    /// The time for the call, or for its connection, was over; [`Error::stage`] tells what it was waiting for.
    Timeout,
    /// The connection broke before the whole answer was there.
    Interrupted,
    /// The server redirected to where the client does not follow.
    Redirect,
    /// The pages of a list do not come to an end: the server leads to one that has been given already.
    Pagination,
    /// The answer's body is larger than the client takes.
    TooLarge,
    /// The server answered with a status that is not one of success.
    Status,
    /// The server answered with success and a body that is not what the document declares.
    Decode,
}

/// How far a call was on its way when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// The connection was being made.
    Connecting,
    /// The request was on its way, or the server was at work on it. With a transport of the program's own, the connection
    /// may not have been there yet.
    Waiting,
    /// The body of the answer was being read.
    Reading,
}

impl Error {
    /// Returns the kind of failure.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the operation that was called: its `operationId`, or method and path where it has none. `None` if the
    /// failure belongs to the client and not to a call.
    #[must_use]
    pub fn operation(&self) -> Option<String> {
        self.0.operation.map(display::operation_name)
    }

    /// Returns how far the call was, if it failed on the network.
    #[must_use]
    pub fn stage(&self) -> Option<Stage> {
        self.0.stage
    }

    /// Returns the status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// Returns the headers of the answer, if there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// Returns the body of the answer as it came, with content codings undone; empty if there was none.
    #[must_use]
    pub fn body_bytes(&self) -> &[u8] {
        self.0.answer.as_ref().map_or(&[], |answer| &answer.body)
    }

    /// Returns the body of the answer as text, with a replacement character for what is not UTF-8.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.body_bytes())
    }

    /// Returns what the server says went wrong, if its answer has it where servers put it: under `message`,
    /// `error`, `error.message`, `detail`, `errors` or `title` (RFC 9457) of a JSON object, or as short plain text.
    /// At most 300 characters, on one line.
    #[must_use]
    pub fn server_message(&self) -> Option<&str> {
        let has_one = self.0.kind == ErrorKind::Status && !self.0.message.is_empty();
        has_one.then_some(&*self.0.message)
    }

    /// Returns the identifier that the server gave the call, which its support will ask for: the value of
    /// `x-request-id` or one of its siblings.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id::find(self.headers()?)
    }

    /// Returns how long the server asks to wait before another attempt: `Retry-After`, in seconds or as a date
    /// (RFC 9110, §10.2.3). Zero if the date has passed.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::read(self.headers()?, crate::time::now())
    }

    /// Whether the time for the call or its connection was over.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Whether no connection came to be, so that the server cannot have seen the request: its name has no address,
    /// it refused, it took too long, or it could not be trusted.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Connect | ErrorKind::Dns | ErrorKind::Tls)
            || (self.0.kind == ErrorKind::Timeout && self.0.stage == Some(Stage::Connecting))
    }

    /// Whether the server answered with a status that is not one of success.
    #[must_use]
    pub fn is_status(&self) -> bool {
        self.0.kind == ErrorKind::Status
    }

    /// Whether the server answered with success and a body that is not what the document declares.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    /// Whether another attempt may end better: the connection failed or broke, the time was over, or the status is
    /// 408, 429, 500, 502, 503 or 504.
    ///
    /// This says nothing about whether the operation may be repeated: unless [`is_connect`](Error::is_connect) holds,
    /// the server may have done what it was asked to.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Dns | ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted => true,
            ErrorKind::Status => {
                let status = self.status().map_or(0, |status| status.as_u16());
                matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
            }
            ErrorKind::Configuration
            | ErrorKind::Credentials
            | ErrorKind::Request
            | ErrorKind::File
            | ErrorKind::ClearText
            | ErrorKind::Tls
            | ErrorKind::Redirect
            | ErrorKind::Pagination
            | ErrorKind::TooLarge
            | ErrorKind::Decode => false,
        }
    }

    /// The number, among the API's error bodies, of the one that the document declares for this answer.
    #[doc(hidden)]
    #[must_use]
    pub fn declared(&self) -> Option<u16> {
        if self.0.kind != ErrorKind::Status {
            return None;
        }
        self.0.operation?.declared(self.status()?)
    }
}

impl Error {
    #[cold]
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            stage: None,
            operation: None,
            message: message.into(),
            answer: None,
            source: None,
            processed: Processed::Unknown,
        }))
    }

    /// An answer that is not one of success.
    pub(crate) fn of_status(answer: Answered, credentials: &Credentials) -> Self {
        let message = server_message::find(&answer.headers, &answer.body).unwrap_or_default();
        let message = server_message::cut(credentials.redact(message));
        let mut error = Error::new(ErrorKind::Status, message);
        error.0.answer = Some(answer);
        error
    }

    pub(crate) fn of_transport(error: TransportError) -> Self {
        let (kind, stage) = match error.kind() {
            TransportErrorKind::Request => (ErrorKind::Request, None),
            TransportErrorKind::Dns => (ErrorKind::Dns, Some(Stage::Connecting)),
            TransportErrorKind::Connect => (ErrorKind::Connect, Some(Stage::Connecting)),
            TransportErrorKind::ConnectTimeout => (ErrorKind::Timeout, Some(Stage::Connecting)),
            TransportErrorKind::Tls => (ErrorKind::Tls, Some(Stage::Connecting)),
            TransportErrorKind::Unprocessed | TransportErrorKind::Interrupted => {
                (ErrorKind::Interrupted, Some(Stage::Waiting))
            }
        };
        let mut failed = Error::new(kind, "");
        failed.0.stage = stage;
        if error.kind() == TransportErrorKind::Unprocessed {
            failed.0.processed = Processed::No;
        }
        failed.0.source = Some(error.into_source());
        failed
    }

    pub(crate) fn processed(&self) -> Processed {
        self.0.processed
    }

    /// Says that the server has done what it was asked to, although the rest of its answer did not come.
    pub(crate) fn after_all(mut self) -> Self {
        self.0.processed = Processed::Yes;
        self
    }

    pub(crate) fn saying(mut self, message: impl Into<String>) -> Self {
        self.0.message = message.into();
        self
    }

    pub(crate) fn at(mut self, stage: Stage) -> Self {
        self.0.stage = Some(stage);
        self
    }

    pub(crate) fn of(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// What the server answered, if it did and all of it came.
    #[cfg(feature = "contract")]
    pub(crate) fn into_answer(self) -> Result<Answered, Self> {
        let is_whole = matches!(self.0.kind, ErrorKind::Status | ErrorKind::Redirect);
        let mut inner = self.0;
        match inner.answer.take() {
            Some(answer) if is_whole => Ok(answer),
            answer => {
                inner.answer = answer;
                Err(Error(inner))
            }
        }
    }

    pub(crate) fn with_answer(mut self, answer: Answered) -> Self {
        self.0.answer = Some(answer);
        self
    }

    pub(crate) fn because(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display::line(&self.0, f)
    }
}

/// What [`Display`](fmt::Display) says, in parts; of the answer the status and the sizes alone.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Error");
        fields.field("kind", &self.0.kind);
        if let Some(operation) = self.0.operation {
            fields.field("operation", &display::operation_name(operation));
        }
        if let Some(stage) = self.0.stage {
            fields.field("stage", &stage);
        }
        if let Some(answer) = &self.0.answer {
            fields.field("status", &answer.status.as_u16());
            fields.field("body_len", &answer.body.len());
        }
        if let Some(request_id) = self.request_id() {
            fields.field("request_id", &request_id);
        }
        if !self.0.message.is_empty() {
            fields.field("message", &self.0.message);
        }
        if let Some(source) = &self.0.source {
            fields.field("source", source);
        }
        fields.finish()
    }
}
