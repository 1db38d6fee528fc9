//! To which branch of a union does a value belong?
//!
//! The value is read as text, so that no digit is lost on the way to its branch. The kind of JSON value decides first,
//! then, for an object, the tag or what its keys say ([`decide`](super::decide)), which a look ahead tells; the branches
//! that are left read the value, in order, from where it begins, and the first that can has it. What fits none is kept as
//! it came.

use std::cell::Cell;

use super::beside::keep_at_once;
use super::decide::{Branches, ReadBranch};
use super::json::JsonSource;
use super::json::cursor::Cursor;
use super::known::is_known;
use super::raw_json::RawJson;
use super::{AnyValue, Fault, Source, Value, json};

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
    /// The kind of a JSON text.
    #[must_use]
    pub(crate) fn of(text: &str) -> Self {
        Cursor::new(text).kind()
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

/// How well a value fits a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It is one of the branch's values.
    Known,
    /// The branch keeps it, as an enum keeps what it does not know.
    Kept,
    /// It is none.
    None,
}

/// What a branch is asked about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Whether it is one of its values. [`Fit::Kept`] is not told from [`Fit::Known`], which would mean to walk through it.
    IsOne,
    /// Whether it is one that its type knows all of, too.
    IsKnown,
}

/// How a union is made of what a branch has: by the constructor of its variant.
pub trait Wrap<U> {
    /// Puts the next value of a text into `union` as one of the branch, if it is one.
    fn branch(&self, union: &mut U, json: &mut JsonSource<'_>, ask: Ask) -> Fit;

    /// The union with a copy of a value of the branch, if it is one.
    fn copy(&self, value: &dyn AnyValue) -> Option<U>;
}

impl<U, T: AnyValue + Clone + 'static> Wrap<U> for fn(T) -> U {
    fn branch(&self, union: &mut U, json: &mut JsonSource<'_>, ask: Ask) -> Fit {
        let mut value = T::blank();
        let fit = read_branch(&mut value, json, ask);
        if fit != Fit::None {
            *union = self(value);
        }
        fit
    }

    fn copy(&self, value: &dyn AnyValue) -> Option<U> {
        value.as_any().downcast_ref::<T>().cloned().map(self)
    }
}

fn read_branch(value: &mut dyn Value, json: &mut JsonSource<'_>, ask: Ask) -> Fit {
    let Some(_level) = Level::enter() else {
        return Fit::None;
    };
    if json.read_alone(value).is_err() {
        return Fit::None;
    }
    match ask == Ask::IsOne || is_known(value) {
        true => Fit::Known,
        false => Fit::Kept,
    }
}

/// A variant that is one string, and holds nothing.
pub struct Plain<U>(pub fn() -> U);

impl<U> Wrap<U> for Plain<U> {
    /// Only a text that is the string comes here.
    fn branch(&self, union: &mut U, json: &mut JsonSource<'_>, _ask: Ask) -> Fit {
        if json.cursor().skip().is_none() {
            return Fit::None;
        }
        *union = (self.0)();
        Fit::Known
    }

    fn copy(&self, _: &dyn AnyValue) -> Option<U> {
        Some((self.0)())
    }
}

