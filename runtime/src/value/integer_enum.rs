//! What does a generated enum of integers say about itself?

/// Lists the variants of an enum with their values on the wire. A value that is not listed is kept in `Unknown`, and
/// written as it came.
///
/// Beside [`Value`](super::Value) and serde's traits, this gives the type `value`, `Display`, and `From` for and to
/// integers.
#[doc(hidden)]
#[macro_export]
macro_rules! __integer_enum_v1 {
    ($type:ident { $($variant:ident => $value:literal,)* }) => {
        impl $type {
            /// The value as it stands on the wire.
            #[must_use]
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(other) => *other,
                }
            }
        }

        impl ::core::convert::From<i64> for $type {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::core::convert::From<$type> for i64 {
            #[inline]
            fn from(value: $type) -> Self {
                value.value()
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl $crate::codegen::v1::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(0)
            }

            #[inline]
            fn read(
                &mut self,
                source: &mut dyn $crate::codegen::v1::Source,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                *self = Self::from(source.i64()?);
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                if let Self::Unknown(_) = self {
                    sink.unknown(::core::option::Option::None);
                }
                sink.i64(self.value())
            }

            #[inline]
            fn part(&self) -> $crate::codegen::v1::Part<'_> {
                match self {
                    Self::Unknown(_) => $crate::codegen::v1::Part::Value(self),
                    _ => $crate::codegen::v1::Part::I64(self.value()),
                }
            }
        }

        $crate::__serde_v1!($type);
    };
}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub, reason = "the macro is for types that others see")]

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    enum Kind {
        Text,
        Minus1,
        Unknown(i64),
    }

    crate::codegen::v1::integer_enum!(Kind {
        Text => 0i64,
        Minus1 => -1i64,
    });

    #[test]
    fn what_is_not_listed_round_trips() {
        let kinds: Vec<Kind> = serde_json::from_str("[0,-1,7,0.0]").unwrap();
        assert_eq!(kinds, [Kind::Text, Kind::Minus1, Kind::Unknown(7), Kind::Text]);
        assert_eq!(serde_json::to_string(&kinds).unwrap(), "[0,-1,7,0]");
        assert_eq!(i64::from(Kind::from(-1)), -1);
        assert_eq!(format!("{:>3}", Kind::Minus1), " -1");
        assert!(serde_json::from_str::<Kind>("1.5").is_err());
    }
}
