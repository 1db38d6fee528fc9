//! Does each way in which a network fails end in an error that a person understands?

use std::time::{Duration, Instant};

use openapi_runtime::{ErrorKind, Stage};

use crate::support::client::{Client, Error, UpdateCustomerRequest, builder};
use crate::support::server::{Server, Step, answer, json, redirect};

const SHORT: Duration = Duration::from_millis(100);

/// With time enough on the slowest machine.
async fn get(steps: Vec<Step>) -> Error {
    get_within(Duration::from_secs(30), steps).await
}

async fn get_within(limit: Duration, steps: Vec<Step>) -> Error {
    let server = Server::always(steps).await;
    let client = Client::of(builder(&server.url).timeout(limit).max_response_bytes(1000));
    client.get_customer("a").await.unwrap_err()
}

fn raw(text: &str) -> Step {
    Step::Send(text.as_bytes().to_vec())
}

#[tokio::test]
async fn a_refused_connection() {
    let server = Server::always(Vec::new()).await;
    let url = server.url.clone();
    drop(server);
    tokio::task::yield_now().await;
    let error = Client::new(&url).get_customer("a").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Connect, Some(Stage::Connecting))
    );
    assert!(error.is_connect() && error.is_retryable() && error.status().is_none());
    assert!(std::error::Error::source(&error.0).is_some());
    let text = error.to_string();
    assert!(
        text.starts_with("GET /customers/{customer_id}: cannot connect to http://127.0.0.1:"),
        "{text}"
    );
    assert!(text.contains("refused"), "{text}");
}

#[tokio::test]
async fn a_host_without_an_address() {
    let client = Client::of(builder("http://nobody.invalid").allow_clear_text(true));
    let error = client.get_customer("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dns);
    assert!(error.is_connect());
    assert!(
        error
            .to_string()
            .contains("the host of http://nobody.invalid has no address: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_cannot_speak_tls() {
    let plain = Server::always(Vec::new()).await;
    let server = Server::always(redirect(
        "307 Temporary Redirect",
        &plain.url.replace("http:", "https:"),
    ))
    .await;
    // The other side takes the handshake for a request, and closes when it does not become one.
    let error = Client::of(builder(&server.url).connect_timeout(SHORT))
        .get_customer("a")
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.is_connect(), "{error:?}");
    assert_eq!(error.stage(), Some(Stage::Connecting));
    assert!(error.to_string().contains("was not made in time"), "{error}");

    let garbling = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = garbling.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = garbling.accept().await.unwrap();
        let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        std::future::pending::<()>().await;
    });
    let server = Server::always(redirect("307 Temporary Redirect", &format!("https://{address}/"))).await;
    let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error:?}");
    assert!(!error.is_retryable());
    assert!(
        error
            .to_string()
            .contains("cannot make a secure connection to https://127.0.0.1:"),
        "{error}"
    );
}

#[tokio::test]
async fn a_connection_that_closes_before_the_answer() {
    for steps in [
        vec![Step::Close],
        vec![raw("HTTP/1.1 200 OK\r\ncontent-le"), Step::Close],
    ] {
        let error = get(steps).await;
        assert_eq!(
            (error.kind(), error.stage()),
            (ErrorKind::Interrupted, Some(Stage::Waiting))
        );
        assert!(error.is_retryable() && !error.is_connect());
        assert!(error.to_string().contains("broke before an answer came: "), "{error}");
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http() {
    let error = get(vec![raw("SSH-2.0-OpenSSH_9.6\r\n"), Step::Close]).await;
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}

#[tokio::test]
async fn a_body_that_is_cut_off() {
    let steps = vec![
        raw("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"id\": "),
        Step::Close,
    ];
    let error = get(steps).await;
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Interrupted, Some(Stage::Reading))
    );
    assert_eq!((error.status().unwrap().as_u16(), &*error.text()), (200, "{\"id\": "));
    assert!(
        error
            .to_string()
            .contains("200 OK, but the body broke off after 7 bytes: "),
        "{error}"
    );

    let steps = vec![
        raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"id\": \r\n"),
        Step::Close,
    ];
    assert_eq!(get(steps).await.kind(), ErrorKind::Interrupted);
}

