//! How far is an exchange?

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::error::Stage;

/// How far an exchange is, told across the edge at which its time may end. Its clones are one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress(Arc<AtomicU8>);

impl Progress {
    pub(crate) fn enter(&self, stage: Stage) {
        self.0.store(number(stage), Ordering::Relaxed);
    }

    pub(crate) fn stage(&self) -> Stage {
        match self.0.load(Ordering::Relaxed) {
            0 => Stage::Connecting,
            1 => Stage::Waiting,
            _ => Stage::Reading,
        }
    }
}

/// What a transport that makes connections tells.
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
impl Progress {
    /// Goes on from this stage, unless that has happened.
    pub(crate) fn leave(&self, stage: Stage) {
        let (from, to) = (number(stage), number(stage) + 1);
        let _ = self.0.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }
}

const fn number(stage: Stage) -> u8 {
    match stage {
        Stage::Connecting => 0,
        Stage::Waiting => 1,
        Stage::Reading => 2,
    }
}
