//! Does any document stop the stages up to the IR?

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| openapi_build::fuzzing::understand(data));
