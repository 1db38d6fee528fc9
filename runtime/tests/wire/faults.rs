//! How does a call end when the other side misbehaves?
//!
//! Each row ends as it says, within the time of the call, leaves no connection behind, and never does twice what may be
//! done once.

use std::time::{Duration, Instant};

use openapi_runtime::{ErrorKind, Stage};

use crate::support::client::{Client, UpdateCustomerRequest, builder};
use crate::support::server::{Server, Step, answer, json};

const CUSTOMER: &str = r#"{"id": "cus_1", "email": null}"#;
const LIMIT: Duration = Duration::from_millis(600);

fn send(text: impl Into<Vec<u8>>) -> Step {
    Step::Send(text.into())
}

fn ok(headers: &str, body: impl AsRef<[u8]>) -> Step {
    let mut bytes = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}\r\n").into_bytes();
    bytes.extend_from_slice(body.as_ref());
    send(bytes)
}

/// What the server does, and how the call ends: its kind of failure and the stage, if it fails.
pub(super) type Row = (&'static str, Vec<Step>, Option<(ErrorKind, Option<Stage>)>);

pub(super) fn rows() -> Vec<Row> {
    let waiting = Some(Stage::Waiting);
    let reading = Some(Stage::Reading);
    let dripping = std::iter::once(ok("content-length: 1000\r\n", ""))
        .chain((0..100).flat_map(|_| [Step::Wait(Duration::from_millis(50)), send(" ")]))
        .collect();
    let late = [
        &[Step::Wait(Duration::from_millis(300))][..],
        &json("200 OK", CUSTOMER)[..],
    ];
    let many_headers: String = (0..10_000).map(|n| format!("x-{n}: y\r\n")).collect();
    vec![
        ("reset", vec![Step::Reset], Some((ErrorKind::Interrupted, waiting))),
        ("closed", vec![Step::Close], Some((ErrorKind::Interrupted, waiting))),
        ("half-open", vec![Step::Hang], Some((ErrorKind::Timeout, waiting))),
        (
            "half a head",
            vec![send("HTTP/1.1 200 OK\r\ncontent-"), Step::Hang],
            Some((ErrorKind::Timeout, waiting)),
        ),
        ("slow first byte", late.concat(), None),
        ("slow body", dripping, Some((ErrorKind::Timeout, reading))),
        (
            "body cut off",
            vec![ok("content-length: 100\r\n", CUSTOMER), Step::Close],
            Some((ErrorKind::Interrupted, reading)),
        ),
        (
            "body reset",
            vec![ok("content-length: 100\r\n", CUSTOMER), Step::Reset],
            Some((ErrorKind::Interrupted, reading)),
        ),
        (
            "chunks cut off",
            vec![ok("transfer-encoding: chunked\r\n", "5\r\n{\"id\""), Step::Close],
            Some((ErrorKind::Interrupted, reading)),
        ),
        (
            "length too short",
            vec![ok("content-length: 10\r\n", CUSTOMER), Step::Close],
            Some((ErrorKind::Decode, None)),
        ),
        (
            "length that is none",
            vec![ok("content-length: many\r\n", CUSTOMER), Step::Close],
            Some((ErrorKind::Interrupted, waiting)),
        ),
        (
            "bad gzip",
            vec![ok("content-encoding: gzip\r\ncontent-length: 30\r\n", CUSTOMER)],
            Some((ErrorKind::Interrupted, reading)),
        ),
        (
            "bad UTF-8",
            vec![ok(
                "content-length: 29\r\n",
                b"{\"id\": \"\xff\xfe\", \"email\": null}  ",
            )],
            Some((ErrorKind::Decode, None)),
        ),
        (
            "1 GB announced",
            vec![ok("content-length: 1073741824\r\n", "["), Step::Hang],
            Some((ErrorKind::TooLarge, reading)),
        ),
        (
            "1 MB unannounced",
            vec![ok("connection: close\r\n", vec![b'x'; 1_000_000]), Step::Close],
            Some((ErrorKind::TooLarge, reading)),
        ),
        (
            "10,000 headers",
            vec![ok(&format!("{many_headers}content-length: 2\r\n"), "{}")],
            Some((ErrorKind::Interrupted, waiting)),
        ),
        (
            "no HTTP",
            vec![send("SSH-2.0-OpenSSH_9.6\r\n"), Step::Close],
            Some((ErrorKind::Interrupted, waiting)),
        ),
        (
            "redirect to itself",
            answer("307 X", "location: /customers\r\n", ""),
            Some((ErrorKind::Redirect, None)),
        ),
        (
            "refused for now",
            answer("503 X", "retry-after: 0\r\n", ""),
            Some((ErrorKind::Status, None)),
        ),
        (
            "too many, for seconds",
            answer("429 X", "retry-after: 0\r\n", ""),
            Some((ErrorKind::Status, None)),
        ),
        (
            "too many, until a date",
            answer("429 X", "retry-after: Wed, 21 Oct 2015 07:28:00 GMT\r\n", ""),
            Some((ErrorKind::Status, None)),
        ),
    ]
}

/// Tries all rows at once, since most of them wait. Servers and clients are there before any time counts.
async fn each_row<F: Future<Output = ()> + Send + 'static>(
    check: impl Fn(&'static str, Server, Client, Option<(ErrorKind, Option<Stage>)>) -> F,
) {
    let mut checks = Vec::new();
    for (name, steps, expected) in rows() {
        let server = Server::always(steps).await;
        let client = Client::of(builder(&server.url).timeout(LIMIT).max_response_bytes(100_000));
        checks.push(check(name, server, client, expected));
    }
    let checks: Vec<_> = checks.into_iter().map(tokio::spawn).collect();
    for check in checks {
        check.await.unwrap();
    }
}

#[tokio::test]
async fn each_fault_ends_as_it_should() {
    each_row(|name, server, client, expected| async move {
        let started = Instant::now();
        let outcome = client.create_customer(UpdateCustomerRequest::new()).await;
        let took = started.elapsed();
        let ended = outcome.as_ref().err().map(|error| (error.kind(), error.stage()));
        assert_eq!(ended, expected, "{name}: {outcome:?}");
        assert!(took < LIMIT + Duration::from_millis(500), "{name} took {took:?}");
        if let Err(error) = &outcome {
            let text = format!("{error} {error:?}");
            assert!(!text.contains("nobody-may-see"), "{name}: {text}");
        }
        drop((outcome, client));
        server.left_alone().await;
        // It may be done once, so it was sent once.
        assert_eq!(server.seen().len(), 1, "{name}");
    })
    .await;
}

#[tokio::test]
async fn what_may_be_done_twice_is_attempted_again_within_its_time() {
    each_row(|name, server, client, _| async move {
        let started = Instant::now();
        let outcome = client.get_customer("a").with_timeout(LIMIT).await;
        let took = started.elapsed();
        assert_eq!(outcome.is_ok(), name == "slow first byte", "{name}");
        assert!(took < LIMIT + Duration::from_millis(500), "{name} took {took:?}");
        drop(client);
        server.left_alone().await;
        assert!(server.seen().len() <= 3, "{name}");
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_is_not_made_in_time_is_told_as_such() {
    // A queue that nobody serves, and that is full: the next one who comes is not even refused.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let waiting: Vec<_> = (0..8)
        .map(|_| tokio::spawn(tokio::net::TcpStream::connect(address)))
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let client = Client::new(&format!("http://{address}"));
    let call = client.create_customer(UpdateCustomerRequest::new());
    let error = call.with_timeout(Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Timeout, Some(Stage::Connecting))
    );
    assert!(error.is_connect());
    for stream in waiting {
        stream.abort();
    }
}
