//! How is an instant kept that is a number?

use chrono::{DateTime, Utc};

use super::{Fault, Part, Sink, Source, Value};

/// An instant, in seconds since 1970-01-01T00:00:00Z: an integer of the format `unixtime`.
///
/// ```
/// use openapi_runtime::UnixTime;
///
/// let created = UnixTime(1_700_000_000);
/// assert_eq!(created.to_date_time().map(|at| at.to_rfc3339()).as_deref(), Some("2023-11-14T22:13:20+00:00"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct UnixTime(
    /// The seconds; before 1970 there are negative ones.
    pub i64,
);

impl UnixTime {
    /// The same as a date-time; `None` in years that chrono has no numbers for, more than 262,000 from now.
    #[must_use]
    pub fn to_date_time(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.0, 0)
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        UnixTime(seconds)
    }
}

/// The second in which it is.
impl From<DateTime<Utc>> for UnixTime {
    fn from(at: DateTime<Utc>) -> Self {
        UnixTime(at.timestamp())
    }
}

impl Value for UnixTime {
    fn blank() -> Self {
        UnixTime(0)
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        self.0 = source.i64()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.i64(self.0)
    }

    fn part(&self) -> Part<'_> {
        Part::I64(self.0)
    }
}

crate::__serde_v1!(UnixTime);

#[cfg(test)]
mod tests {
    use super::UnixTime;

    #[test]
    fn it_is_an_integer_on_the_wire() {
        let all: Vec<UnixTime> = serde_json::from_str("[0, -1, 1.7e9, 9223372036854775807]").unwrap();
        assert_eq!(
            serde_json::to_string(&all).unwrap(),
            "[0,-1,1700000000,9223372036854775807]"
        );
        assert_eq!(all[3].to_date_time(), None);
        assert_eq!(all[2].to_date_time().map(UnixTime::from), Some(all[2]));
    }
}
