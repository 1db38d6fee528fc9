//! What do the headers of an answer say, as values?

use http::HeaderMap;

use crate::Response;
use crate::value::{Value, json};

/// What has headers of an answer.
pub trait HasHeaders {
    /// The headers, if there was an answer.
    fn declared_headers(&self) -> Option<&HeaderMap>;
}

impl<T> HasHeaders for Response<T> {
    fn declared_headers(&self) -> Option<&HeaderMap> {
        Some(self.headers())
    }
}

/// The value of a header, as a text or, where its type is another, as what the text says; `None` if it is not there or
/// says something else.
#[must_use]
pub fn header<T: Value>(headers: Option<&HeaderMap>, name: &str) -> Option<T> {
    let text = headers?.get(name)?.to_str().ok()?.trim();
    let mut value = T::blank();
    decode(&mut value, text).is_ok().then_some(value)
}

/// Reads a header's text; what is wrong with it, in words, where it says something else.
pub(crate) fn decode(value: &mut dyn Value, text: &str) -> Result<(), String> {
    let quoted = serde_json::Value::from(text).to_string();
    let Err(error) = json::decode(value, quoted.as_bytes()) else {
        return Ok(());
    };
    json::decode(value, text.as_bytes()).map_err(|_| {
        let words = error.to_string();
        words
            .rsplit_once(" at line ")
            .map_or(&*words, |(words, _)| words)
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::header;

    #[test]
    fn headers_are_read_as_their_types() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("n", " 17 "),
            ("tag", "\"a\""),
            ("yes", "true"),
            ("day", "2024-02-29"),
            ("none", ""),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        let headers = Some(&headers);
        assert_eq!(header::<i64>(headers, "n"), Some(17));
        assert_eq!(header::<String>(headers, "n").as_deref(), Some("17"));
        // An entity tag has its quotes.
        assert_eq!(header::<String>(headers, "tag").as_deref(), Some("\"a\""));
        assert_eq!(header::<bool>(headers, "yes"), Some(true));
        assert_eq!(
            header::<chrono::NaiveDate>(headers, "day").unwrap().to_string(),
            "2024-02-29"
        );
        assert_eq!(header::<i64>(headers, "yes"), None);
        assert_eq!(header::<i64>(headers, "none"), None);
        assert_eq!(header::<String>(headers, "absent"), None);
        assert_eq!(header::<String>(None, "n"), None);
    }
}
