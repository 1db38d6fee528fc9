//! Which branches of a union may a value belong to, and which of them first?
//!
//! The branches that take its kind of JSON value. Among those for objects, the one that the tag names; if it names several, or
//! there is none, or `null`, those whose required properties are all there and whose constants match, best first: the one that knows most of the
//! value's keys and has fewest of its own missing. An object of which nothing is known comes after the structs that
//! know a key, and before those that know none. A struct that is read without a key that it requires, since that may be
//! `null`, comes after what has all that it asks for. Ties are left in the order of the table.

use super::Value;
use super::explain::why;
use super::json::JsonSource;
use super::json::cursor::{Cursor, value_of};
use super::object::Shape;
use super::tally::{Rank, Tally, count};
use super::union::{Ask, Fit, JsonKind};

/// What is known of the branches of a union before a value comes.
#[derive(Debug)]
pub struct Branches {
    /// The property whose value tells the branches apart that have tags.
    pub by: Option<&'static str>,
    /// The branches, in the order in which they are tried.
    pub all: &'static [Branch],
}

/// How the text of a branch is checked, where values can be validated.
#[cfg(feature = "validate")]
pub type BranchCheck = fn(&str, Vec<&'static [crate::validate::Rule]>) -> bool;

/// How the text of a branch is checked, where values cannot be validated.
#[cfg(not(feature = "validate"))]
pub type BranchCheck = ();

/// What is known of one branch.
#[derive(Debug)]
pub struct Branch {
    /// The name of its variant.
    pub name: &'static str,
    /// The kind of JSON value that it takes.
    pub kind: JsonKind,
    /// The one string that it is, if it is a value rather than a type.
    pub value: Option<&'static str>,
    /// Which properties it has, if it is a struct, or its elements do, if it is a list of some.
    pub shape: fn() -> Option<&'static Shape>,
    /// The values of the tag that lead to it.
    pub tags: &'static [&'static str],
    /// Why a text is no value of its type, with so many unions around it.
    pub why: fn(&str, usize) -> Option<String>,
    /// Whether a text is a value of its type that these rules and those of the type allow.
    pub check: BranchCheck,
}

#[cfg(feature = "validate")]
const fn check<T: Value>() -> BranchCheck {
    crate::validate::holds::<T>
}

#[cfg(not(feature = "validate"))]
const fn check<T: Value>() -> BranchCheck {}

impl Branch {
    /// A branch whose values are of type `T`.
    pub const fn of<T: Value>(name: &'static str, kind: JsonKind, tags: &'static [&'static str]) -> Self {
        Branch {
            name,
            kind,
            value: None,
            shape: T::shape,
            tags,
            why: why::<T>,
            check: check::<T>(),
        }
    }

    /// A branch that is this string.
    pub const fn value(name: &'static str, value: &'static str) -> Self {
        Branch {
            kind: JsonKind::String,
            value: Some(value),
            ..Branch::of::<String>(name, JsonKind::String, &[])
        }
    }

    /// Whether it may have the value of that kind which comes next.
    #[inline]
    pub(crate) fn takes(&self, kind: JsonKind, mut next: Cursor<'_>) -> bool {
        let is_value = |value| next.string().is_some_and(|string| string.is(value));
        self.kind.takes(kind) && self.value.is_none_or(is_value)
    }
}

/// The branches that a value may belong to.
enum Candidates {
    /// This one, or none.
    One(usize),
    /// Nothing but this one has been left by the first properties of an object.
    Guess(Guess),
    /// Some, best first, or none.
    Several(Vec<usize>),
}

/// The one branch that the first properties of an object have left.
#[derive(Clone, Copy)]
struct Guess {
    branch: usize,
    /// Whether their constants rule out the others, rather than that the others do not know them all.
    by_constants: bool,
}

impl Candidates {
    fn of(mut candidates: impl Iterator<Item = usize>) -> Self {
        match (candidates.next(), candidates.next()) {
            (Some(only), None) => Candidates::One(only),
            (first, second) => Candidates::Several(first.into_iter().chain(second).chain(candidates).collect()),
        }
    }

