//! How is a union spelled?

use std::collections::HashMap;

use super::file::Item;
use super::text::{self, Text};
use super::{Emit, allow, docs, enumeration, runtime_paths, table, ty};
use crate::ir::{Branch, JsonKind, Keeps, Shape, Type, TypeDef, Union};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, union: &Union, items: &mut Vec<Item>) {
    let spell = |ty: &Type| ty::spell(cx, ty, ty::From::Types);
    items.push(Item::Text(write_enum(cx, def, union)));
    let rows = union.branches.iter().map(|branch| row(cx, union, branch));
    let values = union.values.iter();
    let values = values.map(|value| format!("{} => {}", text::literal(&value.value.text()), value.ident));
    let mut head = def.ident.clone();
    if let Some(by) = &union.by {
        head = head + " by " + &text::literal(by);
    }
    head += match union.keeps {
        Some(Keeps::All) => " keeps all",
        Some(Keeps::Given) => " keeps given",
        None => "",
    };
    items.push(Item::Table(table::rows("codegen::union", &head, rows.chain(values))));
    // `From` needs branches that are told apart by their type, and of the union itself there is one already.
    let all: Vec<String> = union.branches.iter().map(|branch| spell(held(&branch.ty))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for spelled in &all {
        *counts.entry(spelled).or_default() += 1;
    }
    for (branch, of) in union.branches.iter().zip(&all) {
        let is_itself = matches!(held(&branch.ty), Type::Named(id) if std::ptr::eq(&cx.api.types[*id], def));
        if counts[of.as_str()] == 1 && is_plain(cx, &branch.ty) && !is_itself {
            items.push(Item::Text(write_from(cx, def, branch, of)));
        }
    }
}

fn write_enum(cx: &Emit<'_>, def: &TypeDef, union: &Union) -> Text {
    let mut text = Text::default();
    text.docs(0, &docs::of_type(def));
    text.line(0, "#[non_exhaustive]");
    text.line(0, format_args!("pub enum {} {{", def.ident));
    for branch in &union.branches {
        text.docs(4, &docs::of_branch(branch));
        let head = format!("{}(", branch.ident);
        text.list(4, &head, &[ty::spell(cx, &branch.ty, ty::From::Types)], "),");
    }
    enumeration::write_variants(&union.values, &mut text);
    text.line(4, "/// A value that fits none of the above, as it came.");
    text.line(4, format_args!("Unknown({}),", runtime_paths::RAW_JSON));
    text.line(0, "}");
    text
}

/// What a branch holds, what its methods are called, and how its values are told.
fn row(cx: &Emit<'_>, union: &Union, branch: &Branch) -> String {
    let mut row = format!("{}({})", branch.ident, ty::spell(cx, &branch.ty, ty::From::Types));
    if !branch.method.is_empty() {
        row += &format!(" as_{0} into_{0}", branch.method);
        // Of one in a box, they give what is in it.
        if let Type::Boxed(of) = &branch.ty {
            row = row + " of " + &ty::spell(cx, of, ty::From::Types);
        }
    }
    row += ": ";
    if branch.tags.is_empty() {
        return row
            + match branch.kind {
                JsonKind::Bool => "Bool",
                JsonKind::Number => "Number",
                JsonKind::String => "String",
                JsonKind::Array => "Array",
                JsonKind::Object => "Object",
                JsonKind::Any => "Any",
            };
    }
    let tags: Vec<String> = branch.tags.iter().map(|tag| text::literal(tag)).collect();
    row += &tags.join(" | ");
    if let Some(added) = union.by.as_ref().filter(|_| branch.adds_tag) {
        row = row + " as " + &text::literal(added);
    }
    row
}

/// A value of the union of one of a branch, which is spelled `of`.
fn write_from(cx: &Emit<'_>, def: &TypeDef, branch: &Branch, of: &str) -> Text {
    let mut text = Text::default();
    text.lines(0, branch.docs.deprecated.then_some(allow::DEPRECATED));
    text.impl_for(&format!("{}<{of}>", cx.prelude.spell("From")), &def.ident);
    text.function(4, "fn from(", &[format!("value: {of}")], ") -> Self {");
    let value = match &branch.ty {
        Type::Boxed(_) => format!("{}::new(value)", cx.prelude.spell("Box")),
        _ => "value".to_owned(),
    };
    text.list(8, &format!("Self::{}(", branch.ident), &[value], ")");
    text.line(4, "}");
    text.line(0, "}");
    text
}

/// The type of what is held, be it in a box.
fn held(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(of) => of,
        _ => ty,
    }
}

/// Whether a type is spelled by itself: two aliases of one type would make the same `From` twice.
fn is_plain(cx: &Emit<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => !matches!(cx.api.types[*id].shape, Shape::Alias(_)),
        Type::Scalar(_) => true,
        Type::Boxed(of) => is_plain(cx, of),
        Type::Any | Type::Object | Type::List(_) | Type::Map(_) | Type::Option(_) => false,
    }
}
