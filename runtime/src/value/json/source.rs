//! How is JSON text read, without a detour through serde?
//!
//! It is read as `serde_json` reads it, or refused without a word: what is refused is then read by `serde_json`, which says
//! why. So whatever is rare here is left to `serde_json` as well.

use super::cursor::{Cursor, Spelt};
use crate::value::object::Shape;
use crate::value::serde_form::with_source;
use crate::value::slots::Seen;
use crate::value::{AnyValue, Elements, Entries, Fault, Place, Slots, Source, Value};

/// As deep as `serde_json` reads.
const MAX_DEPTH: u8 = 128;

/// A JSON text that is being read, value by value.
pub struct JsonSource<'a> {
    cursor: Cursor<'a>,
    /// How much deeper values may be nested.
    depth: u8,
    /// What is to be said of the object that has been read alone, or is about to be.
    pub(crate) doubts: Doubts,
    /// How often a branch of a union was guessed wrong.
    pub(crate) wrong_guesses: u8,
}

/// In what an object differs from one that is all that its type says, and nothing else.
#[derive(Clone, Copy, Default)]
pub(crate) struct Doubts {
    /// It has a property twice.
    pub(crate) has_repeated: bool,
    /// It has a property that its type loses, or none where `null` was to be expected.
    pub(crate) is_other: bool,
}

impl<'a> JsonSource<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        JsonSource {
            cursor: Cursor::new(text),
            depth: MAX_DEPTH,
            doubts: Doubts::default(),
            wrong_guesses: 0,
        }
    }

    /// Where it stands: before a value, or after the one that has been read.
    pub(crate) fn cursor(&mut self) -> &mut Cursor<'a> {
        &mut self.cursor
    }

    /// Reads one value, which may be nested as deep as one that stands alone.
    pub(crate) fn read_alone(&mut self, value: &mut dyn Value) -> Result<(), Fault> {
        let depth = std::mem::replace(&mut self.depth, MAX_DEPTH);
        self.doubts = Doubts::default();
        let outcome = value.read(self);
        self.depth = depth;
        outcome
    }

    /// Whether it is within the object that is read alone, and not deeper.
    #[inline]
    fn is_outermost(&self) -> bool {
        self.depth == MAX_DEPTH - 1
    }

    #[inline]
    fn open(&mut self, bracket: u8) -> Result<(), Fault> {
        if self.cursor.peek() != Some(bracket) || self.depth == 1 {
            return Err(Fault::new());
        }
        self.depth -= 1;
        self.cursor.step();
        Ok(())
    }

    /// Whether this is the end of what has just been opened.
    #[inline]
    fn is_closed(&mut self, bracket: u8) -> bool {
        let is_end = self.cursor.peek() == Some(bracket);
        if is_end {
            self.close();
        }
        is_end
    }

    /// Whether another part follows the last one.
    #[inline]
    fn goes_on(&mut self, bracket: u8) -> Result<bool, Fault> {
        match self.cursor.peek() {
            Some(b',') => {
                self.cursor.step();
                Ok(true)
            }
            Some(end) if end == bracket => {
                self.close();
                Ok(false)
            }
            _ => Err(Fault::new()),
        }
    }

    #[inline]
    fn close(&mut self) {
        self.cursor.step();
        self.depth += 1;
    }

    fn key(&mut self) -> Result<String, Fault> {
        let key = self.cursor.key().and_then(Spelt::text);
        key.map(Into::into).ok_or_else(Fault::new)
    }

    /// Whether it is `null`.
    #[inline]
    fn null(&mut self) -> Result<bool, Fault> {
        if self.cursor.peek() != Some(b'n') {
            return Ok(false);
        }
        self.cursor.word("null").map(|()| true).ok_or_else(Fault::new)
    }

    /// A number that is not as most are.
    #[cold]
    fn rare<T>(&mut self, ask: impl FnOnce(&mut dyn Source) -> Result<T, Fault>) -> Result<T, Fault> {
        let number = self.cursor.number().ok_or_else(Fault::new)?;
        with_source(&mut serde_json::Deserializer::from_str(number), ask)
    }

    /// Reads a property, and says whether it was `null`.
    #[inline]
    fn field(&mut self, value: &mut dyn AnyValue) -> Result<bool, Fault> {
        match value.place() {
            Place::Bool(place) => *place = self.bool()?,
            Place::I64(place) => *place = self.i64()?,
            Place::F64(place) => *place = self.f64()?,
            Place::String(place) => *place = self.string()?,
            Place::OptionBool(place) => return self.put(place, Self::bool),
            Place::OptionI64(place) => return self.put(place, Self::i64),
            Place::OptionF64(place) => return self.put(place, Self::f64),
            Place::OptionString(place) => return self.put(place, Self::string),
            Place::Opaque => {
                let is_null = self.cursor.peek() == Some(b'n');
                value.read(self)?;
                return Ok(is_null);
            }
        }
        Ok(false)
    }

    #[inline]
    fn put<T>(
        &mut self,
        place: &mut Option<T>,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<bool, Fault> {
        let is_null = self.null()?;
        *place = if is_null { None } else { Some(read(self)?) };
        Ok(is_null)
    }

    /// Keeps or skips a property that the shape does not name.
    #[cold]
    fn other(&mut self, key: &str, slots: &mut Slots<'_>) -> Result<(), Fault> {
        match &mut slots.rest {
            Some(rest) => rest.insert(key.to_owned(), self),
            None => {
                self.doubts.is_other |= self.is_outermost();
                self.cursor.skip().ok_or_else(Fault::new)
            }
        }
    }
}