    fn into_vec(self) -> Vec<usize> {
        match self {
            Candidates::One(only) | Candidates::Guess(Guess { branch: only, .. }) => vec![only],
            Candidates::Several(several) => several,
        }
    }
}

/// How many guesses may be wrong before no more are made in a text. Each costs to read a value once more.
const MAX_WRONG_GUESSES: u8 = 8;

impl Branches {
    /// Lets branches read the next value of a text, best first, until one knows it; gives the one that has kept it, if any. The
    /// text stands after the value then.
    pub(super) fn decide(&self, json: &mut JsonSource<'_>, read: &mut ReadBranch<'_>) -> Option<usize> {
        let start = *json.cursor();
        let mut failed = None;
        let candidates = match self.candidates_for(start, json.wrong_guesses < MAX_WRONG_GUESSES) {
            Candidates::Guess(guess) => {
                let (fit, end) = (read(json, guess.branch, Ask::IsOne), *json.cursor());
                let doubts = json.doubts;
                let is_decided = match guess.by_constants {
                    // Where it fails, no other one takes its place.
                    true => fit == Fit::None || !doubts.has_repeated,
                    // Any other one knows less, and would not be tried.
                    false => fit != Fit::None && !doubts.has_repeated && !doubts.is_other,
                };
                if is_decided {
                    return (fit != Fit::None).then_some(guess.branch);
                }
                json.wrong_guesses += 1;
                match (self.candidates_for(start, false), fit) {
                    (Candidates::One(only), Fit::None) if only == guess.branch => return None,
                    (Candidates::One(only), _) if only == guess.branch => {
                        *json.cursor() = end;
                        return Some(only);
                    }
                    (candidates, Fit::None) => {
                        failed = Some(guess.branch);
                        candidates
                    }
                    (candidates, _) => candidates,
                }
            }
            candidates => candidates,
        };
        let several = match candidates {
            // It is this one or none, whether it knows the value or keeps it.
            Candidates::One(only) if self.all[only].kind != JsonKind::Any => {
                *json.cursor() = start;
                return (read(json, only, Ask::IsOne) != Fit::None).then_some(only);
            }
            candidates => candidates.into_vec(),
        };
        let (mut kept, mut last) = (None, None);
        for index in several.into_iter().filter(|&index| failed != Some(index)) {
            *json.cursor() = start;
            let fit = read(json, index, Ask::IsKnown);
            if fit != Fit::None {
                last = Some((index, *json.cursor()));
            }
            match fit {
                Fit::Known => return Some(index),
                // A union that does not know the value is no better than this one.
                Fit::Kept if self.all[index].kind != JsonKind::Any => kept = kept.or(Some(index)),
                Fit::Kept | Fit::None => {}
            }
        }
        // What was read last is still there.
        let kept = kept?;
        if let Some((_, end)) = last.filter(|&(index, _)| index == kept) {
            *json.cursor() = end;
            return Some(kept);
        }
        *json.cursor() = start;
        (read(json, kept, Ask::IsOne) != Fit::None).then_some(kept)
    }

    /// The branches beside one of them that a text may belong to as well.
    pub(super) fn others(&self, chosen: usize, text: &str) -> Vec<usize> {
        let mut next = Cursor::new(text);
        let kind = next.kind();
        let others = (0..self.all.len()).filter(|&index| index != chosen && self.all[index].kind.takes(kind));
        if kind != JsonKind::Object {
            return others.collect();
        }
        let mut tallies: Vec<_> = others.map(|index| self.tally(index)).collect();
        count(&mut tallies, next, &mut |_| true);
        let fitting = tallies.into_iter().filter(|tally| tally.rank().is_some());
        fitting.map(|tally| tally.branch).collect()
    }

    /// The branches that a text may belong to, best first.
    pub(super) fn candidates(&self, text: &str) -> Vec<usize> {
        self.candidates_for(Cursor::new(text), false).into_vec()
    }

    /// The branches that the next value may belong to, best first.
    fn candidates_for(&self, mut next: Cursor<'_>, may_guess: bool) -> Candidates {
        let kind = next.kind();
        let taking = (0..self.all.len()).filter(|&index| self.all[index].takes(kind, next));
        if kind != JsonKind::Object {
            let mut candidates = Candidates::of(taking);
            if let Candidates::Several(several) = &mut candidates {
                match kind {
                    // Of strings, those that are written in the union come first.
                    JsonKind::String => several.sort_by_key(|&index| self.all[index].value.is_none()),
                    JsonKind::Array if !several.is_empty() => return self.rank_lists(several, next),
                    _ => {}
                }
            }
            return candidates;
        }
        let Some(tag) = self.by.and_then(|by| value_of(next, by)) else {
            return self.rank(taking, next, may_guess);
        };
        let is_named = |index: usize| {
            let branch = &self.all[index];
            branch.tags.iter().any(|name| tag.is(name)) && branch.takes(kind, next)
        };
        let (mut first, mut others) = (None, false);
        for index in (0..self.all.len()).filter(|&index| is_named(index)) {
            others |= first.is_some();
            first = first.or(Some(index));
        }
        match first {
            Some(only) if !others => Candidates::One(only),
            Some(_) => self.rank(taking.filter(|&index| is_named(index)), next, may_guess),
            // `null` tells as little as no tag.
            None if tag.is("null") => self.rank(taking, next, may_guess),
            None => self.rank(taking.filter(|&index| self.all[index].tags.is_empty()), next, may_guess),
        }
    }

