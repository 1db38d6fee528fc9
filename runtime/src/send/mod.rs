//! How does a request become an answer?

mod outgoing;
mod progress;
mod read_body;
mod redirect;
mod retry;
mod trace;

use std::error::Error as StdError;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use tokio::sync::OwnedSemaphorePermit;

use crate::Body;
use crate::answer::{Opened, RawResponse};
use crate::error::{Answered, Error, ErrorKind, Processed, Stage};
use crate::request::Request;
use crate::stream::Incoming;
use crate::time;
use crate::transport::{TransportError, TransportErrorKind, TransportFuture};
use outgoing::Outgoing;
pub(crate) use progress::Progress;
pub(crate) use read_body::read_some;
use read_body::{Stopped, read_body};
use retry::RESENT;
pub(crate) use retry::{RETRIES, wait};
use trace::Trace;

/// A call on its way, compiled once, in this crate.
pub(crate) type Exchange = Pin<Box<dyn Future<Output = Result<RawResponse, Error>> + Send>>;

/// Sends a request, follows where it is redirected to, and reads the answer to its end; again, if that may help. Credentials,
/// body and idempotency key are the same in every attempt, and all of them share the time of the call.
pub(crate) fn send(request: Request) -> Exchange {
    begin(request, Until::Read)
}

/// As [`send`], up to the beginning of the answer's body.
pub(crate) fn open(request: Request) -> Exchange {
    begin(request, Until::Answered)
}

/// How far an exchange goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// The head of an answer of success has come.
    Answered,
    /// All of the answer has.
    Read,
}

/// The box is copied as a whole when it is made. So what lies in it is kept small: a future that is given something by value
/// has room for it twice, what is no longer needed ends with its braces, and for what is long and rare there is another box.
fn begin(mut request: Request, until: Until) -> Exchange {
    request.name();
    Box::pin(async move { within_time(&request, until).await })
}

async fn within_time(request: &Request, until: Until) -> Result<RawResponse, Error> {
    let limit = request.timeout.or(request.client.inner().timeout);
    let sending = Sending {
        request,
        until,
        trace: Trace::begin(request),
        progress: Progress::default(),
        deadline: time::Deadline::after(limit),
    };
    let attempts = pin!(sending.attempts());
    let outcome = match sending.trace.over(pin!(time::until(&sending.deadline, attempts))).await {
        Ok(outcome) => outcome,
        Err(_) => Err(out_of_time(limit, sending.progress.stage())),
    };
    let outcome = outcome.map_err(|error| error.of(request.operation));
    sending.trace.end(&outcome);
    outcome
}

/// What stays the same from attempt to attempt.
struct Sending<'a> {
    request: &'a Request,
    until: Until,
    trace: Trace,
    progress: Progress,
    deadline: time::Deadline,
}

/// What was tried.
#[derive(Default)]
struct Tried {
    attempts: u32,
    /// The tokens that went out at last: of which scheme, and which of its tokens.
    tokens: Vec<(usize, u64)>,
    /// Those that the server would not take.
    refused: Vec<(usize, u64)>,
    is_proved_anew: bool,
    /// How often the server had not begun with what was sent.
    unprocessed: u32,
}

/// A request on its way, and the place that its call has among those that may be on their way at once.
type Departed<'a> = (TransportFuture<'a>, Option<OwnedSemaphorePermit>);

