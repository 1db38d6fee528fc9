//! Generator.
#![allow(dead_code)]

mod diagnostic;
mod parse;
mod read;
