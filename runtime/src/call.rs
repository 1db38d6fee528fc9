//! What is awaited?

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::answer::Answer;
use crate::error::Error;
use crate::request::Request;
use crate::send::{self, Exchange};

/// A call on its way. Nothing happens before it is polled, and nothing stays behind when it is dropped.
///
/// All that is generic in it is the step from the bytes of the answer to their type; the way there is one boxed future,
/// compiled once, in this crate.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<T, E> {
    exchange: Exchange,
    promise: PhantomData<fn() -> (T, E)>,
}

impl<T: Answer, E> Call<T, E> {
    pub(crate) fn new(request: Request) -> Self {
        Call {
            exchange: match T::IS_OPEN {
                false => send::send(request),
                true => send::open(request),
            },
            promise: PhantomData,
        }
    }
}

impl<T: Answer, E: From<Error>> Future for Call<T, E> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.exchange.as_mut().poll(cx) {
            Poll::Ready(Ok(response)) => Poll::Ready(T::answer(response).map_err(E::from)),
            Poll::Ready(Err(error)) => Poll::Ready(Err(E::from(error))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").finish_non_exhaustive()
    }
}

/// What every request of an operation has: the options of a call, and two ways to send it.
///
/// `call!(UpdateCustomer of UPDATE_CUSTOMER, UpdateCustomerRequest => CustomerResponse, Error);` for
/// `struct UpdateCustomer { request: v1::Request }`, its operation's static, and what it sends and gives; then, where the
/// document shows an answer, its status and its text.
#[doc(hidden)]
#[macro_export]
macro_rules! __call_v1 {
    ($request:ident of $operation:ident, $body:ty => $value:ty, $error:ty $(, $status:literal $shown:literal)?) => {
        $crate::__call_v1!($request => $value, $error);
        $crate::__mock_v1!($request of $operation, $body => $value $(, $status $shown)?);
    };
    ($request:ident => $value:ty, $error:ty) => {
        $crate::__contract_v1!($request);

        impl $request {
            /// Limits the time of this call, from its start to the end of the answer's body, in place of the client's
            /// limit.
            #[must_use]
            #[inline]
            pub fn with_timeout(self, limit: ::core::time::Duration) -> Self {
                Self {
                    request: self.request.timeout(limit),
                }
            }

            /// Attempts this call again at most so often, in place of the client's number; 0 is once and no more.
            #[must_use]
            #[inline]
            pub fn with_retries(self, limit: u32) -> Self {
                Self {
                    request: self.request.retries(limit),
                }
            }

            /// Sends `Idempotency-Key`, or the header that the API has in its place, the same in every attempt, so that a
            /// server that knows the header does what the call asks for once. With it, a call may be attempted again
            /// whatever its method.
            #[must_use]
            #[inline]
            pub fn with_idempotency_key(self, key: &str) -> Self {
                Self {
                    request: self.request.idempotency_key(key),
                }
            }

            /// Sends a header that the document does not name, or replaces one that it does. A name or a value that
            /// is not fit for a header becomes the error of the call. A credential that is given here takes the place of
            /// the client's.
            #[must_use]
            #[inline]
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self {
                    request: self.request.extra_header(name, value),
                }
            }

            /// Sends the request and returns the value with the status and the headers that it came with. Awaiting the
            /// request itself returns the value alone.
            ///
            /// # Errors
            /// When no answer comes, or one that is not of success.
            #[inline]
            pub fn send(self) -> $crate::codegen::v1::Call<$crate::Response<$value>, $error> {
                self.request.send_for_response()
            }
        }

        impl ::core::future::IntoFuture for $request {
            type Output = ::core::result::Result<$value, $error>;
            type IntoFuture = $crate::codegen::v1::Call<$value, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.request.send()
            }
        }
    };
}

/// Without the feature `mock` a mock is told nothing.
#[cfg(not(feature = "mock"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mock_v1 {
    ($($nothing:tt)*) => {};
}

/// Without the feature `contract` a call is no part of a contract.
#[cfg(not(feature = "contract"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __contract_v1 {
    ($($nothing:tt)*) => {};
}
