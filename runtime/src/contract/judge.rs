//! Is an answer one of those that are declared?

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::compare::Difference;
use super::report::Report;
use super::{Content, Declared, Expected, Header};
use crate::api::{Operation, StatusPattern};
use crate::error::Answered;

/// Compares an answer with what is declared.
pub(super) fn judge(
    operation: &'static Operation,
    declared: &[Declared],
    answered: &Answered,
    needs_credentials: bool,
) -> Report {
    let media_type = answered.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mut report = Report::answered(operation, answered.status, media_type);
    if answered.status == StatusCode::UNAUTHORIZED && needs_credentials {
        let words = "the server does not take the credentials of the environment, so that nothing was learned";
        report.differences.push(Difference::of_answer(words.to_owned()));
        return report;
    }
    match of_status(declared, answered.status) {
        Some(declared) if declared.status == StatusPattern::Default && answered.status.is_server_error() => {
            let words = "the server failed, and the description has that only as `default`";
            report.differences.push(Difference::of_answer(words.to_owned()));
        }
        Some(declared) => {
            report.differences = of_headers(declared, answered);
            let of_content = of_content(operation, declared, answered, media_type);
            report.differences.extend(of_content);
        }
        None => {
            let known: Vec<String> = declared.iter().map(|answer| spelled(answer.status)).collect();
            report.differences.push(Difference::of_answer(format!(
                "undeclared status {}: the description has {}",
                answered.status.as_u16(),
                listed(&known)
            )));
        }
    }
    report
}

/// What is declared for a status: the most exact pattern decides.
fn of_status(declared: &[Declared], status: StatusCode) -> Option<&Declared> {
    let status = status.as_u16();
    let find = |pattern| declared.iter().find(|answer| answer.status == pattern);
    find(StatusPattern::Code(status))
        .or_else(|| find(StatusPattern::Range(u8::try_from(status / 100).unwrap_or(0))))
        .or_else(|| find(StatusPattern::Default))
}

fn of_headers(declared: &Declared, answered: &Answered) -> Vec<Difference> {
    let differs = |header: &Header| match answered.headers.get(header.name) {
        Some(value) => {
            let words = (header.differs)(value.to_str().ok()?.trim())?;
            Some(words.replacen("invalid type", "wrong type", 1))
        }
        None => header.required.then(|| "is required, and missing".to_owned()),
    };
    let headers = declared.headers.iter();
    headers
        .filter_map(|header| {
            Some(Difference::of_answer(format!(
                "header {}: {}",
                header.name,
                differs(header)?
            )))
        })
        .collect()
}

fn of_content(
    operation: &Operation,
    declared: &Declared,
    answered: &Answered,
    media_type: Option<&str>,
) -> Vec<Difference> {
    // These never have a body (RFC 9110, §9.3.2, §15.3.5 and §15.4.5).
    let has_none = operation.method == "HEAD" || matches!(answered.status.as_u16(), 204 | 304);
    // What declares no content says nothing of it (OpenAPI 3.1, §4.8.17).
    if has_none || declared.contents.is_empty() {
        return Vec::new();
    }
    let known = || {
        let known: Vec<String> = declared.contents.iter().map(|of| of.media_type.to_owned()).collect();
        listed(&known)
    };
    let Some(media_type) = media_type else {
        let what = if answered.body.is_empty() {
            "no body"
        } else {
            "a body without a media type"
        };
        return vec![Difference::of_answer(format!(
            "{what}, where the description has {}",
            known()
        ))];
    };
    let Some(content) = of_media_type(&declared.contents, media_type) else {
        return vec![Difference::of_answer(format!(
            "undeclared media type {media_type}: the description has {}",
            known()
        ))];
    };
    match &content.body {
        Expected::Json(differences) => differences(&answered.body),
        Expected::Stream | Expected::Anything => Vec::new(),
    }
}

/// What is declared for a media type, the most exact range deciding (OpenAPI 3.1, §4.8.17).
fn of_media_type<'c>(contents: &'c [Content], media_type: &str) -> Option<&'c Content> {
    let is = essence(media_type);
    let kind = is.split('/').next().unwrap_or_default().to_owned() + "/*";
    let find = |wanted: &str| contents.iter().find(|content| essence(content.media_type) == wanted);
    find(&is).or_else(|| find(&kind)).or_else(|| find("*/*"))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

fn spelled(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Range(range) => format!("{range}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn listed(all: &[String]) -> String {
    match all {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
