//! How is a value written as JSON text, without a detour through serde?

use super::escape;
use crate::value::object::{Field, Shape};
use crate::value::{AnyValue, Fault, Part, Sink};

/// A number below 10,000 in four digits, the first of them in the lowest byte. What is worked out within a word takes no
/// detour through memory.
#[inline]
const fn four_digits(value: u32) -> u32 {
    // Two numbers of two digits, then four of one: a product and a shift stand for a division by 10.
    let twos = (value / 100) | ((value % 100) << 16);
    let tens = ((twos * 103) >> 10) & 0x000f_000f;
    (tens | ((twos - 10 * tens) << 8)) + u32::from_ne_bytes([b'0'; 4])
}

/// How many of the four digits of a number below 10,000 are zeros that nobody writes.
#[inline]
const fn leading_zeros_of_four(value: u32) -> usize {
    match value {
        1000.. => 0,
        100.. => 1,
        10.. => 2,
        _ => 3,
    }
}

/// The same of eight digits, and a number below 100,000,000.
#[inline]
const fn leading_zeros_of_eight(value: u32) -> usize {
    match value {
        10_000.. => leading_zeros_of_four(value / 10_000),
        _ => 4 + leading_zeros_of_four(value),
    }
}

/// JSON text that grows. Floats and strings with escapes are spelt by serde_json, so that they are its own.
pub(super) struct JsonSink {
    pub(super) text: Vec<u8>,
    /// Why the last write failed.
    pub(super) error: Option<serde_json::Error>,
}

impl JsonSink {
    fn spelt(&mut self, value: &(impl serde::Serialize + ?Sized)) -> Result<(), Fault> {
        serde_json::to_writer(&mut self.text, value).map_err(|error| {
            self.error = Some(error);
            Fault::new()
        })
    }

    #[inline]
    fn string(&mut self, value: &str) -> Result<(), Fault> {
        if !escape::is_plain(value) {
            return self.spelt(value);
        }
        self.text.reserve(value.len() + 2);
        self.quoted(value, b"\"");
        Ok(())
    }

    #[inline]
    fn name(&mut self, shape: &Shape, field: &Field) -> Result<(), Fault> {
        let name = field.name;
        if shape.escaped {
            self.spelt(name)?;
            self.text.push(b':');
            return Ok(());
        }
        debug_assert!(escape::is_plain(name), "{name:?} is not said to be escaped");
        self.text.extend_from_slice(field.key.as_bytes());
        Ok(())
    }

    /// A plain string, with what follows it from its closing quote on.
    #[inline]
    fn quoted(&mut self, value: &str, end: &[u8]) {
        self.text.push(b'"');
        self.text.extend_from_slice(value.as_bytes());
        self.text.extend_from_slice(end);
    }

    /// What most fields come to, with the comma that follows.
    #[inline]
    fn plain_entry(&mut self, key: &str, value: &str) {
        self.text.reserve(key.len() + value.len() + 3);
        self.text.extend_from_slice(key.as_bytes());
        self.quoted(value, b"\",");
    }

    fn digits(&mut self, value: u64) {
        let (above, rest) = (value / 100_000_000, (value % 100_000_000) as u32);
        let (high, low) = (four_digits(rest / 10_000), four_digits(rest % 10_000));
        let spare = match above {
            0 => leading_zeros_of_eight(rest),
            above => {
                self.digits(above);
                0
            }
        };
        // To copy a whole word takes no call, unlike a part of it.
        let word = (u64::from(high) | u64::from(low) << 32) >> (spare * 8);
        self.text.extend_from_slice(&word.to_le_bytes());
        self.text.truncate(self.text.len() - spare);
    }

    #[inline]
    fn part(&mut self, part: Part<'_>) -> Result<(), Fault> {
        match part {
            Part::None => self.null(),
            Part::Bool(value) => self.bool(value),
            Part::I64(value) => self.i64(value),
            Part::F64(value) => self.f64(value),
            Part::Str(value) => self.string(value),
            Part::Value(value) => value.write(self),
        }
    }

    /// Each part of a list or an object leaves a comma behind it; the last one makes way for the end.
    #[inline]
    fn end(&mut self, end: u8) {
        match self.text.last_mut() {
            Some(last @ b',') => *last = end,
            _ => self.text.push(end),
        }
    }

