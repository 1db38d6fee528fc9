//! Which text is an example of a string?

use super::pattern;
use crate::parse::Schema;

/// A text that a schema of strings takes, of a thing of this name.
pub(super) fn of(schema: &Schema, name: &str) -> String {
    let min = usize::try_from(schema.min_length.unwrap_or_default().min(4096)).unwrap_or_default();
    let max = schema.max_length.and_then(|max| usize::try_from(max).ok());
    let by_format = schema.format.as_deref().and_then(of_format);
    if let Some(text) = by_format {
        return text.to_owned();
    }
    if let Some(pattern) = &schema.pattern {
        if let Some(text) = pattern::text(pattern, min) {
            return text;
        }
    }
    if schema.content_encoding.as_deref() == Some("base64") {
        return "aGVsbG8=".to_owned();
    }
    let mut text = of_name(name);
    while text.chars().count() < min {
        text.push('x');
    }
    match max {
        Some(max) => text.chars().take(max).collect(),
        None => text,
    }
}

/// Whether any text is one of the schema's, as far as its length goes.
pub(super) fn is_free(schema: &Schema) -> bool {
    schema.format.is_none() && schema.pattern.is_none() && schema.content_encoding.is_none()
}

/// A text of a format (JSON Schema 2020-12, Validation §7.3, and the OpenAPI Format Registry).
fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "uuid" => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "date" => "2026-01-31",
        "date-time" => "2026-01-31T12:00:00Z",
        "time" => "12:00:00Z",
        "duration" => "P1D",
        "email" | "idn-email" => "jane@example.com",
        "uri" | "url" | "iri" | "http-url" => "https://example.com",
        "uri-reference" | "iri-reference" | "relative-uri" => "/example",
        "uri-template" => "https://example.com/{id}",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "ipvanyaddress" => "192.0.2.1",
        "cidr" | "ipv4-cidr" | "ipvanynetwork" => "192.0.2.0/24",
        "mac" => "00:00:5e:00:53:01",
        "byte" => "aGVsbG8=",
        "password" => "correct horse",
        "json-pointer" => "/name",
        "regex" => ".*",
        "decimal" => "12.50",
        "phone" => "+12025550123",
        _ => return None,
    })
}

/// Whether there is a text for a format: one that nobody knows is a note, and asks for nothing.
pub(super) fn has_text(format: &str) -> bool {
    of_format(format).is_some()
}

/// Whether [`has_format`] looks at texts of a format.
pub(super) fn is_looked_at(format: &str) -> bool {
    matches!(format, "uuid" | "date" | "date-time" | "email" | "uri" | "url")
}

/// Whether a text may be of a format, as far as a glance tells.
pub(crate) fn has_format(format: &str, text: &str) -> bool {
    let digits_at = |places: &[usize]| {
        let bytes = text.as_bytes();
        places
            .iter()
            .all(|&place| bytes.get(place).is_some_and(u8::is_ascii_digit))
    };
    match format {
        "uuid" => {
            let parts: Vec<&str> = text.split('-').collect();
            let is_hex = text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
            is_hex && parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        }
        "date" => text.len() == 10 && digits_at(&[0, 1, 2, 3, 5, 6, 8, 9]) && text.matches('-').count() == 2,
        "date-time" => {
            let has_offset = text.ends_with(['Z', 'z']) || text.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
            let has_time = text.as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b't'));
            text.len() >= 20 && digits_at(&[0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 17, 18]) && has_offset && has_time
        }
        "email" => text
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.')),
        "uri" | "url" => text.contains(':') && !text.contains(' '),
        _ => true,
    }
}

/// What things are often called, at the end of their names, and a text for each.
const KNOWN: [(&str, &str); 22] = [
    ("email", "jane@example.com"),
    ("email_address", "jane@example.com"),
    ("url", "https://example.com"),
    ("uri", "https://example.com"),
    ("website", "https://example.com"),
    ("currency", "USD"),
    ("currency_code", "USD"),
    ("country", "US"),
    ("country_code", "US"),
    ("phone", "+12025550123"),
    ("phone_number", "+12025550123"),
    ("first_name", "Jane"),
    ("last_name", "Doe"),
    ("company_name", "Acme"),
    ("customer_name", "Acme"),
    ("organization_name", "Acme"),
    ("city", "Springfield"),
    ("language", "en"),
    ("locale", "en"),
    ("timezone", "UTC"),
    ("time_zone", "UTC"),
    ("description", "An example"),
];

/// Whether a text is known for things of this name.
pub(super) fn is_known(name: &str) -> bool {
    known(name).is_some()
}

fn known(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    KNOWN
        .iter()
        .find(|(word, _)| name.ends_with(word))
        .map(|(_, text)| *text)
}

/// A text for a thing, by what it is called.
fn of_name(name: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    match known(name) {
        Some(text) => text.to_owned(),
        None if !name.is_empty() && name.chars().all(is_word) => name.to_owned(),
        None => "example".to_owned(),
    }
}
