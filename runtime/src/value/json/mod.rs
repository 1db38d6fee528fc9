//! How do values become JSON text and back?

pub(crate) mod cursor;
pub(crate) mod escape;
mod sink;
mod source;

use std::cell::Cell;
use std::fmt;

use serde::{de, ser};

use self::sink::JsonSink;
pub use self::source::JsonSource;
use super::serde_form::read;
use super::{Fault, Value};

/// A text without the mark that some put at its beginning, which JSON does not have (RFC 8259, §8.1).
pub(crate) fn without_bom(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// Overwrites `value`, a blank one, with what `text` holds.
pub fn decode(value: &mut dyn Value, text: &[u8]) -> Result<(), DecodeError> {
    // Once for the whole text, where serde_json would do it string by string.
    let text = std::str::from_utf8(text).map_err(|error| not_utf8(text, error.valid_up_to()))?;
    let mut source = JsonSource::new(text);
    if value.read(&mut source).is_ok() && source.cursor().peek().is_none() {
        return Ok(());
    }
    decode_by_serde(value, text)
}

/// Reads a text that has been refused once more, by `serde_json`, which knows to say why.
#[cold]
fn decode_by_serde(value: &mut dyn Value, text: &str) -> Result<(), DecodeError> {
    let mut json = serde_json::Deserializer::from_str(text);
    read(value, &mut json).map_err(|(fault, source)| DecodeError {
        fault: Some(fault),
        source,
    })?;
    json.end().map_err(|source| DecodeError { fault: None, source })
}

/// Writes `value` as JSON.
pub fn encode(value: &dyn Value) -> Result<Vec<u8>, serde_json::Error> {
    with_text(value, |text| Ok(text.to_vec()))
}

/// How much memory a thread keeps for the next text, in bytes.
const KEPT: usize = 64 * 1024;

thread_local! {
    /// Where texts grow, so that none has to grow from nothing.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Shows `value` as JSON to `take`.
pub(crate) fn with_text<T>(
    value: &dyn Value,
    take: impl FnOnce(&[u8]) -> Result<T, serde_json::Error>,
) -> Result<T, serde_json::Error> {
    let mut sink = JsonSink {
        text: SCRATCH.take(),
        error: None,
    };
    let outcome = match value.write(&mut sink) {
        Ok(()) => take(&sink.text),
        Err(_) => Err(sink
            .error
            .unwrap_or_else(|| ser::Error::custom("the value refused to be written"))),
    };
    let mut text = sink.text;
    if text.capacity() <= KEPT {
        text.clear();
        SCRATCH.set(text);
    }
    outcome
}

#[cold]
fn not_utf8(text: &[u8], valid: usize) -> DecodeError {
    let before = &text[..valid];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
    // serde_json takes the place back out of the words.
    let source = de::Error::custom(format_args!("not UTF-8 at line {line} column {column}"));
    DecodeError { fault: None, source }
}

/// JSON that does not fit the type it is read as: the path to the place, and serde_json's own words, which end in the
/// line and column of the text.
#[derive(Debug)]
pub struct DecodeError {
    fault: Option<Fault>,
    source: serde_json::Error,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Some(fault) if !fault.is_at_root() => write!(f, "{fault}: {}", self.source),
            Some(_) | None => self.source.fmt(f),
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::super::testing::{Address, Customer, LEAST, TaxId, read, write};
    use super::{decode, encode};

    /// The message without the line and column that end it.
    fn failure<T: Value + PartialEq + serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
        let error = read::<T>(text).unwrap_err();
        let (message, column) = error.split_once(" at line 1 column ").unwrap();
        assert!(
            column.parse::<usize>().is_ok_and(|column| column <= text.len()),
            "{error}"
        );
        message.to_owned()
    }

    #[test]
    fn a_failure_begins_with_its_place_and_ends_with_line_and_column() {
        let text = "{\"city\":\n  7}";
        let error = read::<Address>(text).unwrap_err();
        assert_eq!(
            error,
            "city: invalid type: integer `7`, expected a string at line 2 column 3"
        );
    }

    #[test]
    fn every_kind_of_place_is_named() {
        for (more, message) in [
            (r#""id":"x"}"#, r#"id: invalid value: "x", expected a UUID"#),
            (r#""note":[]}"#, "note: invalid type: sequence, expected a string"),
            (r#""taxIds":{}}"#, "taxIds: invalid type: map, expected a list"),
            (
                r#""taxIds":[{"code":"","share":1,"level":2.0},7]}"#,
                "taxIds[1]: invalid type: integer `7`, expected an object (TaxId)",
            ),
            (
                r#""taxIds":[{"share":1,"level":2}]}"#,
                "taxIds[0]: missing field `code`",
            ),
            (
                r#""taxIds":[{"share":"1"}]}"#,
                "taxIds[0].share: invalid type: string \"1\", expected f64",
            ),
            (
                r#""taxIds":[{"level":2.5}]}"#,
                "taxIds[0].level: invalid value: floating point `2.5`, expected an integer from -2147483648 to 2147483647",
            ),
            (
                r#""taxIds":[{"level":2147483648}]}"#,
                "taxIds[0].level: invalid value: integer `2147483648`, expected an integer from -2147483648 to 2147483647",
            ),
            (
                r#""limits":{"a b":true}}"#,
                "limits[\"a b\"]: invalid type: boolean `true`, expected an integer of 64 bits",
            ),
            (
                r#""address":{"city":null}}"#,
                "address.city: invalid type: null, expected a string",
            ),
            (
                r#""visits":1e300}"#,
                "visits: invalid value: floating point `1e+300`, expected an integer of 64 bits",
            ),
            (
                r#""active":"yes"}"#,
                "active: invalid type: string \"yes\", expected a boolean",
            ),
            (r#""address":"#, "address: EOF while parsing a value"),
        ] {
            assert_eq!(failure::<Customer>(&format!("{{{more}")), message);
        }
        assert_eq!(
            failure::<Address>(r#"{"city":"Ulm","geo":}"#),
            "[\"geo\"]: expected value"
        );
    }

    #[test]
    fn whole_numbers_are_integers() {
        let text = LEAST.replace("[]", r#"[{"code":"a","share":1,"level":-3.0}],"visits":7.0"#);
        let customer = read::<Customer>(&text).unwrap();
        assert_eq!(customer.visits, Some(7));
        assert_eq!(
            customer.tax_ids,
            [TaxId {
                code: "a".to_owned(),
                share: 1.0,
                level: -3
            }]
        );
    }

    #[test]
    fn unknown_properties_are_skipped_or_kept() {
        let text = r#"{"zip":"89073","city":"Ulm","geo":{"lat":[48.4]},"z":null}"#;
        let address = read::<Address>(text).unwrap();
        assert_eq!(address.rest.len(), 3);
        assert_eq!(
            write(&address),
            r#"{"city":"Ulm","geo":{"lat":[48.4]},"z":null,"zip":"89073"}"#
        );
    }

    #[test]
    fn what_serde_json_escapes_is_escaped() {
        let mut address = Address {
            city: "a\u{1}\"\\/\u{7f}é\n".to_owned(),
            rest: [].into(),
        };
        address.rest.insert("k\"\t".to_owned(), serde_json::json!(["\u{2028}"]));
        assert_eq!(read::<Address>(&write(&address)), Ok(address));
    }

    #[test]
    fn a_number_that_json_does_not_have_is_null() {
        let tax_id = TaxId {
            code: String::new(),
            share: f64::NAN,
            level: 0,
        };
        assert_eq!(write(&tax_id), r#"{"code":"","share":null,"level":0}"#);
    }

    #[test]
    fn other_formats_keep_the_three_states_too() {
        let text = LEAST.replace("[]", r#"[],"email":null,"active":true"#);
        let customer = read::<Customer>(&text).unwrap();
        let value = serde_json::to_value(&customer).unwrap();
        assert_eq!(serde_json::from_value::<Customer>(value).unwrap(), customer);
    }

    #[test]
    fn text_after_the_value_is_refused() {
        let error = decode(&mut Vec::<String>::blank(), b"[\"a\"] x").unwrap_err();
        assert_eq!(error.to_string(), "trailing characters at line 1 column 7");
    }

    #[test]
    fn text_that_is_not_utf8_is_refused_at_its_place() {
        let error = decode(&mut Vec::<String>::blank(), b"[\n\"ab\xff\"]").unwrap_err();
        assert_eq!(error.to_string(), "not UTF-8 at line 2 column 4");
    }

    #[test]
    fn empty_things_are_written_whole() {
        assert_eq!(encode(&Vec::<i64>::new()).unwrap(), b"[]");
        assert_eq!(encode(&serde_json::Map::new()).unwrap(), b"{}");
        assert_eq!(encode(&vec![vec![",".to_owned()], vec![]]).unwrap(), br#"[[","],[]]"#);
    }
}
