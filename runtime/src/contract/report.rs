//! What does a person read of a call?

use std::fmt;

use http::StatusCode;

use super::compare::Difference;
use crate::api::Operation;
use crate::credentials::Credentials;

/// How many differences are shown.
const SHOWN: usize = 30;

/// How an operation was answered, and where that differs from its description. It prints as
///
/// ```text
/// getPet (GET /pets/{id}) does not answer as the description says: 200 OK, application/json
///   /owner: is required, and missing
///   /tags/1: wrong type: integer `7`, expected a string
/// ```
#[derive(Debug, Clone)]
pub struct Report {
    operation: &'static Operation,
    status: Option<StatusCode>,
    media_type: Option<String>,
    pub(super) differences: Vec<Difference>,
}

impl Report {
    pub(super) fn answered(operation: &'static Operation, status: StatusCode, media_type: Option<&str>) -> Self {
        Report {
            operation,
            status: Some(status),
            media_type: media_type.map(str::to_owned),
            differences: Vec::new(),
        }
    }

    pub(super) fn unanswered(operation: &'static Operation, why: &str) -> Self {
        // The report names the operation, as the error does.
        let why = why.strip_prefix(&format!("{}: ", name(operation))).unwrap_or(why);
        Report {
            operation,
            status: None,
            media_type: None,
            differences: vec![Difference::of_answer(why.to_owned())],
        }
    }

    /// Whether the answer is one that the description has.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
    }

    /// Returns the status of the answer; `None` if there was none.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Returns where the answer differs from the description, or why there is none.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    pub(super) fn redact(&mut self, credentials: &Credentials) {
        for difference in &mut self.differences {
            difference.redact(|text| credentials.redact(text));
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&name(self.operation))?;
        f.write_str(match (self.holds(), self.status) {
            (true, _) => " answers as the description says",
            (false, Some(_)) => " does not answer as the description says",
            (false, None) => " does not answer",
        })?;
        if let Some(status) = self.status {
            write!(f, ": {status}")?;
            if let Some(media_type) = &self.media_type {
                write!(f, ", {media_type}")?;
            }
        }
        for difference in self.differences.iter().take(SHOWN) {
            write!(f, "\n  {difference}")?;
        }
        match self.differences.len().checked_sub(SHOWN) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, "\n  and {more} more"),
        }
    }
}

/// `getPet (GET /pets/{id})`
fn name(operation: &Operation) -> String {
    let Operation { id, method, path, .. } = operation;
    match *id {
        "" => format!("{method} {path}"),
        id => format!("{id} ({method} {path})"),
    }
}
