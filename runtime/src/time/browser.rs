//! How does time pass in a browser?

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::{Duration, SystemTime};

use gloo_timers::future::TimeoutFuture;
use send_wrapper::SendWrapper;
pub(crate) use web_time::Instant;
use web_time::web::SystemTimeExt;

/// The time was over first.
pub(crate) struct Elapsed;

/// The longest time that `setTimeout` takes, in milliseconds; what is longer is over at once for it.
const LONGEST: u32 = i32::MAX.unsigned_abs();

/// What the calendar says; the standard library's own clock panics there.
pub(crate) fn now() -> SystemTime {
    web_time::SystemTime::now().to_std()
}

/// Waits.
pub(crate) async fn sleep(wait: Duration) {
    let mut left = wait.as_micros().div_ceil(1000);
    while left > 0 {
        let milliseconds = u32::try_from(left).map_or(LONGEST, |left| left.min(LONGEST));
        SendWrapper::new(TimeoutFuture::new(milliseconds)).await;
        left -= u128::from(milliseconds);
    }
}

pub(super) async fn timeout_at<F: Future>(at: Instant, mut work: Pin<&mut F>) -> Result<F::Output, Elapsed> {
    let mut over = pin!(sleep(at.saturating_duration_since(Instant::now())));
    poll_fn(|cx| match work.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Ok(output)),
        Poll::Pending => over.as_mut().poll(cx).map(|()| Err(Elapsed)),
    })
    .await
}
