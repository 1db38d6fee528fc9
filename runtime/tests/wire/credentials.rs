//! Do credentials go where they belong, and nowhere else?

use openapi_runtime::ErrorKind;
use openapi_runtime::codegen::v1::Credential;

use crate::support::client::{
    Client, KEY, LOGIN, ORGANISATION, QUERY_KEY, SESSION, TOKEN, UpdateCustomerRequest, bare, builder,
};
use crate::support::server::{Server, json};

#[tokio::test]
async fn a_call_without_credentials_is_not_sent_and_names_them() {
    let server = Server::always(json("200 OK", "{}")).await;
    let client = Client::of(bare().base_url(&*server.url));
    let error = client.get_customer("a").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(
        error.to_string(),
        "GET /customers/{customer_id}: missing credentials: ApiTokenAuth (environment variable \
         MINIATURE_API_TOKEN_AUTH) and OrganisationAuth (environment variable MINIATURE_ORGANISATION_AUTH); give them \
         to the client's builder or in the environment"
    );
    let half = bare().base_url(&*server.url).credential(0, Credential::secret(KEY));
    let error = Client::of(half).get_customer("a").await.unwrap_err().to_string();
    assert!(
        error.contains("OrganisationAuth") && !error.contains("ApiTokenAuth"),
        "{error}"
    );

    let error = client.either().await.unwrap_err().to_string();
    assert!(
        error.contains("Token (environment variable MINIATURE_TOKEN), or Login ("),
        "{error}"
    );
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn each_kind_of_credential_goes_to_its_place() {
    let table = [
        (
            Some((QUERY_KEY, Credential::secret("a&b=c"))),
            "/search?beta=true&api_key=a%26b%3Dc",
            None,
        ),
        (
            Some((SESSION, Credential::secret("abc"))),
            "/search?beta=true",
            Some(("cookie", "session=abc")),
        ),
        (
            Some((TOKEN, Credential::secret("abc"))),
            "/search?beta=true",
            Some(("authorization", "Bearer abc")),
        ),
        (
            Some((LOGIN, Credential::basic("Aladdin", "open sesame"))),
            "/search?beta=true",
            // RFC 7617, §2.
            Some(("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")),
        ),
        (None, "/search?beta=true", None),
    ];
    for (credential, target, header) in table {
        let server = Server::always(json("200 OK", "{}")).await;
        let mut builder = bare().base_url(&*server.url);
        if let Some((scheme, credential)) = credential {
            builder = builder.credential(scheme, credential);
        }
        Client::of(builder).search().await.unwrap();
        let seen = server.only();
        assert_eq!(seen.target, target);
        match header {
            Some((name, value)) => assert_eq!(seen.header(name), Some(value)),
            None => assert_eq!(seen.header("authorization").or(seen.header("cookie")), None),
        }
    }
}

#[tokio::test]
async fn the_first_alternative_that_is_configured_is_sent() {
    let server = Server::always(json("200 OK", "{}")).await;
    let client = Client::of(builder(&server.url).credential(TOKEN, Credential::secret("abc")));
    client.either().await.unwrap();
    let seen = server.only();
    assert_eq!(
        (seen.header("x-api-key"), seen.header("authorization")),
        (Some(KEY), None)
    );

    let client = Client::of(
        bare()
            .base_url(&*server.url)
            .credential(TOKEN, Credential::secret("abc")),
    );
    client.either().await.unwrap();
    assert_eq!(server.seen()[1].header("authorization"), Some("Bearer abc"));
}

#[tokio::test]
async fn credentials_do_not_cross_the_network_in_clear_text() {
    for url in ["http://api.invalid", "http://127.0.0.1.invalid", "http://10.0.0.1:1"] {
        let error = Client::new(url).get_customer("a").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ClearText, "{url}");
        let text = error.to_string();
        assert!(text.contains("allow_clear_text") && text.contains(url), "{text}");
    }
    // What needs no credential may go, and here finds nobody.
    let client = Client::of(bare().base_url("http://api.invalid"));
    assert_ne!(client.search().await.unwrap_err().kind(), ErrorKind::ClearText);
    // A credential in a header of the caller's own is one too.
    let error = client
        .search()
        .with_header("authorization", "Bearer x")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ClearText);
    let client = Client::of(builder("http://api.invalid").allow_clear_text(true));
    assert_eq!(client.get_customer("a").await.unwrap_err().kind(), ErrorKind::Dns);
}

#[test]
fn credentials_that_cannot_be_sent_are_found_when_the_client_is_built() {
    let table = [
        (0, Credential::secret("top\r\nsecret")),
        (0, Credential::secret("")),
        (SESSION, Credential::secret("top; secret")),
        (LOGIN, Credential::secret("topsecret")),
        (LOGIN, Credential::basic("top:secret", "x")),
        (TOKEN, Credential::secret("top\0secret")),
    ];
    for (scheme, credential) in table {
        let error = bare().credential(scheme, credential).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = format!("{error} {error:?}");
        assert!(
            text.contains("the credential of") && !text.contains("secret\""),
            "{text}"
        );
        assert!(!text.contains("top"), "{text}");
    }
}

#[tokio::test]
async fn nothing_that_prints_shows_a_key() {
    let echo = format!(r#"{{"message": "the key {KEY} of {ORGANISATION} is not valid"}}"#);
    let server = Server::always(json("401 Unauthorized", &echo)).await;
    let builder = builder(&format!("{}?token={KEY}", server.url))
        .credential(QUERY_KEY, Credential::secret(KEY))
        .header("authorization", &format!("Bearer {KEY}"));
    let mut printed = vec![format!("{builder:?}")];
    let client = Client::of(builder);
    let request = client
        .update_customer("a", UpdateCustomerRequest::new())
        .with_header("x-api-key", KEY);
    printed.extend([
        format!("{client:?} {request:?}"),
        format!("{:?}", request.clone().into_future()),
    ]);
    let refused = request.await.unwrap_err();
    assert_eq!(refused.server_message(), Some("the key *** of *** is not valid"));
    assert!(refused.text().contains(KEY));
    let gone = Client::of(
        bare()
            .base_url("http://127.0.0.1:1")
            .credential(QUERY_KEY, Credential::secret(KEY)),
    );
    let unreachable = gone.search().await.unwrap_err();
    for error in [refused, unreachable] {
        printed.push(format!("{error} {error:?} {error:#?}"));
        let mut source = std::error::Error::source(&error.0);
        while let Some(error) = source {
            printed.push(format!("{error} {error:?}"));
            source = error.source();
        }
    }
    for text in printed {
        assert!(!text.contains(KEY) && !text.contains(ORGANISATION), "{text}");
    }
}
