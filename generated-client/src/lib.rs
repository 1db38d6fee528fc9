#![doc = include_str!(concat!(env!("OUT_DIR"), "/client/README.md"))]
#![forbid(unsafe_code)]

openapi_runtime::include_client!();
