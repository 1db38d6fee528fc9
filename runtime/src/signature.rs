//! Has the API really sent this?
//!
//! APIs that sign what they send compute a code of the body and a secret that both sides know (HMAC with SHA-256, RFC 2104),
//! and send it in a header.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use ring::hmac;

use crate::base64;

/// How an API signs its webhooks and callbacks, with the secret that it does so with.
///
/// ```
/// use openapi_runtime::Signature;
/// use openapi_runtime::http::HeaderMap;
///
/// fn is_genuine(headers: &HeaderMap, body: &[u8]) -> bool {
///     // The bytes as they came: what was decoded and encoded again is something else.
///     Signature::digest("X-Hub-Signature-256", "sha256=", b"s3cret").verify(headers, body).is_ok()
/// }
/// ```
///
/// It prints without its secret.
#[derive(Clone)]
pub struct Signature {
    key: hmac::Key,
    scheme: Scheme,
    tolerance: Duration,
}

#[derive(Debug, Clone)]
enum Scheme {
    Standard,
    Timestamped { header: String },
    Digest { header: String, prefix: String },
}

/// How old, or how far ahead, a message may be, unless it is told otherwise.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

impl Signature {
    /// The scheme of [Standard Webhooks](https://www.standardwebhooks.com): the headers `webhook-id`, `webhook-timestamp` and
    /// `webhook-signature`. The secret is base64, with or without `whsec_` before it.
    ///
    /// # Errors
    /// When the secret is not base64.
    pub fn standard(secret: &str) -> Result<Self, WrongSignature> {
        let text = secret.strip_prefix("whsec_").unwrap_or(secret);
        let bytes = base64::decode(text).filter(|bytes| !bytes.is_empty());
        let bytes = bytes.ok_or(WrongSignature("the secret is not base64"))?;
        Ok(Signature::new(&bytes, Scheme::Standard))
    }

    /// One header with the time and the signature of the time, a dot and the body: `t=1700000000,v1=5257a8…`, as Stripe writes it.
    #[must_use]
    pub fn timestamped(header: &str, secret: &[u8]) -> Self {
        let header = header.to_owned();
        Signature::new(secret, Scheme::Timestamped { header })
    }

    /// A header with the code of the body in hexadecimal digits or base64, behind a prefix such as `sha256=`, which may be
    /// empty. Nothing in it tells when it was sent.
    #[must_use]
    pub fn digest(header: &str, prefix: &str, secret: &[u8]) -> Self {
        let (header, prefix) = (header.to_owned(), prefix.to_owned());
        Signature::new(secret, Scheme::Digest { header, prefix })
    }

    fn new(secret: &[u8], scheme: Scheme) -> Self {
        Signature {
            key: hmac::Key::new(hmac::HMAC_SHA256, secret),
            scheme,
            tolerance: TOLERANCE,
        }
    }

