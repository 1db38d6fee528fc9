//! What may stand between the client and the transport?

use std::fmt;

use crate::Body;
use crate::api::Operation;
use crate::transport::{Transport, TransportFuture};

/// Something that sees every request on its way out and every response on its way in, and may change them.
///
/// It stands below retries, redirects and tokens: each attempt, and each request for a token, goes through it. What it sees
/// holds the credentials. Of several, the first that the builder was given is the outermost.
///
/// ```
/// use std::time::Instant;
///
/// use openapi_runtime::{Body, CallInfo, Middleware, Next, TransportFuture, http};
///
/// /// Says how long each attempt took.
/// #[derive(Debug)]
/// struct Stopwatch;
///
/// impl Middleware for Stopwatch {
///     fn handle<'a>(&'a self, request: http::Request<Body>, next: Next<'a>) -> TransportFuture<'a> {
///         Box::pin(async move {
///             let operation = CallInfo::of(&request).map(CallInfo::operation);
///             let started = Instant::now();
///             let response = next.run(request).await;
///             println!("{operation:?}: {:?} after {:?}", response.is_ok(), started.elapsed());
///             response
///         })
///     }
/// }
/// ```
pub trait Middleware: fmt::Debug + Send + Sync + 'static {
    /// Handles a request: as a rule by passing it on to `next`, once.
    fn handle<'a>(&'a self, request: http::Request<Body>, next: Next<'a>) -> TransportFuture<'a>;
}

/// What comes after a [`Middleware`]: the others, and the transport.
#[derive(Debug)]
pub struct Next<'a> {
    rest: &'a [Box<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    /// Sends the request on, and waits for the head of its response.
    #[must_use]
    pub fn run(self, request: http::Request<Body>) -> TransportFuture<'a> {
        match self.rest.split_first() {
            Some((first, rest)) => first.handle(
                request,
                Next {
                    rest,
                    transport: self.transport,
                },
            ),
            None => self.transport.send(request),
        }
    }
}

/// A transport with what stands before it.
pub(crate) struct Stack {
    pub(crate) middleware: Vec<Box<dyn Middleware>>,
    pub(crate) transport: Box<dyn Transport>,
}

impl Transport for Stack {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let next = Next {
            rest: &self.middleware,
            transport: &*self.transport,
        };
        next.run(request)
    }
}

impl fmt::Debug for Stack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.middleware).entry(&self.transport).finish()
    }
}

/// Which call a request belongs to. It is among the extensions of every request of a call, though not of those for tokens.
#[derive(Debug, Clone, Copy)]
pub struct CallInfo {
    pub(crate) operation: &'static Operation,
    pub(crate) attempt: u32,
}

impl CallInfo {
    /// Returns what a request says of its call.
    #[must_use]
    pub fn of(request: &http::Request<Body>) -> Option<&Self> {
        request.extensions().get()
    }

    /// Returns the `operationId`; empty if the operation has none.
    #[must_use]
    pub const fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// Returns the path as the document has it, with its braces.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.operation.path
    }

    /// Returns how often the call was attempted before.
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }
}
