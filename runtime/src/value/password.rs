//! How is a string kept that nobody should read in a log?

use std::fmt;

use super::{Fault, Sink, Source, Value};

/// A string of the format `password`: it is read and written like any other, and never printed.
///
/// ```
/// use openapi_runtime::Password;
///
/// let password = Password::from("swordfish");
/// assert_eq!(format!("{password:?}"), "Password(…)");
/// assert_eq!(password.as_str(), "swordfish");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Password(String);

impl Password {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, for good.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Password(text)
    }
}

impl From<&str> for Password {
    fn from(text: &str) -> Self {
        Password(text.to_owned())
    }
}

impl Value for Password {
    fn blank() -> Self {
        Password::default()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        self.0 = source.string()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.secret();
        sink.str(&self.0)
    }
}

crate::__serde_v1!(Password);
