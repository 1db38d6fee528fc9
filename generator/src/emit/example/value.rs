//! How is a value of a type written in Rust?
//!
//! What comes out is always of the type: where the example has something else, or nothing, something of the type stands in
//! its place.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::{Emit, object};
use super::names::Names;
use super::{json, likeness, literal, scalar};
use crate::ir::{
    Branch, Constant, Enum, EnumOf, Field, Parameter, Shape, Struct, Tuple, Type, TypeDef, TypeId, Union, Variant,
};
use crate::read::Node;

/// How deep a value goes.
const MAX_DEPTH: usize = 14;
/// How many values are tried for one.
const MAX_STEPS: usize = 2000;
/// How many optional fields a brief value sets, by its depth.
const OPTIONAL: [usize; 2] = [3, 1];
/// How many items of a list a brief value has.
const ITEMS: usize = 2;
/// How many characters a text of a brief value has.
const CHARACTERS: usize = 60;

/// What is known of the type where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// It is the type.
    Exact,
    /// It is made `Into` the type.
    Into,
    /// Nothing: the value has to be of the type by itself.
    Own,
}

pub(super) struct Speller<'a> {
    pub(super) cx: &'a Emit<'a>,
    pub(super) names: Names,
    pub(super) brief: bool,
    /// Whether an example's `null` is said where absence would do.
    pub(super) nulls: bool,
    /// Whether what is sent is there without any file.
    pub(super) in_memory: bool,
    /// Whether parameters have what sdk.toml gives to contract tests.
    pub(super) tries: bool,
    /// Whether something in it may fail with another error than the client's.
    pub(super) fails_otherwise: bool,
    steps: usize,
}

impl<'a> Speller<'a> {
    /// One that leaves out what makes examples long.
    pub(super) fn brief(cx: &'a Emit<'a>, names: Names) -> Self {
        Speller {
            cx,
            names,
            brief: true,
            nulls: false,
            in_memory: false,
            tries: false,
            fails_otherwise: false,
            steps: 0,
        }
    }

    /// One that needs nothing but the program itself.
    pub(super) fn in_memory(cx: &'a Emit<'a>, names: Names) -> Self {
        Speller {
            in_memory: true,
            ..Speller::brief(cx, names)
        }
    }

    /// One for contract tests.
    pub(super) fn trying(cx: &'a Emit<'a>, names: Names) -> Self {
        Speller {
            tries: true,
            ..Speller::in_memory(cx, names)
        }
    }

    /// One that leaves out nothing.
    pub(super) fn whole(cx: &'a Emit<'a>, names: Names) -> Self {
        Speller {
            brief: false,
            ..Speller::in_memory(cx, names)
        }
    }

