//! How is an object spelled?

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::file::Item;
use super::text::{self, Text};
use super::{Emit, allow, docs, object, table, ty};
use crate::ir::{Constant, Field, Scalar, Shape, Struct, Type, TypeDef};
use crate::passes::{BESIDE, NULLS};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, object: &Struct, items: &mut Vec<Item>) {
    items.push(Item::Text(write_struct(cx, def, object)));
    let ident = &def.ident;
    items.push(object::emit(cx, ident, object));
    let required: Vec<&Field> = object.fields.iter().filter(|field| field.is_argument()).collect();
    let given: Vec<String> = object
        .fields
        .iter()
        .filter_map(|field| write_given(cx, field))
        .collect();
    if required.is_empty() && given.is_empty() {
        items.push(Item::Table(format!("codegen::empty!({ident});\n")));
    } else {
        items.push(Item::Text(write_new(cx, def, &required, given, object)));
        if required.is_empty() {
            let mut text = Text::default();
            text.impl_for(cx.prelude.spell("Default"), ident);
            text.function(4, "fn default(", &[], ") -> Self {");
            text.lines(4, ["    Self::new()", "}"]);
            text.line(0, "}");
            items.push(Item::Text(text));
        }
    }
}

fn write_struct(cx: &Emit<'_>, def: &TypeDef, object: &Struct) -> Text {
    let mut text = Text::default();
    text.docs(0, &docs::of_type(def));
    text.line(0, "#[non_exhaustive]");
    let is_empty = object.fields.is_empty() && object.rest.is_none() && !object.has_nulls() && !object.keeps_beside;
    if is_empty {
        text.line(0, format_args!("pub struct {} {{}}", def.ident));
        return text;
    }
    text.line(0, format_args!("pub struct {} {{", def.ident));
    for field in &object.fields {
        text.docs(4, &docs::of_field(field));
        text.field(4, &format!("pub {}", field.ident), &ty::of_field(cx, field));
    }
    if let Some(rest) = &object.rest {
        text.line(4, "/// Properties that the schema does not name.");
        text.line(4, format_args!("pub {}: {},", rest.ident, rest_type(cx, &rest.of)));
    }
    if object.has_nulls() {
        let words = object.fields.len().div_ceil(64);
        text.line(4, format_args!("{NULLS}: codegen::Nulls<{words}>,"));
    }
    if object.keeps_beside {
        text.line(4, format_args!("{BESIDE}: codegen::Beside,"));
    }
    text.line(0, "}");
    text
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
    ty::tokens(&spell_derives(cx))
}

pub(super) fn spell_derives(cx: &Emit<'_>) -> String {
    let derives = ["Debug", "Clone", "PartialEq"].map(|name| cx.prelude.spell(name));
    format!("#[derive({})]", derives.join(", "))
}

/// The type of the map that keeps further properties.
fn rest_type(cx: &Emit<'_>, of: &Type) -> String {
    let map = match of {
        Type::Any => Type::Object,
        other => Type::Map(Box::new(other.clone())),
    };
    ty::spell(cx, &map, ty::From::Types)
}

/// A field with the one value that it may have.
fn write_given(cx: &Emit<'_>, field: &Field) -> Option<String> {
    let given = field.constant.as_ref().or(field.given.as_ref());
    let constant = given.filter(|_| field.is_given)?;
    let value = constant_value(cx, &field.ty, constant)?;
    Some(match field.nullable {
        true => format!("{}: {}({value})", field.ident, cx.prelude.spell("Some")),
        false => format!("{}: {value}", field.ident),
    })
}

/// A constant as a value of its type.
fn constant_value(cx: &Emit<'_>, ty: &Type, constant: &Constant) -> Option<String> {
    match (ty, constant) {
        (Type::Named(id), constant) => match &cx.api.types[*id].shape {
            Shape::Enum(known) => {
                let variant = known.variants.iter().find(|variant| variant.value == *constant)?;
                Some(format!("{}::{}", ty::spell(cx, ty, ty::From::Types), variant.ident))
            }
            Shape::Alias(of) => constant_value(cx, of, constant),
            Shape::Struct(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
        },
        (Type::Scalar(_), Constant::Bool(value)) => Some(value.to_string()),
        (Type::Scalar(_), Constant::Integer(value)) => Some(Literal::i64_unsuffixed(*value).to_string()),
        (Type::Scalar(_), Constant::Number(text)) => Some(Literal::f64_unsuffixed(text.parse().ok()?).to_string()),
        (Type::Scalar(Scalar::String), Constant::String(value)) => Some(format!(
            "{}::from({})",
            cx.prelude.spell("String"),
            text::literal(value)
        )),
        (_, Constant::Bool(_) | Constant::Integer(_) | Constant::Number(_) | Constant::String(_)) => None,
    }
}

/// The function that makes a value of what the schema requires.
fn write_new(cx: &Emit<'_>, def: &TypeDef, required: &[&Field], given: Vec<String>, object: &Struct) -> Text {
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    for field in required {
        let ident = &field.ident;
        let ty = if field.nullable {
            let (option, into) = (cx.prelude.spell("Option"), cx.prelude.spell("Into"));
            fields.push(format!("{ident}: {ident}.into()"));
            format!("impl {into}<{option}<{}>>", ty::spell(cx, &field.ty, ty::From::Types))
        } else {
            let argument = ty::argument(cx, &field.ty, ident, ty::From::Types);
            fields.push(match argument.is_itself {
                true => ident.clone(),
                false => format!("{ident}: {}", argument.value),
            });
            argument.ty
        };
        arguments.push(format!("{ident}: {ty}"));
    }
    let has_more = object.rest.is_some() || object.has_nulls() || object.keeps_beside;
    let is_all = required.len() + given.len() == object.fields.len() && !has_more;
    fields.extend(given);
    fields.extend((!is_all).then(|| "..codegen::Value::blank()".to_owned()));
    let names_deprecated = object
        .fields
        .iter()
        .any(|field| field.required && field.docs.deprecated);
    let mut text = Text::default();
    text.lines(0, names_deprecated.then_some(allow::DEPRECATED));
    text.line(0, format_args!("impl {} {{", def.ident));
    text.line(4, "/// With what the schema requires.");
    text.lines(4, allow::many_arguments(required.len(), "the schema").as_deref());
    text.lines(
        4,
        allow::placeholders(required.iter().map(|field| field.ident.as_str())),
    );
    text.line(4, "#[must_use]");
    text.function(4, "pub fn new(", &arguments, ") -> Self {");
    text.structure(8, "Self", &fields);
    text.line(4, "}");
    text.line(0, "}");
    text
}
