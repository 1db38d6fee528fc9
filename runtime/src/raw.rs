//! How is something called that the document does not describe?

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::Method;

use crate::answer::Answer;
use crate::api::Operation;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::request::{Request, Style};
use crate::value::Value;
use crate::{Body, Response};

/// What the document says of all such calls.
static RAW: Operation = Operation {
    id: "",
    method: "GET",
    path: "(a path of the program's own)",
    security: &[],
    accept: "",
    errors: &[],
};

/// A call of something that the document does not describe, through the client's address, credentials, limits and retries.
///
/// ```
/// # async fn call(client: openapi_runtime::Client) -> Result<(), openapi_runtime::Error> {
/// use openapi_runtime::JsonValue;
/// use openapi_runtime::http::Method;
///
/// let job: JsonValue = client
///     .request(Method::POST, "/jobs/7/restart")
///     .query("dry_run", &true)
///     .json(&vec!["quickly".to_owned()])
///     .fetch()
///     .await?;
/// # drop(job); Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "a request is sent when it is awaited"]
pub struct RawRequest(Request);

impl Client {
    /// Begins a call of something that the document does not describe: `path` is appended to the base URL as it stands,
    /// and may have a query. The credentials are those that most operations of the API ask for, so far as the client has
    /// them.
    pub fn request(&self, method: Method, path: impl Into<String>) -> RawRequest {
        RawRequest(Request::new(self, &RAW).raw(method, path.into()))
    }
}

impl RawRequest {
    /// Sets a query parameter; a list is a pair for each of its elements.
    pub fn query(self, name: &'static str, value: &dyn Value) -> Self {
        RawRequest(self.0.query(name, Style::FORM_EXPLODED, value))
    }

    /// Sets a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        RawRequest(self.0.extra_header(name, value))
    }

    /// Sets the body, as JSON: a value of a generated type, of `JsonValue`, or of what these are made of.
    pub fn json(self, body: &dyn Value) -> Self {
        RawRequest(self.0.json(body))
    }

    /// Sets the body, of this content type.
    pub fn body(self, content_type: &str, body: impl Into<Body>) -> Self {
        RawRequest(self.0.bytes(content_type, body))
    }

    /// Limits the time of this call, in place of the client's limit.
    pub fn with_timeout(self, limit: Duration) -> Self {
        RawRequest(self.0.timeout(limit))
    }

    /// Attempts this call again at most so often, in place of the client's number.
    pub fn with_retries(self, limit: u32) -> Self {
        RawRequest(self.0.retries(limit))
    }

    /// Sends it and returns the answer as it came.
    ///
    /// # Errors
    /// When no answer comes, or one that is not of success.
    pub fn send(self) -> Call<Response<Bytes>, Error> {
        self.0.send()
    }

    /// Sends it and reads the answer as a value of this type: a generated one, `JsonValue`, or a stream such as
    /// [`Events`](crate::Events).
    ///
    /// # Errors
    /// When no answer comes, or one that is not of success or is something else.
    pub fn fetch<T: Answer>(self) -> Call<T, Error> {
        self.0.send()
    }
}

impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RawRequest").field(&self.0).finish()
    }
}
