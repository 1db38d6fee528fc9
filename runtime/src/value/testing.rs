//! Which types do the tests of this module read and write?

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Fault, Nulls, Presence, Shape, Sink, Slots, Source, Value, json};

pub(super) struct Customer {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) parent: Option<String>,
    pub(super) note: Option<String>,
    pub(super) email: Option<String>,
    pub(super) active: Option<bool>,
    pub(super) visits: Option<i64>,
    pub(super) balance: Option<f64>,
    pub(super) address: Option<Address>,
    pub(super) tax_ids: Vec<TaxId>,
    pub(super) limits: BTreeMap<String, i64>,
    pub(super) page_size: i64,
    nulls: Nulls<1>,
}

crate::codegen::v1::object!(Customer nulls nulls has escaped names {
    "id" => id: Required,
    "customer\"name" => name: Required,
    "parent" => parent: Nullable,
    "note" => note: Optional,
    "email" => email: OptionalNullable,
    "active" => active: OptionalNullable,
    "visits" => visits: OptionalNullable,
    "balance" => balance: OptionalNullable,
    "address" => address: OptionalNullable,
    "taxIds" => tax_ids: Required,
    "limits" => limits: Required = "{\"day\": 5}",
    "pageSize" => page_size: Required = "20",
});

pub(super) struct Address {
    pub(super) city: String,
    pub(super) rest: BTreeMap<String, serde_json::Value>,
}

crate::codegen::v1::object!(Address rest rest {
    "city" => city: Required,
});

pub(super) struct TaxId {
    pub(super) code: String,
    pub(super) share: f64,
    pub(super) level: i32,
}

crate::codegen::v1::object!(TaxId {
    "code" => code: Required,
    "share" => share: Required,
    "level" => level: Required,
});

/// An object of as many optional properties as are wanted, called `p0`, `p1`, …; the last one is required.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wide<const FIELDS: usize> {
    pub(super) fields: Vec<Option<i64>>,
    nulls: Vec<u64>,
}

impl<const FIELDS: usize> Wide<FIELDS> {
    fn shape() -> &'static Shape {
        let field = |index: usize| {
            let presence = if index + 1 == FIELDS {
                Presence::Required
            } else {
                Presence::OptionalNullable
            };
            format!("{presence:?} p{index}\u{1}\"p{index}\":\u{0}")
        };
        let text: String = (0..FIELDS).map(field).collect();
        Box::leak(Box::new(Shape::new("Wide", false, text.leak())))
    }
}

impl<const FIELDS: usize> Value for Wide<FIELDS> {
    fn blank() -> Self {
        Wide {
            fields: vec![None; FIELDS],
            nulls: vec![0; FIELDS.div_ceil(64)],
        }
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        let slots = Slots {
            fields: &mut self.fields.iter_mut().map(|field| field as _).collect::<Vec<_>>(),
            nulls: &mut self.nulls,
            rest: None,
        };
        source.object(Self::shape(), slots)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        let fields: Vec<_> = self.fields.iter().map(|field| field as _).collect();
        sink.object(Self::shape(), &fields, &self.nulls, None)
    }
}

impl<const FIELDS: usize> serde::Serialize for Wide<FIELDS> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::serde_form::serialize(self, serializer)
    }
}

impl<'de, const FIELDS: usize> serde::Deserialize<'de> for Wide<FIELDS> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::serde_form::deserialize(deserializer)
    }
}

/// A customer with nothing but what is required.
pub(super) const LEAST: &str =
    r#"{"id":"b9b0f9b2-3b0e-4b7e-9c55-3f9f0b1f8d11","customer\"name":"Acme","parent":null,"taxIds":[]}"#;

/// Reads text in every way there is, which must agree, and gives the value or the message.
pub(super) fn read<T: Value + PartialEq + serde::de::DeserializeOwned + std::fmt::Debug>(
    text: &str,
) -> Result<T, String> {
    let mut own = T::blank();
    let own = json::decode(&mut own, text.as_bytes())
        .map(|()| own)
        .map_err(|error| error.to_string());
    let slice = serde_json::from_slice::<T>(text.as_bytes()).map_err(|error| error.to_string());
    assert_eq!(own, slice);
    own
}

/// Writes a value in every way there is, which must agree.
pub(super) fn write<T: Value + serde::Serialize>(value: &T) -> String {
    let own = String::from_utf8(json::encode(value).unwrap()).unwrap();
    assert_eq!(own, serde_json::to_string(value).unwrap());
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&own).unwrap(),
        serde_json::to_value(value).unwrap()
    );
    own
}
