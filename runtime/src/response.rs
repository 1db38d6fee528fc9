//! What does an answer hold besides its value?

use http::{HeaderMap, StatusCode};

use crate::error::request_id;

/// A successful answer: the value that the document declares, and what came with it.
///
/// ```
/// # fn look(response: openapi_runtime::Response<String>) {
/// println!("{} {:?}", response.status(), response.request_id());
/// let value: String = response.into_inner();
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T> Response<T> {
    /// An answer made of its parts, for a test or for a transport of one's own.
    ///
    /// ```
    /// use openapi_runtime::{Response, http};
    ///
    /// let response = Response::new(http::StatusCode::CREATED, http::HeaderMap::new(), 7);
    /// assert_eq!(response.map(|n| n + 1).into_inner(), 8);
    /// ```
    pub const fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Response { status, headers, value }
    }

    /// Returns the status, which is always one of success (2xx).
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the identifier that the server gave this call, which its support will ask for: the value of
    /// `x-request-id` or one of its siblings.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id::find(&self.headers)
    }

    /// Returns the value.
    #[must_use]
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Returns the value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Turns the value into another, keeping status and headers.
    #[must_use]
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            status: self.status,
            headers: self.headers,
            value: convert(self.value),
        }
    }
}