    #[inline]
    fn tally(&self, branch: usize) -> Tally {
        Tally::new(branch, (self.all[branch].shape)())
    }

    /// Several branches are ranked by what the object has.
    fn rank(&self, candidates: impl Iterator<Item = usize> + Clone, object: Cursor<'_>, may_guess: bool) -> Candidates {
        let mut rest = candidates.clone();
        match (rest.next(), rest.next()) {
            (Some(_), Some(_)) => {}
            (Some(only), None) => return Candidates::One(only),
            (None, _) => return Candidates::Several(Vec::new()),
        }
        // Most unions are small ones.
        let (mut few, mut many) = ([Tally::default(); 4], Vec::new());
        let mut length = 0;
        for (tally, index) in few.iter_mut().zip(candidates.clone()) {
            *tally = self.tally(index);
            length += 1;
        }
        let tallies = if candidates.clone().nth(few.len()).is_none() {
            &mut few[..length]
        } else {
            many.extend(candidates.map(|index| self.tally(index)));
            &mut many[..]
        };
        let mut guess = None;
        count(tallies, object, &mut |tallies| {
            guess = may_guess.then(|| self.guess(tallies)).flatten();
            guess.is_none()
        });
        match guess {
            Some(guess) => Candidates::Guess(guess),
            None => best(tallies.iter().map(|tally| (tally.rank(), tally.branch))),
        }
    }

    /// The branch whose constants are all as they have to be, if the others are ruled out by theirs; or the only one that would
    /// not lose a property. An object of another type may be anything else than its properties, so it is none that is guessed.
    fn guess(&self, tallies: &[Tally]) -> Option<Guess> {
        let (mut left, mut lossless) = (0, 0);
        let mut guess = None;
        for tally in tallies.iter().filter(|tally| !tally.is_out) {
            left += 1;
            if tally.lost() == 0 {
                lossless += 1;
                guess = Some(tally);
            } else if guess.is_none() {
                guess = Some(tally);
            }
        }
        let tally = guess.filter(|tally| (left == 1 || lossless == 1) && tally.is_safe())?;
        (self.all[tally.branch].kind == JsonKind::Object).then_some(Guess {
            branch: tally.branch,
            by_constants: left == 1,
        })
    }

    /// Lists of objects are ranked by what their elements are, all together.
    fn rank_lists(&self, candidates: &[usize], list: Cursor<'_>) -> Candidates {
        let mut ranks: Vec<Option<Option<Rank>>> = vec![None; candidates.len()];
        let mut are_objects = true;
        list.each_element(&mut |mut element| {
            are_objects = element.kind() == JsonKind::Object;
            if are_objects {
                let mut tallies: Vec<_> = candidates.iter().map(|&index| self.tally(index)).collect();
                count(&mut tallies, element, &mut |_| true);
                for (all, tally) in ranks.iter_mut().zip(tallies) {
                    let rank = tally.rank();
                    *all = Some(match *all {
                        Some(before) => before.zip(rank).map(|(one, other)| one.and(other)),
                        None => rank,
                    });
                }
            }
            are_objects
        });
        let ranks: Option<Vec<Option<Rank>>> = ranks.into_iter().collect();
        match ranks.filter(|_| are_objects) {
            Some(ranks) => best(ranks.into_iter().zip(candidates.iter().copied())),
            None => Candidates::Several(candidates.to_vec()),
        }
    }
}

/// Those that have a rank, and are worth trying beside the best of them.
fn best(ranked: impl Iterator<Item = (Option<Rank>, usize)>) -> Candidates {
    let mut ranked: Vec<(Rank, usize)> = ranked.filter_map(|(rank, index)| Some((rank?, index))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    if let Some(&(best, _)) = ranked.first() {
        ranked.retain(|(rank, _)| rank.is_worth_trying(best));
    }
    Candidates::of(ranked.into_iter().map(|(_, index)| index))
}

/// How a branch, given by its index, reads the next value of a text.
pub(super) type ReadBranch<'a> = dyn FnMut(&mut JsonSource<'_>, usize, Ask) -> Fit + 'a;

#[cfg(test)]
mod tests {
    use super::MAX_WRONG_GUESSES;
    use crate::RawJson;
    use crate::value::Value;
    use crate::value::json::JsonSource;

    struct A {
        kind: Option<String>,
        w: Option<String>,
        x: Option<i64>,
        y: Option<i64>,
    }

    crate::codegen::v1::object!(A {
        "kind" => kind: Optional as "a",
        "w" => w: Optional as "w",
        "x" => x: Optional,
        "y" => y: Optional,
    });

