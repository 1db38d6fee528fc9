//! What has changed in the operations?

use super::change::Change;
use super::kind::Kind;
use super::relate::Relation;
use super::{Compare, answers, order, spell};
use crate::ir::{Api, Group, Operation, Parameter, StatusPattern, Style};
use crate::read::SpecPath;

/// The old operation and the new one.
pub(super) type Both<'a> = (&'a Operation, &'a Operation);

impl Compare<'_> {
    /// Operations that are gone, that are new, and what is different in those that stay.
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        self.groups();
        for (index, operation) in old
            .operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| operation.presence.is_in())
        {
            match self.pairs.operations.get(&index) {
                None => {
                    let what = format!("is gone ({})", line(operation));
                    let change = Change::new(Kind::OperationRemoved, spell::method(old, operation), what);
                    let change = change.at_old(&operation.at);
                    self.push(change.code(format!("{}.await?", spell::call(old, operation)), ""));
                }
                Some(now) => self.operation((operation, &new.operations[*now])),
            }
        }
        let kept: Vec<usize> = self.pairs.operations.values().copied().collect();
        for (index, operation) in new
            .operations
            .iter()
            .enumerate()
            .filter(|(_, operation)| operation.presence.is_in())
        {
            if !kept.contains(&index) {
                let what = format!("is new ({})", line(operation));
                let change = Change::new(Kind::OperationAdded, spell::method(new, operation), what);
                self.push(change.at_new(&operation.at));
            }
        }
    }

    fn groups(&mut self) {
        let (old, new) = (self.old, self.new);
        let method = |ident: &str| format!("Client::{ident}");
        for (index, group) in old
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.presence.is_in())
        {
            match self.pairs.groups.get(&index).map(|now| &new.groups[*now]) {
                None => {
                    let change = Change::new(Kind::GroupRemoved, method(&group.ident), "is gone, and its module");
                    let change = change.code(format!("client.{}()", group.ident), "");
                    self.push(within(change, first_of(old, group), None));
                }
                Some(now) if now.ident != group.ident => {
                    let change = Change::new(
                        Kind::GroupRenamed,
                        method(&group.ident),
                        format!("is `{}` now", now.ident),
                    );
                    let code = |ident: &str| format!("client.{ident}()");
                    let change = change.code(code(&group.ident), code(&now.ident));
                    self.push(within(change, first_of(old, group), first_of(new, now)));
                }
                Some(_) => {}
            }
        }
        let kept: Vec<usize> = self.pairs.groups.values().copied().collect();
        for (index, group) in new
            .groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.presence.is_in())
        {
            if !kept.contains(&index) {
                let what = format!("is new, for the tag `{}`", group.tag);
                let change = Change::new(Kind::GroupAdded, method(&group.ident), what);
                self.push(within(change, None, first_of(new, group)));
            }
        }
    }

    fn operation(&mut self, both: Both<'_>) {
        let (before, after) = both;
        let (was, is) = (spell::method(self.old, before), spell::method(self.new, after));
        let homes = (spell::group(self.old, before), spell::group(self.new, after));
        let is_home = match homes {
            (Some(old), Some(new)) => self.pairs.groups.get(&old) == Some(&new),
            (old, new) => old.is_none() && new.is_none(),
        };
        let calls = (spell::call(self.old, before), spell::call(self.new, after));
        if before.ident != after.ident || !is_home {
            let kind = if is_home {
                Kind::OperationRenamed
            } else {
                Kind::OperationMoved
            };
            let change = Change::new(kind, &was, format!("is `{is}` now"));
            self.operation_changed(both, change.code(&calls.0, &calls.1));
        }
        if line(before) != line(after) {
            let what = format!("was `{}` and is `{}`", line(before), line(after));
            self.operation_changed(both, Change::new(Kind::RequestLineChanged, &is, what));
        }
        self.parameters(both, &is, &calls);
        self.body(both, &is, &calls);
        answers::compare(self, both, &is);
        self.security(both, &is);
        self.words(&is, (&before.docs, &before.at), (&after.docs, &after.at));
    }

    pub(super) fn operation_changed(&mut self, (before, after): Both<'_>, change: Change) {
        self.push(change.at(&before.at, &after.at));
    }

    /// A change of what is answered with this status; where a side has none of it, its place is the operation.
    pub(super) fn answer_changed(&mut self, (before, after): Both<'_>, status: StatusPattern, change: Change) {
        let place = |operation: &Operation| {
            let mut declared = operation.declared.iter();
            let found = declared.find(|declared| declared.status == status);
            found.map_or(&operation.at, |declared| &declared.at).clone()
        };
        self.push(change.at(&place(before), &place(after)));
    }

    fn parameters(&mut self, both: Both<'_>, method: &str, calls: &(String, String)) {
        let (before, after) = both;
        let named = |parameter: &Parameter| format!("{method}::{}", parameter.ident);
        let pairs = pair(&before.parameters, &after.parameters);
        for (index, parameter) in before.parameters.iter().enumerate() {
            let Some((_, now)) = pairs.iter().find(|(was, _)| *was == index) else {
                let what = format!("is gone ({} `{}`)", parameter.location.as_str(), parameter.wire_name);
                let change = Change::new(Kind::ParameterRemoved, named(parameter), what);
                let change = change.at(&parameter.at, &after.at);
                let change = match parameter.is_argument() {
                    true => change.code(&calls.0, &calls.1),
                    false => change.code(format!("{}.{}(value)", calls.0, parameter.ident), &calls.1),
                };
                self.push(change);
                continue;
            };
            self.parameter(parameter, &after.parameters[*now], method, calls);
        }
        for (index, parameter) in after.parameters.iter().enumerate() {
            if pairs.iter().any(|(_, now)| *now == index) {
                continue;
            }
            let spelled = spell::parameter(self.new, parameter);
            let place = parameter.location.as_str();
            let change = if parameter.is_argument() {
                let what = format!("is new and required ({place}, `{spelled}`)");
                Change::new(Kind::RequiredParameterAdded, named(parameter), what).code(&calls.0, &calls.1)
            } else {
                Change::new(
                    Kind::ParameterAdded,
                    named(parameter),
                    format!("is new ({place}, `{spelled}`)"),
                )
            };
            self.push(change.at(&before.at, &parameter.at));
        }
        // The body comes last, wherever it is.
        let arguments: Vec<order::Argument<'_>> = pairs
            .iter()
            .map(|(was, is)| (&before.parameters[*was], *is, &after.parameters[*is]))
            .filter(|(was, _, is)| was.is_argument() && is.is_argument())
            .map(|(_, position, parameter)| order::Argument {
                position,
                name: &parameter.ident,
                ty: spell::parameter(self.new, parameter),
            })
            .collect();
        if let Some(what) = order::changed(&arguments) {
            let change = Change::new(Kind::ParametersReordered, method, what);
            self.operation_changed(both, change.code(&calls.0, &calls.1));
        }
    }

    fn parameter(&mut self, before: &Parameter, after: &Parameter, method: &str, calls: &(String, String)) {
        let name = format!("{method}::{}", after.ident);
        let mut changes = Vec::new();
        match (before.is_argument(), after.is_argument()) {
            (false, true) => {
                let was = format!("{}.{1}({1})", calls.0, before.ident);
                changes.push(Change::new(Kind::ParameterRequired, &name, "has become required").code(was, &calls.1));
            }
            (true, false) => {
                let is = format!("{}.{}({})", calls.1, after.ident, before.ident);
                changes.push(Change::new(Kind::ParameterOptional, &name, "has become optional").code(&calls.0, is));
            }
            // The name of an argument is its own affair.
            (false, false) if before.ident != after.ident => {
                let subject = format!("{method}::{}", before.ident);
                let change = Change::new(Kind::ParameterRenamed, subject, format!("is `{}` now", after.ident));
                let call = |call: &str, ident: &str| format!("{call}.{ident}(value)");
                changes.push(change.code(call(&calls.0, &before.ident), call(&calls.1, &after.ident)));
            }
            (false, false) | (true, true) => {}
        }
        let is_file = |style| matches!(style, Style::File | Style::Files);
        let relation = match is_file(before.style) || is_file(after.style) {
            true if before.style == after.style => Relation::Same,
            true => Relation::Other,
            false => self.relate(&before.ty, &after.ty),
        };
        let kind = match relation {
            Relation::Same => None,
            Relation::Widened => Some(Kind::ParameterWidened),
            Relation::Narrowed => Some(Kind::ParameterNarrowed),
            Relation::Other => Some(Kind::ParameterTypeChanged),
        };
        if let Some(kind) = kind {
            let what = self.spelled_became(
                &spell::parameter(self.old, before),
                &spell::parameter(self.new, after),
                relation,
            );
            changes.push(Change::new(kind, &name, what));
        }
        if before.wire_name != after.wire_name {
            let what = format!("was `{}` on the wire and is `{}`", before.wire_name, after.wire_name);
            changes.push(Change::new(Kind::WireNameChanged, &name, what));
        }
        if before.location != after.location {
            let what = format!(
                "was a {} parameter and is a {} one",
                before.location.as_str(),
                after.location.as_str()
            );
            changes.push(Change::new(Kind::ParameterPlaceChanged, &name, what));
        } else if relation != Relation::Other
            && (before.style, before.reserved, &before.content_type)
                != (after.style, after.reserved, &after.content_type)
        {
            let what = format!("was written as {:?} and is as {:?}", before.style, after.style);
            changes.push(Change::new(Kind::ParameterStyleChanged, &name, what));
        }
        for change in changes {
            self.push(change.at(&before.at, &after.at));
        }
        self.words(&name, (&before.docs, &before.at), (&after.docs, &after.at));
    }

    fn security(&mut self, both: Both<'_>, method: &str) {
        let spelled = |api: &crate::ir::Api, operation: &Operation| {
            let mut alternatives: Vec<String> = operation
                .security
                .iter()
                .map(|set| {
                    let mut names: Vec<&str> = set.iter().map(|index| api.schemes[*index].name.as_str()).collect();
                    names.sort_unstable();
                    if names.is_empty() {
                        "nothing".to_owned()
                    } else {
                        names.join(" and ")
                    }
                })
                .collect();
            alternatives.sort();
            if alternatives.is_empty() {
                "nothing".to_owned()
            } else {
                alternatives.join(", or ")
            }
        };
        let (was, is) = (spelled(self.old, both.0), spelled(self.new, both.1));
        if was != is {
            let what = format!("needed {was} to say who calls, and needs {is}");
            self.operation_changed(both, Change::new(Kind::SecurityChanged, method, what));
        }
    }
}

