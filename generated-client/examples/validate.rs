//! Holds a change against what the API's description says of it, before it is sent.
//!
//! ```text
//! cargo run --features validate --example validate
//! ```

#![allow(clippy::print_stdout, reason = "this is what an example is for")]

use zenskar::Validate as _;
use zenskar::types::UpdateCustomerRequest;

fn main() {
    let change = UpdateCustomerRequest::new()
        .external_id("acme-".repeat(100))
        .email("billing at acme");
    match change.validate() {
        Ok(()) => println!("The change is as the description asks."),
        Err(violations) => {
            for violation in &violations {
                println!("{violation}");
            }
        }
    }
}
