//! How does a form of several parts become a body?
//!
//! `multipart/form-data` (RFC 7578), with names escaped as browsers do (HTML, "multipart form data"), and other bodies of
//! several parts (RFC 2046, §5.1).

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde_json::value::RawValue;

use super::chain;
use super::upload::Upload;
use crate::Body;
use crate::random;
use crate::value::{Value, json};

/// The content of a file in a form, with its name and its content type where these matter.
///
/// ```
/// use openapi_runtime::FilePart;
///
/// let logo = FilePart::new(&b"\x89PNG"[..]).file_name("logo.png").content_type("image/png");
/// let plain: FilePart = "just bytes".into();
/// # let _ = (logo, plain);
/// ```
#[derive(Clone)]
pub struct FilePart {
    content: Upload,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl FilePart {
    /// Returns a file of these bytes, or of this stream, named after the part that it is given for.
    pub fn new(content: impl Into<Body>) -> Self {
        FilePart {
            content: Upload::from(content.into()),
            file_name: None,
            content_type: None,
        }
    }

    /// Returns a file that is read while it is sent, and anew if the call is attempted again. It keeps the last part of
    /// its path as its name.
    ///
    /// # Errors
    /// When there is no such file ([`ErrorKind::File`](crate::ErrorKind::File)). That it cannot be read later is an error
    /// of the call.
    #[cfg(all(feature = "files", not(target_arch = "wasm32")))]
    pub async fn open(path: impl AsRef<std::path::Path>) -> Result<Self, crate::Error> {
        let path = path.as_ref();
        let part = FilePart::new(Body::file(path).await?);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(FilePart {
            file_name: name,
            ..part
        })
    }

    /// Sets the name of the file, as the server is told it.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content type. Default: what the document says, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

/// The name and the size, not the content.
impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("content", &self.content)
            .finish()
    }
}

impl From<Body> for FilePart {
    fn from(body: Body) -> Self {
        FilePart::new(body)
    }
}

impl From<Bytes> for FilePart {
    fn from(bytes: Bytes) -> Self {
        FilePart::new(bytes)
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(bytes: Vec<u8>) -> Self {
        FilePart::new(bytes)
    }
}

impl From<String> for FilePart {
    fn from(text: String) -> Self {
        FilePart::new(text)
    }
}

impl From<&'static str> for FilePart {
    fn from(text: &'static str) -> Self {
        FilePart::new(text)
    }
}

/// A body of several parts.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(super) media_type: &'static str,
    pub(super) parts: Vec<FormPart>,
}

impl Form {
    pub(super) const fn data() -> Self {
        Form {
            media_type: "multipart/form-data",
            parts: Vec::new(),
        }
    }

    /// Whether it can be sent once more, having been sent.
    pub(super) fn is_repeatable(&self) -> bool {
        self.parts.iter().all(|part| part.content.is_repeatable())
    }
}

/// One part of a form, as it goes out.
#[derive(Debug, Clone)]
pub(crate) struct FormPart {
    /// What it is called; the parts of what is no form have no names.
    pub(super) name: Option<Cow<'static, str>>,
    file_name: Option<String>,
    content_type: Option<String>,
    content: Upload,
}

/// The part of a file. An empty `content_type` says nothing.
pub(super) fn file(name: impl Into<Cow<'static, str>>, content_type: &str, file: FilePart) -> FormPart {
    let name = name.into();
    let declared = match content_type {
        "" => "application/octet-stream",
        declared => declared,
    };
    FormPart {
        file_name: Some(file.file_name.unwrap_or_else(|| name.clone().into_owned())),
        name: Some(name),
        content_type: Some(file.content_type.unwrap_or_else(|| declared.to_owned())),
        content: file.content,
    }
}

/// A part without a name.
pub(super) fn unnamed(file: FilePart) -> FormPart {
    FormPart {
        name: None,
        file_name: None,
        content_type: file.content_type,
        content: file.content,
    }
}

/// A part of text or JSON.
pub(super) fn text(name: Cow<'static, str>, content_type: Option<&str>, content: impl Into<Bytes>) -> FormPart {
    FormPart {
        name: Some(name),
        file_name: None,
        content_type: content_type.map(str::to_owned),
        content: Upload::Bytes(content.into()),
    }
}

