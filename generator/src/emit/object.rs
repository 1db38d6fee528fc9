//! How does a struct say what it is made of?

use proc_macro2::Ident;
use quote::format_ident;

use super::file::Item;
use super::{Emit, docs, table, text, ty};
use crate::ir::{Field, Struct};
use crate::passes::{BESIDE, NULLS};

/// The call of the runtime's macro that lists wire names, fields and when each may be missing.
pub(super) fn emit(cx: &Emit<'_>, ident: &str, object: &Struct) -> Item {
    // Control characters are what the table of fields is divided by.
    let is_divided = |field: &Field| {
        let constant = field.constant.as_ref();
        constant.is_some_and(|constant| constant.text().contains(|c: char| c < ' '))
    };
    let is_escaped = |field: &Field| is_escaped(&field.wire_name) || is_divided(field);
    let mut head = ident.to_owned();
    if object.has_nulls() {
        head += &format!(" nulls {NULLS}");
    }
    if let Some(rest) = &object.rest {
        head += &format!(" rest {}", rest.ident);
    }
    if object.keeps_beside {
        head += &format!(" beside {BESIDE}");
    }
    if object.fields.iter().any(is_escaped) {
        head += " has escaped names";
    }
    let rows = object.fields.iter().map(|field| row(cx, field));
    Item::Table(table::rows("codegen::object", &head, rows))
}

/// The method that makes a field an explicit `null`.
pub(super) fn clear_ident(field: &Field) -> Ident {
    format_ident!("clear_{}", field.ident.trim_matches('_'))
}

/// Whether JSON does not take a name as it stands (RFC 8259, section 7).
fn is_escaped(name: &str) -> bool {
    name.contains(|c: char| c < ' ' || c == '"' || c == '\\')
}

fn row(cx: &Emit<'_>, field: &Field) -> String {
    let mut row = format!("{} => {}: ", text::literal(&field.wire_name), field.ident);
    row += match (field.required, field.nullable) {
        (true, false) => "Required",
        (true, true) => "Nullable",
        (false, false) => "Optional",
        (false, true) => "OptionalNullable",
    };
    if !field.required {
        if field.docs.deprecated {
            row = row + " " + docs::DEPRECATED;
        }
        row = row + " " + &ty::spell(cx, &field.ty, ty::From::Types);
        if field.nullable {
            let (clear, stem) = (clear_ident(field), field.ident.trim_end_matches('_'));
            row += &format!(" {{ {clear}, {stem}_is_null }}");
        }
    }
    if let Some(default) = &field.default {
        row = row + " = " + &text::literal(default);
    }
    if let Some(constant) = &field.constant {
        row = row + " as " + &text::literal(&constant.text());
    }
    row
}
