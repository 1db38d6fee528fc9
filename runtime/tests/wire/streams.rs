//! Do bodies come and go bit by bit, and what happens when they break?

use std::time::{Duration, Instant};

use openapi_runtime::codegen::v1;
use openapi_runtime::serde_json::{Value, json};
use openapi_runtime::{Body, Call, ErrorKind, FilePart, Stage};

use crate::support::client::{Client, Error, builder};
use crate::support::server::{Server, Step, answer};

type Events = openapi_runtime::Events<Value, Error>;
type Lines = openapi_runtime::JsonLines<i64, Error>;
type Download = openapi_runtime::Download<Error>;

/// The head of an answer whose end is that of the connection or of the last piece.
fn head(content_type: &str) -> Step {
    Step::Send(
        format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\ntransfer-encoding: chunked\r\n\r\n").into_bytes(),
    )
}

fn piece(text: &str) -> Step {
    Step::Send(format!("{:x}\r\n{text}\r\n", text.len()).into_bytes())
}

fn end() -> Step {
    Step::Send(b"0\r\n\r\n".to_vec())
}

fn upload(client: &Client, body: Body) -> v1::Request {
    client.upload_request().bytes("application/octet-stream", body)
}

async fn opened<T: v1::Answer>(request: v1::Request) -> T {
    let call: Call<T, Error> = request.send();
    call.await.unwrap()
}

async fn sent(request: v1::Request) -> Result<(), Error> {
    request.send().await
}

#[tokio::test]
async fn events_come_as_they_are_sent() {
    let server = Server::always(vec![
        head("text/event-stream"),
        piece(": hello\n\ndata: {\"a\""),
        piece(": 1}\n"),
        piece("\nevent: add\r\ndata: two words\r\n"),
        piece("\r\nid: 9\ndata: [1,\ndata: 2]\n\n"),
        Step::Hang,
    ])
    .await;
    let started = Instant::now();
    let mut events: Events = opened(Client::new(&server.url).get_request()).await;
    let mut next = async || events.next().await.unwrap().unwrap();
    let first = next().await;
    assert_eq!((&*first.name, first.data), ("", json!({"a": 1})));
    let second = next().await;
    assert_eq!((&*second.name, second.data), ("add", json!("two words")));
    let third = next().await;
    assert_eq!((&*third.id, third.data), ("9", json!([1, 2])));
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    drop(events);
    server.left_alone().await;
}

#[tokio::test]
async fn a_stream_that_breaks_goes_on_after_its_last_event() {
    let server = Server::start(|seen| match seen.header("last-event-id") {
        None => vec![
            head("text/event-stream"),
            piece("retry: 10\n\nid: 1\ndata: 1\n\ndata: half"),
            Step::Close,
        ],
        Some("1") => vec![head("text/event-stream"), piece("id: 2\ndata: 2\n\n"), Step::Close],
        Some(_) => vec![head("text/event-stream"), piece("data: 3\n\n"), end()],
    })
    .await;
    let client = Client::of(builder(&server.url).max_concurrent_calls(1));
    let mut events: Events = opened(client.get_request()).await;
    let mut data = Vec::new();
    while let Some(event) = events.next().await {
        data.push(event.unwrap().data);
    }
    assert_eq!(data, [1, 2, 3]);
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_stream_without_ids_ends_where_it_breaks() {
    let server = Server::always(vec![head("text/event-stream"), piece("data: 1\n\n"), Step::Close]).await;
    let mut events: Events = opened(Client::new(&server.url).get_request()).await;
    assert!(events.next().await.unwrap().is_ok());
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Interrupted, Some(Stage::Reading))
    );
    assert!(events.next().await.is_none());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_server_that_always_breaks_is_given_up() {
    let server = Server::start(|seen| match seen.header("last-event-id") {
        None => vec![
            head("text/event-stream"),
            piece("retry: 1\nid: 1\ndata: 1\n\n"),
            Step::Close,
        ],
        Some(_) => vec![Step::Close],
    })
    .await;
    let client = Client::of(builder(&server.url).retries(1));
    let mut events: Events = opened(client.get_request()).await;
    assert!(events.next().await.unwrap().is_ok());
    assert_eq!(events.next().await.unwrap().unwrap_err().kind(), ErrorKind::Interrupted);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn what_may_not_be_done_twice_does_not_go_on() {
    let server = Server::always(vec![
        head("text/event-stream"),
        piece("id: 1\ndata: 1\n\n"),
        Step::Close,
    ])
    .await;
    let mut events: Events = opened(Client::new(&server.url).upload_request()).await;
    assert!(events.next().await.unwrap().is_ok());
    assert!(events.next().await.unwrap().is_err());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn silence_and_endless_events_are_errors() {
    let server = Server::always(vec![head("text/event-stream"), piece("data: 1\n\n"), Step::Hang]).await;
    let limit = Duration::from_millis(200);
    // The time of the call ends where the answer begins.
    let client = Client::of(builder(&server.url).idle_timeout(limit).timeout(limit * 10));
    let mut events: Events = opened(client.get_request()).await;
    assert!(events.next().await.unwrap().is_ok());
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.stage()),
        (ErrorKind::Timeout, Some(Stage::Reading))
    );
    assert!(error.to_string().contains("nothing came for 200ms"), "{error}");

    let server = Server::always(vec![
        head("text/event-stream"),
        piece(&"data: x".repeat(100)),
        Step::Hang,
    ])
    .await;
    let client = Client::of(builder(&server.url).max_response_bytes(100));
    let mut events: Events = opened(client.get_request()).await;
    assert_eq!(events.next().await.unwrap().unwrap_err().kind(), ErrorKind::TooLarge);

    let server = Server::always(answer("403 Forbidden", "", "no")).await;
    let call: Call<Events, Error> = Client::new(&server.url).get_request().send();
    assert_eq!(call.await.unwrap_err().text(), "no");
}

