//! Which rules does a value break?
//!
//! The value writes itself to [`Check`], which knows at each place the rules that its surroundings have for it; a type adds
//! its own by [`Sink::rules`]. Nothing stops at a violation.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

use super::Violation;
use super::rule::Rule;
use super::{equal, format, number, pattern};
use crate::RawJson;
use crate::pointer;
use crate::value::containers::entries;
use crate::value::decide::{Branch, Branches};
use crate::value::explain::explain;
use crate::value::json::cursor::Cursor;
use crate::value::object::Shape;
use crate::value::union::JsonKind;
use crate::value::{AnyValue, Fault, Part, Sink, Value, json};

/// Everything that a value and what is in it break.
pub(crate) fn check(value: &dyn Value) -> Vec<Violation> {
    let mut check = Check::default();
    // Nothing is written, so nothing can go wrong.
    let _ = value.write(&mut check);
    check.violations
}

/// Whether a text is a value of `T` that these rules and those of `T` allow.
#[must_use]
pub(crate) fn holds<T: Value>(text: &str, rules: Vec<&'static [Rule]>) -> bool {
    holds_as(&mut T::blank(), text, rules)
}

fn holds_as(value: &mut dyn Value, text: &str, rules: Rules) -> bool {
    if json::decode(value, text.as_bytes()).is_err() {
        return false;
    }
    let mut check = Check {
        rules,
        ..Check::default()
    };
    // Nothing is written, so nothing can go wrong.
    let _ = value.write(&mut check);
    check.violations.is_empty()
}

/// How deep other branches are tried within other branches.
const MAX_TRIES: usize = 3;

thread_local! {
    static TRIES: Cell<usize> = const { Cell::new(0) };
}

