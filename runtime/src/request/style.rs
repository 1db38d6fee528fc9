//! How is a parameter's value spelled in a path, a query, a header or a cookie?
//!
//! OpenAPI 3.1, §4.8.12.6 ("Style Values"), after RFC 6570.

use super::parts::Parts;
use super::percent;

/// How a parameter is spelled. Which styles there are depends on its place; one that is not of its place is read as the
/// default of that place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub(super) kind: Kind,
    reserved: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Simple,
    SimpleExploded,
    Label,
    LabelExploded,
    Matrix,
    MatrixExploded,
    FormExploded,
    /// The values are joined by this, which is encoded already.
    Joined(&'static str),
    DeepObject,
    Json,
}

impl Style {
    /// `blue,black`, `R,100,G,200`: `simple` with `explode: false`, the default of a path and of a header.
    pub const SIMPLE: Style = Style::of(Kind::Simple);
    /// `blue,black`, `R=100,G=200`: `simple` with `explode: true`.
    pub const SIMPLE_EXPLODED: Style = Style::of(Kind::SimpleExploded);
    /// `.blue,black`, `.R,100,G,200`: `label` with `explode: false`.
    pub const LABEL: Style = Style::of(Kind::Label);
    /// `.blue.black`, `.R=100.G=200`: `label` with `explode: true`.
    pub const LABEL_EXPLODED: Style = Style::of(Kind::LabelExploded);
    /// `;color=blue,black`, `;color=R,100,G,200`: `matrix` with `explode: false`.
    pub const MATRIX: Style = Style::of(Kind::Matrix);
    /// `;color=blue;color=black`, `;R=100;G=200`: `matrix` with `explode: true`.
    pub const MATRIX_EXPLODED: Style = Style::of(Kind::MatrixExploded);
    /// `color=blue&color=black`, `R=100&G=200`: `form` with `explode: true`, the default of a query.
    pub const FORM_EXPLODED: Style = Style::of(Kind::FormExploded);
    /// `color=blue,black`, `color=R,100,G,200`: `form` with `explode: false`.
    pub const FORM: Style = Style::of(Kind::Joined(","));
    /// `color=blue%20black`: `spaceDelimited` with `explode: false`.
    pub const SPACE_DELIMITED: Style = Style::of(Kind::Joined("%20"));
    /// `color=blue%7Cblack`: `pipeDelimited` with `explode: false`.
    pub const PIPE_DELIMITED: Style = Style::of(Kind::Joined("%7C"));
    /// `color[R]=100&color[G]=200`, the brackets encoded: `deepObject`.
    pub const DEEP_OBJECT: Style = Style::of(Kind::DeepObject);
    /// The value as JSON text, for a parameter with a `content`.
    pub const JSON: Style = Style::of(Kind::Json);

    const fn of(kind: Kind) -> Self {
        Style { kind, reserved: false }
    }

    /// The same, with reserved characters standing for themselves: `allowReserved`.
    #[must_use]
    pub const fn reserved(self) -> Self {
        Style { reserved: true, ..self }
    }

    fn encode(self, value: &str) -> String {
        if self.reserved {
            percent::encode_but_reserved(value)
        } else {
            percent::encode(value)
        }
    }

    fn pair(self, name: &str, value: &str) -> String {
        format!("{name}={}", self.encode(value))
    }
}

/// Spells a parameter as a part of a query, without `?` or a leading `&`. A parameter of no value is nothing.
///
/// # Errors
/// When the value is nested deeper than the style can spell.
pub(crate) fn query(name: &str, style: Style, value: &Parts) -> Result<String, Nested> {
    match value {
        // Nearly all, of which nothing has to be put together.
        Parts::Scalar(value) => Ok(style.pair(&percent::encode(name), value)),
        Parts::Absent | Parts::List(_) | Parts::Object(_) => Ok(pairs(name, style, value)?.join("&")),
    }
}

