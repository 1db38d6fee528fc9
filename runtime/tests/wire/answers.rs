//! Does each answer become the right value or the right error?

use std::time::Duration;

use openapi_runtime::ErrorKind;

use crate::support::client::{Client, CustomerResponse, Detail, Error, ErrorBody, Problem, UpdateCustomerRequest};
use crate::support::server::{Server, Step, answer, json};

async fn update(steps: Vec<Step>) -> Result<CustomerResponse, Error> {
    let server = Server::always(steps).await;
    let client = Client::new(&server.url);
    client.update_customer("cus_1", UpdateCustomerRequest::new()).await
}

#[tokio::test]
async fn success_is_a_value_with_status_and_headers() {
    let steps = answer(
        "201 Created",
        "x-request-id: 8a3f\r\n",
        r#"{"id": "cus_1", "email": "a@b.c", "new": 1}"#,
    );
    let server = Server::always(steps).await;
    let call = Client::new(&server.url).update_customer("cus_1", UpdateCustomerRequest::new());
    let response = call.send().await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.request_id(), Some("8a3f"));
    assert_eq!(response.headers()["x-request-id"], "8a3f");
    assert_eq!(response.into_inner().email.as_deref(), Some("a@b.c"));
}

#[tokio::test]
async fn a_declared_error_is_typed() {
    let body = r#"{"detail": [{"loc": ["body", "email"], "msg": "field required", "type": "missing"}]}"#;
    let error = update(json("422 Unprocessable Entity", body)).await.unwrap_err();
    let msg = "field required".to_owned();
    assert_eq!(
        error.body(),
        Some(ErrorBody::Problem(Problem {
            detail: vec![Detail { msg }]
        }))
    );
    assert_eq!(
        error.to_string(),
        "Update-customer (PATCH /customers/{customer_id}): 422 Unprocessable Entity: body.email: field required"
    );
    assert!(error.is_status() && !error.is_retryable());
}

