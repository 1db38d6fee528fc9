//! How is an answer read that comes bit by bit?

mod download;
mod event;
mod events;
mod incoming;
mod lines;
mod records;
pub(crate) mod unfold;

pub use download::Download;
pub use events::{Event, Events};
pub(crate) use incoming::Incoming;
pub use lines::JsonLines;
