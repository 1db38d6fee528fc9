//! Is what arrives at the server what the caller said?

use openapi_runtime::ErrorKind;

use crate::support::client::{Client, KEY, ORGANISATION, UpdateCustomerRequest, builder};
use crate::support::server::{Server, json};

const CUSTOMER: &str = r#"{"id": "cus_1", "email": null}"#;

#[tokio::test]
async fn both_keys_and_the_usual_headers_are_sent() {
    let server = Server::always(json("200 OK", CUSTOMER)).await;
    let client = Client::new(&server.url);
    let customer = client
        .update_customer("cus_1", UpdateCustomerRequest::new())
        .await
        .unwrap();
    assert_eq!((&*customer.id, customer.email), ("cus_1", None));
    let seen = server.only();
    assert_eq!((&*seen.method, &*seen.target), ("PATCH", "/customers/cus_1"));
    let table = [
        ("x-api-key", KEY),
        ("organisation", ORGANISATION),
        ("accept", "application/json"),
        ("content-type", "application/json"),
        ("user-agent", "miniature/0.1.0"),
        ("accept-encoding", "gzip"),
    ];
    for (name, value) in table {
        assert_eq!(seen.header(name), Some(value), "{name}");
    }
}

#[tokio::test]
async fn absent_null_and_value_are_three_states() {
    let table = [
        (UpdateCustomerRequest::new(), "{}"),
        (UpdateCustomerRequest::new().email("a@b.c"), r#"{"email":"a@b.c"}"#),
        (
            UpdateCustomerRequest::new().clear_phone_number(),
            r#"{"phone_number":null}"#,
        ),
        (
            UpdateCustomerRequest::new().email("a@b.c").clear_phone_number(),
            r#"{"email":"a@b.c","phone_number":null}"#,
        ),
    ];
    for (body, expected) in table {
        let server = Server::always(json("200 OK", CUSTOMER)).await;
        Client::new(&server.url).update_customer("cus_1", body).await.unwrap();
        assert_eq!(server.only().body, expected);
    }
}

#[tokio::test]
async fn a_path_parameter_stays_in_its_segment() {
    let table = [
        ("a/b?c#d", "/customers/a%2Fb%3Fc%23d"),
        ("%2e", "/customers/%252e"),
        ("%2e%2E", "/customers/%252e%252E"),
        ("é", "/customers/%C3%A9"),
        ("a b+c", "/customers/a%20b%2Bc"),
        ("...", "/customers/..."),
        ("../admin", "/customers/..%2Fadmin"),
        ("a\r\nx: y", "/customers/a%0D%0Ax%3A%20y"),
        ("\\..\\", "/customers/%5C..%5C"),
    ];
    for (value, expected) in table {
        let server = Server::always(json("200 OK", CUSTOMER)).await;
        Client::new(&server.url).get_customer(value).await.unwrap();
        assert_eq!(server.only().target, expected, "{value:?}");
    }
}

#[tokio::test]
async fn a_path_parameter_that_would_leave_its_segment_is_not_sent() {
    let server = Server::always(json("200 OK", CUSTOMER)).await;
    let client = Client::new(&server.url);
    let table = [
        ("", "the path parameter `customer_id` is empty"),
        (".", "the path segment `{customer_id}` would be `.`"),
        ("..", "the path segment `{customer_id}` would be `..`"),
    ];
    for (value, expected) in table {
        let error = client
            .update_customer(value, UpdateCustomerRequest::new())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        let text = error.to_string();
        let start = "Update-customer (PATCH /customers/{customer_id}): ";
        assert!(text.starts_with(start) && text.contains(expected), "{text}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_header_cannot_hold_a_line_break() {
    let server = Server::always(json("200 OK", CUSTOMER)).await;
    let client = Client::new(&server.url);
    for value in ["1\r\nx-admin: yes", "1\n", "1\0"] {
        let error = client
            .update_customer("cus_1", UpdateCustomerRequest::new())
            .apiversion(value)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        let text = error.to_string();
        assert!(
            text.contains("`apiversion` holds a line break") && !text.contains("admin"),
            "{text}"
        );
        let error = client
            .get_customer("cus_1")
            .with_header("x-note", value)
            .await
            .unwrap_err();
        assert!(error.to_string().contains("`x-note`"), "{error}");
    }
    let error = client
        .get_customer("cus_1")
        .with_header("x note", "1")
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains(r#""x note" is not the name of a header"#),
        "{error}"
    );
    assert!(server.seen().is_empty());

    let error = builder(&server.url).header("x-note", "a\r\nb").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn headers_of_the_call_win_over_those_of_the_client() {
    let server = Server::always(json("200 OK", CUSTOMER)).await;
    let client = Client::of(
        builder(&server.url)
            .header("apiversion", "1")
            .header("user-agent", "mine")
            .header("x-tenant", "t"),
    );
    client.get_customer("a").await.unwrap();
    client
        .update_customer("b", UpdateCustomerRequest::new())
        .apiversion("2")
        .with_header("accept", "application/vnd.api+json")
        .await
        .unwrap();
    let seen = server.seen();
    let of = |index: usize, name| seen[index].header(name);
    assert_eq!((of(0, "apiversion"), of(1, "apiversion")), (Some("1"), Some("2")));
    assert_eq!((of(0, "user-agent"), of(1, "x-tenant")), (Some("mine"), Some("t")));
    assert_eq!(of(1, "accept"), Some("application/vnd.api+json"));
}

#[tokio::test]
async fn base_url_template_and_arguments_each_add_to_the_query() {
    let server = Server::always(json("200 OK", "{}")).await;
    let client = Client::new(&format!("{}/v1/?tenant=t", server.url));
    client
        .search()
        .tag(vec!["a&b".into(), "é".into()])
        .limit(1)
        .limit(2)
        .await
        .unwrap();
    assert_eq!(
        server.only().target,
        "/v1/search?tenant=t&beta=true&tag=a%26b&tag=%C3%A9&limit=2"
    );
}

#[tokio::test]
async fn a_request_can_be_sent_twice() {
    let server = Server::always(json("200 OK", CUSTOMER)).await;
    let request = Client::new(&server.url).update_customer("cus_1", UpdateCustomerRequest::new().email("a@b.c"));
    let first = request.clone().await.unwrap();
    let second = request.send().await.unwrap();
    assert_eq!((second.status().as_u16(), second.into_inner()), (200, first));
    let seen = server.seen();
    assert_eq!((seen.len(), &seen[0].body), (2, &seen[1].body));
}

#[tokio::test]
async fn a_call_that_is_not_awaited_sends_nothing_and_can_move_to_another_task() {
    let server = Server::always(json("200 OK", CUSTOMER)).await;
    let client = Client::new(&server.url);
    drop(client.get_customer("a").send());
    let customer = tokio::spawn(client.get_customer("b").into_future()).await.unwrap();
    assert_eq!(customer.unwrap().id, "cus_1");
    assert_eq!(server.only().target, "/customers/b");
}

#[tokio::test]
async fn forms_go_out_whole() {
    use openapi_runtime::codegen::v1::{FilePart, Style};

    let server = Server::always(json("200 OK", "null")).await;
    let body = openapi_runtime::serde_json::json!({"amount": 1, "expand": ["a b"], "metadata": {"k": "v&w"}, "tags": ["x", "y"]});
    let look = || {
        let look = Client::new(&server.url).look();
        look.path("kind", &1_i64).path("place", &1_i64).path("id", &1_i64)
    };
    let form = look().form(&[("expand", Style::DEEP_OBJECT), ("tags", Style::FORM)], &body);
    form.send::<Option<i64>, openapi_runtime::Error>().await.unwrap();
    let multipart = look()
        .multipart()
        .part("note", "", &"n".to_owned())
        .files("file", "", [FilePart::new("hi")]);
    multipart.send::<Option<i64>, openapi_runtime::Error>().await.unwrap();

    let [form, multipart] = &server.seen()[..] else {
        panic!("two requests were sent");
    };
    assert_eq!(form.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(form.body, "amount=1&expand%5B%5D=a%20b&metadata%5Bk%5D=v%26w&tags=x,y");
    let content_type = multipart.header("content-type").unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(multipart.body.matches(boundary).count(), 3);
    assert!(
        multipart.body.contains("name=\"file\"; filename=\"file\"\r\n"),
        "{}",
        multipart.body
    );
}

#[tokio::test]
async fn an_empty_body_says_so_where_there_could_be_one() {
    use openapi_runtime::http::Method;

    // RFC 9110, §8.6: what the method gives no meaning to has no length either.
    let table = [
        (Method::POST, Some("0")),
        (Method::PUT, Some("0")),
        (Method::PATCH, Some("0")),
        (Method::GET, None),
        (Method::DELETE, None),
    ];
    for (method, expected) in table {
        let server = Server::always(json("200 OK", "{}")).await;
        let client = Client::new(&server.url);
        client.core.request(method.clone(), "/jobs").send().await.unwrap();
        assert_eq!(server.only().header("content-length"), expected, "{method}");
    }
    let server = Server::always(json("200 OK", "null")).await;
    let request = Client::new(&server.url).upload_request();
    let empty = request.bytes("application/octet-stream", "");
    empty.send::<Option<i64>, openapi_runtime::Error>().await.unwrap();
    let seen = server.only();
    assert_eq!((&*seen.method, seen.header("content-length")), ("POST", Some("0")));
    assert_eq!(seen.header("content-type"), Some("application/octet-stream"));
}