    /// How old, or how far ahead of this machine's clock, a message may be that tells its time. Default: five minutes.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// Checks that `body`, as it came, was signed with the secret, and not too long ago.
    ///
    /// # Errors
    /// When a header is missing, the time is over, or no signature is that of the body.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WrongSignature> {
        self.verify_at(headers, body, crate::time::now())
    }

    fn verify_at(&self, headers: &HeaderMap, body: &[u8], now: SystemTime) -> Result<(), WrongSignature> {
        match &self.scheme {
            Scheme::Standard => {
                let (id, time) = (text(headers, "webhook-id")?, text(headers, "webhook-timestamp")?);
                self.check_time(time, now)?;
                let signed = [id.as_bytes(), b".", time.as_bytes(), b".", body].concat();
                let codes = text(headers, "webhook-signature")?.split_whitespace();
                // While a secret is being replaced there are several.
                let codes = codes.filter_map(|code| base64::decode(code.strip_prefix("v1,")?));
                self.any(codes, &signed)
            }
            Scheme::Timestamped { header } => {
                let value = text(headers, header)?;
                let parts = || value.split(',').filter_map(|part| part.trim().split_once('='));
                let time = parts().find_map(|(key, time)| (key == "t").then_some(time));
                let time = time.ok_or(WrongSignature("the header tells no time"))?;
                self.check_time(time, now)?;
                let signed = [time.as_bytes(), b".", body].concat();
                let codes = parts().filter_map(|(key, code)| (key == "v1").then(|| hexadecimal(code))?);
                self.any(codes, &signed)
            }
            Scheme::Digest { header, prefix } => {
                let value = text(headers, header)?.trim();
                let code = value.strip_prefix(prefix.as_str());
                let code = code.ok_or(WrongSignature("the signature is of another kind"))?;
                // 32 bytes are 64 digits and 43 or 44 letters.
                let code = if code.len() == 64 {
                    hexadecimal(code)
                } else {
                    base64::decode(code)
                };
                self.any(code.into_iter(), body)
            }
        }
    }

    fn any(&self, mut codes: impl Iterator<Item = Vec<u8>>, signed: &[u8]) -> Result<(), WrongSignature> {
        // Compared in the same time wherever they differ.
        match codes.any(|code| hmac::verify(&self.key, signed, &code).is_ok()) {
            true => Ok(()),
            false => Err(WrongSignature("the signature is not that of the body")),
        }
    }

    fn check_time(&self, time: &str, now: SystemTime) -> Result<(), WrongSignature> {
        let seconds: u64 = time.parse().map_err(|_| WrongSignature("the time is not a number"))?;
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        match now.abs_diff(seconds) <= self.tolerance.as_secs() {
            true => Ok(()),
            false => Err(WrongSignature("it was signed too long ago, or in the future")),
        }
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, WrongSignature> {
    let value = headers
        .get(name)
        .ok_or(WrongSignature("a header of the signature is missing"))?;
    value
        .to_str()
        .map_err(|_| WrongSignature("a header of the signature is not text"))
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let pairs = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(pairs.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signature")
            .field("scheme", &self.scheme)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

/// Why something is not to be believed; it prints as one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongSignature(&'static str);

impl fmt::Display for WrongSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl StdError for WrongSignature {}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name: HeaderName = name.parse().unwrap();
            (name, HeaderValue::from_str(value).unwrap())
        });
        pairs.collect()
    }

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_example_of_standard_webhooks_is_genuine() {
        let signature = Signature::standard("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let pairs = [
            ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            ("webhook-timestamp", "1614265330"),
            (
                "webhook-signature",
                "v1,b25seXRoZW90aGVy v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ),
        ];
        let genuine = headers(&pairs);
        assert_eq!(signature.verify_at(&genuine, body, at(1_614_265_331)), Ok(()));
        type Row<'r> = (&'r [(&'r str, &'r str)], &'r [u8], u64, &'r str);
        let table: [Row<'_>; 4] = [
            (&pairs, b"{}", 1_614_265_330, "the signature is not that of the body"),
            (
                &pairs,
                body,
                1_614_265_631,
                "it was signed too long ago, or in the future",
            ),
            (
                &pairs,
                body,
                1_614_265_029,
                "it was signed too long ago, or in the future",
            ),
            (&pairs[..2], body, 1_614_265_330, "a header of the signature is missing"),
        ];
        for (pairs, body, now, expected) in table {
            let found = signature.verify_at(&headers(pairs), body, at(now)).unwrap_err();
            assert_eq!(found.to_string(), expected);
        }
        let longer = signature.tolerance(Duration::from_secs(600));
        assert_eq!(longer.verify_at(&genuine, body, at(1_614_265_631)), Ok(()));
        assert!(Signature::standard("whsec_!").is_err());
    }

    #[test]
    fn a_digest_is_hexadecimal_or_base64() {
        // RFC 4231, §4.3.
        let body = b"what do ya want for nothing?";
        let hex = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let base64 = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";
        let table = [
            ("", hex.to_owned(), true),
            ("sha256=", format!("sha256={hex}"), true),
            ("sha256=", hex.to_owned(), false),
            ("", base64.to_owned(), true),
            ("", hex.replace('5', "6"), false),
            ("", "no".to_owned(), false),
        ];
        for (prefix, value, expected) in table {
            let signature = Signature::digest("x-signature", prefix, b"Jefe");
            let found = signature.verify(&headers(&[("X-Signature", &value)]), body);
            assert_eq!(found.is_ok(), expected, "{prefix} {value}");
        }
        let printed = format!("{:?}", Signature::digest("x-signature", "", b"Jefe"));
        assert!(!printed.contains("Jefe"), "{printed}");
    }

    #[test]
    fn a_header_with_its_time_is_signed_with_it() {
        let signature = Signature::timestamped("stripe-signature", b"whsec_test");
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"whsec_test");
        let code = hmac::sign(&key, b"1700000000.{}");
        let code: String = code.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        let value = format!("t=1700000000,v1=00,v1={code},v0=1");
        let genuine = headers(&[("stripe-signature", &value)]);
        assert_eq!(signature.verify_at(&genuine, b"{}", at(1_700_000_100)), Ok(()));
        assert!(signature.verify_at(&genuine, b"[]", at(1_700_000_100)).is_err());
        let untimely = headers(&[("stripe-signature", &format!("v1={code}"))]);
        assert!(signature.verify_at(&untimely, b"{}", at(1_700_000_100)).is_err());
    }
}
