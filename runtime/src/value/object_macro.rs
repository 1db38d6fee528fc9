//! What does a generated struct say about itself?

/// Says what a struct is made of: its fields in order, each with its wire name and [`Presence`](super::Presence).
///
/// Before the rows stand the fields that are none of its properties: bits for explicit nulls (`nulls`), the map of further
/// properties (`rest`), and what another branch of a union knows (`beside`).
///
/// A field that need not be there has a setter, so its row names its type too; one that may be an explicit `null` names
/// the two methods for that. A default follows as JSON, and the only value of a constant after that. Where a name has
/// something in it that JSON escapes, `has escaped names` stands before the rows.
///
/// ```text
/// codegen::object!(Customer nulls explicit_nulls {
///     "id" => id: Required,
///     "zipCode" => zip_code: Optional String,
///     "tax_info" => tax_info: OptionalNullable Vec<TaxId> { clear_tax_info, tax_info_is_null } = "[]",
/// });
/// ```
///
/// Beside [`Value`](super::Value), this implements serde's `Serialize` and `Deserialize` for the type, and, in fewer words
/// for the compiler than derived ones, `Debug`, `Clone` and `PartialEq`.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_v1 {
    ($type:ident $(nulls $nulls:ident)? $(rest $rest:ident)? $(beside $beside:ident)? $(has $escaped:ident names)? {
        $(
            $name:literal => $field:ident: $presence:ident
                $($(#[$deprecated:meta])? $of:ty $({ $clear:ident, $is_null:ident })?)? $(= $default:literal)? $(as $constant:literal)?,
        )*
    }) => {
        #[allow(
            deprecated,
            clippy::disallowed_names,
            clippy::just_underscores_and_digits,
            reason = "a property is called what the description calls it"
        )]
        impl $type {
            $($(
                #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                $(#[$deprecated])?
                #[must_use]
                pub fn $field(mut self, $field: impl ::core::convert::Into<$of>) -> Self {
                    $crate::codegen::v1::set(&mut self.$field, $field);
                    $($crate::__object_v1!(@forget self $name $clear);)?
                    self
                }

                $(
                    #[doc = ::core::concat!("Makes `", ::core::stringify!($field), "` an explicit `null`, which clears it.")]
                    #[must_use]
                    #[inline]
                    pub fn $clear(self) -> Self {
                        $crate::codegen::v1::clear(self, $name)
                    }

                    #[doc = ::core::concat!("Whether `", ::core::stringify!($field), "` is an explicit `null`, rather than absent.")]
                    #[must_use]
                    #[inline]
                    pub fn $is_null(&self) -> bool {
                        $crate::codegen::v1::is_null(self, $name)
                    }
                )?
            )?)*
        }

        #[allow(deprecated, reason = "a deprecated property is read and written like any other")]
        impl $crate::codegen::v1::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self {
                    $($field: $crate::codegen::v1::Value::blank(),)*
                    $($rest: $crate::codegen::v1::Value::blank(),)?
                    $($nulls: $crate::codegen::v1::Nulls::none(),)?
                    $($beside: $crate::codegen::v1::Beside::default(),)?
                }
            }

            #[inline]
            fn read(
                &mut self,
                source: &mut dyn $crate::codegen::v1::Source,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                source.object($crate::codegen::v1::shape::<Self>(), $crate::codegen::v1::Slots {
                    fields: &mut [$(&mut self.$field),*],
                    nulls: $crate::__object_v1!(@words_mut self $($nulls)?),
                    rest: $crate::__object_v1!(@rest_mut self $($rest)?),
                })
            }

            #[inline]
            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                $crate::__tell_rules_v1!(Self sink);
                sink.object(
                    $crate::codegen::v1::shape::<Self>(),
                    &[$(&self.$field),*],
                    $crate::__object_v1!(@words self $($nulls)?),
                    $crate::__object_v1!(@rest self $($rest)? $(beside $beside)?),
                )
            }

            $crate::__object_v1!(@keep [$($beside)?] $($field)*);

            #[inline]
            fn shape() -> ::core::option::Option<&'static $crate::codegen::v1::Shape> {
                static SHAPE: $crate::codegen::v1::Shape = $crate::__object_v1!(
                    @shape [$($escaped)?] [$($rest)?] $type $($presence $field $name [$($default)?] [$($constant)?])*
                );
                ::core::option::Option::Some(&SHAPE)
            }
        }

        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__object_v1!(@clone self $($rest)? $($beside)?)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codegen::v1::same(self, other) $(&& self.$rest == other.$rest)? $(&& self.$beside == other.$beside)?
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codegen::v1::debug(self, f)
            }
        }

        $crate::__serde_v1!($type);
    };
    (@keep [] $($field:ident)*) => {};
    (@keep [$beside:ident] $($field:ident)*) => {
        #[inline]
        fn keep(&mut self, text: &str, other: &str) {
            self.$beside.keep($crate::codegen::v1::shape::<Self>(), &mut [$(&mut self.$field),*], text, other);
        }
    };
    (@clone $self:ident) => { $crate::codegen::v1::copy($self) };
    (@clone $self:ident $($more:ident)+) => {
        Self { $($more: ::core::clone::Clone::clone(&$self.$more),)+ ..$crate::codegen::v1::copy($self) }
    };
    (@forget $self:ident $name:literal $clear:ident) => {
        $crate::codegen::v1::forget_null(&mut $self, $name)
    };
    (@shape [] [$($rest:ident)?] $type:ident
        $($presence:ident $field:ident $name:literal [$($default:literal)?] [$($constant:literal)?])*
    ) => {
        $crate::codegen::v1::Shape::new(::core::stringify!($type), $crate::__object_v1!(@keeps $($rest)?), ::core::concat!($(
            ::core::stringify!($presence $field), "\u{1}\"", $name, "\":",
            $("\u{2}", $default,)? $("\u{3}", $constant,)? "\u{0}",
        )*))
    };
    (@shape [escaped] [$($rest:ident)?] $type:ident
        $($presence:ident $field:ident $name:literal [$($default:literal)?] [$($constant:literal)?])*
    ) => {
        $crate::codegen::v1::Shape::escaped(::core::stringify!($type), $crate::__object_v1!(@keeps $($rest)?), &[$(
            $crate::codegen::v1::Field::new($name, ::core::stringify!($field), $crate::codegen::v1::Presence::$presence)
                $(.or($default))? $(.always($constant))?,
        )*])
    };
    (@keeps $rest:ident) => { true };
    (@keeps) => { false };
    (@words_mut $self:ident $nulls:ident) => { $self.$nulls.words_mut() };
    (@words_mut $self:ident) => { &mut [] };
    (@words $self:ident $nulls:ident) => { $self.$nulls.words() };
    (@words $self:ident) => { &[] };
    (@rest_mut $self:ident $rest:ident) => { ::core::option::Option::Some(&mut $self.$rest) };
    (@rest_mut $self:ident) => { ::core::option::Option::None };
    (@rest $self:ident $rest:ident) => {
        ::core::option::Option::Some(&mut $crate::codegen::v1::entries(&$self.$rest))
    };
    (@rest $self:ident beside $beside:ident) => { ::core::option::Option::Some(&mut $self.$beside.entries()) };
    (@rest $self:ident) => { ::core::option::Option::None };
}

/// Gives a struct that requires nothing a way to begin.
#[doc(hidden)]
#[macro_export]
macro_rules! __empty_v1 {
    ($type:ident) => {
        impl $type {
            /// With nothing set.
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                $crate::codegen::v1::Value::blank()
            }
        }

        impl ::core::default::Default for $type {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    };
}

/// Implements serde's traits over [`Value`]. What is always a text is handed to the format as it is.
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
    ($type:ident as text) => {
        impl $crate::codegen::v1::Serialize for $type {
            fn serialize<S: $crate::codegen::v1::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::v1::Serializer::serialize_str(serializer, self.as_str())
            }
        }

        impl<'de> $crate::codegen::v1::Deserialize<'de> for $type {
            fn deserialize<D: $crate::codegen::v1::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::v1::deserialize_text(deserializer)
            }
        }
    };
}