fn of_branch(rules: &'static [Rule], branch: &str) -> Option<&'static [Rule]> {
    rules.iter().find_map(|rule| match rule {
        Rule::Branch(name, rules) if *name == branch => Some(*rules),
        _ => None,
    })
}

/// How many characters of a value a violation shows.
const SHOWN: usize = 80;

type Rules = Vec<&'static [Rule]>;

#[derive(Default)]
struct Check {
    violations: Vec<Violation>,
    /// Where the value at hand is, as a JSON pointer.
    path: String,
    /// What is asked of the value at hand.
    rules: Rules,
    /// Whether the value at hand is one that its type only keeps, and of which union.
    kept: Option<Option<&'static Branches>>,
    is_secret: bool,
    /// Whether no type has proved anything of the values at hand.
    is_untyped: bool,
}

impl Check {
    /// The rules of the value at hand, which is now being looked at.
    fn take(&mut self) -> impl Iterator<Item = &'static Rule> + Clone + use<> {
        std::mem::take(&mut self.rules).into_iter().flatten()
    }

    /// Checks a value within the one at hand.
    fn part(&mut self, step: &str, part: Part<'_>, rules: Rules) {
        let length = self.path.len();
        pointer::push(&mut self.path, step);
        self.rules = rules;
        // Nothing is written, so nothing can go wrong.
        let _ = match part {
            Part::None => self.null(),
            Part::Bool(value) => self.bool(value),
            Part::I64(value) => self.i64(value),
            Part::F64(value) => self.f64(value),
            Part::Str(value) => self.str(value),
            Part::Value(value) => value.write(self),
        };
        self.path.truncate(length);
        self.rules.clear();
        self.kept = None;
        self.is_secret = false;
    }

    fn report(&mut self, keyword: &'static str, limit: impl ToString, found: impl Into<String>) {
        self.report_whole(keyword, limit, shortened(found.into()));
    }

    fn report_whole(&mut self, keyword: &'static str, limit: impl ToString, found: String) {
        let found = Some(found).filter(|_| !self.is_secret);
        self.violations.push(Violation {
            path: self.path.clone(),
            keyword,
            limit: limit.to_string(),
            found,
        });
    }

    /// Reports a value that its type only keeps; says whether it is one.
    fn is_kept(&mut self, found: impl Fn() -> String) -> bool {
        match self.kept.take() {
            Some(Some(branches)) => {
                let found = found();
                let why = explain(branches, &found, 0);
                let found = match JsonKind::of(&found) {
                    JsonKind::Object => "an object".to_owned(),
                    JsonKind::Array => "a list".to_owned(),
                    _ => found,
                };
                self.report_whole("anyOf", "", format!("{} ({why})", shortened(found)));
                true
            }
            Some(None) => {
                self.report("enum", "", found());
                true
            }
            None => false,
        }
    }

    /// Checks the rules that speak of values of any kind.
    fn values(&mut self, rules: impl Iterator<Item = &'static Rule>, found: impl Fn() -> String) {
        for rule in rules {
            let is_same = |text: &str| equal::canonical(text) == equal::canonical(&found());
            match rule {
                Rule::Const(value) if !is_same(value) => self.report("const", value, found()),
                Rule::Enum(values) if !values.iter().any(|value| is_same(value)) => {
                    self.report("enum", format!("[{}]", values.join(", ")), found());
                }
                rule if rule.is_of_the_whole() => self.whole(rule, &found()),
                _ => {}
            }
        }
    }

    /// Checks a rule that asks by other rules of a value, which is this text.
    fn whole(&mut self, rule: &'static Rule, text: &str) {
        let count = |all: &'static [&'static [Rule]]| all.iter().filter(|rules| text_holds(text, rules)).count();
        match rule {
            Rule::Types(types) if !is_of_types(text, types) => self.report("type", types.join(" or "), text),
            Rule::Never => self.report("not", "", text),
            Rule::Not(rules) if text_holds(text, rules) => self.report("not", "", text),
            Rule::AnyOf(all) if count(all) == 0 => self.report("anyOf", "", text),
            Rule::OneOf(all) => match count(all) {
                0 | 1 => {}
                several => self.report("oneOf", "", format!("a value of {several} branches")),
            },
            Rule::AllOf(all) => all.iter().for_each(|rules| self.text(rules, text)),
            Rule::If(condition, then, otherwise) => {
                let rules = if text_holds(text, condition) { then } else { otherwise };
                self.text(rules, text);
            }
            _ => {}
        }
    }

    /// Checks a value again, as the text that it is written as.
    fn text(&mut self, rules: &'static [Rule], text: &str) {
        let Ok(value) = serde_json::from_str::<&RawValue>(text) else {
            return;
        };
        let mut check = Check {
            path: self.path.clone(),
            rules: vec![rules],
            is_secret: self.is_secret,
            is_untyped: true,
            ..Check::default()
        };
        // Nothing is written, so nothing can go wrong.
        let _ = check.raw(value);
        self.violations.append(&mut check.violations);
    }

    fn number(&mut self, text: &str) {
        if self.is_kept(|| text.to_owned()) {
            return;
        }
        let rules = self.take();
        self.values(rules.clone(), || text.to_owned());
        for rule in rules {
            use std::cmp::Ordering::{Equal, Greater, Less};
            let (keyword, limit, wrong): (_, _, &[_]) = match rule {
                Rule::Minimum(limit) => ("minimum", limit, &[Less]),
                Rule::Maximum(limit) => ("maximum", limit, &[Greater]),
                Rule::ExclusiveMinimum(limit) => ("exclusiveMinimum", limit, &[Less, Equal]),
                Rule::ExclusiveMaximum(limit) => ("exclusiveMaximum", limit, &[Greater, Equal]),
                Rule::MultipleOf(of) => {
                    if number::is_multiple(text, of) == Some(false) {
                        self.report("multipleOf", of, text);
                    }
                    continue;
                }
                _ => continue,
            };
            if number::compare(text, limit).is_some_and(|order| wrong.contains(&order)) {
                self.report(keyword, limit, text);
            }
        }
    }

    /// Checks what is asked of a list as a whole.
    fn list_itself(&mut self, rules: impl Iterator<Item = &'static Rule>, elements: &[Part<'_>]) {
        let (count, found) = (elements.len() as u64, counted(elements.len(), "element"));
        for rule in rules {
            match rule {
                Rule::MinItems(least) if count < *least => self.report("minItems", least, &*found),
                Rule::MaxItems(most) if count > *most => self.report("maxItems", most, &*found),
                Rule::Contains(rules, least, most) => {
                    let holds = |element: &&Part<'_>| text_holds(&equal::text_of(**element), rules);
                    let fitting = elements.iter().filter(holds).count();
                    let found = || format!("{} that fit", counted(fitting, "element"));
                    if (fitting as u64) < *least {
                        self.report("contains", least, found());
                    } else if fitting as u64 > *most {
                        self.report("maxContains", most, found());
                    }
                }
                Rule::UniqueItems => {
                    let mut known = HashMap::new();
                    for (index, element) in elements.iter().enumerate() {
                        let text = equal::canonical(&equal::text_of(*element));
                        if let Some(first) = known.insert(text, index) {
                            self.report(
                                "uniqueItems",
                                "",
                                format!("elements {first} and {index} that are equal"),
                            );
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Checks what is asked of an object as a whole, which has properties of these names.
    fn object_itself(&mut self, rules: impl Iterator<Item = &'static Rule>, names: &[&str]) {
        let (count, found) = (names.len() as u64, counted(names.len(), "property"));
        for rule in rules {
            match rule {
                Rule::MinProperties(least) if count < *least => self.report("minProperties", least, &*found),
                Rule::MaxProperties(most) if count > *most => self.report("maxProperties", most, &*found),
                Rule::Required(all) => {
                    for name in all.iter().filter(|name| !names.contains(name)) {
                        self.report("required", name, "an object without it");
                    }
                }
                Rule::DependentRequired(of, all) if names.contains(of) => {
                    for name in all.iter().filter(|name| !names.contains(name)) {
                        self.report("dependentRequired", name, format!("`{of}` without it"));
                    }
                }
                Rule::PropertyNames(rules) => {
                    for name in names {
                        let before = self.violations.len();
                        self.rules = vec![rules];
                        let _ = self.str(name);
                        for violation in &mut self.violations[before..] {
                            violation.limit = format!("{} {}", violation.keyword, violation.limit);
                            violation.keyword = "propertyNames";
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// What is asked of a property that the type at hand does not name, if it may be there.
    fn other_property(&mut self, rules: impl Iterator<Item = &'static Rule> + Clone, name: &str) -> Rules {
        let mut own = property(rules.clone(), name);
        let is_named = rules
            .clone()
            .any(|rule| matches!(rule, Rule::Property(known, _) if *known == name));
        let mut is_matched = false;
        for rule in rules.clone() {
            if let Rule::Matching(of, rules) = rule {
                // A pattern that is none may be one of anything.
                if pattern::is_found(of, name) != Some(false) {
                    own.push(rules);
                    is_matched = true;
                }
            }
        }
        for rule in rules.filter(|_| !is_named && !is_matched) {
            match rule {
                Rule::Others(rules) => own.push(rules),
                Rule::Closed => self.report("additionalProperties", "false", format!("a property {name:?}")),
                _ => {}
            }
        }
        own
    }
}

/// Whether a value, which is this text, has these rules for it.
fn text_holds(text: &str, rules: &'static [Rule]) -> bool {
    let mut check = Check::default();
    check.text(rules, text);
    check.violations.is_empty()
}

fn is_of_types(text: &str, types: &[&str]) -> bool {
    let has = |name: &str| types.contains(&name);
    match JsonKind::of(text) {
        JsonKind::Null => has("null"),
        JsonKind::Bool => has("boolean"),
        JsonKind::Number => has("number") || has("integer") && number::is_multiple(text, "1") == Some(true),
        JsonKind::String => has("string"),
        JsonKind::Array => has("array"),
        JsonKind::Object => has("object"),
        JsonKind::Any => true,
    }
}

fn property(rules: impl Iterator<Item = &'static Rule>, name: &str) -> Rules {
    let of_name = |rule: &'static Rule| match rule {
        Rule::Property(known, rules) if *known == name => Some(*rules),
        _ => None,
    };
    rules.filter_map(of_name).collect()
}

fn text_of_object<'a>(entries: impl Iterator<Item = (&'a str, Part<'a>)>) -> String {
    let of = |(key, part)| format!("{}:{}", serde_json::Value::from(key), equal::text_of(part));
    let texts: Vec<String> = entries.map(of).collect();
    format!("{{{}}}", texts.join(","))
}

fn counted(count: usize, what: &str) -> String {
    match (count, what) {
        (1, what) => format!("1 {what}"),
        (count, "property") => format!("{count} properties"),
        (count, what) => format!("{count} {what}s"),
    }
}

fn shortened(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}

impl Sink for Check {
    fn unknown(&mut self, of: Option<&'static Branches>) {
        self.kept = Some(of);
    }

    fn secret(&mut self) {
        self.is_secret = true;
    }

    fn rules(&mut self, rules: &'static [Rule]) {
        self.rules.push(rules);
    }

    fn branch(
        &mut self,
        rules: &'static [Rule],
        of: &'static Branches,
        branch: &'static str,
        value: &dyn AnyValue,
    ) -> bool {
        let outer: Rules = self.rules.iter().copied().chain([rules]).collect();
        let rules_of = |branch: &str| outer.iter().copied().chain(of_branch(rules, branch)).collect::<Rules>();
        self.rules = rules_of(branch);
        // A tag leaves a value to one branch.
        if of.by.is_some() {
            return false;
        }
        let before = self.violations.len();
        // Nothing is written, so nothing can go wrong.
        let _ = value.write(self);
        if self.violations.len() > before {
            let text = equal::text_of(value.to_part());
            let takes = |other: &&Branch| other.name != branch && other.takes(JsonKind::of(&text), Cursor::new(&text));
            if TRIES.with(|tries| tries.get() < MAX_TRIES) {
                TRIES.with(|tries| tries.set(tries.get() + 1));
                let holds = |other: &Branch| (other.check)(&text, rules_of(other.name));
                if of.all.iter().filter(takes).any(holds) {
                    self.violations.truncate(before);
                }
                TRIES.with(|tries| tries.set(tries.get() - 1));
            }
        }
        true
    }

    fn null(&mut self) -> Result<(), Fault> {
        // Whether something may be `null` is said by its type, if it has one.
        let rules = self.take();
        if self.is_untyped {
            self.values(rules, || "null".to_owned());
        }
        Ok(())
    }

    fn bool(&mut self, value: bool) -> Result<(), Fault> {
        let rules = self.take();
        self.values(rules, || value.to_string());
        Ok(())
    }

    fn i64(&mut self, value: i64) -> Result<(), Fault> {
        self.number(&value.to_string());
        Ok(())
    }

    fn u64(&mut self, value: u64) -> Result<(), Fault> {
        self.number(&value.to_string());
        Ok(())
    }

    fn f64(&mut self, value: f64) -> Result<(), Fault> {
        self.number(&value.to_string());
        Ok(())
    }

    fn f32(&mut self, value: f32) -> Result<(), Fault> {
        self.number(&value.to_string());
        Ok(())
    }

    fn str(&mut self, value: &str) -> Result<(), Fault> {
        let found = || serde_json::Value::from(value).to_string();
        if self.is_kept(found) {
            return Ok(());
        }
        let rules = self.take();
        self.is_secret |= rules.clone().any(|rule| matches!(rule, Rule::Secret));
        self.values(rules.clone(), found);
        let length = value.chars().count() as u64;
        for rule in rules {
            match rule {
                Rule::MinLength(least) if length < *least => self.report("minLength", least, found()),
                Rule::MaxLength(most) if length > *most => self.report("maxLength", most, found()),
                Rule::Pattern(pattern) if pattern::is_found(pattern, value) == Some(false) => {
                    self.report("pattern", pattern, found());
                }
                Rule::Format(format) if !format::is_of(format, value) => self.report("format", format, found()),
                _ => {}
            }
        }
        Ok(())
    }

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        let elements: Vec<Part<'_>> = elements.collect();
        let rules = self.take();
        if rules.clone().any(Rule::is_of_the_whole) {
            let texts: Vec<String> = elements.iter().map(|element| equal::text_of(*element)).collect();
            self.values(rules.clone(), || format!("[{}]", texts.join(",")));
        }
        self.list_itself(rules.clone(), &elements);
        for (index, element) in elements.into_iter().enumerate() {
            let at = |rule: &'static Rule| match rule {
                Rule::Element(at, rules) if *at == index => Some(*rules),
                Rule::Items(rules) => Some(*rules),
                _ => None,
            };
            let has_own = rules
                .clone()
                .any(|rule| matches!(rule, Rule::Element(at, _) if *at == index));
            let own = rules.clone().filter(|rule| !has_own || !matches!(rule, Rule::Items(_)));
            self.part(&index.to_string(), element, own.filter_map(at).collect());
        }
        Ok(())
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        let entries: Vec<(&str, Part<'_>)> = entries.collect();
        let rules = self.take();
        if rules.clone().any(Rule::is_of_the_whole) {
            let text = text_of_object(entries.iter().copied());
            self.values(rules.clone(), || text.clone());
        }
        let names: Vec<&str> = entries.iter().map(|(name, _)| *name).collect();
        self.object_itself(rules.clone(), &names);
        for (name, part) in entries {
            let own = self.other_property(rules.clone(), name);
            self.part(name, part, own);
        }
        Ok(())
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        let rules = self.take();
        let is_there = |(index, part): &(usize, Part<'_>)| {
            !matches!(part, Part::None) || !shape.fields()[*index].is_left_out(*index, nulls)
        };
        let parts = fields.iter().map(|field| field.to_part()).enumerate();
        let there: Vec<(usize, Part<'_>)> = parts.filter(is_there).collect();
        let rest: Vec<(&str, Part<'_>)> = rest.into_iter().flatten().collect();
        let of_fields = there.iter().map(|(index, _)| shape.fields()[*index].name);
        let names: Vec<&str> = of_fields.chain(rest.iter().map(|(name, _)| *name)).collect();
        if rules.clone().any(Rule::is_of_the_whole) {
            let fields = there.iter().map(|(index, part)| (shape.fields()[*index].name, *part));
            let text = text_of_object(fields.chain(rest.iter().copied()));
            self.values(rules.clone(), || text.clone());
        }
        self.object_itself(rules.clone(), &names);
        for (index, part) in there {
            let field = &shape.fields()[index];
            let own = property(rules.clone(), field.name);
            let before = self.violations.len();
            self.part(field.name, part, own);
            if let (Some(constant), false) = (field.constant, matches!(part, Part::None)) {
                let text = equal::text_of(part);
                let plain = serde_json::from_str::<String>(&text);
                let is_same = plain.as_deref().map_or_else(
                    |_| equal::canonical(&text) == equal::canonical(constant),
                    |plain| plain == constant,
                );
                if !is_same {
                    // That it is no value of an enum of one says no more.
                    self.violations.truncate(before);
                    let length = self.path.len();
                    pointer::push(&mut self.path, field.name);
                    self.report("const", constant, text);
                    self.path.truncate(length);
                }
            }
        }
        for (name, part) in rest {
            // What another branch of a union knows is for that one to ask of.
            let own = match shape.keeps_rest {
                true => self.other_property(rules.clone(), name),
                false => Rules::new(),
            };
            self.part(name, part, own);
        }
        Ok(())
    }

    fn any(&mut self, value: &serde_json::Value) -> Result<(), Fault> {
        match value {
            serde_json::Value::Null => self.null(),
            serde_json::Value::Bool(value) => self.bool(*value),
            serde_json::Value::Number(number) => {
                self.number(&number.to_string());
                Ok(())
            }
            serde_json::Value::String(text) => self.str(text),
            serde_json::Value::Array(elements) => self.list(&mut elements.iter().map(Value::part)),
            serde_json::Value::Object(map) => self.map(&mut entries(map)),
        }
    }

    fn raw(&mut self, value: &RawValue) -> Result<(), Fault> {
        let text = value.get();
        if self.is_kept(|| text.to_owned()) {
            return Ok(());
        }
        // Each level of it as it is read: numbers are looked at digit by digit.
        match JsonKind::of(text) {
            JsonKind::Null | JsonKind::Any => self.null(),
            JsonKind::Bool => self.bool(text == "true"),
            JsonKind::Number => {
                self.number(text);
                Ok(())
            }
            JsonKind::String => self.str(&serde_json::from_str::<String>(text).unwrap_or_default()),
            JsonKind::Array => {
                let elements: Vec<RawJson> = serde_json::from_str(text).unwrap_or_default();
                self.list(&mut elements.iter().map(Value::part))
            }
            JsonKind::Object => {
                let map: BTreeMap<String, RawJson> = serde_json::from_str(text).unwrap_or_default();
                self.map(&mut entries(&map))
            }
        }
    }
}
