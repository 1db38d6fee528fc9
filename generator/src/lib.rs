//! Compiles OpenAPI descriptions to Rust client crates, from a build script or the command line.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), openapi_build::Error> {
//!     openapi_build::Builder::new().spec("spec").compile()
//! }
//! ```
//!
//! Save a page, a YAML or a JSON file in the folder `spec`, run `cargo build`, and the crate has its operations and
//! types. What the SDK's own rules are stands in `spec/sdk.toml`.
//!
//! Errors of the document come with file, line and column; [`Code`] lists them all.

// What only the command asks for is spread over the stages; that it is not used without is no news.
#![cfg_attr(not(feature = "command"), allow(dead_code, unused_imports))]

mod builder;
#[cfg(feature = "command")]
#[doc(hidden)]
pub mod command;
mod config;
mod diagnostic;
#[cfg(feature = "command")]
mod diff;
mod emit;
mod example;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(feature = "command")]
#[doc(hidden)]
pub mod inspect;
mod ir;
mod lower;
mod output;
mod parse;
mod passes;
mod pipeline;
mod read;
#[cfg(test)]
mod tests;

pub use builder::{Builder, Error};
pub use diagnostic::{Code, Diagnostic, Format, Location, Note, Severity};
