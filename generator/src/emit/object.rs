//! How does a struct say what it is made of?

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::file::Item;
use super::{Emit, docs, table, ty};
use crate::ir::{Field, Struct};
use crate::passes::{BESIDE, NULLS};

/// The call of the runtime's macro that lists wire names, fields and when each may be missing.
pub(super) fn emit(cx: &Emit<'_>, ident: &proc_macro2::Ident, object: &Struct) -> Item {
    let nulls = object.has_nulls().then(|| {
        let nulls = format_ident!("{NULLS}");
        quote!(nulls #nulls)
    });
    let rest = object.rest.as_ref().map(|rest| {
        let rest = format_ident!("{}", rest.ident);
        quote!(rest #rest)
    });
    let beside = object.keeps_beside.then(|| {
        let beside = format_ident!("{BESIDE}");
        quote!(beside #beside)
    });
    // Control characters are what the table of fields is divided by.
    let is_divided = |field: &Field| {
        let constant = field.constant.as_ref();
        constant.is_some_and(|constant| constant.text().contains(|c: char| c < ' '))
    };
    let escaped = object.fields.iter();
    let escaped = escaped
        .clone()
        .any(|field| is_escaped(&field.wire_name) || is_divided(field));
    let escaped = escaped.then(|| quote!(has escaped names));
    let head = quote!(#ident #nulls #rest #beside #escaped);
    let rows = object.fields.iter().map(|field| row(cx, field));
    Item::Table(table::call(&quote!(codegen::object), &head, rows))
}

/// The method that makes a field an explicit `null`.
pub(super) fn clear_ident(field: &Field) -> Ident {
    format_ident!("clear_{}", field.ident.trim_matches('_'))
}

/// Whether JSON does not take a name as it stands (RFC 8259, section 7).
fn is_escaped(name: &str) -> bool {
    name.contains(|c: char| c < ' ' || c == '"' || c == '\\')
}

fn row(cx: &Emit<'_>, field: &Field) -> TokenStream {
    let (wire_name, ident) = (&field.wire_name, format_ident!("{}", field.ident));
    let deprecated = docs::deprecated(&field.docs);
    let default = field.default.as_ref().map(|default| quote!(= #default));
    let ty = || ty::emit(cx, &field.ty, ty::From::Types);
    let presence = match (field.required, field.nullable) {
        (true, false) => quote!(Required),
        (true, true) => quote!(Nullable),
        (false, false) => {
            let ty = ty();
            quote!(Optional #deprecated #ty)
        }
        (false, true) => {
            let ty = ty();
            let stem = field.ident.trim_end_matches('_');
            let (clear, is_null) = (clear_ident(field), format_ident!("{stem}_is_null"));
            quote!(OptionalNullable #deprecated #ty { #clear, #is_null })
        }
    };
    let constant = field.constant.as_ref().map(|constant| {
        let text = constant.text();
        quote!(as #text)
    });
    quote!(#wire_name => #ident: #presence #default #constant)
}
