//! How is a program tested that uses a client?
//!
//! A [`Mock`] takes the place of the network. It is told, operation by operation, what to answer, in the types of the
//! generated crate, and tells afterwards what was asked, in the same types.
//!
//! ```ignore
//! use zenskar::customers::UpdateCustomer;
//! use zenskar::runtime::Mock;
//!
//! let mock = Mock::new();
//! mock.on::<UpdateCustomer>().answer(CustomerResponse::new(/* … */));
//! let client = zenskar::Client::builder().transport(mock.clone())/* credentials */.build()?;
//!
//! program(&client).await;
//!
//! let seen = mock.requests::<UpdateCustomer>();
//! assert_eq!(seen[0].path("customer_id").as_deref(), Some("cus_1"));
//! assert_eq!(seen[0].body()?, UpdateCustomerRequest::new().email("a@b.c"));
//! ```

mod answer;
mod seen;

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};

pub use answer::{MockAnswer, MockBody};
pub use seen::SeenRequest;

use crate::Body;
use crate::api::Operation;
use crate::middleware::CallInfo;
use crate::transport::{Transport, TransportError, TransportErrorKind, TransportFuture};
use crate::value::{Value, json};
use answer::Reply;
use seen::Recorded;

/// What the request of an operation tells a [`Mock`] of it.
pub trait Mocked {
    /// What the operation sends.
    type Body;
    /// What it gives.
    type Value;
    /// What the document says of it.
    #[doc(hidden)]
    const OPERATION: &'static Operation;
    /// An answer that the document shows: its status, and its text.
    #[doc(hidden)]
    const SHOWN: Option<(u16, &'static str)> = None;
}

/// A transport that answers from memory. Its clones are one.
///
/// What it has no answer for is an error of the call, which names the operation. Retries, pages, errors and the rest happen
/// as they would over a network.
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    programs: Vec<Program>,
    recorded: Vec<Recorded>,
}

/// What an operation is answered, one after the other; the last answer stays.
struct Program {
    operation: &'static Operation,
    replies: VecDeque<Arc<Reply>>,
}

impl Mock {
    /// Returns a mock that knows no answers.
    #[must_use]
    pub fn new() -> Self {
        Mock::default()
    }

    /// Says what an operation is answered: `mock.on::<UpdateCustomer>().answer(customer)`. Of several answers each is given
    /// once, in order, and the last for ever.
    #[must_use]
    pub fn on<R: Mocked>(&self) -> Answers<'_, R> {
        Answers {
            mock: self,
            operation: PhantomData,
        }
    }

    /// Returns the requests of an operation that have come so far, those of retries included.
    #[must_use]
    pub fn requests<R: Mocked>(&self) -> Vec<SeenRequest<R>> {
        let state = self.state();
        let recorded = state.recorded.iter();
        let of_operation = recorded.filter(|recorded| ptr::eq(recorded.operation, R::OPERATION));
        of_operation.cloned().map(SeenRequest::new).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, operation: &'static Operation, reply: Reply) {
        let mut state = self.state();
        let known = state
            .programs
            .iter_mut()
            .find(|program| ptr::eq(program.operation, operation));
        match known {
            Some(program) => program.replies.push_back(Arc::new(reply)),
            None => state.programs.push(Program {
                operation,
                replies: VecDeque::from([Arc::new(reply)]),
            }),
        }
    }

    fn reply(&self, recorded: Recorded) -> Result<http::Response<Body>, TransportError> {
        let operation = recorded.operation;
        let mut state = self.state();
        state.recorded.push(recorded.clone());
        let program = state
            .programs
            .iter_mut()
            .find(|program| ptr::eq(program.operation, operation));
        let reply = program.and_then(|program| match program.replies.len() {
            0 | 1 => program.replies.front().cloned(),
            _ => program.replies.pop_front(),
        });
        drop(state);
        match reply {
            Some(reply) => reply.to_http(&recorded),
            None => {
                let message = format!("the mock has no answer for `{}`", operation.id);
                Err(TransportError::new(TransportErrorKind::Request, message))
            }
        }
    }
}

/// What an operation is answered; [`Mock::on`] gives it.
#[derive(Debug)]
pub struct Answers<'a, R> {
    mock: &'a Mock,
    operation: PhantomData<fn() -> R>,
}

impl<R: Mocked> Answers<'_, R> {
    fn push(self, reply: Reply) -> Self {
        self.mock.push(R::OPERATION, reply);
        self
    }

    /// Answers with this value, as a success.
    ///
    /// # Panics
    /// When the value cannot be written: a number that is none, for example.
    pub fn answer(self, value: R::Value) -> Self
    where
        R::Value: MockAnswer,
    {
        let reply = value.reply();
        self.push(reply)
    }

    /// Answers with what the document shows as an answer of success: the first example of the response or of its schema
    /// that is a value of it.
    ///
    /// # Panics
    /// When the document shows none, or none that is JSON.
    pub fn example(self) -> Self {
        let Some((status, text)) = R::SHOWN else {
            panic!("the document shows no answer of `{}`", R::OPERATION.id);
        };
        self.raw(status, "application/json", text)
    }

    /// Answers with what `answer` makes of the request, each time.
    pub fn answer_with(self, answer: impl Fn(&SeenRequest<R>) -> R::Value + Send + Sync + 'static) -> Self
    where
        R::Value: MockAnswer,
    {
        self.push(Reply::made(move |recorded| {
            answer(&SeenRequest::new(recorded.clone())).reply()
        }))
    }

    /// Answers with a status and a body as JSON, such as an error that the document declares.
    ///
    /// # Panics
    /// When the status is none (100 to 999), or the value cannot be written.
    pub fn status(self, status: u16, body: &dyn Value) -> Self {
        let body = json::encode(body).expect("the value can be written as JSON");
        self.raw(status, "application/json", body)
    }

    /// Answers with these bytes: what has no type, or is wrong on purpose.
    ///
    /// # Panics
    /// When the status is none (100 to 999), or the content type no header.
    pub fn raw(self, status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.push(Reply::of(status, content_type, body.into()))
    }

    /// Fails as a network does.
    pub fn fail(self, kind: TransportErrorKind) -> Self {
        self.push(Reply::failure(kind))
    }
}

impl Transport for Mock {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = BytesMut::new();
            while let Some(chunk) = body.chunk().await? {
                bytes.extend_from_slice(&chunk);
            }
            let Some(call) = head.extensions.get::<CallInfo>() else {
                let message = format!("the mock has no answer for {}", head.uri.path());
                return Err(TransportError::new(TransportErrorKind::Request, message));
            };
            self.reply(Recorded {
                operation: call.operation,
                uri: head.uri,
                headers: head.headers,
                body: bytes.freeze(),
            })
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").finish_non_exhaustive()
    }
}
