//! How is an enum of scalars spelled?

use proc_macro2::Literal;

use super::file::Item;
use super::text::{self, Text};
use super::{Emit, docs, runtime_paths, structure, table};
use crate::ir::{Constant, Enum, EnumOf, TypeDef, Variant};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, known: &Enum, items: &mut Vec<Item>) {
    let clone = format!("#[derive({})]", cx.prelude.spell("Clone"));
    let (derives, other, macro_name) = match known.of {
        // The macro has the rest.
        EnumOf::Strings => (clone, cx.prelude.spell("String"), "codegen::string_enum"),
        EnumOf::Integers => (structure::spell_derives(cx), "i64", "codegen::integer_enum"),
        EnumOf::Scalars => (
            structure::spell_derives(cx),
            runtime_paths::RAW_JSON,
            "codegen::scalar_enum",
        ),
    };
    let mut text = Text::default();
    text.docs(0, &docs::of_type(def));
    text.lines(0, [derives.as_str(), "#[non_exhaustive]"]);
    text.line(0, format_args!("pub enum {} {{", def.ident));
    write_variants(&known.variants, &mut text);
    text.line(4, "/// A value that the description does not name.");
    text.line(4, format_args!("Unknown({other}),"));
    text.line(0, "}");
    items.push(Item::Text(text));
    let rows = known.variants.iter();
    let rows = rows.map(|variant| format!("{} => {}", variant.ident, literal(&variant.value)));
    items.push(Item::Table(table::rows(macro_name, &def.ident, rows)));
}

/// Values as variants that hold nothing.
pub(super) fn write_variants(values: &[Variant], text: &mut Text) {
    for value in values {
        text.docs(4, &docs::of_variant(value));
        text.line(4, format_args!("{},", value.ident));
    }
}

fn literal(value: &Constant) -> String {
    match value {
        Constant::Bool(value) => value.to_string(),
        Constant::Integer(value) => Literal::i64_suffixed(*value).to_string(),
        Constant::Number(text) => Literal::f64_suffixed(text.parse().unwrap_or_default()).to_string(),
        Constant::String(value) => text::literal(value),
    }
}
