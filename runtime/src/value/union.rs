//! To which branch of a union does a value belong?
//!
//! The value is kept as text, so that no digit is lost on the way to its branch, and each branch that takes this kind of
//! JSON value reads it, in order; the first that can has it. What fits none is kept as it came.

use std::cell::Cell;

use super::{Value, json};

/// The kinds of JSON value (RFC 8259, §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
    /// Whatever a branch takes that does not say; never the kind of a value.
    Any,
}

impl JsonKind {
    /// The kind of a JSON text, by the one character that tells.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match text.trim_start().as_bytes().first() {
            Some(b'n') => JsonKind::Null,
            Some(b't' | b'f') => JsonKind::Bool,
            Some(b'"') => JsonKind::String,
            Some(b'[') => JsonKind::Array,
            Some(b'{') => JsonKind::Object,
            Some(_) | None => JsonKind::Number,
        }
    }

    /// Whether a branch of this kind may take a value of that one.
    #[must_use]
    pub fn takes(self, value: JsonKind) -> bool {
        self == JsonKind::Any || self == value
    }
}

/// How deep unions may stand in each other. The text of a union is read anew, and with it the reader's own count of
/// depth begins anew; this one goes on.
const MAX_DEPTH: usize = 128;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Counts one level for as long as it lives.
struct Level;

impl Level {
    fn enter() -> Option<Self> {
        DEPTH.with(|depth| {
            let next = depth.get() + 1;
            (next <= MAX_DEPTH).then(|| {
                depth.set(next);
                Level
            })
        })
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.with(|depth| depth.set(depth.get() - 1));
    }
}

/// The text as a value of a branch, if it is one.
#[must_use]
pub fn branch<T: Value>(text: &str) -> Option<T> {
    let _level = Level::enter()?;
    let mut value = T::blank();
    json::decode(&mut value, text.as_bytes()).ok()?;
    Some(value)
}

/// The text as what fits no branch.
///
/// # Errors
/// When it is nested too deep.
pub fn undecided(text: &str) -> Result<serde_json::Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

/// Lists the branches of a union with the kind of JSON value that each takes, in the order in which they are tried.
///
/// Beside [`Value`], this implements serde's `Serialize` and `Deserialize` for the type.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_v1 {
    ($type:ident { $($variant:ident($of:ty): $kind:ident,)* }) => {
        impl $crate::codegen::v1::Value for $type {
            fn blank() -> Self {
                Self::Unknown($crate::codegen::v1::serde_json::Value::Null)
            }

            fn read(
                &mut self,
                source: &mut dyn $crate::codegen::v1::Source,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                source.raw(&mut |text| {
                    let kind = $crate::codegen::v1::JsonKind::of(text);
                    $(if $crate::codegen::v1::JsonKind::$kind.takes(kind) {
                        if let ::core::option::Option::Some(value) = $crate::codegen::v1::branch::<$of>(text) {
                            *self = Self::$variant(value);
                            return ::core::result::Result::Ok(());
                        }
                    })*
                    *self = Self::Unknown($crate::codegen::v1::undecided(text)?);
                    ::core::result::Result::Ok(())
                })
            }

            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                match self {
                    $(Self::$variant(value) => $crate::codegen::v1::Value::write(value, sink),)*
                    Self::Unknown(value) => $crate::codegen::v1::Value::write(value, sink),
                }
            }
        }

        $crate::__serde_v1!($type);
    };
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[derive(Debug, Clone, PartialEq)]
    #[non_exhaustive]
    enum Loc {
        Integer(i64),
        String(String),
        List(Vec<Loc>),
        Unknown(serde_json::Value),
    }

    crate::codegen::v1::union!(Loc {
        Integer(i64): Number,
        String(String): String,
        List(Vec<Loc>): Array,
    });

    #[test]
    fn the_kind_of_value_decides() {
        let locs: Vec<Loc> = serde_json::from_str(r#"["body", 3, [1, "a"], 1.5, null]"#).unwrap();
        let expected = [
            Loc::String("body".to_owned()),
            Loc::Integer(3),
            Loc::List(vec![Loc::Integer(1), Loc::String("a".to_owned())]),
            Loc::Unknown(json!(1.5)),
            Loc::Unknown(json!(null)),
        ];
        assert_eq!(locs, expected);
        assert_eq!(serde_json::to_string(&locs).unwrap(), r#"["body",3,[1,"a"],1.5,null]"#);
    }

    #[test]
    fn any_format_will_do() {
        let loc: Loc = serde_json::from_value(json!(["a", 2])).unwrap();
        assert_eq!(loc, Loc::List(vec![Loc::String("a".to_owned()), Loc::Integer(2)]));
    }

    #[test]
    fn nesting_ends_before_the_stack_does() {
        let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(serde_json::from_str::<Loc>(&text).is_err());
        assert!(serde_json::from_str::<Loc>("[[7]]").is_ok());
    }
}
