//! Where does each part of a JSON text begin and end?
//!
//! What is found here is what `serde_json` would find: it accepts the same texts, to the letter.

use std::borrow::Cow;

use super::escape::plain_until;
use crate::value::object::is_same;
use crate::value::union::JsonKind;

/// A place in a JSON text. A copy of it looks ahead.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// A string as it is spelt.
#[derive(Clone, Copy)]
pub(crate) enum Spelt<'a> {
    /// What stands between its quotes is what it is.
    Plain(&'a str),
    /// It has escapes in it; the quotes are still there.
    Escaped(&'a str),
}

impl<'a> Spelt<'a> {
    /// What the string is; nothing if its escapes are halves of a character.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Spelt::Plain(text) => Some(Cow::Borrowed(text)),
            Spelt::Escaped(text) => serde_json::from_str(text).ok().map(Cow::Owned),
        }
    }

    /// Whether it is this string.
    #[inline]
    pub(crate) fn is(self, text: &str) -> bool {
        match self {
            Spelt::Plain(plain) => is_same(plain.as_bytes(), text.as_bytes()),
            Spelt::Escaped(_) => self.text().is_some_and(|own| own == text),
        }
    }
}

impl<'a> Cursor<'a> {
    #[inline]
    pub(crate) fn new(text: &'a str) -> Self {
        Cursor { text, at: 0 }
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next character that tells something, without a step over it; only one of the structure is of any use.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    /// A step over what [`Self::peek`] has just seen.
    #[inline]
    pub(crate) fn step(&mut self) {
        self.at += 1;
    }

    /// A step over these very characters, if they come next.
    #[inline]
    pub(crate) fn eat(&mut self, text: &str) -> bool {
        let end = self.at + text.len();
        let next = self.text.as_bytes().get(self.at..end);
        let is_next = next.is_some_and(|next| is_same(next, text.as_bytes()));
        if is_next {
            self.at = end;
        }
        is_next
    }

    /// The text between two places.
    pub(crate) fn until(&self, end: &Self) -> &'a str {
        &self.text[self.at..end.at]
    }

    /// The kind of value that begins here, by the one character that tells.
    pub(crate) fn kind(&mut self) -> JsonKind {
        match self.peek() {
            Some(b'n') => JsonKind::Null,
            Some(b't' | b'f') => JsonKind::Bool,
            Some(b'"') => JsonKind::String,
            Some(b'[') => JsonKind::Array,
            Some(b'{') => JsonKind::Object,
            Some(_) | None => JsonKind::Number,
        }
    }

