//! Does a contract test find where a server differs from its description?

use openapi_runtime::contract::{Contract, json, of, other, stream};

use crate::support::client::{Client, CustomerResponse, KEY, ORGANISATION, Problem, bare, builder};
use crate::support::server::{Server, Step, answer, json as send_json};

/// What is said of `get_customer`.
fn declared(client: &Client) -> Contract {
    of(client.get_customer("cus_1"))
        .answer("200", [json::<CustomerResponse>("application/json"), other("image/*")])
        .answer("204", [])
        .answer("4XX", [json::<Problem>("application/problem+json; charset=utf-8")])
}

async fn report(steps: Vec<Step>) -> String {
    let server = Server::always(steps).await;
    let client = Client::of(builder(&server.url).retries(0));
    declared(&client).report().await.to_string()
}

#[tokio::test]
async fn a_server_that_is_right_passes() {
    let problem = "content-type: Application/Problem+JSON\r\n";
    for (steps, expected) in [
        (
            send_json("200 OK", r#"{"id": "cus_1", "email": null, "new": 1}"#),
            "GET /customers/{customer_id} answers as the description says: 200 OK, application/json",
        ),
        (
            answer("200 OK", "content-type: image/png\r\n", "…"),
            "GET /customers/{customer_id} answers as the description says: 200 OK, image/png",
        ),
        (
            answer("204 No Content", "", ""),
            "GET /customers/{customer_id} answers as the description says: 204 No Content",
        ),
        (
            answer("404 Not Found", problem, r#"{"detail": []}"#),
            "GET /customers/{customer_id} answers as the description says: 404 Not Found, Application/Problem+JSON",
        ),
    ] {
        assert_eq!(report(steps).await, expected);
    }
}

#[tokio::test]
async fn each_difference_is_told() {
    let head = "GET /customers/{customer_id} does not answer as the description says: ";
    for (steps, expected) in [
        (
            send_json("500 Internal Server Error", "{}"),
            "500 Internal Server Error, application/json\n  undeclared status 500: the description has 200, 204 and 4XX",
        ),
        (
            send_json("404 Not Found", r#"{"detail": []}"#),
            "404 Not Found, application/json\n  undeclared media type application/json: the description has \
             application/problem+json; charset=utf-8",
        ),
        (
            answer("200 OK", "", ""),
            "200 OK\n  no body, where the description has application/json and image/*",
        ),
        (
            send_json("200 OK", ""),
            "200 OK, application/json\n  (the body): is empty, where the description declares JSON",
        ),
        (
            send_json("200 OK", r#"{"id": 7}"#),
            "200 OK, application/json\n  /id: wrong type: integer `7`, expected a string\n  /email: is required, and missing",
        ),
        (
            send_json("401 Unauthorized", "{}"),
            "401 Unauthorized, application/json\n  the server does not take the credentials of the environment, so that nothing \
             was learned",
        ),
    ] {
        assert_eq!(report(steps).await, format!("{head}{expected}"));
    }
}

#[tokio::test]
async fn a_server_that_fails_is_no_default() {
    for (status, holds) in [
        ("500 Internal Server Error", false),
        ("503 Service Unavailable", true),
        ("404 Not Found", true),
    ] {
        let server = Server::always(send_json(status, r#"{"detail": []}"#)).await;
        let client = Client::of(builder(&server.url).retries(0));
        let contract = of(client.get_customer("cus_1")).answer("503", []);
        let report = contract
            .answer("default", [json::<Problem>("application/json")])
            .report()
            .await;
        assert_eq!(report.holds(), holds, "{report}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_told_of() {
    let report = report(vec![Step::Close]).await;
    assert!(
        report.starts_with("GET /customers/{customer_id} does not answer\n  the connection"),
        "{report}"
    );
}

#[tokio::test]
async fn what_needs_no_credentials_may_be_refused() {
    let server = Server::always(send_json("401 Unauthorized", r#"{"detail": []}"#)).await;
    let client = Client::of(bare().base_url(&server.url));
    let report = of(client.request_of_look()).answer("401", []).report().await;
    assert!(report.holds(), "{report}");
}

#[tokio::test]
async fn a_stream_without_an_end_is_not_waited_for() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\n";
    let server = Server::always(vec![Step::Send(head.as_bytes().to_vec()), Step::Hang]).await;
    let report = of(Client::new(&server.url).get_customer("cus_1"))
        .answer("200", [stream("text/event-stream")])
        .report()
        .await;
    assert!(report.holds(), "{report}");
}

#[tokio::test]
async fn a_report_has_no_secrets() {
    let body = format!(r#"{{"id": "a", "email": ["{KEY}"], "{ORGANISATION}": 1}}"#);
    let report = report(send_json("200 OK", &body)).await;
    assert!(!report.contains(KEY) && !report.contains(ORGANISATION), "{report}");
}

#[test]
#[should_panic(expected = "`2000X` is no status")]
fn a_status_has_to_be_one() {
    let _ = of(Client::new("http://127.0.0.1:1").get_customer("cus_1")).answer("2000X", []);
}
