//! Are redirects followed where that is harmless, and credentials kept from everybody else?

use openapi_runtime::codegen::v1::Credential;
use openapi_runtime::{Body, ErrorKind, Transport, TransportFuture, http};
use tokio::net::TcpListener;

use crate::support::client::{Client, Error, KEY, ORGANISATION, QUERY_KEY, UpdateCustomerRequest, bare, builder};
use crate::support::server::{Seen, Server, json, redirect};

const CUSTOMER: &str = r#"{"id": "cus_1", "email": null}"#;

/// Redirects everything to `location`, except for what asks for `/there`.
async fn redirecting(status: &'static str, location: impl Into<String>) -> Server {
    let location = location.into();
    Server::start(move |seen: &Seen| match seen.target.starts_with("/there") {
        true => json("200 OK", CUSTOMER),
        false => redirect(status, &location),
    })
    .await
}

fn new() -> UpdateCustomerRequest {
    UpdateCustomerRequest::new().email("a@b.c")
}

#[tokio::test]
async fn within_the_origin_methods_change_as_the_standards_say() {
    let table = [
        ("301 Moved Permanently", "POST", "GET"),
        ("302 Found", "POST", "GET"),
        ("303 See Other", "POST", "GET"),
        ("303 See Other", "PATCH", "GET"),
        ("301 Moved Permanently", "PATCH", "PATCH"),
        ("307 Temporary Redirect", "POST", "POST"),
        ("308 Permanent Redirect", "PATCH", "PATCH"),
        ("308 Permanent Redirect", "GET", "GET"),
    ];
    for (status, method, expected) in table {
        let server = redirecting(status, "/there?x=1#y").await;
        let client = Client::new(&server.url);
        match method {
            "GET" => client.get_customer("a").await.unwrap(),
            "POST" => client.create_customer(new()).await.unwrap(),
            _ => client.update_customer("a", new()).await.unwrap(),
        };
        let seen = &server.seen()[1];
        assert_eq!(
            (&*seen.method, &*seen.target),
            (expected, "/there?x=1"),
            "{status} {method}"
        );
        let has_body = expected != "GET";
        assert_eq!(seen.body, if has_body { r#"{"email":"a@b.c"}"# } else { "" });
        assert_eq!(seen.header("content-type").is_some(), has_body);
        assert_eq!(
            (seen.header("x-api-key"), seen.header("organisation")),
            (Some(KEY), Some(ORGANISATION))
        );
    }
}

#[tokio::test]
async fn another_origin_never_sees_a_key() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
    ] {
        let other = Server::always(json("200 OK", CUSTOMER)).await;
        let server = redirecting(status, format!("{}/there", other.url)).await;
        let client = Client::of(
            builder(&server.url)
                .header("x-tenant", KEY)
                .header("authorization", KEY),
        );
        let customer = client.get_customer("a").with_header("cookie", KEY).await.unwrap();
        assert_eq!(customer.id, "cus_1");
        let seen = other.only();
        assert_eq!((&*seen.method, &*seen.target), ("GET", "/there"));
        assert_eq!(seen.header("user-agent"), Some("miniature/0.1.0"));
        assert!(
            !seen.text().contains(KEY) && !seen.text().contains(ORGANISATION),
            "{seen:?}"
        );
    }
}

#[tokio::test]
async fn the_way_back_from_another_origin_is_without_keys() {
    // The first server sends away, the second back to the first, to where it answers.
    let home = Server::start(|seen: &Seen| match seen.target.strip_prefix("/customers/") {
        Some(away) => redirect("302 Found", &format!("http://127.0.0.1:{away}/")),
        None => json("200 OK", CUSTOMER),
    })
    .await;
    let back = format!("{}/there", home.url);
    let other = Server::always(redirect("302 Found", &back)).await;
    let port = other.url.rsplit(':').next().unwrap();
    Client::new(&home.url).get_customer(port).await.unwrap();
    let seen = home.seen();
    assert_eq!(
        (seen[0].header("x-api-key"), seen[1].header("x-api-key")),
        (Some(KEY), None)
    );
    assert!(!other.only().text().contains(KEY));
}

