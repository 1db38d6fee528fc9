//! Which characters stand for themselves in a URL?

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, §2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What ends a value in a query, even if reserved characters may stand in it.
const NOT_IN_VALUE: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What cannot stand in a path (RFC 3986, §3.3); `%` can, in a template that is written encoded.
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A value: everything but the unreserved characters is encoded, so that it stays within its part of the URL.
pub(crate) fn encode(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

/// Whether a value stands for itself: nothing in it has to be encoded.
pub(crate) fn is_encoded(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

/// A value whose reserved characters stand for themselves (RFC 6570, §3.2.3), but for those that would end the value
/// where it stands: `&`, `+`, `#`, quotes and brackets. What is encoded already stays so.
pub(crate) fn encode_but_reserved(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        text.extend(utf8_percent_encode(before, NOT_IN_VALUE));
        let is_triple = after.len() >= 2 && after.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
        text.push_str(if is_triple { "%" } else { "%25" });
        rest = after;
    }
    text.extend(utf8_percent_encode(rest, NOT_IN_VALUE));
    text
}

/// Text of a path template, whose own delimiters stay what they are.
pub(crate) fn encode_template(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, NOT_IN_PATH)
}

/// Appends text of a path template.
pub(crate) fn push_template(path: &mut String, text: &str) {
    // Nearly all of it stands for itself.
    if is_encoded(text) {
        path.push_str(text);
    } else {
        path.extend(encode_template(text));
    }
}

#[cfg(test)]
mod tests {
    use super::{encode, encode_template};

    #[test]
    fn only_unreserved_characters_stand_for_themselves() {
        let table = [
            ("cus_1-2.3~4", "cus_1-2.3~4"),
            ("a/b?c#d", "a%2Fb%3Fc%23d"),
            ("a b+c", "a%20b%2Bc"),
            ("%2e", "%252e"),
            ("é", "%C3%A9"),
            ("\u{1f600}", "%F0%9F%98%80"),
            ("a\r\nb\0", "a%0D%0Ab%00"),
            (
                ":@!$&'()*,;=[]{}|\\^\"<>`",
                "%3A%40%21%24%26%27%28%29%2A%2C%3B%3D%5B%5D%7B%7D%7C%5C%5E%22%3C%3E%60",
            ),
        ];
        for (value, expected) in table {
            assert_eq!(encode(value), expected, "{value:?}");
        }
    }

    #[test]
    fn a_template_keeps_its_delimiters() {
        assert_eq!(
            encode_template("/a:b/c%20d/e f/(g)").to_string(),
            "/a:b/c%20d/e%20f/(g)"
        );
    }
}
