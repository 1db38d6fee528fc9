//! What of a generated crate can its users name, and how is it spelled?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Field, Fields, ImplItem, Item, Type, Visibility};

use super::Result;
use crate::places::sources;

/// The items of a crate, by path, each with its parts: fields, variants, rows, or its one spelling.
#[derive(Default)]
pub(super) struct Surface(BTreeMap<String, BTreeSet<String>>);

impl Surface {
    /// That of the sources in a folder.
    pub(super) fn read(folder: &Path) -> Result<Surface> {
        let mut surface = Surface::default();
        let is_code = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "rs");
        for file in sources(folder)?.into_iter().filter(is_code) {
            let within = file.strip_prefix(folder)?.with_extension("");
            // Types that come with some features stand in private modules of `types`.
            let module = within.iter().next().unwrap_or_default().to_string_lossy().into_owned();
            let module = if module == "lib" { String::new() } else { module + "::" };
            for item in syn::parse_file(&fs::read_to_string(&file)?)?.items {
                surface.add(&module, &item);
            }
        }
        Ok(surface)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// What another one does not have, or has otherwise. A type has to have the same parts; other things may have more.
    pub(super) fn not_in(&self, larger: &Surface) -> Vec<String> {
        let mut found = Vec::new();
        for (path, parts) in &self.0 {
            let Some(others) = larger.0.get(path) else {
                found.push(format!("{path} is gone"));
                continue;
            };
            if let Some(part) = parts.difference(others).next() {
                found.push(format!("{path} had {part}, and has {}", near(part, others)));
            } else if path.starts_with("types::") {
                if let Some(part) = others.difference(parts).next() {
                    found.push(format!("{path} has got {part}"));
                }
            }
        }
        found
    }

    fn put(&mut self, path: String, parts: impl IntoIterator<Item = String>) {
        self.0.entry(path).or_default().extend(parts);
    }

    fn add(&mut self, module: &str, item: &Item) {
        match item {
            Item::Struct(item) => {
                let derives = item
                    .attrs
                    .iter()
                    .filter(|attribute| attribute.path().is_ident("derive"));
                let derives: Vec<String> = derives.map(spelled).collect();
                let public = item.fields.iter().enumerate();
                let public = public.filter(|(_, field)| is_public(&field.vis)).map(spell);
                self.put(format!("{module}{}", item.ident), public.chain(derives));
            }
            Item::Enum(item) => {
                let variants = item.variants.iter();
                let variants =
                    variants.map(|variant| format!("{}({})", variant.ident, fields(&variant.fields).join(", ")));
                self.put(format!("{module}{}", item.ident), variants);
            }
            Item::Type(item) => self.put(format!("{module}{}", item.ident), [spelled(&item.ty)]),
            Item::Fn(item) if is_public(&item.vis) => {
                self.put(format!("{module}{}", item.sig.ident), [spelled(&item.sig)])
            }
            Item::Trait(item) => {
                let parts = item.items.iter().filter_map(|item| match item {
                    syn::TraitItem::Fn(of) => Some(spelled(&of.sig)),
                    _ => None,
                });
                self.put(format!("{module}{}", item.ident), parts);
            }
            Item::Impl(item) => {
                let of = type_name(&item.self_ty);
                if let Some((path, _)) = &item.trait_ {
                    self.put(format!("{module}{of} is {}", spelled(path)), []);
                    return;
                }
                for member in &item.items {
                    if let ImplItem::Fn(function) = member {
                        if is_public(&function.vis) {
                            self.put(
                                format!("{module}{of}::{}", function.sig.ident),
                                [spelled(&function.sig)],
                            );
                        }
                    }
                }
            }
            // What stands for a group that is off is no use of it.
            Item::Macro(item)
                if item
                    .mac
                    .path
                    .segments
                    .last()
                    .is_some_and(|last| last.ident == "switched_off") => {}
            Item::Macro(item) => {
                let name = spelled(&item.mac.path);
                let mut tokens = item.mac.tokens.clone().into_iter().peekable();
                let of = tokens.peek().map(ToString::to_string).unwrap_or_default();
                let table = tokens.find_map(|token| match token {
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                    _ => None,
                });
                // What stands before rows are fields that nobody sees; without rows, it is all that there is.
                let parts = match table {
                    Some(table) => rows(table),
                    None => vec![spelled(&item.mac.tokens)],
                };
                self.put(format!("{module}{of} by {name}"), parts);
            }
            // Modules and imports show in the paths, statics are nobody's but the crate's.
            _ => {}
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn fields(fields: &Fields) -> Vec<String> {
    fields.iter().enumerate().map(spell).collect()
}

fn spell((index, field): (usize, &Field)) -> String {
    let name = field
        .ident
        .as_ref()
        .map_or_else(|| index.to_string(), ToString::to_string);
    format!("{name}: {}", spelled(&field.ty))
}

fn type_name(ty: &Type) -> String {
    spelled(ty).replace(' ', "")
}

/// Of the parts of an item the one that tells most about what became of another.
fn near<'a>(part: &str, others: &'a BTreeSet<String>) -> &'a str {
    let common = |other: &&String| other.bytes().zip(part.bytes()).take_while(|(a, b)| a == b).count();
    others.iter().max_by_key(common).map_or("nothing", String::as_str)
}

fn spelled(tokens: &impl quote::ToTokens) -> String {
    in_one_way(&tokens.to_token_stream().to_string())
}

/// A text in which `String` is spelled in one way, whether the crate has a type of that name or not, however the lines broke.
fn in_one_way(text: &str) -> String {
    let text = text.replace(" ,)", ")");
    let mut pieces = text.split(":: std :: ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| match piece.split_once(" :: ") {
        Some((module, name)) if name.starts_with(char::is_uppercase) && !module.contains(' ') => text + name,
        _ => text + ":: std :: " + piece,
    })
}

