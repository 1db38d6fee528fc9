//! Which parts has a form that the document does not list?

use std::borrow::Cow;

use serde::Serialize;

use super::multipart::{self, FilePart, FormPart};

/// A body of several parts, put together by the caller: where the document does not say which parts there are, or leaves a
/// choice of them.
///
/// The boundary between the parts is chosen when they are sent (RFC 2046, §5.1.1).
///
/// ```
/// use openapi_runtime::{FilePart, Multipart};
///
/// let message = Multipart::new()
///     .json("payload_json", &["with", "a", "file"])
///     .text("title", "Report")
///     .file("files[0]", FilePart::new("a,b").file_name("table.csv").content_type("text/csv"));
/// # let _ = message;
/// ```
#[derive(Debug, Clone, Default)]
pub struct Multipart {
    parts: Vec<FormPart>,
    /// Why it cannot be sent.
    failure: Option<String>,
}

impl Multipart {
    /// Returns a body of no parts so far.
    #[must_use]
    pub fn new() -> Self {
        Multipart::default()
    }

    /// Adds a part of text.
    #[must_use]
    pub fn text(mut self, name: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        self.parts.push(multipart::text(name.into(), None, text.into()));
        self
    }

    /// Adds a part of JSON. A value that cannot be written is an error of the call.
    #[must_use]
    pub fn json(mut self, name: impl Into<Cow<'static, str>>, value: &(impl Serialize + ?Sized)) -> Self {
        let name = name.into();
        match serde_json::to_vec(value) {
            Ok(text) => self.parts.push(multipart::text(name, Some("application/json"), text)),
            Err(error) => self.failure = Some(format!("the part `{name}` cannot be written as JSON: {error}")),
        }
        self
    }

    /// Adds a file. Its content type is `application/octet-stream` unless it says otherwise.
    #[must_use]
    pub fn file(mut self, name: impl Into<Cow<'static, str>>, file: impl Into<FilePart>) -> Self {
        self.parts.push(multipart::file(name, "", file.into()));
        self
    }

    /// Adds a part without a name, as `multipart/mixed` and `multipart/related` have them. It says its content type if it has
    /// one.
    #[must_use]
    pub fn part(mut self, content: impl Into<FilePart>) -> Self {
        self.parts.push(multipart::unnamed(content.into()));
        self
    }

    /// Its parts, or why it cannot be sent.
    pub(super) fn into_parts(self) -> Result<Vec<FormPart>, String> {
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(self.parts),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::multipart::{self, Form};
    use super::super::upload::Upload;
    use super::{FilePart, Multipart};

    fn sent(media_type: &'static str, body: Multipart) -> (String, String) {
        let parts = body.into_parts().unwrap();
        let (content_type, body) = multipart::body(&Form { media_type, parts });
        let Upload::Bytes(bytes) = body else {
            panic!("all parts are bytes")
        };
        let boundary = content_type.split_once("boundary=").unwrap().1;
        let text = String::from_utf8(bytes.to_vec()).unwrap().replace(boundary, "B");
        (content_type.replace(boundary, "B"), text)
    }

    #[test]
    fn parts_go_out_in_the_order_in_which_they_were_added() {
        let form = Multipart::new()
            .text("title", "a \"b\"")
            .json("meta", &[1, 2])
            .file("f[0]", "hello");
        let (content_type, body) = sent("multipart/form-data", form);
        assert_eq!(content_type, "multipart/form-data; boundary=B");
        assert_eq!(
            body,
            "--B\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\na \"b\"\r\n\
             --B\r\ncontent-disposition: form-data; name=\"meta\"\r\ncontent-type: application/json\r\n\r\n[1,2]\r\n\
             --B\r\ncontent-disposition: form-data; name=\"f[0]\"; filename=\"f[0]\"\r\n\
             content-type: application/octet-stream\r\n\r\nhello\r\n--B--\r\n"
        );
    }

    #[test]
    fn what_is_no_form_has_parts_without_names() {
        let body = Multipart::new()
            .part(FilePart::new("{}").content_type("application/json"))
            .part("bytes");
        let (content_type, body) = sent("multipart/related", body);
        assert_eq!(content_type, "multipart/related; boundary=B");
        assert_eq!(
            body,
            "--B\r\ncontent-type: application/json\r\n\r\n{}\r\n--B\r\n\r\nbytes\r\n--B--\r\n"
        );
    }

    #[test]
    fn a_value_that_is_no_json_is_an_error_of_the_call() {
        let lists_as_keys = BTreeMap::from([(vec![1], 2)]);
        let failure = Multipart::new().json("meta", &lists_as_keys).into_parts().unwrap_err();
        assert!(
            failure.starts_with("the part `meta` cannot be written as JSON"),
            "{failure}"
        );
    }
}
