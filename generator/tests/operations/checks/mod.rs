//! Does what operations become send what the document says, and read what comes?

mod bodies;
mod copies;
mod dialect_3_2;
mod directions;
mod incoming;
mod mock;
mod names;
mod pagination;
mod parameters;
mod responses;
mod security;
mod streams;
mod swagger;
