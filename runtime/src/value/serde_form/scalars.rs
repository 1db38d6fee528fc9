//! How is a scalar taken from a deserializer?

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

/// An integer within bounds, however the format holds it.
pub(super) struct IntegerVisitor {
    pub(super) min: i128,
    pub(super) max: i128,
}

impl IntegerVisitor {
    fn within<E: de::Error>(self, value: i128) -> Result<i128, E> {
        if self.min <= value && value <= self.max {
            Ok(value)
        } else {
            Err(E::custom(format_args!(
                "invalid value: integer `{value}`, expected {}",
                &self as &dyn de::Expected
            )))
        }
    }
}

impl Visitor<'_> for IntegerVisitor {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer from {} to {}", self.min, self.max)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<i128, E> {
        self.within(i128::from(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<i128, E> {
        self.within(i128::from(value))
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<i128, E> {
        self.within(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<i128, E> {
        match whole(value) {
            Some(value) => self.within(value),
            None => Err(E::invalid_value(de::Unexpected::Float(value), &self)),
        }
    }
}

pub(super) struct I64Visitor;

impl<'de> DeserializeSeed<'de> for I64Visitor {
    type Value = i64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<i64, D::Error> {
        deserializer.deserialize_i64(self)
    }
}

impl Visitor<'_> for I64Visitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 64 bits")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<i64, E> {
        whole(value)
            .and_then(|value| i64::try_from(value).ok())
            .ok_or_else(|| E::invalid_value(de::Unexpected::Float(value), &self))
    }
}

pub(super) struct OptionI64Visitor;

impl<'de> DeserializeSeed<'de> for OptionI64Visitor {
    type Value = Option<i64>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<i64>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for OptionI64Visitor {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer of 64 bits or null")
    }

    fn visit_none<E>(self) -> Result<Option<i64>, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Option<i64>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<i64>, D::Error> {
        I64Visitor.deserialize(deserializer).map(Some)
    }
}

/// A number with a fraction of zero is an integer (JSON Schema 2020-12, Validation §6.1.1). Beyond 2^53 a float stands
/// for many integers, so it is not taken for one.
fn whole(value: f64) -> Option<i128> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the bounds are checked, and the fraction is zero"
    )]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i128)
}

pub(super) struct TextVisitor<'a>(pub(super) &'a mut dyn FnMut(&str) -> Result<(), String>);

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        (self.0)(text).map_err(E::custom)
    }
}
