//! Which forms are compared?

mod dynamic;
mod none;
mod serde_derive;
mod slot;
mod tuple;

use super::model::Struct;

/// A way in which generated types can be made to read and write JSON.
pub(super) struct Form {
    pub(super) name: &'static str,
    /// The crate of types: one struct and what belongs to it.
    pub(super) item: fn(&Struct) -> String,
    /// What the file begins with.
    pub(super) head: &'static str,
    /// What the crate of types needs, as lines of `Cargo.toml`.
    pub(super) dependencies: &'static str,
    /// The crate that the types lean on, written for this benchmark.
    pub(super) support: Option<&'static str>,
    /// The programs that use the types.
    pub(super) programs: &'static [Program],
}

/// A way in which a program calls the types.
pub(super) struct Program {
    pub(super) name: &'static str,
    /// `decode` and `encode`, for any type.
    pub(super) codec: &'static str,
}

pub(super) const FORMS: [Form; 5] = [serde_derive::FORM, tuple::FORM, slot::FORM, dynamic::FORM, none::FORM];

const DERIVE: &str = "Debug, Clone, PartialEq";

const SERDE_CODEC: &str = "
pub(crate) trait Codec: serde::Serialize + serde::de::DeserializeOwned {}
impl<T: serde::Serialize + serde::de::DeserializeOwned> Codec for T {}

pub(crate) fn decode<T: Codec>(text: &[u8]) -> T {
    serde_json::from_slice(text).unwrap()
}

pub(crate) fn encode<T: Codec>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}
";
