//! How does time pass?
//!
//! The only file that asks a clock to wait, so that a platform without tokio's has one file to replace.

use std::time::Duration;

pub(crate) use tokio::time::Instant;

/// The time was over first.
pub(crate) struct Elapsed;

/// Waits for `work`, but no longer than `limit`. The work is dropped when its time is over.
pub(crate) async fn limit<F: Future>(limit: Option<Duration>, work: F) -> Result<F::Output, Elapsed> {
    match limit {
        Some(limit) => tokio::time::timeout(limit, work).await.map_err(|_| Elapsed),
        None => Ok(work.await),
    }
}

/// Waits.
pub(crate) async fn sleep(wait: Duration) {
    tokio::time::sleep(wait).await;
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
