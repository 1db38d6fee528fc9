//! How does time pass under tokio?

use std::time::{Duration, SystemTime};

pub(crate) use tokio::time::{Instant, sleep};

use super::Elapsed;

/// What the calendar says.
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}

pub(super) async fn timeout<F: Future>(limit: Duration, work: F) -> Result<F::Output, Elapsed> {
    tokio::time::timeout(limit, work).await.map_err(|_| Elapsed)
}
