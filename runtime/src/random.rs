//! Where does chance come from?

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// A word that nobody can foresee, though it is no secret: each state has keys of its own, made from the system's
/// randomness.
pub(crate) fn word() -> u64 {
    RandomState::new().build_hasher().finish()
}
