#![doc = include_str!(concat!(env!("OUT_DIR"), "/client/README.md"))]
#![forbid(unsafe_code)]

openapi_runtime::include_client!();

/// The code of the README, so that it is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
