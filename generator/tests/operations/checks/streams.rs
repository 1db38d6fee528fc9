//! Are streams read item by item?

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use openapi_runtime::Sequence;

use crate::recorder::{Recorder, recorded};
use crate::streams;
use crate::streams::types::Word;

#[tokio::test]
async fn streams_are_read_item_by_item() {
    use streams::types::ChatBody;
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

/// Words that come one at a time; between them it has to be asked again.
struct Words {
    left: VecDeque<Result<Word, &'static str>>,
    is_next: bool,
}

impl Words {
    fn new<const N: usize>(words: [Result<&str, &'static str>; N]) -> Self {
        let left = words.into_iter().map(|word| word.map(Word::new)).collect();
        Words { left, is_next: false }
    }
}

impl futures_core::Stream for Words {
    type Item = Result<Word, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.is_next = !self.is_next;
        if self.is_next {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(self.left.pop_front())
    }
}

#[tokio::test]
async fn values_are_sent_one_after_the_other() {
    let recorder = Recorder::new();
    let client = recorded!(streams::Client::builder(), recorder).build().unwrap();
    let feeds = client.feeds();
    let last = || {
        let seen = recorder.last();
        let length = seen
            .header("content-length")
            .map(|length| length.parse::<usize>().unwrap());
        (
            seen.header("content-type").unwrap().to_owned(),
            length,
            seen.text().to_owned(),
        )
    };
    let expected =
        |content_type: &str, length: Option<usize>, text: &str| (content_type.to_owned(), length, text.to_owned());
    let two = "{\"text\":\"a\\n\"}\n{\"text\":\"b\"}\n";
    feeds.add_words([Word::new("a\n"), Word::new("b")]).await.unwrap();
    assert_eq!(last(), expected("application/x-ndjson", Some(two.len()), two));
    feeds.add_words(Vec::new()).await.unwrap();
    assert_eq!(recorder.last().text(), "");
    let collected: Sequence<Word> = ["a\n", "b"].into_iter().map(Word::new).collect();
    feeds.add_words(collected).await.unwrap();
    assert_eq!(last(), expected("application/x-ndjson", Some(two.len()), two));
    // What comes bit by bit has no length.
    let iterator = ["a\n", "b"].into_iter().map(Word::new);
    feeds.add_words(Sequence::iter(iterator)).await.unwrap();
    assert_eq!(last(), expected("application/x-ndjson", None, two));
    let words = Words::new([Ok("a\n"), Ok("b")]);
    feeds.add_words(Sequence::try_stream(words)).await.unwrap();
    assert_eq!(last(), expected("application/x-ndjson", None, two));
    feeds.add_words_as_json_seq(vec![Word::new("a")]).await.unwrap();
    let record = "\u{1e}{\"text\":\"a\"}\n";
    assert_eq!(last(), expected("application/json-seq", Some(record.len()), record));
    // A schema that is a text speaks of the whole body.
    feeds.set_words().body("{}\n{}\n").await.unwrap();
    assert_eq!(last(), expected("application/jsonl", Some(6), "{}\n{}\n"));

    let sent = recorder.targets().len();
    let broken = Words::new([Ok("a"), Err("the words are lost"), Ok("b")]);
    let error = feeds.add_words(Sequence::try_stream(broken)).await.unwrap_err();
    assert!(error.to_string().contains("the words are lost"), "{error}");
    assert_eq!((sent, recorder.targets().len()), (7, 0));
}
