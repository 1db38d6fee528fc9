//! What becomes of each field while its object is read?

use super::given::give;
use super::object::{Presence, Shape};
use super::{AnyValue, Entries};

/// The parts of a struct that is being read.
pub struct Slots<'a> {
    /// Its fields, in the order of [`Shape::fields`].
    pub fields: &'a mut [&'a mut dyn AnyValue],
    /// Its bits for explicit `null`; empty when no field needs one.
    pub nulls: &'a mut [u64],
    /// Where properties go that [`Shape::fields`] does not name; without it they are skipped.
    pub rest: Option<&'a mut dyn Entries>,
}

/// Which fields have been read, without an allocation for up to 64 of them.
pub(crate) struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    pub(crate) fn new(shape: &Shape) -> Self {
        let beyond = shape.fields().len().saturating_sub(64);
        Seen {
            first: 0,
            more: vec![0; beyond.div_ceil(64)],
        }
    }

    /// Takes note of a field; whether it is new.
    #[inline]
    pub(crate) fn insert(&mut self, field: usize) -> bool {
        let word = if field < 64 {
            &mut self.first
        } else {
            &mut self.more[field / 64 - 1]
        };
        let bit = 1 << (field % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    #[inline]
    fn contains(&self, field: usize) -> bool {
        let word = if field < 64 {
            self.first
        } else {
            self.more[field / 64 - 1]
        };
        word & (1 << (field % 64)) != 0
    }
}

impl Slots<'_> {
    /// Takes note that a field has just been read as `null`.
    #[inline]
    pub(crate) fn was_null(&mut self, shape: &Shape, index: usize) {
        if shape.fields()[index].presence == Presence::OptionalNullable {
            self.nulls[index / 64] |= 1 << (index % 64);
        }
    }

    /// Gives every field that was not read what its absence means, and says whether there is none that might have been `null`
    /// as well; the first that has to be there is returned.
    #[inline]
    pub(crate) fn finish(&mut self, shape: &Shape, seen: &Seen) -> Result<bool, &'static str> {
        let mut has_all = true;
        let fields = shape.fields();
        for (index, field) in fields.iter().enumerate() {
            if seen.contains(index) {
                continue;
            }
            match (field.presence, field.default) {
                (Presence::Nullable, None) => has_all = false,
                (Presence::Optional | Presence::OptionalNullable, None) => {}
                (Presence::Required, None) => return Err(field.name),
                (_, Some(default)) => give(self.fields[index].as_value_mut(), default).map_err(|_| field.name)?,
            }
        }
        Ok(has_all)
    }
}

/// Gives an optional field a value. A setter that calls this is checked in fewer steps than one that has it written out.
pub fn set<T>(field: &mut Option<T>, value: impl Into<T>) {
    *field = Some(value.into());
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Customer, LEAST, Wide, read, write};

    /// What is written for the least customer with these properties beside.
    fn rewritten(more: &str) -> String {
        let text = LEAST.replace(",\"taxIds\"", &format!(",{more}\"taxIds\""));
        write(&read::<Customer>(&text).unwrap()).replace(",\"limits\":{\"day\":5},\"pageSize\":20", "")
    }

    #[test]
    fn absent_null_and_value_are_three_states() {
        for more in [
            "",
            r#""email":null,"active":null,"visits":null,"balance":null,"address":null,"#,
            r#""email":"a\"b","active":false,"visits":-7,"balance":0.5,"address":{"city":"Ulm"},"#,
        ] {
            assert_eq!(
                rewritten(more),
                LEAST.replace(",\"taxIds\"", &format!(",{more}\"taxIds\""))
            );
        }
    }

    #[test]
    fn an_optional_property_that_is_null_is_left_out() {
        assert_eq!(rewritten(r#""note":null,"#), LEAST);
    }

    #[test]
    fn a_nullable_property_may_be_missing_and_is_written() {
        let text = LEAST.replace(r#""parent":null,"#, "");
        assert_eq!(
            write(&read::<Customer>(&text).unwrap()),
            write(&read::<Customer>(LEAST).unwrap())
        );
    }

    #[test]
    fn a_missing_property_takes_its_default() {
        let customer = read::<Customer>(LEAST).unwrap();
        assert_eq!((customer.page_size, customer.limits["day"]), (20, 5));
        let customer = read::<Customer>(&LEAST.replace("[]", r#"[],"limits":{},"pageSize":7.0"#)).unwrap();
        assert_eq!((customer.page_size, customer.limits.len()), (7, 0));
    }

    #[test]
    fn order_does_not_matter() {
        let text = r#"{"taxIds":[],"x":[{}],"customer\u0022name":"Acme","id":"b9b0f9b23b0e4b7e9c553f9f0b1f8d11"}"#;
        assert_eq!(read::<Customer>(text), read::<Customer>(LEAST));
    }

    #[test]
    fn a_missing_required_property_is_named() {
        let error = read::<Customer>(&LEAST.replace("taxIds", "tax_ids")).unwrap_err();
        assert_eq!(error, "missing field `taxIds` at line 1 column 96");
    }

    #[test]
    fn any_number_of_properties() {
        fn round_trip<const FIELDS: usize>() {
            let last = FIELDS - 1;
            let text = format!(r#"{{"p0":0,"p{}":null,"p{last}":{last}}}"#, FIELDS / 2);
            let wide = read::<Wide<FIELDS>>(&text).unwrap();
            assert_eq!(wide.fields[last], Some(i64::try_from(last).unwrap()));
            assert_eq!(write(&wide), text);
            let error = read::<Wide<FIELDS>>(r#"{"p0":0}"#).unwrap_err();
            assert_eq!(error, format!("missing field `p{last}` at line 1 column 8"));
        }
        round_trip::<3>();
        round_trip::<64>();
        round_trip::<65>();
        round_trip::<128>();
        round_trip::<300>();
    }
}
