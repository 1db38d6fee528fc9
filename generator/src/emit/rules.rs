//! How does a type say what its schema asks of its values?

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::file::Item;
use super::{Emit, table};
use crate::ir::{Rule, Shape, TypeDef, Validation};

/// The call of the runtime's macro that lists the rules of a type, where there are any and values can be validated.
pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, items: &mut Vec<Item>) {
    if cx.api.validation == Validation::Off {
        return;
    }
    let mut rows: Vec<TokenStream> = def.rules.iter().map(rule).collect();
    if let Shape::Union(union) = &def.shape {
        let branches = union.branches.iter().filter(|branch| !branch.rules.is_empty());
        rows.extend(branches.map(|branch| {
            let (name, rules) = (&branch.ident, list(&branch.rules));
            quote!(Branch(#name, #rules))
        }));
    }
    if rows.is_empty() {
        return;
    }
    let ident = format_ident!("{}", def.ident);
    let call = table::call(&quote!(codegen::rules), &quote!(#ident), rows.into_iter());
    items.push(Item::Table(match cx.api.validation {
        Validation::ByFeature => format!("{}\n{call}", CFG),
        Validation::On | Validation::Off => call,
    }));
}

/// What stands above an item that only a crate with the feature has.
const CFG: &str = "#[cfg(feature = \"validate\")]";

fn list(rules: &[Rule]) -> TokenStream {
    let rules = rules.iter().map(rule);
    quote!(&[#(#rules),*])
}

fn lists(parts: &[Vec<Rule>]) -> TokenStream {
    let parts = parts.iter().map(|rules| list(rules));
    quote!(&[#(#parts),*])
}

fn rule(rule: &Rule) -> TokenStream {
    let count = |count: &u64| Literal::u64_unsuffixed(*count);
    match rule {
        Rule::MinLength(least) => call("MinLength", &count(least)),
        Rule::MaxLength(most) => call("MaxLength", &count(most)),
        Rule::Pattern(pattern) => call("Pattern", pattern),
        Rule::Format(format) => call("Format", format),
        Rule::Minimum(limit) => call("Minimum", limit),
        Rule::Maximum(limit) => call("Maximum", limit),
        Rule::ExclusiveMinimum(limit) => call("ExclusiveMinimum", limit),
        Rule::ExclusiveMaximum(limit) => call("ExclusiveMaximum", limit),
        Rule::MultipleOf(of) => call("MultipleOf", of),
        Rule::MinItems(least) => call("MinItems", &count(least)),
        Rule::MaxItems(most) => call("MaxItems", &count(most)),
        Rule::UniqueItems => quote!(UniqueItems),
        Rule::Element(index, rules) => {
            let (index, rules) = (Literal::usize_unsuffixed(*index), list(rules));
            quote!(Element(#index, #rules))
        }
        Rule::Items(rules) => call("Items", &list(rules)),
        Rule::MinProperties(least) => call("MinProperties", &count(least)),
        Rule::MaxProperties(most) => call("MaxProperties", &count(most)),
        Rule::Required(names) => quote!(Required(&[#(#names),*])),
        Rule::DependentRequired(name, others) => quote!(DependentRequired(#name, &[#(#others),*])),
        Rule::PropertyNames(rules) => call("PropertyNames", &list(rules)),
        Rule::Property(name, rules) => named("Property", name, rules),
        Rule::Matching(pattern, rules) => named("Matching", pattern, rules),
        Rule::Others(rules) => call("Others", &list(rules)),
        Rule::Closed => quote!(Closed),
        Rule::Const(value) => call("Const", value),
        Rule::Enum(values) => quote!(Enum(&[#(#values),*])),
        Rule::Types(types) => quote!(Types(&[#(#types),*])),
        Rule::Never => quote!(Never),
        Rule::AllOf(parts) => call("AllOf", &lists(parts)),
        Rule::AnyOf(parts) => call("AnyOf", &lists(parts)),
        Rule::OneOf(parts) => call("OneOf", &lists(parts)),
        Rule::Not(rules) => call("Not", &list(rules)),
        Rule::If(condition, then, otherwise) => {
            let (condition, then, otherwise) = (list(condition), list(then), list(otherwise));
            quote!(If(#condition, #then, #otherwise))
        }
        Rule::Contains(rules, least, most) => {
            let (rules, least, most) = (list(rules), count(least), count(&most.unwrap_or(u64::MAX)));
            quote!(Contains(#rules, #least, #most))
        }
        Rule::Secret => quote!(Secret),
    }
}

fn call(name: &str, argument: &impl quote::ToTokens) -> TokenStream {
    let name = format_ident!("{name}");
    quote!(#name(#argument))
}

fn named(name: &str, of: &str, rules: &[Rule]) -> TokenStream {
    let (name, rules) = (format_ident!("{name}"), list(rules));
    quote!(#name(#of, #rules))
}
