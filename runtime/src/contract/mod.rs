//! Does a server answer as its description says?
//!
//! The tests that `openapi-build generate --contract-tests` writes name an operation, its arguments and the answers that the
//! description has for it; the call and the comparison are here. What generated clients take generously — a value that an
//! enum does not know, a required property that an answer leaves out — is what a contract test is there to find.
//!
//! ```ignore
//! use my_pets::runtime::contract;
//!
//! let client = contract::client(my_pets::Client::from_env());
//! contract::of(client.pets().get_pet("pet_1"))
//!     .answer("200", [contract::json::<Pet>("application/json")])
//!     .answer("404", [])
//!     .check();
//! ```
//!
//! An answer differs from its description by
//!
//! * a status that is not declared, neither by itself nor by a range nor by `default` (OpenAPI 3.1, §4.8.16),
//!   or one of a server that failed (5xx) where there is no more than a `default` for it,
//! * a required header that is not there, or one that is not of its type,
//! * a media type that is not declared for that status; what declares none at all may have any body,
//! * a body that is missing, is no JSON, or is not of its schema: a required property that is not there, a value of another
//!   type, `null` where the schema has none, a value that is none of an enum's or fits no branch of a union, a constant that is
//!   another one. All of them are found, each with its JSON pointer (RFC 6901). With the feature `validate` too, a body whose
//!   types are right is checked against the rest of its schema.
//!
//! Of events, JSON lines and other answers that come bit by bit, status and media type are looked at.

mod compare;
mod judge;
mod reader;
mod report;
#[cfg(test)]
mod tests;

use std::fmt;

pub use self::compare::Difference;
use self::compare::differences;
use self::judge::judge;
pub use self::report::Report;
use crate::api::StatusPattern;
use crate::blocking::Wait as _;
use crate::headers;
use crate::request::Request;
use crate::send;
use crate::value::Value;

/// The request of an operation, which every generated crate has.
pub trait Asked {
    /// What is sent.
    #[doc(hidden)]
    fn into_request(self) -> Request;
}

/// The client that the tests call with.
///
/// # Panics
/// When there is none: the environment has no credentials, for example.
#[track_caller]
pub fn client<C, E: fmt::Display>(client: Result<C, E>) -> C {
    client.unwrap_or_else(|error| panic!("no client: {error}"))
}

/// A call, of which nothing is declared yet.
pub fn of(request: impl Asked) -> Contract {
    Contract {
        request: request.into_request(),
        answers: Vec::new(),
    }
}

/// A call, and what the description says that it may be answered.
#[must_use = "nothing is sent before it is checked"]
pub struct Contract {
    request: Request,
    answers: Vec<Declared>,
}

/// What is declared for some statuses.
struct Declared {
    status: StatusPattern,
    contents: Vec<Content>,
    headers: Vec<Header>,
}

/// One header of an answer.
pub struct Header {
    name: &'static str,
    required: bool,
    /// How a text differs from its type.
    differs: fn(&str) -> Option<String>,
}

/// One media type of an answer.
pub struct Content {
    media_type: &'static str,
    body: Expected,
}

/// What is known of a body.
enum Expected {
    /// It is of a type.
    Json(fn(&[u8]) -> Vec<Difference>),
    /// It comes bit by bit, and may have no end.
    Stream,
    Anything,
}

/// JSON of this type, under this media type.
#[must_use]
pub fn json<T: Value>(media_type: &'static str) -> Content {
    Content {
        media_type,
        body: Expected::Json(|body| differences(&mut T::blank(), body)),
    }
}

/// What comes bit by bit, under this media type: its body is not read.
#[must_use]
pub fn stream(media_type: &'static str) -> Content {
    Content {
        media_type,
        body: Expected::Stream,
    }
}

/// Anything, under this media type.
#[must_use]
pub fn other(media_type: &'static str) -> Content {
    Content {
        media_type,
        body: Expected::Anything,
    }
}

/// A header of this type that has to be there.
#[must_use]
pub fn required<T: Value>(name: &'static str) -> Header {
    Header {
        required: true,
        ..optional::<T>(name)
    }
}

/// A header of this type that may be there.
#[must_use]
pub fn optional<T: Value>(name: &'static str) -> Header {
    Header {
        name,
        required: false,
        differs: |text| headers::decode(&mut T::blank(), text).err(),
    }
}

impl Contract {
    /// Declares an answer. The status is as the description spells it: `200`, `4XX` or `default`.
    ///
    /// # Panics
    /// When it is none of these.
    #[track_caller]
    pub fn answer<const CONTENTS: usize>(mut self, status: &str, contents: [Content; CONTENTS]) -> Self {
        self.answers.push(Declared {
            status: pattern(status).unwrap_or_else(|| panic!("`{status}` is no status")),
            contents: contents.into(),
            headers: Vec::new(),
        });
        self
    }

    /// Declares headers of the answer that was declared last.
    ///
    /// # Panics
    /// When none was.
    #[track_caller]
    pub fn headers<const HEADERS: usize>(mut self, headers: [Header; HEADERS]) -> Self {
        let answer = self.answers.last_mut().expect("headers belong to an answer");
        answer.headers.extend(headers);
        self
    }

    /// Sends the request, waits for the answer, and fails if that differs from what is declared.
    ///
    /// # Panics
    /// With a [`Report`], when the answer differs, none comes, or the server does not take the credentials.
    #[track_caller]
    pub fn check(self) {
        let report = self.report().wait();
        if report.holds() {
            // The harness shows it to those who ask for it.
            #[allow(clippy::print_stdout, reason = "what a test says")]
            {
                println!("{report}");
            }
        } else {
            panic!("{report}");
        }
    }

    /// Sends the request and compares the answer with what is declared.
    pub async fn report(self) -> Report {
        let (operation, client) = (self.request.operation, self.request.client.clone());
        let needs_credentials = !self.request.security().is_empty();
        let is_stream = |content: &Content| matches!(content.body, Expected::Stream);
        let is_open = self.answers.iter().flat_map(|answer| &answer.contents).any(is_stream);
        let outcome = match is_open {
            true => send::open(self.request).await,
            false => send::send(self.request).await,
        };
        let answered = match outcome {
            Ok(response) => Ok(response.answered),
            Err(error) => error.into_answer(),
        };
        let mut report = match answered {
            Ok(answered) => judge(operation, &self.answers, &answered, needs_credentials),
            Err(error) => Report::unanswered(operation, &error.to_string()),
        };
        report.redact(client.credentials());
        report
    }
}

impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let statuses: Vec<StatusPattern> = self.answers.iter().map(|answer| answer.status).collect();
        f.debug_struct("Contract")
            .field("operation", &self.request.operation.path)
            .field("answers", &statuses)
            .finish()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Content").field(&self.media_type).finish()
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}

fn pattern(status: &str) -> Option<StatusPattern> {
    if status == "default" {
        return Some(StatusPattern::Default);
    }
    let (first, rest) = status.split_at_checked(1)?;
    if rest.eq_ignore_ascii_case("xx") {
        return Some(StatusPattern::Range(first.parse().ok()?));
    }
    Some(StatusPattern::Code(status.parse().ok()?))
}

/// Lets the request of an operation be one that a contract is about.
#[doc(hidden)]
#[macro_export]
macro_rules! __contract_v1 {
    ($request:ident) => {
        impl $crate::contract::Asked for $request {
            fn into_request(self) -> $crate::codegen::v1::Request {
                self.request
            }
        }
    };
}
