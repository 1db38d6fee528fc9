//! What are the properties of an object, and when may each be missing?

use super::{Entries, Fault, Part, Segment, Value};

/// The properties of a struct, in the order of its fields.
#[derive(Debug)]
pub struct Shape {
    /// The name of the Rust type.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

/// One property of an object.
#[derive(Debug)]
pub struct Field {
    /// The name on the wire.
    pub name: &'static str,
    /// When it may be missing or `null`.
    pub presence: Presence,
    /// What it is taken to be when it is missing, as JSON.
    pub default: Option<&'static str>,
}

impl Field {
    /// A property without a default.
    #[must_use]
    pub const fn new(name: &'static str, presence: Presence) -> Self {
        Field {
            name,
            presence,
            default: None,
        }
    }

    /// A property that has this value, in JSON, when it is missing from what is read.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }
}

/// Whether a property has to be there, and whether it may be `null`: two facts, four combinations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never `null`.
    Required,
    /// Always written, `null` for `None`; when missing from what is read, `None`.
    Nullable,
    /// Left out for `None`; `null` is read as `None`.
    Optional,
    /// Left out for `None`, unless its bit says that it is explicitly `null`.
    OptionalNullable,
}

/// The parts of a struct that is being read.
pub struct Slots<'a> {
    /// Its fields, in the order of [`Shape::fields`].
    pub fields: &'a mut [&'a mut dyn Value],
    /// Its bits for explicit `null`; empty when no field needs one.
    pub nulls: &'a mut [u64],
    /// Where properties go that [`Shape::fields`] does not name; without it they are skipped.
    pub rest: Option<&'a mut dyn Entries>,
}

/// Which fields have been read, without an allocation for up to 256 of them.
pub(crate) enum Seen {
    Few([u64; 4]),
    Many(Vec<u64>),
}

impl Seen {
    pub(crate) fn new(fields: usize) -> Self {
        if fields <= 256 {
            Seen::Few([0; 4])
        } else {
            Seen::Many(vec![0; fields.div_ceil(64)])
        }
    }

    pub(crate) fn insert(&mut self, field: usize) {
        let words = match self {
            Seen::Few(words) => &mut words[..],
            Seen::Many(words) => &mut words[..],
        };
        words[field / 64] |= 1 << (field % 64);
    }

    pub(crate) fn contains(&self, field: usize) -> bool {
        let words = match self {
            Seen::Few(words) => &words[..],
            Seen::Many(words) => &words[..],
        };
        words[field / 64] & (1 << (field % 64)) != 0
    }
}

impl Shape {
    /// The field of this wire name. Objects mostly come in the order in which they are described, so the search
    /// begins at `next`, the field after the last one found.
    #[inline]
    pub(crate) fn find(&self, name: &str, next: usize) -> Option<usize> {
        let fields = self.fields;
        if let Some(field) = fields.get(next) {
            if field.name == name {
                return Some(next);
            }
        }
        let start = (next + 1).min(fields.len());
        let (before, after) = fields.split_at(start);
        after
            .iter()
            .position(|field| field.name == name)
            .map(|index| index + start)
            .or_else(|| before.iter().position(|field| field.name == name))
    }
}

impl Slots<'_> {
    /// Takes note that a field has just been read.
    #[inline]
    pub(crate) fn was_read(&mut self, shape: &Shape, index: usize) {
        if shape.fields[index].presence == Presence::OptionalNullable && matches!(self.fields[index].part(), Part::None)
        {
            self.nulls[index / 64] |= 1 << (index % 64);
        }
    }

    /// Gives every field that was not read what its absence means; the first that has to be there is returned.
    pub(crate) fn finish(&mut self, shape: &Shape, seen: &Seen) -> Result<(), &'static str> {
        for (index, field) in shape.fields.iter().enumerate() {
            if seen.contains(index) {
                continue;
            }
            match (field.presence, field.default) {
                (_, Some(default)) => {
                    // A default that its own type refuses is found when the code is generated.
                    if super::json::decode(self.fields[index], default.as_bytes()).is_err() {
                        return Err(field.name);
                    }
                }
                (Presence::Required, None) => return Err(field.name),
                (Presence::Nullable | Presence::Optional | Presence::OptionalNullable, None) => {}
            }
        }
        Ok(())
    }
}

