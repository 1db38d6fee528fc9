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

mod builder;
#[doc(hidden)]
pub mod command;
mod config;
mod diagnostic;
mod diff;
mod emit;
mod example;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
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
