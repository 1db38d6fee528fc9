//! What else does a schema ask of its values?
//!
//! Bounds of a type and of its fields are among their words, and are compared with those. Here are the rules that the words do
//! not have: of elements, of names, of what has no item of its own. What stands in something that has come,
//! gone or become another type is no news beside that.

use std::mem::discriminant;

use super::change::Change;
use super::kind::Kind;
use super::relate::Relation;
use super::types::path;
use super::{Compare, spell};
use crate::ir::{Branch, Rule, Shape, Struct, TypeDef};

/// Compares the rules of two types, of one shape.
pub(super) fn compare(cx: &mut Compare<'_>, old: &TypeDef, new: &TypeDef) {
    match (&old.shape, &new.shape) {
        (Shape::Alias(before), Shape::Alias(after)) if cx.relate(before, after) != Relation::Same => return,
        (before, after) if discriminant(before) != discriminant(after) => return,
        _ => {}
    }
    let stays = |cx: &Compare<'_>, name: &str| match (&old.shape, &new.shape) {
        (Shape::Struct(before), Shape::Struct(after)) => field_stays(cx, (before, after), name),
        _ => true,
    };
    let is_closed_still = match (&old.shape, &new.shape) {
        (Shape::Struct(before), Shape::Struct(after)) => before.rest.is_some() == after.rest.is_some(),
        _ => true,
    };
    let kept = |rules: &[Rule]| -> Vec<Rule> {
        let kept = rules.iter().filter(|rule| match rule {
            Rule::Property(name, _) => stays(cx, name),
            Rule::Closed => is_closed_still,
            _ => true,
        });
        kept.cloned().collect()
    };
    let sides = (spelled(&kept(&old.rules)), spelled(&kept(&new.rules)));
    report(cx, &path(new), sides, old, new);
    let (Shape::Union(before), Shape::Union(after)) = (&old.shape, &new.shape) else {
        return;
    };
    for branch in &before.branches {
        let is_same = |now: &&Branch| now.ident == branch.ident && cx.relate(&branch.ty, &now.ty) == Relation::Same;
        if let Some(now) = after.branches.iter().find(is_same) {
            let sides = (spell::rules(&branch.rules), spell::rules(&now.rules));
            report(cx, &format!("{}::{}", path(new), now.ident), sides, old, new);
        }
    }
}

fn field_stays(cx: &Compare<'_>, (before, after): (&Struct, &Struct), name: &str) -> bool {
    let field = |of: &Struct| of.fields.iter().position(|field| field.wire_name == name);
    match (field(before), field(after)) {
        (Some(a), Some(b)) => cx.relate(&before.fields[a].ty, &after.fields[b].ty) == Relation::Same,
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// The rules, but for those that the words of the type and its fields have.
fn spelled(rules: &[Rule]) -> Vec<String> {
    let mut left = Vec::new();
    for rule in rules {
        match rule {
            Rule::Property(name, of) => {
                let of = of.iter().filter(|rule| !is_in_words(rule)).cloned().collect();
                left.push(Rule::Property(name.clone(), of));
            }
            rule if is_in_words(rule) => {}
            rule => left.push(rule.clone()),
        }
    }
    spell::rules(&left)
}

/// Whether the documentation says it: the counterpart of `lower::docs`.
fn is_in_words(rule: &Rule) -> bool {
    match rule {
        Rule::MinLength(_)
        | Rule::MaxLength(_)
        | Rule::Pattern(_)
        | Rule::Format(_)
        | Rule::Minimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_)
        | Rule::MinItems(_)
        | Rule::MaxItems(_)
        | Rule::UniqueItems
        | Rule::MinProperties(_)
        | Rule::MaxProperties(_)
        | Rule::DependentRequired(..) => true,
        Rule::Element(..)
        | Rule::Items(_)
        | Rule::Required(_)
        | Rule::PropertyNames(_)
        | Rule::Property(..)
        | Rule::Matching(..)
        | Rule::Others(_)
        | Rule::Closed
        | Rule::Const(_)
        | Rule::Enum(_)
        | Rule::Types(_)
        | Rule::Never
        | Rule::AllOf(_)
        | Rule::AnyOf(_)
        | Rule::OneOf(_)
        | Rule::Not(_)
        | Rule::If(..)
        | Rule::Contains(..)
        | Rule::Secret => false,
    }
}

fn report(cx: &mut Compare<'_>, subject: &str, sides: (Vec<String>, Vec<String>), old: &TypeDef, new: &TypeDef) {
    let only = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|rule| !others.contains(rule)).cloned().collect()
    };
    let (gone, come) = (only(&sides.0, &sides.1), only(&sides.1, &sides.0));
    let part = |verb: &str, rules: &[String]| (!rules.is_empty()).then(|| format!("{verb}: {}", rules.join(", ")));
    let parts: Vec<String> = part("it was", &gone).into_iter().chain(part("it is", &come)).collect();
    if !parts.is_empty() {
        let what = format!("is checked otherwise ({})", parts.join("; "));
        cx.push(Change::new(Kind::RulesChanged, subject, what).at(&old.at, &new.at));
    }
}
