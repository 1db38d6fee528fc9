//! Which number is an example of a schema's?

use crate::parse::Schema;
use crate::read::{Node, Number};

/// An integer that a schema takes.
pub(super) fn integer(schema: &Schema) -> Node {
    let bound = |bound: &Option<Number>, past: f64, round: fn(f64) -> f64| {
        bound.as_ref().map(|bound| round(bound.as_f64() + past))
    };
    let least = bound(&schema.minimum, 0.0, f64::ceil).or(bound(&schema.exclusive_minimum, 1.0, f64::floor));
    let most = bound(&schema.maximum, 0.0, f64::floor).or(bound(&schema.exclusive_maximum, -1.0, f64::ceil));
    let step = schema.multiple_of.as_ref().map_or(1.0, Number::as_f64);
    #[expect(clippy::cast_possible_truncation, reason = "it saturates")]
    let value = between(least, most, 1.0, step) as i128;
    Node::Number(Number::Int(value))
}

/// A number that a schema takes.
pub(super) fn number(schema: &Schema) -> Node {
    let bound = |bound: &Option<Number>, past: f64| bound.as_ref().map(|bound| bound.as_f64() + past);
    let least = bound(&schema.minimum, 0.0).or(bound(&schema.exclusive_minimum, 0.5));
    let most = bound(&schema.maximum, 0.0).or(bound(&schema.exclusive_maximum, -0.5));
    let step = schema.multiple_of.as_ref().map_or(0.5, Number::as_f64);
    Node::Number(Number::Float(between(least, most, 1.5, step)))
}

/// A number near `usual` that keeps to its bounds and is so many steps.
fn between(least: Option<f64>, most: Option<f64>, usual: f64, step: f64) -> f64 {
    let mut value = usual;
    if let Some(most) = most.filter(|most| value > *most) {
        value = most;
    }
    if let Some(least) = least.filter(|least| value < *least) {
        value = least;
    }
    if step > 0.0 {
        let up = (value / step).ceil() * step;
        return if most.is_some_and(|most| up > most) {
            match (value / step).floor() * step {
                down if least.is_some_and(|least| down < least) => value,
                down => down,
            }
        } else {
            up
        };
    }
    value
}
