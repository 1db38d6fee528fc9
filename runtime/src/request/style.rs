//! How is a parameter's value spelled in a query, a path or a header?
//!
//! OpenAPI 3.1, §4.8.12.6 ("Style Values"), after RFC 6570.

use super::parts::Parts;
use super::percent;

/// How a parameter of the query is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    FormExploded,
    /// The values are joined by this, which is encoded already.
    Joined(&'static str),
    DeepObject,
}

impl Style {
    /// `color=blue&color=black`, `R=100&G=200`: `form` with `explode: true`, the default of a query.
    pub const FORM_EXPLODED: Style = Style(Kind::FormExploded);
    /// `color=blue,black`, `color=R,100,G,200`: `form` with `explode: false`.
    pub const FORM: Style = Style(Kind::Joined(","));
    /// `color=blue%20black`: `spaceDelimited` with `explode: false`.
    pub const SPACE_DELIMITED: Style = Style(Kind::Joined("%20"));
    /// `color=blue%7Cblack`: `pipeDelimited` with `explode: false`.
    pub const PIPE_DELIMITED: Style = Style(Kind::Joined("%7C"));
    /// `color[R]=100&color[G]=200`, the brackets encoded: `deepObject`.
    pub const DEEP_OBJECT: Style = Style(Kind::DeepObject);
}

/// Spells a parameter as a part of a query, without `?` or a leading `&`. A parameter of no value is nothing.
///
/// # Errors
/// When the value is nested deeper than the style can spell.
pub(crate) fn query(name: &str, style: Style, value: &Parts) -> Result<String, Nested> {
    let mut pairs = Vec::new();
    let encoded = percent::encode(name);
    match (style.0, value) {
        (_, Parts::Absent) => {}
        (Kind::DeepObject, Parts::Object(_)) => deep(&encoded, value, &mut pairs),
        (_, Parts::Scalar(value)) => pairs.push(pair(&encoded, value)),
        (Kind::FormExploded | Kind::DeepObject, Parts::List(elements)) => {
            for element in elements {
                if let Some(text) = scalar(element)? {
                    pairs.push(pair(&encoded, text));
                }
            }
        }
        (Kind::FormExploded, Parts::Object(entries)) => {
            for (key, value) in entries {
                if let Some(text) = scalar(value)? {
                    pairs.push(pair(&percent::encode(key), text));
                }
            }
        }
        (Kind::Joined(delimiter), Parts::List(_) | Parts::Object(_)) => {
            let values = flat(value)?;
            if !values.is_empty() {
                let values: Vec<String> = values.into_iter().map(percent::encode).collect();
                pairs.push(format!("{encoded}={}", values.join(delimiter)));
            }
        }
    }
    Ok(pairs.join("&"))
}

/// Spells a parameter as a part of a path: `simple` with `explode: false`. Empty if it has no value.
///
/// # Errors
/// When the value is nested deeper than the style can spell.
pub(crate) fn path(value: &Parts) -> Result<String, Nested> {
    let values: Vec<String> = flat(value)?.into_iter().map(percent::encode).collect();
    Ok(values.join(","))
}

/// Spells a parameter as the value of a header: `simple` with `explode: false`. `None` if it has no value.
///
/// # Errors
/// When the value is nested deeper than the style can spell.
pub(crate) fn header(value: &Parts) -> Result<Option<String>, Nested> {
    match value {
        Parts::Absent => Ok(None),
        Parts::Scalar(_) | Parts::List(_) | Parts::Object(_) => Ok(Some(flat(value)?.join(","))),
    }
}

/// The value holds a list or an object where the style has room for a scalar.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Nested;

impl std::fmt::Display for Nested {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("holds a list or an object within another, which its style cannot spell")
    }
}

fn pair(name: &str, value: &str) -> String {
    format!("{name}={}", percent::encode(value))
}

fn scalar(value: &Parts) -> Result<Option<&str>, Nested> {
    match value {
        Parts::Absent => Ok(None),
        Parts::Scalar(text) => Ok(Some(text)),
        Parts::List(_) | Parts::Object(_) => Err(Nested),
    }
}

/// The scalars in order; keys and values in turn for an object.
fn flat(value: &Parts) -> Result<Vec<&str>, Nested> {
    let mut values = Vec::new();
    match value {
        Parts::Absent => {}
        Parts::Scalar(text) => values.push(text.as_str()),
        Parts::List(elements) => {
            for element in elements {
                values.extend(scalar(element)?);
            }
        }
        Parts::Object(entries) => {
            for (key, value) in entries {
                if let Some(text) = scalar(value)? {
                    values.extend([key.as_str(), text]);
                }
            }
        }
    }
    Ok(values)
}

