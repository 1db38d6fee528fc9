//! Who is calling, and how does a request prove it?

mod cache;
mod oauth2;
mod token;

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use oauth2::{ClientCredentials, RefreshToken};
pub use token::{Bearer, Token, TokenFuture, TokenSource};

use crate::api::{Api, KeyLocation, Scheme, SchemeKind};
use crate::base64;
use crate::client;
use crate::error::{Error, ErrorKind};
use crate::request::percent;
use cache::{Given, Tokens};

/// What a security scheme asks for: a key, a token, or a user and a password. It does not print.
#[derive(Clone)]
pub struct Credential(Form);

#[derive(Clone)]
enum Form {
    /// A key or a token.
    Secret(SecretString),
    /// For [`SchemeKind::HttpBasic`].
    Basic { user: String, password: SecretString },
    /// For what goes out as a bearer token.
    Bearer(Bearer),
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

    /// A bearer token, or where it comes from.
    pub fn bearer(token: impl Into<Bearer>) -> Self {
        Credential(Form::Bearer(token.into()))
    }

    /// Reads what the environment holds: for basic authentication `user:password`, else the secret itself; for a scheme
    /// that a server gives tokens for, also id and secret of a client.
    pub(crate) fn from_env(scheme: &Scheme, variable: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let variable = |suffix: &str| {
            let value = variable(&format!("{}{suffix}", scheme.env))?;
            let value = value.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let Some(value) = variable("") else {
            if !matches!(
                scheme.kind,
                SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. }
            ) {
                return None;
            }
            let client = ClientCredentials::new(variable("_CLIENT_ID")?, variable("_CLIENT_SECRET")?);
            return Some(Credential::bearer(match variable("_SCOPE") {
                Some(scope) => client.scope(scope),
                None => client,
            }));
        };
        if scheme.kind == SchemeKind::HttpBasic {
            let (user, password) = value.split_once(':').unwrap_or((&value, ""));
            return Some(Credential::basic(user, password));
        }
        Some(Credential::secret(value))
    }

    /// The part that nobody may see; nothing where that is still to be got.
    pub(crate) fn exposed(&self) -> &str {
        match &self.0 {
            Form::Secret(secret) | Form::Bearer(Bearer(token::Form::Fixed(secret))) => secret.expose_secret(),
            Form::Basic { password, .. } => password.expose_secret(),
            Form::Bearer(Bearer(token::Form::Fetched(_))) => "",
        }
    }

    /// What gives the token, if something has to be asked.
    fn tokens(&self) -> Option<&Arc<Tokens>> {
        match &self.0 {
            Form::Bearer(Bearer(token::Form::Fetched(tokens))) => Some(tokens),
            Form::Bearer(_) | Form::Secret(_) | Form::Basic { .. } => None,
        }
    }

    /// The parts that nobody may see, those that were got meanwhile among them.
    fn secrets(&self) -> Vec<SecretString> {
        match &self.0 {
            Form::Bearer(Bearer(token::Form::Fetched(tokens))) => tokens.secrets(),
            Form::Secret(secret) | Form::Bearer(Bearer(token::Form::Fixed(secret))) => vec![secret.clone()],
            Form::Basic { password, .. } => vec![password.clone()],
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
            // It is asked for when a call needs it.
            (_, Form::Bearer(Bearer(token::Form::Fetched(_)))) => Ok(Proof::Nothing),
            (_, Form::Secret(_) | Form::Bearer(_)) if secret.is_empty() => {
                Err(format!("the credential of {} is empty", scheme.name))
            }
            (SchemeKind::HttpBasic, Form::Secret(_) | Form::Bearer(_)) => Err(format!(
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
            (SchemeKind::HttpBearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. }, _) => {
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
        match &self.0 {
            Form::Secret(_) => f.write_str("Credential::secret(***)"),
            Form::Basic { .. } => f.write_str("Credential::basic(***)"),
            Form::Bearer(bearer) => bearer.fmt(f),
        }
    }
}

/// A credential in the form in which it goes out.
#[derive(Clone)]
pub(crate) enum Proof {
    Nothing,
    Header(HeaderName, HeaderValue),
    Query(&'static str, String),
}

impl Proof {
    /// Puts it where it belongs. What the caller has put there wins.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, url: &mut Url) {
        match self {
            Proof::Nothing => {}
            Proof::Header(COOKIE, value) => {
                // Cookies share one header (RFC 6265, §5.4).
                let value = match headers.remove(COOKIE) {
                    Some(others) => {
                        let joined = [others.as_bytes(), b"; ", value.as_bytes()].concat();
                        let mut joined = HeaderValue::from_bytes(&joined).unwrap_or_else(|_| value.clone());
                        joined.set_sensitive(true);
                        joined
                    }
                    None => value.clone(),
                };
                headers.insert(COOKIE, value);
            }
            Proof::Header(name, value) => {
                headers.entry(name.clone()).or_insert(value.clone());
            }
            Proof::Query(name, secret) => {
                let prefix = format!("{}=", percent::encode(name));
                let mut query = url.query().unwrap_or_default().to_owned();
                if !query.split('&').any(|pair| pair.starts_with(&prefix)) {
                    if !query.is_empty() {
                        query.push('&');
                    }
                    query.push_str(&prefix);
                    query.push_str(&percent::encode(secret));
                    url.set_query(Some(&query));
                }
            }
        }
    }
}

/// The credentials of a client, one place a scheme.
#[derive(Clone)]
pub(crate) struct Credentials {
    api: &'static Api,
    given: Vec<Option<Credential>>,
    /// What goes out for each, once that is known to be possible.
    proofs: Vec<Option<Proof>>,
}

/// Without what goes out.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Credentials");
        fields.field("api", &self.api).field("given", &self.given).finish()
    }
}

impl Credentials {
    pub(crate) fn new(api: &'static Api) -> Self {
        Credentials {
            api,
            given: vec![None; api.schemes.len()],
            proofs: Vec::new(),
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
                *place = Credential::from_env(scheme, variable);
            }
        }
    }

