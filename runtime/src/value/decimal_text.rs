//! How is a number kept that stands in a string?

use std::fmt;
use std::str::FromStr;

use super::decimal::{Decimal, NotANumber};

/// A number in a string: the schema says `type: string` and `format: decimal`, so that no parser on the way rounds it.
///
/// The text is kept as it came, and understood when it is asked.
///
/// ```
/// use openapi_runtime::{Decimal, DecimalText};
///
/// let price: DecimalText = "19.90".parse()?;
/// assert_eq!(price.as_str(), "19.90");
/// assert_eq!(price.to_decimal(), Some("19.9".parse()?));
/// assert_eq!(DecimalText::from(3).as_str(), "3");
/// # Ok::<(), openapi_runtime::NotANumber>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct DecimalText(String);

impl DecimalText {
    /// A text that is a number already; it is not looked at.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        DecimalText(text.into())
    }

    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with every digit, which compares as one; `None` if the text is none. A plus sign, zeros in front and
    /// a missing zero before the point are read too.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        let text = self.0.trim();
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let digits = digits.trim_start_matches('0');
        let zero = if digits.starts_with(|c: char| c.is_ascii_digit()) {
            ""
        } else {
            "0"
        };
        // A sign alone, an exponent alone, or nothing, is not zero.
        let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
        let has_digit = mantissa.contains(|c: char| c.is_ascii_digit());
        has_digit.then(|| format!("{sign}{zero}{digits}").parse().ok())?
    }
}

impl fmt::Display for DecimalText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for DecimalText {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let number = DecimalText::from_text(text);
        number.to_decimal().map(|_| number).ok_or(NotANumber)
    }
}

impl<T: Into<Decimal>> From<T> for DecimalText {
    fn from(number: T) -> Self {
        DecimalText(number.into().as_str().to_owned())
    }
}

text_value!(DecimalText);

#[cfg(test)]
mod tests {
    use super::DecimalText;

    #[test]
    fn numbers_are_understood() {
        for (text, number) in [
            ("0.10", Some("0.1")),
            ("+007.5", Some("7.5")),
            (".5", Some("0.5")),
            ("-00", Some("0")),
            ("1e400", Some("1e400")),
            (" 2 ", Some("2")),
            ("", None),
            ("-", None),
            ("1,5", None),
            ("0x10", None),
            ("e5", None),
            ("N/A 0", None),
        ] {
            let read = DecimalText::from_text(text).to_decimal();
            assert_eq!(read, number.map(|number| number.parse().unwrap()), "{text}");
        }
        let text = r#"["0.10","N/A"]"#;
        let all: Vec<DecimalText> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&all).unwrap(), text);
    }
}
