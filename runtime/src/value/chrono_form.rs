//! How are dates and times read and written?
//!
//! Reading is generous, since servers differ: a date-time may have an offset or none (it is then UTC), a space in place
//! of the `T`, letters of either case, any number of fractional digits, and no time at all (it is then midnight). What
//! is written is RFC 3339, §5.6, in UTC, with as many fractional digits as the value needs.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Timelike, Utc};

use super::{Fault, Sink, Source, Value};

impl Value for DateTime<Utc> {
    fn blank() -> Self {
        DateTime::UNIX_EPOCH
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.text(&mut |text| {
            *self = date_time(text).ok_or_else(|| refused(text, "a date-time, such as 2024-03-01T09:30:00Z"))?;
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.str(&self.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Value for NaiveDate {
    fn blank() -> Self {
        DateTime::UNIX_EPOCH.date_naive()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.text(&mut |text| {
            *self = date(text).ok_or_else(|| refused(text, "a date, such as 2024-03-01"))?;
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.str(&self.format("%Y-%m-%d").to_string())
    }
}

impl Value for NaiveTime {
    fn blank() -> Self {
        NaiveTime::MIN
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.text(&mut |text| {
            *self = time(text).ok_or_else(|| refused(text, "a time of day, such as 09:30:00"))?;
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        let nanoseconds = self.nanosecond() % 1_000_000_000;
        let format = match nanoseconds {
            0 => "%H:%M:%S",
            _ if nanoseconds % 1_000_000 == 0 => "%H:%M:%S%.3f",
            _ if nanoseconds % 1_000 == 0 => "%H:%M:%S%.6f",
            _ => "%H:%M:%S%.9f",
        };
        sink.str(&self.format(format).to_string())
    }
}

fn refused(text: &str, expected: &str) -> String {
    format!("invalid value: string {text:?}, expected {expected}")
}

fn date_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(value) = DateTime::parse_from_rfc3339(text) {
        return Some(value.to_utc());
    }
    if let Some(date) = date(text) {
        return Some(date.and_time(NaiveTime::MIN).and_utc());
    }
    let (day, clock) = text.split_once(['T', 't', ' '])?;
    let day = date(day)?;
    let clock = clock.trim_start();
    // `+02:00`, `+0200` and `+02`; a time of day holds none of these signs itself.
    let (clock, offset) = match clock.find(['+', '-', '\u{2212}']) {
        Some(at) => clock.split_at(at),
        None => (clock, ""),
    };
    let (clock, is_utc) = match clock.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, true),
        None => (clock, false),
    };
    let value = day.and_time(time(clock.trim_end())?);
    match (is_utc, offset) {
        (true, "") | (false, "") => Some(value.and_utc()),
        (true, _) => None,
        (false, offset) => with_offset(value, offset),
    }
}

fn with_offset(value: NaiveDateTime, offset: &str) -> Option<DateTime<Utc>> {
    let offset = match offset.trim_start_matches(['+', '-', '\u{2212}']).len() {
        2 => format!("{offset}00"),
        _ => offset.to_owned(),
    };
    let text = format!("{} {offset}", value.format("%Y-%m-%dT%H:%M:%S%.9f"));
    let value = DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f %z").ok()?;
    Some(value.to_utc())
}

/// Four digits, two and two: chrono alone would take fewer.
fn date(text: &str) -> Option<NaiveDate> {
    let is_whole = text.len() == 10 && text.bytes().filter(u8::is_ascii_digit).count() == 8;
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| is_whole)
}

fn time(text: &str) -> Option<NaiveTime> {
    let text = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let formats = ["%H:%M:%S%.f", "%H:%M"];
    formats
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

    use crate::value::{Value, json};

    fn round<T: Value>(text: &str) -> Option<String> {
        let text = serde_json::to_vec(text).unwrap();
        let mut value = T::blank();
        json::decode(&mut value, &text).ok()?;
        let written = json::encode(&value).unwrap();
        Some(serde_json::from_slice(&written).unwrap())
    }

    #[test]
    fn date_times_are_read_generously_and_written_exactly() {
        let table = [
            ("2023-01-01T00:00:00Z", "2023-01-01T00:00:00Z"),
            ("2023-01-01t00:00:00z", "2023-01-01T00:00:00Z"),
            ("2023-01-01 00:00:00Z", "2023-01-01T00:00:00Z"),
            ("2023-01-01T00:00:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01 00:00:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01T00:00:00.123456", "2023-01-01T00:00:00.123456Z"),
            ("2023-01-01T00:00:00.123456+00:00", "2023-01-01T00:00:00.123456Z"),
            ("2023-01-01T00:00:00.1Z", "2023-01-01T00:00:00.100Z"),
            ("2023-01-01T00:00:00.000Z", "2023-01-01T00:00:00Z"),
            ("2023-01-01T00:00:00.123456789Z", "2023-01-01T00:00:00.123456789Z"),
            ("2023-01-01T02:00:00+02:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01 02:00:00+0200", "2023-01-01T00:00:00Z"),
            ("2023-01-01 02:00:00.5+02", "2023-01-01T00:00:00.500Z"),
            ("2023-01-01 02:00:00 +02:00", "2023-01-01T00:00:00Z"),
            ("2022-12-31T19:00:00-05:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01T00:00", "2023-01-01T00:00:00Z"),
            ("2023-01-01", "2023-01-01T00:00:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ];
        for (text, expected) in table {
            assert_eq!(round::<DateTime<Utc>>(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_time_is_refused() {
        let table = [
            "",
            "now",
            "2023-13-01T00:00:00Z",
            "2023-02-30",
            "2023-1-1",
            "2023-01-01T25:00:00Z",
            "2023-01-01T00:00:00Z+01:00",
            "2023-01-01T00:00:00 Mars",
            "1672531200",
            "01/02/2023",
        ];
        for text in table {
            assert_eq!(round::<DateTime<Utc>>(text), None, "{text}");
        }
        let mut value = DateTime::<Utc>::blank();
        let error = json::decode(&mut value, br#""yesterday""#).unwrap_err();
        assert!(
            error.to_string().contains(r#""yesterday", expected a date-time"#),
            "{error}"
        );
    }

    #[test]
    fn dates_and_times() {
        assert_eq!(round::<NaiveDate>("2024-02-29").as_deref(), Some("2024-02-29"));
        for text in ["2023-02-29", "2024-02-29T00:00:00", "20240229", ""] {
            assert_eq!(round::<NaiveDate>(text), None, "{text}");
        }
        let table = [
            ("09:30:00", Some("09:30:00")),
            ("09:30", Some("09:30:00")),
            ("09:30:00Z", Some("09:30:00")),
            ("09:30:00.25", Some("09:30:00.250")),
            ("24:30", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(round::<NaiveTime>(text).as_deref(), expected, "{text}");
        }
    }
}
