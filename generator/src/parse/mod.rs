//! What does the document say?
//!
//! The trees of nodes become one [`Document`]: `openapiv3`'s model of what has not changed between
//! OpenAPI 3.0 and 3.1, and beside it an arena of schemas, which did change.

mod schema;

use crate::diagnostic::Diagnostics;
use crate::read::{Sources, SpecPath};

pub(crate) use schema::{Discriminator, Schema, SchemaId, Schemas, Type, Types};

/// The whole description, of however many files it was read from.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) openapi: openapiv3::OpenAPI,
    pub(crate) schemas: Schemas,
}
