//! What was a mock asked?

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, Uri};
use percent_encoding::percent_decode_str;

use super::Mocked;
use super::answer::MockBody;
use crate::api::Operation;

/// A request as it came.
#[derive(Clone)]
pub(super) struct Recorded {
    pub(super) operation: &'static Operation,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A request that a [`Mock`](super::Mock) has seen.
pub struct SeenRequest<R> {
    recorded: Recorded,
    operation: PhantomData<fn() -> R>,
}

impl<R: Mocked> SeenRequest<R> {
    pub(super) fn new(recorded: Recorded) -> Self {
        SeenRequest {
            recorded,
            operation: PhantomData,
        }
    }

    /// Returns a path parameter, decoded, where it is the whole of its segment, as nearly all are.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<String> {
        let template = R::OPERATION.path.split(['?', '#']).next().unwrap_or_default();
        let wanted = format!("{{{name}}}");
        let from_end = template.rsplit('/').position(|segment| segment == wanted)?;
        // The base URL may have a path too, so that only the end of both is the same.
        let segment = self.recorded.uri.path().rsplit('/').nth(from_end)?;
        Some(decoded(segment))
    }

    /// Returns a query parameter, decoded; the first, if there are several of that name.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.queries(name).into_iter().next()
    }

    /// Returns all query parameters of a name, decoded.
    #[must_use]
    pub fn queries(&self, name: &str) -> Vec<String> {
        let query = self.recorded.uri.query().unwrap_or_default();
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let named = pairs.filter(|(key, _)| decoded(key) == name);
        named.map(|(_, value)| decoded(value)).collect()
    }

    /// Returns a header, if it is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.recorded.headers.get(name)?.to_str().ok()
    }

    /// Returns the body as the type that the operation takes: a form as its bytes, and nothing where there is none.
    ///
    /// # Errors
    /// When it is not what the document declares.
    pub fn body(&self) -> Result<R::Body, String>
    where
        R::Body: MockBody,
    {
        R::Body::read(&self.recorded.body)
    }

    /// Returns the body as it came.
    #[must_use]
    pub fn body_bytes(&self) -> &Bytes {
        &self.recorded.body
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Without the credentials.
impl<R> fmt::Debug for SeenRequest<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SeenRequest")
            .field("operation", &self.recorded.operation.id)
            .field("path", &self.recorded.uri.path())
            .field("body", &String::from_utf8_lossy(&self.recorded.body))
            .finish()
    }
}

/// What the request of an operation tells a mock.
///
/// `mock!(UpdateCustomer of UPDATE_CUSTOMER, UpdateCustomerRequest => CustomerResponse);`
#[doc(hidden)]
#[macro_export]
macro_rules! __mock_v1 {
    ($request:ident of $operation:ident, $body:ty => $value:ty $(, $status:literal $shown:literal)?) => {
        impl $crate::mock::Mocked for $request {
            type Body = $body;
            type Value = $value;
            const OPERATION: &'static $crate::codegen::v1::Operation = &$operation;
            $(const SHOWN: ::core::option::Option<(u16, &'static str)> =
                ::core::option::Option::Some(($status, $shown));)?
        }
    };
}
