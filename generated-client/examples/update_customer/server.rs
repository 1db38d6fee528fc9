//! How does the API answer, as far as its page tells?
//!
//! One customer, kept in memory. Both keys are asked for, a body that the schema does not allow is a 422 that says
//! where, an unknown customer is a 404, and a PATCH changes what it names: a value is set, a `null` clears.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::CONTENT_TYPE;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;

/// The customer that exists.
pub(crate) const CUSTOMER: &str = "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10";

/// Starts the server on a free port of this machine, and says where it is.
pub(crate) async fn start() -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let customer = Arc::new(Mutex::new(customer()));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let customer = Arc::clone(&customer);
            let service = service_fn(move |request| answer(request, Arc::clone(&customer)));
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
    Ok(address)
}

fn customer() -> Map<String, Value> {
    let Value::Object(customer) = json!({
        "id": CUSTOMER,
        "external_id": "acme-1",
        "customer_name": "Acme",
        "custom_data": { "tier": "gold" },
        "address": { "line1": "1 Main Street", "city": "Springfield", "zipCode": "62704", "line2": null },
        "email": null,
        "phone_number": "+1 217 555 0100",
    }) else {
        unreachable!("it is written as an object")
    };
    customer
}

async fn answer(
    request: Request<Incoming>,
    customer: Arc<Mutex<Map<String, Value>>>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let has = |name| parts.headers.contains_key(name);
    if !has("x-api-key") || !has("organisation") {
        return Ok(reply(StatusCode::FORBIDDEN, &json!({ "Message": "Forbidden" })));
    }
    let Some(id) = parts.uri.path().strip_prefix("/customers/") else {
        return Ok(reply(StatusCode::NOT_FOUND, &json!({ "detail": "Not Found" })));
    };
    if parts.method != Method::PATCH {
        return Ok(reply(
            StatusCode::METHOD_NOT_ALLOWED,
            &json!({ "detail": "Method Not Allowed" }),
        ));
    }
    let changes = match serde_json::from_slice(&body) {
        Ok(Value::Object(changes)) => changes,
        Ok(_) | Err(_) => {
            return Ok(invalid(&[violation(
                &["body"],
                "Input should be a valid dictionary",
                "dict_type",
            )]));
        }
    };
    let violations = violations(&changes);
    if !violations.is_empty() {
        return Ok(invalid(&violations));
    }
    if id != CUSTOMER {
        return Ok(reply(StatusCode::NOT_FOUND, &json!({ "detail": "Customer not found" })));
    }
    let mut customer = customer.lock().expect("no holder of the lock panics");
    customer.extend(changes);
    Ok(reply(StatusCode::OK, &Value::Object(customer.clone())))
}

/// What the schema `UpdateCustomerRequestSchema` does not allow.
fn violations(changes: &Map<String, Value>) -> Vec<Value> {
    let mut violations = Vec::new();
    for (name, value) in changes {
        let at = |message, kind| violation(&["body", name], message, kind);
        match (name.as_str(), value) {
            (_, Value::Null) => {}
            ("external_id", Value::String(text)) if text.chars().count() > 255 => {
                violations.push(at("String should have at most 255 characters", "string_too_long"));
            }
            ("email", Value::String(text)) if !text.contains('@') => {
                violations.push(at("value is not a valid email address", "value_error"));
            }
            ("external_id" | "customer_name" | "phone_number" | "email" | "business_entity_id", value)
                if !value.is_string() =>
            {
                violations.push(at("Input should be a valid string", "string_type"));
            }
            ("communications_enabled" | "auto_charge_enabled", value) if !value.is_boolean() => {
                violations.push(at("Input should be a valid boolean", "bool_type"));
            }
            ("tax_info", Value::Array(tax_ids)) => {
                let wrong = tax_ids.iter().enumerate().filter(|(_, tax_id)| !tax_id.is_object());
                violations.extend(wrong.map(|(index, _)| {
                    json!({ "loc": ["body", "tax_info", index], "msg": "Input should be a valid dictionary", "type": "dict_type" })
                }));
            }
            _ => {}
        }
    }
    violations
}

fn violation(loc: &[&str], message: &str, kind: &str) -> Value {
    json!({ "loc": loc, "msg": message, "type": kind })
}

fn invalid(violations: &[Value]) -> Response<Full<Bytes>> {
    reply(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "detail": violations }))
}

fn reply(status: StatusCode, body: &Value) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body.to_string()));
    *response.status_mut() = status;
    let json = hyper::header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    response
}
