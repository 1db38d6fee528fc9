//! What does `sdk.toml` say about what the API sends by itself?

use super::setting::{self, Setting, Value, Wrong, settings, word};

/// `[incoming]`: webhooks and callbacks. `event` names the property of a webhook's body that says which one it is, where that
/// cannot be found from the constants of the description. With `signature`, the module `incoming` has a function of that name, which takes the
/// secret and gives what checks the signature; the runtime needs its feature `signatures` then.
///
/// ```toml
/// [incoming]
/// event = "type"
/// signature = "standard"      # as Standard Webhooks say: `webhook-id`, `webhook-timestamp`, `webhook-signature`
/// # or
/// signature = "timestamped"   # a header that says `t=1700000000,v1=5257a8…`
/// header = "Stripe-Signature"
/// # or
/// signature = "digest"        # a header with the code of the body, in hexadecimal digits or base64
/// header = "X-Hub-Signature-256"
/// prefix = "sha256="          # what stands before the code; nothing by default
/// ```
#[derive(Debug, Default, Clone)]
pub(crate) struct Incoming {
    pub(crate) event: Option<String>,
    pub(crate) signature: Option<Signature>,
}

/// How an API signs what it sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signature {
    Standard,
    Timestamped { header: String },
    Digest { header: String, prefix: String },
}

#[derive(Debug, Default)]
struct Table {
    event: Option<String>,
    signature: Option<Scheme>,
    header: Option<String>,
    prefix: Option<String>,
}

settings!(Table { "event": event, "signature": signature, "header": header, "prefix": prefix });

#[derive(Debug, Clone, Copy)]
enum Scheme {
    Standard,
    Timestamped,
    Digest,
}

impl Setting for Scheme {
    fn read(value: &Value<'_>) -> Result<Scheme, Wrong> {
        let words = [
            ("standard", Scheme::Standard),
            ("timestamped", Scheme::Timestamped),
            ("digest", Scheme::Digest),
        ];
        word(value, &words)
    }
}

impl Setting for Incoming {
    fn read(value: &Value<'_>) -> Result<Incoming, Wrong> {
        let table = Table::read(value)?;
        let wrong = |words: &str| Err(setting::wrong(value, words.to_owned()));
        let signature = match (table.signature, table.header, table.prefix) {
            (None, None, None) => None,
            (None, ..) => return wrong("`header` and `prefix` belong to a `signature`"),
            (Some(Scheme::Standard), None, None) => Some(Signature::Standard),
            (Some(Scheme::Standard), ..) => return wrong("the headers of a standard signature are known"),
            (Some(_), None, _) => return wrong("this signature needs its `header`"),
            (Some(Scheme::Timestamped), Some(header), None) => Some(Signature::Timestamped { header }),
            (Some(Scheme::Timestamped), ..) => return wrong("this signature has no `prefix`"),
            (Some(Scheme::Digest), Some(header), prefix) => {
                let prefix = prefix.unwrap_or_default();
                Some(Signature::Digest { header, prefix })
            }
        };
        Ok(Incoming {
            event: table.event,
            signature,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scheme_has_its_keys() {
        let read = |text: &str| setting::read::<Incoming>(text).map(|incoming| incoming.signature);
        assert_eq!(read("").unwrap(), None);
        assert_eq!(read("signature = 'standard'").unwrap(), Some(Signature::Standard));
        let header = "x".to_owned();
        let digest = read("signature = 'digest'\nheader = 'x'").unwrap();
        let prefix = String::new();
        assert_eq!(
            digest,
            Some(Signature::Digest {
                header: header.clone(),
                prefix
            })
        );
        let timestamped = read("signature = 'timestamped'\nheader = 'x'").unwrap();
        assert_eq!(timestamped, Some(Signature::Timestamped { header }));
        for wrong in [
            "header = 'x'",
            "signature = 'digest'",
            "signature = 'standard'\nheader = 'x'",
            "signature = 'timestamped'\nheader = 'x'\nprefix = 'y'",
            "signature = 'md5'",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
