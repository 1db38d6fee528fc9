//! How does a value go to `serde_json`'s own writer in one piece?
//!
//! `serde_json::to_vec(&value)` is by far the most frequent way out of a value, and [`json`] knows a shorter one than the
//! many calls of serde's protocol: the text is made there, and handed over as `serde_json` hands over a [`RawValue`].

use std::any::TypeId;
use std::fmt::Display;

use serde::ser::{Error as _, Impossible, Serialize, SerializeStruct, Serializer};
use serde_json::value::RawValue;

use crate::value::{Value, json};

/// Whether this is the serializer of `serde_json::to_vec` and `serde_json::to_string`, which takes JSON text as it stands.
#[inline]
pub(super) fn is_taken_by<S: Serializer>() -> bool {
    let own = TypeId::of::<&'static mut serde_json::Serializer<&'static mut Vec<u8>>>();
    typeid::of::<S>() == own
}

/// Writes the text of a value in one piece.
pub(super) fn serialize<S: Serializer>(value: &dyn Value, serializer: S) -> Result<S::Ok, S::Error> {
    let taken = json::with_text(value, |text| {
        let text = std::str::from_utf8(text).map_err(serde_json::Error::custom)?;
        // The outcome is the serializer's own, whichever it is.
        Ok(RawValue::NULL.serialize(Instead { text, serializer }))
    });
    taken.map_err(S::Error::custom)?
}

/// Takes the one field that a [`RawValue`] serializes itself as, and puts this text in the place of its own.
struct Instead<'a, S> {
    text: &'a str,
    serializer: S,
}

impl<S: SerializeStruct> SerializeStruct for Instead<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, _: &T) -> Result<(), S::Error> {
        self.serializer.serialize_field(name, self.text)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.serializer.end()
    }
}

/// The calls that a [`RawValue`] does not make.
macro_rules! refuse {
    ($($method:ident $(<$T:ident>)? ($($of:ty),*) -> $ok:ty;)*) => {
        $(
            fn $method $(<$T: Serialize + ?Sized>)? (self, $(_: $of),*) -> Result<$ok, S::Error> {
                Err(S::Error::custom("JSON text is not handed over as a struct"))
            }
        )*
    };
}

impl<'a, S: Serializer> Serializer for Instead<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = Instead<'a, S::SerializeStruct>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Instead {
            text: self.text,
            serializer: self.serializer.serialize_struct(name, len)?,
        })
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<S::Ok, S::Error> {
        self.serialize_unit()
    }

    refuse! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_some<T>(&T) -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok;
        serialize_newtype_struct<T>(&'static str, &T) -> S::Ok;
        serialize_newtype_variant<T>(&'static str, u32, &'static str, &T) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::ser::PrettyFormatter;

    use super::is_taken_by;
    use crate::value::testing::{Customer, LEAST, read};

    #[test]
    fn the_text_is_the_same_whatever_the_way() {
        let customer = &read::<Customer>(LEAST).unwrap();
        // Within a value of the program's own.
        let cached = (7, [customer, customer]);
        let text = serde_json::to_string(&cached).unwrap();
        let mut written: [Vec<u8>; 2] = Default::default();
        serde_json::to_writer(std::io::BufWriter::new(&mut written[0]), &cached).unwrap();
        assert_eq!(String::from_utf8_lossy(&written[0]), text);
        let value = serde_json::to_value(cached).unwrap();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        let pretty = PrettyFormatter::with_indent(b"\t");
        cached
            .serialize(&mut serde_json::Serializer::with_formatter(&mut written[1], pretty))
            .unwrap();
        assert!(written[1].ends_with(b"\n\t]\n]"));
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&written[1]).unwrap(), value);
    }

    #[test]
    fn only_plain_text_is_taken_in_one_piece() {
        type Plain<'a, W> = &'a mut serde_json::Serializer<W>;
        type Pretty<'a, W> = &'a mut serde_json::Serializer<W, PrettyFormatter<'a>>;
        assert!(is_taken_by::<Plain<'_, &mut Vec<u8>>>());
        assert!(!is_taken_by::<Plain<'_, std::io::Sink>>());
        assert!(!is_taken_by::<Pretty<'_, &mut Vec<u8>>>());
        assert!(!is_taken_by::<serde_json::value::Serializer>());
    }
}
