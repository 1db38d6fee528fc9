//! What does a property become that is not there, but has a default?

use super::{Elements, Fault, Source, Value, json};

/// Reads a default, which is written as JSON, into a blank value. One that the value's type refuses is found when the code is
/// generated.
///
/// # Errors
/// When the type refuses it all the same.
pub(super) fn give(value: &mut dyn Value, default: &str) -> Result<(), json::DecodeError> {
    // Most are one of these, and are there without a reader of JSON.
    let is_plain = matches!(default, "true" | "false" | "[]");
    if is_plain && value.read(&mut Plain(default)).is_ok() {
        return Ok(());
    }
    json::decode(value, default.as_bytes())
}

/// One of `true`, `false` and `[]`, for the types that are made of it; other types refuse it.
struct Plain<'a>(&'a str);

impl Source for Plain<'_> {
    fn bool(&mut self) -> Result<bool, Fault> {
        match self.0 {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Fault::new()),
        }
    }

    fn list(&mut self, elements: &mut dyn Elements) -> Result<(), Fault> {
        match self.0 {
            "[]" => elements.finish().map_err(|_| Fault::new()),
            _ => Err(Fault::new()),
        }
    }

    fn option(&mut self, some: &mut dyn Value) -> Result<bool, Fault> {
        some.read(self).map(|()| true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::{Plain, give};

    fn given<T: Value>(default: &str) -> T {
        let mut value = T::blank();
        give(&mut value, default).unwrap();
        value
    }

    #[test]
    fn a_default_is_read_as_its_type_has_it() {
        assert_eq!(given::<Option<bool>>("true"), Some(true));
        assert!(!given::<bool>("false"));
        assert_eq!(given::<Option<Vec<String>>>("[]"), Some(Vec::new()));
        assert_eq!(given::<Vec<String>>(r#"["a"]"#), ["a"]);
        assert_eq!(given::<Option<String>>("null"), None);
        // Anything is of its own making.
        assert_eq!(given::<serde_json::Value>("true"), serde_json::json!(true));
        assert_eq!(given::<Option<serde_json::Value>>("[]"), Some(serde_json::json!([])));
    }

    #[test]
    fn what_the_type_refuses_is_an_error() {
        let mut text = Some(String::new());
        assert!(give(&mut text, "[]").is_err() && give(&mut text, "true").is_err());
        assert!(bool::blank().read(&mut Plain("[]")).is_err());
    }
}
