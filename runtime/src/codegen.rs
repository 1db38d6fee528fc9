//! What generated code calls; nothing here is meant for people.

/// The first version of the handshake between generated code and this crate.
pub mod v1 {
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub use crate::__object_v1 as object;
    pub use crate::value::containers::entries;
    pub use crate::value::json;
    pub use crate::value::serde_form::{deserialize, serialize};
    pub use crate::value::{
        Elements, Entries, Fault, Field, Nulls, Part, Place, Presence, Segment, Shape, Sink, Slots, Source, Value,
    };
}
