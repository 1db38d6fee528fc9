//! Which defaults fit the type of their property?
//!
//! A default that its own type refuses could never be read, so it is left out, and a warning says so. A default of
//! `null` says no more than that the property may be absent.

use serde_json::Value;

use super::Context;
use crate::diagnostic::Code;
use crate::ir::{Api, EnumOf, Scalar, Shape, Type, Types};

pub(super) fn check_defaults(api: &mut Api, cx: &mut Context<'_>) {
    for id in api.types.ids() {
        let fields = match &api.types[id].shape {
            Shape::Struct(object) => object.fields.len(),
            Shape::Enum(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => continue,
        };
        for index in 0..fields {
            let Shape::Struct(object) = &api.types[id].shape else {
                continue;
            };
            let field = &object.fields[index];
            let Some(text) = &field.default else { continue };
            let value = serde_json::from_str(text).unwrap_or(Value::Null);
            let is_kept = value != Value::Null && fits(&api.types, &field.ty, &value, 0);
            if !is_kept && !(value == Value::Null && (field.nullable || !field.required)) {
                cx.diags.warn(
                    Code::DefaultMismatch,
                    field.at.child("default"),
                    format!("the default {text} is not a value of this schema; it is left out"),
                );
            }
            if !is_kept {
                if let Shape::Struct(object) = &mut api.types[id].shape {
                    object.fields[index].default = None;
                }
            }
        }
    }
}

fn fits(types: &Types, ty: &Type, value: &Value, depth: usize) -> bool {
    if depth > 64 {
        return false;
    }
    let deeper = |ty: &Type, value: &Value| fits(types, ty, value, depth + 1);
    match (ty, value) {
        (Type::Any, _) | (Type::Option(_), Value::Null) | (Type::Object, Value::Object(_)) => true,
        (Type::Option(of) | Type::Boxed(of), value) => deeper(of, value),
        (Type::Scalar(scalar), value) => scalar_fits(*scalar, value),
        (Type::List(of), Value::Array(values)) => values.iter().all(|value| deeper(of, value)),
        (Type::Map(of), Value::Object(values)) => values.values().all(|value| deeper(of, value)),
        (Type::Named(id), value) => match (&types[*id].shape, value) {
            (Shape::Alias(of) | Shape::Newtype(of), value) => deeper(of, value),
            (Shape::Enum(known), value) => match known.of {
                EnumOf::Strings => value.is_string(),
                EnumOf::Integers => value.is_i64(),
                EnumOf::Scalars => true,
            },
            // A union keeps what fits no branch.
            (Shape::Union(_), _) => true,
            (Shape::Tuple(tuple), Value::Array(values)) => {
                let types = tuple
                    .elements
                    .iter()
                    .map(Some)
                    .chain(std::iter::repeat(tuple.rest.as_ref()));
                let mut pairs = types.zip(values);
                tuple.required <= values.len() && pairs.all(|(ty, value)| ty.is_some_and(|ty| deeper(ty, value)))
            }
            (Shape::Struct(object), Value::Object(values)) => {
                object.fields.iter().all(|field| match values.get(&field.wire_name) {
                    Some(Value::Null) => field.nullable || !field.required,
                    Some(value) => deeper(&field.ty, value),
                    None => !field.required || field.nullable || field.default.is_some(),
                })
            }
            (Shape::Struct(_) | Shape::Tuple(_), _) => false,
        },
        (Type::Object | Type::List(_) | Type::Map(_), _) => false,
    }
}

fn scalar_fits(scalar: Scalar, value: &Value) -> bool {
    let within = |min: i128, max: i128| {
        let number = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
        number.is_some_and(|number| min <= number && number <= max)
    };
    match scalar {
        Scalar::Bool => value.is_boolean(),
        Scalar::I8 => within(i8::MIN.into(), i8::MAX.into()),
        Scalar::I16 => within(i16::MIN.into(), i16::MAX.into()),
        Scalar::I32 => within(i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 | Scalar::UnixTime => value.is_i64(),
        Scalar::U8 => within(0, u8::MAX.into()),
        Scalar::U16 => within(0, u16::MAX.into()),
        Scalar::U32 => within(0, u32::MAX.into()),
        Scalar::U64 => value.is_u64(),
        Scalar::F32 | Scalar::F64 | Scalar::Decimal => value.is_number(),
        Scalar::String | Scalar::Base64 | Scalar::Password | Scalar::Text(_) => value.is_string(),
        Scalar::Uuid => value.as_str().is_some_and(is_uuid),
        Scalar::Date => value.as_str().is_some_and(is_date),
        // Which values it has, only its own crate knows.
        Scalar::Foreign(_) => false,
        // Many spellings are read, and the strictest is sure to be.
        Scalar::DateTime => value.as_str().is_some_and(|text| {
            text.split_once('T').is_some_and(|(date, time)| {
                is_date(date) && time.len() == "00:00:00Z".len() && shaped(time, "dd:dd:ddZ")
            })
        }),
    }
}

fn is_uuid(text: &str) -> bool {
    shaped(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
}

fn is_date(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text[range].parse::<u8>().unwrap_or(0);
    shaped(text, "dddd-dd-dd") && (1..=12).contains(&part(5..7)) && (1..=28).contains(&part(8..10))
}

/// Whether `text` has the shape of `form`, where `d` is a digit and `x` a hexadecimal one.
fn shaped(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            other => byte == other,
        })
}
