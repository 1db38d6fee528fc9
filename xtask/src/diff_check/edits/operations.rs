//! Edits of operations, and of what all of them have.

use serde_json::{Value, json};

use super::super::document::Document;

type Edited = Option<()>;

fn any(_: &Value) -> bool {
    true
}

fn well() -> Value {
    json!({ "204": { "description": "Well" } })
}

pub(super) fn add_operation(_: &mut Document, new: &mut Document) -> Edited {
    let operation = json!({ "operationId": "oneMoreThing", "responses": well() });
    new.add("/paths", "/one-more-thing", json!({ "get": operation }));
    Some(())
}

/// One whose errors carry nothing, since what they carry may go with it.
pub(super) fn remove_operation(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(|operation| {
        let responses = operation["responses"].as_object().into_iter().flatten();
        let mut errors = responses.filter(|(status, _)| !status.starts_with('2'));
        errors.all(|(_, response)| response.get("content").is_none() && response.get("$ref").is_none())
    })?;
    let (item, method) = operation.rsplit_once('/')?;
    new.remove(item, method);
    Some(())
}

pub(super) fn rename_operation(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(any)?;
    new.add(&operation, "operationId", "calledOtherwise".into());
    Some(())
}

/// To a tag that another operation has, so that its own stays.
pub(super) fn move_operation(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(|operation| operation["tags"].is_array())?;
    new.add(&operation, "tags", json!(["Elsewhere"]));
    for document in [old, new] {
        let other = json!({ "operationId": "oneMoreThing", "tags": ["Elsewhere"], "responses": well() });
        document.add("/paths", "/one-more-thing", json!({ "get": other }));
    }
    Some(())
}

pub(super) fn deprecate_operation(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(|operation| operation["deprecated"].is_null())?;
    new.add(&operation, "deprecated", true.into());
    Some(())
}

pub(super) fn change_path(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(any)?;
    let (item, _) = operation.rsplit_once('/')?;
    let item_key = item.strip_prefix("/paths/")?.replace("~1", "/").replace("~0", "~");
    let moved = new.at(item).clone();
    new.remove("/paths", &item_key);
    new.add("/paths", &format!("/v9{item_key}"), moved);
    Some(())
}

/// A parameter of a call, in both documents or in the new one alone.
fn parameter(old: &mut Document, new: &mut Document, was: Option<Value>, is: Option<Value>) -> Edited {
    let operation = old.operation(any)?;
    for (document, parameter) in [(old, was), (new, is)] {
        document.list(&operation, "parameters").extend(parameter);
    }
    Some(())
}

fn query(required: bool, schema: &Value) -> Value {
    json!({ "name": "one_more", "in": "query", "required": required, "schema": schema })
}

fn string() -> Value {
    json!({ "type": "string" })
}

pub(super) fn add_optional_parameter(old: &mut Document, new: &mut Document) -> Edited {
    parameter(old, new, None, Some(query(false, &string())))
}

pub(super) fn add_required_parameter(old: &mut Document, new: &mut Document) -> Edited {
    parameter(old, new, None, Some(query(true, &string())))
}

pub(super) fn remove_parameter(old: &mut Document, new: &mut Document) -> Edited {
    parameter(old, new, Some(query(false, &string())), None)
}

pub(super) fn make_parameter_required(old: &mut Document, new: &mut Document) -> Edited {
    parameter(old, new, Some(query(false, &string())), Some(query(true, &string())))
}

pub(super) fn change_parameter_type(old: &mut Document, new: &mut Document) -> Edited {
    let integer = json!({ "type": "integer" });
    parameter(old, new, Some(query(false, &string())), Some(query(false, &integer)))
}

pub(super) fn change_parameter_style(old: &mut Document, new: &mut Document) -> Edited {
    let list = query(false, &json!({ "type": "array", "items": { "type": "string" } }));
    let mut other = list.clone();
    other["explode"] = false.into();
    parameter(old, new, Some(list), Some(other))
}

pub(super) fn move_parameter(old: &mut Document, new: &mut Document) -> Edited {
    let there = query(false, &string());
    let mut elsewhere = there.clone();
    elsewhere["in"] = "header".into();
    parameter(old, new, Some(there), Some(elsewhere))
}

