//! Is a string of a format?
//!
//! Formats that a Rust type proves need no check where there is that type. Of the others, those are here whose grammar is
//! short enough to be sure of.

use std::net::{Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, NaiveDate};

/// Whether a text is of a format (JSON Schema, Validation §7.3); a format that is not known takes all.
pub(super) fn is_of(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => is_date_time(text),
        "email" => is_email(text),
        "hostname" => is_hostname(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uri" => is_uri(text),
        "uri-reference" => is_uri_reference(text),
        "json-pointer" => is_json_pointer(text),
        "uuid" => text.len() == 36 && uuid::Uuid::try_parse(text).is_ok(),
        "regex" => super::pattern::compile(text).is_some(),
        _ => true,
    }
}

/// A day (RFC 3339, §5.6).
fn is_date(text: &str) -> bool {
    let is_spelled = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_spelled && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok()
}

/// A point in time (RFC 3339, §5.6).
fn is_date_time(text: &str) -> bool {
    let is_spelled = text.is_ascii() && text.get(10..11).is_some_and(|t| matches!(t, "T" | "t"));
    is_spelled && DateTime::parse_from_rfc3339(text).is_ok()
}

/// A mailbox (RFC 5321, §4.1.2).
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_atom =
        |atom: &str| !atom.is_empty() && atom.chars().all(|c| c.is_alphanumeric() || !c.is_ascii() || is_sign(c));
    let is_sound = is_quoted || local.split('.').all(is_atom);
    let literal = domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']'));
    is_sound
        && match literal {
            Some(literal) => match literal.strip_prefix("IPv6:") {
                Some(address) => address.parse::<Ipv6Addr>().is_ok(),
                None => literal.parse::<Ipv4Addr>().is_ok(),
            },
            // Names beyond ASCII are of `idn-email`, and nobody is surprised by one here.
            None => !domain.is_ascii() || is_hostname(domain),
        }
}

fn is_sign(c: char) -> bool {
    "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// A name of RFC 1123, §2.1.
fn is_hostname(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_short = (1..=63).contains(&label.len());
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_short && is_plain && !label.starts_with('-') && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// A URI with a scheme (RFC 3986, §3).
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme && is_hierarchy(rest)
}

/// A URI or a relative reference (RFC 3986, §4.1).
fn is_uri_reference(text: &str) -> bool {
    let first = text.split(['/', '?', '#']).next().unwrap_or_default();
    is_uri(text) || (!first.contains(':') && is_hierarchy(text))
}

/// What may follow a scheme: of these characters, with brackets around a literal address alone, and one `#`.
fn is_hierarchy(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (authority, others) = match text.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find(['/', '?']).unwrap_or(rest.len());
            rest.split_at(end)
        }
        None => ("", text),
    };
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let literal = host.strip_prefix('[').and_then(|host| host.split_once(']'));
    let authority_is_sound = match literal {
        Some((literal, port)) => {
            let user = authority.strip_suffix(host).unwrap_or_default();
            let is_address = literal.starts_with('v') || literal.parse::<Ipv6Addr>().is_ok();
            is_address && is_port(port) && is_spelled(user)
        }
        None => {
            let port = host.split_once(':').map_or("", |(_, port)| port);
            port.bytes().all(|byte| byte.is_ascii_digit()) && is_spelled(authority)
        }
    };
    authority_is_sound && is_spelled(others) && is_spelled(fragment)
}

fn is_port(text: &str) -> bool {
    let port = text.strip_prefix(':').unwrap_or(text);
    port.bytes().all(|byte| byte.is_ascii_digit()) && (text.is_empty() || text.starts_with(':'))
}

/// Whether all characters may stand in a URI, the others as `%` and two hexadecimal digits (RFC 3986, §2).
fn is_spelled(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte);
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_sound = match byte {
            b'%' => {
                let digits = [bytes.next(), bytes.next()];
                digits
                    .into_iter()
                    .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit()))
            }
            byte => is_allowed(byte),
        };
        if !is_sound {
            return false;
        }
    }
    true
}

