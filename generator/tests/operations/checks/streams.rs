//! Are streams read item by item?

use crate::recorder::{Recorder, recorded};
use crate::streams;

#[tokio::test]
async fn streams_are_read_item_by_item() {
    use streams::types::{ChatBody, Word};
    let recorder = Recorder::new();
    let client = recorded!(streams::Client::builder(), recorder).build().unwrap();
    let streams = client.feeds();

    let events =
        "data: {\"text\": \"a\"}\n\nevent: end\nid: 7\ndata: {\"text\": \"b\"}\n\ndata: [DONE]\n\ndata: no\n\n";
    recorder.answer(200, "text/event-stream; charset=utf-8", events);
    let mut events = streams.chat_as_stream(ChatBody::new("hi")).await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((&*first.name, &*first.id, first.data), ("", "", Word::new("a")));
    let second = events.next().await.unwrap().unwrap();
    assert_eq!((&*second.name, &*second.id, second.data), ("end", "7", Word::new("b")));
    assert!(events.next().await.is_none());
    let seen = recorder.last();
    assert_eq!(seen.text(), r#"{"prompt":"hi","stream":true}"#);
    assert_eq!(seen.header("accept"), Some("text/event-stream"));

    recorder.answer(200, "application/json", r#"{"text": "c"}"#);
    assert_eq!(streams.chat(ChatBody::new("hi")).await.unwrap(), Word::new("c"));
    let error = streams.chat_as_stream(ChatBody::new("hi")).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("expected text/event-stream, got application/json"),
        "{error}"
    );

    recorder.answer(
        200,
        "text/event-stream",
        "data: {\"n\": 1}\n\ndata: {}\n\ndata: {\"n\": 3}",
    );
    let response = streams.ticks().send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let mut ticks = response.into_inner();
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 1);
    assert!(ticks.next().await.unwrap().unwrap_err().is_decode());
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 3);

    recorder.answer(200, "application/x-ndjson", "{\"text\": \"a\"}\n\n{\"text\": \"b\"}");
    let mut lines = streams.log().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Word::new("a"));
    assert_eq!(lines.next().await.unwrap().unwrap(), Word::new("b"));
    assert!(lines.next().await.is_none());

    recorder.answer(200, "application/octet-stream", "0123");
    assert_eq!(streams.get_file().await.unwrap(), "0123");
    let mut download = streams.get_file().download().await.unwrap();
    assert_eq!(download.length(), Some(4));
    assert_eq!(download.chunk().await.unwrap().unwrap(), "0123");
    assert!(download.chunk().await.unwrap().is_none());
    streams.put_file("abc").await.unwrap();
    assert_eq!(recorder.last().text(), "abc");
}
