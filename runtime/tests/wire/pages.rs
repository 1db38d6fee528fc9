//! Is a list read to its end, and no further than is asked for?

use openapi_runtime::ErrorKind;
use openapi_runtime::codegen::v1;

use crate::support::client::{Client, Error, KEY};
use crate::support::server::{Server, answer, json};

type Pages = openapi_runtime::Pages<Vec<i64>, Error>;
type Items = openapi_runtime::Items<Vec<i64>, i64, Error>;

static LINK: v1::Pagination = v1::Pagination {
    next: v1::NextPage::Link,
    items: &[],
    more: &[],
    total: &[],
};

#[tokio::test]
async fn links_are_followed_with_credentials_and_only_when_asked() {
    let server = Server::start(|seen| match &*seen.target {
        "/search?beta=true&limit=1" => answer("200 OK", "link: <?after=1>; rel=\"next\"\r\n", "[1, 2]"),
        _ => answer("200 OK", "link: <?first>; rel=first\r\n", "[3]"),
    })
    .await;
    let client = Client::new(&server.url);
    let mut items: Items = client.search_request(1).items(&LINK, |page| page);
    assert_eq!(server.seen().len(), 0);
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(server.seen().len(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 3);
    assert!(items.next().await.is_none() && items.next().await.is_none());
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[1].target, "/search?after=1");
    assert_eq!(seen[1].header("x-api-key"), Some(KEY));
}

#[tokio::test]
async fn another_origin_is_not_gone_to() {
    let elsewhere = Server::always(json("200 OK", "[]")).await;
    let link = format!("link: <{}/next>; rel=next\r\n", elsewhere.url);
    let server = Server::always(answer("200 OK", &link, "[1]")).await;
    let mut pages: Pages = Client::new(&server.url).search_request(1).pages(&LINK);
    assert_eq!(pages.next().await.unwrap().unwrap(), [1]);
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(pages.next().await.is_none());
    assert_eq!((server.seen().len(), elsewhere.seen().len()), (1, 0));
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let server = Server::start(|seen| match seen.target.contains("after") {
        false => answer("200 OK", "link: <?after=1>; rel=next\r\n", "[1]"),
        true => json("400 Bad Request", r#"{"message": "no such page"}"#),
    })
    .await;
    let mut pages: Pages = Client::new(&server.url).search_request(1).pages(&LINK);
    assert_eq!(pages.next().await.unwrap().unwrap(), [1]);
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!(error.server_message(), Some("no such page"));
    assert!(pages.next().await.is_none());
    assert_eq!(server.seen().len(), 2);
}

static IN_BODY: v1::Pagination = v1::Pagination {
    next: v1::NextPage::Cursor {
        parameter: v1::PageParameter::Body(&["page", "after"]),
        from: v1::PageMark::Body(&["-1"]),
    },
    items: &[],
    more: &[],
    total: &[],
};

static IN_HEADERS: v1::Pagination = v1::Pagination {
    next: v1::NextPage::Cursor {
        parameter: v1::PageParameter::Header("x-continuation"),
        from: v1::PageMark::Header("x-continuation"),
    },
    items: &[],
    more: &[],
    total: &[],
};

#[tokio::test]
async fn cursors_go_into_bodies_and_headers() {
    let server = Server::start(|seen| match seen.header("x-continuation") {
        Some("of the first") => answer("200 OK", "x-continuation: \r\n", "[3]"),
        Some(_) => answer("200 OK", "x-continuation: of the first\r\n", "[1, 2]"),
        None if seen.body.contains("after") => json("200 OK", "[]"),
        None => json("200 OK", "[7]"),
    })
    .await;
    let client = Client::new(&server.url);
    let search = || {
        client
            .search_request(1)
            .json(&serde_json::json!({"page": {"size": 2}, "q": "x"}))
    };
    let items: Items = search()
        .extra_header("x-continuation", "start")
        .items(&IN_HEADERS, |page| page);
    assert_eq!(items.into_vec().await.unwrap(), [1, 2, 3]);
    let items: Items = search().items(&IN_BODY, |page| page);
    assert_eq!(items.into_vec().await.unwrap(), [7]);
    let seen = server.seen();
    let bodies: Vec<&str> = seen.iter().map(|seen| &*seen.body).collect();
    let first = r#"{"page":{"size":2},"q":"x"}"#;
    assert_eq!(
        bodies,
        [first, first, first, r#"{"page":{"after":7,"size":2},"q":"x"}"#]
    );
    assert_eq!(seen[3].header("content-length"), Some("37"));
}

#[tokio::test]
async fn a_cursor_that_comes_again_ends_the_list() {
    let server = Server::start(|seen| match seen.header("x-continuation") {
        Some("a") => answer("200 OK", "x-continuation: b\r\n", "[2]"),
        Some("b") => answer("200 OK", "x-continuation: a\r\n", "[3]"),
        _ => answer("200 OK", "x-continuation: a\r\n", "[1]"),
    })
    .await;
    let mut items: Items = Client::new(&server.url)
        .search_request(1)
        .items(&IN_HEADERS, |page| page);
    for expected in 1..=3 {
        assert_eq!(items.next().await.unwrap().unwrap(), expected);
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Pagination, "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(server.seen().len(), 3);
}
