//! Where does the API live?

use std::fmt;

use http::Uri;
use url::{Host, Origin, Position, Url};

use crate::request::path::Target;

/// The address that every operation's path is appended to.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    url: Url,
    /// Up to the path, without a slash at its end: `https://api.example.com/v1`.
    prefix: String,
}

impl BaseUrl {
    /// # Errors
    /// When it is not the absolute http(s) URL of a host; the text says why.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let url = Url::parse(text.trim()).map_err(|error| format!("the base URL is not an absolute URL: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!(
                "the base URL's scheme is `{}`, not https or http",
                url.scheme()
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(
                "the base URL holds a user or a password; credentials are given to the client's builder".into(),
            );
        }
        if url.fragment().is_some() {
            return Err("the base URL holds a fragment (`#`)".into());
        }
        let prefix = url[..Position::AfterPath].trim_end_matches('/').to_owned();
        Ok(BaseUrl { url, prefix })
    }

    pub(crate) fn origin(&self) -> Origin {
        self.url.origin()
    }

    /// An address that may be relative to this one.
    pub(crate) fn resolve(&self, address: &str) -> Result<Url, String> {
        self.url.join(address).map_err(|error| error.to_string())
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether what is sent there can be read by nobody else: it is encrypted, or does not leave this machine.
    pub(crate) fn is_private(&self) -> bool {
        self.is_https() || self.is_loopback()
    }

    /// Whether it is this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// Scheme, host and port.
    pub(crate) fn site(&self) -> &str {
        &self.url[..Position::BeforePath]
    }

    /// Its path, without a slash at its end.
    pub(crate) fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// The address of an operation, whose path begins with that of this one: its own query follows the one that this address
    /// may have.
    ///
    /// # Errors
    /// When a URL parser would make something else of it.
    pub(crate) fn join(&self, target: &Target, query: &str) -> Result<Url, String> {
        let mut url = self.url.clone();
        url.set_path(&target.path);
        let is_same = url.path() == target.path || (url.path(), &*target.path) == ("/", "");
        if !is_same {
            return Err(format!("the path `{}` would not be sent as it stands", target.path));
        }
        if target.query.is_empty() && query.is_empty() {
            return Ok(url);
        }
        let queries = [self.url.query().unwrap_or_default(), &target.query, query];
        let mut whole = String::with_capacity(queries.iter().map(|query| query.len() + 1).sum());
        for query in queries.into_iter().filter(|query| !query.is_empty()) {
            if !whole.is_empty() {
                whole.push('&');
            }
            whole.push_str(query);
        }
        url.set_query(Some(&whole));
        Ok(url)
    }
}

/// Without the query, which may hold a key.
impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.prefix, f)
    }
}

/// Whether the host is this machine: 127.0.0.0/8, ::1 or `localhost` (RFC 6761, §6.3).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name.trim_end_matches('.').eq_ignore_ascii_case("localhost"),
        None => false,
    }
}

/// A URL as it goes out: without the fragment.
///
/// # Errors
/// When it is longer than the 64 KiB that an address may have.
pub(crate) fn uri(url: &Url) -> Result<Uri, String> {
    url[..Position::AfterQuery]
        .parse()
        .map_err(|error| format!("the URL, of {} bytes, cannot be sent: {error}", url.as_str().len()))
}

/// A URL for messages: without user, query and fragment.
pub(crate) fn shown(url: &Url) -> String {
    let mut text = format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        text.push_str(&format!(":{port}"));
    }
    text.push_str(url.path());
    text
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, Target, is_loopback};
    use url::Url;

    fn join(base: &str, path: &str, query: &str) -> Result<String, String> {
        let base = BaseUrl::parse(base)?;
        let target = Target {
            path: match path {
                "/" if !base.path().is_empty() => base.path().to_owned(),
                path => format!("{}{path}", base.path()),
            },
            query: String::new(),
        };
        Ok(base.join(&target, query)?.into())
    }

    #[test]
    fn paths_are_appended() {
        let table = [
            ("https://a.example", "/x", "", "https://a.example/x"),
            ("https://a.example/", "/x/", "", "https://a.example/x/"),
            ("https://a.example/v1", "/x", "q=1", "https://a.example/v1/x?q=1"),
            ("https://a.example/v1//", "/x", "", "https://a.example/v1/x"),
            (
                "https://a.example/v1?t=2",
                "/x",
                "q=1",
                "https://a.example/v1/x?t=2&q=1",
            ),
            ("HTTPS://A.example:443/v1/../v2", "/x", "", "https://a.example/v2/x"),
            ("https://a.example", "/", "", "https://a.example/"),
            ("https://a.example/v1", "/", "q=1", "https://a.example/v1?q=1"),
            (" http://127.0.0.1:80 ", "/x", "", "http://127.0.0.1/x"),
            ("http://[::1]:8080/", "/x", "", "http://[::1]:8080/x"),
            (
                "https://a.example",
                "/a%2Fb%3Fc%23d/%252e",
                "",
                "https://a.example/a%2Fb%3Fc%23d/%252e",
            ),
        ];
        for (base, path, query, expected) in table {
            assert_eq!(join(base, path, query).as_deref(), Ok(expected), "{base} {path}");
        }
    }

    #[test]
    fn paths_that_would_be_normalised_are_refused() {
        for path in ["/a/../b", "/a/%2e%2E/b", "/./b", "/..", "/a\\b", "/a\tb"] {
            assert!(join("https://a.example/v1", path, "").is_err(), "{path}");
        }
    }

    #[test]
    fn addresses_that_are_no_base_are_refused_without_repeating_secrets() {
        let table = [
            "api.example.com",
            "/v1",
            "ftp://a.example",
            "https://user:hunter2@a.example",
            "https://hunter2@a.example",
            "https://a.example/#hunter2",
            "https://",
            "",
        ];
        for base in table {
            let error = BaseUrl::parse(base).unwrap_err();
            assert!(
                error.contains("base URL") && !error.contains("hunter2"),
                "{base}: {error}"
            );
        }
    }

    #[test]
    fn loopback_is_this_machine_and_nothing_that_looks_like_it() {
        let table = [
            ("http://127.0.0.1", true),
            ("http://127.9.9.9:8080", true),
            ("http://127.1", true),
            ("http://[::1]", true),
            ("http://LOCALHOST", true),
            ("http://localhost.", true),
            ("http://localhost.example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("http://10.0.0.1", false),
            ("http://0.0.0.0", false),
            ("http://[::]", false),
        ];
        for (url, expected) in table {
            assert_eq!(is_loopback(&Url::parse(url).unwrap()), expected, "{url}");
        }
    }
}
