//! How is a call of an operation written by those who use the client?
//!
//! As they would write it: what is required, a few of the other things, and what is done with the answer. It is the
//! example in the operation's documentation, which `cargo test --doc` compiles and does not run.

mod call;
mod contract;
mod json;
mod likeness;
mod names;
mod path;
#[cfg(feature = "command")]
mod program;
#[cfg(feature = "command")]
mod requests;
mod scalar;
mod value;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Emit, docs};
use crate::ir::Operation;
pub(crate) use contract::contract;
use names::Names;
#[cfg(feature = "command")]
pub(crate) use program::{Programs, programs};
#[cfg(feature = "command")]
pub(crate) use requests::{credentials, requests};
use value::Speller;

/// The lines of documentation that show how an operation is called; none where no value could be found for something
/// that it requires.
pub(super) fn lines(cx: &Emit<'_>, operation: &Operation) -> Vec<String> {
    let Some(crate_path) = &cx.api.crate_path else {
        return Vec::new();
    };
    let mut speller = Speller::brief(cx, Names::new(cx, crate_path));
    let Some(call) = call::statements(cx, &mut speller, operation) else {
        return Vec::new();
    };
    text(crate_path, speller, &call.statements).unwrap_or_default()
}

/// The block of code, with the lines hidden that only the compiler needs.
fn text(crate_path: &str, speller: Speller<'_>, call: &TokenStream) -> Option<Vec<String>> {
    let path: syn::Path = syn::parse_str(crate_path).ok()?;
    let fails_otherwise = speller.fails_otherwise;
    let uses = speller.names.uses();
    let error = match fails_otherwise {
        true => quote!(Box<dyn std::error::Error>),
        false => quote!(#path::Error),
    };
    let name = format_ident!("example");
    let file: syn::File = syn::parse2(quote! {
        #uses
        async fn #name() -> Result<(), #error> {
            let client = #path::Client::from_env()?;
            #call
            Ok(())
        }
    })
    .ok()?;
    let printed = prettyplease::unparse(&file);
    let mut lines = vec!["```no_run".to_owned()];
    let mut is_inside = false;
    for line in printed.lines() {
        // A line that begins with a hash would be hidden, and one with backticks end the block; neither is Rust here.
        if line.starts_with("async fn") {
            if lines.len() > 1 {
                lines.push(String::new());
            }
            is_inside = true;
            lines.push(format!("# {line}"));
        } else if line == "}" || line == "    Ok(())" {
            lines.push(format!("# {}", line.trim()));
        } else {
            lines.push(
                line.strip_prefix("    ")
                    .filter(|_| is_inside)
                    .unwrap_or(line)
                    .to_owned(),
            );
        }
    }
    lines.push("```".to_owned());
    Some(lines)
}

/// A text of the document's, as a literal that shows all that is in it.
fn literal(text: &str) -> TokenStream {
    let text = docs::visible(text);
    quote!(#text)
}
