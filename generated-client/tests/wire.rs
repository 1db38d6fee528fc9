//! What goes over the wire when the SDK is used, and what comes of each answer?
//!
//! The server is a real one, on this machine, that writes what it is told and keeps what it was sent. The runtime's own
//! tests go further into what networks do; these show that the generated client is wired to it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use zenskar::runtime::ErrorKind;
use zenskar::types::{Address, CustomerResponse, UpdateCustomerRequest, ValidationErrorLocItem};
use zenskar::{Client, Error, ErrorBody};

const KEY: &str = "key-that-nobody-may-see";
const ORGANISATION: &str = "7f0f4bb2-52f7-4d18-a20e-b15f2a0f4b6f";
const CUSTOMER: &str = r#"{"id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10","external_id":null,"customer_name":"Acme","custom_data":null,"address":null}"#;

/// A server that writes one answer to every request, and then closes, or stays silent where there is no answer.
struct Server {
    url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn answering(answer: impl Into<Option<String>>) -> Self {
        let answer = answer.into();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (answer, kept) = (answer.clone(), Arc::clone(&kept));
                tokio::spawn(async move {
                    let request = read_request(&mut stream).await;
                    kept.lock().unwrap().push(request);
                    match answer {
                        Some(answer) => stream.write_all(answer.as_bytes()).await.unwrap(),
                        None => tokio::time::sleep(Duration::from_secs(60)).await,
                    }
                });
            }
        });
        Server { url, seen }
    }

    fn client(&self) -> Client {
        Client::builder()
            .base_url(&self.url)
            .api_token_auth(KEY)
            .organisation_auth(ORGANISATION)
            .build()
            .unwrap()
    }

    /// The one request that came.
    fn request(&self) -> String {
        let seen = self.seen.lock().unwrap();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen[0].clone()
    }

    fn was_silent(&self) -> bool {
        self.seen.lock().unwrap().is_empty()
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).await.unwrap_or(0);
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request);
        let head = text.find("\r\n\r\n").map(|end| end + 4);
        let length = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
        if read == 0 || head.is_some_and(|head| request.len() >= head + length.unwrap_or(0)) {
            return text.into_owned();
        }
    }
}