    /// A string.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Spelt<'a>> {
        if self.peek() != Some(b'"') {
            return None;
        }
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let end = plain_until(bytes, start);
        if bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Some(Spelt::Plain(&self.text[start..end]));
        }
        self.escaped(end)
    }

    /// A string that has something in it at `end` which is no part of it as it stands.
    #[cold]
    fn escaped(&mut self, mut end: usize) -> Option<Spelt<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(end)? {
                b'"' => break,
                b'\\' => end += escape(&bytes[end + 1..])? + 1,
                _ => return None,
            }
            end = plain_until(bytes, end);
        }
        let text = &self.text[self.at..=end];
        self.at = end + 1;
        Some(Spelt::Escaped(text))
    }

    /// The name of a property, and the colon that follows.
    #[inline]
    pub(crate) fn key(&mut self) -> Option<Spelt<'a>> {
        let key = self.string()?;
        (self.peek()? == b':').then(|| {
            self.at += 1;
            key
        })
    }

    /// A number, as it is spelt.
    pub(crate) fn number(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let first = self.byte();
        if self.digits()? > 1 && first == Some(b'0') {
            return None;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(&self.text[start..self.at])
    }

    /// Digits, of which there has to be one; how many there are.
    fn digits(&mut self) -> Option<usize> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        (self.at > start).then_some(self.at - start)
    }

    /// A number without an exponent that is short enough to be an exact one, as most are; no step is made over it.
    #[inline]
    pub(crate) fn short_number(&mut self) -> Option<ShortNumber> {
        self.peek()?;
        let bytes = self.text.as_bytes();
        let is_negative = self.byte() == Some(b'-');
        let start = self.at + usize::from(is_negative);
        let (mut end, mut significand, mut point) = (start, 0_u64, None);
        loop {
            match bytes.get(end) {
                Some(digit @ b'0'..=b'9') => {
                    significand = significand.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
                }
                Some(b'.') if point.is_none() => point = Some(end),
                Some(b'.' | b'e' | b'E') => return None,
                _ => break,
            }
            end += 1;
        }
        let whole = point.unwrap_or(end) - start;
        let scale = point.map_or(0, |point| end - point - 1);
        let is_number = match (whole, bytes.get(start)) {
            (0, _) => false,
            (2.., Some(b'0')) => false,
            _ => point.is_none() || scale > 0,
        };
        (is_number && whole + scale <= MAX_DIGITS).then_some(ShortNumber {
            is_negative,
            significand,
            scale,
            end,
        })
    }

    /// A step over a number.
    #[inline]
    pub(crate) fn step_over(&mut self, number: &ShortNumber) {
        self.at = number.end;
    }

    /// A step over a word that is a value.
    pub(crate) fn word(&mut self, word: &str) -> Option<()> {
        self.peek()?;
        self.eat(word).then_some(())
    }

    /// A value, whatever it is and however deep it is nested.
    pub(crate) fn skip(&mut self) -> Option<()> {
        let mut within = Within::default();
        loop {
            match self.peek()? {
                b'"' => {
                    self.string()?;
                }
                bracket @ (b'{' | b'[') => {
                    self.at += 1;
                    let is_object = bracket == b'{';
                    match (self.peek()?, is_object) {
                        (b'}', true) | (b']', false) => self.at += 1,
                        _ => {
                            within.enter(is_object);
                            if is_object {
                                self.key()?;
                            }
                            continue;
                        }
                    }
                }
                b'n' => self.word("null")?,
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                _ => {
                    self.number()?;
                }
            }
            while let Some(is_object) = within.is_object() {
                match (self.peek()?, is_object) {
                    (b',', _) => {
                        self.at += 1;
                        if is_object {
                            self.key()?;
                        }
                        break;
                    }
                    (b'}', true) | (b']', false) => {
                        self.at += 1;
                        within.leave();
                    }
                    _ => return None,
                }
            }
            if within.depth == 0 {
                return Some(());
            }
        }
    }

    /// A value, as its text.
    pub(crate) fn value(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = *self;
        self.skip()?;
        Some(start.until(self))
    }

    /// A step into an object or a list; whether there is anything in it. Each part that is there has to be stepped over, and
    /// [`Self::goes_on`] to be asked after it.
    #[inline]
    pub(crate) fn enter(&mut self, opening: u8) -> Option<bool> {
        if self.peek()? != opening {
            return None;
        }
        self.at += 1;
        // The two brackets of a pair are two apart.
        let is_empty = self.peek()? == opening + 2;
        self.at += usize::from(is_empty);
        Some(!is_empty)
    }

    /// Whether another part follows the last one of what [`Self::enter`] has begun.
    #[inline]
    pub(crate) fn goes_on(&mut self, opening: u8) -> Option<bool> {
        let next = self.peek()?;
        self.at += 1;
        match next {
            b',' => Some(true),
            _ if next == opening + 2 => Some(false),
            _ => None,
        }
    }

    /// Shows the entries of an object, with a place before each value, until `each` has seen enough. What is no object, or
    /// ends early, is for others to refuse.
    pub(crate) fn each_entry(mut self, each: &mut dyn FnMut(Spelt<'a>, Self) -> bool) -> Option<()> {
        let mut goes_on = self.enter(b'{')?;
        while goes_on {
            let key = self.key()?;
            if !each(key, self) {
                break;
            }
            self.skip()?;
            goes_on = self.goes_on(b'{')?;
        }
        Some(())
    }

    /// Shows a place before each element of a list, until `each` has seen enough.
    pub(crate) fn each_element(mut self, each: &mut dyn FnMut(Self) -> bool) -> Option<()> {
        let mut goes_on = self.enter(b'[')?;
        while goes_on && each(self) {
            self.skip()?;
            goes_on = self.goes_on(b'[')?;
        }
        Some(())
    }

    /// What comes next as a scalar: a string, or any other value as it stands.
    #[inline]
    pub(crate) fn scalar(mut self) -> Option<Spelt<'a>> {
        match self.peek()? {
            b'"' => self.string(),
            _ => self.value().map(Spelt::Plain),
        }
    }
}

