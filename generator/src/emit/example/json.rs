//! How is JSON of which no type is known written?

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::literal;
use crate::read::Node;

/// How many entries and items a brief example shows of an object or a list.
const SHOWN: usize = 3;

/// What stands in `json!(…)`. A brief one leaves out much of what is long.
pub(super) fn tokens(node: &Node, brief: bool, depth: usize) -> TokenStream {
    let shown = if brief { SHOWN } else { usize::MAX };
    match node {
        Node::Null => quote!(null),
        Node::Bool(flag) => quote!(#flag),
        Node::Number(number) => {
            if let Some(int) = number.as_i64().filter(|_| number.is_integer()) {
                let int = Literal::i64_unsuffixed(int);
                return quote!(#int);
            }
            match number.as_f64() {
                float if float.is_finite() => {
                    let float = Literal::f64_unsuffixed(float);
                    quote!(#float)
                }
                _ => quote!(null),
            }
        }
        Node::String(text) => literal(text),
        Node::Array(items) => {
            let items = items
                .iter()
                .filter(|_| depth < 8)
                .take(shown)
                .map(|item| tokens(item, brief, depth + 1));
            quote!([#(#items),*])
        }
        Node::Object(entries) => {
            let entries = entries.iter().filter(|_| depth < 8).take(shown);
            let entries = entries.map(|(key, value)| {
                let (key, value) = (literal(key), tokens(value, brief, depth + 1));
                quote!(#key: #value)
            });
            quote!({ #(#entries),* })
        }
    }
}
