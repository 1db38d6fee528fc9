//! How is a scalar written?

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::literal;
use super::value::{Slot, Speller};
use crate::ir::{Scalar, TextFormat};
use crate::read::{Node, Number};

/// A value of it; `None` where nobody knows how to make one.
pub(super) fn emit(speller: &mut Speller<'_>, scalar: Scalar, node: Option<&Node>, slot: Slot) -> Option<TokenStream> {
    Some(match scalar {
        Scalar::Bool => {
            let value = node.and_then(Node::as_bool).unwrap_or(true);
            quote!(#value)
        }
        Scalar::I8 => integer(node, slot, "i8", i8::MIN.into(), i8::MAX.into()),
        Scalar::I16 => integer(node, slot, "i16", i16::MIN.into(), i16::MAX.into()),
        Scalar::I32 => integer(node, slot, "i32", i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => integer(node, slot, "i64", i64::MIN.into(), i64::MAX.into()),
        Scalar::U8 => integer(node, slot, "u8", 0, u8::MAX.into()),
        Scalar::U16 => integer(node, slot, "u16", 0, u16::MAX.into()),
        Scalar::U32 => integer(node, slot, "u32", 0, u32::MAX.into()),
        Scalar::U64 => integer(node, slot, "u64", 0, u64::MAX.into()),
        Scalar::F32 | Scalar::F64 => {
            let value = match node {
                Some(Node::Number(number)) if number.as_f64().is_finite() => number.as_f64(),
                _ => 1.5,
            };
            // A literal without a suffix is taken to be an `f64` where nothing else is said.
            let is_exact = scalar == Scalar::F64 || slot == Slot::Exact;
            #[expect(clippy::cast_possible_truncation, reason = "the type has no more digits")]
            let value = match is_exact {
                true => Literal::f64_unsuffixed(value),
                false => Literal::f32_suffixed((value as f32).clamp(f32::MIN, f32::MAX)),
            };
            quote!(#value)
        }
        Scalar::String => {
            let text = speller.text(node);
            match slot {
                Slot::Into => quote!(#text),
                Slot::Exact | Slot::Own => quote!(#text.to_owned()),
            }
        }
        Scalar::Uuid => {
            let text = of_format(node, "uuid", "3fa85f64-5717-4562-b3fc-2c963f66afa6");
            parsed(speller, &text, slot, |speller| speller.names.of_runtime("uuid", "Uuid"))
        }
        Scalar::Date => {
            let text = of_format(node, "date", "2026-01-31");
            parsed(speller, &text, slot, |speller| {
                speller.names.of_runtime("chrono", "NaiveDate")
            })
        }
        Scalar::DateTime => {
            let text = of_format(node, "date-time", "2026-01-31T12:00:00Z");
            parsed(speller, &text, slot, |speller| speller.names.of_runtime("", "DateTime"))
        }
        Scalar::Decimal => {
            let text = match node {
                Some(Node::Number(number)) => number.to_string(),
                Some(Node::String(text)) if text.parse::<f64>().is_ok() => text.clone(),
                _ => "12.50".to_owned(),
            };
            parsed(speller, &text, slot, |speller| speller.names.of_runtime("", "Decimal"))
        }
        Scalar::Base64 => {
            let base64 = speller.names.of_runtime("", "Base64");
            let text = node.and_then(Node::as_str).unwrap_or("aGVsbG8=");
            let text = literal(text);
            quote!(#base64::from_text(#text))
        }
        Scalar::UnixTime => {
            let seconds = integer(
                node.or(Some(&Node::Number(Number::Int(1_767_225_600)))),
                Slot::Exact,
                "i64",
                i64::MIN.into(),
                i64::MAX.into(),
            );
            let ty = speller.names.of_runtime("", "UnixTime");
            quote!(#ty(#seconds))
        }
        Scalar::Text(format) => {
            let usual = match format {
                TextFormat::Time => "12:00:00Z",
                TextFormat::Duration => "PT1H30M",
                TextFormat::Decimal => "12.50",
                TextFormat::Base64Url => "aGVsbG8",
            };
            let ty = speller.names.of_runtime("", format.name());
            let text = literal(node.and_then(Node::as_str).unwrap_or(usual));
            quote!(#ty::from_text(#text))
        }
        Scalar::Password => {
            let text = speller.text(node);
            match slot {
                Slot::Into => quote!(#text),
                Slot::Exact | Slot::Own => {
                    let password = speller.names.of_runtime("", "Password");
                    quote!(#password::from(#text))
                }
            }
        }
        Scalar::Foreign(_) => return None,
    })
}

fn integer(node: Option<&Node>, slot: Slot, ty: &str, least: i128, most: i128) -> TokenStream {
    let value = match node {
        Some(Node::Number(number)) => number.as_i128().unwrap_or(1),
        _ => 1,
    };
    let value = value.clamp(least, most);
    // A literal without a suffix is taken to be an `i32` where nothing else is said.
    let is_plain = match slot {
        Slot::Exact => true,
        Slot::Into => matches!(ty, "i32" | "i64") && i32::try_from(value).is_ok(),
        Slot::Own => ty == "i32",
    };
    let text = if is_plain {
        value.to_string()
    } else {
        format!("{value}_{ty}")
    };
    let literal: Literal = text.parse().expect("digits are a literal");
    quote!(#literal)
}

/// A text that is of a format, or `usual`.
fn of_format(node: Option<&Node>, format: &str, usual: &str) -> String {
    let shown = node
        .and_then(Node::as_str)
        .filter(|text| crate::example::has_format(format, text));
    shown.unwrap_or(usual).to_owned()
}

fn parsed(speller: &mut Speller<'_>, text: &str, slot: Slot, name: fn(&mut Speller<'_>) -> TokenStream) -> TokenStream {
    speller.fails_otherwise = true;
    let text = literal(text);
    match slot {
        Slot::Exact => quote!(#text.parse()?),
        Slot::Into | Slot::Own => {
            let (ty, parse) = (name(speller), format_ident!("parse"));
            quote!(#text.#parse::<#ty>()?)
        }
    }
}
