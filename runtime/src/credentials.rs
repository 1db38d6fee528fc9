//! Who is calling, and how does a request prove it?

use std::fmt;

use http::HeaderValue;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName};
use secrecy::{ExposeSecret, SecretString};

use crate::api::{Api, KeyLocation, Operation, Scheme, SchemeKind};
use crate::base64;
use crate::request::percent;

/// What a security scheme asks for: a key, a token, or a user and a password. It does not print.
#[derive(Clone)]
pub struct Credential(Form);

#[derive(Clone)]
enum Form {
    /// A key or a token.
    Secret(SecretString),
    /// For [`SchemeKind::HttpBasic`].
    Basic { user: String, password: SecretString },
}

impl Credential {
    /// A key or a token.
    pub fn secret(value: impl Into<String>) -> Self {
        Credential(Form::Secret(SecretString::from(value.into())))
    }

    /// A user and a password.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Credential(Form::Basic {
            user: user.into(),
            password: SecretString::from(password.into()),
        })
    }

    /// Reads what an environment variable holds: for basic authentication `user:password`, else the secret itself.
    pub(crate) fn from_env(scheme: &Scheme, value: &str) -> Option<Self> {
        let value = value.trim();
        if value.is_empty() {
            return None;
        }
        if scheme.kind == SchemeKind::HttpBasic {
            let (user, password) = value.split_once(':').unwrap_or((value, ""));
            return Some(Credential::basic(user, password));
        }
        Some(Credential::secret(value))
    }

    /// The part that nobody may see.
    pub(crate) fn exposed(&self) -> &str {
        match &self.0 {
            Form::Secret(secret) => secret.expose_secret(),
            Form::Basic { password, .. } => password.expose_secret(),
        }
    }

    /// What goes out for this scheme.
    ///
    /// # Errors
    /// When it cannot be sent; the text says why, and not what.
    pub(crate) fn proof(&self, scheme: &Scheme) -> Result<Proof, String> {
        let header = |name: HeaderName, text: &str| {
            let mut value =
                HeaderValue::from_bytes(text.as_bytes()).map_err(|_| unsendable(scheme, "a line break or the like"))?;
            value.set_sensitive(true);
            Ok(Proof::Header(name, value))
        };
        let secret = self.exposed();
        match (scheme.kind, &self.0) {
            (SchemeKind::MutualTls, _) => Ok(Proof::Nothing),
            (_, Form::Secret(_)) if secret.is_empty() => Err(format!("the credential of {} is empty", scheme.name)),
            (SchemeKind::HttpBasic, Form::Secret(_)) => Err(format!(
                "the credential of {} is to be a user and a password",
                scheme.name
            )),
            (SchemeKind::HttpBasic, Form::Basic { user, .. }) if user.contains(':') => {
                Err(unsendable(scheme, "a colon in the user's name"))
            }
            (SchemeKind::HttpBasic, Form::Basic { user, password }) => {
                let pair = format!("{user}:{}", password.expose_secret());
                header(AUTHORIZATION, &format!("Basic {}", base64::encode(pair.as_bytes())))
            }
            (SchemeKind::HttpBearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect, _) => {
                header(AUTHORIZATION, &format!("Bearer {secret}"))
            }
            (SchemeKind::ApiKey { location, name }, _) => match location {
                KeyLocation::Header => {
                    let name = HeaderName::from_bytes(name.as_bytes())
                        .map_err(|_| format!("{name:?}, the header of {}, is no header name", scheme.name))?;
                    header(name, secret)
                }
                KeyLocation::Query => Ok(Proof::Query(name, secret.to_owned())),
                KeyLocation::Cookie if !secret.bytes().all(is_cookie_octet) => {
                    Err(unsendable(scheme, "something that a cookie cannot hold"))
                }
                KeyLocation::Cookie => header(COOKIE, &format!("{name}={secret}")),
            },
        }
    }
}

fn unsendable(scheme: &Scheme, what: &str) -> String {
    format!("the credential of {} cannot be sent: it holds {what}", scheme.name)
}

/// RFC 6265, §4.1.1.
const fn is_cookie_octet(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E)
}

/// The kind, never the value.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Form::Secret(_) => "Credential::secret(***)",
            Form::Basic { .. } => "Credential::basic(***)",
        })
    }
}

/// A credential in the form in which it goes out.
pub(crate) enum Proof {
    Nothing,
    Header(HeaderName, HeaderValue),
    Query(&'static str, String),
}

impl Proof {
    /// Puts it where it belongs. What the caller has put there wins.
    pub(crate) fn apply(self, headers: &mut HeaderMap, query: &mut String) {
        match self {
            Proof::Nothing => {}
            Proof::Header(COOKIE, value) => {
                // Cookies share one header (RFC 6265, §5.4).
                let value = match headers.remove(COOKIE) {
                    Some(others) => {
                        let joined = [others.as_bytes(), b"; ", value.as_bytes()].concat();
                        let mut joined = HeaderValue::from_bytes(&joined).unwrap_or(value);
                        joined.set_sensitive(true);
                        joined
                    }
                    None => value,
                };
                headers.insert(COOKIE, value);
            }
            Proof::Header(name, value) => {
                headers.entry(name).or_insert(value);
            }
            Proof::Query(name, secret) => {
                let name = percent::encode(name);
                let prefix = format!("{name}=");
                if !query.split('&').any(|pair| pair.starts_with(&prefix)) {
                    if !query.is_empty() {
                        query.push('&');
                    }
                    query.push_str(&prefix);
                    query.push_str(&percent::encode(&secret));
                }
            }
        }
    }
}

/// The credentials of a client, one place a scheme.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    api: &'static Api,
    given: Vec<Option<Credential>>,
}

