//! How does a request become an answer?

mod outgoing;
mod progress;
mod read_body;
mod redirect;
mod retry;
mod trace;

use std::error::Error as StdError;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use crate::answer::{Opened, RawResponse};
use crate::error::{Answered, Error, ErrorKind, Stage};
use crate::request::Request;
use crate::stream::Incoming;
use crate::time;
use crate::transport::{TransportError, TransportErrorKind};
use outgoing::Outgoing;
pub(crate) use progress::Progress;
pub(crate) use read_body::read_some;
use read_body::{Stopped, read_body};
use retry::Terms;
pub(crate) use retry::{RETRIES, wait};
use trace::Trace;

/// Sends a request, follows where it is redirected to, and reads the answer to its end; again, if that may help. Credentials,
/// body and idempotency key are the same in every attempt, and all of them share the time of the call.
pub(crate) async fn send(request: Request) -> Result<RawResponse, Error> {
    within_time(request, Until::Read).await
}

/// As [`send`], up to the beginning of the answer's body.
pub(crate) async fn open(request: Request) -> Result<RawResponse, Error> {
    within_time(request, Until::Answered).await
}

/// How far an exchange goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// The head of an answer of success has come.
    Answered,
    /// All of the answer has.
    Read,
}

async fn within_time(request: Request, until: Until) -> Result<RawResponse, Error> {
    let request = request.named();
    let trace = Trace::begin(&request);
    let limit = request.timeout.or(request.client.inner().timeout);
    let progress = Progress::default();
    let deadline = time::Deadline::after(limit);
    let outcome = match trace
        .over(time::limit(
            limit,
            attempts(&request, until, &progress, &deadline, &trace),
        ))
        .await
    {
        Ok(outcome) => outcome,
        Err(time::Elapsed) => Err(out_of_time(limit, progress.stage())),
    };
    let outcome = outcome.map_err(|error| error.of(request.operation));
    trace.end(&outcome);
    outcome
}

async fn attempts(
    request: &Request,
    until: Until,
    progress: &Progress,
    deadline: &time::Deadline,
    trace: &Trace,
) -> Result<RawResponse, Error> {
    // The tokens that the server would not take.
    let mut refused = Vec::new();
    let mut is_proved_anew = false;
    let retries = request.retries.unwrap_or(request.client.inner().retries);
    let mut attempts = 0;
    loop {
        let outgoing = Outgoing::prepare(request, &refused).await?;
        let terms = Terms::of(&outgoing);
        let error = match exchange(request, outgoing, &refused, until, attempts, progress).await {
            // A token may end before it was said to. What the server refused for that, it has not done.
            Err(error) if !is_proved_anew && terms.are_stale(&error) => {
                is_proved_anew = true;
                refused = terms.tokens;
                continue;
            }
            Err(error) if attempts < retries && terms.may_help(&error) => error,
            outcome => return outcome,
        };
        let wait = retry::wait(attempts, &error);
        // What went wrong says more than that the time was over.
        if !deadline.allows(wait) {
            return Err(error);
        }
        trace.failed_attempt(attempts, &error);
        time::sleep(wait).await;
        attempts += 1;
    }
}

