//! What may a schema ask of a value?

/// One thing that a schema asks of a value. A rule for another kind of value than the one at hand asks for nothing, as
/// keywords of JSON Schema do. Numbers are JSON text, so that no digit is lost.
#[derive(Debug)]
pub enum Rule {
    /// The least number of characters.
    MinLength(u64),
    /// The greatest number of characters.
    MaxLength(u64),
    /// A regular expression of ECMA-262 that is found in the string.
    Pattern(&'static str),
    /// A format of strings.
    Format(&'static str),
    /// The least number.
    Minimum(&'static str),
    /// The greatest number.
    Maximum(&'static str),
    /// A number that all are greater than.
    ExclusiveMinimum(&'static str),
    /// A number that all are less than.
    ExclusiveMaximum(&'static str),
    /// A number that all are multiples of.
    MultipleOf(&'static str),
    /// The least number of elements.
    MinItems(u64),
    /// The greatest number of elements.
    MaxItems(u64),
    /// No two elements are equal.
    UniqueItems,
    /// What is asked of the element of this index.
    Element(usize, &'static [Rule]),
    /// What is asked of every other element.
    Items(&'static [Rule]),
    /// The least number of properties.
    MinProperties(u64),
    /// The greatest number of properties.
    MaxProperties(u64),
    /// Properties that have to be there.
    Required(&'static [&'static str]),
    /// Properties that have to be there if this one is.
    DependentRequired(&'static str, &'static [&'static str]),
    /// What is asked of the names of properties.
    PropertyNames(&'static [Rule]),
    /// What is asked of the property of this name.
    Property(&'static str, &'static [Rule]),
    /// What is asked of the properties whose names have this regular expression in them.
    Matching(&'static str, &'static [Rule]),
    /// What is asked of every other property.
    Others(&'static [Rule]),
    /// There is no other property.
    Closed,
    /// The one value, as JSON.
    Const(&'static str),
    /// The values, as JSON.
    Enum(&'static [&'static str]),
    /// What is asked of the values of this branch of a union.
    Branch(&'static str, &'static [Rule]),
    /// One of these types of JSON.
    Types(&'static [&'static str]),
    /// No value at all.
    Never,
    /// All of these hold.
    AllOf(&'static [&'static [Rule]]),
    /// Some of these hold.
    AnyOf(&'static [&'static [Rule]]),
    /// No two of these hold.
    OneOf(&'static [&'static [Rule]]),
    /// These do not hold.
    Not(&'static [Rule]),
    /// If the first hold, the second do, else the third.
    If(&'static [Rule], &'static [Rule], &'static [Rule]),
    /// These hold of at least so many elements, and of at most so many.
    Contains(&'static [Rule], u64, u64),
    /// Nobody should read the value.
    Secret,
}

impl Rule {
    /// Whether the whole value has to be looked at, whatever its kind.
    pub(super) fn is_of_the_whole(&self) -> bool {
        use Rule::{AllOf, AnyOf, Const, Enum, If, Never, Not, OneOf, Types};
        matches!(
            self,
            Const(_) | Enum(_) | Types(_) | Never | AllOf(_) | AnyOf(_) | OneOf(_) | Not(_) | If(..)
        )
    }
}

/// The rules of a type that has none: a type that has some shadows these with a constant of its own.
pub trait Unruled {
    /// No rules.
    const RULES: &'static [Rule] = &[];
}

impl<T: ?Sized> Unruled for T {}

/// Says what a type's schema asks of its values.
///
/// ```text
/// codegen::rules!(Customer {
///     Property("name", &[MinLength(1), MaxLength(80)]),
///     MinProperties(1),
/// });
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __rules_v1 {
    ($type:ident { $($rule:expr,)* }) => {
        impl $type {
            const RULES: &'static [$crate::codegen::v1::Rule] = {
                #[allow(unused_imports, reason = "one of these is")]
                use $crate::codegen::v1::Rule::*;
                &[$($rule),*]
            };
        }
    };
}
