//! What does the server say went wrong?

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::Value;

/// Characters, beyond which a message is cut.
const LIMIT: usize = 300;

/// What an error answer says, on one line and of any length.
pub(super) fn find(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    if let Ok(value) = serde_json::from_slice::<Value>(body) {
        return in_json(&value).as_deref().and_then(one_line);
    }
    let text = std::str::from_utf8(body).ok()?.trim();
    if !text.is_empty() && is_html(headers, text) {
        return Some(match title(text).and_then(one_line) {
            Some(title) => format!("an HTML page, \"{title}\""),
            None => "an HTML page".to_owned(),
        });
    }
    one_line(text)
}

/// Where servers put it, the most telling place first.
fn in_json(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => in_list(parts),
        Value::Object(object) => {
            let keys = [
                "message",
                "Message",
                "msg",
                "error_description",
                "detail",
                "error",
                "errors",
                "title",
                "description",
                "reason",
            ];
            keys.iter().find_map(|key| in_json(object.get(*key)?)).or_else(|| {
                // `{"errors": {"email": ["is taken"]}}`
                let mut entries = object.iter().filter(|(_, value)| value.is_array() || value.is_object());
                entries.find_map(|(key, value)| Some(format!("{key}: {}", in_json(value)?)))
            })
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
    .filter(|text| !text.trim().is_empty())
}

/// The first few of a list, each with the place that it speaks of.
fn in_list(parts: &[Value]) -> Option<String> {
    let messages: Vec<String> = parts
        .iter()
        .filter_map(|part| {
            let message = in_json(part)?;
            Some(match place(part) {
                Some(place) => format!("{place}: {message}"),
                None => message,
            })
        })
        .take(4)
        .collect();
    let (shown, more) = messages.split_at(messages.len().min(3));
    let more = if more.is_empty() { "" } else { "; …" };
    (!shown.is_empty()).then(|| format!("{}{more}", shown.join("; ")))
}

/// FastAPI's `loc`, and its like elsewhere.
fn place(part: &Value) -> Option<String> {
    let place = ["loc", "field", "path", "pointer"]
        .iter()
        .find_map(|key| part.get(*key))?;
    let step = |step: &Value| match step {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    match place {
        Value::Array(steps) => {
            let steps: Vec<String> = steps.iter().filter_map(step).collect();
            (!steps.is_empty()).then(|| steps.join("."))
        }
        place => step(place),
    }
}

fn is_html(headers: &HeaderMap, text: &str) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|content_type| content_type.contains("html")) || text.starts_with('<')
}

fn title(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("<title>")?;
    Some(rest.split_once("</title>")?.0)
}

/// Cuts a message where it gets long. Secrets are to be taken out before, lest half of one stay.
pub(super) fn cut(message: String) -> String {
    match message.chars().nth(LIMIT) {
        Some(_) => message.chars().take(LIMIT - 1).chain(['…']).collect(),
        None => message,
    }
}

/// Without line breaks and control characters.
fn one_line(text: &str) -> Option<String> {
    let words = text.split(|character: char| character.is_whitespace() || character.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    fn find(body: &str) -> Option<String> {
        super::find(&HeaderMap::new(), body.as_bytes())
    }

    #[test]
    fn messages_are_found_where_servers_put_them() {
        let table = [
            (r#"{"message": "no such customer"}"#, "no such customer"),
            (r#"{"Message": "User is not authorized"}"#, "User is not authorized"),
            (r#"{"error": "invalid_token"}"#, "invalid_token"),
            (
                r#"{"error": "invalid_token", "error_description": "it has expired"}"#,
                "it has expired",
            ),
            (
                r#"{"error": {"type": "card_error", "message": "declined"}}"#,
                "declined",
            ),
            (r#"{"detail": "Not authenticated"}"#, "Not authenticated"),
            (
                r#"{"detail": [{"loc": ["body", "address", 0], "msg": "field required", "type": "value_error"}]}"#,
                "body.address.0: field required",
            ),
            (r#"{"errors": ["too short", "too long"]}"#, "too short; too long"),
            (
                r#"{"errors": [{"field": "email", "message": "is taken"}]}"#,
                "email: is taken",
            ),
            (r#"{"errors": {"email": ["is taken"]}}"#, "email: is taken"),
            (r#"{"errors": ["a", "b", "c", "d"]}"#, "a; b; c; …"),
            (r#"{"type": "about:blank", "title": "Gone", "status": 410}"#, "Gone"),
            (
                r#"{"title": "Bad", "detail": "The plan has no price."}"#,
                "The plan has no price.",
            ),
            (r#""nope""#, "nope"),
            ("upstream\r\n  connect error\u{7}", "upstream connect error"),
            (
                "<html><head><title>502 Bad\nGateway</title></head></html>",
                "an HTML page, \"502 Bad Gateway\"",
            ),
            ("<!doctype html><p>oops", "an HTML page"),
        ];
        for (body, expected) in table {
            assert_eq!(find(body).as_deref(), Some(expected), "{body}");
        }
    }

    #[test]
    fn an_answer_that_says_nothing_has_no_message() {
        for body in [
            "",
            "  ",
            "{}",
            "null",
            "[]",
            "7",
            r#"{"message": ""}"#,
            r#"{"detail": []}"#,
        ] {
            assert_eq!(find(body), None, "{body}");
        }
        assert_eq!(super::find(&HeaderMap::new(), b"\xff\xfe"), None);
    }

    #[test]
    fn a_long_message_is_cut() {
        let message = super::cut("é".repeat(5000));
        assert_eq!(message.chars().count(), super::LIMIT);
        assert!(message.ends_with('…'));
    }
}
