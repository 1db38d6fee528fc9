//! What does a random schema ask of its values beyond their type?

use serde_json::{Value, json};

use super::maker::Maker;

impl Maker {
    pub(super) fn limit_string(&mut self, schema: &mut Value) {
        match self.below(10) {
            0 | 1 => schema["maxLength"] = 8.into(),
            2 => schema["minLength"] = 2.into(),
            3 => schema["pattern"] = "^[a-z]{1,8}$".into(),
            4 => schema["contentEncoding"] = "base64".into(),
            _ => {}
        }
    }

    pub(super) fn limit_number(&mut self, schema: &mut Value) {
        match self.below(10) {
            0 | 1 => schema["minimum"] = 0.into(),
            2 => schema["exclusiveMaximum"] = 100.into(),
            3 => schema["multipleOf"] = 5.into(),
            4 => {
                schema["exclusiveMinimum"] = 0.into();
                schema["maximum"] = 100.into();
            }
            _ => {}
        }
    }

    pub(super) fn limit_array(&mut self, schema: &mut Value) {
        match self.below(12) {
            0 => schema["minItems"] = 1.into(),
            1 | 2 => schema["maxItems"] = 2.into(),
            3 if schema.get("items").is_none() && schema.get("unevaluatedItems").is_none() => {
                schema["contains"] = json!({ "type": "string" });
            }
            _ => {}
        }
    }

    /// What is asked of an object's properties together.
    pub(super) fn limit_object(&mut self, schema: &mut Value) {
        let names: Vec<String> = schema["properties"]
            .as_object()
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default();
        let [first, .., last] = &names[..] else { return };
        match self.below(20) {
            0 => schema["minProperties"] = 1.into(),
            1 => schema["maxProperties"] = names.len().into(),
            2 => schema["propertyNames"] = json!({ "maxLength": 20 }),
            3 => schema["dependentRequired"] = json!({ first: [last] }),
            4 => schema["dependentSchemas"] = json!({ first: { "required": [last] } }),
            5 => schema["not"] = json!({ "required": [first, last, "neither"] }),
            6 => {
                schema["if"] = json!({ "required": [first] });
                schema["then"] = json!({ "required": [last] });
                schema["else"] = json!({ "not": { "required": [last] } });
            }
            7 => schema["anyOf"] = json!([{ "required": [first] }, { "required": [last] }]),
            // It is among the properties of no part.
            8 if schema.get("additionalProperties").is_none() && schema.get("unevaluatedProperties").is_none() => {
                let mut required = schema["required"].as_array().cloned().unwrap_or_default();
                required.push("undeclared".into());
                schema["required"] = required.into();
            }
            _ => {}
        }
    }
}
