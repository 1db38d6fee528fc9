//! What does a generated struct say about itself?

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
            const SHAPE: &'static $crate::codegen::v1::Shape = &$crate::codegen::v1::Shape::new(
                ::core::stringify!($type),
                &[$(
                    $crate::codegen::v1::Field::new($name, $crate::codegen::v1::Presence::$presence)$(.or($default))?,
                )*],
            );
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