    /// Makes ready what is given to be sent.
    ///
    /// # Errors
    /// When it cannot be.
    pub(crate) fn settle(&mut self) -> Result<(), String> {
        let schemes = self.api.schemes.iter().zip(&self.given);
        let proofs = schemes.map(|(scheme, given)| given.as_ref().map(|given| given.proof(scheme)).transpose());
        self.proofs = proofs.collect::<Result<_, _>>()?;
        Ok(())
    }

    /// The first of the operation's alternatives that this client can meet, as indexes of schemes. What `is_said` is part
    /// of the call itself.
    ///
    /// # Errors
    /// When there is none; the text says what is missing and where it can be given.
    pub(crate) fn choose(
        &self,
        alternatives: &[&'static [usize]],
        is_said: &dyn Fn(&Scheme) -> bool,
    ) -> Result<&'static [usize], String> {
        let is_met = |&scheme: &usize| self.has(scheme) || self.api.schemes.get(scheme).is_some_and(is_said);
        let usable = |alternative: &&&[usize]| alternative.iter().all(is_met);
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
    pub(crate) fn proofs(&self, schemes: &[usize]) -> impl Iterator<Item = &Proof> {
        schemes.iter().filter_map(|&scheme| self.proofs.get(scheme)?.as_ref())
    }

    /// Whether there is a token that has to be asked for.
    pub(crate) fn ask_for_tokens(&self) -> bool {
        let mut credentials = self.given.iter().flatten();
        credentials.any(|credential| credential.tokens().is_some())
    }

    /// The tokens that these schemes have to ask for, as what goes out; with each the scheme and the number of the token.
    /// `refused` are those that the server would not take.
    pub(crate) async fn tokens(
        &self,
        client: &client::Inner,
        schemes: &[usize],
        refused: &[(usize, u64)],
    ) -> Result<Vec<(Proof, (usize, u64))>, Error> {
        let mut proofs = Vec::new();
        for &index in schemes {
            let tokens = self.get(index).and_then(Credential::tokens);
            let (Some(scheme), Some(tokens)) = (self.api.schemes.get(index), tokens) else {
                continue;
            };
            let refused = refused.iter().find(|(scheme, _)| *scheme == index);
            let Given { secret, number } = tokens.get(client, scheme, refused.map(|(_, number)| *number)).await?;
            let proof = Credential::secret(secret).proof(scheme);
            let proof = proof.map_err(|message| Error::new(ErrorKind::Credentials, message))?;
            proofs.push((proof, (index, number)));
        }
        Ok(proofs)
    }

    /// Whether this header is where one of the API's schemes, or HTTP itself, keeps a credential.
    pub(crate) fn is_place_of_one(&self, header: &HeaderName) -> bool {
        let of_scheme = |scheme: &Scheme| {
            scheme
                .header()
                .is_some_and(|name| header.as_str().eq_ignore_ascii_case(name))
        };
        *header == AUTHORIZATION || *header == COOKIE || self.api.schemes.iter().any(of_scheme)
    }

    /// Whether a text holds one of the secrets.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.secrets().any(|secret| text.contains(secret.expose_secret()))
    }

    /// The text without the secrets, should a server have repeated one.
    pub(crate) fn redact(&self, text: String) -> String {
        self.secrets()
            .fold(text, |text, secret| match text.contains(secret.expose_secret()) {
                true => text.replace(secret.expose_secret(), "***"),
                false => text,
            })
    }

    fn secrets(&self) -> impl Iterator<Item = SecretString> {
        // Shorter ones would be found in any text.
        let secrets = self.given.iter().flatten().flat_map(Credential::secrets);
        secrets.filter(|secret| secret.expose_secret().len() >= 4)
    }
}
