//! Are lists read to their end?

use crate::pagination;
use crate::recorder::{Recorder, recorded};

#[tokio::test]
async fn lists_are_read_to_their_end() {
    use pagination::types::Job;
    let recorder = Recorder::new();
    let client = recorded!(pagination::Client::builder(), recorder).build().unwrap();
    let lists = client.lists();
    let ids = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();

    recorder.answers([
        r#"{"results": [{"id": 1}, {"id": 2}], "next": "a b"}"#,
        r#"{"results": [], "next": "c"}"#,
        r#"{"results": [{"id": 3}], "next": null}"#,
    ]);
    let jobs = lists.by_cursor().state("new").items().into_vec().await.unwrap();
    assert_eq!(ids(jobs), [1, 2, 3]);
    assert_eq!(
        recorder.targets(),
        [
            "/by-cursor?state=new",
            "/by-cursor?state=new&cursor=a%20b",
            "/by-cursor?state=new&cursor=c"
        ]
    );

    recorder.answers([
        r#"{"data": {"items": [{"id": 1}, {"id": 2}]}, "has_more": true}"#,
        r#"{"data": {"items": [{"id": 3}]}, "has_more": false}"#,
    ]);
    assert_eq!(ids(lists.by_last_item().items().into_vec().await.unwrap()), [1, 2, 3]);
    assert_eq!(recorder.targets(), ["/by-last-item", "/by-last-item?after=2"]);
    recorder.answers([r#"{"has_more": true}"#]);
    assert!(lists.by_last_item().items().next().await.is_none());

    recorder.answers([
        r#"{"rows": [{"id": 1}], "next_url": "/by-url?token=x%2Fy"}"#,
        r#"{"rows": [{"id": 2}], "next_url": "https://elsewhere.example/by-url"}"#,
    ]);
    let mut items = lists.by_url().items();
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    assert_eq!(recorder.targets(), ["/by-url"]);
    assert_eq!(items.next().await.unwrap().unwrap().id, 2);
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), openapi_runtime::ErrorKind::Redirect, "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(recorder.targets(), ["/by-url?token=x%2Fy"]);

    recorder.answers([r#"[{"id": 1}, {"id": 2}]"#, r#"[{"id": 3}]"#, "[]"]);
    assert_eq!(ids(lists.by_offset().items().into_vec().await.unwrap()), [1, 2, 3]);
    assert_eq!(
        recorder.targets(),
        ["/by-offset", "/by-offset?offset=2", "/by-offset?offset=3"]
    );

    recorder.answers([
        r#"{"jobs": [{"id": 1}], "count": 2}"#,
        r#"{"jobs": [{"id": 2}], "count": 2}"#,
    ]);
    let mut pages = lists.by_page().page(4).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().count, 2);
    assert!(pages.next().await.unwrap().is_ok() && pages.next().await.is_none());
    assert_eq!(recorder.targets(), ["/by-page?page=4", "/by-page?page=5"]);
}

#[tokio::test]
async fn a_cursor_goes_where_the_rule_says() {
    use pagination::types::{ByBodyBody, ByBodyBodyPage};
    let recorder = Recorder::new();
    let client = recorded!(pagination::Client::builder(), recorder).build().unwrap();
    let pages = [
        r#"{"results": [{"id": 1}], "next": "b"}"#,
        r#"{"results": [], "next": null}"#,
    ];
    recorder.answers(pages);
    let body = ByBodyBody::new().state("new").page(ByBodyBodyPage::new().size(1));
    let jobs = client.lists().by_body().body(body).items().into_vec().await.unwrap();
    assert_eq!(jobs.len(), 1);
    assert_eq!(
        recorder.last().text(),
        r#"{"state":"new","page":{"after":"b","size":1}}"#
    );

    recorder.answers(pages);
    client.lists().by_body().items().into_vec().await.unwrap();
    let seen = recorder.last();
    assert_eq!(
        (seen.text(), seen.header("content-type")),
        (r#"{"page":{"after":"b"}}"#, Some("application/json"))
    );

    recorder.answers(["[]"]);
    assert!(client.lists().by_header().items().next().await.is_none());
}

#[tokio::test]
async fn a_server_that_leads_in_a_circle_is_left() {
    let recorder = Recorder::new();
    let client = recorded!(pagination::Client::builder(), recorder).build().unwrap();
    let lists = client.lists();
    let page = r#"{"results": [{"id": 1}], "next": "a"}"#;
    recorder.answers([page, page, page, page]);
    let error = lists.by_cursor().items().into_vec().await.unwrap_err();
    assert_eq!(error.kind(), openapi_runtime::ErrorKind::Pagination, "{error}");
    assert_eq!(recorder.targets().len(), 2);

    recorder.answers([r#"[{"id": 1}]"#; 4]);
    let error = lists.by_offset().items().into_vec().await.unwrap_err();
    assert_eq!(error.operation().as_deref(), Some("by_offset"));
    assert_eq!(error.kind(), openapi_runtime::ErrorKind::Pagination, "{error}");
}
