//! How does time pass under tokio?

use std::time::SystemTime;

pub(crate) use tokio::time::error::Elapsed;
pub(super) use tokio::time::timeout_at;
pub(crate) use tokio::time::{Instant, sleep};

/// What the calendar says.
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}
