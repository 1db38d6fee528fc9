//! What does a generated enum of numbers, or of scalars of several types, say about itself?

use super::{Fault, Sink, Value};

/// A value of an enum, as its table lists it.
pub trait Listed {
    /// Whether it is this JSON value; `1` and `1.0` are one number.
    fn is(&self, value: &serde_json::Value) -> bool;

    /// Writes it.
    ///
    /// # Errors
    /// Those of the format.
    fn put(&self, sink: &mut dyn Sink) -> Result<(), Fault>;
}

impl Listed for &str {
    fn is(&self, value: &serde_json::Value) -> bool {
        value.as_str() == Some(self)
    }

    fn put(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.write(sink)
    }
}

impl Listed for bool {
    fn is(&self, value: &serde_json::Value) -> bool {
        value.as_bool() == Some(*self)
    }

    fn put(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.write(sink)
    }
}

impl Listed for i64 {
    fn is(&self, value: &serde_json::Value) -> bool {
        // A float that stands for this very integer.
        #[expect(clippy::cast_precision_loss, reason = "beyond 2^53 no float is taken for an integer")]
        let is_float = |float: f64| float == *self as f64 && float.abs() <= 9_007_199_254_740_992.0;
        value.as_i64() == Some(*self) || (value.is_f64() && value.as_f64().is_some_and(is_float))
    }

    fn put(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.write(sink)
    }
}

impl Listed for f64 {
    fn is(&self, value: &serde_json::Value) -> bool {
        value.as_f64() == Some(*self)
    }

    fn put(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.write(sink)
    }
}

/// Lists the variants of an enum with their values on the wire. A value that is not listed is kept in `Unknown`, and
/// written as it came.
///
/// Beside [`Value`](super::Value) and serde's traits, this gives the type `From` for JSON values.
#[doc(hidden)]
#[macro_export]
macro_rules! __scalar_enum_v1 {
    ($type:ident { $($variant:ident => $value:literal,)* }) => {
        impl ::core::convert::From<$crate::codegen::v1::serde_json::Value> for $type {
            #[inline]
            fn from(value: $crate::codegen::v1::serde_json::Value) -> Self {
                $(if $crate::codegen::v1::Listed::is(&$value, &value) {
                    return Self::$variant;
                })*
                Self::Unknown(value.into())
            }
        }

        impl $crate::codegen::v1::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self::Unknown($crate::codegen::v1::Value::blank())
            }

            #[inline]
            fn read(
                &mut self,
                source: &mut dyn $crate::codegen::v1::Source,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                source.raw(&mut |text| {
                    let kept = $crate::codegen::v1::undecided(text, ::core::option::Option::None)?;
                    *self = match Self::from(kept.to_value()) {
                        Self::Unknown(_) => Self::Unknown(kept),
                        known => known,
                    };
                    ::core::result::Result::Ok(())
                })
            }

            #[inline]
            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                match self {
                    $(Self::$variant => $crate::codegen::v1::Listed::put(&$value, sink),)*
                    Self::Unknown(other) => {
                        sink.unknown(::core::option::Option::None);
                        $crate::codegen::v1::Value::write(other, sink)
                    }
                }
            }
        }

        $crate::__serde_v1!($type);
    };
}

#[cfg(test)]
mod tests {
    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    enum Limit {
        All,
        One,
        Half,
        True,
        Unknown(crate::RawJson),
    }

    crate::codegen::v1::scalar_enum!(Limit {
        All => "all",
        One => 1i64,
        Half => 0.5f64,
        True => true,
    });

    #[test]
    fn what_is_not_listed_round_trips() {
        let text = r#"["all",1,0.5,true,"1",7,false,null,[]]"#;
        let limits: Vec<Limit> = serde_json::from_str(text).unwrap();
        assert_eq!(limits[..4], [Limit::All, Limit::One, Limit::Half, Limit::True]);
        assert!(limits[4..].iter().all(|limit| matches!(limit, Limit::Unknown(_))));
        assert_eq!(serde_json::to_string(&limits).unwrap(), text);
        assert_eq!(serde_json::from_str::<Limit>("1.0").unwrap(), Limit::One);
    }
}
