//! What does reqwest send as a body, and when does it begin to?
//!
//! reqwest makes a connection when it has none to use again, and does not say so. But it asks for the body only when there is
//! a connection to send it on, and has done with one of no bytes when the rest is on its way; so it is the body that tells.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};

use crate::Body;
use crate::error::Stage;
use crate::send::Progress;
use crate::transport::TransportError;

/// A body for reqwest, whose call is connecting until it is asked for.
pub(super) fn outgoing(body: Body, progress: Option<Progress>) -> reqwest::Body {
    if let Some(progress) = &progress {
        progress.enter(Stage::Connecting);
    }
    let content = match body.into_bytes() {
        Ok(bytes) => Content::Bytes(bytes),
        Err(body) => Content::Stream(Mutex::new(body)),
    };
    reqwest::Body::wrap(Outgoing { content, progress })
}

struct Outgoing {
    content: Content,
    progress: Option<Progress>,
}

enum Content {
    Bytes(Bytes),
    /// reqwest asks for `Sync` too, which a lock that nobody ever has to wait for gives.
    Stream(Mutex<Body>),
}

impl Outgoing {
    fn is_asked_for(&mut self) {
        if let Some(progress) = self.progress.take() {
            progress.leave(Stage::Connecting);
        }
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        self.is_asked_for();
    }
}

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.is_asked_for();
        match &mut self.content {
            Content::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Stream(body) => {
                let body = body.get_mut().unwrap_or_else(PoisonError::into_inner);
                let chunk = Pin::new(body).poll_next(cx);
                chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(&self.content, Content::Bytes(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        let length = match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Stream(body) => body.lock().unwrap_or_else(PoisonError::into_inner).length(),
        };
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
