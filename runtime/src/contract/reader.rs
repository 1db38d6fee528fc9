//! Where does a text differ from a type, at every place of it?
//!
//! Reading ends at the first thing that is wrong; this goes on. A type reads itself from a [`Source`] that takes note of what
//! does not fit and leaves its place blank, so that no type needs code of its own. Where a single value is read, it is read as
//! always.

use std::borrow::Cow;
use std::fmt;

use super::compare::Difference;
use crate::pointer;
use crate::value::json::cursor::{elements as parts, entries, scalar};
use crate::value::union::JsonKind;
use crate::value::{Elements, Entries, Fault, Presence, Shape, Sink, Slots, Source, Value, json};

/// How deep a text may be nested, as deep as `serde_json` reads.
const MAX_DEPTH: usize = 128;

/// A part of a text about to be read.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// Where it is, as a JSON pointer.
    pub(super) pointer: &'a mut String,
    pub(super) depth: usize,
    pub(super) found: &'a mut Vec<Difference>,
}

impl Reader<'_> {
    /// Reads the whole of it; afterwards `found` has what does not fit.
    pub(super) fn read(&mut self, value: &mut dyn Value) {
        let known = self.found.len();
        if value.read(self).is_err() && self.found.len() == known {
            self.report("is not what the description declares");
        }
    }

    fn within(&mut self, step: &str, text: &str, read: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), Fault>) -> bool {
        let length = self.pointer.len();
        pointer::push(self.pointer, step);
        let known = self.found.len();
        let mut part = Reader {
            text,
            pointer: self.pointer,
            depth: self.depth + 1,
            found: self.found,
        };
        if part.depth > MAX_DEPTH {
            part.report("is nested too deep");
        } else if read(&mut part).is_err() && part.found.len() == known {
            part.report("is not what the description declares");
        }
        self.pointer.truncate(length);
        self.found.len() == known
    }

    fn report(&mut self, words: impl Into<Cow<'static, str>>) {
        self.found.push(Difference::new(self.pointer.clone(), words.into()));
    }

    /// A property of the value at hand.
    fn report_at(&mut self, name: &str, words: impl Into<Cow<'static, str>>) {
        let mut words = Some(words.into());
        self.within(name, "", &mut |part| {
            part.report(words.take().unwrap_or_default());
            Ok(())
        });
    }

    fn wrong(&mut self, expected: &str) -> Fault {
        let found = match JsonKind::of(self.text) {
            JsonKind::Object => "an object",
            JsonKind::Array => "a list",
            JsonKind::String => "a string",
            JsonKind::Number => "a number",
            JsonKind::Bool => "a boolean",
            JsonKind::Null | JsonKind::Any => "`null`",
        };
        self.report(format!("wrong type: {found}, expected {expected}"));
        Fault::new()
    }

    /// Reads a single value, as it is always read.
    fn single<T>(&mut self, ask: &mut dyn FnMut(&mut dyn Source) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut answer = None;
        let mut put = |source: &mut dyn Source| {
            answer = Some(ask(source)?);
            Ok(())
        };
        match (json::decode(&mut Ask(&mut put), self.text.as_bytes()), answer) {
            (Ok(()), Some(answer)) => Ok(answer),
            (Ok(()), None) => Err(Fault::new()),
            (Err(error), _) => {
                let words = error.to_string();
                // The line and column are those of a part of the text.
                let words = words.rsplit_once(" at line ").map_or(&*words, |(words, _)| words);
                self.report(words.replacen("invalid type", "wrong type", 1));
                Err(Fault::new())
            }
        }
    }

    fn is_null(&self) -> bool {
        JsonKind::of(self.text) == JsonKind::Null
    }
}

/// What asks a source for something, in place of a value.
struct Ask<'a>(&'a mut dyn FnMut(&mut dyn Source) -> Result<(), Fault>);

impl fmt::Debug for Ask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ask")
    }
}

impl Value for Ask<'_> {
    fn blank() -> Self {
        unreachable!("it is made around what is asked")
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        (self.0)(source)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.null()
    }
}

impl Source for Reader<'_> {
    fn bool(&mut self) -> Result<bool, Fault> {
        self.single(&mut |source| source.bool())
    }

    fn integer(&mut self, min: i128, max: i128) -> Result<i128, Fault> {
        self.single(&mut |source| source.integer(min, max))
    }

    fn i64(&mut self) -> Result<i64, Fault> {
        self.single(&mut |source| source.i64())
    }

    fn f64(&mut self) -> Result<f64, Fault> {
        self.single(&mut |source| source.f64())
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.single(&mut |source| source.string())
    }

    fn text(&mut self, parse: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        self.single(&mut |source| source.text(parse))
    }

    fn option(&mut self, some: &mut dyn Value) -> Result<bool, Fault> {
        if self.is_null() {
            return Ok(false);
        }
        some.read(self).map(|()| true)
    }

    fn list(&mut self, elements: &mut dyn Elements) -> Result<(), Fault> {
        if JsonKind::of(self.text) != JsonKind::Array {
            return Err(self.wrong("a list"));
        }
        for (index, part) in parts(self.text).into_iter().enumerate() {
            self.within(&index.to_string(), part, &mut |part| elements.push(part));
        }
        if let Err(words) = elements.finish() {
            self.report(words);
        }
        Ok(())
    }

    fn map(&mut self, all: &mut dyn Entries) -> Result<(), Fault> {
        if JsonKind::of(self.text) != JsonKind::Object {
            return Err(self.wrong("an object"));
        }
        for (key, part) in entries(self.text) {
            self.within(&key, part, &mut |part| all.insert(key.clone().into_owned(), part));
        }
        Ok(())
    }

    fn object(&mut self, shape: &'static Shape, mut slots: Slots<'_>) -> Result<(), Fault> {
        if JsonKind::of(self.text) != JsonKind::Object {
            return Err(self.wrong(&format!("an object ({})", shape.name)));
        }
        let mut seen = vec![false; shape.fields().len()];
        for (key, part) in entries(self.text) {
            let Some(index) = shape.find(&key, 0) else {
                if let Some(rest) = &mut slots.rest {
                    self.within(&key, part, &mut |part| rest.insert(key.clone().into_owned(), part));
                }
                continue;
            };
            seen[index] = true;
            let (field, is_null) = (&shape.fields()[index], part == "null");
            if is_null && field.presence == Presence::Optional {
                self.report_at(&key, "`null`, which the description does not allow");
                continue;
            }
            let fits = self.within(&key, part, &mut |part| slots.fields[index].read(part));
            if fits && is_null {
                slots.was_null(shape, index);
            } else if let (true, Some(constant)) = (fits, field.constant) {
                let value = scalar(part);
                if !is_same(constant, &value) {
                    self.report_at(&key, format!("{value:?} in place of the constant {constant:?}"));
                }
            }
        }
        for (field, _) in shape.fields().iter().zip(seen).filter(|(_, seen)| !seen) {
            if matches!(field.presence, Presence::Required | Presence::Nullable) {
                self.report_at(field.name, "is required, and missing");
            }
        }
        Ok(())
    }

    fn any(&mut self) -> Result<serde_json::Value, Fault> {
        self.single(&mut |source| source.any())
    }

    fn raw(&mut self, decide: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        self.single(&mut |source| source.raw(decide))
    }
}

/// Whether a scalar is a constant, a number however it is written.
fn is_same(constant: &str, value: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    constant == value || number(constant).is_some_and(|constant| number(value) == Some(constant))
}
