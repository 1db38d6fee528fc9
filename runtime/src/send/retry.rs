//! When is a call attempted again, and after how long?
//!
//! Attempted again is what may be done twice: an idempotent method (RFC 9110, §9.2.2), any other with an idempotency key,
//! and what the SDK says it of. Of what may not, only a call whose connection never came to be, so that the server cannot
//! have seen it. The wait doubles from attempt to attempt, is shortened at random so that clients do not come back in step,
//! and is the server's own if it asks for one (`Retry-After`).

use std::time::Duration;

use http::StatusCode;

use crate::error::{Error, ErrorKind, Processed};
use crate::random;
use crate::request::Request;

/// How often a call is attempted again unless it is told otherwise.
pub(crate) const RETRIES: u32 = 2;

/// How often a request is sent again, and at once, that the server had not begun with. This is no other attempt.
pub(super) const RESENT: u32 = 2;

const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(8);

/// Whether a call that ended like this may be attempted again.
pub(super) fn may_help(request: &Request, error: &Error) -> bool {
    let is_unseen = match error.processed() {
        Processed::Unknown => error.is_connect() && error.kind() != ErrorKind::Tls,
        Processed::No => true,
        Processed::Yes => false,
    };
    let is_over = error.kind() == ErrorKind::Timeout && !error.is_connect();
    request.can_be_sent_again() && (is_unseen || (error.is_retryable() && !is_over && request.may_be_repeated()))
}

/// Whether the server refused it in a way that other tokens than these may cure.
pub(super) fn are_stale(tokens: &[(usize, u64)], request: &Request, error: &Error) -> bool {
    error.status() == Some(StatusCode::UNAUTHORIZED) && !tokens.is_empty() && request.can_be_sent_again()
}

/// How long to wait before another attempt, after so many in vain.
pub(crate) fn wait(attempts: u32, error: &Error) -> Duration {
    match error.retry_after() {
        Some(asked) => asked,
        None => backoff(attempts, random::word()),
    }
}

/// Between half and all of a time that doubles.
fn backoff(attempts: u32, random: u64) -> Duration {
    let doubled = FIRST_WAIT.saturating_mul(1 << attempts.min(16));
    let half = doubled.min(LONGEST_WAIT) / 2;
    let thousandths = u32::try_from(random % 1001).unwrap_or(0);
    half + half * thousandths / 1000
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::backoff;

    #[test]
    fn waits_double_up_to_a_limit() {
        let table = [(0, 250, 500), (1, 500, 1000), (4, 4000, 8000), (40, 4000, 8000)];
        for (attempts, least, most) in table {
            assert_eq!(backoff(attempts, 0), Duration::from_millis(least));
            assert_eq!(backoff(attempts, 1000), Duration::from_millis(most));
        }
    }
}