fn json_of(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

pub(super) fn add_body(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(|operation| operation["requestBody"].is_null())?;
    let object = format!("#{}", old.object()?);
    new.add(
        &operation,
        "requestBody",
        json!({ "content": json_of(&json!({ "$ref": object })) }),
    );
    Some(())
}

fn with_body(document: &Document) -> Option<String> {
    let is_json = |body: &Value| body["required"] == true && body["content"].get("application/json").is_some();
    document.operation(|operation| is_json(&operation["requestBody"]))
}

pub(super) fn remove_body(old: &mut Document, new: &mut Document) -> Edited {
    let operation = with_body(old)?;
    new.remove(&operation, "requestBody");
    Some(())
}

pub(super) fn make_body_optional(old: &mut Document, new: &mut Document) -> Edited {
    let operation = with_body(old)?;
    new.add(&format!("{operation}/requestBody"), "required", false.into());
    Some(())
}

/// An operation whose only success is JSON.
fn answered(document: &Document) -> Option<String> {
    document.operation(|operation| {
        let responses = operation["responses"].as_object().into_iter().flatten();
        let successes: Vec<&Value> = responses
            .filter(|(status, _)| status.starts_with('2'))
            .map(|(_, of)| of)
            .collect();
        matches!(successes[..], [one] if one["content"].get("application/json").is_some())
            && operation["responses"].get("200").is_some()
            && operation["responses"].get("default").is_none()
    })
}

pub(super) fn change_response(old: &mut Document, new: &mut Document) -> Edited {
    let operation = answered(old)?;
    new.add(
        &format!("{operation}/responses/200"),
        "content",
        json_of(&json!({ "type": "boolean" })),
    );
    Some(())
}

pub(super) fn add_success(old: &mut Document, new: &mut Document) -> Edited {
    let operation = answered(old)?;
    let later = json!({ "description": "Later", "content": json_of(&json!({ "type": "boolean" })) });
    new.add(&format!("{operation}/responses"), "202", later);
    Some(())
}

/// An error with a body that another operation's error has.
pub(super) fn add_error(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(|operation| operation["responses"].get("418").is_none())?;
    let error =
        json!({ "description": "Never", "content": json_of(&json!({ "$ref": format!("#{}", old.object()?) })) });
    for document in [&mut *old, &mut *new] {
        let other =
            json!({ "operationId": "oneMoreThing", "responses": { "204": { "description": "Well" }, "418": error } });
        document.add("/paths", "/one-more-thing", json!({ "get": other }));
    }
    new.add(&format!("{operation}/responses"), "418", error);
    Some(())
}

/// An error with a body that no other error has.
pub(super) fn add_error_body(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(|operation| operation["responses"].get("418").is_none())?;
    let body = json!({ "type": "object", "properties": { "of_its_own": { "type": "string" } } });
    old.0.pointer("/components/schemas")?;
    new.add("/components/schemas", "OneMoreProblem", body);
    let error = json_of(&json!({ "$ref": "#/components/schemas/OneMoreProblem" }));
    new.add(
        &format!("{operation}/responses"),
        "418",
        json!({ "description": "Never", "content": error }),
    );
    Some(())
}

pub(super) fn add_header(old: &mut Document, new: &mut Document) -> Edited {
    let operation = answered(old)?;
    let header = |name: &str| (name.to_owned(), json!({ "schema": { "type": "integer" } }));
    let headers = |names: &[&str]| Value::Object(names.iter().map(|name| header(name)).collect());
    old.add(&format!("{operation}/responses/200"), "headers", headers(&["X-One"]));
    new.add(
        &format!("{operation}/responses/200"),
        "headers",
        headers(&["X-One", "X-Two"]),
    );
    Some(())
}

fn scheme(document: &mut Document, key: &str) {
    if document.0.pointer("/components").is_none() {
        document.add("", "components", json!({}));
    }
    if document.0.pointer("/components/securitySchemes").is_none() {
        document.add("/components", "securitySchemes", json!({}));
    }
    let of = json!({ "type": "apiKey", "in": "header", "name": format!("X-{key}") });
    document.add("/components/securitySchemes", key, of);
}

pub(super) fn change_security(old: &mut Document, new: &mut Document) -> Edited {
    let operation = old.operation(any)?;
    for document in [&mut *old, &mut *new] {
        scheme(document, "OneMore");
        document.add(&operation, "security", json!([]));
    }
    new.add(&operation, "security", json!([{ "OneMore": [] }]));
    Some(())
}

/// A scheme is a setting of the client when an operation needs it.
pub(super) fn add_scheme(_: &mut Document, new: &mut Document) -> Edited {
    scheme(new, "OneMore");
    let operation = new.operation(any)?;
    new.add(&operation, "security", json!([{ "OneMore": [] }]));
    Some(())
}

pub(super) fn change_server(old: &mut Document, new: &mut Document) -> Edited {
    old.add("", "servers", json!([{ "url": "https://old.test" }]));
    new.add("", "servers", json!([{ "url": "https://new.test" }]));
    Some(())
}