/// What a union can be, in the order of its [`Branches`].
pub(super) type Variants<U> = [&'static dyn Wrap<U>];

/// Reads a union as a value of the branch that the text belongs to, or as what fits none.
///
/// # Errors
/// When `source` fails, or what fits none is nested too deep.
pub fn read_union<U>(
    union: &mut U,
    source: &mut dyn Source,
    of: &'static Branches,
    variants: &'static Variants<U>,
    unknown: fn(RawJson) -> U,
) -> Result<(), Fault> {
    read(union, source, of, variants, unknown, |_, _, _| {})
}

/// Reads a union so, and keeps what only other branches know of the value.
///
/// # Errors
/// When `source` fails, or what fits none is nested too deep.
pub fn read_keeping<U: Value>(
    union: &mut U,
    source: &mut dyn Source,
    of: &'static Branches,
    variants: &'static Variants<U>,
    unknown: fn(RawJson) -> U,
) -> Result<(), Fault> {
    read(union, source, of, variants, unknown, |union, text, chosen| {
        keep_at_once(union, text, of, chosen, &mut |index| {
            let mut other = U::blank();
            match variants[index].branch(&mut other, &mut JsonSource::new(text), Ask::IsKnown) {
                Fit::Known => json::encode(&other).ok(),
                Fit::Kept | Fit::None => None,
            }
        });
    })
}

/// Reads a union; what is then done with a value is told its text and the index of its branch.
fn read<U>(
    union: &mut U,
    source: &mut dyn Source,
    of: &'static Branches,
    variants: &'static Variants<U>,
    unknown: fn(RawJson) -> U,
    then: impl Fn(&mut U, &str, usize),
) -> Result<(), Fault> {
    source.json(&mut |json| {
        match read_value(json, of, &mut |json, index, ask| {
            variants[index].branch(union, json, ask)
        })? {
            Outcome::Branch(chosen, text) => then(union, text, chosen),
            Outcome::Unknown(kept) => *union = unknown(kept),
        }
        Ok(())
    })
}

/// What has become of a value.
enum Outcome<'a> {
    /// It is of the branch with this index, and has this text.
    Branch(usize, &'a str),
    /// It fits none.
    Unknown(RawJson),
}

fn read_value<'a>(
    json: &mut JsonSource<'a>,
    of: &'static Branches,
    read: &mut ReadBranch<'_>,
) -> Result<Outcome<'a>, String> {
    json.cursor().peek();
    let (start, doubts) = (*json.cursor(), json.doubts);
    let chosen = of.decide(json, read);
    // What is to be said of this value is none of what it stands in.
    json.doubts = doubts;
    if let Some(chosen) = chosen {
        return Ok(Outcome::Branch(chosen, start.until(json.cursor())));
    }
    *json.cursor() = start;
    let text = json.cursor().value().ok_or_else(String::new)?;
    undecided(text, Some(of)).map(Outcome::Unknown)
}

/// The text as what fits no branch of a union, if it is one that keeps it.
///
/// # Errors
/// When it is nested too deep.
pub fn undecided(text: &str, of: Option<&'static Branches>) -> Result<RawJson, String> {
    RawJson::new(text, of).map_err(|error| error.to_string())
}

