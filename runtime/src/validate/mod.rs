//! Does a value hold to what its schema says beyond its type?
//!
//! Generated types say by a table of [`Rule`]s what their schemas ask of their values. A value is checked by letting it
//! write itself to something that compares what comes with those rules ([`check`]), so that no type needs code of its own.

mod check;
mod equal;
mod format;
mod number;
mod pattern;
mod rule;
#[cfg(test)]
mod tests;

use std::fmt;

#[cfg(feature = "contract")]
pub(crate) use self::check::check;
pub(crate) use self::check::holds;
pub use self::rule::{Rule, Unruled};
use crate::value::Value;

/// Checks a value against the schema of its type: with the feature `validate`, every generated type has this, and every
/// list, map and option of them.
///
/// Nothing is checked unless it is asked for. Reading is generous: what a server sends is a value even if it breaks a rule
/// of the description, and what a program makes is sent as it is.
///
/// ```ignore
/// use zenskar::Validate as _;
///
/// if let Err(violations) = change.validate() {
///     for violation in &violations {
///         eprintln!("{violation}"); // /address/zipCode: maxLength 10, got "1234567890123"
///     }
/// }
/// ```
///
/// These keywords of JSON Schema 2020-12 (Validation, §6, and Core, §10) are checked: `minLength` and `maxLength` in
/// Unicode code points, `pattern` as ECMA-262 has it, `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum` and
/// `multipleOf` on exact decimals, `minItems`, `maxItems`, `uniqueItems`, `minProperties`, `maxProperties`, `required`,
/// `dependentRequired`, `propertyNames`, `patternProperties`, `additionalProperties: false` where a type keeps what it does
/// not name, `const`, `enum`, and whether a union's value fits a branch; `not`, `if`, `contains`, `dependentSchemas` and one
/// branch alone of a `oneOf`, where types keep what these speak of; and the formats `email`, `hostname`, `ipv4`,
/// `ipv6`, `uri`, `uri-reference`, `json-pointer` and `regex`, and `date`, `date-time` and `uuid` of what need not be a string. What a type rules out by itself, such as a string that is no
/// UUID, needs no check.
///
/// Not checked are properties that a struct does not keep, `unevaluatedItems`, that only one of a `oneOf`'s objects fits, and
/// other formats; a pattern that is none, and a number or divisor of more digits than any real one.
pub trait Validate {
    /// Checks the value and everything in it.
    ///
    /// # Errors
    /// All violations, in the order in which the value is written.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Value> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        let all = check::check(self);
        if all.is_empty() { Ok(()) } else { Err(Violations(all)) }
    }
}

/// What a value breaks of its schema; there is at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// All of them, on one line.
impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            let between = if index == 0 { "" } else { "; " };
            write!(f, "{between}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// One rule of a schema that a value breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    path: String,
    keyword: &'static str,
    limit: String,
    found: Option<String>,
}

impl Violation {
    /// Where the value stands in the one that was checked, as a JSON pointer (RFC 6901): empty for that one itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The keyword of the schema: `maxLength`.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        self.keyword
    }

    /// What the keyword asks for, as the schema has it; empty where the keyword says it all.
    #[must_use]
    pub fn limit(&self) -> &str {
        &self.limit
    }

    /// What there is instead, in words or as JSON, shortened; `None` where nobody should read it (`format: password`).
    #[must_use]
    pub fn found(&self) -> Option<&str> {
        self.found.as_deref()
    }
}

/// `/name: maxLength 5, got "abcdefg"`
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.path.is_empty() { "(root)" } else { &self.path };
        write!(f, "{place}: {}", self.keyword)?;
        if !self.limit.is_empty() {
            write!(f, " {}", self.limit)?;
        }
        match &self.found {
            Some(found) => write!(f, ", got {found}"),
            None => f.write_str(", got something else (not shown)"),
        }
    }
}
