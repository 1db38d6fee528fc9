//! Generator.
#![allow(dead_code)]

mod diagnostic;
mod read;
