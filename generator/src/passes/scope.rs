//! What are several things called that stand in one place?
//!
//! Each by its own name. Where names meet, each of those that meet gets a suffix made from itself: the first kind of
//! suffix that tells them all apart. A name that the generated code needs for itself gets an underscore.

use std::collections::{BTreeMap, BTreeSet};

use super::identifier;

/// A name that something would like to have.
pub(super) struct Claim {
    /// The name, already in its case.
    pub(super) ident: String,
    /// The name in the document.
    pub(super) wire_name: String,
    /// Whether suffixes are joined as words of a type or of a field.
    pub(super) case: Case,
    /// What sort of thing this is, where that may tell it from others.
    pub(super) kind: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Snake,
    UpperCamel,
}

impl Claim {
    pub(super) fn field(wire_name: &str) -> Self {
        Claim {
            ident: identifier::snake(wire_name),
            wire_name: wire_name.to_owned(),
            case: Case::Snake,
            kind: "",
        }
    }

    pub(super) fn variant(wire_name: &str) -> Self {
        Claim::of_variant(wire_name, wire_name)
    }

    /// A variant that is not named after its value on the wire.
    pub(super) fn of_variant(name: &str, wire_name: &str) -> Self {
        Claim {
            ident: identifier::upper_camel(name),
            wire_name: wire_name.to_owned(),
            case: Case::UpperCamel,
            kind: "",
        }
    }

    /// The suffix of each kind, from the most telling one.
    fn suffixes(&self) -> [String; 3] {
        let letters = || self.wire_name.chars().filter(|c| c.is_alphabetic());
        let case = if letters().all(char::is_lowercase) {
            "lower"
        } else if letters().all(char::is_uppercase) {
            "upper"
        } else {
            "mixed"
        };
        [self.kind.to_owned(), case.to_owned(), identifier::hash(&self.wire_name)]
    }

    fn with(&self, suffix: &str) -> String {
        if suffix.is_empty() {
            return self.ident.clone();
        }
        let ident = self.ident.trim_end_matches('_');
        match self.case {
            Case::Snake => format!("{ident}_{suffix}"),
            Case::UpperCamel => format!("{ident}{}", identifier::upper_camel(suffix).trim_start_matches('_')),
        }
    }
}

/// The names of all claims, in their order, and which of them met others.
pub(super) fn resolve(claims: &[Claim], reserved: impl Fn(&str) -> bool) -> (Vec<String>, Vec<usize>) {
    let mut names: Vec<String> = claims.iter().map(|claim| claim.ident.clone()).collect();
    let mut met = BTreeSet::new();
    for level in 0..3 {
        let meeting = meeting(&names);
        if meeting.is_empty() {
            break;
        }
        for group in meeting {
            let candidates: Vec<String> = group
                .iter()
                .map(|&index| claims[index].with(&claims[index].suffixes()[level]))
                .collect();
            let distinct: BTreeSet<&String> = candidates.iter().collect();
            let free = |name: &String| !names.contains(name);
            // The last kind of suffix is taken in any case.
            if level == 2 || (distinct.len() == candidates.len() && candidates.iter().all(free)) {
                for (&index, name) in group.iter().zip(candidates) {
                    met.insert(index);
                    names[index] = name;
                }
            }
        }
    }
    // Two names with the same letters and the same hash are told apart by their order.
    for group in meeting(&names) {
        for (nth, &index) in group.iter().enumerate().skip(1) {
            met.insert(index);
            names[index] = claims[index].with(&format!("{}{nth}", identifier::hash(&claims[index].wire_name)));
        }
    }
    for name in &mut names {
        if reserved(name) {
            name.push('_');
        }
    }
    (names, met.into_iter().collect())
}

/// The groups of places that have one name.
fn meeting(names: &[String]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        places.entry(name).or_default().push(index);
    }
    places.into_values().filter(|places| places.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::{Claim, resolve};

    fn variants(wire_names: &[&str]) -> Vec<String> {
        let claims: Vec<_> = wire_names.iter().map(|name| Claim::variant(name)).collect();
        resolve(&claims, |name| name == "Unknown").0
    }

    #[test]
    fn names_that_differ_in_case_are_told_apart_by_it() {
        assert_eq!(variants(&["asc", "ASC", "desc"]), ["AscLower", "AscUpper", "Desc"]);
    }

    #[test]
    fn signs_tell_names_apart() {
        assert_eq!(variants(&["x", "-x", "+x"]), ["X", "MinusX", "PlusX"]);
    }

    #[test]
    fn what_nothing_readable_tells_apart_gets_letters_of_its_own() {
        let names = variants(&["a_b", "a-b", "a b"]);
        assert!(
            names.iter().all(|name| name.starts_with("AB") && name.len() > 2),
            "{names:?}"
        );
        let distinct: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), 3);
    }

    #[test]
    fn a_reserved_name_gets_an_underscore() {
        assert_eq!(variants(&["unknown"]), ["Unknown_"]);
    }
}
