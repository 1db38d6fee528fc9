//! How does time pass?
//!
//! The only file that asks a clock to wait, so that a platform without tokio's has one file to replace.

use std::time::Duration;

/// The time was over first.
pub(crate) struct Elapsed;

/// Waits for `work`, but no longer than `limit`. The work is dropped when its time is over.
pub(crate) async fn limit<F: Future>(limit: Option<Duration>, work: F) -> Result<F::Output, Elapsed> {
    match limit {
        Some(limit) => tokio::time::timeout(limit, work).await.map_err(|_| Elapsed),
        None => Ok(work.await),
    }
}
