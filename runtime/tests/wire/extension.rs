//! Where can a program step in?

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use openapi_runtime::http::{self, Method};
use openapi_runtime::serde_json::{Value, json};
use openapi_runtime::{Body, CallInfo, Download, ErrorKind, Middleware, Next, TransportFuture};

use crate::support::client::{Client, KEY, ORGANISATION, builder};
use crate::support::server::{Server, answer, json as answer_json};

const CUSTOMER: &str = r#"{"id": "cus_1", "email": null}"#;

/// Says what it sees, and changes it a little.
#[derive(Debug, Clone)]
struct Watch(&'static str, Arc<Mutex<Vec<String>>>);

impl Watch {
    fn say(&self, what: String) {
        self.1.lock().unwrap().push(format!("{} {what}", self.0));
    }
}

impl Middleware for Watch {
    fn handle<'a>(&'a self, mut request: http::Request<Body>, next: Next<'a>) -> TransportFuture<'a> {
        Box::pin(async move {
            let call = *CallInfo::of(&request).unwrap();
            self.say(format!("> {} {} {}", call.operation(), call.path(), call.attempt()));
            request.headers_mut().append("x-seen-by", self.0.parse().unwrap());
            let response = next.run(request).await?;
            self.say(format!("< {}", response.status().as_u16()));
            Ok(response)
        })
    }
}

#[tokio::test]
async fn middleware_sees_each_attempt_from_the_outside_in() {
    let attempts = AtomicUsize::new(0);
    let server = Server::start(move |_| match attempts.fetch_add(1, Ordering::SeqCst) {
        0 => answer("503 X", "retry-after: 0\r\n", ""),
        _ => answer_json("200 OK", CUSTOMER),
    })
    .await;
    let said = Arc::new(Mutex::new(Vec::new()));
    let outer = Watch("outer", Arc::clone(&said));
    let inner = Watch("inner", Arc::clone(&said));
    let client = Client::of(builder(&server.url).middleware(outer).middleware(inner));
    client
        .update_customer("a", crate::support::client::UpdateCustomerRequest::new())
        .with_idempotency_key("k")
        .await
        .unwrap();
    let template = "Update-customer /customers/{customer_id}";
    let expected = [
        format!("outer > {template} 0"),
        format!("inner > {template} 0"),
        "inner < 503".to_owned(),
        "outer < 503".to_owned(),
        format!("outer > {template} 1"),
        format!("inner > {template} 1"),
        "inner < 200".to_owned(),
        "outer < 200".to_owned(),
    ];
    assert_eq!(*said.lock().unwrap(), expected);
    let seen = server.seen();
    let names: Vec<_> = seen[1].headers.iter().filter(|(name, _)| name == "x-seen-by").collect();
    assert_eq!(names.len(), 2);
}

#[tokio::test]
async fn middleware_may_answer_itself() {
    #[derive(Debug)]
    struct Cache;

    impl Middleware for Cache {
        fn handle<'a>(&'a self, _: http::Request<Body>, _: Next<'a>) -> TransportFuture<'a> {
            Box::pin(async { Ok(http::Response::new(Body::from(CUSTOMER))) })
        }
    }

    let client = Client::of(builder("http://127.0.0.1:1").middleware(Cache));
    assert_eq!(client.get_customer("a").await.unwrap().id, "cus_1");
}

#[tokio::test]
async fn what_the_document_does_not_describe_goes_the_same_way() {
    let server = Server::start(|seen| match &*seen.target {
        "/v1/jobs/a%20b/restart?dry_run=true&tag=x&tag=y" => answer_json("200 OK", r#"{"done": true}"#),
        _ => answer_json("404 Not Found", r#"{"message": "no such job"}"#),
    })
    .await;
    let client = Client::of(builder(&format!("{}/v1", server.url)));
    let request = client
        .core
        .request(Method::POST, "/jobs/a b/restart?dry_run=true")
        .query("tag", &vec!["x".to_owned(), "y".to_owned()])
        .header("x-why", "test")
        .json(&json!({"n": 1}));
    let job: Value = request.clone().fetch().await.unwrap();
    assert_eq!(job, json!({"done": true}));
    let response = request.send().await.unwrap();
    assert_eq!(response.into_inner(), r#"{"done": true}"#);
    let seen = &server.seen()[0];
    assert_eq!((&*seen.method, &*seen.body), ("POST", r#"{"n":1}"#));
    let headers = [
        ("x-api-key", KEY),
        ("organisation", ORGANISATION),
        ("x-why", "test"),
        ("accept", "*/*"),
    ];
    for (name, value) in headers {
        assert_eq!(seen.header(name), Some(value), "{name}");
    }
    let error = client.core.request(Method::DELETE, "/jobs/1").send().await.unwrap_err();
    assert_eq!(error.server_message(), Some("no such job"));
    let error = client.core.request(Method::GET, "//elsewhere.example/").send().await;
    assert_eq!(server.seen().pop().unwrap().target, "/v1//elsewhere.example/");
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Status);
    for path in ["jobs", "@elsewhere.example/", "/../v2"] {
        let error = client.core.request(Method::GET, path).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{path}");
    }
}

#[tokio::test]
async fn only_so_many_calls_are_on_their_way() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));

    #[derive(Debug, Clone)]
    struct Slow(Arc<AtomicUsize>, Arc<AtomicUsize>);

    impl Middleware for Slow {
        fn handle<'a>(&'a self, _: http::Request<Body>, _: Next<'a>) -> TransportFuture<'a> {
            Box::pin(async {
                let now = self.0.fetch_add(1, Ordering::SeqCst) + 1;
                self.1.fetch_max(now, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                self.0.fetch_sub(1, Ordering::SeqCst);
                Ok(http::Response::new(Body::from(CUSTOMER)))
            })
        }
    }

    let slow = Slow(now, Arc::clone(&most));
    let client = Client::of(builder("http://127.0.0.1:1").max_concurrent_calls(3).middleware(slow));
    let started = Instant::now();
    let calls: Vec<_> = (0..12)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get_customer("a").await.unwrap() })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(most.load(Ordering::SeqCst), 3);
    assert!(started.elapsed() >= Duration::from_millis(80));

    // A stream keeps its place until it is dropped, and waiting takes of a call's time.
    let client = Client::of(
        builder("http://127.0.0.1:1")
            .max_concurrent_calls(1)
            .middleware(slow_free()),
    );
    let call: openapi_runtime::Call<Download<openapi_runtime::Error>, openapi_runtime::Error> =
        client.get_request().send();
    let download = call.await.unwrap();
    let error = client
        .get_customer("a")
        .with_timeout(Duration::from_millis(100))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    drop(download);
    client.get_customer("a").await.unwrap();

    let error = builder("http://127.0.0.1:1")
        .max_concurrent_calls(0)
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

fn slow_free() -> impl Middleware {
    #[derive(Debug)]
    struct Quick;

    impl Middleware for Quick {
        fn handle<'a>(&'a self, _: http::Request<Body>, _: Next<'a>) -> TransportFuture<'a> {
            Box::pin(async { Ok(http::Response::new(Body::from(CUSTOMER))) })
        }
    }
    Quick
}

#[tokio::test]
async fn a_proxy_is_gone_through() {
    let proxy = Server::always(answer_json("200 OK", CUSTOMER)).await;
    let base = builder("http://api.example").allow_clear_text(true).proxy(&*proxy.url);
    let customer = Client::of(base).get_customer("a").await.unwrap();
    assert_eq!(customer.id, "cus_1");
    assert_eq!(proxy.only().target, "http://api.example/customers/a");
}

#[test]
fn what_cannot_be_set_up_is_found_when_the_client_is_built() {
    let table = [
        (builder("https://api.example").proxy("::"), "the proxy's address"),
        (
            builder("https://api.example").root_certificates("none"),
            "to be trusted are not PEM",
        ),
        (
            builder("https://api.example").client_certificate("none", "none"),
            "the client's certificate is not PEM",
        ),
    ];
    for (builder, words) in table {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains(words), "{error}");
    }
}
