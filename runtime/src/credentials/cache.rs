//! How long is a token kept, and who gets the next one?

use std::sync::{Mutex as StdMutex, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::Mutex;

use super::token::{Supplier, Token, told};
use crate::api::Scheme;
use crate::client;
use crate::error::{Error, ErrorKind};
use crate::time::Instant;

/// A token is given up so long before it expires, or a tenth of its life if that is less: a call takes its time.
const MARGIN: Duration = Duration::from_secs(30);

/// The tokens of one supplier, one after the other.
pub(crate) struct Tokens {
    supplier: Supplier,
    /// Held while a token is got, so that those who come meanwhile wait for that one.
    current: Mutex<Option<Current>>,
    /// The last token, for those who look for secrets in texts.
    last: StdMutex<Option<SecretString>>,
}

struct Current {
    token: Token,
    until: Option<Instant>,
    number: u64,
}

/// A token that was given, and which it was.
pub(crate) struct Given {
    pub(crate) secret: String,
    pub(crate) number: u64,
}

impl Tokens {
    pub(super) fn new(supplier: Supplier) -> Self {
        Tokens {
            supplier,
            current: Mutex::new(None),
            last: StdMutex::new(None),
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        self.supplier.kind()
    }

    /// A token other than the one of this number, which the server has refused.
    pub(crate) async fn get(
        &self,
        client: &client::Inner,
        scheme: &'static Scheme,
        refused: Option<u64>,
    ) -> Result<Given, Error> {
        // Who is dropped while it waits or asks leaves the lock to the next.
        let mut current = self.current.lock().await;
        let number = current.as_ref().map_or(0, |current| current.number);
        if let Some(current) = &*current {
            let is_good = current.until.is_none_or(|until| Instant::now() < until);
            if is_good && refused != Some(current.number) {
                return Ok(current.given());
            }
        }
        let token = match &self.supplier {
            Supplier::Program(source) => source.token().await.map_err(|error| {
                let message = format!("there is no token for {}: {}", scheme.name, told(&error));
                Error::new(ErrorKind::Credentials, message).because(error)
            })?,
            Supplier::Server(grant) => grant.token(client, scheme).await?,
        };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(token.secret.clone());
        let until = token.lifetime.and_then(|lifetime| {
            let margin = MARGIN.min(lifetime / 10);
            Instant::now().checked_add(lifetime.saturating_sub(margin))
        });
        let next = Current {
            token,
            until,
            number: number + 1,
        };
        Ok(current.insert(next).given())
    }

    /// What nobody may see.
    pub(super) fn secrets(&self) -> Vec<SecretString> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let own = match &self.supplier {
            Supplier::Program(_) => Vec::new(),
            Supplier::Server(grant) => grant.secrets(),
        };
        own.into_iter().chain(last).collect()
    }
}

impl Current {
    fn given(&self) -> Given {
        Given {
            secret: self.token.exposed().to_owned(),
            number: self.number,
        }
    }
}
