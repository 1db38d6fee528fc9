//! Does a generated client do the right thing over a real connection?

mod answers;
#[cfg(feature = "blocking")]
mod blocking;
#[cfg(feature = "contract")]
mod contract;
mod credentials;
mod extension;
mod faults;
mod http2;
mod memory;
mod mutual_tls;
mod network;
mod pages;
mod parameters;
mod redirects;
mod requests;
mod retries;
mod streams;
#[path = "../support/mod.rs"]
mod support;
mod tokens;
