//! Is what is generated of any document Rust?

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| openapi_build::fuzzing::pipeline(data));