/// RFC 6901, §3.
fn is_json_pointer(text: &str) -> bool {
    let tildes = text.split('~').skip(1);
    (text.is_empty() || text.starts_with('/')) && tildes.clone().all(|after| after.starts_with(['0', '1']))
}

#[cfg(test)]
mod tests {
    use super::is_of;

    #[test]
    fn formats() {
        for (format, good, bad) in [
            (
                "email",
                &[
                    "joe.bloggs@example.com",
                    "te~st@example.com",
                    "\"joe bloggs\"@example.com",
                    "joe@[127.0.0.1]",
                    "a@b",
                    "jürgen@köln.de",
                ][..],
                &[
                    "2962",
                    ".test@example.com",
                    "te..st@example.com",
                    "joe@",
                    "@example.com",
                    "joe bloggs@example.com",
                    "joe@[127.0.0.300]",
                    "a@-b.de",
                ][..],
            ),
            (
                "hostname",
                &["www.example.com", "1host", "xn--4gbwdl.xn--wgbh1c", "a"],
                &[
                    "-bad-host-name",
                    "not_a_valid_host_name",
                    "a..b",
                    "",
                    "a.",
                    "trailing-.com",
                    "a b",
                ],
            ),
            (
                "ipv4",
                &["192.168.0.1", "0.0.0.0"],
                &["127.0.0.0.1", "256.1.1.1", "127.0", "087.10.0.1", "0x7f.0.0.1"],
            ),
            (
                "ipv6",
                &["::1", "::ffff:192.168.0.1", "1:2::8"],
                &["12345::", "1::d6::42", "fe80::a%eth1", "1:2:3", ":"],
            ),
            (
                "uri",
                &[
                    "http://foo.bar/?baz=qux#quux",
                    "urn:oasis:names:x",
                    "mailto:a@b.c",
                    "http://[::1]:8080/",
                    "tel:+1-816-555-1212",
                    "https://u:p@h:1/%20",
                ],
                &[
                    "//foo.bar/",
                    "/abc",
                    "\\\\WINDOWS",
                    "abc",
                    "http:// shouldfail.com",
                    "http://a/<b>",
                    "http://a/%2",
                    "bar,baz:x",
                    "http://a:b/",
                    "http://[x]/",
                ],
            ),
            (
                "uri-reference",
                &["/abc", "", "//a/b", "a/b:c", "#x", "http://a"],
                &["\\\\WINDOWS", "#a\\b", "a b", "1:b"],
            ),
            ("json-pointer", &["", "/a~0b/~1", "/"], &["a", "/a~", "/a~2"]),
            ("regex", &["^a$"], &["^(abc]"]),
            (
                "date",
                &["2024-02-29"],
                &["2023-02-29", "2024-2-29", "+024-01-01", "2024-01-01 "],
            ),
            (
                "date-time",
                &[
                    "1963-06-19T08:30:06.283185Z",
                    "1990-12-31t15:59:59.123-08:00",
                    "1998-12-31T23:59:60Z",
                ],
                &[
                    "1990-02-31T15:59:59Z",
                    "1963-06-19 08:30:06Z",
                    "1963-06-19T08:30:06",
                    "06/19/1963 08:30:06 PST",
                ],
            ),
            (
                "uuid",
                &["2EB8AA08-AA98-11EA-B4AA-73B441D16380"],
                &[
                    "2eb8aa08aa9811eab4aa73b441d16380",
                    "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
                ],
            ),
            ("color", &["whatever"], &[]),
        ] {
            for text in good {
                assert!(is_of(format, text), "{text:?} is of {format}");
            }
            for text in bad {
                assert!(!is_of(format, text), "{text:?} is not of {format}");
            }
        }
    }
}
