//! How is a span of time kept, of which a part may be a month?

use std::fmt;
use std::str::FromStr;

/// A span of time: a string of the format `duration` (RFC 3339, appendix A; ISO 8601), such as `P1Y2M` or `PT1H30M`.
///
/// How long a month or a year is depends on where it begins, so that not every one of these is a number of seconds.
/// The text is kept as it came, and understood when it is asked.
///
/// ```
/// use openapi_runtime::Duration;
/// use std::time;
///
/// let billing: Duration = "P1Y2M".parse()?;
/// assert_eq!(billing.parts().map(|parts| (parts.years, parts.months)), Some((1, 2)));
/// assert_eq!(billing.to_std(), None);
/// let timeout = Duration::from(time::Duration::from_millis(1500));
/// assert_eq!(timeout.as_str(), "PT1.5S");
/// assert_eq!(timeout.to_std(), Some(time::Duration::from_millis(1500)));
/// # Ok::<(), openapi_runtime::NotADuration>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Duration(String);

/// What a [`Duration`] is made of; all of it is before or after, as `negative` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct DurationParts {
    /// Whether a minus sign stands in front.
    pub negative: bool,
    /// Years, of the calendar.
    pub years: u64,
    /// Months, of the calendar.
    pub months: u64,
    /// Weeks.
    pub weeks: u64,
    /// Days.
    pub days: u64,
    /// Hours.
    pub hours: u64,
    /// Minutes.
    pub minutes: u64,
    /// Whole seconds.
    pub seconds: u64,
    /// What there is of one more second, in nanoseconds; further digits are not in it.
    pub nanoseconds: u32,
}

/// A text that is no duration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotADuration;

impl fmt::Display for NotADuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a duration, such as PT1H30M")
    }
}

impl std::error::Error for NotADuration {}

impl Duration {
    /// A text that is a duration already; it is not looked at.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Duration(text.into())
    }

    /// The text as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its parts; `None` if the text is no duration, or has a fraction of something other than seconds.
    #[must_use]
    pub fn parts(&self) -> Option<DurationParts> {
        let mut parts = DurationParts::default();
        let text = match self.0.strip_prefix('-') {
            Some(text) => {
                parts.negative = true;
                text
            }
            None => self.0.strip_prefix('+').unwrap_or(&self.0),
        };
        let text = text.strip_prefix('P')?;
        let (date, clock) = match text.split_once('T') {
            // With a `T` there is something behind it.
            Some((_, "")) => return None,
            Some((date, clock)) => (date, clock),
            None if text.is_empty() => return None,
            None => (text, ""),
        };
        let mut date = Numbers(date);
        parts.years = date.before('Y')?;
        parts.months = date.before('M')?;
        parts.weeks = date.before('W')?;
        parts.days = date.before('D')?;
        let mut clock = Numbers(clock);
        parts.hours = clock.before('H')?;
        parts.minutes = clock.before('M')?;
        if let Some((whole, fraction)) = clock.0.split_once(['.', ',']) {
            let fraction = fraction.strip_suffix('S')?;
            let is_digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            parts.nanoseconds = is_digits.then(|| format!("{fraction:0<9}")[..9].parse().ok())??;
            parts.seconds = whole.parse().ok()?;
            clock.0 = "";
        } else {
            parts.seconds = clock.before('S')?;
        }
        (date.0.is_empty() && clock.0.is_empty()).then_some(parts)
    }

    /// The same as a number of seconds, a day having 24 hours; `None` where a month or a year is part of it, where it is
    /// negative, and where the text is no duration.
    #[must_use]
    pub fn to_std(&self) -> Option<std::time::Duration> {
        let parts = self.parts().filter(|parts| parts.years == 0 && parts.months == 0)?;
        let of = |count: u64, seconds: u64| count.checked_mul(seconds);
        let mut seconds = parts.seconds;
        for (count, each) in [
            (parts.weeks, 604_800),
            (parts.days, 86_400),
            (parts.hours, 3_600),
            (parts.minutes, 60),
        ] {
            seconds = seconds.checked_add(of(count, each)?)?;
        }
        let duration = std::time::Duration::new(seconds, parts.nanoseconds);
        (!parts.negative || duration.is_zero()).then_some(duration)
    }
}

/// Numbers with a letter behind each, of which any may be missing.
struct Numbers<'a>(&'a str);

impl Numbers<'_> {
    /// The number that stands next, if the letter is behind it; else zero. `None` if there is no number that fits.
    fn before(&mut self, letter: char) -> Option<u64> {
        let end = self.0.bytes().take_while(u8::is_ascii_digit).count();
        match self.0[end..].strip_prefix(letter) {
            Some(rest) => {
                let number = self.0[..end].parse().ok()?;
                self.0 = rest;
                Some(number)
            }
            None => Some(0),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Duration {
    type Err = NotADuration;

    fn from_str(text: &str) -> Result<Self, NotADuration> {
        let duration = Duration::from_text(text);
        duration.parts().map(|_| duration).ok_or(NotADuration)
    }
}

/// In seconds.
impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        let fraction = format!("{:09}", duration.subsec_nanos());
        let fraction = match fraction.trim_end_matches('0') {
            "" => String::new(),
            digits => format!(".{digits}"),
        };
        Duration(format!("PT{}{fraction}S", duration.as_secs()))
    }
}

text_value!(Duration);

#[cfg(test)]
mod tests {
    use super::Duration;

    #[test]
    fn durations_are_understood() {
        let table = [
            ("P4DT12H30M5S", Some(4 * 86_400 + 12 * 3_600 + 30 * 60 + 5)),
            ("PT0S", Some(0)),
            ("P2W", Some(2 * 604_800)),
            ("PT36H", Some(36 * 3_600)),
            ("-PT0S", Some(0)),
            ("P0Y", Some(0)),
        ];
        for (text, seconds) in table {
            let duration = Duration::from_text(text);
            assert_eq!(duration.to_std().map(|std| std.as_secs()), seconds, "{text}");
        }
        for text in ["P1Y", "P1M", "-PT1S", "PT18446744073709551615M"] {
            let duration: Duration = text.parse().unwrap();
            assert_eq!(duration.to_std(), None, "{text}");
        }
        for text in [
            "", "P", "PT", "P1", "P1S", "PT1D", "P1D2H", "PDT1H", "P2D1Y", "1D", "PT1.S", "PT.5S", "P0.5Y", "P1YT",
            "PTS", "P٢Y", "PT1.é5S",
        ] {
            assert!(text.parse::<Duration>().is_err(), "{text}");
        }
        let precise = Duration::from_text("PT1.0000000019S").to_std();
        assert_eq!(precise, Some(std::time::Duration::new(1, 1)));
    }

    #[test]
    fn what_is_written_is_what_was_read() {
        let text = r#"["P1Y","PT01.50S","30 days"]"#;
        let all: Vec<Duration> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&all).unwrap(), text);
        let whole = std::time::Duration::from_secs(90);
        assert_eq!(Duration::from(whole).as_str(), "PT90S");
    }
}
