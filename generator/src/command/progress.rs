//! How is somebody told who waits?
//!
//! Nothing is said for a second; then, on a terminal, a line that says what is being done, and goes away when it is done.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Does `work`, and says so to who waits for it.
pub(super) fn during<T>(what: &str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (working, is_done) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let began = Instant::now();
            let mut is_said = false;
            // The channel is closed when the work is done.
            while is_done.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                tell(&format!("\r\x1b[K{what} … {} s", began.elapsed().as_secs()));
                is_said = true;
            }
            if is_said {
                tell("\r\x1b[K");
            }
        });
        // Whichever way it ends.
        let _working = working;
        work()
    })
}

fn tell(text: &str) {
    let mut stderr = std::io::stderr().lock();
    let _ = stderr.write_all(text.as_bytes());
    let _ = stderr.flush();
}
