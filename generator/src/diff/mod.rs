//! What changes for the users of an SDK between two descriptions?
//!
//! What is compared is what would be generated, the IR after its passes: another order of keys is nothing, other words
//! are counted, and a required property is an argument more. [`kind`] says which level each kind of change calls for.

mod answers;
mod body;
mod change;
mod client;
mod correspond;
mod fields;
mod incoming;
mod kind;
mod operations;
mod order;
mod relate;
mod render;
mod rules;
mod spell;
#[cfg(test)]
mod tests;
mod types;

pub(crate) use change::Report;
pub(crate) use kind::Level;
pub(crate) use render::{Format, render};

use change::{Change, Located};
use correspond::{Pairs, correspond};
use kind::Kind;
use relate::{Relation, relate};

use crate::diagnostic;
use crate::ir::{Api, Docs, Type};
use crate::read::{Sources, SpecPath};

/// A description, and what is generated of it.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    pub(crate) api: &'a Api,
    pub(crate) sources: &'a Sources,
}

/// Compares two descriptions.
pub(crate) fn diff(old: Side<'_>, new: Side<'_>) -> Report {
    let mut compare = Compare {
        old: old.api,
        new: new.api,
        pairs: correspond(old.api, new.api),
        changes: Vec::new(),
        words: 0,
    };
    compare.client();
    compare.operations();
    compare.incoming();
    compare.types();
    let Compare { mut changes, words, .. } = compare;
    // The gravest first; what is equally grave stays in the order of client, operations and types.
    changes.sort_by_key(|change| (change.kind.level(), change.kind.section()));
    Report {
        changes: locate(changes, old.sources, new.sources),
        words,
    }
}

fn locate(changes: Vec<Change>, old: &Sources, new: &Sources) -> Vec<Located> {
    let find = |sources: &Sources, place: &dyn Fn(&Change) -> Option<SpecPath>| {
        let places: Vec<SpecPath> = changes.iter().filter_map(place).collect();
        diagnostic::locate(sources, &places).into_iter()
    };
    let (mut in_old, mut in_new) = (
        find(old, &|change| change.old.clone()),
        find(new, &|change| change.new.clone()),
    );
    changes
        .into_iter()
        .map(|change| Located {
            kind: change.kind,
            subject: change.subject,
            what: change.what,
            old: change.old.and_then(|_| in_old.next()),
            new: change.new.and_then(|_| in_new.next()),
            code: change.code,
        })
        .collect()
}

/// What has been found so far.
struct Compare<'a> {
    old: &'a Api,
    new: &'a Api,
    pairs: Pairs,
    changes: Vec<Change>,
    /// How many things are described in other words.
    words: usize,
}

impl Compare<'_> {
    fn push(&mut self, change: Change) {
        self.changes.push(change);
    }

    fn relate(&self, old: &Type, new: &Type) -> Relation {
        relate((self.old, old), (self.new, new), &self.pairs)
    }

    /// What has become of a type, as the rest of a sentence.
    fn became(&self, old: &Type, new: &Type, relation: Relation) -> String {
        self.spelled_became(&spell::ty(self.old, old), &spell::ty(self.new, new), relation)
    }

    fn spelled_became(&self, old: &str, new: &str, relation: Relation) -> String {
        let how = match relation {
            Relation::Widened => ", which holds more",
            Relation::Narrowed => ", which holds less",
            Relation::Same | Relation::Other => "",
        };
        // Two types of one name are told apart by what else is said of them.
        let now = if old == new { " of another kind" } else { "" };
        format!("was `{old}` and is `{new}`{now}{how}")
    }

    /// What is said of a thing.
    fn words(&mut self, subject: &str, old: (&Docs, &SpecPath), new: (&Docs, &SpecPath)) {
        let (before, after) = (old.0, new.0);
        match (before.deprecated, after.deprecated) {
            (false, true) => {
                let change = Change::new(Kind::Deprecated, subject, "is deprecated");
                self.push(change.at(old.1, new.1));
            }
            (true, false) => {
                let change = Change::new(Kind::NotDeprecated, subject, "is no longer deprecated");
                self.push(change.at(old.1, new.1));
            }
            (true, true) | (false, false) => {}
        }
        let only = |these: &Docs, others: &Docs| -> Vec<String> {
            let facts = these.facts.iter().filter(|fact| !others.facts.contains(fact));
            facts.map(|fact| fact.trim_end_matches('.').to_owned()).collect()
        };
        let (gone, come) = (only(before, after), only(after, before));
        if !gone.is_empty() || !come.is_empty() {
            let spelled = |verb: &str, facts: &[String]| match facts {
                [] => None,
                facts => Some(format!("{verb}: {}", facts.join(". "))),
            };
            let parts: Vec<String> = spelled("it was", &gone)
                .into_iter()
                .chain(spelled("it is", &come))
                .collect();
            let what = format!("has other bounds ({})", parts.join("; "));
            self.push(Change::new(Kind::BoundsChanged, subject, what).at(old.1, new.1));
        }
        if (&before.summary, &before.description) != (&after.summary, &after.description) {
            self.words += 1;
        }
    }
}
