//! What is told of a call while it goes on?
//!
//! With the feature `tracing`: a span a call, with the attributes that OpenTelemetry's conventions for HTTP clients name,
//! and an event for each attempt that failed. Neither the query nor a header nor a body is ever told.

use std::pin::Pin;

use crate::answer::RawResponse;
use crate::error::Error;
use crate::request::Request;

/// The telling of one call.
#[derive(Clone)]
pub(super) struct Trace {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Trace {
    pub(super) fn begin(request: &Request) -> Self {
        use tracing::field::Empty;
        let (method, path) = (request.method(), request.operation.path);
        let span = tracing::info_span!(
            "http.client.call",
            otel.name = format_args!("{method} {path}"),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = method.as_str(),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            url.template = path,
            server.address = request.client.inner().base_url.site(),
            openapi.operation_id = request.operation.id,
            error.type = Empty,
        );
        Trace { span }
    }

    pub(super) async fn over<F: Future>(&self, work: Pin<&mut F>) -> F::Output {
        tracing::Instrument::instrument(work, self.span.clone()).await
    }

    pub(super) fn failed_attempt(&self, attempts: u32, error: &Error) {
        self.span.record("http.request.resend_count", attempts + 1);
        tracing::debug!(parent: &self.span, attempt = attempts, error = %error, "attempt failed, another follows");
    }

    pub(super) fn end(&self, outcome: &Result<RawResponse, Error>) {
        let status = match outcome {
            Ok(response) => Some(response.answered.status),
            Err(error) => error.status(),
        };
        if let Some(status) = status {
            self.span.record("http.response.status_code", status.as_u16());
        }
        if let Err(error) = outcome {
            self.span.record("otel.status_code", "ERROR");
            self.span.record("error.type", tracing::field::debug(error.kind()));
        }
    }
}

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self, clippy::unused_async, reason = "there is nothing to tell it to")]
impl Trace {
    pub(super) fn begin(_: &Request) -> Self {
        Trace {}
    }

    pub(super) async fn over<F: Future>(&self, work: Pin<&mut F>) -> F::Output {
        work.await
    }

    pub(super) fn failed_attempt(&self, _: u32, _: &Error) {}

    pub(super) fn end(&self, _: &Result<RawResponse, Error>) {}
}