/// What is to be done with a field when its object is written.
pub(crate) enum Written<'a> {
    /// It is left out.
    Skip,
    /// It is `null`.
    Null,
    /// It is this.
    Part(Part<'a>),
}

impl Field {
    /// What is written for this field, of this index, with these explicit nulls.
    #[inline]
    pub(crate) fn written<'a>(&self, index: usize, value: &'a dyn Value, nulls: &[u64]) -> Written<'a> {
        match (value.part(), self.presence) {
            (Part::None, Presence::Optional) => Written::Skip,
            (Part::None, Presence::OptionalNullable) => {
                let explicit = nulls
                    .get(index / 64)
                    .is_some_and(|word| word & (1 << (index % 64)) != 0);
                if explicit { Written::Null } else { Written::Skip }
            }
            (Part::None, Presence::Required | Presence::Nullable) => Written::Null,
            (part, _) => Written::Part(part),
        }
    }
}

/// Says what a struct is made of: its fields in order, each with its wire name and [`Presence`].
///
/// Beside [`Value`], this implements serde's `Serialize` and `Deserialize` for the type.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_v1 {
    ($type:ident $(nulls $nulls:ident)? $(rest $rest:ident)? {
        $($name:literal => $field:ident: $presence:ident $(= $default:literal)?,)*
    }) => {
        impl $type {
            const SHAPE: &'static $crate::codegen::v1::Shape = &$crate::codegen::v1::Shape {
                name: ::core::stringify!($type),
                fields: &[$(
                    $crate::codegen::v1::Field::new($name, $crate::codegen::v1::Presence::$presence)$(.or($default))?,
                )*],
            };
        }

        impl $crate::codegen::v1::Value for $type {
            fn blank() -> Self {
                Self {
                    $($field: $crate::codegen::v1::Value::blank(),)*
                    $($rest: $crate::codegen::v1::Value::blank(),)?
                    $($nulls: $crate::codegen::v1::Nulls::none(),)?
                }
            }

            fn read(
                &mut self,
                source: &mut dyn $crate::codegen::v1::Source,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                source.object(Self::SHAPE, $crate::codegen::v1::Slots {
                    fields: &mut [$(&mut self.$field),*],
                    nulls: $crate::__object_v1!(@words_mut self $($nulls)?),
                    rest: $crate::__object_v1!(@rest_mut self $($rest)?),
                })
            }

            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                sink.object(
                    Self::SHAPE,
                    &[$(&self.$field),*],
                    $crate::__object_v1!(@words self $($nulls)?),
                    $crate::__object_v1!(@rest self $($rest)?),
                )
            }
        }

        $crate::__serde_v1!($type);
    };
    (@words_mut $self:ident $nulls:ident) => { $self.$nulls.words_mut() };
    (@words_mut $self:ident) => { &mut [] };
    (@words $self:ident $nulls:ident) => { $self.$nulls.words() };
    (@words $self:ident) => { &[] };
    (@rest_mut $self:ident $rest:ident) => { ::core::option::Option::Some(&mut $self.$rest) };
    (@rest_mut $self:ident) => { ::core::option::Option::None };
    (@rest $self:ident $rest:ident) => {
        ::core::option::Option::Some(&mut $crate::codegen::v1::entries(&$self.$rest))
    };
    (@rest $self:ident) => { ::core::option::Option::None };
}

/// Implements serde's traits over [`Value`].
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_v1 {
    ($type:ident) => {
        impl $crate::codegen::v1::Serialize for $type {
            fn serialize<S: $crate::codegen::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::v1::serialize(self, serializer)
            }
        }

        impl<'de> $crate::codegen::v1::Deserialize<'de> for $type {
            fn deserialize<D: $crate::codegen::v1::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::v1::deserialize(deserializer)
            }
        }
    };
}

/// The place of a failure that a field met.
pub(crate) fn under_field(fault: Fault, field: &Field) -> Fault {
    fault.under(Segment::Field(field.name))
}
