//! What does the outcome of a call say, and of whom?

use serde_json::Value;

/// How a call ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    /// Prism took the request, and the client understood the answer.
    Good,
    /// Prism has something against the request.
    Refused(String),
    /// The client does not understand an answer that is as the document says.
    NotDecoded(String),
    /// Prism has something against a request that is right: it takes it as soon as its reading is mended.
    Misread(String),
    /// Prism itself cannot serve it.
    NotServed(String),
    /// Something else went wrong.
    Failed(String),
}

/// Judges a line of the program's.
pub(super) fn judge(line: &Value) -> Verdict {
    let text = |key: &str| line[key].as_str().unwrap_or_default();
    // A list that is long has words before it.
    let violations = line["violations"].as_str().filter(|text| text.contains('['));
    let violations = violations.and_then(|text| serde_json::from_str(&text[text.find('[')?..]).ok());
    if let Some(verdict) = violations.and_then(|list: Value| of_violations(&list)) {
        return verdict;
    }
    match text("what") {
        _ if line["ended"] == true => Verdict::NotServed("it ends when it is asked".to_owned()),
        "accepted" => Verdict::Good,
        "decode" => Verdict::NotDecoded(text("error").to_owned()),
        "status" => of_problem(text("body")),
        // It invents values for recursive schemas without an end, and answers nobody meanwhile.
        _ if is_unanswered(line) => Verdict::NotServed(text("error").to_owned()),
        _ => Verdict::Failed(text("error").to_owned()),
    }
}

/// Whether the time was over before an answer came.
pub(super) fn is_unanswered(line: &Value) -> bool {
    line["what"] == "failed" && line["error"].as_str().is_some_and(|error| error.contains("timed out"))
}

/// An answer that is no success: a problem of Prism's (RFC 9457), or what the document declares.
fn of_problem(body: &str) -> Verdict {
    let problem: Value = serde_json::from_str(body).unwrap_or(Value::Null);
    let kind = problem["type"]
        .as_str()
        .and_then(|ty| ty.strip_prefix("https://stoplight.io/prism/errors#"));
    let detail = problem["detail"].as_str().unwrap_or_default();
    match kind {
        // The document has no success, so an error is what it answers.
        None => Verdict::Good,
        Some("UNPROCESSABLE_ENTITY" | "VIOLATIONS") => {
            of_violations(&problem["validation"]).unwrap_or_else(|| Verdict::Refused(detail.to_owned()))
        }
        Some(
            kind @ ("NO_RESPONSE_RESPONSE_DEFINED"
            | "NO_COMPLEX_OBJECT_TEXT"
            | "UNKNOWN"
            | "NO_SUCCESS_RESPONSE_DEFINED"),
        ) => Verdict::NotServed(format!("{kind}: {detail}")),
        Some(kind) => Verdict::Refused(format!("{kind}: {detail}")),
    }
}

/// What Prism lists; what it has against its own answer is not the client's fault, and a warning is none at all.
fn of_violations(list: &Value) -> Option<Verdict> {
    let all = list.as_array().map(Vec::as_slice).unwrap_or_default();
    let errors = all.iter().filter(|one| one["severity"] != "Warning");
    let of = |one: &Value| {
        let location: Vec<String> = one["location"].as_array().into_iter().flatten().map(plain).collect();
        format!(
            "{}: {}",
            location.join("/"),
            one["message"].as_str().unwrap_or_default()
        )
    };
    let (own, against): (Vec<String>, Vec<String>) = errors.map(of).partition(|text| text.starts_with("response"));
    let own = own
        .first()
        .map(|own| Verdict::NotServed(format!("its own answer breaks the document: {own}")));
    against.first().map(|first| Verdict::Refused(first.clone())).or(own)
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn outcomes_are_told_apart() {
        let problem = |kind: &str, location: &str| {
            let body = json!({
                "type": format!("https://stoplight.io/prism/errors#{kind}"), "detail": "why",
                "validation": [{ "location": [location, "id"], "message": "is wrong" }],
            });
            json!({ "what": "status", "body": body.to_string() })
        };
        let table = [
            (json!({ "what": "accepted" }), Verdict::Good),
            (
                json!({ "what": "status", "body": "{\"detail\":\"no such customer\"}" }),
                Verdict::Good,
            ),
            (
                json!({ "what": "decode", "error": "e" }),
                Verdict::NotDecoded("e".to_owned()),
            ),
            (
                json!({ "what": "failed", "error": "e" }),
                Verdict::Failed("e".to_owned()),
            ),
            (
                json!({ "what": "failed", "error": "e", "ended": true }),
                Verdict::NotServed("it ends when it is asked".to_owned()),
            ),
            (
                problem("UNPROCESSABLE_ENTITY", "path"),
                Verdict::Refused("path/id: is wrong".to_owned()),
            ),
            (
                problem("VIOLATIONS", "response"),
                Verdict::NotServed("its own answer breaks the document: response/id: is wrong".to_owned()),
            ),
            (
                problem("NO_RESPONSE_RESPONSE_DEFINED", "path"),
                Verdict::NotServed("NO_RESPONSE_RESPONSE_DEFINED: why".to_owned()),
            ),
            (
                problem("UNAUTHORIZED", "path"),
                Verdict::Refused("UNAUTHORIZED: why".to_owned()),
            ),
        ];
        for (line, expected) in table {
            assert_eq!(judge(&line), expected, "{line}");
        }
    }
}
