//! How much of a body is read?

use bytes::Bytes;

use crate::Body;
use crate::transport::TransportError;

/// Why a body was not read to its end, and what had come until then.
pub(super) enum Stopped {
    TooLarge { limit: u64, so_far: Bytes },
    Broken { error: TransportError, so_far: Bytes },
}

impl Stopped {
    pub(super) fn into_so_far(self) -> Bytes {
        match self {
            Stopped::TooLarge { so_far, .. } | Stopped::Broken { so_far, .. } => so_far,
        }
    }
}

/// Reads a body to its end, unless that is more than `limit` bytes away. What a server says about the length beforehand
/// is not trusted with memory.
pub(super) async fn read_body(body: &mut Body, limit: u64) -> Result<Bytes, Stopped> {
    let mut read = Read::Nothing;
    loop {
        if body.length().is_some_and(|more| more > limit - read.len()) {
            let so_far = read.into_bytes();
            return Err(Stopped::TooLarge { limit, so_far });
        }
        match body.chunk().await {
            Ok(Some(chunk)) if chunk.len() as u64 > limit - read.len() => {
                let so_far = read.into_bytes();
                return Err(Stopped::TooLarge { limit, so_far });
            }
            Ok(Some(chunk)) => read.push(chunk),
            Ok(None) => return Ok(read.into_bytes()),
            Err(error) => {
                let so_far = read.into_bytes();
                return Err(Stopped::Broken { error, so_far });
            }
        }
    }
}

/// Reads a body as far as it comes, and no further than `limit`.
pub(crate) async fn read_some(body: &mut Body, limit: u64) -> Bytes {
    read_body(body, limit).await.unwrap_or_else(Stopped::into_so_far)
}

/// Most bodies are one piece, which need not be copied.
enum Read {
    Nothing,
    One(Bytes),
    Many(Vec<u8>),
}

impl Read {
    fn len(&self) -> u64 {
        match self {
            Read::Nothing => 0,
            Read::One(bytes) => bytes.len() as u64,
            Read::Many(bytes) => bytes.len() as u64,
        }
    }

    fn push(&mut self, chunk: Bytes) {
        *self = match std::mem::replace(self, Read::Nothing) {
            Read::Nothing => Read::One(chunk),
            Read::One(first) => Read::Many([first, chunk].concat()),
            Read::Many(mut bytes) => {
                bytes.extend_from_slice(&chunk);
                Read::Many(bytes)
            }
        }
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Read::Nothing => Bytes::new(),
            Read::One(bytes) => bytes,
            Read::Many(bytes) => bytes.into(),
        }
    }
}
