//! How is a number kept without losing a digit?
//!
//! Integers up to 128 bits are kept as such, other numbers as `f64` where the `f64` says the same
//! as the text, and as the text itself where it does not.

use std::fmt;

/// A number of the document, exact.
#[derive(Clone, Debug)]
pub(crate) enum Number {
    /// An integer.
    Int(i128),
    /// A number with a fraction or an exponent that an `f64` holds exactly as it was written.
    Float(f64),
    /// Digits that neither of the others can hold, in the spelling of JSON or YAML.
    Text(Box<str>),
}

impl Number {
    /// The value, if it is an integer of 128 bits; `3.0` counts as one.
    pub(crate) fn as_i128(&self) -> Option<i128> {
        match self {
            Number::Int(int) => Some(*int),
            Number::Float(float) => {
                let integral = float.fract() == 0.0 && float.abs() < 1e38;
                integral.then_some(*float as i128)
            }
            Number::Text(text) => text.parse().ok(),
        }
    }

    pub(crate) fn as_i64(&self) -> Option<i64> {
        self.as_i128().and_then(|int| i64::try_from(int).ok())
    }

    pub(crate) fn as_u64(&self) -> Option<u64> {
        self.as_i128().and_then(|int| u64::try_from(int).ok())
    }

    /// The nearest `f64`.
    pub(crate) fn as_f64(&self) -> f64 {
        match self {
            Number::Int(int) => *int as f64,
            Number::Float(float) => *float,
            Number::Text(text) => text.replace('_', "").parse().unwrap_or(f64::NAN),
        }
    }

    /// Whether it is written as an integer: `3` is, `3.0` is not.
    pub(crate) fn is_integer(&self) -> bool {
        match self {
            Number::Int(_) => true,
            Number::Float(_) => false,
            Number::Text(text) => text.trim_start_matches(['-', '+']).bytes().all(|b| b.is_ascii_digit()),
        }
    }

    /// Whether an `f64` that a reader handed out may differ from what was written.
    pub(crate) fn may_be_rounded(float: f64) -> bool {
        if !float.is_finite() {
            return false;
        }
        // Up to 15 significant digits survive the way to `f64` and back.
        let shortest = format!("{float:e}");
        let digits = shortest
            .split('e')
            .next()
            .unwrap_or_default()
            .bytes()
            .filter(u8::is_ascii_digit)
            .count();
        digits > 15 || (float.fract() == 0.0 && float.abs() >= 9_007_199_254_740_992.0)
    }

    /// The number that `text`, a number of JSON or YAML, stands for, given what the reader made of it.
    pub(crate) fn from_text(text: &str, read: f64) -> Number {
        if let Ok(int) = text.parse::<i128>() {
            return Number::Int(int);
        }
        if format!("{read}") == text || format!("{read:?}") == text {
            return Number::Float(read);
        }
        Number::Text(text.into())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        match (self, other) {
            (Number::Text(a), Number::Text(b)) => a == b,
            (Number::Int(a), Number::Int(b)) => a == b,
            (Number::Text(_), _) | (_, Number::Text(_)) => false,
            (Number::Int(_) | Number::Float(_), Number::Int(_) | Number::Float(_)) => {
                self.as_f64() == other.as_f64() || (self.as_f64().is_nan() && other.as_f64().is_nan())
            }
        }
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(int) => write!(f, "{int}"),
            // `1.0` stays `1.0`, and large values keep their exponent.
            Number::Float(float) => write!(f, "{float:?}"),
            Number::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_kept() {
        for text in ["18446744073709551616", "-9223372036854775809", "0.1"] {
            let read: f64 = text.parse().unwrap();
            assert_eq!(Number::from_text(text, read).to_string(), text);
        }
        let long = "0.12345678901234567890123";
        assert!(Number::may_be_rounded(long.parse().unwrap()));
        assert_eq!(Number::from_text(long, long.parse().unwrap()).to_string(), long);
        assert!(!Number::may_be_rounded(0.1));
        assert!(Number::may_be_rounded(1e19));
    }

    #[test]
    fn integers_in_other_spellings() {
        assert_eq!(Number::Float(3.0).as_i64(), Some(3));
        assert_eq!(Number::Float(3.5).as_i64(), None);
        assert_eq!(Number::Int(-1).as_u64(), None);
        assert_eq!(Number::Int(1), Number::Float(1.0));
        assert!(!Number::Float(3.0).is_integer());
    }
}
