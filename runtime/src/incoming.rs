//! How is read what the API sends by itself?

use crate::answer::decode;
use crate::error::{Error, ErrorKind};
use crate::pages::find;
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

/// Which webhook a body says that it is, at this property; without one, at those where APIs are used to say it.
#[must_use]
pub fn event(body: &[u8], property: &str) -> Option<String> {
    const USUAL: [&str; 6] = ["type", "event", "event_type", "eventType", "event_name", "topic"];
    match property {
        "" => USUAL.iter().find_map(|usual| find::text(body, &[usual])),
        property => find::text(body, &[property]),
    }
}

/// How a webhook is read that may be any.
///
/// `webhooks!(Webhook by "type", Error { "invoice.paid" | "invoicePaid" => InvoicePaid, });`: each by its key, and by what
/// its body says where that is another word.
#[doc(hidden)]
#[macro_export]
macro_rules! __webhooks_v1 {
    ($webhook:ident by $property:literal, $error:ty { $($name:literal $(| $event:literal)? => $variant:ident,)* }) => {
        impl $webhook {
            /// Reads the body of a webhook that says itself which one it is.
            ///
            /// # Errors
            /// When the body is not what the description says of that one.
            #[inline]
            pub fn parse(body: &[u8]) -> ::core::result::Result<Self, $error> {
                let event = $crate::codegen::v1::event(body, $property).unwrap_or_default();
                Self::named(&event, body)
            }

            /// Reads the body of the webhook of this name, which came with it in a header or as the address that it was
            /// sent to.
            ///
            /// # Errors
            /// When the body is not what the description says of that one.
            #[inline]
            pub fn named(name: &str, body: &[u8]) -> ::core::result::Result<Self, $error> {
                ::core::result::Result::Ok(match name {
                    $($name $(| $event)? => Self::$variant($crate::codegen::v1::incoming(name, body)?),)*
                    _ => Self::Unknown($crate::codegen::v1::incoming(name, body)?),
                })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::event;

    #[test]
    fn a_body_says_which_it_is() {
        let table = [
            (r#"{"type": "a", "event": "b"}"#, "", Some("a")),
            (r#"{"type": {"of": 1}, "event": "b"}"#, "", Some("b")),
            (r#"{"type": "a", "kind": "c"}"#, "kind", Some("c")),
            (r#"{"type": "a"}"#, "kind", None),
            ("\u{feff}{\"topic\": \"t\"}", "", Some("t")),
            ("[1]", "", None),
            ("none", "", None),
        ];
        for (body, property, expected) in table {
            assert_eq!(event(body.as_bytes(), property).as_deref(), expected, "{body}");
        }
    }
}
