//! How does a path template become a path?
//!
//! A parameter's value cannot leave its segment: everything but the unreserved characters is encoded (RFC 3986, §2.3
//! and §3.3), and a segment that would be `.` or `..` is refused, since every encoding of those means the same to a
//! URL parser (WHATWG URL, "double-dot URL path segment").

use super::percent;

/// A path, that of the API before it, and the query that the template holds itself; all encoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) path: String,
    pub(crate) query: String,
}

/// Puts the values, which are encoded already, into a template such as `/customers/{customer_id}`. `base` is the path of the
/// API, without a slash at its end.
///
/// # Errors
/// When a value is missing or its segment cannot be sent.
pub(crate) fn expand(base: &str, template: &str, values: &[(&'static str, String)]) -> Result<Target, String> {
    let room: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut path = String::with_capacity(base.len() + 1 + template.len() + room);
    path.push_str(base);
    let mut rest = template.strip_prefix('/').unwrap_or(template);
    loop {
        path.push('/');
        let start = path.len();
        let segment = rest;
        rest = expand_segment(&mut path, segment, values)?;
        if matches!(&path[start..], "." | "..") {
            let segment = &segment[..segment.len() - rest.len()];
            return Err(format!(
                "the path segment `{segment}` would be `{}`, which is no segment but a direction",
                &path[start..]
            ));
        }
        match rest.strip_prefix('/') {
            Some(next) => rest = next,
            None => break,
        }
    }
    Ok(Target {
        path: without_slash(path, base),
        query: match split(rest) {
            (_, "") => String::new(),
            (_, query) => percent::encode_template(query).to_string(),
        },
    })
}

/// The path and the query of a template. A fragment tells operations of one path apart in some documents; it is never sent.
fn split(template: &str) -> (&str, &str) {
    let of = |mark: u8, text: &str| text.bytes().position(|byte| byte == mark);
    let template = of(b'#', template).map_or(template, |end| &template[..end]);
    of(b'?', template).map_or((template, ""), |end| (&template[..end], &template[end + 1..]))
}

/// The path `/` is the API's own, as it is written.
fn without_slash(mut path: String, base: &str) -> String {
    if !base.is_empty() && path.len() == base.len() + 1 {
        path.pop();
    }
    path
}

/// A path of the program's own, as it stands, with the query that it may have.
///
/// # Errors
/// When it does not begin with a slash, or cannot be sent as it stands.
pub(crate) fn raw(base: &str, path: &str) -> Result<Target, String> {
    let (path, query) = split(path);
    if !path.starts_with('/') {
        return Err(format!("the path `{path}` does not begin with a slash"));
    }
    let whole = format!("{base}{}", percent::encode_template(path));
    Ok(Target {
        path: without_slash(whole, base),
        query: percent::encode_template(query).to_string(),
    })
}

/// Where this mark stands in a segment, or else the segment ends.
#[inline(never)]
fn end_of(text: &str, mark: u8) -> usize {
    let is_end = |byte| byte == mark || matches!(byte, b'/' | b'?' | b'#');
    text.bytes().position(is_end).unwrap_or(text.len())
}

/// Puts the values into the first segment of a template, and returns what follows it.
fn expand_segment<'a>(
    path: &mut String,
    mut template: &'a str,
    values: &[(&'static str, String)],
) -> Result<&'a str, String> {
    loop {
        let (literal, rest) = template.split_at(end_of(template, b'{'));
        percent::push_template(path, literal);
        let Some(rest) = rest.strip_prefix('{') else {
            return Ok(rest);
        };
        let (name, rest) = rest.split_at(end_of(rest, b'}'));
        let Some(rest) = rest.strip_prefix('}') else {
            // A brace that nothing closes is one.
            percent::push_template(path, "{");
            percent::push_template(path, name);
            return Ok(rest);
        };
        let Some((_, value)) = values.iter().find(|(known, _)| *known == name) else {
            return Err(format!("the path parameter `{name}` has no value"));
        };
        path.push_str(value);
        template = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, expand};

    #[test]
    fn values_take_their_places() {
        let values = [("id", "a%2Fb".to_owned()), ("kind", "x".to_owned())];
        let table = [
            ("/", "/", ""),
            ("", "/", ""),
            ("/customers/{id}", "/customers/a%2Fb", ""),
            ("customers/{id}/", "/customers/a%2Fb/", ""),
            ("/{kind}/{id}.json", "/x/a%2Fb.json", ""),
            ("/{kind}{id}", "/xa%2Fb", ""),
            ("/messages?beta=true", "/messages", "beta=true"),
            ("/{id}#create", "/a%2Fb", ""),
            ("/v1/{id}:cancel", "/v1/a%2Fb:cancel", ""),
            ("/odd{", "/odd%7B", ""),
        ];
        for (template, path, query) in table {
            let expected = Target {
                path: path.to_owned(),
                query: query.to_owned(),
            };
            assert_eq!(expand("", template, &values), Ok(expected), "{template}");
        }
    }

    #[test]
    fn a_direction_is_no_segment() {
        for value in [".", ".."] {
            let error = expand("", "/customers/{id}/x", &[("id", value.to_owned())]).unwrap_err();
            assert!(error.contains("{id}") && error.contains(value), "{error}");
        }
        let dots = [("a", ".".to_owned()), ("b", ".".to_owned())];
        assert!(expand("", "/{a}{b}", &dots).is_err());
        assert!(expand("", "/{a}x{b}", &dots).is_ok());
    }

    #[test]
    fn a_value_that_is_missing_is_named() {
        let error = expand("", "/customers/{id}", &[]).unwrap_err();
        assert_eq!(error, "the path parameter `id` has no value");
    }
}
