//! What is a parameter's value made of, as text?

use crate::value::{AnyValue, Fault, Part, Shape, Sink, Value, json};

/// A value in the words of OpenAPI's parameter styles.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Parts {
    /// `None` or `null`: the parameter is left out.
    Absent,
    Scalar(String),
    List(Vec<Parts>),
    Object(Vec<(String, Parts)>),
}

/// Takes a value apart.
///
/// # Errors
/// When the value cannot be written.
pub(crate) fn parts(value: &dyn Value) -> Result<Parts, Fault> {
    let mut sink = ToParts(Parts::Absent);
    value.write(&mut sink)?;
    Ok(sink.0)
}

/// A value as one piece of JSON text; `None` is absent here too.
///
/// # Errors
/// When the value cannot be written.
pub(crate) fn json(value: &dyn Value) -> Result<Parts, Fault> {
    let text = json::encode(value).map_err(|_| Fault::new())?;
    Ok(match String::from_utf8(text) {
        Ok(text) if text != "null" => Parts::Scalar(text),
        Ok(_) | Err(_) => Parts::Absent,
    })
}

fn part(part: Part<'_>) -> Result<Parts, Fault> {
    Ok(match part {
        Part::None => Parts::Absent,
        Part::Bool(value) => Parts::Scalar(value.to_string()),
        Part::I64(value) => Parts::Scalar(value.to_string()),
        Part::F64(value) => Parts::Scalar(value.to_string()),
        Part::Str(value) => Parts::Scalar(value.to_owned()),
        Part::Value(value) => return parts(value),
    })
}

struct ToParts(Parts);

impl ToParts {
    fn scalar(&mut self, text: impl ToString) -> Result<(), Fault> {
        self.0 = Parts::Scalar(text.to_string());
        Ok(())
    }
}

impl Sink for ToParts {
    fn null(&mut self) -> Result<(), Fault> {
        self.0 = Parts::Absent;
        Ok(())
    }

    fn bool(&mut self, value: bool) -> Result<(), Fault> {
        self.scalar(value)
    }

    fn i64(&mut self, value: i64) -> Result<(), Fault> {
        self.scalar(value)
    }

    fn u64(&mut self, value: u64) -> Result<(), Fault> {
        self.scalar(value)
    }

    fn f64(&mut self, value: f64) -> Result<(), Fault> {
        self.scalar(value)
    }

    fn f32(&mut self, value: f32) -> Result<(), Fault> {
        self.scalar(value)
    }

    fn str(&mut self, value: &str) -> Result<(), Fault> {
        self.scalar(value)
    }

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        self.0 = Parts::List(elements.map(part).collect::<Result<_, _>>()?);
        Ok(())
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        let entries = entries.map(|(key, value)| Ok((key.to_owned(), part(value)?)));
        self.0 = Parts::Object(entries.collect::<Result<_, Fault>>()?);
        Ok(())
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        _nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        let named = shape.fields().iter().zip(fields);
        let named = named.map(|(field, value)| Ok((field.name.to_owned(), part(value.to_part())?)));
        let rest = rest.into_iter().flatten();
        let rest = rest.map(|(key, value)| Ok((key.to_owned(), part(value)?)));
        self.0 = Parts::Object(named.chain(rest).collect::<Result<_, Fault>>()?);
        Ok(())
    }

    fn any(&mut self, value: &serde_json::Value) -> Result<(), Fault> {
        self.0 = of_json(value);
        Ok(())
    }

    fn raw(&mut self, value: &serde_json::value::RawValue) -> Result<(), Fault> {
        let text = value.get();
        // A number keeps every digit; the rest loses nothing on the way.
        self.0 = match serde_json::from_str(text) {
            Ok(serde_json::Value::Number(_)) | Err(_) => Parts::Scalar(text.to_owned()),
            Ok(value) => of_json(&value),
        };
        Ok(())
    }
}

fn of_json(value: &serde_json::Value) -> Parts {
    match value {
        serde_json::Value::Null => Parts::Absent,
        serde_json::Value::Bool(value) => Parts::Scalar(value.to_string()),
        serde_json::Value::Number(value) => Parts::Scalar(value.to_string()),
        serde_json::Value::String(value) => Parts::Scalar(value.clone()),
        serde_json::Value::Array(elements) => Parts::List(elements.iter().map(of_json).collect()),
        serde_json::Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), of_json(value)));
            Parts::Object(entries.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Parts, parts};
    use crate::value::Value;

    fn scalar(text: &str) -> Parts {
        Parts::Scalar(text.to_owned())
    }

    #[test]
    fn each_kind_of_value_is_taken_apart() {
        let table: Vec<(Box<dyn Value>, Parts)> = vec![
            (Box::new(None::<String>), Parts::Absent),
            (Box::new(Some("a b".to_owned())), scalar("a b")),
            (Box::new(-5_i64), scalar("-5")),
            (Box::new(u64::MAX), scalar("18446744073709551615")),
            (Box::new(0.1_f64), scalar("0.1")),
            (Box::new(0.1_f32), scalar("0.1")),
            (Box::new(true), scalar("true")),
            (
                Box::new(uuid::Uuid::nil()),
                scalar("00000000-0000-0000-0000-000000000000"),
            ),
            (Box::new(vec![1_i64, 2]), Parts::List(vec![scalar("1"), scalar("2")])),
            (
                Box::new(BTreeMap::from([("k".to_owned(), true)])),
                Parts::Object(vec![("k".to_owned(), scalar("true"))]),
            ),
            (
                Box::new(json!({"a": ["x", null]})),
                Parts::Object(vec![("a".to_owned(), Parts::List(vec![scalar("x"), Parts::Absent]))]),
            ),
        ];
        for (value, expected) in table {
            assert_eq!(parts(&*value).unwrap(), expected);
        }
    }
}
