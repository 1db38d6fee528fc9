//! What are the types called that stand for things of JSON Schema which Rust has no word for?

/// An object of which nothing is known: a schema of `type: object` that names no property.
///
/// ```
/// use openapi_runtime::JsonObject;
///
/// let mut custom_data = JsonObject::new();
/// custom_data.insert("tier".to_owned(), "gold".into());
/// ```
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

/// A value of which nothing is known: the schema `{}`.
pub type JsonValue = serde_json::Value;

/// A string of the format `date-time` (RFC 3339, §5.6). What comes without an offset is taken to be UTC.
pub type DateTime = chrono::DateTime<chrono::Utc>;
