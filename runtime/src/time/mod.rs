//! How does time pass?
//!
//! The only module that asks a clock, or asks it to wait: `native.rs` has tokio's, `browser.rs` the browser's.

use std::pin::Pin;
use std::time::Duration;

#[cfg_attr(target_arch = "wasm32", path = "browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "native.rs")]
mod clock;

pub(crate) use clock::{Elapsed, Instant, now, sleep};

/// Waits for `work`, but no longer than until the deadline. The work stays with the caller: a future that takes another one by
/// value is at least twice as large.
pub(crate) async fn until<F: Future>(deadline: &Deadline, work: Pin<&mut F>) -> Result<F::Output, Elapsed> {
    match deadline.0 {
        Some(at) => clock::timeout_at(at, work).await,
        None => Ok(work.await),
    }
}

/// As [`until`], for so long from now.
pub(crate) async fn limit<F: Future>(limit: Option<Duration>, work: Pin<&mut F>) -> Result<F::Output, Elapsed> {
    until(&Deadline::after(limit), work).await
}

/// When the time is over, if it ever is.
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// So long from now.
    pub(crate) fn after(limit: Option<Duration>) -> Self {
        Deadline(limit.and_then(|limit| Instant::now().checked_add(limit)))
    }

    /// Whether there is time left after such a wait.
    pub(crate) fn allows(&self, wait: Duration) -> bool {
        self.0
            .is_none_or(|at| at.saturating_duration_since(Instant::now()) > wait)
    }
}
