//! How are options, boxes, lists and maps read and written?

use std::collections::BTreeMap;

use super::beside::{keep_elements, keep_values};
use super::{Elements, Entries, Fault, Part, Place, Segment, Shape, Sink, Source, Value};

impl<T: Value> Value for Option<T> {
    fn blank() -> Self {
        None
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        let present = source.option(self.insert(T::blank()))?;
        if !present {
            *self = None;
        }
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        match self {
            Some(value) => value.write(sink),
            None => sink.null(),
        }
    }

    #[inline]
    fn part(&self) -> Part<'_> {
        match self {
            Some(value) => value.part(),
            None => Part::None,
        }
    }

    fn place(&mut self) -> Place<'_> {
        T::place_of_option(self)
    }

    fn keep(&mut self, text: &str, other: &str) {
        if let Some(value) = self {
            value.keep(text, other);
        }
    }
}

impl<T: Value> Value for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        (**self).read(source)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        (**self).write(sink)
    }

    fn keep(&mut self, text: &str, other: &str) {
        (**self).keep(text, other);
    }

    fn shape() -> Option<&'static Shape> {
        T::shape()
    }
}

impl<T: Value> Value for Vec<T> {
    fn blank() -> Self {
        Vec::new()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        self.clear();
        source.list(self)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.list(&mut self.iter().map(Value::part))
    }

    fn keep(&mut self, text: &str, other: &str) {
        keep_elements(&mut self.iter_mut().map(|value| value as &mut dyn Value), text, other);
    }

    fn shape() -> Option<&'static Shape> {
        T::shape()
    }
}

impl<T: Value> Elements for Vec<T> {
    fn push(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        // Read where it is to stay: a large element is not moved.
        let index = self.len();
        Vec::push(self, T::blank());
        self[index].read(source)
    }
}

impl<T: Value> Value for BTreeMap<String, T> {
    fn blank() -> Self {
        BTreeMap::new()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        self.clear();
        source.map(self)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.map(&mut entries(self))
    }

    fn keep(&mut self, text: &str, other: &str) {
        let values = self
            .iter_mut()
            .map(|(key, value)| (key.as_str(), value as &mut dyn Value));
        keep_values(&mut { values }, text, other);
    }
}

impl<T: Value> Entries for BTreeMap<String, T> {
    fn insert(&mut self, key: String, source: &mut dyn Source) -> Result<(), Fault> {
        let mut value = T::blank();
        match value.read(source) {
            Ok(()) => {
                BTreeMap::insert(self, key, value);
                Ok(())
            }
            Err(fault) => Err(fault.under(Segment::Key(key))),
        }
    }
}

/// The entries of a map, in order, as an object's writer takes them.
pub fn entries<'a, K: AsRef<str> + 'a, T: Value + 'a>(
    map: impl IntoIterator<Item = (&'a K, &'a T), IntoIter: ExactSizeIterator>,
) -> impl ExactSizeIterator<Item = (&'a str, Part<'a>)> {
    map.into_iter().map(|(key, value)| (key.as_ref(), value.part()))
}

impl Value for serde_json::Map<String, serde_json::Value> {
    fn blank() -> Self {
        serde_json::Map::new()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        self.clear();
        source.map(self)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.map(&mut entries(self))
    }
}

impl Entries for serde_json::Map<String, serde_json::Value> {
    fn insert(&mut self, key: String, source: &mut dyn Source) -> Result<(), Fault> {
        let value = source.any()?;
        serde_json::Map::insert(self, key, value);
        Ok(())
    }
}
