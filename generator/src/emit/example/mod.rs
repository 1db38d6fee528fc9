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

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::{Emit, markdown, table, text};
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
    let path = table::compact(&quote!(#path));
    let uses = speller.names.use_lines();
    let error = match speller.fails_otherwise {
        true => "Box<dyn std::error::Error>".to_owned(),
        false => format!("{path}::Error"),
    };
    let begin = vec![
        format!("async fn example() -> Result<(), {error}> {{"),
        format!("    let client = {path}::Client::from_env()?;"),
    ];
    let end = ["    Ok(())", "}"].map(str::to_owned);
    let is_one_line = is_one_line(call);
    let statement = match is_one_line {
        true => format!("    {}", table::compact(call)),
        false => call.to_string(),
    };
    let mut code = [uses, begin, vec![statement], end.into()].concat();
    let is_laid_out = is_one_line && code.iter().all(|line| line.len() <= text::WIDTH);
    if !is_laid_out || cfg!(any(test, fuzzing)) {
        let file: syn::File = syn::parse_str(&code.join("\n")).ok()?;
        let printed = prettyplease::unparse(&file).lines().map(str::to_owned).collect();
        debug_assert!(
            !is_laid_out || code == printed,
            "the printer lays it out in another way"
        );
        code = printed;
    }
    Some(block(&code))
}

/// Whether a statement has nothing that the printer would put on lines of its own.
fn is_one_line(call: &TokenStream) -> bool {
    call.clone().into_iter().all(|token| match token {
        TokenTree::Group(group) => group.delimiter() != Delimiter::Brace && is_one_line(&group.stream()),
        // A sign or a closure's bar has spaces that depend on what is around it.
        TokenTree::Punct(punct) => !matches!(punct.as_char(), '-' | '|'),
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
    })
}

/// Code as documentation.
fn block(code: &[String]) -> Vec<String> {
    let mut lines = vec!["```no_run".to_owned()];
    let mut is_inside = false;
    for line in code {
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
            let inside = line.strip_prefix("    ").filter(|_| is_inside);
            lines.push(inside.unwrap_or(line).to_owned());
        }
    }
    lines.push("```".to_owned());
    lines
}

/// A text of the document's, as a literal that shows all that is in it.
fn literal(text: &str) -> TokenStream {
    let text = markdown::visible(text);
    quote!(#text)
}
