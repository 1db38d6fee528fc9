//! How does time pass?
//!
//! The only module that asks a clock, or asks it to wait: `native.rs` has tokio's, `browser.rs` the browser's.

use std::time::Duration;

#[cfg_attr(target_arch = "wasm32", path = "browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "native.rs")]
mod clock;

pub(crate) use clock::{Instant, now, sleep};

/// The time was over first.
pub(crate) struct Elapsed;

/// Waits for `work`, but no longer than `limit`. The work is dropped when its time is over.
pub(crate) async fn limit<F: Future>(limit: Option<Duration>, work: F) -> Result<F::Output, Elapsed> {
    match limit {
        Some(limit) => clock::timeout(limit, work).await,
        None => Ok(work.await),
    }
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