/// Lists the branches of a union in the order in which they are tried, each with the kind of JSON value that it takes
/// or, where a property tells objects apart, the values of that property that lead to it. `as` names the property
/// where the branch does not have it, so that it is written beside the branch's own. What stands behind the type names
/// methods that give the branch's value, and for one in a box its type. `keeps all` says that a value keeps
/// what only other branches know of it, `keeps given` that it does so as a part of a union that keeps all. Strings that
/// are variants of their own come last.
///
/// ```text
/// codegen::union!(Pet by "kind" {
///     Name(String) as_name into_name: String,
///     Cat(Cat) as_cat into_cat: "cat" | "lion",
///     Dog(Box<Dog>) as_dog into_dog of Dog: "dog" as "kind",
///     "none" => None,
/// });
/// ```
///
/// Beside [`Value`], this implements serde's `Serialize` and `Deserialize` for the type, and, in fewer words for the
/// compiler than derived ones, `Debug`, `Clone` and `PartialEq`.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_v1 {
    ($type:ident $(by $by:literal)? $(keeps $keeps:ident)? {
        $($variant:ident($of:ty) $($by_reference:ident $by_value:ident $(of $inner:ty)?)?:
            $($kind:ident)? $($tag:literal)|* $(as $property:literal)?,)*
        $($text:literal => $plain:ident,)*
    }) => {
        #[allow(deprecated, reason = "a deprecated branch is read and written like any other")]
        impl $type {
            $($($crate::__union_v1!(@methods $variant $by_reference $by_value $of $(, $inner)?);)?)*
        }

        #[allow(deprecated, reason = "a deprecated branch is read and written like any other")]
        impl $type {
            const BRANCHES: &'static $crate::codegen::v1::Branches = &$crate::codegen::v1::Branches {
                by: $crate::__union_v1!(@by $($by)?),
                all: &[$($crate::codegen::v1::Branch::of::<$of>(
                    ::core::stringify!($variant),
                    $crate::__union_v1!(@kind $($kind)?),
                    &[$($tag),*],
                ),)* $($crate::codegen::v1::Branch::value(::core::stringify!($plain), $text),)*],
            };

            const VARIANTS: &'static [&'static dyn $crate::codegen::v1::Wrap<Self>] = &[
                $(&(Self::$variant as fn($of) -> Self),)* $(&$crate::codegen::v1::Plain(|| Self::$plain),)*
            ];

            #[inline]
            fn held(&self) -> $crate::codegen::v1::Held<'_> {
                match self {
                    $(Self::$variant(value) => $crate::__union_v1!(@held value $variant $($tag)|* $(as $property)?),)*
                    $(Self::$plain => $crate::codegen::v1::Held::plain(::core::stringify!($plain), &$text),)*
                    Self::Unknown(value) => $crate::codegen::v1::Held::unknown(value),
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated branch is read and written like any other")]
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
                $crate::__union_v1!(@read $($keeps)?)(self, source, Self::BRANCHES, Self::VARIANTS, Self::Unknown)
            }

            #[inline]
            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                let held = self.held();
                $crate::__tell_branch_v1!(Self sink held);
                held.write(Self::BRANCHES, sink)
            }

            $crate::__union_v1!(@keep [$($keeps)?] [$($variant)*] $($plain)*);
        }

        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                self.held().copy(Self::BRANCHES, Self::VARIANTS, Self::Unknown)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.held().is(&other.held())
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.held().debug(f)
            }
        }

        $crate::__serde_v1!($type);
    };
    (@methods $variant:ident $by_reference:ident $by_value:ident $of:ty) => {
        #[doc = ::core::concat!("The value of [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant), "), if it is one.")]
        #[must_use]
        #[inline]
        pub fn $by_reference(&self) -> ::core::option::Option<&$of> {
            match self {
                Self::$variant(value) => ::core::option::Option::Some(value),
                _ => ::core::option::Option::None,
            }
        }

        #[doc = ::core::concat!("The value of [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant), "), if it is one.")]
        #[must_use]
        #[inline]
        pub fn $by_value(self) -> ::core::option::Option<$of> {
            match self {
                Self::$variant(value) => ::core::option::Option::Some(value),
                _ => ::core::option::Option::None,
            }
        }
    };
    (@methods $variant:ident $by_reference:ident $by_value:ident $boxed:ty, $of:ty) => {
        #[doc = ::core::concat!("The value of [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant), "), if it is one.")]
        #[must_use]
        #[inline]
        pub fn $by_reference(&self) -> ::core::option::Option<&$of> {
            match self {
                Self::$variant(value) => ::core::option::Option::Some(&**value),
                _ => ::core::option::Option::None,
            }
        }

        #[doc = ::core::concat!("The value of [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant), "), if it is one.")]
        #[must_use]
        #[inline]
        pub fn $by_value(self) -> ::core::option::Option<$of> {
            match self {
                Self::$variant(value) => ::core::option::Option::Some(*value),
                _ => ::core::option::Option::None,
            }
        }
    };
    (@keep [] [$($variant:ident)*] $($plain:ident)*) => {};
    (@keep [$keeps:ident] [$($variant:ident)*] $($plain:ident)*) => {
        #[inline]
        fn keep(&mut self, text: &str, other: &str) {
            match self {
                $(Self::$variant(value) => $crate::codegen::v1::Value::keep(value, text, other),)*
                $(Self::$plain => {})*
                Self::Unknown(_) => {}
            }
        }
    };
    (@read all) => { $crate::codegen::v1::read_keeping };
    (@read $($keeps:ident)?) => { $crate::codegen::v1::read_union };
    (@by) => { ::core::option::Option::None };
    (@by $by:literal) => { ::core::option::Option::Some($by) };
    (@kind) => { $crate::codegen::v1::JsonKind::Object };
    (@kind $kind:ident) => { $crate::codegen::v1::JsonKind::$kind };
    (@held $value:ident $variant:ident $tag:literal as $property:literal) => {
        $crate::codegen::v1::Held::tagged(::core::stringify!($variant), $value, $property, $tag)
    };
    (@held $value:ident $variant:ident $($tag:literal)|*) => {
        $crate::codegen::v1::Held::branch(::core::stringify!($variant), $value)
    };
}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub, dead_code, reason = "the macro is for types that others see")]

    use serde_json::json;

    use crate::RawJson;

    #[non_exhaustive]
    enum Loc {
        Integer(i64),
        String(String),
        List(Vec<Loc>),
        Unknown(RawJson),
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
            Loc::Unknown(json!(1.5).into()),
            Loc::Unknown(json!(null).into()),
        ];
        assert_eq!(locs, expected);
        assert_eq!(serde_json::to_string(&locs).unwrap(), r#"["body",3,[1,"a"],1.5,null]"#);
    }

    #[test]
    fn any_format_will_do() {
        let loc: Loc = serde_json::from_value(json!(["a", 2])).unwrap();
        assert_eq!(loc, Loc::List(vec![Loc::String("a".to_owned()), Loc::Integer(2)]));
    }

    struct Cat {
        kind: String,
        lives: Option<i64>,
    }

    crate::codegen::v1::object!(Cat {
        "kind" => kind: Required,
        "lives" => lives: Optional,
    });

    struct Dog {
        name: Option<String>,
        lives: Option<i64>,
    }

    crate::codegen::v1::object!(Dog {
        "name" => name: Optional,
        "lives" => lives: Optional,
    });

    #[non_exhaustive]
    enum Pet {
        Name(String),
        Cat(Cat),
        Dog(Box<Dog>),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Pet by "kind" {
        Name(String) as_name into_name: String,
        Cat(Cat) as_cat into_cat: "cat" | "lion",
        Dog(Box<Dog>) as_dog into_dog of Dog: "dog" as "kind",
    });

    #[test]
    fn a_tag_decides_and_stays() {
        for text in [
            r#"{"kind":"lion","lives":1}"#,
            r#"{"lives":1,"kind":"dog"}"#,
            r#""Rex""#,
            r#"{"kind":"eel","lives":1}"#,
            r#"{"kind":"cat","lives":"many"}"#,
        ] {
            let pet: Pet = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&pet).unwrap(), text);
            let through_value: Pet = serde_json::from_value(serde_json::to_value(&pet).unwrap()).unwrap();
            assert_eq!(through_value, pet);
        }
        let pet: Pet = serde_json::from_str(r#"{"k\"x":[{}],"kind":"d\u006fg"}"#).unwrap();
        assert_eq!(
            pet,
            Pet::Dog(Box::new(Dog {
                name: None,
                lives: None
            }))
        );
        let pet: Pet = serde_json::from_str(r#"{"name":"Rex"}"#).unwrap();
        assert!(matches!(pet, Pet::Dog(_)), "{pet:?}");
        let name = |dog: &Dog| dog.name.clone();
        assert_eq!(pet.as_dog().and_then(name), Some("Rex".to_owned()));
        assert!(pet.as_cat().is_none() && pet.clone().into_name().is_none());
        assert_eq!(pet.into_dog().and_then(|dog| dog.name), Some("Rex".to_owned()));
        let pet: Pet = serde_json::from_str(r#"{"kind":"eel","name":"Rex"}"#).unwrap();
        assert!(matches!(pet, Pet::Unknown(_)), "{pet:?}");
    }

    #[non_exhaustive]
    enum Either {
        Dog(Dog),
        Cat(Cat),
        Any(serde_json::Map<String, serde_json::Value>),
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Either {
        Dog(Dog): Object,
        Cat(Cat): Object,
        Any(serde_json::Map<String, serde_json::Value>): Object,
    });

    #[test]
    fn keys_decide_where_there_is_no_tag() {
        let read = |text: &str| serde_json::from_str::<Either>(text).unwrap();
        assert!(matches!(read(r#"{"kind":"x"}"#), Either::Cat(_)));
        assert!(matches!(read(r#"{"kind":"x","lives":3,"more":0}"#), Either::Cat(_)));
        assert!(matches!(read(r#"{"lives":3}"#), Either::Dog(_)));
        assert!(matches!(read(r#"{"lives":"x"}"#), Either::Any(_)));
        assert!(matches!(read(r#"{"zoo":1}"#), Either::Any(_)));
    }

    #[non_exhaustive]
    enum Choice {
        Name(String),
        Cats(Vec<Cat>),
        None,
        Most,
        Unknown(RawJson),
    }

    crate::codegen::v1::union!(Choice {
        Name(String) as_name into_name: String,
        Cats(Vec<Cat>): Array,
        "" => None,
        "m\"ost" => Most,
    });

    #[test]
    fn a_string_of_its_own_is_a_variant() {
        let text = r#"["","m\"ost","more",[{"kind":"x"}],3]"#;
        let choices: Vec<Choice> = serde_json::from_str(text).unwrap();
        let expected = [
            Choice::None,
            Choice::Most,
            Choice::Name("more".to_owned()),
            Choice::Cats(serde_json::from_str(r#"[{"kind":"x"}]"#).unwrap()),
            Choice::Unknown(json!(3).into()),
        ];
        assert_eq!(choices, expected);
        assert_eq!(serde_json::to_string(&choices).unwrap(), text);
        assert_eq!(choices.clone(), expected);
        assert_eq!(format!("{:?}", choices[0]), "None");
        let escaped: Choice = serde_json::from_str(r#""\u006d\"ost""#).unwrap();
        assert_eq!(escaped, Choice::Most);
        assert_ne!(escaped, Choice::None);
    }

    #[test]
    fn nesting_ends_before_the_stack_does() {
        let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(serde_json::from_str::<Loc>(&text).is_err());
        assert!(serde_json::from_str::<Loc>("[[7]]").is_ok());
    }
}
