//! What do the tests over the wire talk from and to?

pub(crate) mod client;
pub(crate) mod server;
