//! How is a type spelled where it stands?

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Emit, runtime_paths};
use crate::ir::{Field, Scalar, Shape, Type, TypeId};

/// From where a type is named: inside `types`, or from a module beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Types,
    Sibling,
}

pub(super) fn emit(cx: &Emit<'_>, ty: &Type, from: From) -> TokenStream {
    match ty {
        Type::Any => runtime_paths::any(),
        Type::Object => runtime_paths::object(),
        Type::Scalar(scalar) => emit_scalar(cx, *scalar),
        Type::List(of) => generic(cx, "Vec", of, from),
        Type::Option(of) => generic(cx, "Option", of, from),
        Type::Boxed(of) => generic(cx, "Box", of, from),
        Type::Map(of) => {
            let (map, string) = (runtime_paths::map(), cx.prelude.name("String"));
            let of = emit(cx, of, from);
            quote!(#map<#string, #of>)
        }
        Type::Named(id) => named(cx, *id, from),
    }
}

fn generic(cx: &Emit<'_>, name: &'static str, of: &Type, from: From) -> TokenStream {
    let (name, of) = (cx.prelude.name(name), emit(cx, of, from));
    quote!(#name<#of>)
}

fn named(cx: &Emit<'_>, id: TypeId, from: From) -> TokenStream {
    let ident = format_ident!("{}", cx.api.types[id].ident);
    match from {
        From::Types => quote!(#ident),
        From::Sibling => quote!(super::types::#ident),
    }
}

fn emit_scalar(cx: &Emit<'_>, scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Bool => quote!(bool),
        Scalar::I8 => quote!(i8),
        Scalar::I16 => quote!(i16),
        Scalar::I32 => quote!(i32),
        Scalar::I64 => quote!(i64),
        Scalar::U8 => quote!(u8),
        Scalar::U16 => quote!(u16),
        Scalar::U32 => quote!(u32),
        Scalar::U64 => quote!(u64),
        Scalar::F32 => quote!(f32),
        Scalar::F64 => quote!(f64),
        Scalar::String => cx.prelude.name("String"),
        Scalar::Uuid => runtime_paths::uuid(),
        Scalar::Date => runtime_paths::date(),
        Scalar::DateTime => runtime_paths::date_time(),
        Scalar::Base64 => runtime_paths::base64(),
        Scalar::Password => runtime_paths::password(),
        Scalar::Decimal => runtime_paths::decimal(),
        Scalar::UnixTime => runtime_paths::unix_time(),
        Scalar::Text(format) => runtime_paths::text(format.name()),
        Scalar::Foreign(index) => runtime_paths::foreign(&cx.api.foreign[index as usize]),
    }
}

/// The type of a struct's field.
pub(super) fn of_field(cx: &Emit<'_>, field: &Field) -> TokenStream {
    let ty = emit(cx, &field.ty, From::Types);
    if field.required && !field.nullable {
        return ty;
    }
    let option = cx.prelude.name("Option");
    quote!(#option<#ty>)
}

/// How a value of a type is taken as an argument: what has several natural spellings is taken by `Into`.
pub(super) struct Argument {
    /// The type of the argument.
    pub(super) ty: TokenStream,
    /// The value of the argument of this name, as its type.
    pub(super) value: TokenStream,
    /// Whether that is the argument itself.
    pub(super) is_itself: bool,
}

pub(super) fn argument(cx: &Emit<'_>, ty: &Type, name: &proc_macro2::Ident, from: From) -> Argument {
    let full = emit(cx, ty, from);
    let into = |full: TokenStream| {
        let into = cx.prelude.name("Into");
        Argument {
            ty: quote!(impl #into<#full>),
            value: quote!(#name.into()),
            is_itself: false,
        }
    };
    match ty {
        Type::Scalar(
            Scalar::String
            | Scalar::Base64
            | Scalar::Password
            | Scalar::Decimal
            | Scalar::UnixTime
            | Scalar::Text(_)
            | Scalar::Foreign(_),
        )
        | Type::List(_)
        | Type::Any => into(full),
        Type::Named(id) => match &cx.api.types[*id].shape {
            Shape::Enum(_) | Shape::Union(_) => into(full),
            Shape::Alias(of) if !matches!(of, Type::Option(_)) => argument(cx, of, name, from),
            Shape::Struct(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => Argument {
                ty: full,
                value: quote!(#name),
                is_itself: true,
            },
        },
        Type::Boxed(of) => {
            let inner = argument(cx, of, name, from);
            let (boxed, value) = (cx.prelude.name("Box"), inner.value);
            Argument {
                ty: inner.ty,
                value: quote!(#boxed::new(#value)),
                is_itself: false,
            }
        }
        Type::Scalar(_) | Type::Object | Type::Map(_) | Type::Option(_) => Argument {
            ty: full,
            value: quote!(#name),
            is_itself: true,
        },
    }
}
