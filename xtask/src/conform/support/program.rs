//! Calls every operation, and says a line of JSON of each.

#![allow(warnings)]

mod calls;
mod client;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openapi_runtime::http::header::LOCATION;
use openapi_runtime::http::Request;
use openapi_runtime::serde_json::json;
use openapi_runtime::{Body, ErrorKind, Middleware, Next, Response, TransportFuture};

/// Takes a redirect for the answer: where it leads is Prism's invention, or on a host of the document's that is not Prism. What
/// Prism says of the request stands in this answer, and of where the client would go there is nothing to be said.
#[derive(Debug)]
pub(crate) struct Stay;

impl Middleware for Stay {
    fn handle<'a>(&'a self, request: Request<Body>, next: Next<'a>) -> TransportFuture<'a> {
        Box::pin(async move {
            let mut response = next.run(request).await?;
            if response.status().is_redirection() {
                response.headers_mut().remove(LOCATION);
            }
            Ok(response)
        })
    }
}

/// What a call came to.
pub(crate) struct Outcome {
    /// `accepted`, `status`, `decode` or `failed`.
    what: &'static str,
    status: Option<u16>,
    /// What Prism has against the request or its own answer.
    violations: Option<String>,
    /// The body of an answer that is no success.
    body: String,
    error: String,
}

pub(crate) type Calling<'a> = Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// What the header of Prism's says.
fn violations(headers: &openapi_runtime::http::HeaderMap) -> Option<String> {
    let value = headers.get("sl-violations")?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

pub(crate) fn of<T>(outcome: Result<Response<T>, client::Error>) -> Outcome {
    let error = match outcome {
        Ok(response) => {
            return Outcome {
                what: "accepted",
                status: Some(response.status().as_u16()),
                violations: violations(response.headers()),
                body: String::new(),
                error: String::new(),
            };
        }
        Err(error) => error,
    };
    Outcome {
        what: match error.kind() {
            ErrorKind::Status => "status",
            ErrorKind::Decode => "decode",
            _ => "failed",
        },
        status: error.status().map(|status| status.as_u16()),
        violations: error.headers().and_then(violations),
        body: error.text().chars().take(4000).collect(),
        error: error.to_string(),
    }
}

pub(crate) fn unmade(error: Box<dyn std::error::Error>) -> Outcome {
    Outcome {
        what: "failed",
        status: None,
        violations: None,
        body: String::new(),
        error: format!("its arguments cannot be made: {error}"),
    }
}

/// `program URL [INDEX…]`: all calls, or those of these operations.
fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("the address of the server");
    let only: Vec<usize> = arguments.map(|index| index.parse().expect("the index of an operation")).collect();
    let tokio = openapi_runtime_tokio();
    tokio.block_on(async {
        let client = calls::client(&url);
        for (index, variant, call) in calls::CALLS {
            if !only.is_empty() && !only.contains(index) {
                continue;
            }
            // The call with everything is made in both ways, its variants in turn.
            let modes: &[&str] = match (variant, variant % 2) {
                (0, _) => &["static", "dynamic"],
                (_, 1) => &["dynamic"],
                _ => &["static"],
            };
            for mode in modes {
                let prefer = match *mode {
                    "static" => "dynamic=false".to_owned(),
                    _ => format!("dynamic=true, seed={}", index + 1 + 1000 * variant),
                };
                let outcome = call(&client, &prefer).await;
                let is_unanswered = outcome.what == "failed" && outcome.error.contains("timed out");
                println!(
                    "{}",
                    json!({
                        "index": index, "variant": variant, "mode": mode, "what": outcome.what, "status": outcome.status,
                        "violations": outcome.violations, "body": outcome.body, "error": outcome.error,
                    })
                );
                // Nor will the next be answered; whoever started this does so again, for the rest.
                if is_unanswered {
                    return;
                }
            }
        }
    });
}

fn openapi_runtime_tokio() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("the runtime of tokio begins")
}
