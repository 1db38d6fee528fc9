//! How are bytes kept in a string?

use std::fmt;

use crate::base64;

/// Bytes as text in base64 (RFC 4648, §4): a string of the format `byte`, or with `contentEncoding: base64`.
///
/// The text is kept as it came, so that nothing of it changes on the way, and decoded when it is asked for.
///
/// ```
/// use openapi_runtime::Base64;
///
/// let data = Base64::from(b"hi");
/// assert_eq!(data.as_str(), "aGk=");
/// assert_eq!(data.decode()?, b"hi");
/// # Ok::<(), openapi_runtime::NotBase64>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Base64(String);

/// A text that is not base64.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotBase64;

impl fmt::Display for NotBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not base64")
    }
}

impl std::error::Error for NotBase64 {}

impl Base64 {
    /// A text that is base64 already.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Base64(text.into())
    }

    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes. Padding may be missing, lines may be broken, and the letters for URLs (RFC 4648, §5) are read too.
    ///
    /// # Errors
    /// When the text is not base64.
    pub fn decode(&self) -> Result<Vec<u8>, NotBase64> {
        base64::decode(&self.0).ok_or(NotBase64)
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Base64").field(&self.0).finish()
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Base64(base64::encode(bytes))
    }
}

impl<const LENGTH: usize> From<&[u8; LENGTH]> for Base64 {
    fn from(bytes: &[u8; LENGTH]) -> Self {
        Base64::from(bytes.as_slice())
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Base64::from(bytes.as_slice())
    }
}

text_value!(Base64);

/// Bytes as text in base64 with letters that a URL may hold (RFC 4648, §5): a string of the format `base64url`, or with
/// `contentEncoding: base64url`. It is kept as [`Base64`] is, and written without padding.
///
/// ```
/// use openapi_runtime::Base64Url;
///
/// let data = Base64Url::from(b"\xff\xef");
/// assert_eq!(data.as_str(), "_-8");
/// assert_eq!(data.decode()?, b"\xff\xef");
/// # Ok::<(), openapi_runtime::NotBase64>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Base64Url(String);

impl Base64Url {
    /// A text that is base64 already.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Base64Url(text.into())
    }

    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes, as [`Base64::decode`] has them.
    ///
    /// # Errors
    /// When the text is not base64.
    pub fn decode(&self) -> Result<Vec<u8>, NotBase64> {
        base64::decode(&self.0).ok_or(NotBase64)
    }
}

impl fmt::Display for Base64Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&[u8]> for Base64Url {
    fn from(bytes: &[u8]) -> Self {
        let text = base64::encode(bytes);
        Base64Url(text.trim_end_matches('=').replace('+', "-").replace('/', "_"))
    }
}

impl<const LENGTH: usize> From<&[u8; LENGTH]> for Base64Url {
    fn from(bytes: &[u8; LENGTH]) -> Self {
        Base64Url::from(bytes.as_slice())
    }
}

impl From<Vec<u8>> for Base64Url {
    fn from(bytes: Vec<u8>) -> Self {
        Base64Url::from(bytes.as_slice())
    }
}

text_value!(Base64Url);

#[cfg(test)]
mod tests {
    use super::{Base64, NotBase64};

    #[test]
    fn what_is_written_is_what_was_read() {
        let text = r#"["aGk=","aGk","not base64!"]"#;
        let all: Vec<Base64> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&all).unwrap(), text);
        assert_eq!(all[1].decode().unwrap(), b"hi");
        assert_eq!(all[2].decode(), Err(NotBase64));
    }
}
