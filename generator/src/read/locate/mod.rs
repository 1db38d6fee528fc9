//! On which line and column does a node begin?
//!
//! Nothing is recorded while a document is read. When diagnostics are to be shown, the text is gone
//! through once more, along the pointers that are asked for and past everything else.

mod json;
mod outline;
mod yaml;

use super::node::segments;

/// The key of an entry, or its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// The key, where the node has one.
    Key,
    #[default]
    Value,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Query<'q> {
    pub(crate) pointer: &'q str,
    pub(crate) target: Target,
    /// Which of several equal keys at the pointer's end: 0 is the first.
    pub(crate) occurrence: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Yaml,
}

/// The offset in bytes at which each of `queries` begins in `text`. Where a node does not stand in
/// the text, since a repair added it, it is the offset of the nearest one around it.
pub(crate) fn locate(text: &str, format: Format, queries: &[Query<'_>]) -> Vec<usize> {
    let mut search = Search::new(queries);
    let all = (0..queries.len()).map(|query| (query, 0)).collect();
    match format {
        Format::Json => json::search(text, &mut search, all),
        Format::Yaml => {
            let outline = outline::outline(text, &search);
            yaml::search(text, outline.as_deref(), &mut search, Open::clone(&all));
            if outline.is_some() && !search.has_all() {
                search = Search::new(queries);
                yaml::search(text, None, &mut search, all);
            }
        }
    }
    search.found
}

/// The queries on their way down: the number of each and how many of its segments are behind it.
type Open = Vec<(usize, usize)>;

struct Search<'q> {
    queries: &'q [Query<'q>],
    segments: Vec<Vec<String>>,
    found: Vec<usize>,
    seen: Vec<usize>,
    /// Whether what is looked for is there, and not only something around it.
    is_there: Vec<bool>,
}

impl<'q> Search<'q> {
    fn new(queries: &'q [Query<'q>]) -> Search<'q> {
        Search {
            queries,
            segments: queries.iter().map(|q| segments(q.pointer).collect()).collect(),
            found: vec![0; queries.len()],
            seen: vec![0; queries.len()],
            is_there: vec![false; queries.len()],
        }
    }

    /// Whether everything that is looked for is there.
    fn has_all(&self) -> bool {
        self.is_there.iter().all(|is_there| *is_there)
    }

    /// The queries that lead through `key`.
    fn through(&mut self, open: &Open, key: &str) -> Open {
        let mut through = Open::new();
        for &(query, depth) in open {
            if self.segments[query].get(depth).is_some_and(|s| s == key) {
                let last = depth + 1 == self.segments[query].len();
                let nth = self.seen[query];
                if last {
                    self.seen[query] += 1;
                }
                if !last || nth == self.queries[query].occurrence {
                    through.push((query, depth + 1));
                }
            }
        }
        through
    }

    /// Notes that the key of the entry, which `open` lead through, begins at `offset`.
    fn key_at(&mut self, open: &Open, offset: usize) {
        for &(query, _) in open {
            self.found[query] = offset;
        }
    }

    /// Notes that the value begins at `offset`; `keyed` if it has a key, not a number.
    fn value_at(&mut self, open: &Open, offset: usize, keyed: bool) {
        for &(query, depth) in open {
            let end = depth == self.segments[query].len();
            self.is_there[query] |= end;
            let wanted = end && (self.queries[query].target == Target::Value || !keyed);
            // On the way to a node that is not there, the key of the last one that is says more.
            if wanted || !keyed {
                self.found[query] = offset;
            }
        }
    }

    /// Those that lead further down.
    fn below(&self, open: &Open) -> Open {
        open.iter()
            .copied()
            .filter(|&(query, depth)| depth < self.segments[query].len())
            .collect()
    }
}
