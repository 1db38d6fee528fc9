//! How do several bodies become one?

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::upload::Upload;
use crate::Body;
use crate::transport::{TransportError, TransportErrorKind};

/// One body of several, which is bytes if all of them are, and can be sent again if all of them can.
pub(crate) fn chain(pieces: Vec<Upload>) -> Upload {
    let of_bytes: Option<Vec<&[u8]>> = pieces
        .iter()
        .map(|piece| match piece {
            Upload::Bytes(bytes) => Some(&**bytes),
            Upload::Repeatable { .. } | Upload::Once { .. } => None,
        })
        .collect();
    if let Some(bytes) = of_bytes {
        return Upload::Bytes(Bytes::from(bytes.concat()));
    }
    let length = pieces.iter().map(Upload::length).sum();
    if pieces.iter().all(Upload::is_repeatable) {
        let begin = Arc::new(move || Body::stream(Chain::new(pieces.clone()), length));
        return Upload::Repeatable { begin, length };
    }
    Upload::from(Body::stream(Chain::new(pieces), length))
}

struct Chain {
    now: Body,
    next: VecDeque<Upload>,
}

impl Chain {
    fn new(pieces: Vec<Upload>) -> Self {
        Chain {
            now: Body::empty(),
            next: pieces.into(),
        }
    }
}

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(chunk) = ready!(Pin::new(&mut self.now).poll_next(cx)) {
                return Poll::Ready(Some(chunk));
            }
            let Some(next) = self.next.pop_front() else {
                return Poll::Ready(None);
            };
            match next.begin() {
                Ok(body) => self.now = body,
                Err(message) => {
                    let error = TransportError::new(TransportErrorKind::Request, message);
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}
