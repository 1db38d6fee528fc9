//! Edits of schemas.

use serde_json::{Map, Value, json};

use super::super::document::{Document, is_plain};

type Edited = Option<()>;

fn optional_string(document: &Document) -> Option<(String, String)> {
    document.property(|schema, required| !required && is_plain(schema, "string"))
}

fn required_string(document: &Document) -> Option<(String, String)> {
    document.property(|schema, required| required && is_plain(schema, "string"))
}

fn property(object: &str, key: &str) -> String {
    format!("{object}/properties/{}", super::super::document::escape(key))
}

/// An object of which two properties are required, of one type.
pub(super) fn require_two(old: &mut Document, new: &mut Document) -> Edited {
    let string = json!({ "type": "string" });
    let object = json!({ "type": "object", "required": ["a", "b"], "properties": { "a": string, "b": string } });
    component(old, "OneMore", object.clone())?;
    component(new, "OneMore", object)
}

pub(super) fn add_optional_property(old: &mut Document, new: &mut Document) -> Edited {
    let object = old.object()?;
    new.add(&format!("{object}/properties"), "one_more", json!({ "type": "string" }));
    Some(())
}

pub(super) fn add_required_property(old: &mut Document, new: &mut Document) -> Edited {
    add_optional_property(old, new)?;
    new.require(&old.object()?, "one_more");
    Some(())
}

pub(super) fn remove_optional_property(old: &mut Document, new: &mut Document) -> Edited {
    let (object, key) = optional_string(old)?;
    new.remove(&format!("{object}/properties"), &key);
    Some(())
}

pub(super) fn remove_required_property(old: &mut Document, new: &mut Document) -> Edited {
    let (object, key) = required_string(old)?;
    new.remove(&format!("{object}/properties"), &key);
    new.require_not(&object, &key);
    Some(())
}

/// The first key of the alphabet gets another one, so that it keeps its place.
pub(super) fn rename_property(old: &mut Document, new: &mut Document) -> Edited {
    let object = old.object()?;
    for (document, key) in [(old, "a0_old"), (new, "a0_new")] {
        document.add(
            &format!("{object}/properties"),
            key,
            json!({ "type": "string", "description": "Of two names." }),
        );
    }
    Some(())
}

pub(super) fn make_required(old: &mut Document, new: &mut Document) -> Edited {
    let (object, key) = optional_string(old)?;
    new.require(&object, &key);
    Some(())
}

pub(super) fn make_optional(old: &mut Document, new: &mut Document) -> Edited {
    let (object, key) = required_string(old)?;
    new.require_not(&object, &key);
    Some(())
}

pub(super) fn make_optional_nullable(old: &mut Document, new: &mut Document) -> Edited {
    let (object, key) = optional_string(old)?;
    new.make_nullable(&property(&object, &key));
    Some(())
}

pub(super) fn make_optional_not_null(old: &mut Document, new: &mut Document) -> Edited {
    make_optional_nullable(new, old)
}

pub(super) fn make_required_nullable(old: &mut Document, new: &mut Document) -> Edited {
    let (object, key) = required_string(old)?;
    new.make_nullable(&property(&object, &key));
    Some(())
}

/// Gives a property, which is a plain string in both, other keywords.
fn retype(old: &mut Document, new: &mut Document, was: &Value, is: &Value) -> Edited {
    let (object, key) = optional_string(old)?;
    for (document, schema) in [(old, was), (new, is)] {
        document.add(&format!("{object}/properties"), &key, schema.clone());
    }
    Some(())
}

pub(super) fn widen_int32(old: &mut Document, new: &mut Document) -> Edited {
    let integer = |format: &str| json!({ "type": "integer", "format": format });
    retype(old, new, &integer("int32"), &integer("int64"))
}

pub(super) fn narrow_integer(old: &mut Document, new: &mut Document) -> Edited {
    retype(
        old,
        new,
        &json!({ "type": "integer" }),
        &json!({ "type": "integer", "format": "int32" }),
    )
}

pub(super) fn string_to_date(old: &mut Document, new: &mut Document) -> Edited {
    retype(
        old,
        new,
        &json!({ "type": "string" }),
        &json!({ "type": "string", "format": "date" }),
    )
}

pub(super) fn string_to_integer(old: &mut Document, new: &mut Document) -> Edited {
    retype(old, new, &json!({ "type": "string" }), &json!({ "type": "integer" }))
}

/// A property of an object that is too large to be held by value, since one of its own is new.
pub(super) fn outgrow(old: &mut Document, new: &mut Document) -> Edited {
    for (document, count) in [(old, 85), (new, 86)] {
        let strings = (0..count).map(|index| (format!("p{index:02}"), json!({ "type": "string" })));
        let large = json!({ "type": "object", "properties": strings.collect::<Map<_, _>>() });
        let holder = json!({ "type": "object", "properties": { "large": large, "other": { "type": "string" } } });
        component(document, "OneMore", holder)?;
    }
    Some(())
}

