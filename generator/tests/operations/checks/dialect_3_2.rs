//! Is what only OpenAPI 3.2 can say sent as it says?

use crate::dialect_3_2::{Client, types};
use crate::recorder::{Recorder, recorded};

fn client(recorder: &Recorder) -> Client {
    recorded!(Client::builder(), recorder).build().unwrap()
}

#[tokio::test]
async fn the_whole_query_is_one_value() {
    let recorder = Recorder::new();
    let tags = ["x".to_owned(), "y".to_owned()];
    let criteria = types::SearchCriteria::new("a&b").tags(tags).limit(5);
    client(&recorder).finding().search().criteria(criteria).await.unwrap();
    assert_eq!(recorder.last().target, "/search?text=a%26b&tags=x&tags=y&limit=5");
}

#[tokio::test]
async fn the_method_query_has_a_body() {
    let recorder = Recorder::new();
    recorder.answer(200, "application/json", r#"["found"]"#);
    let body = types::SearchWithBodyBody::new("a&b");
    let found = client(&recorder).finding().search_with_body(body).await.unwrap();
    assert_eq!(found, ["found"]);
    let seen = recorder.last();
    assert_eq!((seen.method.as_str(), seen.target.as_str()), ("QUERY", "/search"));
    assert_eq!(seen.text(), r#"{"text":"a&b"}"#);
}

#[tokio::test]
async fn a_method_of_the_documents_own_is_sent_as_it_stands() {
    let recorder = Recorder::new();
    let client = recorded!(Client::builder(), recorder).device("token").build().unwrap();
    client.finding().link_search().await.unwrap();
    let seen = recorder.last();
    assert_eq!(
        (seen.method.as_str(), seen.header("authorization")),
        ("LINK", Some("Bearer token"))
    );
}
