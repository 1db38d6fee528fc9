//! How is a type spelled where it stands?

use std::borrow::Cow;

use proc_macro2::TokenStream;

use super::{Emit, runtime_paths};
use crate::ir::{Field, Scalar, Shape, Type};

/// From where a type is named: inside `types`, or from a module beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Types,
    Sibling,
}

/// A type in tokens.
pub(super) fn emit(cx: &Emit<'_>, ty: &Type, from: From) -> TokenStream {
    tokens(&spell(cx, ty, from))
}

/// What was spelled as text, for what is made of tokens.
pub(super) fn tokens(spelled: &str) -> TokenStream {
    spelled.parse().expect("what is spelled here is Rust")
}

pub(super) fn spell(cx: &Emit<'_>, ty: &Type, from: From) -> String {
    let mut text = String::new();
    write(cx, ty, from, &mut text);
    text
}

fn write(cx: &Emit<'_>, ty: &Type, from: From, text: &mut String) {
    match ty {
        Type::Any => text.push_str(runtime_paths::ANY),
        Type::Object => text.push_str(runtime_paths::OBJECT),
        Type::Scalar(scalar) => text.push_str(&spell_scalar(cx, *scalar)),
        Type::List(of) => write_generic(cx, "Vec", of, from, text),
        Type::Option(of) => write_generic(cx, "Option", of, from, text),
        Type::Boxed(of) => write_generic(cx, "Box", of, from, text),
        Type::Map(of) => {
            for part in [runtime_paths::MAP, "<", cx.prelude.spell("String"), ", "] {
                text.push_str(part);
            }
            write(cx, of, from, text);
            text.push('>');
        }
        Type::Named(id) => {
            if from == From::Sibling {
                text.push_str("super::types::");
            }
            text.push_str(&cx.api.types[*id].ident);
        }
    }
}

fn write_generic(cx: &Emit<'_>, name: &'static str, of: &Type, from: From, text: &mut String) {
    text.push_str(cx.prelude.spell(name));
    text.push('<');
    write(cx, of, from, text);
    text.push('>');
}

fn spell_scalar(cx: &Emit<'_>, scalar: Scalar) -> Cow<'static, str> {
    Cow::Borrowed(match scalar {
        Scalar::Bool => "bool",
        Scalar::I8 => "i8",
        Scalar::I16 => "i16",
        Scalar::I32 => "i32",
        Scalar::I64 => "i64",
        Scalar::U8 => "u8",
        Scalar::U16 => "u16",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::F32 => "f32",
        Scalar::F64 => "f64",
        Scalar::String => cx.prelude.spell("String"),
        Scalar::Uuid => runtime_paths::UUID,
        Scalar::Date => runtime_paths::DATE,
        Scalar::DateTime => runtime_paths::DATE_TIME,
        Scalar::Base64 => runtime_paths::BASE64,
        Scalar::Password => runtime_paths::PASSWORD,
        Scalar::Decimal => runtime_paths::DECIMAL,
        Scalar::UnixTime => runtime_paths::UNIX_TIME,
        Scalar::Text(format) => return Cow::Owned(runtime_paths::text(format.name())),
        Scalar::Foreign(index) => return Cow::Owned(runtime_paths::foreign(&cx.api.foreign[index as usize])),
    })
}

/// The type of a struct's field.
pub(super) fn of_field(cx: &Emit<'_>, field: &Field) -> String {
    let ty = spell(cx, &field.ty, From::Types);
    if field.required && !field.nullable {
        return ty;
    }
    format!("{}<{ty}>", cx.prelude.spell("Option"))
}

/// How a value of a type is taken as an argument: what has several natural spellings is taken by `Into`.
pub(super) struct Argument {
    /// The type of the argument.
    pub(super) ty: String,
    /// The value of the argument of this name, as its type.
    pub(super) value: String,
    /// Whether that is the argument itself.
    pub(super) is_itself: bool,
}

pub(super) fn argument(cx: &Emit<'_>, ty: &Type, name: &str, from: From) -> Argument {
    let full = spell(cx, ty, from);
    let into = |full: String| {
        let into = cx.prelude.spell("Into");
        Argument {
            ty: format!("impl {into}<{full}>"),
            value: format!("{name}.into()"),
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
                value: name.to_owned(),
                is_itself: true,
            },
        },
        Type::Boxed(of) => {
            let inner = argument(cx, of, name, from);
            let (boxed, value) = (cx.prelude.spell("Box"), inner.value);
            Argument {
                ty: inner.ty,
                value: format!("{boxed}::new({value})"),
                is_itself: false,
            }
        }
        Type::Scalar(_) | Type::Object | Type::Map(_) | Type::Option(_) => Argument {
            ty: full,
            value: name.to_owned(),
            is_itself: true,
        },
    }
}
