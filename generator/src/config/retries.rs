//! Which calls may be attempted again, and which header names a call?

use super::setting::settings;

use super::operations::{Fit, numbered};

/// `[retries]`: what may be attempted again although its method does not say so. A call of GET, HEAD, OPTIONS, TRACE, PUT or
/// DELETE may be, and any other with an idempotency key: where the description has the header `Idempotency-Key`, each call
/// gets one, the same in all its attempts.
///
/// ```toml
/// [retries]
/// key-headers = ["PayPal-Request-Id"]    # other headers by which the API knows calls; default: none
///
/// # Operations that do no harm when they are done twice, such as searches.
/// [[retries.repeatable]]
/// ids = ["searchCustomers"]
///
/// # Operations that know a key although the description does not have its header. They get the first of `key-headers`,
/// # or `Idempotency-Key`.
/// [[retries.keyed]]
/// paths = ["/v1/**"]
/// methods = ["POST"]
/// ```
///
/// Operations are chosen by `ids`, `paths`, `tags` and `methods`, as under `[operations]`.
#[derive(Debug, Default)]
pub(crate) struct Retries {
    pub(crate) key_headers: Vec<String>,
    pub(crate) repeatable: Vec<Fit>,
    pub(crate) keyed: Vec<Fit>,
}

settings!(Retries { "key-headers": key_headers, "repeatable": repeatable, "keyed": keyed });

/// What names a call where the API has nothing else.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

impl Retries {
    /// Whether a header of this name says which call a request belongs to.
    pub(crate) fn is_key(&self, header: &str) -> bool {
        let mut known = self.key_headers.iter().map(String::as_str).chain([IDEMPOTENCY_KEY]);
        known.any(|known| known.eq_ignore_ascii_case(header))
    }

    /// The header that an operation gets whose description has none.
    pub(crate) fn header(&self) -> &str {
        self.key_headers.first().map_or(IDEMPOTENCY_KEY, String::as_str)
    }

    /// The first of the headers that is no name of one (RFC 9110, §5.1).
    pub(crate) fn not_a_header(&self) -> Option<&str> {
        let is_token = |name: &str| {
            let is_tchar = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            !name.is_empty() && name.bytes().all(is_tchar)
        };
        self.key_headers.iter().map(String::as_str).find(|name| !is_token(name))
    }

    /// The entries, each as its place in the configuration.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (String, &Fit)> {
        let repeatable = numbered("retries.repeatable", &self.repeatable);
        repeatable.chain(numbered("retries.keyed", &self.keyed))
    }
}

#[cfg(test)]
mod tests {
    use super::super::setting;
    use super::Retries;

    #[test]
    fn a_header_has_to_be_one() {
        let of = |name: &str| Retries {
            key_headers: vec![name.to_owned()],
            ..Retries::default()
        };
        assert_eq!(of("X-Request-Id").not_a_header(), None);
        for wrong in ["", "a b", "a:", "ä"] {
            assert_eq!(of(wrong).not_a_header(), Some(wrong));
        }
    }

    #[test]
    fn the_usual_header_is_always_a_key() {
        let retries: Retries = setting::read("key-headers = ['X-Request-Id']").unwrap();
        assert!(retries.is_key("idempotency-key") && retries.is_key("x-request-id") && !retries.is_key("x-id"));
        assert_eq!(retries.header(), "X-Request-Id");
        assert_eq!(Retries::default().header(), "Idempotency-Key");
    }
}