impl Sending<'_> {
    async fn attempts(&self) -> Result<RawResponse, Error> {
        let mut tried = Tried::default();
        loop {
            let departed = match self.may_go_at_once() {
                true => (self.depart(Outgoing::assemble(self.request)?, &tried)?, None),
                false => Box::pin(self.prepare(&mut tried)).await?,
            };
            let error = match self.exchange(departed, &tried).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            if let Some(wait) = self.go_on(&mut tried, error)? {
                Box::pin(time::sleep(wait)).await;
            }
        }
    }

    /// Whether there is nothing to wait for before the request may be sent.
    fn may_go_at_once(&self) -> bool {
        let client = self.request.client.inner();
        client.places.is_none() && !client.credentials.ask_for_tokens()
    }

    /// Waits for tokens and for a place.
    async fn prepare(&self, tried: &mut Tried) -> Result<Departed<'_>, Error> {
        let outgoing = Outgoing::prepare(self.request, &tried.refused).await?;
        tried.tokens.clone_from(&outgoing.tokens);
        let place = match &self.request.client.inner().places {
            // It is never closed.
            Some(places) => Arc::clone(places).acquire_owned().await.ok(),
            None => None,
        };
        Ok((self.depart(outgoing, tried)?, place))
    }

    #[inline]
    fn depart(&self, outgoing: Outgoing, tried: &Tried) -> Result<TransportFuture<'_>, Error> {
        self.progress.enter(Stage::Waiting);
        let prepared = outgoing.into_transport(self.request.operation, tried.attempts, &self.progress)?;
        Ok(self.request.client.inner().transport.carry(prepared))
    }

    /// After a failure: how long to wait before another attempt, if at all.
    ///
    /// # Errors
    /// When there shall be none.
    #[cold]
    fn go_on(&self, tried: &mut Tried, error: Error) -> Result<Option<Duration>, Error> {
        // A token may end before it was said to. What the server refused for that, it has not done.
        if !tried.is_proved_anew && retry::are_stale(&tried.tokens, self.request, &error) {
            tried.is_proved_anew = true;
            tried.refused = std::mem::take(&mut tried.tokens);
            return Ok(None);
        }
        if error.processed() == Processed::No && tried.unprocessed < RESENT && self.request.can_be_sent_again() {
            tried.unprocessed += 1;
            return Ok(None);
        }
        let retries = self.request.retries.unwrap_or(self.request.client.inner().retries);
        if tried.attempts >= retries || !retry::may_help(self.request, &error) {
            return Err(error);
        }
        let wait = retry::wait(tried.attempts, &error);
        // What went wrong says more than that the time was over.
        if !self.deadline.allows(wait) {
            return Err(error);
        }
        self.trace.failed_attempt(tried.attempts, &error);
        tried.attempts += 1;
        Ok(Some(wait))
    }

    /// Waits for the answer to what was sent. The call has its place until the answer has come, to its end if it is read here.
    async fn exchange(&self, (sent, place): Departed<'_>, tried: &Tried) -> Result<RawResponse, Error> {
        let client = self.request.client.inner();
        let mut response = match sent.await {
            Ok(response) => response,
            Err(error) => return Err(not_answered(error, client.base_url.site())),
        };
        if redirect::is_one(&response) {
            let pursued = redirect::pursue(self.request, response, &tried.refused, tried.attempts, &self.progress);
            response = Box::pin(pursued).await?;
        }
        let is_success = response.status().is_success();
        if self.until == Until::Answered && is_success {
            return Ok(self.opened(response, place));
        }
        self.progress.enter(Stage::Reading);
        let body = match read_body(response.body_mut(), client.max_response_bytes).await {
            Ok(body) => body,
            Err(stopped) if is_success => return Err(cut_short(response, stopped)),
            // That the server refused is the news, even if not all of its words arrived.
            Err(stopped) => stopped.into_so_far(),
        };
        if !is_success {
            return Err(Error::of_status(answered(&mut response, body), &client.credentials));
        }
        Ok(RawResponse {
            client: self.request.client.clone(),
            operation: self.request.operation,
            answered: answered(&mut response, body),
            opened: None,
        })
    }

    /// The answer, whose body is read by whom it is for.
    #[cold]
    fn opened(&self, mut response: Response<Body>, place: Option<OwnedSemaphorePermit>) -> RawResponse {
        let client = &self.request.client;
        RawResponse {
            client: client.clone(),
            operation: self.request.operation,
            answered: answered(&mut response, Bytes::new()),
            opened: Some(Box::new(Opened {
                request: self.request.clone(),
                incoming: Incoming {
                    body: response.into_body(),
                    idle: client.inner().idle_timeout,
                    operation: self.request.operation,
                    arrived: 0,
                    place,
                },
            })),
        }
    }
}

#[cold]
fn cut_short(mut response: Response<Body>, stopped: Stopped) -> Error {
    let (error, so_far) = match stopped {
        Stopped::TooLarge { limit, so_far } => (too_large(limit), so_far),
        Stopped::Broken { error, so_far } => (cut_off(error, so_far.len()), so_far),
    };
    error.with_answer(answered(&mut response, so_far))
}

/// What an answer said, of which this is the body.
fn answered(response: &mut Response<Body>, body: Bytes) -> Answered {
    Answered {
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
        body,
    }
}

#[cold]
pub(crate) fn too_large(limit: u64) -> Error {
    let message = format!(
        "its body is larger than the {limit} bytes that the client takes; `max_response_bytes` of the client's builder \
         raises the limit"
    );
    Error::new(ErrorKind::TooLarge, message).at(Stage::Reading)
}

#[cold]
pub(crate) fn cut_off(error: TransportError, arrived: usize) -> Error {
    let message = format!("the body broke off after {arrived} bytes{}", reason(&error));
    Error::of_transport(error).saying(message).at(Stage::Reading)
}

#[cold]
pub(crate) fn not_answered(error: TransportError, site: &str) -> Error {
    let reason = reason(&error);
    let message = match error.kind() {
        TransportErrorKind::Request => format!("the request cannot be sent{reason}"),
        TransportErrorKind::Dns => format!("the host of {site} has no address{reason}"),
        TransportErrorKind::Connect => format!("cannot connect to {site}{reason}"),
        TransportErrorKind::ConnectTimeout => format!("the connection to {site} was not made in time"),
        TransportErrorKind::Tls => format!("cannot make a secure connection to {site}{reason}"),
        TransportErrorKind::Unprocessed | TransportErrorKind::Interrupted => {
            format!("the connection to {site} broke before an answer came{reason}")
        }
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

#[cold]
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

#[cfg(test)]
mod tests {
    use std::mem::size_of_val;

    use super::send;
    use crate::ClientBuilder;
    use crate::api::{Api, Operation};
    use crate::request::Request;

    static API: Api = Api {
        title: "small",
        version: "1",
        user_agent: "small/1",
        servers: &["https://api.small.example"],
        env_prefix: "SMALL",
        security: &[],
        schemes: &[],
    };

    static GET: Operation = Operation {
        id: "get",
        method: "GET",
        path: "/",
        security: &[],
        accept: "application/json",
        errors: &[],
    };

    #[test]
    fn a_call_is_a_small_box() {
        let client = ClientBuilder::new(&API).build().unwrap();
        let call = send(Request::new(&client, &GET));
        // What is larger than 1032 bytes no allocator has at hand for its thread. A span needs some more.
        let most = if cfg!(feature = "tracing") { 1200 } else { 1032 };
        assert!(size_of_val(&*call) <= most, "{} bytes", size_of_val(&*call));
    }
}
