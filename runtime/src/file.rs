//! How does a body come from a file, or go to one?

use std::future::poll_fn;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::Body;
use crate::error::{Error, ErrorKind};
use crate::stream::unfold::{Step, Unfold};
use crate::transport::{TransportError, TransportErrorKind};

/// As much as is read at once.
const CHUNK: usize = 64 * 1024;

/// The length of a file, and a body that reads it anew each time it is sent.
pub(crate) async fn body(path: &Path) -> Result<Body, Error> {
    let length = match tokio::fs::metadata(path).await {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) => return Err(failed("is not a file", path, None)),
        Err(error) => return Err(failed("cannot be read", path, Some(error))),
    };
    let path = path.to_owned();
    Ok(Body::repeatable(Some(length), move || {
        let source = Source::Closed(path.clone());
        Body::stream(Unfold::new(source, step), Some(length))
    }))
}

enum Source {
    Closed(PathBuf),
    Open(File),
}

fn step(source: Source) -> Step<Source, Result<Bytes, TransportError>> {
    Box::pin(async move {
        match read(source).await {
            Ok((chunk, _)) if chunk.is_empty() => (None, None),
            Ok((chunk, file)) => (Some(Ok(chunk)), Some(Source::Open(file))),
            Err(error) => {
                let error = TransportError::new(TransportErrorKind::Request, error);
                (Some(Err(error)), None)
            }
        }
    })
}

async fn read(source: Source) -> io::Result<(Bytes, File)> {
    let mut file = match source {
        Source::Closed(path) => File::open(path).await?,
        Source::Open(file) => file,
    };
    let mut chunk = BytesMut::zeroed(CHUNK);
    let mut buffer = ReadBuf::new(&mut chunk);
    poll_fn(|cx| Pin::new(&mut file).poll_read(cx, &mut buffer)).await?;
    let length = buffer.filled().len();
    chunk.truncate(length);
    Ok((chunk.freeze(), file))
}

/// A file that is being written.
pub(crate) struct Target {
    file: File,
    path: PathBuf,
}

impl Target {
    pub(crate) async fn create(path: &Path) -> Result<Self, Error> {
        match File::create(path).await {
            Ok(file) => Ok(Target {
                file,
                path: path.to_owned(),
            }),
            Err(error) => Err(failed("cannot be written", path, Some(error))),
        }
    }

    pub(crate) async fn write(&mut self, mut bytes: &[u8]) -> Result<(), Error> {
        while !bytes.is_empty() {
            let written = poll_fn(|cx| Pin::new(&mut self.file).poll_write(cx, bytes)).await;
            let written = match written {
                Ok(0) => Err(io::Error::from(io::ErrorKind::WriteZero)),
                written => written,
            };
            let written = written.map_err(|error| failed("cannot be written", &self.path, Some(error)))?;
            bytes = &bytes[written..];
        }
        Ok(())
    }

    /// Waits until all is written.
    pub(crate) async fn finish(mut self) -> Result<(), Error> {
        let flushed = poll_fn(|cx| Pin::new(&mut self.file).poll_flush(cx)).await;
        flushed.map_err(|error| failed("cannot be written", &self.path, Some(error)))
    }
}

fn failed(what: &str, path: &Path, source: Option<io::Error>) -> Error {
    let reason = source.as_ref().map_or_else(String::new, |error| format!(": {error}"));
    let error = Error::new(ErrorKind::File, format!("{} {what}{reason}", path.display()));
    match source {
        Some(source) => error.because(source),
        None => error,
    }
}