#[tokio::test]
async fn a_body_that_is_not_the_gzip_it_claims_to_be() {
    let error = get(answer("200 OK", "content-encoding: gzip\r\n", "{}")).await;
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Interrupted, Some(Stage::Reading))
    );
    assert!(
        error.to_string().contains("the body broke off after 0 bytes: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let huge = "x".repeat(1001);
    let chunked = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3e9\r\n{huge}\r\n0\r\n\r\n");
    let until_close = format!("HTTP/1.1 200 OK\r\n\r\n{huge}");
    let table = [
        vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n"), Step::Hang],
        vec![
            raw("HTTP/1.1 200 OK\r\ncontent-length: 9223372036854775807\r\n\r\n"),
            Step::Hang,
        ],
        vec![raw(&chunked)],
        vec![raw(&until_close), Step::Close],
    ];
    for steps in table {
        let error = get(steps).await;
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error:?}");
        let text = error.to_string();
        assert!(
            text.contains("200 OK, but its body is larger than the 1000 bytes that the client takes"),
            "{text}"
        );
        assert!(text.contains("max_response_bytes"), "{text}");
    }
}

#[tokio::test]
async fn an_error_stays_one_when_its_body_is_not_all_there() {
    let cut = vec![
        raw("HTTP/1.1 404 Not Found\r\ncontent-length: 50\r\n\r\nno such"),
        Step::Close,
    ];
    let error = get(cut).await;
    assert_eq!(
        (error.kind(), error.server_message()),
        (ErrorKind::Status, Some("no such"))
    );
    let error = get(answer("500 Internal Server Error", "", &"x".repeat(5000))).await;
    assert_eq!(error.kind(), ErrorKind::Status);
}

#[tokio::test]
async fn a_server_that_says_nothing() {
    let started = Instant::now();
    let error = get_within(SHORT, vec![Step::Hang]).await;
    assert!(started.elapsed() >= SHORT && started.elapsed() < Duration::from_secs(2));
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Timeout, Some(Stage::Waiting))
    );
    assert!(error.is_timeout() && error.is_retryable() && !error.is_connect());
    assert!(
        error
            .to_string()
            .ends_with("timed out after 100ms while waiting for the response"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_that_does_not_end() {
    let endless = vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"), Step::Hang];
    // Long enough for the head to arrive.
    let error = get_within(Duration::from_millis(300), endless).await;
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Timeout, Some(Stage::Reading))
    );
    assert!(
        error.to_string().ends_with("while reading the body of the response"),
        "{error}"
    );
}

#[tokio::test]
async fn a_call_has_its_own_time() {
    let server = Server::always(vec![Step::Hang]).await;
    let client = Client::of(builder(&server.url).timeout(None));
    let call = client.update_customer("a", UpdateCustomerRequest::new());
    let error = call.with_timeout(Duration::from_millis(50)).await.unwrap_err();
    assert!(error.to_string().contains("timed out after 50ms"), "{error}");
}

#[tokio::test]
async fn a_call_that_is_dropped_leaves_nothing_behind() {
    let server = Server::always(vec![Step::Hang]).await;
    let client = Client::new(&server.url);
    let call = tokio::time::timeout(Duration::from_millis(50), client.get_customer("a").into_future());
    assert!(call.await.is_err());
    server.left_alone().await;
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn one_connection_serves_many_calls() {
    let server = Server::always(json("200 OK", r#"{"id": "a", "email": null}"#)).await;
    let client = Client::new(&server.url);
    for _ in 0..3 {
        client.get_customer("a").await.unwrap();
    }
    assert_eq!(server.connections(), 1);
}

/// A process of its own, since an environment cannot be changed without harm to other threads.
#[test]
fn what_is_for_this_machine_does_not_go_through_a_proxy() {
    let mut this = std::process::Command::new(std::env::current_exe().unwrap());
    this.args(["--exact", "requests::both_keys_and_the_usual_headers_are_sent"]);
    let nobody = "http://127.0.0.1:1";
    let status = this
        .env("HTTP_PROXY", nobody)
        .env("http_proxy", nobody)
        .env("ALL_PROXY", nobody);
    let output = status.env_remove("NO_PROXY").env_remove("no_proxy").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}