fn line(operation: &Operation) -> String {
    format!("{} {}", operation.method.as_str(), operation.path)
}

/// Which parameters are which: by place and name, by name alone, by Rust name.
fn pair(old: &[Parameter], new: &[Parameter]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut pair_by = |is_same: &dyn Fn(&Parameter, &Parameter) -> bool| {
        for (index, parameter) in old.iter().enumerate() {
            let is_free = |now: usize| !pairs.iter().any(|(a, b)| *a == index || *b == now);
            let found = (0..new.len()).find(|now| is_free(*now) && is_same(parameter, &new[*now]));
            pairs.extend(found.map(|now| (index, now)));
        }
    };
    pair_by(&|a, b| (a.location, &a.wire_name) == (b.location, &b.wire_name));
    pair_by(&|a, b| a.wire_name == b.wire_name);
    pair_by(&|a, b| a.ident == b.ident);
    // What stands in a path has a name for people only.
    let in_path = |a: &Parameter| a.location == crate::ir::Location::Path;
    let count = |all: &[Parameter]| all.iter().filter(|one| in_path(one)).count();
    if count(old) == count(new) {
        pair_by(&|a, b| in_path(a) && in_path(b));
    }
    pairs.sort_unstable();
    pairs
}

/// The first operation under a tag, which is where the tag is met.
fn first_of<'a>(api: &'a Api, group: &Group) -> Option<&'a SpecPath> {
    let mut operations = api.operations.iter();
    let first = operations.find(|operation| operation.tags.first() == Some(&group.tag));
    first.map(|operation| &operation.at)
}

/// A change with its places, as far as there are any.
fn within(change: Change, old: Option<&SpecPath>, new: Option<&SpecPath>) -> Change {
    Change {
        old: old.cloned(),
        new: new.cloned(),
        ..change
    }
}
