//! Where is the code that the build script has generated?

/// Includes the client that `openapi-build` has generated in the package's build script.
///
/// ```ignore
/// // lib.rs
/// openapi_runtime::include_client!();
/// ```
///
/// It stands where the macro is called: in the root of the crate, or in a module of its own.
#[macro_export]
macro_rules! include_client {
    () => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/client/mod.rs"));
    };
}

/// Includes the contract tests that `openapi-build` has generated in the package's build script, which it does when the
/// package's feature `contract-tests` is on.
///
/// ```ignore
/// // tests/contract.rs
/// openapi_runtime::include_contract_tests!();
/// ```
///
/// ```toml
/// # Cargo.toml
/// [features]
/// contract-tests = ["openapi-runtime/contract"]
///
/// [[test]]
/// name = "contract"
/// required-features = ["contract-tests"]
/// ```
#[macro_export]
macro_rules! include_contract_tests {
    () => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/client/contract.rs"));
    };
}