/// The pairs that a parameter is in a query, a form or a cookie.
///
/// # Errors
/// When the value is nested deeper than the style can spell.
pub(crate) fn pairs(name: &str, style: Style, value: &Parts) -> Result<Vec<String>, Nested> {
    let mut pairs = Vec::new();
    let encoded = percent::encode(name);
    match (style.kind, value) {
        (_, Parts::Absent) => {}
        (_, Parts::Scalar(value)) => pairs.push(style.pair(&encoded, value)),
        (Kind::DeepObject, Parts::List(_) | Parts::Object(_)) => deep(&encoded, style, value, &mut pairs),
        (Kind::Joined(delimiter), Parts::List(_) | Parts::Object(_)) => {
            let values = flat(value)?;
            if !values.is_empty() {
                let values: Vec<String> = values.into_iter().map(|value| style.encode(value)).collect();
                pairs.push(format!("{encoded}={}", values.join(delimiter)));
            }
        }
        (_, Parts::List(elements)) => repeated(&encoded, style, elements, &mut pairs)?,
        (_, Parts::Object(entries)) => {
            for (key, value) in entries {
                let key = percent::encode(key);
                match value {
                    // No style says how; as a parameter of its own is how servers read it.
                    Parts::List(elements) => repeated(&key, style, elements, &mut pairs)?,
                    Parts::Absent | Parts::Scalar(_) | Parts::Object(_) => {
                        pairs.extend(scalar(value)?.map(|text| style.pair(&key, text)));
                    }
                }
            }
        }
    }
    Ok(pairs)
}

/// Spells a parameter as a part of a path. Empty if it has no value.
///
/// # Errors
/// When the value is nested deeper than the style can spell.
pub(crate) fn path(name: &str, style: Style, value: Parts) -> Result<String, Nested> {
    let value = match (style.kind, value) {
        // Nearly all, of which nothing has to be put together.
        (Kind::Simple | Kind::SimpleExploded, Parts::Scalar(value)) if percent::is_encoded(&value) => return Ok(value),
        (_, value) => value,
    };
    let is_exploded = matches!(
        style.kind,
        Kind::SimpleExploded | Kind::LabelExploded | Kind::MatrixExploded
    );
    let is_matrix = matches!(style.kind, Kind::Matrix | Kind::MatrixExploded);
    // What stands before the first value and between the others (RFC 6570, §3.2.5 and §3.2.7).
    let (first, between) = match style.kind {
        Kind::Label => (".", ","),
        Kind::LabelExploded => (".", "."),
        Kind::Matrix => (";", ","),
        Kind::MatrixExploded => (";", ";"),
        _ => ("", ","),
    };
    let named = |value: String| match (is_matrix, value.is_empty()) {
        (false, _) => value,
        (true, true) => percent::encode(name),
        (true, false) => format!("{}={value}", percent::encode(name)),
    };
    let values: Vec<String> = match value {
        Parts::Object(_) if is_exploded => assigned(&value, |text| style.encode(text))?,
        Parts::List(_) if is_exploded => flat(&value)?
            .into_iter()
            .map(|text| named(style.encode(text)))
            .collect(),
        Parts::Absent | Parts::Scalar(_) | Parts::List(_) | Parts::Object(_) => {
            let values: Vec<String> = flat(&value)?.into_iter().map(|text| style.encode(text)).collect();
            match values.is_empty() {
                true => values,
                false => vec![named(values.join(","))],
            }
        }
    };
    Ok(match values.is_empty() {
        true => String::new(),
        false => format!("{first}{}", values.join(between)),
    })
}

