//! Does any text stop the reading?

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| openapi_build::fuzzing::read(data));
