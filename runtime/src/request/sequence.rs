//! How do typed values become a body, one after the other?

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::Request;
use crate::Body;
use crate::transport::{BoxError, TransportError, TransportErrorKind};
use crate::value::Value;
use crate::value::json;

/// The values of a body of JSON lines (`application/x-ndjson`, `application/jsonl`) or of a JSON text sequence
/// (`application/json-seq`, RFC 7464).
///
/// A list or an array is one, and what is collected: it is written at once, so that a call may be attempted again. An
/// iterator ([`iter`](Self::iter)) or a [`Stream`] of values is written while it is sent, however long it is, and sent once.
///
/// ```
/// use openapi_runtime::Sequence;
///
/// let list: Sequence<i64> = [1, 2, 3].into();
/// let collected: Sequence<i64> = (1..=3).filter(|n| n % 2 == 1).collect();
/// let endless = Sequence::iter(1_i64..);
/// ```
#[must_use = "it is sent with a request"]
pub struct Sequence<T> {
    texts: Texts,
    values: PhantomData<fn(T)>,
}

/// The values, as JSON.
enum Texts {
    There(Vec<Vec<u8>>),
    Coming(Next),
    Failed(serde_json::Error),
}

/// Waits for the next text; `None` is the end.
type Next = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<Result<Vec<u8>, TransportError>>> + Send>;

impl<T: Value> Sequence<T> {
    /// Returns the values of an iterator, each of which is asked for when the one before it is on its way.
    pub fn iter<I>(values: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        let mut values = values.into_iter();
        Self::coming(Box::new(move |_| Poll::Ready(values.next().map(|value| text(&value)))))
    }

    /// Returns the values of a stream.
    pub fn stream(values: impl Stream<Item = T> + Send + 'static) -> Self {
        let mut values = Box::pin(values);
        Self::coming(Box::new(move |cx| {
            let next = values.as_mut().poll_next(cx);
            next.map(|value| value.map(|value| text(&value)))
        }))
    }

    /// Returns the values of a stream that may fail. If it does, the body breaks off, so that the server does not take what
    /// came for the whole, and the call ends with an error.
    pub fn try_stream<E>(values: impl Stream<Item = Result<T, E>> + Send + 'static) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut values = Box::pin(values);
        Self::coming(Box::new(move |cx| {
            let next = values.as_mut().poll_next(cx);
            next.map(|value| value.map(|value| text(&value.map_err(unsent)?)))
        }))
    }

    fn coming(next: Next) -> Self {
        Sequence {
            texts: Texts::Coming(next),
            values: PhantomData,
        }
    }
}

impl<T: Value> FromIterator<T> for Sequence<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let texts: Result<_, _> = values.into_iter().map(|value| json::encode(&value)).collect();
        Sequence {
            texts: texts.map_or_else(Texts::Failed, Texts::There),
            values: PhantomData,
        }
    }
}

impl<T: Value> From<Vec<T>> for Sequence<T> {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Value, const N: usize> From<[T; N]> for Sequence<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T> fmt::Debug for Sequence<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sequence").finish_non_exhaustive()
    }
}

fn text(value: &dyn Value) -> Result<Vec<u8>, TransportError> {
    json::encode(value).map_err(unsent)
}

fn unsent(error: impl Into<BoxError>) -> TransportError {
    TransportError::new(TransportErrorKind::Request, error)
}

impl Request {
    /// Sets the body, as values one after the other, of this content type.
    #[must_use]
    pub fn sequence<T>(self, content_type: &str, body: Sequence<T>) -> Self {
        self.texts(content_type, body.texts)
    }

    fn texts(mut self, content_type: &str, texts: Texts) -> Self {
        let framing = Framing::of(content_type);
        match texts {
            Texts::There(texts) => {
                let mut body = Vec::with_capacity(texts.iter().map(|text| text.len() + 2).sum());
                texts.iter().for_each(|text| framing.put(text, &mut body));
                self.bytes(content_type, body)
            }
            Texts::Coming(next) => self.bytes(content_type, Body::stream(Framed { next, framing }, None)),
            Texts::Failed(error) => {
                let message = "a value of the body cannot be written as JSON".to_owned();
                self.fail(message, Some(error.into()));
                self
            }
        }
    }
}

/// How values are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    /// Each is a line.
    Line,
    /// Each stands between RS and LF (RFC 7464, §2.2).
    Record,
}

impl Framing {
    fn of(content_type: &str) -> Self {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        match essence.ends_with("json-seq") {
            true => Framing::Record,
            false => Framing::Line,
        }
    }

    fn put(self, text: &[u8], body: &mut Vec<u8>) {
        if self == Framing::Record {
            body.push(0x1e);
        }
        // Within a string a line break is escaped; elsewhere it means as much as a space. There is one where a value has
        // been kept as it was written.
        body.extend(text.iter().map(|&byte| match byte {
            b'\n' | b'\r' => b' ',
            byte => byte,
        }));
        body.push(b'\n');
    }
}

struct Framed {
    next: Next,
    framing: Framing,
}

impl Stream for Framed {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let framing = self.framing;
        (self.next)(cx).map(|text| {
            text.map(|text| {
                let text = text?;
                let mut piece = Vec::with_capacity(text.len() + 2);
                framing.put(&text, &mut piece);
                Ok(Bytes::from(piece))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Framing;

    #[test]
    fn values_are_told_apart_as_the_media_type_says() {
        let table: [(&str, &[u8], &[u8]); 4] = [
            ("application/x-ndjson", b"1", b"1\n"),
            (
                "application/jsonl; charset=utf-8",
                b"{\n\"a\":\r\n1}",
                b"{ \"a\":  1}\n",
            ),
            ("application/json-seq", b"1", b"\x1e1\n"),
            ("application/geo+json-seq; v=1", b"{}", b"\x1e{}\n"),
        ];
        for (content_type, text, expected) in table {
            let mut body = Vec::new();
            Framing::of(content_type).put(text, &mut body);
            assert_eq!(body, expected, "{content_type}");
        }
    }
}
