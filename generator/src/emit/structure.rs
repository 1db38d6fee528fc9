//! How is an object spelled?

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::file::Item;
use super::{Emit, docs, object, table, ty};
use crate::ir::{Constant, Field, Scalar, Shape, Struct, Type, TypeDef};
use crate::passes::{BESIDE, NULLS};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, object: &Struct, items: &mut Vec<Item>) {
    items.push(Item::Rust(emit_struct(cx, def, object)));
    let ident = format_ident!("{}", def.ident);
    items.push(object::emit(cx, &ident, object));
    let required: Vec<&Field> = object.fields.iter().filter(|field| field.is_argument()).collect();
    let given: Vec<TokenStream> = object.fields.iter().filter_map(|field| emit_given(cx, field)).collect();
    if required.is_empty() && given.is_empty() {
        items.push(Item::Table(table::statement(&quote!(codegen::empty!(#ident)))));
    } else {
        items.push(Item::Rust(emit_new(cx, def, &required, &given, object)));
        if required.is_empty() {
            let default = cx.prelude.name("Default");
            items.push(Item::Rust(quote! {
                impl #default for #ident {
                    fn default() -> Self {
                        Self::new()
                    }
                }
            }));
        }
    }
}

fn emit_struct(cx: &Emit<'_>, def: &TypeDef, object: &Struct) -> TokenStream {
    let (doc, ident) = (docs::of_type(def), format_ident!("{}", def.ident));
    let clone = cx.prelude.name("Clone");
    let fields = object.fields.iter().map(|field| {
        let (doc, ident, ty) = (
            docs::of_field(field),
            format_ident!("{}", field.ident),
            ty::of_field(cx, field),
        );
        quote!(#doc pub #ident: #ty,)
    });
    let rest = object.rest.as_ref().map(|rest| {
        let (ident, map) = (format_ident!("{}", rest.ident), rest_type(cx, &rest.of));
        quote! {
            /// Properties that the schema does not name.
            pub #ident: #map,
        }
    });
    let nulls = object.has_nulls().then(|| {
        let (ident, words) = (format_ident!("{NULLS}"), words(object));
        quote!(#ident: codegen::Nulls<#words>,)
    });
    let beside = object.keeps_beside.then(|| {
        let ident = format_ident!("{BESIDE}");
        quote!(#ident: codegen::Beside,)
    });
    quote! {
        #doc
        #[derive(#clone)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields)*
            #rest
            #nulls
            #beside
        }
    }
}

/// A list or a map that holds itself, as a struct of one field.
pub(super) fn emit_newtype(cx: &Emit<'_>, def: &TypeDef, of: &Type, items: &mut Vec<Item>) {
    let (doc, ident) = (docs::of_type(def), format_ident!("{}", def.ident));
    let (derives, of) = (derives(cx), ty::emit(cx, of, ty::From::Types));
    items.push(Item::Rust(quote! {
        #doc
        #derives
        pub struct #ident(pub #of);
    }));
    items.push(Item::Table(table::statement(&quote!(codegen::newtype!(#ident)))));
}

pub(super) fn derives(cx: &Emit<'_>) -> TokenStream {
    let derives = ["Debug", "Clone", "PartialEq"].map(|name| cx.prelude.name(name));
    quote!(#[derive(#(#derives),*)])
}

/// The type of the map that keeps further properties.
pub(super) fn rest_type(cx: &Emit<'_>, of: &Type) -> TokenStream {
    let map = match of {
        Type::Any => Type::Object,
        other => Type::Map(Box::new(other.clone())),
    };
    ty::emit(cx, &map, ty::From::Types)
}

fn words(object: &Struct) -> TokenStream {
    let words = proc_macro2::Literal::usize_unsuffixed(object.fields.len().div_ceil(64));
    quote!(#words)
}

/// A field with the one value that it may have.
fn emit_given(cx: &Emit<'_>, field: &Field) -> Option<TokenStream> {
    let given = field.constant.as_ref().or(field.given.as_ref());
    let constant = given.filter(|_| field.is_given)?;
    let ident = format_ident!("{}", field.ident);
    let value = constant_value(cx, &field.ty, constant)?;
    let some = cx.prelude.name("Some");
    Some(if field.nullable {
        quote!(#ident: #some(#value))
    } else {
        quote!(#ident: #value)
    })
}

/// A constant as a value of its type.
fn constant_value(cx: &Emit<'_>, ty: &Type, constant: &Constant) -> Option<TokenStream> {
    match (ty, constant) {
        (Type::Named(id), constant) => match &cx.api.types[*id].shape {
            Shape::Enum(known) => {
                let variant = known.variants.iter().find(|variant| variant.value == *constant)?;
                let (ty, variant) = (ty::emit(cx, ty, ty::From::Types), format_ident!("{}", variant.ident));
                Some(quote!(#ty::#variant))
            }
            Shape::Alias(of) => constant_value(cx, of, constant),
            Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
        },
        (Type::Scalar(_), Constant::Bool(value)) => Some(quote!(#value)),
        (Type::Scalar(_), Constant::Integer(value)) => {
            let value = proc_macro2::Literal::i64_unsuffixed(*value);
            Some(quote!(#value))
        }
        (Type::Scalar(_), Constant::Number(text)) => {
            let value = proc_macro2::Literal::f64_unsuffixed(text.parse().ok()?);
            Some(quote!(#value))
        }
        (Type::Scalar(Scalar::String), Constant::String(text)) => {
            let string = cx.prelude.name("String");
            Some(quote!(#string::from(#text)))
        }
        (_, Constant::Bool(_) | Constant::Integer(_) | Constant::Number(_) | Constant::String(_)) => None,
    }
}

/// The function that makes a value of what the schema requires.
fn emit_new(cx: &Emit<'_>, def: &TypeDef, required: &[&Field], given: &[TokenStream], object: &Struct) -> TokenStream {
    let type_ident = format_ident!("{}", def.ident);
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    for field in required {
        let ident = format_ident!("{}", field.ident);
        let ty = if field.nullable {
            let (option, into, of) = (
                cx.prelude.name("Option"),
                cx.prelude.name("Into"),
                ty::emit(cx, &field.ty, ty::From::Types),
            );
            fields.push(quote!(#ident: #ident.into()));
            quote!(impl #into<#option<#of>>)
        } else {
            let argument = ty::argument(cx, &field.ty, &ident, ty::From::Types);
            let value = argument.value;
            fields.push(if argument.is_itself {
                quote!(#ident)
            } else {
                quote!(#ident: #value)
            });
            argument.ty
        };
        arguments.push(quote!(#ident: #ty));
    }
    // Clippy draws the line at seven.
    let many =
        (required.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the schema requires them")]));
    let placeholders = docs::allow_placeholders(required.iter().map(|field| field.ident.as_str()));
    let has_more = object.rest.is_some() || object.has_nulls() || object.keeps_beside;
    let is_all = required.len() + given.len() == object.fields.len() && !has_more;
    let others = (!is_all).then(|| quote!(..codegen::Value::blank()));
    let names_deprecated = object
        .fields
        .iter()
        .any(|field| field.required && field.docs.deprecated);
    let allow = names_deprecated.then(docs::allow_deprecated);
    quote! {
        #allow
        impl #type_ident {
            /// With what the schema requires.
            #many
            #placeholders
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields,)* #(#given,)* #others }
            }
        }
    }
}
