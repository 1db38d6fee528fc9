//! Does the API answer as its description says?
//!
//! Each test calls one operation that changes nothing. They are ignored unless they are asked for:
//!
//! ```sh
//! cargo test --features contract-tests --test contract -- --ignored
//! ```

openapi_runtime::include_contract_tests!();
