//! How does a type say what its schema asks of its values?

use std::fmt::Display;

use super::file::Item;
use super::text::literal;
use super::{Emit, table};
use crate::ir::{Rule, Shape, TypeDef, Validation};

/// The call of the runtime's macro that lists the rules of a type, where there are any and values can be validated.
pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, items: &mut Vec<Item>) {
    if cx.api.validation == Validation::Off {
        return;
    }
    let mut rows: Vec<String> = def.rules.iter().map(rule).collect();
    if let Shape::Union(union) = &def.shape {
        let branches = union.branches.iter().filter(|branch| !branch.rules.is_empty());
        rows.extend(branches.map(|branch| named("Branch", &branch.ident, &branch.rules)));
    }
    if rows.is_empty() {
        return;
    }
    let call = table::rows("codegen::rules", &def.ident, rows.into_iter());
    items.push(Item::Table(match cx.api.validation {
        Validation::ByFeature => format!("{}\n{call}", CFG),
        Validation::On | Validation::Off => call,
    }));
}

/// What stands above an item that only a crate with the feature has.
const CFG: &str = "#[cfg(feature = \"validate\")]";

fn list(rules: &[Rule]) -> String {
    array(rules.iter().map(rule))
}

fn lists(parts: &[Vec<Rule>]) -> String {
    array(parts.iter().map(|rules| list(rules)))
}

fn literals(texts: &[impl AsRef<str>]) -> String {
    array(texts.iter().map(|text| literal(text.as_ref())))
}

fn array(elements: impl Iterator<Item = String>) -> String {
    format!("&[{}]", elements.collect::<Vec<_>>().join(", "))
}

fn rule(rule: &Rule) -> String {
    match rule {
        Rule::MinLength(least) => call("MinLength", least),
        Rule::MaxLength(most) => call("MaxLength", most),
        Rule::Pattern(pattern) => call("Pattern", literal(pattern)),
        Rule::Format(format) => call("Format", literal(format)),
        Rule::Minimum(limit) => call("Minimum", literal(limit)),
        Rule::Maximum(limit) => call("Maximum", literal(limit)),
        Rule::ExclusiveMinimum(limit) => call("ExclusiveMinimum", literal(limit)),
        Rule::ExclusiveMaximum(limit) => call("ExclusiveMaximum", literal(limit)),
        Rule::MultipleOf(of) => call("MultipleOf", literal(of)),
        Rule::MinItems(least) => call("MinItems", least),
        Rule::MaxItems(most) => call("MaxItems", most),
        Rule::UniqueItems => "UniqueItems".to_owned(),
        Rule::Element(index, rules) => format!("Element({index}, {})", list(rules)),
        Rule::Items(rules) => call("Items", list(rules)),
        Rule::MinProperties(least) => call("MinProperties", least),
        Rule::MaxProperties(most) => call("MaxProperties", most),
        Rule::Required(names) => call("Required", literals(names)),
        Rule::DependentRequired(name, others) => {
            format!("DependentRequired({}, {})", literal(name), literals(others))
        }
        Rule::PropertyNames(rules) => call("PropertyNames", list(rules)),
        Rule::Property(name, rules) => named("Property", name, rules),
        Rule::Matching(pattern, rules) => named("Matching", pattern, rules),
        Rule::Others(rules) => call("Others", list(rules)),
        Rule::Closed => "Closed".to_owned(),
        Rule::Const(value) => call("Const", literal(value)),
        Rule::Enum(values) => call("Enum", literals(values)),
        Rule::Types(types) => call("Types", literals(types)),
        Rule::Never => "Never".to_owned(),
        Rule::AllOf(parts) => call("AllOf", lists(parts)),
        Rule::AnyOf(parts) => call("AnyOf", lists(parts)),
        Rule::OneOf(parts) => call("OneOf", lists(parts)),
        Rule::Not(rules) => call("Not", list(rules)),
        Rule::If(condition, then, otherwise) => {
            format!("If({}, {}, {})", list(condition), list(then), list(otherwise))
        }
        Rule::Contains(rules, least, most) => {
            format!("Contains({}, {least}, {})", list(rules), most.unwrap_or(u64::MAX))
        }
        Rule::Secret => "Secret".to_owned(),
    }
}

fn call(name: &str, argument: impl Display) -> String {
    format!("{name}({argument})")
}

fn named(name: &str, of: &str, rules: &[Rule]) -> String {
    format!("{name}({}, {})", literal(of), list(rules))
}