async fn exchange(
    request: &Request,
    outgoing: Outgoing,
    refused: &[(usize, u64)],
    until: Until,
    attempt: u32,
    progress: &Progress,
) -> Result<RawResponse, Error> {
    let client = request.client.inner();
    let place = match &client.places {
        // It is never closed.
        Some(places) => Arc::clone(places).acquire_owned().await.ok(),
        None => None,
    };
    let mut trail = redirect::Trail::default();
    let mut outgoing = outgoing;
    // The same, once the server has named another place.
    let mut redirected: Option<Outgoing> = None;
    let (head, mut body) = loop {
        progress.enter(Stage::Waiting);
        let prepared = outgoing.into_transport(request.operation, attempt, progress)?;
        let response = client.transport.carry(prepared).await.map_err(|error| {
            let site = redirected.as_ref().map(Outgoing::site);
            not_answered(error, site.as_deref().unwrap_or_else(|| client.base_url.site()))
        })?;
        let (head, body) = response.into_parts();
        if !redirect::is_one(&head) {
            break (head, body);
        }
        // What was sent is gone with it; it is put together once more, since this is rare.
        let sent = match redirected.take() {
            Some(sent) => sent,
            None => Box::pin(Outgoing::prepare(request, refused)).await?,
        };
        outgoing = redirect::follow(&sent, &head, client, &mut trail)?;
        redirected = Some(outgoing.clone());
    };
    if until == Until::Answered && head.status.is_success() {
        return Ok(RawResponse {
            client: request.client.clone(),
            operation: request.operation,
            answered: Answered {
                status: head.status,
                headers: head.headers,
                body: Bytes::new(),
            },
            opened: Some(Box::new(Opened {
                request: request.clone(),
                incoming: Incoming {
                    body,
                    idle: client.idle_timeout,
                    operation: request.operation,
                    arrived: 0,
                    place,
                },
            })),
        });
    }
    progress.enter(Stage::Reading);
    let outcome = read_body(&mut body, client.max_response_bytes).await;
    let answered = |body| Answered {
        status: head.status,
        headers: head.headers,
        body,
    };
    if !head.status.is_success() {
        // That the server refused is the news, even if not all of its words arrived.
        let body = outcome.unwrap_or_else(Stopped::into_so_far);
        return Err(Error::of_status(answered(body), &client.credentials));
    }
    match outcome {
        Ok(body) => Ok(RawResponse {
            client: request.client.clone(),
            operation: request.operation,
            answered: answered(body),
            opened: None,
        }),
        Err(Stopped::TooLarge { limit, so_far }) => Err(too_large(limit).with_answer(answered(so_far))),
        Err(Stopped::Broken { error, so_far }) => Err(cut_off(error, so_far.len()).with_answer(answered(so_far))),
    }
}

pub(crate) fn too_large(limit: u64) -> Error {
    let message = format!(
        "its body is larger than the {limit} bytes that the client takes; `max_response_bytes` of the client's builder \
         raises the limit"
    );
    Error::new(ErrorKind::TooLarge, message).at(Stage::Reading)
}

pub(crate) fn cut_off(error: TransportError, arrived: usize) -> Error {
    let message = format!("the body broke off after {arrived} bytes{}", reason(&error));
    Error::of_transport(error).saying(message).at(Stage::Reading)
}

pub(crate) fn not_answered(error: TransportError, site: &str) -> Error {
    let reason = reason(&error);
    let message = match error.kind() {
        TransportErrorKind::Request => format!("the request cannot be sent{reason}"),
        TransportErrorKind::Dns => format!("the host of {site} has no address{reason}"),
        TransportErrorKind::Connect => format!("cannot connect to {site}{reason}"),
        TransportErrorKind::ConnectTimeout => format!("the connection to {site} was not made in time"),
        TransportErrorKind::Tls => format!("cannot make a secure connection to {site}{reason}"),
        TransportErrorKind::Interrupted => format!("the connection to {site} broke before an answer came{reason}"),
    };
    Error::of_transport(error).saying(message)
}

/// What lies at the bottom of an error, which is what a person can do something about.
fn reason(error: &TransportError) -> String {
    let mut deepest = error.source();
    while let Some(source) = deepest.and_then(StdError::source) {
        deepest = Some(source);
    }
    deepest.map_or_else(String::new, |source| format!(": {source}"))
}

fn out_of_time(limit: Option<Duration>, stage: Stage) -> Error {
    let doing = match stage {
        Stage::Connecting => "connecting",
        Stage::Waiting => "waiting for the response",
        Stage::Reading => "reading the body of the response",
    };
    let limit = limit.unwrap_or_default();
    Error::new(ErrorKind::Timeout, format!("timed out after {limit:?} while {doing}")).at(stage)
}

/// Whether an answer of this status asks to look elsewhere (RFC 9110, §15.4).
const fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}
