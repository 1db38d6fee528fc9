//! What generated code calls; nothing here is meant for people.

/// The first version of the handshake between generated code and this crate.
pub mod v1 {
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
    pub use std::string::String;
    pub use {bytes, chrono, serde_json, uuid};

    pub use crate::answer::{Answer, RawResponse, decode};
    pub use crate::api::{Api, KeyLocation, Operation, Scheme, SchemeKind, StatusPattern};
    pub use crate::builder::ClientBuilder;
    pub use crate::call::Call;
    pub use crate::client::Client;
    pub use crate::credentials::Credential;
    pub use crate::headers::{HasHeaders, header};
    pub use crate::incoming::{event, incoming};
    pub use crate::pages::{NextPage, PageMark, PageParameter, Pagination};
    pub use crate::request::{FilePart, Multipart, Request, Style};
    pub use crate::value::any::{copy, same};
    pub use crate::value::beside::Beside;
    pub use crate::value::binary::{Base64, Base64Url};
    pub use crate::value::containers::entries;
    pub use crate::value::debug::debug;
    pub use crate::value::decide::{Branch, BranchCheck, Branches};
    pub use crate::value::decimal::Decimal;
    pub use crate::value::decimal_text::DecimalText;
    pub use crate::value::duration::Duration;
    pub use crate::value::foreign::Foreign;
    pub use crate::value::held::Held;
    pub use crate::value::json;
    pub use crate::value::json::DecodeError;
    pub use crate::value::nulls::{clear, forget_null, is_null};
    pub use crate::value::password::Password;
    pub use crate::value::raw_json::RawJson;
    pub use crate::value::scalar_enum::Listed;
    pub use crate::value::serde_form::{deserialize, deserialize_text, serialize};
    pub use crate::value::slots::set;
    pub use crate::value::tagged::Tagged;
    pub use crate::value::time_of_day::Time;
    pub use crate::value::tuple::{Present, Tuple, present, write_tuple};
    pub use crate::value::union::{Ask, Fit, JsonKind, Plain, Wrap, read_keeping, read_union, undecided};
    pub use crate::value::unix_time::UnixTime;
    pub use crate::value::{
        AnyValue, Elements, Entries, Fault, Field, Nulls, Part, Place, Presence, Segment, Shape, Sink, Slots, Source,
        Text, Value, shape,
    };
    // Of types.
    pub use crate::{
        __empty_v1 as empty, __integer_enum_v1 as integer_enum, __newtype_v1 as newtype, __object_v1 as object,
        __scalar_enum_v1 as scalar_enum, __string_enum_v1 as string_enum, __tuple_v1 as tuple, __union_v1 as union,
    };

    // Of what schemas ask of values.
    #[cfg(feature = "validate")]
    pub use crate::__rules_v1 as rules;
    #[cfg(feature = "validate")]
    pub use crate::validate::{Rule, Unruled};

    // Of operations and the client.
    pub use crate::switched_off::SwitchedOff;
    pub use crate::{
        __answers_v1 as answers, __builder_v1 as builder, __call_v1 as call, __download_v1 as download,
        __pages_v1 as pages, __switched_off_v1 as switched_off, __webhooks_v1 as webhooks,
    };

    pub use crate::types::{DateTime, JsonObject, JsonValue};

    pub use bytes::Bytes;
    pub use chrono::NaiveDate;
    pub use uuid::Uuid;

    /// An argument as the type that it is taken for.
    pub fn into<T>(argument: impl Into<T>) -> T {
        argument.into()
    }

    /// What an operation without a body in its answer gives; whatever comes is not looked at.
    pub type NoContent = ();
}
