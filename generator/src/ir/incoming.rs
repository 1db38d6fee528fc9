//! What does the API send by itself?

use super::{Docs, Presence, Type};
use crate::read::SpecPath;

/// A webhook or callback, which the SDK reads.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) at: SpecPath,
    /// Its key in the document.
    pub(crate) name: String,
    /// The operation that asks for it, if it is a callback.
    pub(crate) asked_by: Option<String>,
    /// What it is named after.
    pub(crate) wire_name: String,
    pub(crate) docs: Docs,
    /// What its body is.
    pub(crate) ty: Type,
    /// The name of the function that reads it; empty until the pass that assigns it.
    pub(crate) ident: String,
    /// Its variant among all webhooks; empty until the pass that assigns it, and for callbacks, which come where they were
    /// asked to.
    pub(crate) variant: String,
    /// What its body says of which webhook it is, where that is not its key; found by a pass.
    pub(crate) event: Option<String>,
    pub(crate) presence: Presence,
}