#[tokio::test]
async fn a_change_is_not_repeated_at_another_origin() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let other = Server::always(json("200 OK", CUSTOMER)).await;
        let server = redirecting(status, format!("{}/there?q=secret", other.url)).await;
        let client = Client::new(&server.url);
        let errors = [
            client.update_customer("a", new()).await.unwrap_err(),
            client.create_customer(new()).await.unwrap_err(),
            client.delete_customer("a").await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::Redirect);
            assert_eq!(error.status().unwrap().as_str(), &status[..3]);
            let text = error.to_string();
            assert!(
                text.contains(&format!("another origin, {}/there;", other.url)),
                "{text}"
            );
            assert!(!text.contains("secret"), "{text}");
        }
        assert!(other.seen().is_empty());
    }
    // What is done may be looked at elsewhere.
    let other = Server::always(json("200 OK", CUSTOMER)).await;
    let server = redirecting("303 See Other", &*other.url).await;
    Client::new(&server.url).create_customer(new()).await.unwrap();
    let seen = other.only();
    assert_eq!(
        (&*seen.method, &*seen.body, seen.header("content-type")),
        ("GET", "", None)
    );
}

#[tokio::test]
async fn what_is_done_is_not_done_again_when_nobody_is_there_to_be_asked() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = format!("http://{}/there", gone.local_addr().unwrap());
    drop(gone);
    let server = redirecting("303 See Other", nowhere).await;
    let error = Client::new(&server.url).create_customer(new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    // A connection that never was may be tried again, but what led there was done.
    assert_eq!(server.only().method, "POST");
}

#[tokio::test]
async fn a_redirect_that_carries_a_key_away_is_not_followed() {
    let other = Server::always(json("200 OK", CUSTOMER)).await;
    for location in [
        format!("{}/?k={KEY}", other.url),
        format!("{}/%6bey-{}", other.url, &KEY[4..]),
    ] {
        let server = redirecting("302 Found", location).await;
        let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert!(!format!("{error} {error:?}").contains(&KEY[4..]), "{error}");
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_key_in_the_query_goes_along_within_the_origin_alone() {
    let server = redirecting("307 Temporary Redirect", "/there?x=1").await;
    let client = Client::of(
        bare()
            .base_url(&*server.url)
            .credential(QUERY_KEY, Credential::secret(KEY)),
    );
    client.search().await.unwrap();
    assert_eq!(server.seen()[1].target, format!("/there?x=1&api_key={KEY}"));

    let other = Server::always(json("200 OK", "{}")).await;
    let server = redirecting("307 Temporary Redirect", &*other.url).await;
    let client = Client::of(
        bare()
            .base_url(&*server.url)
            .credential(QUERY_KEY, Credential::secret(KEY)),
    );
    client.search().await.unwrap();
    assert_eq!(other.only().target, "/");
}

#[tokio::test]
async fn circles_and_endless_ways_are_errors() {
    let server = Server::always(redirect("302 Found", "/a/../customers/a")).await;
    let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(
        error.to_string().contains("in a circle, back to http://127.0.0.1:"),
        "{error}"
    );
    assert_eq!(server.seen().len(), 1);

    let server = Server::start(|seen: &Seen| redirect("302 Found", &format!("{}x", seen.target))).await;
    let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
    assert!(error.to_string().contains("more than 10 times, at last to "), "{error}");
    assert_eq!(server.seen().len(), 11);
}

#[tokio::test]
async fn an_address_that_is_none_is_an_error() {
    let table = [
        ("http://[", "is not a URL"),
        ("ftp://a.example/", "to the scheme `ftp`"),
        ("http://user:hunter2@127.0.0.1:1/", "with a user or a password"),
    ];
    for (location, expected) in table {
        let server = redirecting("302 Found", location).await;
        let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        let text = error.to_string();
        assert!(text.contains(expected) && !text.contains("hunter2"), "{text}");
    }
    let server = Server::always(json("302 Found", "{}")).await;
    let error = Client::new(&server.url).get_customer("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
}

/// Redirects to where it is told, from whatever address.
#[derive(Debug)]
struct Redirecting(&'static str);

impl Transport for Redirecting {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        assert_eq!(request.uri().scheme_str(), Some("https"));
        let response = http::Response::builder().status(307).header("location", self.0);
        Box::pin(async move { Ok(response.body(Body::empty()).unwrap()) })
    }
}

#[tokio::test]
async fn the_way_never_leads_from_https_to_http() {
    for location in ["http://api.example/customers/b", "http://127.0.0.1:1/"] {
        let client = Client::of(builder("https://api.example").transport(Redirecting(location)));
        let error: Error = client.get_customer("a").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        let text = error.to_string();
        assert!(
            text.contains("from https to clear text") && text.contains(location),
            "{text}"
        );
    }
}