    struct B {
        kind: Option<String>,
        x: i64,
        z: Option<i64>,
    }

    crate::codegen::v1::object!(B {
        "kind" => kind: Optional as "b",
        "x" => x: Required,
        "z" => z: Nullable,
    });

    struct C {
        x: i64,
        inner: Option<Box<Any>>,
    }

    crate::codegen::v1::object!(C {
        "x" => x: Required,
        "inner" => inner: Optional,
    });

    struct D {
        more: i64,
    }

    crate::codegen::v1::object!(D {
        "more" => more: Required,
    });

    type Map = serde_json::Map<String, serde_json::Value>;

    #[non_exhaustive]
    enum Any {
        A(A),
        B(B),
        C(C),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Any {
        A(A): Object,
        B(B): Object,
        C(C): Object,
    });

    #[non_exhaustive]
    enum Open {
        B(B),
        Map(Map),
        C(C),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Open {
        B(B): Object,
        Map(Map): Object,
        C(C): Object,
    });

    #[non_exhaustive]
    enum Tagged {
        A(A),
        B(B),
        C(C),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Tagged by "kind" {
        A(A): "a",
        B(B): "b" | "c",
        C(C): "c",
    });

    #[non_exhaustive]
    enum Many {
        A(A),
        Map(std::collections::BTreeMap<String, i64>),
        B(B),
        Again(Box<B>),
        C(C),
        Last(D),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Many {
        A(A): Object,
        Map(std::collections::BTreeMap<String, i64>): Object,
        B(B): Object,
        Again(Box<B>): Object,
        C(C): Object,
        Last(D): Object,
    });

    fn read<T: Value>(text: &str, wrong_guesses: u8) -> T {
        let mut source = JsonSource::new(text);
        source.wrong_guesses = wrong_guesses;
        let mut value = T::blank();
        value.read(&mut source).unwrap();
        assert!(source.cursor().peek().is_none(), "{text}");
        value
    }

    fn agree<T: Value + PartialEq>(text: &str) {
        assert_eq!(read::<T>(text, 0), read::<T>(text, MAX_WRONG_GUESSES), "{text}");
    }

    /// All objects of up to three properties, and the same as properties of others.
    #[test]
    fn a_guess_changes_nothing() {
        let entries = [
            r#""kind":"a""#,
            r#""k\u0069nd":"b""#,
            r#""kind":"c""#,
            r#""kind":null"#,
            r#""w":"w""#,
            r#""w":"v""#,
            r#""x":1"#,
            r#""x":"no""#,
            r#""y":2"#,
            r#""z":null"#,
            r#""inner":{"y":1,"z":2,"y":3}"#,
            r#""more":0"#,
        ];
        let mut objects = vec![String::new()];
        let mut longest = objects.clone();
        for _ in 0..3 {
            let comma = |object: &str| if object.is_empty() { "" } else { "," };
            longest = longest
                .iter()
                .flat_map(|object| entries.map(|entry| format!("{object}{}{entry}", comma(object))))
                .collect();
            objects.extend(longest.iter().cloned());
        }
        for object in objects {
            let object = format!("{{{object}}}");
            for text in [format!(r#"{{"x":1,"inner":{object}}}"#), object] {
                agree::<Any>(&text);
                agree::<Open>(&text);
                agree::<Tagged>(&text);
                agree::<Many>(&text);
            }
        }
    }

    #[test]
    fn each_of_many_branches_is_found() {
        let branch = |text: &str| format!("{:?}", read::<Many>(text, 0));
        assert!(branch(r#"{"kind":"a","w":"w"}"#).starts_with("A("));
        assert!(branch(r#"{"x":1,"z":null}"#).starts_with("B("));
        assert!(branch(r#"{"x":1,"inner":{}}"#).starts_with("C("));
        assert!(branch(r#"{"more":1}"#).starts_with("Last("));
        assert!(branch(r#"{"any":1}"#).starts_with("Map("));
    }

    #[test]
    fn a_repeated_property_counts_once() {
        for text in [r#"{"x":1}"#, r#"{"x":1,"x":1,"x":1,"x":1}"#] {
            assert!(format!("{:?}", read::<Any>(text, 0)).starts_with("C("), "{text}");
        }
    }

    /// What is guessed wrong within what is guessed wrong is not read twice as often for each level.
    #[test]
    fn wrong_guesses_end() {
        let depth = 100;
        let text = format!(
            r#"{}{{"q":1}}{}"#,
            r#"{"x":1,"inner":"#.repeat(depth),
            r#","z":1}"#.repeat(depth)
        );
        let value = read::<Any>(&text, 0);
        assert_eq!(value, read::<Any>(&text, MAX_WRONG_GUESSES));
    }
}
