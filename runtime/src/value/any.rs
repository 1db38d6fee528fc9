//! How are two values compared, and one copied, whose type nobody names?
//!
//! A struct lists its fields once to be read and once to be written. That serves to compare it and to copy it, so that neither has
//! code of its own in each type: a field that does not tell its type here is asked to be equal to another field of the same type,
//! or to become it.

use std::any::Any;

use serde_json::value::RawValue;

use super::{Fault, Part, Shape, Sink, Slots, Source, Value};

/// A value that knows its own type, when it is asked for what has to do with another of the same type.
pub trait AnyValue: Value {
    /// As [`Value::part`].
    fn to_part(&self) -> Part<'_>;

    /// The value itself, to be read; Rust makes the one trait object of the other by itself from 1.86 on.
    fn as_value_mut(&mut self) -> &mut dyn Value;

    /// The value itself, which tells its type.
    fn as_any(&self) -> &dyn Any;

    /// Whether the other is of the same type, and equal.
    fn is(&self, other: &dyn AnyValue) -> bool;

    /// Becomes a copy of the other, which is of the same type.
    fn become_like(&mut self, other: &dyn AnyValue);
}

impl<T: Value + Clone + PartialEq + Any> AnyValue for T {
    #[inline]
    fn to_part(&self) -> Part<'_> {
        self.part()
    }

    fn as_value_mut(&mut self) -> &mut dyn Value {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is(&self, other: &dyn AnyValue) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn become_like(&mut self, other: &dyn AnyValue) {
        if let Some(other) = other.as_any().downcast_ref::<T>() {
            self.clone_from(other);
        }
    }
}

/// Whether two structs have equal fields, and the same explicit nulls; what else they have is for them to compare.
#[must_use]
pub fn same<T: Value>(one: &T, other: &T) -> bool {
    are_same(one, other)
}

/// A struct with the same fields and explicit nulls; what else it has is blank.
#[must_use]
pub fn copy<T: Value>(of: &T) -> T {
    let mut copy = T::blank();
    copy_into(of, &mut copy);
    copy
}

fn are_same(one: &dyn Value, other: &dyn Value) -> bool {
    let mut are_same = false;
    show(one, &mut |fields, nulls| {
        show(other, &mut |other_fields, other_nulls| {
            are_same = nulls == other_nulls && fields.iter().zip(other_fields).all(|(one, other)| one.is(*other));
        });
    });
    are_same
}

fn copy_into(of: &dyn Value, copy: &mut dyn Value) {
    show(of, &mut |fields, nulls| {
        // Nothing is read, so nothing can go wrong.
        let _ = copy.read(&mut Copied { fields, nulls });
    });
}

/// Looks at the fields of a struct, and its bits for explicit nulls.
type Look<'a> = dyn FnMut(&[&dyn AnyValue], &[u64]) + 'a;

/// Shows a struct.
fn show(value: &dyn Value, to: &mut Look<'_>) {
    // Nothing is written, so nothing can go wrong.
    let _ = value.write(&mut Shown(to));
}

/// A struct shows its fields when it is asked to be written; nothing is.
struct Shown<'a>(&'a mut Look<'a>);

impl Sink for Shown<'_> {
    fn object(
        &mut self,
        _: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        _: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        (self.0)(fields, nulls);
        Ok(())
    }

    pass_over_scalars!();

    fn list(&mut self, _: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        Ok(())
    }

    fn map(&mut self, _: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        Ok(())
    }

    fn raw(&mut self, _: &RawValue) -> Result<(), Fault> {
        Ok(())
    }
}

/// A struct shows the places of its fields when it is asked to be read; they are filled with copies.
struct Copied<'a> {
    fields: &'a [&'a dyn AnyValue],
    nulls: &'a [u64],
}

impl Source for Copied<'_> {
    fn object(&mut self, _: &'static Shape, slots: Slots<'_>) -> Result<(), Fault> {
        for (place, field) in slots.fields.iter_mut().zip(self.fields) {
            place.become_like(*field);
        }
        slots.nulls.copy_from_slice(self.nulls);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::value::testing::{Address, Customer, LEAST, read};

    #[test]
    fn a_copy_is_equal_and_each_field_tells_it_from_others() {
        let texts = [
            LEAST.to_owned(),
            LEAST.replace("Acme", "Acne"),
            LEAST.replace("[]", r#"[{"code":"x","share":0.5,"level":1}]"#),
            LEAST.replace("[]", r#"[{"code":"x","share":0.5,"level":2}]"#),
            LEAST.replace("[]", r#"[],"email":null"#),
            LEAST.replace("[]", r#"[],"email":"a""#),
            LEAST.replace("[]", r#"[],"balance":0.5"#),
            LEAST.replace("[]", r#"[],"limits":{"day":6}"#),
            LEAST.replace("[]", r#"[],"address":{"city":"Ulm"}"#),
        ];
        let customers: Vec<Customer> = texts.iter().map(|text| read(text).unwrap()).collect();
        for (index, customer) in customers.iter().enumerate() {
            for (at, other) in customers.iter().enumerate() {
                assert_eq!(*customer == other.clone(), index == at, "{customer:?} and {other:?}");
            }
        }
    }

    #[test]
    fn further_properties_are_compared_and_copied() {
        let one: Address = read(r#"{"city":"Ulm","zip code":89073}"#).unwrap();
        let other: Address = read(r#"{"city":"Ulm","zip code":89075}"#).unwrap();
        assert_eq!(one.clone(), one);
        assert_ne!(one, other);
    }

    #[test]
    fn what_is_no_number_is_not_equal_to_itself() {
        let mut customer: Customer = read(LEAST).unwrap();
        customer.balance = Some(f64::NAN);
        assert_ne!(customer.clone(), customer);
    }
}
