//! How do pointers become lines and columns?

use std::collections::BTreeMap;

use super::{Location, excerpt};
use crate::read::{File, FileId, Lines, Query, SourceId, Sources, SpecPath, Spot, Target};

/// A place that a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// A node of a document.
    Node(SpecPath),
    /// A node where it was written, in a tree that has been put together of several since.
    Written(SpecPath),
    /// A place in a file that has no tree.
    Spot(Spot),
    /// A path from which nothing could be read.
    Path(String),
}

impl Place {
    /// The references that led from a document to the file of this place, the last one first.
    pub(super) fn referrers(&self, sources: &Sources) -> Vec<SpecPath> {
        let mut file = match self {
            Place::Node(at) => Some(sources.file_of(sources.origin(at).source())),
            Place::Written(at) => Some(sources.file_of(at.source())),
            Place::Spot(spot) => Some(sources.file(spot.file)),
            Place::Path(_) => None,
        };
        let mut chain: Vec<SpecPath> = Vec::new();
        // A file is first referred to from one that was read before it, so this has an end.
        while let Some(referrer) = file.and_then(|file| file.referrer.as_ref()) {
            chain.push(referrer.clone());
            file = Some(sources.file_of(referrer.source()));
        }
        chain.truncate(MOST_REFERRERS);
        chain
    }
}

/// How many references of a chain are shown.
const MOST_REFERRERS: usize = 4;

impl From<&SpecPath> for Place {
    fn from(at: &SpecPath) -> Place {
        Place::Node(at.clone())
    }
}

impl From<SpecPath> for Place {
    fn from(at: SpecPath) -> Place {
        Place::Node(at)
    }
}

impl From<Spot> for Place {
    fn from(spot: Spot) -> Place {
        Place::Spot(spot)
    }
}

/// A place, and which part of it is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Placed {
    pub(super) place: Place,
    pub(super) target: Target,
    pub(super) occurrence: usize,
}

impl Placed {
    pub(super) fn value(place: Place) -> Placed {
        Placed {
            place,
            target: Target::Value,
            occurrence: 0,
        }
    }
}

/// The locations of `places`, in their order. Each document is gone through once.
pub(super) fn locate<'p>(sources: &Sources, places: impl Iterator<Item = &'p Placed>) -> Vec<Location> {
    let places: Vec<&Placed> = places.collect();
    let origin = |placed: &&Placed| match &placed.place {
        Place::Node(at) => Some(sources.origin(at)),
        Place::Written(at) => Some(at.clone()),
        Place::Spot(_) | Place::Path(_) => None,
    };
    let origins: Vec<Option<SpecPath>> = places.iter().map(origin).collect();
    let mut queries: BTreeMap<SourceId, Vec<(usize, Query<'_>)>> = BTreeMap::new();
    for (number, (placed, origin)) in places.iter().zip(&origins).enumerate() {
        if let Some(at) = origin {
            let query = Query {
                pointer: at.pointer(),
                target: placed.target,
                occurrence: placed.occurrence,
            };
            queries.entry(at.source()).or_default().push((number, query));
        }
    }
    let mut spots: Vec<Option<Spot>> = vec![None; places.len()];
    for (source, queries) in queries {
        let (numbers, queries): (Vec<_>, Vec<_>) = queries.into_iter().unzip();
        let found = sources.locate(source, &queries);
        for (number, spot) in numbers.into_iter().zip(found) {
            spots[number] = Some(spot);
        }
    }
    let mut files: BTreeMap<FileId, (&File, Lines<'_>)> = BTreeMap::new();
    let mut location = |spot: Spot, pointer| {
        let (file, lines) = files.entry(spot.file).or_insert_with(|| {
            let file = sources.file(spot.file);
            (file, Lines::new(&file.text))
        });
        location(file, lines, spot, pointer)
    };
    let located = places.iter().zip(spots).zip(origins);
    located
        .map(|((placed, found), origin)| match &placed.place {
            Place::Node(_) | Place::Written(_) => {
                let spot = found.expect("every node of a source has been looked for");
                location(spot, origin.map(|at| at.pointer().to_owned()))
            }
            Place::Spot(spot) => location(*spot, None),
            Place::Path(path) => beginning(path),
        })
        .collect()
}

fn location(file: &File, lines: &Lines<'_>, spot: Spot, pointer: Option<String>) -> Location {
    let (text, before) = lines.around(spot.line - 1, spot.column - 1);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Location {
        file: file.name.clone(),
        line: spot.line,
        column: spot.column,
        pointer,
        text: text.to_owned(),
        before,
        width: excerpt::width(text, spot.column - before),
    }
}

fn beginning(path: &str) -> Location {
    Location {
        file: path.to_owned(),
        line: 1,
        column: 1,
        pointer: None,
        text: String::new(),
        before: 0,
        width: 0,
    }
}
