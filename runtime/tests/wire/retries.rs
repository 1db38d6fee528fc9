//! Is what failed attempted again, where that may help and does no harm?

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant, SystemTime};

use futures_core::Stream;
use openapi_runtime::bytes::Bytes;
use openapi_runtime::codegen::v1::chrono;
use openapi_runtime::{Body, TransportError};

use crate::support::client::{Client, Error, UpdateCustomerRequest, builder};
use crate::support::server::{Seen, Server, Step, answer, json};

const CUSTOMER: &str = r#"{"id": "cus_1", "email": null}"#;

/// Answers the first `failures` requests with `steps`.
async fn failing(failures: usize, steps: Vec<Step>) -> Server {
    let count = Arc::new(AtomicUsize::new(0));
    let handler = move |_: &Seen| match count.fetch_add(1, Ordering::Relaxed) {
        nth if nth < failures => steps.clone(),
        _ => json("200 OK", CUSTOMER),
    };
    Server::start(handler).await
}

/// A refusal that asks to come back at once.
fn at_once(status: &str) -> Vec<Step> {
    answer(status, "retry-after: 0\r\n", "")
}

#[tokio::test]
async fn what_may_pass_is_attempted_twice_more() {
    for status in ["408 X", "429 X", "500 X", "502 X", "503 X", "504 X"] {
        let server = failing(2, at_once(status)).await;
        Client::new(&server.url).get_customer("a").await.unwrap();
        assert_eq!(server.seen().len(), 3, "{status}");
    }
    let server = failing(3, at_once("503 X")).await;
    let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.seen().len()), (503, 3));
    for status in ["400 X", "401 X", "404 X", "409 X", "422 X", "501 X"] {
        let server = failing(1, at_once(status)).await;
        Client::new(&server.url).get_customer("a").await.unwrap_err();
        assert_eq!(server.seen().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn the_number_can_be_set_for_the_client_and_for_the_call() {
    let server = failing(usize::MAX, at_once("503 X")).await;
    let client = Client::of(builder(&server.url).retries(1));
    client.get_customer("a").await.unwrap_err();
    assert_eq!(server.seen().len(), 2);
    client.get_customer("a").with_retries(4).await.unwrap_err();
    assert_eq!(server.seen().len(), 7);
    client.get_customer("a").with_retries(0).await.unwrap_err();
    assert_eq!(server.seen().len(), 8);
}

#[tokio::test]
async fn what_is_not_idempotent_needs_a_key_which_stays_the_same() {
    let server = failing(2, at_once("503 X")).await;
    let client = Client::new(&server.url);
    client
        .create_customer(UpdateCustomerRequest::new())
        .with_retries(5)
        .await
        .unwrap_err();
    assert_eq!(server.seen().len(), 1);

    let server = failing(2, at_once("503 X")).await;
    let create = Client::new(&server.url).create_customer(UpdateCustomerRequest::new().email("a@b.c"));
    create.with_idempotency_key("key-1").await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    for one in seen {
        assert_eq!(one.header("idempotency-key"), Some("key-1"));
        assert_eq!(one.body, r#"{"email":"a@b.c"}"#);
    }
}

#[tokio::test]
async fn a_call_that_the_api_knows_by_a_key_gets_one_for_all_its_attempts() {
    let server = failing(1, at_once("503 X")).await;
    let upload = Client::new(&server.url).upload_request().keyed();
    for _ in 0..2 {
        upload.clone().send::<(), Error>().await.unwrap();
    }
    let seen = server.seen();
    let keys: Vec<&str> = seen
        .iter()
        .map(|seen| seen.header("idempotency-key").unwrap())
        .collect();
    assert_eq!(keys.len(), 3);
    assert!(
        keys[0] == keys[1] && keys[1] != keys[2] && keys[0].len() == 36,
        "{keys:?}"
    );
}

#[tokio::test]
async fn a_key_goes_into_the_header_that_the_api_has_for_it() {
    let server = failing(1, at_once("503 X")).await;
    let upload = Client::new(&server.url).upload_request().keyed_by("X-Request-Id");
    upload.clone().send::<(), Error>().await.unwrap();
    upload.idempotency_key("mine").send::<(), Error>().await.unwrap();
    let seen = server.seen();
    let keys: Vec<&str> = seen.iter().map(|seen| seen.header("x-request-id").unwrap()).collect();
    assert!(
        keys.len() == 3 && keys[0] == keys[1] && keys[2] == "mine" && keys[0].len() == 36,
        "{keys:?}"
    );
    assert!(seen.iter().all(|seen| seen.header("idempotency-key").is_none()));
}

#[tokio::test]
async fn what_the_sdk_says_may_be_done_twice_needs_no_key() {
    for (is_repeatable, times) in [(true, 3), (false, 1)] {
        let server = failing(2, at_once("503 X")).await;
        let upload = Client::new(&server.url).upload_request();
        let upload = if is_repeatable { upload.repeatable() } else { upload };
        let outcome = upload.bytes("text/plain", "a").send::<(), Error>().await;
        assert_eq!(outcome.is_ok(), is_repeatable);
        let seen = server.seen();
        assert_eq!(seen.len(), times);
        assert!(
            seen.iter()
                .all(|seen| seen.body == "a" && seen.header("idempotency-key").is_none())
        );
    }
    // A stream that cannot be begun anew is sent once all the same.
    let server = failing(1, at_once("503 X")).await;
    let upload = Client::new(&server.url).upload_request().repeatable();
    let body = Body::stream(Once(Some("a")), Some(1));
    upload.bytes("text/plain", body).send::<(), Error>().await.unwrap_err();
    assert_eq!(server.seen().len(), 1);
}

/// A stream of one piece.
struct Once(Option<&'static str>);

impl Stream for Once {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(|text| Ok(Bytes::from(text))))
    }
}

#[tokio::test]
async fn a_broken_connection_is_another_reason() {
    let server = failing(1, vec![Step::Close]).await;
    Client::new(&server.url).get_customer("a").await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn the_server_says_how_long_to_wait() {
    let server = failing(1, answer("429 X", "retry-after: 1\r\n", "")).await;
    let started = Instant::now();
    Client::new(&server.url).get_customer("a").await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());

    // A date has no parts of a second.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let date = chrono::DateTime::from_timestamp(i64::try_from(now.as_secs()).unwrap() + 2, 0).unwrap();
    let date = date.format("retry-after: %a, %d %b %Y %H:%M:%S GMT\r\n").to_string();
    let server = failing(1, answer("429 X", &date, "")).await;
    let started = Instant::now();
    Client::new(&server.url).get_customer("a").await.unwrap();
    assert!(
        started.elapsed() >= Duration::from_millis(900),
        "{:?}",
        started.elapsed()
    );
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());

    let past = "retry-after: Wed, 21 Oct 2015 07:28:00 GMT\r\n";
    let server = failing(1, answer("503 X", past, "")).await;
    let started = Instant::now();
    Client::new(&server.url).get_customer("a").await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_wait_that_the_call_has_no_time_for_is_not_begun() {
    let server = failing(1, answer("429 X", "retry-after: 30\r\n", "")).await;
    let started = Instant::now();
    let call = Client::new(&server.url)
        .get_customer("a")
        .with_timeout(Duration::from_secs(5));
    let error = call.await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_call_that_is_dropped_is_not_attempted_again() {
    let server = failing(usize::MAX, answer("503 X", "retry-after: 1\r\n", "")).await;
    let call = Client::new(&server.url).get_customer("a").send();
    assert!(tokio::time::timeout(Duration::from_millis(300), call).await.is_err());
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_down_is_not_stormed() {
    let server = Server::always(answer("503 X", "retry-after: 0\r\n", "")).await;
    let client = Client::of(builder(&server.url).max_concurrent_calls(8));
    let calls: Vec<_> = (0..100)
        .map(|n| {
            let call = match n % 2 {
                0 => client.get_customer("a").with_retries(1).send(),
                _ => client.get_customer("a").with_retries(0).send(),
            };
            tokio::spawn(call)
        })
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 503);
    }
    assert_eq!(server.seen().len(), 150);
    assert!(server.connections() <= 8, "{}", server.connections());
    drop(client);
    server.left_alone().await;
}