pub(super) fn change_default(old: &mut Document, new: &mut Document) -> Edited {
    let string = |default: &str| json!({ "type": "string", "default": default });
    retype(old, new, &string("a"), &string("b"))
}

pub(super) fn add_bound(old: &mut Document, new: &mut Document) -> Edited {
    retype(
        old,
        new,
        &json!({ "type": "string" }),
        &json!({ "type": "string", "maxLength": 20 }),
    )
}

pub(super) fn make_read_only(old: &mut Document, new: &mut Document) -> Edited {
    retype(
        old,
        new,
        &json!({ "type": "string" }),
        &json!({ "type": "string", "readOnly": true }),
    )
}

pub(super) fn deprecate_property(old: &mut Document, new: &mut Document) -> Edited {
    retype(
        old,
        new,
        &json!({ "type": "string" }),
        &json!({ "type": "string", "deprecated": true }),
    )
}

pub(super) fn describe_property(old: &mut Document, new: &mut Document) -> Edited {
    let string = |words: &str| json!({ "type": "string", "description": words });
    retype(old, new, &string("Its name."), &string("What it is called."))
}

pub(super) fn allow_further(old: &mut Document, new: &mut Document) -> Edited {
    let object = old.object()?;
    old.add(&object, "additionalProperties", false.into());
    new.add(&object, "additionalProperties", json!({ "type": "string" }));
    Some(())
}

pub(super) fn forbid_further(old: &mut Document, new: &mut Document) -> Edited {
    allow_further(new, old)
}

/// A component that nothing refers to.
fn component(document: &mut Document, key: &str, schema: Value) -> Edited {
    document.0.pointer("/components/schemas")?;
    document.add("/components/schemas", key, schema);
    Some(())
}

fn of_properties() -> Value {
    json!({ "type": "object", "properties": { "of_its_own": { "type": "string" }, "and_more": { "type": "integer" } } })
}

pub(super) fn add_schema(_: &mut Document, new: &mut Document) -> Edited {
    component(new, "OneMore", of_properties())
}

pub(super) fn remove_schema(old: &mut Document, _: &mut Document) -> Edited {
    component(old, "OneMore", of_properties())
}

pub(super) fn rename_schema(old: &mut Document, new: &mut Document) -> Edited {
    let object = old.object()?;
    new.rename(&object, "CalledOtherwise");
    Some(())
}

pub(super) fn change_alias(old: &mut Document, new: &mut Document) -> Edited {
    component(old, "OneMore", json!({ "type": "string" }))?;
    component(new, "OneMore", json!({ "type": "integer" }))
}

/// An enum in both, which the new document has with other values.
fn values(old: &mut Document, new: &mut Document, was: &[&str], is: &[&str]) -> Edited {
    let known =
        |schema: &Value| schema["type"] == "string" && schema["enum"].as_array().is_some_and(|all| all.len() >= 2);
    // One of the document's own, where it has one, with the same values beside its own.
    let place = old.schema(known);
    for (document, values) in [(old, was), (new, is)] {
        match &place {
            Some(place) => document
                .list(place, "enum")
                .extend(values.iter().map(|value| Value::from(*value))),
            None => component(document, "OneMore", json!({ "type": "string", "enum": values }))?,
        }
    }
    Some(())
}

pub(super) fn add_value(old: &mut Document, new: &mut Document) -> Edited {
    values(old, new, &["value_a"], &["value_a", "value_b"])
}

pub(super) fn remove_value(old: &mut Document, new: &mut Document) -> Edited {
    values(old, new, &["value_a", "value_b"], &["value_a"])
}

pub(super) fn reorder_values(old: &mut Document, new: &mut Document) -> Edited {
    values(old, new, &["value_a", "value_b"], &["value_b", "value_a"])
}

/// A union of the document's objects and others.
fn union(old: &mut Document, new: &mut Document, was: &[&str], is: &[&str]) -> Edited {
    let object = old.object()?;
    for (document, types) in [(old, was), (new, is)] {
        let mut branches = vec![json!({ "$ref": format!("#{object}") })];
        branches.extend(types.iter().map(|ty| json!({ "type": ty })));
        component(document, "OneMore", json!({ "oneOf": branches }))?;
    }
    Some(())
}

pub(super) fn add_branch(old: &mut Document, new: &mut Document) -> Edited {
    union(old, new, &["string"], &["string", "boolean"])
}

pub(super) fn remove_branch(old: &mut Document, new: &mut Document) -> Edited {
    union(old, new, &["string", "boolean"], &["string"])
}

pub(super) fn enum_to_object(old: &mut Document, new: &mut Document) -> Edited {
    component(old, "OneMore", json!({ "type": "string", "enum": ["a", "b"] }))?;
    component(new, "OneMore", of_properties())
}
