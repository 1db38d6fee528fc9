//! Can a program wait that is not asynchronous?

use openapi_runtime::Error;
use openapi_runtime::blocking::{Wait, WaitEach};
use openapi_runtime::codegen::v1;

use crate::support::client::Client;
use crate::support::server::{Server, answer, json};

static LINK: v1::Pagination = v1::Pagination {
    next: v1::NextPage::Link,
    items: &[],
    more: &[],
    total: &[],
};

#[test]
fn calls_lists_and_streams_are_waited_for() {
    let url = Server::apart(|seen| match &*seen.target {
        "/search?beta=true&limit=1" => answer("200 OK", "link: <?after=1>; rel=\"next\"\r\n", "[1, 2]"),
        target if target.contains("after") => json("200 OK", "[3]"),
        "/customers/a" => json("200 OK", r#"{"id": "cus_1", "email": null}"#),
        _ => answer(
            "200 OK",
            "content-type: text/event-stream\r\n",
            "data: 1\n\ndata: 2\n\n",
        ),
    });
    let client = Client::new(&url);
    assert_eq!(client.get_customer("a").wait().unwrap().id, "cus_1");

    let items: openapi_runtime::Items<Vec<i64>, i64, Error> = client.search_request(1).items(&LINK, |page| page);
    let items: Result<Vec<i64>, Error> = items.wait_each().collect();
    assert_eq!(items.unwrap(), [1, 2, 3]);

    let events: openapi_runtime::Call<openapi_runtime::Events<i64, Error>, Error> = client.get_request().send();
    let events = events.wait().unwrap().wait_each();
    let data: Vec<i64> = events.map(|event| event.unwrap().data).collect();
    assert_eq!(data, [1, 2]);

    // From several threads at once, on one client.
    std::thread::scope(|threads| {
        for _ in 0..8 {
            threads.spawn(|| assert!(client.get_customer("a").wait().is_ok()));
        }
    });
}