/// `deepObject` says nothing of what lies deeper; this is how the servers that have it read it.
fn deep(name: &str, value: &Parts, pairs: &mut Vec<String>) {
    match value {
        Parts::Absent => {}
        Parts::Scalar(text) => pairs.push(pair(name, text)),
        Parts::List(elements) => elements.iter().for_each(|element| deep(name, element, pairs)),
        Parts::Object(entries) => {
            for (key, value) in entries {
                deep(&format!("{name}%5B{}%5D", percent::encode(key)), value, pairs);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Nested, Parts, Style, header, path, query};

    fn scalar(text: &str) -> Parts {
        Parts::Scalar(text.to_owned())
    }

    fn list(values: &[&str]) -> Parts {
        Parts::List(values.iter().map(|value| scalar(value)).collect())
    }

    fn object(entries: &[(&str, &str)]) -> Parts {
        let entries = entries.iter().map(|(key, value)| ((*key).to_owned(), scalar(value)));
        Parts::Object(entries.collect())
    }

    /// The values of the specification's table.
    fn values() -> [Parts; 4] {
        [
            scalar(""),
            scalar("blue"),
            list(&["blue", "black", "brown"]),
            object(&[("R", "100"), ("G", "200"), ("B", "150")]),
        ]
    }

    #[test]
    fn the_specifications_own_examples() {
        let table = [
            (
                Style::FORM,
                [
                    "color=",
                    "color=blue",
                    "color=blue,black,brown",
                    "color=R,100,G,200,B,150",
                ],
            ),
            (
                Style::FORM_EXPLODED,
                [
                    "color=",
                    "color=blue",
                    "color=blue&color=black&color=brown",
                    "R=100&G=200&B=150",
                ],
            ),
            (
                Style::SPACE_DELIMITED,
                [
                    "color=",
                    "color=blue",
                    "color=blue%20black%20brown",
                    "color=R%20100%20G%20200%20B%20150",
                ],
            ),
            (
                Style::PIPE_DELIMITED,
                [
                    "color=",
                    "color=blue",
                    "color=blue%7Cblack%7Cbrown",
                    "color=R%7C100%7CG%7C200%7CB%7C150",
                ],
            ),
            (
                Style::DEEP_OBJECT,
                [
                    "color=",
                    "color=blue",
                    "color=blue&color=black&color=brown",
                    "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
                ],
            ),
        ];
        for (style, expected) in table {
            for (value, expected) in values().iter().zip(expected) {
                assert_eq!(
                    query("color", style, value).as_deref(),
                    Ok(expected),
                    "{style:?} {value:?}"
                );
            }
        }
        let simple = ["", "blue", "blue,black,brown", "R,100,G,200,B,150"];
        for (value, expected) in values().iter().zip(simple) {
            assert_eq!(path(value).as_deref(), Ok(expected));
            assert_eq!(header(value), Ok(Some(expected.to_owned())));
        }
    }

    #[test]
    fn what_has_no_value_is_left_out() {
        for style in [
            Style::FORM,
            Style::FORM_EXPLODED,
            Style::PIPE_DELIMITED,
            Style::DEEP_OBJECT,
        ] {
            for value in [Parts::Absent, list(&[]), object(&[]), Parts::List(vec![Parts::Absent])] {
                assert_eq!(query("color", style, &value).as_deref(), Ok(""), "{style:?} {value:?}");
            }
        }
        assert_eq!(header(&Parts::Absent), Ok(None));
    }

    #[test]
    fn delimiters_within_values_are_encoded() {
        let value = list(&["a,b", "c d", "e|f&g=h"]);
        let table = [
            (Style::FORM, "n%5B%5D=a%2Cb,c%20d,e%7Cf%26g%3Dh"),
            (
                Style::FORM_EXPLODED,
                "n%5B%5D=a%2Cb&n%5B%5D=c%20d&n%5B%5D=e%7Cf%26g%3Dh",
            ),
        ];
        for (style, expected) in table {
            assert_eq!(query("n[]", style, &value).as_deref(), Ok(expected));
        }
        assert_eq!(path(&list(&["a/b", "c"])).as_deref(), Ok("a%2Fb,c"));
    }

    #[test]
    fn only_deep_object_spells_what_is_nested() {
        let nested = Parts::Object(vec![("a".to_owned(), object(&[("b", "c")]))]);
        assert_eq!(
            query("q", Style::DEEP_OBJECT, &nested).as_deref(),
            Ok("q%5Ba%5D%5Bb%5D=c")
        );
        for style in [Style::FORM, Style::FORM_EXPLODED] {
            assert_eq!(query("q", style, &nested), Err(Nested));
        }
    }
}
