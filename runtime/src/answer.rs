//! How does an answer of success become the value that a call promises?

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::Response;
use crate::api::Operation;
use crate::client::Client;
use crate::error::{Answered, Error, ErrorKind};
use crate::request::Request;
use crate::stream::Incoming;
use crate::value::Value;
use crate::value::json::{self, DecodeError};

/// An answer of success, read to its end or, for what wants that, opened.
pub struct RawResponse {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) answered: Answered,
    /// The way to the body, where that has not been read.
    pub(crate) opened: Option<Box<Opened>>,
}

/// A body that has not been read, and what asked for it.
pub(crate) struct Opened {
    pub(crate) request: Request,
    pub(crate) incoming: Incoming,
}

/// What a call can promise.
pub trait Answer: Sized {
    /// Whether it is made of an answer whose body has not been read.
    #[doc(hidden)]
    const IS_OPEN: bool = false;

    /// Makes it of what came.
    ///
    /// # Errors
    /// When something else came; the error keeps it.
    fn answer(response: RawResponse) -> Result<Self, Error>;
}

/// A value of the document, from JSON.
impl<T: Value> Answer for T {
    fn answer(response: RawResponse) -> Result<Self, Error> {
        let is_text = response.operation.accept.starts_with("text/");
        response.decoded(is_text)
    }
}

/// Nothing: the body is not looked at.
impl Answer for () {
    fn answer(_: RawResponse) -> Result<Self, Error> {
        Ok(())
    }
}

/// The body as it came.
impl Answer for Bytes {
    fn answer(response: RawResponse) -> Result<Self, Error> {
        Ok(response.answered.body)
    }
}

/// With status and headers.
impl<T: Answer> Answer for Response<T> {
    const IS_OPEN: bool = T::IS_OPEN;

    fn answer(response: RawResponse) -> Result<Self, Error> {
        let Answered {
            status, ref headers, ..
        } = response.answered;
        let headers = headers.clone();
        Ok(Response::new(status, headers, T::answer(response)?))
    }
}

impl RawResponse {
    /// The number of the status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.answered.status.as_u16()
    }

    /// The body from JSON.
    ///
    /// # Errors
    /// When it is something else; the error keeps it.
    pub fn json<T: Value>(self) -> Result<T, Error> {
        self.decoded(false)
    }

    /// The body from plain text.
    ///
    /// # Errors
    /// When it is something else; the error keeps it.
    pub fn text<T: Value>(self) -> Result<T, Error> {
        self.decoded(true)
    }

    /// The body as it came.
    ///
    /// # Errors
    /// Never; it is asked like the other two.
    pub fn bytes(self) -> Result<Bytes, Error> {
        Ok(self.answered.body)
    }

    /// The error of an answer of a status that the document does not know.
    #[must_use]
    pub fn undeclared(self) -> Error {
        let message = "the document declares no answer of this status";
        let error = Error::new(ErrorKind::Decode, message).of(self.operation);
        error.with_answer(self.answered)
    }

    /// The body to be read. An answer that says to be JSON or a page where a stream of another type was asked for is none.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub(crate) fn open(mut self, expected: &str) -> Result<Opened, Error> {
        let other = self.content_type().filter(|name| {
            let name = name.to_ascii_lowercase();
            name == "text/html" || (!expected.is_empty() && name.contains("json"))
        });
        let message = other.map(|other| match expected {
            "" => format!("expected a stream, got {other}"),
            expected => format!("expected {expected}, got {other}"),
        });
        match (message, self.opened.take()) {
            (None, Some(opened)) => Ok(*opened),
            (message, _) => {
                let message = message.unwrap_or_else(|| "the answer has been read already".to_owned());
                let error = Error::new(ErrorKind::Decode, message).of(self.operation);
                Err(error.with_answer(self.answered))
            }
        }
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        let content_type = self.answered.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        content_type.split(';').next().map(str::trim)
    }

    fn decoded<T: Value>(self, is_text: bool) -> Result<T, Error> {
        // Made where it is handed over: a value may be large.
        let mut answer = Ok(T::blank());
        if let Ok(value) = &mut answer {
            if let Err(error) = self.decode(value, is_text) {
                answer = Err(self.undecodable(error));
            }
        }
        answer
    }

    fn decode(&self, value: &mut dyn Value, is_text: bool) -> Result<(), DecodeError> {
        if is_text && !self.content_type().is_some_and(|name| name.contains("json")) {
            let text = serde_json::Value::String(String::from_utf8_lossy(&self.answered.body).into_owned());
            if json::decode(value, text.to_string().as_bytes()).is_ok() {
                return Ok(());
            }
        }
        // An answer that may be anything, or nothing, may be empty too.
        json::decode(value, if self.is_empty() { b"null" } else { self.body() })
    }

    fn body(&self) -> &[u8] {
        json::without_bom(&self.answered.body)
    }

    fn is_empty(&self) -> bool {
        self.body().trim_ascii().is_empty()
    }

    #[cold]
    fn undecodable(self, error: DecodeError) -> Error {
        let other = self
            .content_type()
            .filter(|name| !name.is_empty() && !name.to_ascii_lowercase().contains("json"));
        let message = match other {
            _ if self.is_empty() => "the body is empty, where the document declares JSON".to_owned(),
            Some(other) => format!("expected JSON, got {other}"),
            None => format!("the body is not what the document declares: {error}"),
        };
        let message = self.client.credentials().redact(message);
        let error = Error::new(ErrorKind::Decode, message).because(error);
        error.of(self.operation).with_answer(self.answered)
    }
}

/// Reads a value from JSON.
///
/// # Errors
/// When the text holds something else; the error names the path to it.
pub fn decode<T: Value>(text: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::blank();
    json::decode(&mut value, text)?;
    Ok(value)
}

/// How the enum of an operation with several successes is made of an answer.
///
/// `answers!(CreateResponse { 200 => Ok json, 204 => NoContent, 200..=299 => Success bytes });`
#[doc(hidden)]
#[macro_export]
macro_rules! __answers_v1 {
    ($answers:ident { $($status:pat => $variant:ident $($kind:ident)?,)* }) => {
        impl $crate::codegen::v1::Answer for $answers {
            #[allow(unreachable_patterns, reason = "a document may declare all statuses")]
            #[inline]
            fn answer(
                response: $crate::codegen::v1::RawResponse,
            ) -> ::core::result::Result<Self, $crate::Error> {
                match response.status() {
                    $($status => $crate::__answers_v1!(@ response $variant $($kind)?),)*
                    _ => ::core::result::Result::Err(response.undeclared()),
                }
            }
        }
    };
    (@ $response:ident $variant:ident $kind:ident) => { $response.$kind().map(Self::$variant) };
    (@ $response:ident $variant:ident) => { ::core::result::Result::Ok(Self::$variant) };
}
