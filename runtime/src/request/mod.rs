//! What does a caller say before a call is sent?

mod chain;
mod json_part;
pub(crate) mod multipart;
mod multipart_body;
mod parts;
pub(crate) mod path;
pub(crate) mod percent;
mod sequence;
pub(crate) mod shared;
mod style;
pub(crate) mod upload;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, InvalidHeaderValue};

pub use style::Style;

use crate::Body;
use crate::answer::Answer;
use crate::api::Operation;
use crate::call::Call;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::pages::{Items, Pages, Pagination};
use crate::random;
use crate::transport::BoxError;
use crate::value::{Value, json};
pub use multipart::FilePart;
use multipart::{Form, FormPart};
pub use multipart_body::Multipart;
use parts::Parts;
pub use sequence::Sequence;
use shared::Place;
use upload::Upload;

const JSON: &str = "application/json";

/// The header that names a call (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// One call of an operation, with all that has been said about it so far.
///
/// What cannot be encoded is kept and becomes the error of the call, so that setters need no `Result`.
#[derive(Clone)]
pub struct Request {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    /// The values of path parameters, encoded.
    pub(crate) path: Vec<(&'static str, String)>,
    /// The parts of the query, encoded, each by the name of its parameter.
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) headers: HeaderMap,
    /// What the body is, unless a header says otherwise.
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) body: Option<Upload>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    rare: Option<Box<Rare>>,
}

/// What few requests have. A request is moved about, and lies in the box of its call, so that it is worth its while to be small.
#[derive(Clone, Default)]
pub(crate) struct Rare {
    /// The parameters in cookies, encoded, each by its name.
    pub(crate) cookies: Vec<(&'static str, String)>,
    /// The parts of a form, which take the place of a body.
    pub(crate) form: Option<Form>,
    /// Where to send it in place of its path, if the server said so: an address that may be relative.
    pub(crate) location: Option<String>,
    /// What it asks for, where the document does not say.
    raw: Option<Raw>,
    failure: Option<Failure>,
    /// The header by whose value the API knows its calls.
    key: Option<&'static str>,
    /// Whether it may be done twice whatever its method.
    is_repeatable: bool,
}

/// Of most requests.
static NOTHING_RARE: Rare = Rare {
    cookies: Vec::new(),
    form: None,
    location: None,
    raw: None,
    failure: None,
    key: None,
    is_repeatable: false,
};

#[derive(Clone)]
struct Raw {
    method: Method,
    path: String,
}

/// Why the request cannot be sent.
#[derive(Clone)]
struct Failure {
    message: String,
    source: Option<Arc<BoxError>>,
}

impl Request {
    /// A call of which nothing has been said.
    #[must_use]
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Request {
            client: client.clone(),
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            content_type: None,
            body: None,
            timeout: None,
            retries: None,
            rare: None,
        }
    }

    pub(crate) fn rare(&self) -> &Rare {
        self.rare.as_deref().unwrap_or(&NOTHING_RARE)
    }

    pub(crate) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// Asks for this in place of what the operation says.
    pub(crate) fn raw(mut self, method: Method, path: String) -> Self {
        self.rare_mut().raw = Some(Raw { method, path });
        self
    }

    pub(crate) fn method(&self) -> Method {
        match &self.rare().raw {
            Some(raw) => raw.method.clone(),
            None => Method::from_bytes(self.operation.method.as_bytes())
                .expect("generated code has no method that is not a token"),
        }
    }

    pub(crate) fn raw_path(&self) -> Option<&str> {
        self.rare().raw.as_ref().map(|raw| &*raw.path)
    }

