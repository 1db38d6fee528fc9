//! What does a generated enum of strings say about itself?

/// Lists the variants of an enum with their values on the wire. A value that is not listed is kept in `Unknown`, and
/// written as it came.
///
/// Beside [`Value`](super::Value) and serde's traits, this gives the type `as_str`, `Display`, `FromStr`, `From` for strings,
/// and, in fewer words for the compiler than derived ones, `Debug` and `PartialEq`.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum_v1 {
    ($type:ident { $($variant:ident => $name:literal,)* }) => {
        impl $type {
            /// The value as it stands on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Unknown(other) => other,
                }
            }
        }

        // No type of a description is called `T_`.
        impl<T_: ::core::convert::AsRef<str>> ::core::convert::From<T_> for $type {
            fn from(text: T_) -> Self {
                match text.as_ref() {
                    $($name => Self::$variant,)*
                    other => Self::Unknown(::core::convert::From::from(other)),
                }
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self.as_str() == *other.as_str()
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::codegen::v1::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(::std::string::String::new())
            }

            #[inline]
            fn set_text(&mut self, text: &str) {
                *self = Self::from(text);
            }

            #[inline]
            fn text(&self) -> $crate::codegen::v1::Text<'_> {
                match self {
                    Self::Unknown(other) => $crate::codegen::v1::Text::Unlisted(other),
                    listed => $crate::codegen::v1::Text::Listed(listed.as_str()),
                }
            }
        }

        $crate::__serde_v1!($type as text);
    };
}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub, reason = "the macro is for types that others see")]

    #[derive(Clone)]
    #[non_exhaustive]
    enum Status {
        Open,
        Paid,
        Err,
        Unknown(String),
    }

    crate::codegen::v1::string_enum!(Status {
        Open => "open",
        Paid => "==",
        Err => "err",
    });

    #[test]
    fn what_is_not_listed_round_trips() {
        let statuses: Vec<Status> = serde_json::from_str(r#"["open","==","void",""]"#).unwrap();
        let unknown = |text: &str| Status::Unknown(text.to_owned());
        assert_eq!(statuses, [Status::Open, Status::Paid, unknown("void"), unknown("")]);
        assert_eq!(serde_json::to_string(&statuses).unwrap(), r#"["open","==","void",""]"#);
        assert_eq!("open".parse(), Ok(Status::Open));
        assert_eq!(format!("{:>6}", Status::Open), "  open");
    }

    #[test]
    fn another_kind_of_value_is_refused() {
        let error = serde_json::from_str::<Status>("7").unwrap_err();
        assert!(error.to_string().contains("expected a string"), "{error}");
    }
}
