//! How do the document's words become rustdoc?
//!
//! Of each item what is said of it, or what it is where nothing is; then the facts that the types do not show.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::markdown::{rustdoc, visible};
use crate::ir::{self, Branch, Field, Operation, TypeDef, TypeName, Variant};

/// What stands above a thing.
pub(super) struct Docs {
    pub(super) lines: Vec<String>,
    is_deprecated: bool,
}

impl Docs {
    pub(super) fn new(lines: Vec<String>, is_deprecated: bool) -> Docs {
        Docs { lines, is_deprecated }
    }

    /// The attribute below the words.
    pub(super) fn deprecated(&self) -> Option<&'static str> {
        self.is_deprecated.then_some(DEPRECATED)
    }
}

impl ToTokens for Docs {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        attributes(&self.lines).to_tokens(tokens);
        self.is_deprecated.then(|| quote!(#[deprecated])).to_tokens(tokens);
    }
}

/// The attribute of what the document says is deprecated.
pub(super) const DEPRECATED: &str = "#[deprecated]";

/// The documentation of a type.
pub(super) fn of_type(def: &TypeDef) -> Docs {
    let mut facts: Vec<&str> = def.docs.facts.iter().map(String::as_str).collect();
    if let TypeName::Input { .. } = def.name {
        facts.push("As it is sent: without what only the server sets.");
    }
    if def.docs.deprecated {
        // The attribute would warn wherever another type, of the same crate, has a field of this one.
        facts.push("Deprecated.");
    }
    let fallback = || format!("The schema {}.", code(&format!("#{}", def.at.pointer())));
    Docs::new(paragraphs(&def.docs, fallback, &facts), false)
}

pub(super) fn of_field(field: &Field) -> Docs {
    of(&field.docs, || format!("The property {}.", code(&field.wire_name)))
}

pub(super) fn of_variant(variant: &Variant) -> Docs {
    let fallback = match variant.value.text() {
        text if text.is_empty() => "The empty string.".to_owned(),
        text => code(&text),
    };
    let mut facts = Vec::new();
    if variant.docs.description.is_some() {
        facts.push(fallback.as_str());
        facts.extend(variant.docs.facts.iter().map(String::as_str));
    }
    Docs {
        lines: paragraphs(&variant.docs, || fallback.clone(), &facts),
        is_deprecated: variant.docs.deprecated,
    }
}

pub(super) fn of_branch(branch: &Branch) -> Docs {
    of(&branch.docs, || format!("{}.", branch.name))
}

/// The documentation of an operation: its words, then method and path.
pub(super) fn operation_lines(operation: &Operation) -> Vec<String> {
    let call = code(&format!("{} {}", operation.method, operation.path));
    let mut lines = said_or(&operation.docs, || format!("Calls {}.", code(&operation.id)));
    lines.push(String::new());
    lines.push(call);
    lines
}

fn of(docs: &ir::Docs, fallback: impl FnOnce() -> String) -> Docs {
    let facts: Vec<&str> = docs.facts.iter().map(String::as_str).collect();
    Docs {
        lines: paragraphs(docs, fallback, &facts),
        is_deprecated: docs.deprecated,
    }
}

/// The title, description and facts of a thing.
fn paragraphs(docs: &ir::Docs, fallback: impl FnOnce() -> String, facts: &[&str]) -> Vec<String> {
    let mut paragraphs = said_or(docs, fallback);
    if !facts.is_empty() {
        paragraphs.push(String::new());
        // Facts are the generator's own words, and code spans.
        paragraphs.push(facts.join(" "));
    }
    paragraphs
}

/// `#[deprecated]` for what the document says is.
pub(super) fn deprecated(docs: &ir::Docs) -> Option<TokenStream> {
    docs.deprecated.then(|| quote!(#[deprecated]))
}

/// What is said of a thing, or other words where nothing is.
pub(super) fn said_or(docs: &ir::Docs, fallback: impl FnOnce() -> String) -> Vec<String> {
    let text = words(docs);
    rustdoc(&if text.is_empty() { fallback() } else { text })
}

/// What is said of a thing, in one line.
pub(super) fn said_in_line(docs: &ir::Docs) -> String {
    rustdoc(&words(docs)).join(" ")
}

/// Adds what is said of a thing as a paragraph of its own.
pub(super) fn add_said(lines: &mut Vec<String>, docs: &ir::Docs) {
    let text = words(docs);
    if !text.is_empty() {
        lines.push(String::new());
        lines.extend(rustdoc(&text));
    }
}

/// The summary and the description, unless one says the other.
fn words(docs: &ir::Docs) -> String {
    let trimmed = |text: &Option<String>| text.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let (summary, description) = (trimmed(&docs.summary), trimmed(&docs.description));
    let same = |a: &str, b: &str| a.trim_end_matches('.').eq_ignore_ascii_case(b.trim_end_matches('.'));
    match (summary.is_empty(), description.is_empty()) {
        (true, _) => description,
        (false, true) => summary,
        (false, false) if same(&summary, &description) => summary,
        (false, false) => format!("{summary}\n\n{description}"),
    }
}

/// Documentation lines of the generator's own.
pub(super) fn lines(text: &str) -> TokenStream {
    attributes(&text.lines().map(str::to_owned).collect::<Vec<_>>())
}

/// One attribute for each line, with the space that `///` has.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// A span of code.
pub(super) fn code(text: &str) -> String {
    let text = match text.contains(['\n', '\r']) {
        true => Cow::Owned(text.replace(['\n', '\r'], " ")),
        false => Cow::Borrowed(text),
    };
    ir::docs::code_span(&visible(&text))
}