    /// Its security requirements; what the document does not describe needs none, and takes what there is.
    pub(crate) fn security(&self) -> Cow<'static, [&'static [usize]]> {
        match self.rare().raw {
            None => Cow::Borrowed(self.operation.security),
            Some(_) => {
                let of_api = self.client.inner().api.security.iter().copied();
                of_api.chain([&[] as &[usize]]).collect()
            }
        }
    }

    /// Sets a path parameter, in style `simple`.
    #[must_use]
    pub fn path(self, name: &'static str, value: &dyn Value) -> Self {
        self.path_in(name, Style::SIMPLE, value)
    }

    /// Sets a path parameter, in this style.
    #[must_use]
    pub fn path_in(mut self, name: &'static str, style: Style, value: &dyn Value) -> Self {
        match spell(style, value, |parts| style::path(name, style, parts)) {
            Ok(text) if text.is_empty() => self.fail(format!("the path parameter `{name}` is empty"), None),
            Ok(text) => set(&mut self.path, name, text),
            Err(reason) => self.fail(format!("the path parameter `{name}` {reason}"), None),
        }
        self
    }

    /// Sets a query parameter; one that is `None` is left out.
    #[must_use]
    pub fn query(mut self, name: &'static str, style: Style, value: &dyn Value) -> Self {
        match spell(style, value, |parts| style::query(name, style, &parts)) {
            Ok(text) => set(&mut self.query, name, text),
            Err(reason) => self.fail(format!("the query parameter `{name}` {reason}"), None),
        }
        self
    }

    /// Sets a header parameter, in style `simple`; one that is `None` is left out.
    #[must_use]
    pub fn header(self, name: &'static str, value: &dyn Value) -> Self {
        self.header_in(name, Style::SIMPLE, value)
    }

    /// Sets a header parameter, in this style; one that is `None` is left out.
    #[must_use]
    pub fn header_in(mut self, name: &'static str, style: Style, value: &dyn Value) -> Self {
        match spell(style, value, |parts| style::header(style, &parts)) {
            Ok(Some(text)) => self.set_header(name, &text),
            Ok(None) => {
                self.headers.remove(name);
            }
            Err(reason) => self.fail(format!("the header `{name}` {reason}"), None),
        }
        self
    }

    /// Sets a parameter in a cookie; one that is `None` is left out. What makes several pairs makes several cookies.
    #[must_use]
    pub fn cookie(mut self, name: &'static str, style: Style, value: &dyn Value) -> Self {
        match spell(style, value, |parts| style::pairs(name, style, &parts)) {
            Ok(pairs) => set(&mut self.rare_mut().cookies, name, pairs.join("; ")),
            Err(reason) => self.fail(format!("the cookie `{name}` {reason}"), None),
        }
        self
    }

    /// Takes a header parameter that the client was given for all its calls, if it was; the call's own wins.
    #[must_use]
    pub fn shared_header(mut self, name: &'static str) -> Self {
        let client = self.client.clone();
        let given = client
            .inner()
            .parameters
            .iter()
            .find(|given| given.is(Place::Header, name));
        if let Some(given) = given {
            // What cannot be spelled has been refused by the builder.
            if let Ok(Some(text)) = style::header(given.style, &given.value) {
                self.set_header(name, &text);
            }
        }
        self
    }

    /// Takes a query parameter that the client was given for all its calls, if it was; the call's own wins.
    #[must_use]
    pub fn shared_query(mut self, name: &'static str) -> Self {
        let client = self.client.clone();
        let given = client
            .inner()
            .parameters
            .iter()
            .find(|given| given.is(Place::Query, name));
        if let Some(given) = given {
            if let Ok(text) = style::query(name, given.style, &given.value) {
                set(&mut self.query, name, text);
            }
        }
        self
    }

    /// Sets a header that the document does not name, or replaces one that it does.
    #[must_use]
    pub fn extra_header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    /// Sets the body, as JSON.
    #[must_use]
    pub fn json(self, body: &dyn Value) -> Self {
        self.json_as(JSON, body)
    }

    /// Sets the body, as JSON of this content type.
    #[must_use]
    pub fn json_as(mut self, content_type: &str, body: &dyn Value) -> Self {
        match json::encode(body) {
            Ok(text) => self.bytes(content_type, Bytes::from(text)),
            Err(error) => {
                self.fail("the body cannot be written as JSON".to_owned(), Some(error.into()));
                self
            }
        }
    }

    /// Sets the body, as a form in a URL's coding. A property that is not among `styles` is a pair for each of its
    /// scalars, with brackets where it is nested.
    #[must_use]
    pub fn form(mut self, styles: &[(&str, Style)], body: &dyn Value) -> Self {
        let entries = match parts::parts(body) {
            Ok(Parts::Object(entries)) => entries,
            Ok(Parts::Absent) => Vec::new(),
            Ok(Parts::Scalar(_) | Parts::List(_)) | Err(_) => {
                self.fail("the body is no object, and cannot be a form".to_owned(), None);
                return self;
            }
        };
        let mut pairs = Vec::new();
        for (name, value) in &entries {
            let declared = styles.iter().find(|(known, _)| known == name);
            let style = declared.map_or(style::of_field(value), |(_, style)| *style);
            match style::pairs(name, style, value) {
                Ok(more) => pairs.extend(more),
                Err(reason) => self.fail(format!("`{name}` of the body {reason}"), None),
            }
        }
        self.bytes("application/x-www-form-urlencoded", Bytes::from(pairs.join("&")))
    }

    /// Makes the body a form of parts, none so far.
    #[must_use]
    pub fn multipart(mut self) -> Self {
        self.rare_mut().form.get_or_insert_with(Form::data);
        self
    }

    /// Sets a part of a form. An empty `content_type` says nothing.
    #[must_use]
    pub fn part(mut self, name: &'static str, content_type: &str, value: &dyn Value) -> Self {
        match multipart::value(name, content_type, value) {
            Ok(parts) => self.set_parts(name, parts),
            Err(reason) => self.fail(format!("the part `{name}` of the form {reason}"), None),
        }
        self
    }

    /// Sets the files of a part of a form. An empty `content_type` says nothing.
    #[must_use]
    pub fn files(mut self, name: &'static str, content_type: &str, files: impl IntoIterator<Item = FilePart>) -> Self {
        let parts = files.into_iter().map(|file| multipart::file(name, content_type, file));
        self.set_parts(name, parts.collect());
        self
    }

    fn set_parts(&mut self, name: &'static str, parts: Vec<FormPart>) {
        let form = self.rare_mut().form.get_or_insert_with(Form::data);
        form.parts.retain(|part| part.name.as_deref() != Some(name));
        form.parts.extend(parts);
    }

    /// Sets the body, of parts that the caller has put together, under this media type.
    #[must_use]
    pub fn parts(mut self, media_type: &'static str, body: Multipart) -> Self {
        match body.into_parts() {
            Ok(parts) => self.rare_mut().form = Some(Form { media_type, parts }),
            Err(reason) => self.fail(reason, None),
        }
        self
    }

    /// Sets the body, as text of this content type.
    #[must_use]
    pub fn text(mut self, content_type: &str, body: &dyn Value) -> Self {
        match parts::parts(body) {
            Ok(Parts::Scalar(text)) => self.bytes(content_type, Bytes::from(text)),
            Ok(Parts::Absent | Parts::List(_) | Parts::Object(_)) | Err(_) => {
                self.fail("the body is no text".to_owned(), None);
                self
            }
        }
    }

    /// Sets the body, of this content type.
    #[must_use]
    pub fn bytes(mut self, content_type: &str, body: impl Into<Body>) -> Self {
        match header_value(content_type) {
            Ok(value) => self.content_type = Some(value),
            Err(_) => self.fail(unfit(&CONTENT_TYPE), None),
        }
        self.body = Some(Upload::from(body.into()));
        self
    }

    /// Limits the time of this call, in place of the client's limit.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Attempts this call again at most so often, in place of the client's number.
    #[must_use]
    pub fn retries(mut self, limit: u32) -> Self {
        self.retries = Some(limit);
        self
    }

    /// Names this call, so that the server does what it asks for once, however often it comes.
    #[must_use]
    pub fn idempotency_key(mut self, key: &str) -> Self {
        self.set_header(self.key_header(), key);
        self
    }

    /// Gives each call a key, unless it is given one: the API does once what the key names, however often it comes.
    #[must_use]
    pub fn keyed(self) -> Self {
        self.keyed_by(IDEMPOTENCY_KEY)
    }

    /// As [`keyed`](Self::keyed), where the API has the key in a header of this name.
    #[must_use]
    pub fn keyed_by(mut self, header: &'static str) -> Self {
        self.rare_mut().key = Some(header);
        self
    }

    /// Says that what it asks for may be done twice, although neither its method nor a key says so.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.rare_mut().is_repeatable = true;
        self
    }

    /// Gives it a key if it is to have one: it is one call, and has one in all of its attempts.
    pub(crate) fn name(&mut self) {
        let Some(header) = self.rare().key.filter(|header| !self.headers.contains_key(*header)) else {
            return;
        };
        let (high, low) = (random::word(), random::word());
        let bytes = (u128::from(high) << 64 | u128::from(low)).to_be_bytes();
        let key = uuid::Builder::from_random_bytes(bytes);
        self.set_header(header, &key.into_uuid().to_string());
    }

    fn key_header(&self) -> &'static str {
        self.rare().key.unwrap_or(IDEMPOTENCY_KEY)
    }

    /// Sends the request; the future gives the value.
    pub fn send<T: Answer, E: From<Error>>(self) -> Call<T, E> {
        Call::new(self)
    }

    /// Sends the request; the future gives the value with the status and the headers that it came with.
    pub fn send_for_response<T: Answer, E: From<Error>>(self) -> Call<crate::Response<T>, E> {
        Call::new(self)
    }

    /// The pages of the list that the answer is the beginning of.
    pub fn pages<T: Answer, E: From<Error>>(self, rule: &'static Pagination) -> Pages<T, E> {
        Pages::new(self, rule)
    }

    /// The items of the list that the answer is the beginning of.
    pub fn items<T: Answer, I, E: From<Error>>(
        self,
        rule: &'static Pagination,
        items_of: fn(T) -> Vec<I>,
    ) -> Items<T, I, E> {
        Items::new(self, rule, items_of)
    }

    /// The number that a query parameter was set to, if it was.
    pub(crate) fn query_number(&self, name: &str) -> Option<u64> {
        let (_, pair) = self.query.iter().find(|(known, _)| *known == name)?;
        pair.split_once('=')?.1.parse().ok()
    }

    /// Whether what it asks for may be done twice: its method is idempotent (RFC 9110, §9.2.2), a key says that it is one
    /// call, or the SDK says so.
    pub(crate) fn may_be_repeated(&self) -> bool {
        self.method().is_idempotent() || self.rare().is_repeatable || self.headers.contains_key(self.key_header())
    }

    /// Whether there is a body to be sent again, or none.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        match &self.rare().form {
            Some(form) => form.is_repeatable(),
            None => self.body.as_ref().is_none_or(Upload::is_repeatable),
        }
    }

    /// Why this cannot be sent, if it cannot.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let Some(failure) = &self.rare().failure else {
            return Ok(());
        };
        let error = Error::new(ErrorKind::Request, &*failure.message);
        Err(match &failure.source {
            Some(source) => error.because(Shared(Arc::clone(source))),
            None => error,
        })
    }

    fn set_header(&mut self, name: &str, value: &str) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.fail(format!("{name:?} is not the name of a header"), None);
        };
        // The value may be a secret and is not repeated.
        match header_value(value) {
            Ok(mut value) => {
                value.set_sensitive(self.client.is_credential(&header));
                self.headers.insert(header, value);
            }
            Err(_) => self.fail(unfit(&header), None),
        }
    }

    /// The first failure is the one that is told.
    #[cold]
    fn fail(&mut self, message: String, source: Option<BoxError>) {
        self.rare_mut().failure.get_or_insert_with(|| Failure {
            message,
            source: source.map(Arc::new),
        });
    }
}