impl Source for JsonSource<'_> {
    #[inline]
    fn bool(&mut self) -> Result<bool, Fault> {
        let is_true = self.cursor.peek() == Some(b't');
        let word = self.cursor.word(if is_true { "true" } else { "false" });
        word.map(|()| is_true).ok_or_else(Fault::new)
    }

    fn integer(&mut self, min: i128, max: i128) -> Result<i128, Fault> {
        let number = self.cursor.short_number();
        match number.and_then(|number| Some((i128::from(number.integer()?), number))) {
            Some((value, number)) if min <= value && value <= max => {
                self.cursor.step_over(&number);
                Ok(value)
            }
            _ => self.rare(|source| source.integer(min, max)),
        }
    }

    #[inline]
    fn i64(&mut self) -> Result<i64, Fault> {
        let number = self.cursor.short_number();
        match number.and_then(|number| Some((number.integer()?, number))) {
            Some((value, number)) => {
                self.cursor.step_over(&number);
                Ok(value)
            }
            None => self.rare(|source| source.i64()),
        }
    }

    #[inline]
    fn f64(&mut self) -> Result<f64, Fault> {
        let number = self.cursor.short_number();
        match number.and_then(|number| Some((number.float()?, number))) {
            Some((value, number)) => {
                self.cursor.step_over(&number);
                Ok(value)
            }
            None => self.rare(|source| source.f64()),
        }
    }

    #[inline]
    fn string(&mut self) -> Result<String, Fault> {
        match self.cursor.string() {
            Some(Spelt::Plain(text)) => Ok(text.to_owned()),
            spelt => spelt.and_then(Spelt::text).map(Into::into).ok_or_else(Fault::new),
        }
    }

    fn text(&mut self, parse: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        let text = match self.cursor.string() {
            Some(Spelt::Plain(text)) => return parse(text).map_err(|_| Fault::new()),
            spelt => spelt.and_then(Spelt::text).ok_or_else(Fault::new)?,
        };
        parse(&text).map_err(|_| Fault::new())
    }

    fn option(&mut self, some: &mut dyn Value) -> Result<bool, Fault> {
        if self.null()? {
            return Ok(false);
        }
        some.read(self).map(|()| true)
    }

    fn list(&mut self, elements: &mut dyn Elements) -> Result<(), Fault> {
        self.open(b'[')?;
        if !self.is_closed(b']') {
            loop {
                elements.push(self)?;
                if !self.goes_on(b']')? {
                    break;
                }
            }
        }
        elements.finish().map_err(|_| Fault::new())
    }

    fn map(&mut self, entries: &mut dyn Entries) -> Result<(), Fault> {
        self.open(b'{')?;
        if self.is_closed(b'}') {
            return Ok(());
        }
        loop {
            let key = self.key()?;
            entries.insert(key, self)?;
            if !self.goes_on(b'}')? {
                return Ok(());
            }
        }
    }

    fn object(&mut self, shape: &'static Shape, mut slots: Slots<'_>) -> Result<(), Fault> {
        let fields = shape.fields();
        let mut seen = Seen::new(shape);
        let mut next = 0;
        self.open(b'{')?;
        let mut goes_on = !self.is_closed(b'}');
        while goes_on {
            self.cursor.peek();
            // Most names come as they are expected, and nothing has to be looked for in them.
            let index = match fields.get(next) {
                Some(field) if !shape.escaped && self.cursor.eat(field.key) => Some(next),
                _ => {
                    let name = self.cursor.key().and_then(Spelt::text).ok_or_else(Fault::new)?;
                    let index = shape.find(&name, next);
                    if index.is_none() {
                        self.other(&name, &mut slots)?;
                    }
                    index
                }
            };
            if let Some(index) = index {
                if self.field(&mut *slots.fields[index])? {
                    slots.was_null(shape, index);
                }
                if !seen.insert(index) {
                    self.doubts.has_repeated |= self.is_outermost();
                }
                next = index + 1;
            }
            goes_on = self.goes_on(b'}')?;
        }
        let has_all = slots.finish(shape, &seen).map_err(|_| Fault::new())?;
        self.doubts.is_other |= !has_all && self.depth == MAX_DEPTH;
        Ok(())
    }

    fn any(&mut self) -> Result<serde_json::Value, Fault> {
        use serde_json::{Map, Value};
        Ok(match self.cursor.peek() {
            Some(b'n') => self.null().map(|_| Value::Null)?,
            Some(b't' | b'f') => self.bool()?.into(),
            Some(b'"') => self.string()?.into(),
            Some(b'[') => {
                let mut elements = Vec::<Value>::new();
                self.list(&mut elements)?;
                elements.into()
            }
            Some(b'{') => {
                let mut entries = Map::new();
                self.map(&mut entries)?;
                entries.into()
            }
            _ => {
                let number = self.cursor.number().ok_or_else(Fault::new)?;
                serde_json::from_str(number).map_err(|_| Fault::new())?
            }
        })
    }

    fn raw(&mut self, decide: &mut dyn FnMut(&str) -> Result<(), String>) -> Result<(), Fault> {
        let text = self.cursor.value().ok_or_else(Fault::new)?;
        decide(text).map_err(|_| Fault::new())
    }

    fn json(&mut self, read: &mut dyn FnMut(&mut JsonSource<'_>) -> Result<(), String>) -> Result<(), Fault> {
        read(self).map_err(|_| Fault::new())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    use serde::de::{DeserializeOwned, IgnoredAny};

    use super::super::cursor::Cursor;
    use super::super::decode_by_serde;
    use super::JsonSource;
    use crate::value::Value;
    use crate::value::testing::{Address, Customer, LEAST};
    use crate::{Decimal, RawJson};

    /// A text is read as `serde_json` reads it, or refused as it refuses it.
    fn agree<T: Value + DeserializeOwned + PartialEq + Debug>(text: &str) {
        let mut source = JsonSource::new(text);
        let mut own = T::blank();
        let is_read = own.read(&mut source).is_ok() && source.cursor().peek().is_none();
        let expected = serde_json::from_str::<T>(text).ok();
        assert_eq!(is_read.then_some(own), expected, "{text}");
    }

    fn all_agree(text: &str) {
        agree::<Customer>(text);
        agree::<Address>(text);
        agree::<serde_json::Value>(text);
        agree::<Vec<Option<i64>>>(text);
        agree::<Vec<u8>>(text);
        agree::<Vec<Option<f64>>>(text);
        agree::<BTreeMap<String, Option<bool>>>(text);
        agree::<Vec<String>>(text);
        agree::<RawJson>(text);
        agree::<Vec<Decimal>>(text);
        let mut cursor = Cursor::new(text);
        let is_skipped = cursor.skip().is_some() && cursor.peek().is_none();
        assert_eq!(is_skipped, serde_json::from_str::<IgnoredAny>(text).is_ok(), "{text}");
    }

    /// Texts, and all that comes of them when one character is another one, gone, or one more.
    #[test]
    fn agrees_with_serde_json() {
        let customer = LEAST.replace(
            "[]",
            r#"[{"code":"a\"","share":0.5,"level":2.0}],"email":null,"limits":{"x":1}"#,
        );
        for text in [
            &customer,
            r#"{"city":"Ulm","geo":{"lat":[48.4,-1e2,null]},"z":true}"#,
            "[0,-0,1,-12,255,256,1.0,7.50,1e3,-0.0,null,9223372036854775807,18446744073709551615]",
            "[123456789012345678,0.1234567890123456789,1E-7,9007199254740993.0,2.5,00,01,1.,-,.5,+1]",
            r#"["a","","\n\u00e9","\ud83d\ude00","\ud83d","é€😀","a long text without anything to escape"]"#,
            "{\"a\":true,\"b\" : false ,\n\t\"c\\u0064\":null,\"a\":null}\r\n",
            " [ ] ",
            "{}",
        ] {
            all_agree(text);
            for (at, letter) in text.char_indices() {
                let (before, after) = (&text[..at], &text[at + letter.len_utf8()..]);
                all_agree(&format!("{before}{after}"));
                all_agree(before);
                for other in [
                    "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "0", "9", "-", ".", "e", "n", "\u{1}", "é",
                ] {
                    all_agree(&format!("{before}{other}{after}"));
                    all_agree(&format!("{before}{other}{letter}{after}"));
                }
            }
        }
    }

    /// What has been read over after a refusal is what serde alone would have made of the text.
    fn agrees_read_over<T: Value>(text: &str) {
        let (mut own, mut over, mut expected) = (T::blank(), T::blank(), T::blank());
        let mut source = JsonSource::new(text);
        let is_read = own.read(&mut source).is_ok() && source.cursor().peek().is_none();
        let _ = over.read(&mut JsonSource::new(text));
        let is_right = decode_by_serde(&mut expected, text).is_ok();
        assert_eq!(is_read, is_right, "{text}");
        if is_right {
            assert_eq!(format!("{own:?}"), format!("{expected:?}"), "{text}");
            decode_by_serde(&mut over, text).unwrap();
            assert_eq!(format!("{over:?}"), format!("{expected:?}"), "{text}");
        }
    }

    /// Texts in which something is gone, repeated or put in, at several places.
    #[test]
    fn agrees_with_serde_json_on_texts_of_a_seed() {
        const TEXTS: [&str; 5] = [
            LEAST,
            r#"{"city":"Ulm","geo":{"lat":[48.4,-1e2,null]},"z":true,"z":[{"a":"\u00e9"}]}"#,
            "[0,-0,1,-12,255,1.0,7.50,1e3,-0.0,null,9223372036854775807]",
            r#"["a","","\ud83d\ude00","a long text without anything to escape",{"k":[1,{"a":2}]}]"#,
            "[0.1,1e-5,2.2250738585072014e-308,179769313486231570000,0.30000000000000004,100000000000000000.5]",
        ];
        const PARTS: [&str; 20] = [
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            " ",
            "0",
            "-",
            ".",
            "e",
            "+",
            "null",
            "true",
            "\u{1}",
            "é",
            "\\ud8",
            "1234567890123456789",
        ];
        let mut state = 88_172_645_463_325_252_u64;
        // A number below `limit` (Marsaglia, Xorshift RNGs, 2003).
        let mut below = |limit: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % limit as u64).unwrap()
        };
        for _ in 0..20_000 {
            let mut text: Vec<char> = TEXTS[below(TEXTS.len())].chars().collect();
            for _ in 0..=below(4) {
                let from = below(text.len() + 1);
                let to = (from + below(8)).min(text.len());
                let part: Vec<char> = match below(3) {
                    0 => Vec::new(),
                    1 => PARTS[below(PARTS.len())].chars().collect(),
                    _ => text[from..to].repeat(2),
                };
                text.splice(from..to, part);
            }
            let text: String = text.into_iter().collect();
            agrees_read_over::<Customer>(&text);
            agrees_read_over::<serde_json::Value>(&text);
            agrees_read_over::<Vec<Option<i64>>>(&text);
            agrees_read_over::<Vec<f64>>(&text);
            agrees_read_over::<Vec<RawJson>>(&text);
            agrees_read_over::<BTreeMap<String, Option<bool>>>(&text);
        }
    }

    #[test]
    fn nesting_ends_where_it_does_for_serde_json() {
        for depth in [1, 63, 64, 65, 126, 127, 128, 129, 1000] {
            let lists = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
            let objects = format!("{}1{}", "{\"a\":[".repeat(depth / 2), "]}".repeat(depth / 2));
            for text in [lists, objects] {
                agree::<serde_json::Value>(&text);
                agree::<BTreeMap<String, serde_json::Value>>(&text);
                assert!(Cursor::new(&text).skip().is_some());
                assert!(Cursor::new(&text[..text.len() - 1]).skip().is_none());
            }
        }
    }
}
