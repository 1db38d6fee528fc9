//! Which address does a reference name, read where it stands?
//!
//! RFC 3986 §5.2: a reference is put together with the base that it is read against.

/// The address that `reference` names against `base`, without a fragment.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    let reference = without_fragment(reference);
    let (base, of) = (Parts::of(without_fragment(base)), Parts::of(reference));
    let (scheme, authority, path, query) = if of.scheme.is_some() {
        (of.scheme, of.authority, without_dots(of.path), of.query)
    } else if of.authority.is_some() {
        (base.scheme, of.authority, without_dots(of.path), of.query)
    } else if of.path.is_empty() {
        let query = of.query.or(base.query);
        (base.scheme, base.authority, base.path.to_owned(), query)
    } else if of.path.starts_with('/') {
        (base.scheme, base.authority, without_dots(of.path), of.query)
    } else {
        let folder = match base.path.rfind('/') {
            Some(last) => &base.path[..=last],
            None if base.authority.is_some() => "/",
            None => "",
        };
        let path = without_dots(&format!("{folder}{}", of.path));
        (base.scheme, base.authority, path, of.query)
    };
    let scheme = scheme.map(|scheme| format!("{scheme}:")).unwrap_or_default();
    let authority = authority.map(|authority| format!("//{authority}")).unwrap_or_default();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}{authority}{path}{query}")
}

/// The reference up to its fragment.
pub(super) fn without_fragment(reference: &str) -> &str {
    reference.split('#').next().unwrap_or(reference)
}

/// The components of an address (RFC 3986 §3) but for the fragment.
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(address: &'a str) -> Parts<'a> {
        let is_scheme = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        };
        let (scheme, rest) = match address.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, address),
        };
        let (rest, query) = match rest.split_once('?') {
            Some((rest, query)) => (rest, Some(query)),
            None => (rest, None),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        Parts {
            scheme,
            authority,
            path,
            query,
        }
    }
}

/// The path without its `.` and `..` (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut steps = path.split('/').peekable();
    while let Some(step) = steps.next() {
        let is_last = steps.peek().is_none();
        match step {
            "." | ".." => {
                // The root itself is not left.
                let is_root = matches!(kept[..], [""]);
                if step == ".." && !is_root {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            step => kept.push(step),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn references_are_read_against_a_base() {
        // RFC 3986 §5.4, but for fragments.
        const BASE: &str = "http://a/b/c/d;p?q";
        for (reference, address) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
        ] {
            assert_eq!(resolve(BASE, reference), address, "{reference}");
        }
    }

    #[test]
    fn a_base_need_not_have_a_host() {
        for (base, reference, address) in [
            ("urn:uuid:dead", "#/a", "urn:uuid:dead"),
            ("urn:example:a", "urn:example:b?=c", "urn:example:b?=c"),
            ("http://a", "b", "http://a/b"),
            ("file:///c:/d/e.json", "f.json", "file:///c:/d/f.json"),
            ("schemas/a.json", "b.json", "schemas/b.json"),
            ("a.json", "b.json", "b.json"),
        ] {
            assert_eq!(resolve(base, reference), address, "{reference}");
        }
    }
}