    /// What a parameter is given, where that is known.
    pub(super) fn given<'p>(&self, parameter: &'p Parameter) -> Option<&'p Node> {
        let tried_with = parameter.tried_with.as_ref().filter(|_| self.tries);
        tried_with.or(parameter.example.as_ref())
    }

    /// A value as an argument that generated code takes, which is `Into` where that spares words.
    pub(super) fn argument(&mut self, ty: &Type, node: Option<&Node>, depth: usize) -> Option<TokenStream> {
        let slot = self.argument_slot(ty);
        let ty = unboxed(ty);
        self.value(ty, node, slot, depth)
    }

    /// The counterpart of `ty::argument`.
    fn argument_slot(&self, ty: &Type) -> Slot {
        use crate::ir::Scalar::{Base64, Decimal, Password, String, Text, UnixTime};
        match ty {
            Type::Scalar(String | Base64 | Password | Decimal | UnixTime | Text(_)) | Type::List(_) | Type::Any => {
                Slot::Into
            }
            Type::Named(id) => match &self.cx.api.types[*id].shape {
                Shape::Enum(_) | Shape::Union(_) => Slot::Into,
                Shape::Alias(of) if !matches!(of, Type::Option(_)) => self.argument_slot(of),
                Shape::Struct(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => Slot::Exact,
            },
            Type::Boxed(of) => self.argument_slot(of),
            Type::Scalar(_) | Type::Object | Type::Map(_) | Type::Option(_) => Slot::Exact,
        }
    }

    /// A value of a type, like this one if that can be.
    pub(super) fn value(&mut self, ty: &Type, node: Option<&Node>, slot: Slot, depth: usize) -> Option<TokenStream> {
        self.steps += 1;
        if depth > MAX_DEPTH || self.steps > MAX_STEPS {
            return None;
        }
        match ty {
            Type::Any => Some(self.any(node, slot)),
            Type::Object => Some(self.object(node, slot)),
            Type::Scalar(scalar) => scalar::emit(self, *scalar, node, slot),
            Type::List(of) => Some(self.list(of, node, slot, depth)),
            Type::Map(of) => Some(self.map(of, node, slot, depth)),
            Type::Option(of) => {
                let inner = if slot == Slot::Exact { Slot::Exact } else { Slot::Own };
                match self.value(of, node, inner, depth + 1) {
                    Some(value) => Some(quote!(Some(#value))),
                    None => Some(self.none(of)),
                }
            }
            Type::Boxed(of) => {
                let inner = if slot == Slot::Exact { Slot::Exact } else { Slot::Own };
                let value = self.value(of, node, inner, depth)?;
                Some(match slot {
                    // Whatever is `Into` a box may come without it.
                    Slot::Into => value,
                    Slot::Exact | Slot::Own => quote!(Box::new(#value)),
                })
            }
            Type::Named(id) => self.named(*id, node, slot, depth),
        }
    }

    fn any(&mut self, node: Option<&Node>, slot: Slot) -> TokenStream {
        match (node, slot) {
            (None, Slot::Into) => quote!("value"),
            (Some(Node::String(text)), Slot::Into) => literal(text),
            (Some(Node::Bool(flag)), Slot::Into) => quote!(#flag),
            (node, _) => {
                let macro_name = self.names.of_runtime("serde_json", "json");
                let value = node.map_or(quote!("value"), |node| json::tokens(node, self.brief, 0));
                quote!(#macro_name!(#value))
            }
        }
    }

    fn object(&mut self, node: Option<&Node>, _: Slot) -> TokenStream {
        let object = self.names.of_runtime("", "JsonObject");
        let entries = node.and_then(Node::as_object).into_iter().flatten();
        let entries: Vec<_> = entries
            .take(if self.brief { ITEMS } else { usize::MAX })
            .map(|(key, value)| {
                let macro_name = self.names.of_runtime("serde_json", "json");
                let (key, value) = (literal(key), json::tokens(value, self.brief, 1));
                quote!((#key.to_owned(), #macro_name!(#value)))
            })
            .collect();
        match entries.is_empty() {
            true => quote!(#object::new()),
            false => quote!(#object::from_iter([#(#entries),*])),
        }
    }

    fn list(&mut self, of: &Type, node: Option<&Node>, slot: Slot, depth: usize) -> TokenStream {
        let inner = if slot == Slot::Exact { Slot::Exact } else { Slot::Own };
        let shown: Vec<Option<&Node>> = match node {
            // A brief example shows what may be in it.
            Some(Node::Array(items)) if !items.is_empty() || !self.brief => items.iter().map(Some).collect(),
            _ => vec![None],
        };
        let shown = shown.into_iter().take(if self.brief { ITEMS } else { 16 });
        let items: Vec<TokenStream> = shown
            .filter_map(|item| self.value(of, item, inner, depth + 1))
            .collect();
        match (items.is_empty(), slot) {
            (false, _) => vector(&items),
            (true, Slot::Exact) => quote!(Vec::new()),
            (true, Slot::Into | Slot::Own) => {
                let of = self.path(of);
                quote!(Vec::<#of>::new())
            }
        }
    }

    fn map(&mut self, of: &Type, node: Option<&Node>, slot: Slot, depth: usize) -> TokenStream {
        let map = self.names.of_std("BTreeMap");
        let shown: Vec<(&str, Option<&Node>)> = match node.and_then(Node::as_object) {
            Some(entries) if !entries.is_empty() || !self.brief => {
                entries.iter().map(|(key, value)| (key.as_str(), Some(value))).collect()
            }
            _ => vec![("key", None)],
        };
        let mut entries = Vec::new();
        for (key, value) in shown.into_iter().take(if self.brief { ITEMS } else { 16 }) {
            if let Some(value) = self.value(of, value, Slot::Own, depth + 1) {
                let key = literal(key);
                entries.push(quote!((#key.to_owned(), #value)));
            }
        }
        match (entries.is_empty(), slot) {
            (false, _) => quote!(#map::from([#(#entries),*])),
            (true, Slot::Exact) => quote!(#map::new()),
            (true, Slot::Into | Slot::Own) => {
                let of = self.path(of);
                quote!(#map::<String, #of>::new())
            }
        }
    }

    fn named(&mut self, id: TypeId, node: Option<&Node>, slot: Slot, depth: usize) -> Option<TokenStream> {
        let cx = self.cx;
        let def = &cx.api.types[id];
        match &def.shape {
            Shape::Struct(object) => self.structure(def, object, node, depth),
            Shape::Enum(known) => self.enumeration(def, known, node),
            Shape::Union(union) => self.union(def, union, node, depth),
            Shape::Alias(of) => self.value(of, node, slot, depth + 1),
            Shape::Newtype(of) => {
                let value = self.value(of, node, Slot::Exact, depth + 1)?;
                let name = self.names.of_type(&def.ident);
                Some(quote!(#name(#value)))
            }
            Shape::Tuple(tuple) => self.tuple(def, tuple, node, depth),
        }
    }

    fn structure(&mut self, def: &TypeDef, object: &Struct, node: Option<&Node>, depth: usize) -> Option<TokenStream> {
        let shown = |field: &Field| node.and_then(|node| node.get(&field.wire_name));
        let mut arguments = Vec::new();
        for field in object.fields.iter().filter(|field| field.is_argument()) {
            arguments.push(if field.nullable {
                match self.value(&field.ty, shown(field), Slot::Own, depth + 1) {
                    Some(value) if shown(field) != Some(&Node::Null) => value,
                    _ => self.none(&field.ty),
                }
            } else {
                self.argument(&field.ty, shown(field), depth + 1)?
            });
        }
        let optional = object.fields.iter().filter(|field| !field.required);
        let set = optional.filter_map(|field| Some((field, shown(field)?)));
        let nulls = self.nulls;
        let set = set.filter(|(field, node)| !node.is_null() || (field.nullable && nulls));
        let limit = match self.brief {
            true => OPTIONAL.get(depth).copied().unwrap_or(1),
            false => usize::MAX,
        };
        let mut setters = Vec::new();
        for (field, node) in set {
            if setters.len() == limit {
                break;
            }
            if node.is_null() {
                let clear = object::clear_ident(field);
                setters.push(quote!(.#clear()));
                continue;
            }
            // A setter takes what is `Into` the type without its box.
            if let Some(value) = self.value(&field.ty, Some(node), Slot::Into, depth + 1) {
                let ident = format_ident!("{}", field.ident);
                setters.push(quote!(.#ident(#value)));
            }
        }
        let name = self.names.of_type(&def.ident);
        Some(quote!(#name::new(#(#arguments),*) #(#setters)*))
    }

    fn enumeration(&mut self, def: &TypeDef, known: &Enum, node: Option<&Node>) -> Option<TokenStream> {
        let is_shown = |value: &Constant| match (value, node) {
            (Constant::String(value), Some(Node::String(text))) => value == text,
            (Constant::Bool(value), Some(Node::Bool(flag))) => value == flag,
            (Constant::Integer(_) | Constant::Number(_), Some(Node::Number(number))) => {
                value.text() == number.to_string()
            }
            _ => false,
        };
        let variant = known.variants.iter().find(|variant| is_shown(&variant.value));
        let name = self.names.of_type(&def.ident);
        match (variant.or(known.variants.first()), known.of) {
            (Some(variant), _) => {
                let variant = format_ident!("{}", variant.ident);
                Some(quote!(#name::#variant))
            }
            (None, EnumOf::Strings) => Some(quote!(#name::from("value"))),
            (None, EnumOf::Integers | EnumOf::Scalars) => None,
        }
    }

    fn union(&mut self, def: &TypeDef, union: &Union, node: Option<&Node>, depth: usize) -> Option<TokenStream> {
        let name = self.names.of_type(&def.ident);
        let is_shown = |value: &&Variant| Some(value.value.text().as_str()) == node.and_then(Node::as_str);
        if let Some(value) = union.values.iter().find(is_shown) {
            let variant = format_ident!("{}", value.ident);
            return Some(quote!(#name::#variant));
        }
        let mut branches: Vec<&Branch> = union.branches.iter().collect();
        if let Some(node) = node {
            let tag = union.by.as_ref().and_then(|by| node.get(by)).and_then(Node::as_str);
            branches.sort_by_key(|branch| {
                let by_tag = tag.is_some_and(|tag| branch.tags.iter().any(|known| known == tag));
                (
                    !by_tag,
                    usize::MAX - likeness::of(&self.cx.api.types, &branch.ty, node, 0),
                )
            });
        }
        // What the example is of may be tried first, but some branch has to do.
        let found = branches.into_iter().find_map(|branch| {
            let value = self.value(&branch.ty, node, Slot::Exact, depth + 1)?;
            Some((branch, value))
        });
        let (branch, value) = found?;
        let variant = format_ident!("{}", branch.ident);
        Some(quote!(#name::#variant(#value)))
    }

    fn tuple(&mut self, def: &TypeDef, tuple: &Tuple, node: Option<&Node>, depth: usize) -> Option<TokenStream> {
        let shown = |index: usize| match node {
            Some(Node::Array(items)) => items.get(index),
            _ => None,
        };
        let mut elements = Vec::new();
        for (index, of) in tuple.elements.iter().enumerate() {
            let value = self.value(of, shown(index), Slot::Exact, depth + 1);
            elements.push(match (index < tuple.required, value) {
                (true, value) => value?,
                (false, Some(value)) => quote!(Some(#value)),
                (false, None) => quote!(None),
            });
        }
        if tuple.rest.is_some() {
            elements.push(quote!(Vec::new()));
        }
        let name = self.names.of_type(&def.ident);
        Some(quote!(#name(#(#elements),*)))
    }

    /// Nothing, where something of a type may be.
    fn none(&mut self, of: &Type) -> TokenStream {
        let of = self.path(of);
        quote!(None::<#of>)
    }

    /// A text, as long as an example may be.
    pub(super) fn text(&self, node: Option<&Node>) -> TokenStream {
        let text = match node {
            Some(Node::String(text)) => text.clone(),
            Some(Node::Number(_) | Node::Bool(_)) => node.map(ToString::to_string).unwrap_or_default(),
            Some(Node::Null | Node::Array(_) | Node::Object(_)) | None => "text".to_owned(),
        };
        match self.brief && text.chars().count() > CHARACTERS {
            true => literal(&(text.chars().take(CHARACTERS).collect::<String>() + "…")),
            false => literal(&text),
        }
    }
}

/// A list: short ones as people write them, others so that the printer, which does not look into macros, lays them out.
fn vector(items: &[TokenStream]) -> TokenStream {
    let text: String = items.iter().map(ToString::to_string).collect();
    match text.len() > 80 || text.contains(['?', '<']) {
        true => quote!(Vec::from([#(#items),*])),
        false => quote!(vec![#(#items),*]),
    }
}

fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(of) => unboxed(of),
        other => other,
    }
}
