//! How is a time of day kept, with its offset or without one?

use std::fmt;
use std::str::FromStr;

use chrono::{FixedOffset, NaiveTime};

/// A time of day: a string of the format `time` (RFC 3339, §5.6, `full-time`) or `time-local` (without an offset).
///
/// The text is kept as it came, so that nothing of it changes on the way, and understood when it is asked: servers send
/// times with an offset and without one, whatever they say of them.
///
/// ```
/// use openapi_runtime::{Time, chrono::NaiveTime};
///
/// let opening: Time = "09:30:00+02:00".parse()?;
/// assert_eq!(opening.clock(), NaiveTime::from_hms_opt(9, 30, 0));
/// assert_eq!(opening.offset().map(|offset| offset.local_minus_utc()), Some(7200));
/// assert_eq!(Time::from(NaiveTime::MIN).as_str(), "00:00:00");
/// # Ok::<(), openapi_runtime::NotATime>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Time(String);

/// A text that is no time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotATime;

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time of day, such as 09:30:00Z")
    }
}

impl std::error::Error for NotATime {}

impl Time {
    /// A text that is a time already; it is not looked at.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Time(text.into())
    }

    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a clock shows there; `None` if the text is no time. A leap second is that of 59 and a billion nanoseconds,
    /// as chrono has it.
    #[must_use]
    pub fn clock(&self) -> Option<NaiveTime> {
        self.parts().map(|(clock, _)| clock)
    }

    /// How far that is from UTC; `None` if the text does not say.
    #[must_use]
    pub fn offset(&self) -> Option<FixedOffset> {
        self.parts()?.1
    }

    fn parts(&self) -> Option<(NaiveTime, Option<FixedOffset>)> {
        let text = self.0.trim();
        let (clock, offset) = match text.find(['Z', 'z', '+', '-']) {
            Some(at) => (&text[..at], Some(offset(&text[at..])?)),
            None => (text, None),
        };
        let clock = ["%H:%M:%S%.f", "%H:%M"]
            .into_iter()
            .find_map(|form| NaiveTime::parse_from_str(clock, form).ok())?;
        Some((clock, offset))
    }
}

/// `Z`, `+02:00`, `+0200` or `+02`.
fn offset(text: &str) -> Option<FixedOffset> {
    if matches!(text, "Z" | "z") {
        return FixedOffset::east_opt(0);
    }
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    let number = |text: &str| text.parse::<i32>().ok();
    let (hours, minutes) = match (digits.len(), digits.is_ascii()) {
        (2, true) => (number(&digits)?, 0),
        (4, true) => (number(&digits[..2])?, number(&digits[2..])?),
        _ => return None,
    };
    let seconds = (minutes < 60).then_some(hours * 3600 + minutes * 60)?;
    FixedOffset::east_opt(if text.starts_with('-') { -seconds } else { seconds })
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Time {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let time = Time::from_text(text);
        time.clock().map(|_| time).ok_or(NotATime)
    }
}

/// Without an offset.
impl From<NaiveTime> for Time {
    fn from(clock: NaiveTime) -> Self {
        // Of the digits of a second, those that say something.
        Time(clock.format("%H:%M:%S%.f").to_string())
    }
}

text_value!(Time);

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn times_are_understood_with_an_offset_and_without() {
        let table = [
            ("09:30:00", Some(("09:30:00", None))),
            ("09:30", Some(("09:30:00", None))),
            ("09:30:00.25Z", Some(("09:30:00.250", Some(0)))),
            ("09:30:00z", Some(("09:30:00", Some(0)))),
            ("23:59:60Z", Some(("23:59:60", Some(0)))),
            ("09:30:00-05:30", Some(("09:30:00", Some(-19800)))),
            ("09:30:00+0200", Some(("09:30:00", Some(7200)))),
            ("09:30:00+02", Some(("09:30:00", Some(7200)))),
            ("09:30:00+2", None),
            ("09:30:00+02:60", None),
            ("09:30:00+é", None),
            ("24:00:00", None),
            ("noon", None),
            ("", None),
        ];
        for (text, expected) in table {
            let time = Time::from_text(text);
            let clock = time.clock().map(|clock| clock.to_string());
            let offset = time.offset().map(|offset| offset.local_minus_utc());
            assert_eq!(clock.as_deref(), expected.map(|(clock, _)| clock), "{text}");
            assert_eq!(offset, expected.and_then(|(_, offset)| offset), "{text}");
            assert_eq!(text.parse::<Time>().is_ok(), expected.is_some(), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        let text = r#"["09:30:00.10Z","09:30","noon"]"#;
        let all: Vec<Time> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&all).unwrap(), text);
    }
}
