//! Where does chance come from?

/// A word that nobody can foresee, though it is no secret: each state has keys of its own, made from the system's
/// randomness.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn word() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish()
}

/// A word of the browser's chance; the standard library has none there.
#[cfg(target_arch = "wasm32")]
pub(crate) fn word() -> u64 {
    // It has 53 bits, from 0 to below 1; the first 32 of them are half a word.
    let half = || (js_sys::Math::random() * 4_294_967_296.0) as u64;
    half() << 32 | half()
}
