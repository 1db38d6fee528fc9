//! Where in a value did reading or writing fail?

use std::fmt;

/// A failure on its way up through non-generic code: the path to where it happened.
///
/// What happened is kept by the format's own error, beside the [`Source`](super::Source) that met it.
#[derive(Debug)]
#[expect(clippy::box_collection, reason = "a result without a value fits one register")]
pub struct Fault(Box<Vec<Segment>>);

/// One step of the path to a failure.
#[derive(Debug, Clone)]
pub enum Segment {
    /// A property that the schema names.
    Field(&'static str),
    /// An entry of a map.
    Key(String),
    /// An element of a list.
    Index(usize),
}

impl Fault {
    #[cold]
    pub(crate) fn new() -> Self {
        Fault(Box::default())
    }

    #[cold]
    pub(crate) fn under(mut self, segment: Segment) -> Self {
        self.0.push(segment);
        self
    }

    pub(crate) fn is_at_root(&self) -> bool {
        self.0.is_empty()
    }
}

/// `detail[0].loc`
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, segment) in self.0.iter().rev().enumerate() {
            match segment {
                Segment::Field(name) if depth == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Key(key) => write!(f, "[{key:?}]")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
