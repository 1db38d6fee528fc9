//! How is a struct shown to programmers?
//!
//! As what `#[derive(Debug)]` writes, with its properties by their names in Rust, and an explicit `null` as `null`. A struct
//! lets itself be written to something that shows what it is told, so that the compiler need not look at an
//! implementation for each.

use std::fmt;

use serde_json::value::RawValue;

use super::object::{Presence, Shape};
use super::{AnyValue, Fault, Part, Sink, Value};

/// Shows a struct.
///
/// # Errors
/// When what it is written to cannot take it.
pub fn debug(value: &dyn Value, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut show = Show { f, outcome: Ok(()) };
    // Nothing is written to a format, so nothing else can go wrong.
    let _ = value.write(&mut show);
    show.outcome
}

struct Show<'a, 'f> {
    f: &'a mut fmt::Formatter<'f>,
    outcome: fmt::Result,
}

impl Show<'_, '_> {
    fn show(&mut self, shown: &dyn fmt::Debug) -> Result<(), Fault> {
        self.outcome = shown.fmt(self.f);
        Ok(())
    }
}

/// Shows a field, which may be none.
struct Optional<'a>(Part<'a>, &'static str);

impl fmt::Debug for Optional<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Part::None => f.write_str(self.1),
            some => f.debug_tuple("Some").field(&some).finish(),
        }
    }
}

impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::None => f.write_str("None"),
            Part::Bool(value) => value.fmt(f),
            Part::I64(value) => value.fmt(f),
            Part::F64(value) => value.fmt(f),
            Part::Str(value) => value.fmt(f),
            Part::Value(value) => value.fmt(f),
        }
    }
}

impl Sink for Show<'_, '_> {
    fn null(&mut self) -> Result<(), Fault> {
        self.show(&Part::None)
    }

    fn bool(&mut self, value: bool) -> Result<(), Fault> {
        self.show(&value)
    }

    fn i64(&mut self, value: i64) -> Result<(), Fault> {
        self.show(&value)
    }

    fn u64(&mut self, value: u64) -> Result<(), Fault> {
        self.show(&value)
    }

    fn f64(&mut self, value: f64) -> Result<(), Fault> {
        self.show(&value)
    }

    fn f32(&mut self, value: f32) -> Result<(), Fault> {
        self.show(&value)
    }

    fn str(&mut self, value: &str) -> Result<(), Fault> {
        self.show(&value)
    }

    fn list(&mut self, elements: &mut dyn ExactSizeIterator<Item = Part<'_>>) -> Result<(), Fault> {
        self.outcome = self.f.debug_list().entries(elements).finish();
        Ok(())
    }

    fn map(&mut self, entries: &mut dyn ExactSizeIterator<Item = (&str, Part<'_>)>) -> Result<(), Fault> {
        self.outcome = self.f.debug_map().entries(entries).finish();
        Ok(())
    }

    fn object(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn AnyValue],
        nulls: &[u64],
        rest: Option<&mut dyn Iterator<Item = (&str, Part<'_>)>>,
    ) -> Result<(), Fault> {
        let mut object = self.f.debug_struct(shape.name);
        for (index, (field, value)) in shape.fields().iter().zip(fields).enumerate() {
            let part = value.to_part();
            let ident = field.ident.trim_start_matches("r#");
            match field.presence {
                Presence::Required => object.field(ident, &part),
                Presence::OptionalNullable if !field.is_left_out(index, nulls) => {
                    object.field(ident, &Optional(part, "null"))
                }
                Presence::Nullable | Presence::Optional | Presence::OptionalNullable => {
                    object.field(ident, &Optional(part, "None"))
                }
            };
        }
        for (key, part) in rest.into_iter().flatten() {
            object.field(&format!("{key:?}"), &part);
        }
        self.outcome = object.finish();
        Ok(())
    }

    fn any(&mut self, value: &serde_json::Value) -> Result<(), Fault> {
        self.show(value)
    }

    fn raw(&mut self, value: &RawValue) -> Result<(), Fault> {
        self.show(&value)
    }
}

#[cfg(test)]
mod tests {
    use crate::value::testing::{Address, Customer, LEAST, read};

    #[test]
    fn a_struct_is_shown_as_derived_code_shows_it() {
        let address: Address = read(r#"{"city":"Ulm","zip code":89073}"#).unwrap();
        assert_eq!(
            format!("{address:?}"),
            r#"Address { city: "Ulm", "zip code": Number(89073) }"#
        );
        let text = LEAST.replace(
            r#""taxIds":[]"#,
            r#""taxIds":[{"code":"x","share":0.5,"level":1}],"email":null,"visits":3"#,
        );
        let customer: Customer = read(&text).unwrap();
        assert_eq!(
            format!("{customer:?}"),
            "Customer { id: b9b0f9b2-3b0e-4b7e-9c55-3f9f0b1f8d11, name: \"Acme\", parent: None, note: None, email: null, \
             active: None, visits: Some(3), balance: None, address: None, \
             tax_ids: [TaxId { code: \"x\", share: 0.5, level: 1 }], limits: {\"day\": 5}, page_size: 20 }"
        );
        assert_eq!(format!("{address:#?}").lines().count(), 4);
    }
}