impl Credentials {
    pub(crate) fn new(api: &'static Api) -> Self {
        Credentials {
            api,
            given: vec![None; api.schemes.len()],
        }
    }

    pub(crate) fn set(&mut self, scheme: usize, credential: Credential) {
        if let Some(place) = self.given.get_mut(scheme) {
            *place = Some(credential);
        }
    }

    /// Fills the places that are empty from the environment.
    pub(crate) fn fill(&mut self, variable: &dyn Fn(&str) -> Option<String>) {
        for (scheme, place) in self.api.schemes.iter().zip(&mut self.given) {
            if place.is_none() {
                *place = variable(scheme.env).and_then(|value| Credential::from_env(scheme, &value));
            }
        }
    }

    /// Checks that all that is given can be sent.
    pub(crate) fn check(&self) -> Result<(), String> {
        for (scheme, credential) in self.api.schemes.iter().zip(&self.given) {
            if let Some(credential) = credential {
                credential.proof(scheme)?;
            }
        }
        Ok(())
    }

    /// The first of the operation's alternatives that this client can meet, as indexes of schemes.
    ///
    /// # Errors
    /// When there is none; the text says what is missing and where it can be given.
    pub(crate) fn choose(&self, operation: &Operation) -> Result<&'static [usize], String> {
        let usable = |alternative: &&&[usize]| alternative.iter().all(|&scheme| self.has(scheme));
        let alternatives = operation.security;
        if let Some(alternative) = alternatives.iter().filter(|one| !one.is_empty()).find(usable) {
            return Ok(alternative);
        }
        if alternatives.is_empty() || alternatives.iter().any(|one| one.is_empty()) {
            return Ok(&[]);
        }
        Err(self.missing(alternatives))
    }

    pub(crate) fn get(&self, scheme: usize) -> Option<&Credential> {
        self.given.get(scheme)?.as_ref()
    }

    fn has(&self, scheme: usize) -> bool {
        let is_given = self.get(scheme).is_some();
        let is_of_transport = self
            .api
            .schemes
            .get(scheme)
            .is_some_and(|scheme| scheme.kind == SchemeKind::MutualTls);
        is_given || is_of_transport
    }

    /// Of each alternative what is missing; the alternatives that lack the least are the ones meant.
    fn missing(&self, alternatives: &[&[usize]]) -> String {
        let missing: Vec<Vec<&Scheme>> = alternatives
            .iter()
            .map(|one| one.iter().filter(|&&scheme| !self.has(scheme)))
            .map(|one| one.filter_map(|&scheme| self.api.schemes.get(scheme)).collect())
            .collect();
        let least = missing.iter().map(Vec::len).min().unwrap_or(0);
        let alternatives: Vec<String> = missing
            .into_iter()
            .filter(|one| one.len() == least)
            .map(|one| {
                let one: Vec<String> = one
                    .iter()
                    .map(|scheme| format!("{} (environment variable {})", scheme.name, scheme.env))
                    .collect();
                one.join(" and ")
            })
            .collect();
        format!(
            "missing credentials: {}; give them to the client's builder or in the environment",
            alternatives.join(", or ")
        )
    }

    /// What goes out for these schemes.
    pub(crate) fn proofs(&self, schemes: &[usize]) -> impl Iterator<Item = Result<Proof, String>> {
        schemes.iter().filter_map(|&scheme| {
            let credential = self.get(scheme)?;
            Some(credential.proof(self.api.schemes.get(scheme)?))
        })
    }

    /// Whether this header is where one of the API's schemes, or HTTP itself, keeps a credential.
    pub(crate) fn is_place_of_one(&self, header: &HeaderName) -> bool {
        let of_scheme = |scheme: &Scheme| match scheme.kind {
            SchemeKind::ApiKey {
                location: KeyLocation::Header,
                name,
            } => header.as_str().eq_ignore_ascii_case(name),
            _ => false,
        };
        *header == AUTHORIZATION || *header == COOKIE || self.api.schemes.iter().any(of_scheme)
    }

    /// Whether a text holds one of the secrets.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.secrets().any(|secret| text.contains(secret))
    }

    /// The text without the secrets, should a server have repeated one.
    pub(crate) fn redact(&self, text: String) -> String {
        self.secrets().fold(text, |text, secret| match text.contains(secret) {
            true => text.replace(secret, "***"),
            false => text,
        })
    }

    fn secrets(&self) -> impl Iterator<Item = &str> {
        // Shorter ones would be found in any text.
        let secrets = self.given.iter().flatten().map(Credential::exposed);
        secrets.filter(|secret| secret.len() >= 4)
    }
}
