//! What does a schema ask of a value beyond its type?

/// One thing that a schema asks of its values; a keyword of JSON Schema, of 2020-12 unless it says otherwise. A rule for
/// another kind of value than the one at hand asks for nothing. Numbers are JSON text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Rule {
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    Format(String),
    Minimum(String),
    Maximum(String),
    ExclusiveMinimum(String),
    ExclusiveMaximum(String),
    MultipleOf(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    /// Of the element of this index.
    Element(usize, Vec<Rule>),
    /// Of every other element.
    Items(Vec<Rule>),
    MinProperties(u64),
    MaxProperties(u64),
    /// Properties that the type does not have by name, or need not have.
    Required(Vec<String>),
    DependentRequired(String, Vec<String>),
    PropertyNames(Vec<Rule>),
    Property(String, Vec<Rule>),
    /// Of properties whose names follow a pattern.
    Matching(String, Vec<Rule>),
    /// Of every other property.
    Others(Vec<Rule>),
    /// There is no other property.
    Closed,
    /// As JSON.
    Const(String),
    /// As JSON.
    Enum(Vec<String>),
    /// One of these types of JSON.
    Types(Vec<&'static str>),
    /// No value at all.
    Never,
    /// All of these hold.
    AllOf(Vec<Vec<Rule>>),
    /// Some of these hold.
    AnyOf(Vec<Vec<Rule>>),
    /// No two of these hold.
    OneOf(Vec<Vec<Rule>>),
    /// These do not hold.
    Not(Vec<Rule>),
    /// If the first hold, the second do, else the third.
    If(Vec<Rule>, Vec<Rule>, Vec<Rule>),
    /// These hold of at least so many elements, and of at most so many.
    Contains(Vec<Rule>, u64, Option<u64>),
    /// Nobody should read the value.
    Secret,
}
