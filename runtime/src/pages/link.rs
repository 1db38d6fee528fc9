//! Which address does a `Link` header give for the next page?

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link with the relation `next` (RFC 8288, §3).
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).into_iter();
    let mut links = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(links)
        .filter(|(_, parameters)| is_next(parameters));
    links.next().map(|(target, _)| target.to_owned())
}

/// Each link of a value: its target, and the text of its parameters.
fn links(mut value: &str) -> Vec<(&str, &str)> {
    let mut links = Vec::new();
    while let Some((target, rest)) = value.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        let end = end_of_parameters(rest);
        links.push((target, &rest[..end]));
        value = &rest[end..];
    }
    links
}

/// Up to the comma before the next link; one in quotes is part of a parameter.
fn end_of_parameters(text: &str) -> usize {
    let mut is_quoted = false;
    let mut is_escaped = false;
    for (index, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => return index,
            _ => {}
        }
    }
    text.len()
}

/// Whether `rel`, the first of that name, has `next` among its words.
fn is_next(parameters: &str) -> bool {
    let mut parameters = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let rel = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("rel"));
    rel.is_some_and(|(_, value)| {
        let value = value.trim().trim_matches('"');
        value
            .split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case("next"))
    })
}

#[cfg(test)]
mod tests {
    use http::header::LINK;
    use http::{HeaderMap, HeaderValue};

    #[test]
    fn the_next_of_some_links() {
        let table: [(&[&str], Option<&str>); 8] = [
            (
                &["<https://a.example/?p=2>; rel=\"next\""],
                Some("https://a.example/?p=2"),
            ),
            (&["</?p=2>;rel=next, </?p=9>; rel=last"], Some("/?p=2")),
            (
                &["</?p=1>; rel=\"prev\"; title=\"a, b; rel=next\", </?p=3>; rel=\"next last\""],
                Some("/?p=3"),
            ),
            (&["</?p=1>; rel=prev", "</?p=3>; REL=\"Next\""], Some("/?p=3")),
            (&["</?a=1,2>; rel=\"next\""], Some("/?a=1,2")),
            (&["</?p=1>; rel=prev"], None),
            (&["nonsense", "<unclosed"], None),
            (&[], None),
        ];
        for (values, expected) in table {
            let headers: HeaderMap = values
                .iter()
                .map(|value| (LINK, HeaderValue::from_str(value).unwrap()))
                .collect();
            assert_eq!(super::next(&headers).as_deref(), expected, "{values:?}");
        }
    }
}