/// The parts of a value: scalars as text, objects as JSON, each element of a list as a part of its own; the whole as
/// JSON where the content type says so.
///
/// # Errors
/// When the value cannot be written.
pub(super) fn value(name: &'static str, content_type: &str, value: &dyn Value) -> Result<Vec<FormPart>, String> {
    let cannot = |error: serde_json::Error| format!("cannot be written: {error}");
    let text = json::encode(value).map_err(cannot)?;
    let whole: &RawValue = serde_json::from_slice(&text).map_err(cannot)?;
    let elements: Vec<&RawValue> = match whole.get().as_bytes().first() {
        Some(b'[') if !content_type.contains("json") => serde_json::from_str(whole.get()).map_err(cannot)?,
        _ if whole.get() == "null" => Vec::new(),
        _ => vec![whole],
    };
    let part = |element: &RawValue| {
        let text = element.get();
        let (bytes, kind) = match text.as_bytes().first() {
            Some(b'"') if !content_type.contains("json") => (serde_json::from_str(text).map_err(cannot)?, None),
            Some(b'{' | b'[') => (text.to_owned(), Some("application/json")),
            _ => (text.to_owned(), None),
        };
        let declared = (!content_type.is_empty()).then_some(content_type);
        Ok(self::text(name.into(), declared.or(kind), bytes))
    };
    elements.into_iter().map(part).collect()
}

/// A whole form: its content type and its body, which is bytes if all its parts are.
pub(crate) fn body(form: &Form) -> (String, Upload) {
    let Form { media_type, parts } = form;
    let mut boundary = any_boundary();
    let contents = || {
        parts.iter().filter_map(|part| match &part.content {
            Upload::Bytes(bytes) => Some(bytes),
            // That a stream holds the boundary is as likely as guessing a key.
            Upload::Repeatable { .. } | Upload::Once { .. } => None,
        })
    };
    while contents().any(|bytes| contains(bytes, boundary.as_bytes())) {
        boundary = any_boundary();
    }
    (
        format!("{media_type}; boundary={boundary}"),
        chain::chain(pieces(parts, &boundary)),
    )
}

/// What stands in a form, one after the other: the head of each part, its content, and what ends it.
fn pieces(parts: &[FormPart], boundary: &str) -> Vec<Upload> {
    let mut pieces = Vec::with_capacity(parts.len() * 2 + 1);
    let mut before = "";
    for part in parts {
        let mut head = format!("{before}--{boundary}");
        if let Some(name) = &part.name {
            head.push_str(&format!(
                "\r\ncontent-disposition: form-data; name=\"{}\"",
                escaped(name)
            ));
        }
        if let Some(file_name) = &part.file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
        }
        if let Some(content_type) = &part.content_type {
            head.push_str(&format!(
                "\r\ncontent-type: {}",
                content_type.replace(['\r', '\n'], " ")
            ));
        }
        head.push_str("\r\n\r\n");
        pieces.push(Upload::Bytes(Bytes::from(head)));
        pieces.push(part.content.clone());
        before = "\r\n";
    }
    pieces.push(Upload::Bytes(Bytes::from(format!("{before}--{boundary}--\r\n"))));
    pieces
}

fn escaped(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

fn any_boundary() -> String {
    format!("{:016x}{:016x}", random::word(), random::word())
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{FilePart, Form, body, file, pieces, value};
    use crate::request::chain::chain;
    use crate::request::upload::Upload;

    #[test]
    fn each_kind_of_part() {
        let mut parts = vec![
            file("file", "", FilePart::new("hi").file_name("a\"b\r\n.txt")),
            file("logo", "image/png", FilePart::new("x")),
        ];
        let table = [
            ("text", "", json!("a b")),
            ("number", "", json!(1)),
            ("object", "", json!({"a": 1})),
            ("list", "", json!(["x", {"y": 2}])),
            ("whole", "application/json", json!(["x"])),
            ("absent", "", json!(null)),
        ];
        for (name, content_type, of) in table {
            parts.extend(value(name, content_type, &of).unwrap());
        }
        let expected = "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.txt\"\r\n\
             content-type: application/octet-stream\r\n\r\nhi\r\n\
             --B\r\ncontent-disposition: form-data; name=\"logo\"; filename=\"logo\"\r\n\
             content-type: image/png\r\n\r\nx\r\n\
             --B\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\na b\r\n\
             --B\r\ncontent-disposition: form-data; name=\"number\"\r\n\r\n1\r\n\
             --B\r\ncontent-disposition: form-data; name=\"object\"\r\ncontent-type: application/json\r\n\r\n{\"a\":1}\r\n\
             --B\r\ncontent-disposition: form-data; name=\"list\"\r\n\r\nx\r\n\
             --B\r\ncontent-disposition: form-data; name=\"list\"\r\ncontent-type: application/json\r\n\r\n{\"y\":2}\r\n\
             --B\r\ncontent-disposition: form-data; name=\"whole\"\r\ncontent-type: application/json\r\n\r\n[\"x\"]\r\n\
             --B--\r\n";
        let bytes = |upload| match upload {
            Upload::Bytes(bytes) => bytes,
            Upload::Repeatable { .. } | Upload::Once { .. } => panic!("all parts are bytes"),
        };
        assert_eq!(bytes(chain(pieces(&parts, "B"))), expected);
        let (content_type, body) = body(&Form { parts, ..Form::data() });
        let body = bytes(body);
        let boundary = content_type.split_once("boundary=").unwrap().1;
        assert!(body.ends_with(format!("--{boundary}--\r\n").as_bytes()));
    }
}
