//! How often can what a request carries be sent?

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::Body;

/// What a request carries. Its clones carry the same; of a stream that cannot be begun anew, one of them all.
#[derive(Clone)]
pub(crate) enum Upload {
    Bytes(Bytes),
    /// Begun each time.
    Repeatable {
        begin: Arc<dyn Fn() -> Body + Send + Sync>,
        length: Option<u64>,
    },
    Once {
        body: Arc<Mutex<Option<Body>>>,
        length: Option<u64>,
    },
}

impl Upload {
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Upload::Bytes(bytes) => Some(bytes.len() as u64),
            Upload::Repeatable { length, .. } | Upload::Once { length, .. } => *length,
        }
    }

    /// Whether it can be sent once more, having been sent.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Upload::Bytes(_) | Upload::Repeatable { .. } => true,
            Upload::Once { .. } => false,
        }
    }

    /// Begins to send it.
    ///
    /// # Errors
    /// When it has been sent already.
    pub(crate) fn begin(self) -> Result<Body, String> {
        match self {
            Upload::Bytes(bytes) => Ok(Body::from(bytes)),
            Upload::Repeatable { begin, .. } => Ok(begin()),
            Upload::Once { body, .. } => {
                let body = body.lock().unwrap_or_else(PoisonError::into_inner).take();
                body.ok_or_else(|| "its body is a stream that has been sent already".to_owned())
            }
        }
    }
}

impl From<Body> for Upload {
    fn from(body: Body) -> Self {
        let length = body.length();
        match (body.begin(), body.into_bytes()) {
            (_, Ok(bytes)) => Upload::Bytes(bytes),
            (Some(begin), Err(_)) => Upload::Repeatable { begin, length },
            (None, Err(body)) => Upload::Once {
                body: Arc::new(Mutex::new(Some(body))),
                length,
            },
        }
    }
}

/// The size and the form; what is inside may be a secret.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self {
            Upload::Bytes(_) => "bytes",
            Upload::Repeatable { .. } => "stream, repeatable",
            Upload::Once { .. } => "stream",
        };
        match self.length() {
            Some(length) => write!(f, "Upload({form}, {length})"),
            None => write!(f, "Upload({form})"),
        }
    }
}
