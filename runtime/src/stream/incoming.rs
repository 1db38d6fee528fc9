//! How does the body of an open answer arrive?

use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;

use tokio::sync::OwnedSemaphorePermit;

use crate::Body;
use crate::api::Operation;
use crate::error::{Error, ErrorKind, Stage};
use crate::send;
use crate::time;

/// A body that has not been read yet.
pub(crate) struct Incoming {
    pub(crate) body: Body,
    /// The longest wait for a piece of it.
    pub(crate) idle: Option<Duration>,
    pub(crate) operation: &'static Operation,
    /// How many bytes have come.
    pub(crate) arrived: usize,
    /// Its place among the calls that may be on their way at once.
    pub(crate) place: Option<OwnedSemaphorePermit>,
}

impl Incoming {
    /// Waits for the next piece.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = match time::limit(self.idle, pin!(self.body.chunk())).await {
            Ok(Ok(chunk)) => chunk,
            Ok(Err(error)) => return Err(send::cut_off(error, self.arrived).of(self.operation)),
            Err(_) => {
                let idle = self.idle.unwrap_or_default();
                let message = format!("nothing came for {idle:?} while reading the body of the response");
                let error = Error::new(ErrorKind::Timeout, message).at(Stage::Reading);
                return Err(error.of(self.operation));
            }
        };
        self.arrived += chunk.as_ref().map_or(0, Bytes::len);
        Ok(chunk)
    }
}
