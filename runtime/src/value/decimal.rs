//! How is a number kept with every digit that it has?

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde_json::value::RawValue;

use super::{Fault, Sink, Source, Value};

/// A JSON number, exactly as it is written: the schema says `format: decimal`, or sdk.toml asks for it.
///
/// Two of them are equal if they are the same number: `1.50` is `1.5`, and prints as it was written. For arithmetic, turn
/// it into a number of the crate that the program uses, by way of its text.
///
/// ```
/// use openapi_runtime::Decimal;
///
/// let price: Decimal = "19.90".parse()?;
/// assert_eq!(price.as_str(), "19.90");
/// assert!(price > Decimal::from(19) && price == "1.99e1".parse()?);
/// # Ok::<(), openapi_runtime::NotANumber>(())
/// ```
#[derive(Clone)]
pub struct Decimal(Box<RawValue>);

/// A text that is no JSON number.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number of JSON")
    }
}

impl std::error::Error for NotANumber {}

impl Decimal {
    /// The number as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// The nearest number of 64 bits.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.as_str().parse().unwrap_or(f64::NAN)
    }

    /// A text that equal numbers share.
    #[cfg(feature = "validate")]
    pub(crate) fn plain(&self) -> String {
        let parts = self.parts();
        let sign = if parts.negative { "-" } else { "" };
        format!("{sign}0.{}e{}", parts.digits, parts.point)
    }

    fn new(text: &str) -> Option<Self> {
        let starts_well = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        let raw = serde_json::from_str::<Box<RawValue>>(text)
            .ok()
            .filter(|_| starts_well)?;
        Some(Decimal(raw))
    }

    /// What the number comes to, whatever way it is written.
    fn parts(&self) -> Parts {
        let text = self.as_str();
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // An exponent that does not fit is beyond any number there is.
        let beyond = if exponent.starts_with('-') { i64::MIN } else { i64::MAX };
        let exponent = exponent.parse::<i64>().unwrap_or(beyond);
        let digits = format!("{whole}{fraction}");
        let leading = digits.trim_start_matches('0');
        let digits = leading.trim_end_matches('0');
        if digits.is_empty() {
            return Parts::default();
        }
        let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
        let point = length(whole) - (length(whole) + length(fraction) - length(leading));
        Parts {
            negative,
            point: exponent.saturating_add(point),
            digits: digits.to_owned(),
        }
    }
}

/// Zero, or `0.digits` times ten to the power of `point`, where the digits begin and end with others than zero.
#[derive(Default, PartialEq, Eq, Hash)]
struct Parts {
    negative: bool,
    point: i64,
    digits: String,
}

impl Parts {
    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.parts(), other.parts());
        let size = || (a.point, &a.digits).cmp(&(b.point, &b.digits));
        match a.sign().cmp(&b.sign()) {
            Ordering::Equal if a.negative => size().reverse(),
            Ordering::Equal => size(),
            unequal => unequal,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str() || self.parts() == other.parts()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Decimal {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        Decimal::new(text).ok_or(NotANumber)
    }
}

impl TryFrom<f64> for Decimal {
    type Error = NotANumber;

    fn try_from(value: f64) -> Result<Self, NotANumber> {
        if value.is_finite() {
            value.to_string().parse()
        } else {
            Err(NotANumber)
        }
    }
}

macro_rules! from_integer {
    ($($type:ty)*) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Decimal::new(&value.to_string()).expect("an integer is a number of JSON")
            }
        }
    )*};
}

from_integer!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

impl Value for Decimal {
    fn blank() -> Self {
        Decimal::from(0)
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.raw(&mut |text| {
            *self = Decimal::new(text).ok_or_else(|| format!("invalid value: {text}, expected a number"))?;
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.raw(&self.0)
    }
}

crate::__serde_v1!(Decimal);

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn every_digit_is_kept() {
        let text = r#"[0.10,1e400,-0,123456789012345678901234567890.123456789]"#;
        let numbers: Vec<Decimal> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&numbers).unwrap(), text);
        for text in [r#"["1"]"#, "[null]", "[true]"] {
            let error = serde_json::from_str::<Vec<Decimal>>(text).unwrap_err();
            assert!(error.to_string().contains("expected a number"), "{error}");
        }
        for text in ["", "1.", "+1", "NaN", "1 2", "\"1\"", "01", "1_000", " 1"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_by_what_they_come_to() {
        let equal = [
            ("1.50", "1.5"),
            ("1e2", "100"),
            ("0.001", "1E-3"),
            ("-0", "0.0"),
            ("120e-1", "12"),
        ];
        for (a, b) in equal {
            assert_eq!(decimal(a), decimal(b));
        }
        let rising = [
            "-1e3",
            "-12",
            "-1.5",
            "0",
            "0.09",
            "0.1",
            "1",
            "1.01",
            "9",
            "10",
            "1e400",
            "1e99999999999999999999",
        ];
        for pair in rising.windows(2) {
            assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
        }
        assert_eq!(Decimal::try_from(0.5), Ok(decimal("0.5")));
        assert!(Decimal::try_from(f64::NAN).is_err());
    }
}