/// The rows of a table, apart.
fn rows(tokens: TokenStream) -> Vec<String> {
    let mut rows = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => rows.push(Default::default()),
            _ => rows.last_mut().expect("there is a row").extend([token]),
        }
    }
    let rows = rows.iter().map(spelled);
    rows.filter(|row| !row.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surface(text: &str) -> Surface {
        let mut surface = Surface::default();
        for item in syn::parse_file(text).unwrap().items {
            surface.add("types::", &item);
        }
        surface
    }

    #[test]
    fn what_a_program_can_name_is_compared() {
        let whole = "pub struct A { pub x: Option<B>, pub y: i64, nulls: N<1> } impl A { pub fn new(x: i64) -> Self { todo!() } }
                     m::object!(A nulls n { \"x\" => x: Required, \"y\" => y: Optional B, }); pub enum E { A, B(i64) }
                     impl From<i64> for E { fn from(_: i64) -> Self { todo!() } } pub type T = Vec<A>;";
        let table = [
            (whole, 0),
            ("", 0),
            ("pub type T = Vec<A>;", 0),
            ("pub type T = Vec<B>;", 1),
            ("pub type T = ::std::vec::Vec<A>;", 0),
            ("impl A { pub fn new(x: i64,) -> Self { todo!() } }", 0),
            ("pub type U = Vec<A>;", 1),
            ("pub struct A { pub x: Option<B>, pub y: i64, other: i8 }", 0),
            ("pub struct A { pub x: B, pub y: i64 }", 1),
            ("pub struct A { pub x: Option<B> }", 1),
            ("impl A { pub fn new(x: i32) -> Self { todo!() } }", 1),
            ("impl A { fn gone(x: i32) {} }", 0),
            (
                "m::object!(A nulls n { \"x\" => x: Required, \"y\" => y: Optional B, });",
                0,
            ),
            ("m::object!(A nulls n { \"x\" => x: Required, });", 1),
            ("m::object!(A { \"x\" => x: Required, \"y\" => y: Optional B, });", 0),
            ("pub enum E { A, B(i32) }", 1),
            ("impl From<i32> for E { fn from(_: i32) -> Self { todo!() } }", 1),
        ];
        for (smaller, expected) in table {
            assert_eq!(surface(smaller).not_in(&surface(whole)).len(), expected, "{smaller}");
        }
    }
}