fn answer(status: &str, content_type: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

fn json(status: &str, body: &str) -> String {
    answer(status, "application/json", body)
}

/// Updates with this change, against a server that answers with the customer; gives what was sent.
async fn sent(change: UpdateCustomerRequest) -> String {
    let server = Server::answering(json("200 OK", CUSTOMER)).await;
    server
        .client()
        .customers()
        .update_customer("cus_1", change)
        .await
        .unwrap();
    server.request()
}

async fn outcome(answer: String) -> Result<CustomerResponse, Error> {
    let server = Server::answering(answer).await;
    server
        .client()
        .customers()
        .update_customer("cus_1", UpdateCustomerRequest::new())
        .await
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").unwrap().1
}

#[tokio::test]
async fn absent_null_and_value_are_three_states() {
    assert_eq!(body(&sent(UpdateCustomerRequest::new()).await), "{}");
    assert_eq!(
        body(&sent(UpdateCustomerRequest::new().clear_email()).await),
        r#"{"email":null}"#
    );
    assert_eq!(
        body(&sent(UpdateCustomerRequest::new().email("a@b.c")).await),
        r#"{"email":"a@b.c"}"#
    );
    let change = UpdateCustomerRequest::new()
        .address(Address::new().zip_code("62704").clear_line2())
        .tax_info([])
        .communications_enabled(false);
    let expected = r#"{"address":{"line2":null,"zipCode":"62704"},"tax_info":[],"communications_enabled":false}"#;
    assert_eq!(body(&sent(change).await), expected);
}

#[tokio::test]
async fn both_keys_go_with_the_call_and_nothing_prints_them() {
    let server = Server::answering(json(
        "403 Forbidden",
        &format!(r#"{{"Message":"no access for {KEY}"}}"#),
    ))
    .await;
    let client = server.client();
    let error = client
        .customers()
        .update_customer("cus_1", UpdateCustomerRequest::new())
        .await
        .unwrap_err();
    let request = server.request();
    assert!(request.starts_with("PATCH /customers/cus_1 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains(&format!("\r\nx-api-key: {KEY}\r\n")), "{request}");
    assert!(
        request.contains(&format!("\r\norganisation: {ORGANISATION}\r\n")),
        "{request}"
    );
    assert!(request.contains("\r\ncontent-type: application/json\r\n"), "{request}");
    for shown in [
        format!("{client:?}"),
        format!("{error} {error:?}"),
        format!("{:?}", Client::builder().api_token_auth(KEY)),
    ] {
        assert!(!shown.contains(KEY), "{shown}");
    }
}

#[tokio::test]
async fn a_customer_id_stays_in_its_segment() {
    let table = [
        ("a/b?c#d", "/customers/a%2Fb%3Fc%23d"),
        ("%2e", "/customers/%252e"),
        ("kö/ñ", "/customers/k%C3%B6%2F%C3%B1"),
        ("a b+c", "/customers/a%20b%2Bc"),
        ("../admin", "/customers/..%2Fadmin"),
    ];
    for (id, target) in table {
        let server = Server::answering(json("200 OK", CUSTOMER)).await;
        server
            .client()
            .customers()
            .update_customer(id, UpdateCustomerRequest::new())
            .await
            .unwrap();
        let request = server.request();
        assert!(
            request.starts_with(&format!("PATCH {target} HTTP/1.1\r\n")),
            "{id}: {request}"
        );
    }
    for id in ["", ".", ".."] {
        let server = Server::answering(json("200 OK", CUSTOMER)).await;
        let error = server
            .client()
            .customers()
            .update_customer(id, UpdateCustomerRequest::new())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{id:?}: {error}");
        assert!(error.to_string().contains("customer_id"), "{error}");
        assert!(server.was_silent());
    }
}

#[tokio::test]
async fn success_is_typed_with_status_and_headers() {
    let server = Server::answering(json("200 OK", CUSTOMER)).await;
    let call = server
        .client()
        .customers()
        .update_customer("cus_1", UpdateCustomerRequest::new());
    let response = call.with_header("x-trace", "7").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    let customer = response.into_inner();
    assert_eq!(customer.customer_name, "Acme");
    assert_eq!(customer.tax_info, Some(vec![]));
    assert_eq!(
        (customer.communications_enabled, customer.auto_charge_enabled),
        (Some(true), Some(true))
    );
    assert!(server.request().contains("\r\nx-trace: 7\r\n"));
}

#[tokio::test]
async fn a_422_is_what_the_description_declares() {
    let detail = r#"{"detail":[{"loc":["body","tax_info",0],"msg":"field required","type":"missing"}]}"#;
    let error = outcome(json("422 Unprocessable Entity", detail)).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(422));
    let Some(ErrorBody::HttpValidationError(body)) = error.body() else {
        panic!("{error:?}")
    };
    let violations = body.detail.unwrap();
    let expected = [
        ValidationErrorLocItem::from("body".to_owned()),
        ValidationErrorLocItem::from("tax_info".to_owned()),
        ValidationErrorLocItem::from(0),
    ];
    assert_eq!(violations[0].loc, expected);
    assert!(error.to_string().contains("field required"), "{error}");
}

#[tokio::test]
async fn other_errors_say_what_the_server_said() {
    let html = "<html><body><h1>Bad Gateway</h1></body></html>";
    for status in [
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "500 Internal Server Error",
    ] {
        let cases = [
            (
                json(status, r#"{"message":"said by the server"}"#),
                "said by the server",
            ),
            (answer(status, "text/html", html), status),
            (answer(status, "text/plain", ""), status),
        ];
        for (answer, expected) in cases {
            let error = outcome(answer).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Status);
            assert!(error.body().is_none());
            let line = error.to_string();
            assert!(
                line.starts_with("Update-customer (PATCH /customers/{customer_id}): "),
                "{line}"
            );
            assert!(
                line.contains(expected) && !line.contains("<h1>") && !line.contains('\n'),
                "{line}"
            );
        }
    }
}

#[tokio::test]
async fn a_body_that_is_something_else_names_the_place() {
    let wrong = CUSTOMER.replace("5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10", "seven");
    let table = [
        (json("200 OK", &wrong), "id: "),
        (json("200 OK", "{}"), "missing field `id`"),
        (json("200 OK", ""), "empty"),
        (answer("200 OK", "text/html", "<html></html>"), "text/html"),
    ];
    for (answer, expected) in table {
        let error = outcome(answer).await.unwrap_err();
        assert!(error.is_decode() && error.status().is_some(), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn what_the_network_does_ends_as_a_person_understands() {
    let cut = answer("200 OK", "application/json", CUSTOMER).replace("content-length: ", "content-length: 9");
    assert_eq!(outcome(cut).await.unwrap_err().kind(), ErrorKind::Interrupted);

    let refused = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let client = Client::builder()
        .base_url(format!("http://{refused}"))
        .api_token_auth(KEY)
        .organisation_auth(ORGANISATION);
    let error = client
        .build()
        .unwrap()
        .customers()
        .update_customer("c", UpdateCustomerRequest::new())
        .await
        .unwrap_err();
    assert!(error.is_connect() && error.is_retryable(), "{error}");

    let slow = Server::answering(None).await;
    let call = slow
        .client()
        .customers()
        .update_customer("c", UpdateCustomerRequest::new());
    let error = call.with_timeout(Duration::from_millis(200)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");

    let large = Server::answering(json("200 OK", &" ".repeat(4096))).await;
    let client = Client::builder()
        .base_url(&large.url)
        .api_token_auth(KEY)
        .organisation_auth(ORGANISATION);
    let client = client.max_response_bytes(1024).build().unwrap();
    let error = client
        .customers()
        .update_customer("c", UpdateCustomerRequest::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.to_string().contains("1024"), "{error}");
}

#[tokio::test]
async fn another_origin_never_sees_a_key() {
    let other = Server::answering(json("200 OK", CUSTOMER)).await;
    let location = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: {}/x\r\ncontent-length: 0\r\n\r\n",
        other.url
    );
    let server = Server::answering(location).await;
    let error = server
        .client()
        .customers()
        .update_customer("c", UpdateCustomerRequest::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(error.to_string().contains(&other.url), "{error}");
    assert!(other.was_silent());
}

#[tokio::test]
async fn nothing_is_sent_without_credentials_or_in_clear_text() {
    let server = Server::answering(json("200 OK", CUSTOMER)).await;
    let client = Client::builder()
        .base_url(&server.url)
        .api_token_auth(KEY)
        .build()
        .unwrap();
    let error = client
        .customers()
        .update_customer("c", UpdateCustomerRequest::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    let line = error.to_string();
    assert!(
        line.contains("OrganisationAuth") && line.contains("ZENSKAR_ORGANISATION_AUTH"),
        "{line}"
    );
    assert!(server.was_silent());

    let client = Client::builder()
        .base_url("http://api.example.invalid")
        .api_token_auth(KEY)
        .organisation_auth("o");
    let error = client
        .build()
        .unwrap()
        .customers()
        .update_customer("c", UpdateCustomerRequest::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ClearText, "{error}");
}

#[tokio::test]
async fn a_header_cannot_be_slipped_in() {
    let server = Server::answering(json("200 OK", CUSTOMER)).await;
    let call = server
        .client()
        .customers()
        .update_customer("c", UpdateCustomerRequest::new());
    let error = call.with_header("x-note", "a\r\nx-admin: true").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request, "{error}");
    assert!(server.was_silent());
}

#[tokio::test]
async fn a_client_of_reqwest_that_is_set_up_otherwise_is_a_transport() {
    let server = Server::answering(json("200 OK", CUSTOMER)).await;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let reqwest = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .tls_backend_preconfigured(tls)
        .default_headers(
            [("x-set-up".parse().unwrap(), "otherwise".parse().unwrap())]
                .into_iter()
                .collect(),
        )
        .build()
        .unwrap();
    let client = Client::builder()
        .base_url(&server.url)
        .api_token_auth(KEY)
        .organisation_auth(ORGANISATION)
        .transport(reqwest)
        .build()
        .unwrap();
    let change = UpdateCustomerRequest::new().email("a@b.c");
    client.customers().update_customer("cus_1", change).await.unwrap();
    let request = server.request();
    assert!(
        request.contains("x-set-up: otherwise") && request.contains(KEY),
        "{request}"
    );
    assert_eq!(body(&request), r#"{"email":"a@b.c"}"#);
}
