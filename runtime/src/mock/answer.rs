//! What does a mock answer, and how does it read what it was asked?

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::seen::Recorded;
use crate::Body;
use crate::transport::{TransportError, TransportErrorKind};
use crate::value::{Value, json};

/// An answer that waits for its request.
pub struct Reply(Kind);

enum Kind {
    Fixed {
        status: StatusCode,
        content_type: HeaderValue,
        body: Bytes,
    },
    Made(Arc<dyn Fn(&Recorded) -> Reply + Send + Sync>),
    Failure(TransportErrorKind),
}

impl Reply {
    pub(super) fn of(status: u16, content_type: &str, body: Bytes) -> Self {
        Reply(Kind::Fixed {
            status: StatusCode::from_u16(status).expect("a status has three digits"),
            content_type: HeaderValue::from_str(content_type).expect("a content type is a header"),
            body,
        })
    }

    pub(super) fn made(make: impl Fn(&Recorded) -> Reply + Send + Sync + 'static) -> Self {
        Reply(Kind::Made(Arc::new(make)))
    }

    pub(super) fn failure(kind: TransportErrorKind) -> Self {
        Reply(Kind::Failure(kind))
    }

    pub(super) fn to_http(&self, recorded: &Recorded) -> Result<http::Response<Body>, TransportError> {
        match &self.0 {
            Kind::Fixed {
                status,
                content_type,
                body,
            } => {
                let mut response = http::Response::new(Body::from(body.clone()));
                *response.status_mut() = *status;
                if !content_type.is_empty() {
                    response.headers_mut().insert(CONTENT_TYPE, content_type.clone());
                }
                Ok(response)
            }
            Kind::Made(make) => make(recorded).to_http(recorded),
            Kind::Failure(kind) => Err(TransportError::new(*kind, "the mock was told to fail")),
        }
    }
}

/// What a [`Mock`](super::Mock) can answer with: the values of JSON and text, bytes, and nothing. The enum of an operation
/// with several successes is none, and streams are none; `raw` says these.
pub trait MockAnswer {
    /// The answer that holds it.
    #[doc(hidden)]
    fn reply(self) -> Reply;
}

impl<T: Value> MockAnswer for T {
    fn reply(self) -> Reply {
        let body = json::encode(&self).expect("the value can be written as JSON");
        // A text may come as JSON too.
        Reply::of(200, "application/json", Bytes::from(body))
    }
}

impl MockAnswer for () {
    fn reply(self) -> Reply {
        Reply::of(204, "", Bytes::new())
    }
}

impl MockAnswer for Bytes {
    fn reply(self) -> Reply {
        Reply::of(200, "application/octet-stream", self)
    }
}

/// What a request's body can be read as.
pub trait MockBody: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When it is something else.
    #[doc(hidden)]
    fn read(body: &Bytes) -> Result<Self, String>;
}

impl<T: Value> MockBody for T {
    fn read(body: &Bytes) -> Result<Self, String> {
        let mut value = T::blank();
        let as_json = json::decode(&mut value, body);
        let Err(error) = as_json else { return Ok(value) };
        // A text is one without quotes.
        let text = serde_json::Value::from(String::from_utf8_lossy(body)).to_string();
        match json::decode(&mut value, text.as_bytes()) {
            Ok(()) => Ok(value),
            Err(_) => Err(format!("the body is not what the document declares: {error}")),
        }
    }
}

impl MockBody for () {
    fn read(_: &Bytes) -> Result<Self, String> {
        Ok(())
    }
}

impl MockBody for Bytes {
    fn read(body: &Bytes) -> Result<Self, String> {
        Ok(body.clone())
    }
}