    fn entry(&mut self, key: &str, value: Part<'_>) -> Result<(), Fault> {
        if !escape::is_plain(key) {
            self.spelt(key)?;
            self.text.push(b':');
        } else if let Part::I64(value @ 0..10_000) = value {
            self.count_entry(key, value as u32);
            return Ok(());
        } else {
            self.quoted(key, b"\":");
        }
        self.part(value)?;
        self.text.push(b',');
        Ok(())
    }

    /// An entry of a plain key and a number below 10,000, with the comma that follows.
    #[inline]
    fn count_entry(&mut self, key: &str, value: u32) {
        let spare = leading_zeros_of_four(value);
        let digits = u64::from(four_digits(value) >> (spare * 8));
        let word = u64::from_le_bytes(*b"\":\0\0\0\0\0\0") | digits << 16 | u64::from(b',') << (48 - spare * 8);
        self.text.reserve(key.len() + 9);
        self.quoted(key, &word.to_le_bytes());
        self.text.truncate(self.text.len() - 1 - spare);
    }
}

impl Sink for JsonSink {
    fn null(&mut self) -> Result<(), Fault> {
        self.text.extend_from_slice(b"null");
        Ok(())
    }

    fn bool(&mut self, value: bool) -> Result<(), Fault> {
        self.text.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn i64(&mut self, value: i64) -> Result<(), Fault> {
        if value < 0 {
            self.text.push(b'-');
        }
        self.digits(value.unsigned_abs());
        Ok(())
    }

    fn u64(&mut self, value: u64) -> Result<(), Fault> {
        self.digits(value);
        Ok(())
    }

    fn f64(&mut self, value: f64) -> Result<(), Fault> {
        self.spelt(&value)
    }

    fn f32(&mut self, value: f32) -> Result<(), Fault> {
        self.spelt(&value)
    }

    fn str(&mut self, value: &str) -> Result<(), Fault> {
        self.string(value)
    }

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        self.text.push(b'[');
        for element in elements {
            match element {
                Part::Str(value) if escape::is_plain(value) => {
                    self.quoted(value, b"\",");
                    continue;
                }
                element => self.part(element)?,
            }
            self.text.push(b',');
        }
        self.end(b']');
        Ok(())
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        self.text.push(b'{');
        for (key, value) in entries {
            self.entry(key, value)?;
        }
        self.end(b'}');
        Ok(())
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        self.text.push(b'{');
        for (index, (field, value)) in shape.fields().iter().zip(fields).enumerate() {
            match value.to_part() {
                Part::Str(value) if !shape.escaped && escape::is_plain(value) => {
                    self.plain_entry(field.key, value);
                    continue;
                }
                Part::None if field.is_left_out(index, nulls) => continue,
                part => {
                    self.name(shape, field)?;
                    self.part(part)?;
                }
            }
            self.text.push(b',');
        }
        for (key, value) in rest.into_iter().flatten() {
            self.entry(key, value)?;
        }
        self.end(b'}');
        Ok(())
    }

    fn any(&mut self, value: &serde_json::Value) -> Result<(), Fault> {
        self.spelt(value)
    }

    fn raw(&mut self, value: &serde_json::value::RawValue) -> Result<(), Fault> {
        self.text.extend_from_slice(value.get().as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::value::json::encode;

    #[test]
    fn integers_are_spelt_as_serde_json_has_it() {
        let powers = (0..20).map(|power| 10_u64.pow(power));
        let numbers = powers.flat_map(|power| [power - 1, power, power + 1, power.wrapping_mul(7)]);
        for number in numbers.chain(0..20_000).chain((0..50).map(|shift| u64::MAX >> shift)) {
            assert_eq!(encode(&number).unwrap(), number.to_string().into_bytes());
            let signed = i64::from_ne_bytes(number.to_ne_bytes()).wrapping_neg();
            assert_eq!(encode(&signed).unwrap(), signed.to_string().into_bytes());
        }
    }

    #[test]
    fn entries_are_spelt_as_serde_json_has_it() {
        for key in [
            "",
            "count",
            "a \"name\" with escapes",
            "größe",
            "a key that is longer than a word",
        ] {
            for number in (-12..1200)
                .chain(9_990..10_010)
                .chain([99_999, 100_000_000, i64::MIN, i64::MAX])
            {
                let map = BTreeMap::from([(key.to_owned(), number), ("last".to_owned(), 7)]);
                assert_eq!(encode(&map).unwrap(), serde_json::to_vec(&map).unwrap());
            }
        }
    }
}