#[tokio::test]
async fn lines_and_records_come_as_they_are_sent() {
    let table = [
        ("application/x-ndjson", "1\n2", "\n\n3"),
        ("application/json-seq", "\u{1e}1\n\u{1e}\n2", "\n\u{1e}3\n"),
    ];
    for (content_type, first, second) in table {
        let server = Server::always(vec![head(content_type), piece(first), piece(second), end()]).await;
        let mut lines: Lines = opened(Client::new(&server.url).get_request()).await;
        let mut all = Vec::new();
        while let Some(line) = lines.next().await {
            all.push(line.unwrap());
        }
        assert_eq!(all, [1, 2, 3], "{content_type}");
    }
}

#[tokio::test]
async fn a_body_is_written_to_a_file() {
    let folder = std::env::temp_dir().join(format!("openapi-runtime-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("download");
    let text = "0123456789".repeat(50_000);
    let server = Server::always(vec![head("image/png"), piece(&text), piece(&text), end()]).await;
    // What the client takes into memory is no limit here.
    let client = Client::of(builder(&server.url).max_response_bytes(10));
    let download: Download = opened(client.get_request()).await;
    assert_eq!((download.content_type(), download.length()), (Some("image/png"), None));
    assert_eq!(download.write_to(&path).await.unwrap(), 1_000_000);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text.clone() + &text);

    let download: Download = opened(client.get_request()).await;
    let error = download.write_to(folder.join("none/such")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn files_are_sent_with_their_length_and_again_if_need_be() {
    let folder = std::env::temp_dir().join(format!("openapi-runtime-up-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("a \"b\".txt");
    let text = "0123456789".repeat(20_000);
    std::fs::write(&path, &text).unwrap();

    let attempts = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(
        move |_| match attempts.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
            0 => answer("503 X", "retry-after: 0\r\n", ""),
            _ => answer("204 No Content", "", ""),
        },
    )
    .await;
    let client = Client::new(&server.url);
    let request = upload(&client, Body::file(&path).await.unwrap()).idempotency_key("k");
    sent(request).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for seen in seen {
        assert_eq!(seen.header("content-length"), Some("200000"));
        assert_eq!(seen.body, text);
    }

    let part = FilePart::open(&path).await.unwrap().content_type("text/plain");
    let request = client.upload_request().multipart().files("file", "", [part]);
    sent(request.part("n", "", &1_i64)).await.unwrap();
    let seen = server.seen().pop().unwrap();
    let boundary = seen.header("content-type").unwrap().split_once("boundary=").unwrap().1;
    let expected = format!(
        "--B\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a %22b%22.txt\"\r\n\
         content-type: text/plain\r\n\r\n{text}\r\n\
         --B\r\ncontent-disposition: form-data; name=\"n\"\r\n\r\n1\r\n--B--\r\n"
    );
    assert_eq!(seen.body.replace(boundary, "B"), expected);
    let length = expected.replace("--B", &format!("--{boundary}")).len();
    assert_eq!(seen.header("content-length"), Some(&*length.to_string()));

    let error = FilePart::open(folder.join("none")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
    assert_eq!(Body::file(&folder).await.unwrap_err().kind(), ErrorKind::File);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    struct Two(u8);

    impl futures_core::Stream for Two {
        type Item = Result<openapi_runtime::bytes::Bytes, openapi_runtime::TransportError>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            self.0 += 1;
            std::task::Poll::Ready((self.0 <= 2).then(|| Ok("ab".into())))
        }
    }

    let server = Server::always(answer("503 X", "retry-after: 0\r\n", "")).await;
    let client = Client::new(&server.url);
    let request = upload(&client, Body::stream(Two(0), Some(4))).idempotency_key("k");
    let copy = request.clone();
    assert_eq!(sent(request).await.unwrap_err().kind(), ErrorKind::Status);
    assert_eq!(
        (&*server.only().body, server.only().header("content-length")),
        ("abab", Some("4"))
    );
    let error = sent(copy).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("sent already"), "{error}");
    assert_eq!(server.seen().len(), 1);
}

struct Whole {
    event: String,
    data: Value,
}

v1::object!(Whole {
    "event" => event: Required,
    "data" => data: Required,
});

#[tokio::test]
async fn a_document_may_describe_the_data_or_the_event_or_a_text() {
    let server = Server::always(vec![
        head("text/event-stream"),
        piece("event: add\ndata: {\"a\": 1}\n\nevent: say\ndata: a b\n\ndata: 7\n\n"),
        end(),
    ])
    .await;
    let client = Client::new(&server.url);
    let mut events: openapi_runtime::Events<Whole, Error> = opened(client.get_request()).await;
    let mut next = async || events.next().await.unwrap().unwrap().data;
    let (add, say) = (next().await, next().await);
    assert_eq!((&*add.event, add.data), ("add", json!({"a": 1})));
    assert_eq!((&*say.event, say.data), ("say", json!("a b")));

    let mut events: openapi_runtime::Events<String, Error> = opened(client.get_request()).await;
    let mut next = async || events.next().await.unwrap().unwrap().data;
    assert_eq!([next().await, next().await, next().await], ["{\"a\": 1}", "a b", "7"]);
}