fn header_value(value: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    match value {
        // The content type of nearly all bodies, of which no copy is needed.
        JSON => Ok(HeaderValue::from_static(JSON)),
        value => HeaderValue::from_bytes(value.as_bytes()),
    }
}

fn unfit(header: &HeaderName) -> String {
    format!("the value of the header `{header}` holds a line break or another control character")
}

/// The text of a parameter, from its value taken apart.
///
/// # Errors
/// When there is none; the text says why, after the parameter's name.
fn spell<T>(style: Style, value: &dyn Value, spell: impl Fn(Parts) -> Result<T, style::Nested>) -> Result<T, String> {
    let parts = match style.kind {
        style::Kind::Json => parts::json(value),
        _ => parts::parts(value),
    };
    let parts = parts.map_err(|fault| format!("cannot be written: {fault}"))?;
    spell(parts).map_err(|nested| nested.to_string())
}

fn set(values: &mut Vec<(&'static str, String)>, name: &'static str, value: String) {
    match values.iter_mut().find(|(known, _)| *known == name) {
        Some((_, old)) => *old = value,
        None => values.push((name, value)),
    }
}

/// The names of what was set; values may be secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |values: &[(&'static str, String)]| values.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let rare = self.rare();
        let mut fields = f.debug_struct("Request");
        fields.field("operation", &self.operation.id);
        fields.field("path", &names(&self.path));
        fields.field("query", &names(&self.query));
        fields.field(
            "headers",
            &self.headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(),
        );
        fields.field("cookies", &names(&rare.cookies));
        fields.field("body", &self.body);
        fields.field("form", &rare.form.as_ref().map(|form| form.parts.len()));
        fields.field("timeout", &self.timeout);
        fields.field("retries", &self.retries);
        fields.field("failure", &rare.failure.as_ref().map(|failure| &failure.message));
        fields.finish()
    }
}

/// A source that every copy of a request shares.
#[derive(Debug)]
struct Shared(Arc<BoxError>);

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Shared {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}
