//! How does a setting get its value from TOML?
//!
//! By objects, not by what serde derives: that is generic, and compiled for each table into the build of everyone who has a
//! build script.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Wrong {
    /// The place in the text, in bytes.
    pub(super) offset: usize,
    pub(super) message: String,
}

/// A value, and where it stands.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// What a value of TOML can be read as.
pub(super) trait Setting: Sized {
    fn read(value: &Value<'_>) -> Result<Self, Wrong>;
}

/// Where the value of a key goes.
pub(super) trait Place {
    fn set(&mut self, value: &Value<'_>) -> Result<(), Wrong>;
}

impl<T: Setting> Place for T {
    fn set(&mut self, value: &Value<'_>) -> Result<(), Wrong> {
        *self = T::read(value)?;
        Ok(())
    }
}

/// Reads a text of which the whole is one table of settings.
pub(super) fn read<T: Setting>(text: &str) -> Result<T, Wrong> {
    let table = DeTable::parse(text).map_err(|error| Wrong {
        offset: error.span().map_or(0, |span| span.start),
        message: error.message().to_owned(),
    })?;
    let span = table.span();
    T::read(&Spanned::new(span, DeValue::Table(table.into_inner())))
}

/// Reads a table, each key into its place. A key without one is an error.
pub(super) fn table(value: &Value<'_>, places: &mut [(&str, &mut dyn Place)]) -> Result<(), Wrong> {
    let entries = value.get_ref().as_table().ok_or_else(|| expected("a table", value))?;
    for (key, value) in entries {
        let name = key.get_ref();
        let Some((_, place)) = places.iter_mut().find(|(known, _)| known == name) else {
            let known = one_of(places.iter().map(|(known, _)| *known));
            return Err(Wrong {
                offset: key.span().start,
                message: format!("unknown field `{name}`, expected {known}"),
            });
        };
        place.set(value)?;
    }
    Ok(())
}

/// What a word stands for.
pub(super) fn word<T: Copy>(value: &Value<'_>, words: &[(&str, T)]) -> Result<T, Wrong> {
    let text = String::read(value)?;
    match words.iter().find(|(known, _)| *known == text) {
        Some((_, meaning)) => Ok(*meaning),
        None => {
            let known = one_of(words.iter().map(|(known, _)| *known));
            Err(wrong(value, format!("unknown variant `{text}`, expected {known}")))
        }
    }
}

/// Something that is wrong with a value.
pub(super) fn wrong(value: &Value<'_>, message: String) -> Wrong {
    let offset = value.span().start;
    Wrong { offset, message }
}

fn expected(what: &str, value: &Value<'_>) -> Wrong {
    let found = value.get_ref().type_str();
    wrong(value, format!("invalid type: {found}, expected {what}"))
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match &words[..] {
        [one] => one.clone(),
        [one, other] => format!("{one} or {other}"),
        several => format!("one of {}", several.join(", ")),
    }
}

impl Setting for bool {
    fn read(value: &Value<'_>) -> Result<bool, Wrong> {
        value.get_ref().as_bool().ok_or_else(|| expected("a boolean", value))
    }
}

impl Setting for String {
    fn read(value: &Value<'_>) -> Result<String, Wrong> {
        let text = value.get_ref().as_str().map(str::to_owned);
        text.ok_or_else(|| expected("a string", value))
    }
}

impl Setting for PathBuf {
    fn read(value: &Value<'_>) -> Result<PathBuf, Wrong> {
        String::read(value).map(PathBuf::from)
    }
}

impl Setting for u64 {
    fn read(value: &Value<'_>) -> Result<u64, Wrong> {
        let number = value.get_ref().as_integer();
        let number = number.and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        number.ok_or_else(|| expected("a number that is not negative", value))
    }
}

impl Setting for serde_json::Value {
    fn read(value: &Value<'_>) -> Result<serde_json::Value, Wrong> {
        Ok(match value.get_ref() {
            DeValue::String(text) => text.as_ref().into(),
            DeValue::Boolean(flag) => (*flag).into(),
            DeValue::Datetime(time) => time.to_string().into(),
            DeValue::Integer(number) => {
                let number = i64::from_str_radix(number.as_str(), number.radix());
                number.map_err(|_| expected("an integer of 64 bits", value))?.into()
            }
            DeValue::Float(number) => {
                let number = number.as_str().parse::<f64>();
                number.map_err(|_| expected("a number", value))?.into()
            }
            DeValue::Array(items) => items.iter().map(serde_json::Value::read).collect::<Result<_, _>>()?,
            DeValue::Table(entries) => {
                let read = |(key, value): (&Spanned<_>, &Value<'_>)| {
                    let key: &std::borrow::Cow<'_, str> = key.get_ref();
                    Ok((key.clone().into_owned(), serde_json::Value::read(value)?))
                };
                serde_json::Value::Object(entries.iter().map(read).collect::<Result<_, _>>()?)
            }
        })
    }
}

impl<T: Setting> Setting for Option<T> {
    fn read(value: &Value<'_>) -> Result<Option<T>, Wrong> {
        T::read(value).map(Some)
    }
}

impl<T: Setting> Setting for Vec<T> {
    fn read(value: &Value<'_>) -> Result<Vec<T>, Wrong> {
        let items = value.get_ref().as_array().ok_or_else(|| expected("a list", value))?;
        let mut list = Vec::new();
        for item in items {
            list.push(T::read(item)?);
        }
        Ok(list)
    }
}

impl<T: Setting> Setting for BTreeMap<String, T> {
    fn read(value: &Value<'_>) -> Result<BTreeMap<String, T>, Wrong> {
        let entries = value.get_ref().as_table().ok_or_else(|| expected("a table", value))?;
        let mut map = BTreeMap::new();
        for (key, value) in entries {
            map.insert(key.get_ref().to_string(), T::read(value)?);
        }
        Ok(map)
    }
}

/// Reads a table into the fields of its struct, which has a value for each that may be left out. The keys are the fields'
/// names, with `-` for `_`.
macro_rules! settings {
    ($ty:ident { $($key:literal: $field:ident),* $(,)? }) => {
        impl $crate::config::setting::Setting for $ty {
            fn read(
                value: &$crate::config::setting::Value<'_>,
            ) -> Result<$ty, $crate::config::setting::Wrong> {
                let mut settings = $ty::default();
                $crate::config::setting::table(value, &mut [$(($key, &mut settings.$field)),*])?;
                Ok(settings)
            }
        }
    };
}
pub(super) use settings;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_another_type_is_refused_at_its_place() {
        #[derive(Debug, Default)]
        struct All {
            flag: bool,
            count: Option<u64>,
            words: Vec<String>,
            values: BTreeMap<String, serde_json::Value>,
        }
        settings!(All { "flag": flag, "count": count, "words": words, "values": values });

        let text = "flag = true\ncount = 0x1F\nwords = ['a']\n[values]\na = 1\nb = [1.5, 'x', true]\nc.d = 2020-01-02";
        let all: All = read(text).unwrap();
        assert_eq!((all.flag, all.count, all.words), (true, Some(31), vec!["a".to_owned()]));
        let values = serde_json::to_string(&all.values).unwrap();
        assert_eq!(values, r#"{"a":1,"b":[1.5,"x",true],"c":{"d":"2020-01-02"}}"#);
        for (text, offset, message) in [
            ("flag = 'yes'", 7, "invalid type: string, expected a boolean"),
            (
                "\ncount = -1",
                9,
                "invalid type: integer, expected a number that is not negative",
            ),
            ("words = ['a', 1]", 14, "invalid type: integer, expected a string"),
            ("words = 'a'", 8, "invalid type: string, expected a list"),
            ("values = []", 9, "invalid type: array, expected a table"),
            (
                "word = 'a'",
                0,
                "unknown field `word`, expected one of `flag`, `count`, `words`, `values`",
            ),
        ] {
            let wrong = read::<All>(text).unwrap_err();
            assert_eq!((wrong.offset, &*wrong.message), (offset, message), "{text}");
        }
        assert!(read::<All>("flag = ").is_err());
    }
}
