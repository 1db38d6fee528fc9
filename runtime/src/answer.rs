//! How does an answer of success become the value that a call promises?

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use crate::Response;
use crate::api::Operation;
use crate::client::Client;
use crate::error::{Answered, Error, ErrorKind};
use crate::value::Value;
use crate::value::json::{self, DecodeError};

/// An answer of success, read to its end.
pub struct RawResponse {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) answered: Answered,
}

/// What a call can promise.
pub trait Answer: Sized {
    /// Makes it of what came.
    ///
    /// # Errors
    /// When something else came; the error keeps it.
    fn answer(response: RawResponse) -> Result<Self, Error>;
}

/// A value of the document, from JSON.
impl<T: Value> Answer for T {
    fn answer(response: RawResponse) -> Result<Self, Error> {
        let mut value = T::blank();
        response.decode(&mut value)?;
        Ok(value)
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
    fn answer(response: RawResponse) -> Result<Self, Error> {
        let Answered {
            status, ref headers, ..
        } = response.answered;
        let headers = headers.clone();
        Ok(Response::new(status, headers, T::answer(response)?))
    }
}

impl RawResponse {
    fn decode(self, value: &mut dyn Value) -> Result<(), Error> {
        let text = &*self.answered.body;
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        // An answer that may be anything, or nothing, may be empty too.
        let is_empty = text.trim_ascii().is_empty();
        match json::decode(value, if is_empty { b"null" } else { text }) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.undecodable(is_empty, error)),
        }
    }

    #[cold]
    fn undecodable(self, is_empty: bool, error: DecodeError) -> Error {
        let content_type = self
            .answered
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let content_type = content_type.and_then(|value| value.split(';').next()).map(str::trim);
        let other = content_type.filter(|name| !name.is_empty() && !name.to_ascii_lowercase().contains("json"));
        let message = match other {
            _ if is_empty => "the body is empty, where the document declares JSON".to_owned(),
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
