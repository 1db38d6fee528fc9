//! What of a body is not as its type says?

use std::borrow::Cow;
use std::fmt;

use super::reader::Reader;
use crate::pointer;
use crate::value::explain::explain;
use crate::value::known::{Unknown, all_unknown};
use crate::value::{Segment, Value, json};

/// How many characters of a value are shown.
const SHOWN: usize = 80;

/// One way in which an answer differs from its description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `None` of the answer as a whole.
    pointer: Option<String>,
    words: Cow<'static, str>,
}

impl Difference {
    /// Of the value at this place.
    pub(super) fn new(pointer: String, words: Cow<'static, str>) -> Self {
        let pointer = Some(pointer);
        Difference { pointer, words }
    }

    /// Of the answer as a whole.
    pub(super) fn of_answer(words: String) -> Self {
        Difference {
            pointer: None,
            words: words.into(),
        }
    }

    /// Returns where in the body the value stands, as a JSON pointer (RFC 6901): empty for the body itself, `None` if
    /// it is not the body that differs.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.pointer.as_deref()
    }

    /// Returns how it differs, in words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    pub(super) fn redact(&mut self, redact: impl Fn(String) -> String) {
        self.words = redact(std::mem::take(&mut self.words).into_owned()).into();
        self.pointer = self.pointer.take().map(redact);
    }
}

/// `/owner/name: is required, and missing`
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pointer.as_deref() {
            None => {}
            Some("") => f.write_str("(the body): ")?,
            Some(pointer) => write!(f, "{pointer}: ")?,
        }
        f.write_str(&self.words)
    }
}

/// Everything of a body that is not of the type of `value`, a blank one.
pub(super) fn differences(value: &mut dyn Value, body: &[u8]) -> Vec<Difference> {
    let body = json::without_bom(body);
    let whole = |words: String| vec![Difference::new(String::new(), words.into())];
    if body.trim_ascii().is_empty() {
        return whole("is empty, where the description declares JSON".to_owned());
    }
    let text = match std::str::from_utf8(body) {
        Ok(text) => text.trim(),
        Err(error) => return whole(format!("is no JSON: {error}")),
    };
    let all: serde_json::Value = match serde_json::from_str(text) {
        Ok(all) => all,
        Err(error) => return whole(format!("is no JSON: {error}")),
    };
    let mut found = Vec::new();
    Reader {
        text,
        pointer: &mut String::new(),
        depth: 0,
        found: &mut found,
    }
    .read(value);
    let is_clean = found.is_empty();
    for unknown in all_unknown(value) {
        let pointer = pointer(&unknown);
        // What stands in the place of something that could not be read is none of the server's.
        let is_blank = found.iter().filter_map(Difference::pointer).any(|known| {
            let below = pointer.strip_prefix(known);
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        });
        if !is_blank {
            let shown = all.pointer(&pointer).map_or_else(String::new, shown);
            let words = words(&unknown, &shown);
            found.push(Difference::new(pointer, words.into()));
        }
    }
    if is_clean {
        found.extend(broken_rules(value, &found));
    }
    found
}

/// What else the schema asks for, where no difference says it already.
#[cfg(feature = "validate")]
fn broken_rules(value: &dyn Value, known: &[Difference]) -> Vec<Difference> {
    let broken = crate::validate::check(value);
    let is_new = |violation: &&crate::Violation| !known.iter().any(|known| known.pointer() == Some(violation.path()));
    let difference = |violation: &crate::Violation| {
        let text = violation.to_string();
        let words = text.split_once(": ").map_or(&*text, |(_, words)| words);
        Difference::new(violation.path().to_owned(), words.to_owned().into())
    };
    broken.iter().filter(is_new).map(difference).collect()
}

/// Nothing is known of what else the schema asks for.
#[cfg(not(feature = "validate"))]
fn broken_rules(_: &dyn Value, _: &[Difference]) -> Vec<Difference> {
    Vec::new()
}

fn pointer(unknown: &Unknown) -> String {
    let mut pointer = String::new();
    for segment in unknown.path.iter().rev() {
        let step = match segment {
            Segment::Field(name) => Cow::Borrowed(*name),
            Segment::Key(key) => Cow::Borrowed(key.as_str()),
            Segment::Index(index) => Cow::Owned(index.to_string()),
        };
        pointer::push(&mut pointer, &step);
    }
    pointer
}

fn words(unknown: &Unknown, shown: &str) -> String {
    match unknown.of {
        Some(branches) => {
            let why = explain(branches, &unknown.text, 0);
            format!("{shown} fits no branch of the union ({why})")
        }
        None => format!("unknown value {shown}, which the enum does not have"),
    }
}

/// A value, shortened.
fn shown(value: &serde_json::Value) -> String {
    let mut text = match value {
        serde_json::Value::Object(_) => return "an object".to_owned(),
        serde_json::Value::Array(_) => return "a list".to_owned(),
        scalar => scalar.to_string(),
    };
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}
