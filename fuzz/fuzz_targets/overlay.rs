//! Does any overlay stop its being applied?

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| openapi_build::fuzzing::overlay(data));
