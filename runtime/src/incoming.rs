//! How is read what the API sends by itself?

use crate::answer::decode;
use crate::error::{Error, ErrorKind};
use crate::value::Value;
use crate::value::json;

/// The body of a webhook or callback, from JSON.
///
/// # Errors
/// When it is something else; the error names the path to it.
pub fn incoming<T: Value>(name: &str, body: &[u8]) -> Result<T, Error> {
    decode(json::without_bom(body)).map_err(|error| {
        let message = format!("the body of `{name}` is not what the document declares: {error}");
        Error::new(ErrorKind::Decode, message).because(error)
    })
}