/// Spells a parameter as the value of a header: `simple`. `None` if it has no value.
///
/// # Errors
/// When the value is nested deeper than the style can spell.
pub(crate) fn header(style: Style, value: &Parts) -> Result<Option<String>, Nested> {
    match value {
        Parts::Absent => Ok(None),
        Parts::Object(_) if style.kind == Kind::SimpleExploded => Ok(Some(assigned(value, str::to_owned)?.join(","))),
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

fn repeated(name: &str, style: Style, elements: &[Parts], pairs: &mut Vec<String>) -> Result<(), Nested> {
    for element in elements {
        pairs.extend(scalar(element)?.map(|text| style.pair(name, text)));
    }
    Ok(())
}

/// The entries of an object as `key=value`.
fn assigned(value: &Parts, encode: impl Fn(&str) -> String) -> Result<Vec<String>, Nested> {
    let flat = flat(value)?;
    let entries = flat.chunks_exact(2);
    Ok(entries
        .map(|entry| format!("{}={}", encode(entry[0]), encode(entry[1])))
        .collect())
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

/// The style of a field of a form of which the document says nothing: brackets where it is nested, else a pair for each
/// value.
pub(super) fn of_field(value: &Parts) -> Style {
    let is_flat = match value {
        Parts::Absent | Parts::Scalar(_) => true,
        Parts::List(elements) => elements.iter().all(|element| scalar(element).is_ok()),
        Parts::Object(_) => false,
    };
    if is_flat {
        Style::FORM_EXPLODED
    } else {
        Style::DEEP_OBJECT
    }
}

/// `deepObject` says nothing of what lies deeper, nor of lists; this is how the servers that have it read it, Stripe's
/// among them: `a[b][c]=1`, `expand[]=x` for a list of scalars, `items[0][price]=y` for a list of objects.
fn deep(name: &str, style: Style, value: &Parts, pairs: &mut Vec<String>) {
    match value {
        Parts::Absent => {}
        Parts::Scalar(text) => pairs.push(style.pair(name, text)),
        Parts::List(elements) => {
            let are_scalars = elements.iter().all(|element| scalar(element).is_ok());
            for (index, element) in elements.iter().enumerate() {
                let key = if are_scalars { String::new() } else { index.to_string() };
                deep(&format!("{name}%5B{key}%5D"), style, element, pairs);
            }
        }
        Parts::Object(entries) => {
            for (key, value) in entries {
                deep(&format!("{name}%5B{}%5D", percent::encode(key)), style, value, pairs);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Nested, Parts, Style, header, pairs, path, query};

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
                    "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
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
    }

    #[test]
    fn the_specifications_own_examples_of_paths_and_headers() {
        let table = [
            (Style::SIMPLE, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
            (
                Style::SIMPLE_EXPLODED,
                ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
            ),
            (Style::LABEL, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
            (
                Style::LABEL_EXPLODED,
                [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
            ),
            (
                Style::MATRIX,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue,black,brown",
                    ";color=R,100,G,200,B,150",
                ],
            ),
            (
                Style::MATRIX_EXPLODED,
                [
                    ";color",
                    ";color=blue",
                    ";color=blue;color=black;color=brown",
                    ";R=100;G=200;B=150",
                ],
            ),
        ];
        for (style, expected) in table {
            for (value, expected) in values().iter().zip(expected) {
                assert_eq!(
                    path("color", style, value.clone()).as_deref(),
                    Ok(expected),
                    "{style:?} {value:?}"
                );
                if style == Style::SIMPLE || style == Style::SIMPLE_EXPLODED {
                    assert_eq!(header(style, value), Ok(Some(expected.to_owned())));
                }
            }
            assert_eq!(path("color", style, Parts::Absent).as_deref(), Ok(""));
        }
    }

    #[test]
    fn reserved_characters_may_stand_for_themselves() {
        let table = [
            ("a/b:c", "q=a/b:c"),
            ("100%", "q=100%25"),
            ("a%2Fb", "q=a%2Fb"),
            ("a&b=c#d+e", "q=a%26b=c%23d%2Be"),
            ("a b", "q=a%20b"),
        ];
        for (value, expected) in table {
            let spelled = query("q", Style::FORM_EXPLODED.reserved(), &scalar(value));
            assert_eq!(spelled.as_deref(), Ok(expected));
        }
        let list = list(&["a/b", "c"]);
        assert_eq!(query("q", Style::FORM.reserved(), &list).as_deref(), Ok("q=a/b,c"));
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
        assert_eq!(header(Style::SIMPLE, &Parts::Absent), Ok(None));
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
        assert_eq!(path("n", Style::SIMPLE, list(&["a/b", "c"])).as_deref(), Ok("a%2Fb,c"));
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
        assert_eq!(path("q", Style::SIMPLE, nested.clone()), Err(Nested));
    }

    #[test]
    fn lists_inside_of_objects() {
        let item = |price| Parts::Object(vec![("price".to_owned(), scalar(price))]);
        let order = Parts::Object(vec![
            ("items".to_owned(), Parts::List(vec![item("a"), item("b")])),
            ("tags".to_owned(), list(&["x", "y"])),
        ]);
        let spelled = pairs("o", Style::DEEP_OBJECT, &order).unwrap().join("&");
        let spelled = spelled.replace("%5B", "[").replace("%5D", "]");
        assert_eq!(
            spelled,
            "o[items][0][price]=a&o[items][1][price]=b&o[tags][]=x&o[tags][]=y"
        );
        let filter = Parts::Object(vec![("tags".to_owned(), list(&["x", "y"]))]);
        assert_eq!(
            query("f", Style::FORM_EXPLODED, &filter).as_deref(),
            Ok("tags=x&tags=y")
        );
    }
}
