//! How does the server call this call?

use http::HeaderMap;

/// The usual names, those that an API sets itself before those of the networks in front of it.
const NAMES: [&str; 9] = [
    "x-request-id",
    "request-id",
    "x-requestid",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-trace-id",
    "cf-ray",
];

/// The identifier, if it is one that can be printed.
pub(crate) fn find(headers: &HeaderMap) -> Option<&str> {
    let values = NAMES.iter().filter_map(|name| headers.get(*name)?.to_str().ok());
    values
        .map(str::trim)
        .find(|value| !value.is_empty() && value.len() <= 200)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    #[test]
    fn the_apis_own_name_comes_first() {
        let mut headers = HeaderMap::new();
        assert_eq!(super::find(&headers), None);
        headers.insert("cf-ray", HeaderValue::from_static("ray"));
        assert_eq!(super::find(&headers), Some("ray"));
        headers.insert("x-request-id", HeaderValue::from_static(" 8a3f "));
        assert_eq!(super::find(&headers), Some("8a3f"));
        headers.insert("x-request-id", HeaderValue::from_static(""));
        assert_eq!(super::find(&headers), Some("ray"));
    }
}
