//! How is a macro call with rows laid out?
//!
//! The printer knows Rust, and the rows of a macro are not; it would fill lines with them. Every word is a token's own
//! text, so nothing from a document gets out of its literal.

use proc_macro2::TokenStream;

/// `name!(head { row, row, });`
pub(super) fn call(name: &TokenStream, head: &TokenStream, rows: impl Iterator<Item = TokenStream>) -> String {
    self::rows(&compact(name), &compact(head), rows.map(|row| compact(&row)))
}

/// The same of text.
pub(super) fn rows(name: &str, head: &str, rows: impl Iterator<Item = String>) -> String {
    let mut text = format!("{name}!({head} {{\n");
    for row in rows {
        for part in ["    ", &row, ",\n"] {
            text.push_str(part);
        }
    }
    text.push_str("});\n");
    text
}

/// A macro call on one line.
pub(super) fn statement(call: &TokenStream) -> String {
    format!("{};\n", compact(call))
}

/// The text of some tokens without the spaces that nobody would write.
pub(super) fn compact(tokens: &TokenStream) -> String {
    use proc_macro2::{Delimiter, Spacing, TokenTree};
    let mut text = String::new();
    let mut glued = true;
    let mut in_closure = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                // One dot leads to a field, two make a range.
                let is_access = c == '.' && punct.spacing() == Spacing::Alone;
                // The bars of a closure's head; others stand between words.
                let closes = c == '|' && in_closure;
                let opens = c == '|' && !closes && (text.is_empty() || text.ends_with([',', '(', '>']));
                in_closure = opens || (in_closure && !closes);
                let tight_before = is_access
                    || closes
                    || (matches!(c, ':' | ',' | '<' | '>' | '!' | '?' | ';') && !text.ends_with('='));
                if !glued && !tight_before {
                    text.push(' ');
                }
                text.push(c);
                let is_path = c == ':' && (text.ends_with("::") || punct.spacing() == Spacing::Joint);
                let glues = is_access || opens || matches!(c, '<' | '!' | '#' | '&');
                glued = is_path || glues || punct.spacing() == Spacing::Joint;
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let is_tight = match group.delimiter() {
                    Delimiter::Parenthesis => !text.ends_with("=>"),
                    Delimiter::Bracket => text.ends_with(|c: char| c.is_alphanumeric()),
                    Delimiter::Brace | Delimiter::None => false,
                };
                if !glued && !is_tight {
                    text.push(' ');
                }
                text.push_str(open);
                text.push_str(&compact(&group.stream()));
                text.push_str(close);
                glued = false;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if !glued {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                glued = false;
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use quote::quote;

    #[test]
    fn rows_read_as_if_typed() {
        let rows = [
            quote!("tax_info" => tax_info: OptionalNullable = "[]"),
            quote!(String(Option<Vec<String>>): STRING),
            quote!(A: "a" | "b"),
            quote!(RULES[1] => |page| page.data.map(|page| page.items)),
        ];
        let text = super::call(
            &quote!(codegen::object),
            &quote!(Customer nulls explicit_nulls),
            rows.into_iter(),
        );
        assert_eq!(
            text,
            "codegen::object!(Customer nulls explicit_nulls {\n    \"tax_info\" => tax_info: OptionalNullable = \"[]\",\n    \
             String(Option<Vec<String>>): STRING,\n    A: \"a\" | \"b\",\n    RULES[1] => |page| page.data.map(|page| page.items),\n});\n"
        );
    }
}
