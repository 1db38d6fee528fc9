//! What goes out, with which credentials, and may it?

use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use url::{Position, Url};

use crate::Body;
use crate::api::Operation;
use crate::base_url;
use crate::error::{Error, ErrorKind};
use crate::middleware::CallInfo;
use crate::request::upload::Upload;
use crate::request::{Request, multipart, path};
use crate::send::Progress;
use crate::transport::Prepared;

/// As many headers come to those of the client and the call: what is accepted, the body's type, and credentials.
const MORE_HEADERS: usize = 4;

/// A request that is complete and may be sent.
#[derive(Clone)]
pub(super) struct Outgoing {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Upload>,
    /// Whether it goes to the origin that the client was set up for, so that it may hold credentials.
    pub(super) is_home: bool,
    /// The security schemes that it meets.
    pub(super) schemes: &'static [usize],
    /// The tokens that it holds: of which scheme, and which of its tokens.
    pub(super) tokens: Vec<(usize, u64)>,
}

impl Outgoing {
    /// Puts together what the caller, the client and the document say, but for tokens that have to be asked for. Whatever
    /// forbids sending is found here, before anything is sent.
    pub(super) fn assemble(request: &Request) -> Result<Self, Error> {
        request.check()?;
        let client = request.client.inner();
        let mut url = address(request)?;
        // What is put in first stays.
        let mut headers = HeaderMap::with_capacity(client.headers.len() + request.headers.len() + MORE_HEADERS);
        let mut put = |name, value| put(&mut headers, name, value);
        let body = match &request.rare().form {
            None => request.body.clone(),
            Some(form) => {
                let (content_type, body) = multipart::body(form);
                // The boundary is made of hexadecimal digits.
                let content_type = HeaderValue::from_str(&content_type)
                    .map_err(|_| unsendable("the content type of the form cannot be sent".to_owned()))?;
                put(CONTENT_TYPE, content_type);
                Some(body)
            }
        };
        for (name, value) in &request.headers {
            put(name.clone(), value.clone());
        }
        if let Some(content_type) = &request.content_type {
            put(CONTENT_TYPE, content_type.clone());
        }
        for (name, value) in &client.headers {
            put(name.clone(), value.clone());
        }
        let accept = match request.operation.accept {
            "" => "*/*",
            accept => accept,
        };
        put(ACCEPT, HeaderValue::from_static(accept));
        if !request.rare().cookies.is_empty() {
            add_cookies(&mut headers, &request.rare().cookies)?;
        }

        let credentials = &client.credentials;
        let schemes = credentials
            .choose(&request.security(), &|scheme| {
                scheme.header().is_some_and(|name| request.headers.contains_key(name))
            })
            .map_err(|message| Error::new(ErrorKind::Credentials, message))?;
        let holds_credentials = !schemes.is_empty() || headers.keys().any(|name| request.client.is_credential(name));
        if holds_credentials && !client.base_url.is_private() && !client.allow_clear_text {
            return Err(clear_text(client.base_url.site()));
        }
        for proof in credentials.proofs(schemes) {
            proof.apply(&mut headers, &mut url);
        }
        Ok(Outgoing {
            method: request.method(),
            url,
            headers,
            body,
            is_home: true,
            schemes,
            tokens: Vec::new(),
        })
    }

    /// As [`assemble`](Self::assemble), with tokens. `refused` are those that the server would not take.
    pub(super) async fn prepare(request: &Request, refused: &[(usize, u64)]) -> Result<Self, Error> {
        let mut outgoing = Outgoing::assemble(request)?;
        let client = request.client.inner();
        for (proof, token) in client.credentials.tokens(client, outgoing.schemes, refused).await? {
            proof.apply(&mut outgoing.headers, &mut outgoing.url);
            outgoing.tokens.push(token);
        }
        Ok(outgoing)
    }

    /// As a transport takes it.
    #[inline]
    pub(super) fn into_transport(
        self,
        operation: &'static Operation,
        attempt: u32,
        progress: &Progress,
    ) -> Result<Prepared, Error> {
        let body = self.body.map_or_else(|| Ok(Body::empty()), Upload::begin);
        Ok(Prepared {
            method: self.method,
            url: self.url,
            headers: self.headers,
            body: body.map_err(unsendable)?,
            info: CallInfo { operation, attempt },
            progress: progress.clone(),
        })
    }

    /// Scheme, host and port, for messages.
    pub(super) fn site(&self) -> String {
        self.url[..Position::BeforePath].to_owned()
    }
}

/// Not in line: there are many headers.
#[inline(never)]
fn put(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

#[cold]
fn unsendable(message: String) -> Error {
    Error::new(ErrorKind::Request, message)
}

/// Where it goes, but for credentials.
fn address(request: &Request) -> Result<Url, Error> {
    let base = &request.client.inner().base_url;
    let target = match request.raw_path() {
        Some(path) => path::raw(base.path(), path),
        None => path::expand(base.path(), request.operation.path, &request.path),
    };
    let query = join(request.query.iter().map(|(_, part)| part.as_str()));
    let url = base.join(&target.map_err(unsendable)?, &query).map_err(unsendable)?;
    match &request.rare().location {
        Some(location) => elsewhere(&url, location),
        None => Ok(url),
    }
}

/// The address that the server named for what comes next. It has to be of the same origin, since the credentials go
/// along.
fn elsewhere(url: &Url, location: &str) -> Result<Url, Error> {
    let refuse = |reason: String| Err(Error::new(ErrorKind::Redirect, reason));
    let Ok(mut next) = url.join(location) else {
        return refuse("the address that the server gives for the next page is not a URL".to_owned());
    };
    if next.origin() != url.origin() {
        return refuse(format!(
            "the server says that the next page is at another origin, {}; not followed",
            base_url::shown(&next)
        ));
    }
    next.set_fragment(None);
    // The client says who it is by itself.
    if !next.username().is_empty() || next.password().is_some() {
        return refuse("the address of the next page holds a user or a password; not followed".to_owned());
    }
    Ok(next)
}

#[cold]
fn clear_text(site: &str) -> Error {
    let message = format!(
        "the credentials would be sent to {site} in clear text; use https, or `allow_clear_text` of the client's builder \
         if the network is trusted"
    );
    Error::new(ErrorKind::ClearText, message)
}

/// Cookies share one header (RFC 6265, §5.4), with what the caller has put there.
fn add_cookies(headers: &mut HeaderMap, cookies: &[(&'static str, String)]) -> Result<(), Error> {
    let given = headers.get(COOKIE).cloned();
    let given = given.iter().map(HeaderValue::as_bytes);
    let own = cookies.iter().map(|(_, pairs)| pairs.as_bytes());
    let all: Vec<&[u8]> = given.chain(own).filter(|pairs| !pairs.is_empty()).collect();
    if all.is_empty() {
        return Ok(());
    }
    let mut value = HeaderValue::from_bytes(&all.join(&b"; "[..])).map_err(|_| {
        Error::new(
            ErrorKind::Request,
            "the cookies hold a line break or another control character",
        )
    })?;
    value.set_sensitive(true);
    headers.insert(COOKIE, value);
    Ok(())
}

fn join<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut query = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(part);
    }
    query
}
