//! How does an error read, in one line?

use std::fmt;

use super::{ErrorKind, Inner, request_id};
use crate::api::Operation;

/// `Update-customer`, or `PATCH /customers/{customer_id}` where the operation has no name.
pub(super) fn operation_name(operation: &Operation) -> String {
    if operation.id.is_empty() {
        format!("{} {}", operation.method, operation.path)
    } else {
        operation.id.to_owned()
    }
}

/// `Update-customer (PATCH /customers/{customer_id}): 404 Not Found: no such customer (request id 8a3f)`
pub(super) fn line(error: &Inner, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(Operation { id, method, path, .. }) = error.operation {
        match *id {
            "" => write!(f, "{method} {path}: ")?,
            id => write!(f, "{id} ({method} {path}): ")?,
        }
    }
    if let Some(answer) = &error.answer {
        write!(f, "{}", answer.status.as_u16())?;
        if let Some(reason) = answer.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        match error.kind {
            ErrorKind::Decode | ErrorKind::TooLarge | ErrorKind::Interrupted | ErrorKind::Timeout => {
                f.write_str(", but ")?;
            }
            _ if error.message.is_empty() => {}
            _ => f.write_str(": ")?,
        }
    }
    if error.message.is_empty() {
        f.write_str(match (error.kind, &error.answer) {
            (ErrorKind::Status, Some(_)) => "",
            (kind, _) => summary(kind),
        })?;
    }
    f.write_str(&error.message)?;
    match error
        .answer
        .as_ref()
        .and_then(|answer| request_id::find(&answer.headers))
    {
        Some(request_id) => write!(f, " (request id {request_id})"),
        None => Ok(()),
    }
}

const fn summary(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Configuration => "the client cannot be built",
        ErrorKind::Credentials => "missing credentials",
        ErrorKind::Request => "the request cannot be sent",
        ErrorKind::ClearText => "the credentials would be sent in clear text",
        ErrorKind::File => "a file cannot be used",
        ErrorKind::Dns => "the host's name has no address",
        ErrorKind::Connect => "the connection could not be made",
        ErrorKind::Tls => "the connection could not be made secure",
        ErrorKind::Timeout => "the time was over",
        ErrorKind::Interrupted => "the connection broke before the answer was there",
        ErrorKind::Redirect => "the server redirected to where the client does not follow",
        ErrorKind::Pagination => "the pages of the list do not come to an end",
        ErrorKind::TooLarge => "the body of the answer is too large",
        ErrorKind::Status => "the server answered with an error",
        ErrorKind::Decode => "the body is not what the document declares",
    }
}
