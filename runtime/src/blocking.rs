//! How does a program wait that is not asynchronous?
//!
//! Two traits give what is asynchronous a method that waits: [`Wait`] for requests and other futures, [`WaitEach`] for
//! lists and streams. Both use a runtime of their own, which is started when it is needed first and has one thread.
//!
//! ```
//! use openapi_runtime::blocking::Wait;
//!
//! let call = async { 6 * 7 };
//! assert_eq!(call.wait(), 42);
//! ```
//!
//! In a generated crate:
//!
//! ```ignore
//! use zenskar::runtime::blocking::{Wait, WaitEach};
//!
//! let customer = client.customers().get_customer("cus_1").wait()?;
//! for invoice in client.invoices().list_invoices().items().wait_each() {
//!     println!("{}", invoice?.id);
//! }
//! ```

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Runtime};

/// Waits for a future, such as a request of a generated crate.
pub trait Wait: IntoFuture {
    /// Waits for it, and returns what it gives.
    ///
    /// # Panics
    /// In asynchronous code, whose thread has other things to do than to wait.
    fn wait(self) -> Self::Output;
}

impl<F: IntoFuture> Wait for F {
    fn wait(self) -> Self::Output {
        // Not all that is awaited is made for more than one thread, so it is awaited here.
        runtime().block_on(self.into_future())
    }
}

/// Waits for each item of a stream, such as the items of a list or the events of an answer.
pub trait WaitEach: Stream + Unpin + Sized {
    /// An iterator that waits for each item.
    ///
    /// # Panics
    /// When an item is waited for in asynchronous code.
    fn wait_each(self) -> Each<Self>;
}

impl<S: Stream + Unpin> WaitEach for S {
    fn wait_each(self) -> Each<Self> {
        Each(self)
    }
}

/// An iterator over a stream.
#[derive(Debug)]
#[must_use = "an iterator does nothing unless it is used"]
pub struct Each<S>(S);

impl<S: Stream + Unpin> Iterator for Each<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        poll_fn(|cx| Pin::new(&mut self.0).poll_next(cx)).wait()
    }
}

/// Connections are driven by its thread between the calls.
fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("openapi-runtime")
            .enable_all()
            .build();
        // As with `std::thread::spawn`, a system that has no thread left is beyond help.
        runtime.expect("the system gives a thread")
    })
}