/// How many digits a [`ShortNumber`] may have: any that many make an `i64`.
const MAX_DIGITS: usize = 18;

/// A number whose value is the significand with its point moved by `scale` to the left.
pub(crate) struct ShortNumber {
    is_negative: bool,
    significand: u64,
    scale: usize,
    end: usize,
}

impl ShortNumber {
    /// The value, if it is written as an integer.
    #[inline]
    pub(crate) fn integer(&self) -> Option<i64> {
        let value = i64::try_from(self.significand).ok().filter(|_| self.scale == 0)?;
        Some(if self.is_negative { -value } else { value })
    }

    /// The value, if both numbers that it is the quotient of are exact: then it is the nearest one to what is written.
    #[inline]
    pub(crate) fn float(&self) -> Option<f64> {
        /// The powers of ten that have no more bits than a float.
        const POWERS: [f64; 19] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
        ];
        #[expect(clippy::cast_precision_loss, reason = "up to 2^53 there is none")]
        let value = (self.significand <= 1 << 53).then_some(self.significand as f64)? / POWERS.get(self.scale)?;
        Some(if self.is_negative { -value } else { value })
    }
}

/// What is open around a value: an object or a list, one bit for each.
#[derive(Default)]
struct Within {
    depth: usize,
    /// Of the innermost, up to 64; the last one is the lowest.
    bits: u64,
    /// Of the others, 64 each.
    outer: Vec<u64>,
}

impl Within {
    #[inline]
    fn enter(&mut self, is_object: bool) {
        if self.depth > 0 && self.depth % 64 == 0 {
            self.outer.push(self.bits);
        }
        self.bits = self.bits << 1 | u64::from(is_object);
        self.depth += 1;
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
        self.bits >>= 1;
        if self.depth > 0 && self.depth % 64 == 0 {
            self.bits = self.outer.pop().unwrap_or_default();
        }
    }

    /// Whether the innermost is an object; nothing if nothing is open.
    #[inline]
    fn is_object(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.bits & 1 == 1)
    }
}

/// How long an escape is, without its backslash. Whether it is half a character is not looked at.
fn escape(text: &[u8]) -> Option<usize> {
    match text.first()? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(1),
        b'u' => text.get(1..5)?.iter().all(u8::is_ascii_hexdigit).then_some(5),
        _ => None,
    }
}

/// The entries of an object: names, and the texts of the values.
pub(crate) fn entries(text: &str) -> Vec<(Cow<'_, str>, &str)> {
    let mut entries = Vec::new();
    Cursor::new(text).each_entry(&mut |key, mut value| {
        let entry = key.text().zip(value.value());
        entries.extend(entry);
        true
    });
    entries
}

/// The texts of the elements of a list; nothing if it is none.
pub(crate) fn elements(text: &str) -> Vec<&str> {
    let mut elements = Vec::new();
    Cursor::new(text).each_element(&mut |mut element| {
        elements.extend(element.value());
        true
    });
    elements
}

/// A string without its quotes, and any other scalar as it stands.
pub(crate) fn scalar(text: &str) -> Cow<'_, str> {
    let scalar = Cursor::new(text).scalar().and_then(Spelt::text);
    scalar.unwrap_or(Cow::Borrowed(text))
}

/// The value of a property; what stands after it is not looked at.
pub(crate) fn value_of<'a>(mut object: Cursor<'a>, property: &str) -> Option<Spelt<'a>> {
    let mut goes_on = object.enter(b'{')?;
    while goes_on {
        if object.key()?.is(property) {
            return object.scalar();
        }
        object.skip()?;
        goes_on = object.goes_on(b'{')?;
    }
    None
}
