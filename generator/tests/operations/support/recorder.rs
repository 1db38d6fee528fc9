//! What is sent, without a network?

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use openapi_runtime::bytes::Bytes;
use openapi_runtime::{Body, Transport, TransportFuture, http};

/// A transport that keeps what it is to send, and answers with what it was told to.
#[derive(Clone, Debug)]
pub(crate) struct Recorder(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    seen: Vec<Seen>,
    status: u16,
    content_type: &'static str,
    body: Bytes,
    /// What comes before that, each once, as JSON.
    first: VecDeque<&'static str>,
}

#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    headers: http::HeaderMap,
    pub(crate) body: Bytes,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

impl Recorder {
    pub(crate) fn new() -> Self {
        Recorder(Arc::new(Mutex::new(State {
            seen: Vec::new(),
            status: 204,
            content_type: "",
            body: Bytes::new(),
            first: VecDeque::new(),
        })))
    }

    /// Answers with this from now on.
    pub(crate) fn answer(&self, status: u16, content_type: &'static str, body: &'static str) {
        let mut state = self.0.lock().unwrap();
        (state.status, state.content_type, state.body) = (status, content_type, Bytes::from(body));
    }

    /// Answers with each of these once, and forgets what it has seen.
    pub(crate) fn answers<const N: usize>(&self, bodies: [&'static str; N]) {
        let mut state = self.0.lock().unwrap();
        state.first = bodies.into();
        state.seen.clear();
    }

    /// Path and query of what it has seen, which it then forgets.
    pub(crate) fn targets(&self) -> Vec<String> {
        let seen = std::mem::take(&mut self.0.lock().unwrap().seen);
        seen.into_iter().map(|seen| seen.target).collect()
    }

    pub(crate) fn last(&self) -> Seen {
        self.0.lock().unwrap().seen.last().unwrap().clone()
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let (head, body) = request.into_parts();
        let mut state = self.0.lock().unwrap();
        state.seen.push(Seen {
            method: head.method.to_string(),
            target: head.uri.path_and_query().unwrap().to_string(),
            headers: head.headers,
            body: body.as_bytes().cloned().unwrap_or_default(),
        });
        if let Some(body) = state.first.pop_front() {
            return Box::pin(std::future::ready(Ok(http::Response::new(Body::from(body)))));
        }
        let mut response = http::Response::builder().status(state.status);
        if !state.content_type.is_empty() {
            response = response.header("content-type", state.content_type);
        }
        let response = response.body(Body::from(state.body.clone())).unwrap();
        Box::pin(std::future::ready(Ok(response)))
    }
}