#[tokio::test]
async fn an_error_tells_what_the_server_said() {
    const PAGE: &str = "<html><title>502 Bad Gateway</title><p>nginx</html>";
    let table = [
        (
            "400 Bad Request",
            "application/json",
            r#"{"message": "bad"}"#,
            "400 Bad Request: bad",
        ),
        (
            "401 Unauthorized",
            "application/json",
            r#"{"detail": "no key"}"#,
            "401 Unauthorized: no key",
        ),
        (
            "403 Forbidden",
            "application/json",
            r#"{"Message": "denied"}"#,
            "403 Forbidden: denied",
        ),
        (
            "404 Not Found",
            "application/json",
            r#"{"error": {"message": "gone"}}"#,
            "404 Not Found: gone",
        ),
        ("404 Not Found", "application/json", "{broken", "404 Not Found: {broken"),
        (
            "404 Not Found",
            "text/plain",
            "no such\ncustomer",
            "404 Not Found: no such customer",
        ),
        ("404 Not Found", "application/json", "", "404 Not Found"),
        (
            "500 Internal Server Error",
            "application/json",
            "{}",
            "500 Internal Server Error",
        ),
        (
            "500 Internal Server Error",
            "text/html",
            "",
            "500 Internal Server Error",
        ),
        (
            "502 Bad Gateway",
            "text/html",
            PAGE,
            "502 Bad Gateway: an HTML page, \"502 Bad Gateway\"",
        ),
        ("799 Odd", "text/plain", "hm", "799: hm"),
        ("304 Not Modified", "", "", "304 Not Modified"),
    ];
    for (status, content_type, body, expected) in table {
        let headers = format!("content-type: {content_type}\r\nx-request-id: 8a3f\r\n");
        let error = update(answer(status, &headers, body)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        assert_eq!(error.text(), body);
        assert_eq!(error.headers().unwrap()["x-request-id"], "8a3f");
        assert_eq!(error.request_id(), Some("8a3f"));
        assert_eq!(error.body(), None);
        assert_eq!(error.is_retryable(), status.starts_with('5'), "{status}");
        let start = "Update-customer (PATCH /customers/{customer_id}): ";
        assert_eq!(error.to_string(), format!("{start}{expected} (request id 8a3f)"));
    }
}

#[tokio::test]
async fn a_range_of_statuses_can_be_declared() {
    let server = Server::always(json("409 Conflict", r#"{"detail": [{"msg": "taken"}]}"#)).await;
    let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
    assert!(error.body().is_some());
    assert_eq!(error.operation().as_deref(), Some("GET /customers/{customer_id}"));
}

#[tokio::test]
async fn retry_after_is_read() {
    let error = update(answer("429 Too Many Requests", "retry-after: 7\r\n", ""))
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_kept_and_its_place_named() {
    let html = "content-type: text/html; charset=utf-8\r\n";
    let table = [
        (
            json("200 OK", r#"{"id": 5, "email": null}"#),
            "200 OK, but the body is not what the document declares: id: invalid type: integer `5`, expected a string",
        ),
        (
            json("200 OK", r#"{"email": null}"#),
            "200 OK, but the body is not what the document declares: missing field `id`",
        ),
        (
            json("200 OK", r#"{"id": "#),
            "200 OK, but the body is not what the document declares: id: EOF while parsing",
        ),
        (
            answer("200 OK", html, "<html>"),
            "200 OK, but expected JSON, got text/html",
        ),
        (
            json("200 OK", ""),
            "200 OK, but the body is empty, where the document declares JSON",
        ),
        (
            answer("204 No Content", "", ""),
            "204 No Content, but the body is empty",
        ),
    ];
    for (steps, expected) in table {
        let error = update(steps).await.unwrap_err();
        assert!(error.is_decode() && error.status().unwrap().is_success());
        assert!(std::error::Error::source(&error.0).is_some());
        let text = error.to_string();
        assert!(text.contains(expected), "{text}\n{expected}");
    }
    let error = update(answer("200 OK", html, "<html>")).await.unwrap_err();
    assert_eq!((&*error.text(), error.headers().unwrap().len()), ("<html>", 2));
}

#[tokio::test]
async fn json_is_read_whatever_it_is_called() {
    let body = "\u{feff} {\"id\": \"cus_1\", \"email\": null} ";
    for headers in [
        "",
        "content-type: text/plain\r\n",
        "content-type: application/hal+json\r\n",
    ] {
        assert_eq!(update(answer("200 OK", headers, body)).await.unwrap().id, "cus_1");
    }
}

#[tokio::test]
async fn nothing_is_looked_at_where_nothing_is_declared() {
    for steps in [answer("204 No Content", "", ""), json("200 OK", "{broken")] {
        let server = Server::always(steps).await;
        Client::new(&server.url).delete_customer("a").await.unwrap();
        assert_eq!(server.only().header("accept"), Some("*/*"));
    }
}

#[tokio::test]
async fn an_answer_that_may_be_anything_may_be_empty() {
    let server = Server::always(answer("200 OK", "", "")).await;
    assert!(Client::new(&server.url).search().await.unwrap().is_null());
}

#[tokio::test]
async fn gzip_is_undone() {
    // `{"id": "cus_1", "email": null}`, stored rather than compressed.
    let text = br#"{"id": "cus_1", "email": null}"#;
    let length = u16::try_from(text.len()).unwrap();
    let mut zipped = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    zipped.extend(length.to_le_bytes());
    zipped.extend((!length).to_le_bytes());
    zipped.extend(text);
    zipped.extend(crc32(text).to_le_bytes());
    zipped.extend(u32::from(length).to_le_bytes());
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        zipped.len()
    );
    let steps = vec![Step::Send([head.into_bytes(), zipped].concat())];
    assert_eq!(update(steps).await.unwrap().id, "cus_1");
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    };
    !bytes.iter().fold(!0, step)
}
