//! Are tokens got when they are needed, kept while they are good, and got once however many calls wait?

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use openapi_runtime::codegen::v1;
use openapi_runtime::{Bearer, Body, ClientCredentials, ErrorKind, RefreshToken, Token, TokenFuture, TokenSource};

use crate::support::client::{Client, Error, MACHINE, PERSON, bare};
use crate::support::server::{Seen, Server, Step, answer, json};

/// A server that gives tokens, `t1` and so on, and takes those that `is_good` says.
async fn giving(lifetime: u64, is_good: impl Fn(&str) -> bool + Send + Sync + 'static) -> Server {
    let given = AtomicUsize::new(0);
    Server::start(move |seen| match &*seen.target {
        "/oauth/token?tenant=1" => {
            let number = given.fetch_add(1, Ordering::SeqCst) + 1;
            let body = format!(r#"{{"access_token": "t{number}", "token_type": "Bearer", "expires_in": {lifetime}}}"#);
            json("200 OK", &body)
        }
        _ => match seen
            .header("authorization")
            .and_then(|value| value.strip_prefix("Bearer "))
        {
            Some(token) if is_good(token) => json("200 OK", "1"),
            _ => json("401 Unauthorized", r#"{"message": "who are you?"}"#),
        },
    })
    .await
}

fn client(server: &Server, scheme: usize, token: impl Into<Bearer>) -> Client {
    let builder = bare()
        .base_url(&server.url)
        .credential(scheme, v1::Credential::bearer(token));
    Client::of(builder)
}

async fn call(client: &Client) -> Result<i64, Error> {
    client.with_token().json(&"body".to_owned()).send().await
}

fn is_token_request(seen: &&Seen) -> bool {
    seen.target.starts_with("/oauth/token")
}

#[tokio::test]
async fn client_credentials_are_shown_once_while_the_token_is_good() {
    let server = giving(3600, |token| token == "t1").await;
    let credentials = ClientCredentials::new("an id", "a:secret").scope("read write");
    let client = client(&server, MACHINE, credentials);
    assert_eq!(call(&client).await.unwrap(), 1);
    assert_eq!(call(&client).await.unwrap(), 1);
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0].method, "POST");
    assert_eq!(seen[0].body, "grant_type=client_credentials&scope=read%20write");
    // `an%20id:a%3Asecret`
    assert_eq!(seen[0].header("authorization"), Some("Basic YW4lMjBpZDphJTNBc2VjcmV0"));
    assert_eq!(
        seen[0].header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert!(!format!("{:?}", client.core).contains("secret"));
}

#[tokio::test]
async fn a_refused_token_is_replaced_once_for_all_who_wait() {
    let server = giving(3600, |token| token == "t2").await;
    let client = client(&server, MACHINE, ClientCredentials::new("id", "secret").in_body());
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client).await.unwrap() })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), 1);
    }
    let seen = server.seen();
    assert_eq!(seen.iter().filter(is_token_request).count(), 2);
    assert!(seen[0].body.ends_with("&client_id=id&client_secret=secret"));
    let done = seen
        .iter()
        .filter(|seen| seen.header("authorization") == Some("Bearer t2"));
    assert_eq!(done.count(), 100);
}

#[tokio::test]
async fn a_token_that_is_always_refused_is_told() {
    let server = giving(3600, |_| false).await;
    let client = client(&server, MACHINE, ClientCredentials::new("id", "secret"));
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(server.seen().iter().filter(is_token_request).count(), 2);
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_token_at_its_end_is_replaced_before_it_is_refused() {
    let server = giving(0, |_| true).await;
    let client = client(&server, MACHINE, ClientCredentials::new("id", "secret"));
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    let tokens: Vec<_> = server
        .seen()
        .iter()
        .filter_map(|seen| seen.header("authorization").map(str::to_owned))
        .collect();
    assert!(
        tokens.contains(&"Bearer t1".to_owned()) && tokens.contains(&"Bearer t2".to_owned()),
        "{tokens:?}"
    );
}

#[tokio::test]
async fn a_refresh_token_is_followed() {
    let server = Server::start(|seen| match &*seen.target {
        "/.well-known/openid-configuration" => json("200 OK", r#"{"token_endpoint": "/connect/token"}"#),
        "/connect/token" if seen.body.contains("refresh_token=r1") => json(
            "200 OK",
            r#"{"access_token": "t1", "expires_in": "0", "refresh_token": "r2"}"#,
        ),
        "/connect/token" if seen.body.contains("refresh_token=r2") => json("200 OK", r#"{"access_token": "t2"}"#),
        _ => json("200 OK", "1"),
    })
    .await;
    let client = client(&server, PERSON, RefreshToken::new("r1").parameter("client_id", "app"));
    for _ in 0..3 {
        call(&client).await.unwrap();
    }
    let seen = server.seen();
    let sent: Vec<_> = seen.iter().filter(|seen| seen.target == "/with-token").collect();
    let tokens: Vec<_> = sent.iter().map(|seen| seen.header("authorization").unwrap()).collect();
    assert_eq!(tokens, ["Bearer t1", "Bearer t2", "Bearer t2"]);
    assert!(
        seen[1]
            .body
            .starts_with("grant_type=refresh_token&refresh_token=r1&client_id=app"),
        "{}",
        seen[1].body
    );
}

#[tokio::test]
async fn what_the_token_endpoint_says_is_told_without_secrets() {
    let refusal = r#"{"error": "invalid_client", "error_description": "not-so-secret is wrong"}"#;
    let server = Server::always(json("401 Unauthorized", refusal)).await;
    let client = client(&server, MACHINE, ClientCredentials::new("id", "not-so-secret"));
    let error = call(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Credentials, None));
    let text = error.to_string();
    assert!(
        text.contains("gives no token for Machine: 401 Unauthorized: invalid_client: *** is wrong"),
        "{text}"
    );
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn the_token_endpoint_is_asked_again_if_that_may_help() {
    let attempts = AtomicUsize::new(0);
    let server = Server::start(move |seen| match &*seen.target {
        "/with-token" => json("200 OK", "1"),
        _ => match attempts.fetch_add(1, Ordering::SeqCst) {
            0 => vec![Step::Close],
            1 => answer("503 X", "", ""),
            _ => json("200 OK", r#"{"access_token": "t"}"#),
        },
    })
    .await;
    let client = client(&server, MACHINE, ClientCredentials::new("id", "secret"));
    assert_eq!(call(&client).await.unwrap(), 1);
}

#[tokio::test]
async fn a_program_has_tokens_of_its_own() {
    #[derive(Debug)]
    struct Vault(Arc<AtomicUsize>);

    impl TokenSource for Vault {
        fn token(&self) -> TokenFuture<'_> {
            Box::pin(async {
                match self.0.fetch_add(1, Ordering::SeqCst) {
                    0 => Ok(Token::new("t1").expires_in(Duration::from_secs(3600))),
                    1 => Ok(Token::new("t2")),
                    _ => Err("the vault is shut".into()),
                }
            })
        }
    }

    let asked = Arc::new(AtomicUsize::new(0));
    let server = giving(0, |token| token == "t2").await;
    let client = client(&server, MACHINE, Vault(Arc::clone(&asked)));
    call(&client).await.unwrap();
    call(&client).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);

    let server = giving(0, |_| false).await;
    let client = self::client(&server, MACHINE, Vault(asked));
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("the vault is shut"), "{error}");
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_call_can_bring_its_own_credential() {
    let server = giving(0, |token| token == "mine").await;
    let client = Client::of(bare().base_url(&server.url));
    let request = client.with_token().extra_header("authorization", "Bearer mine");
    let answer: Result<i64, Error> = request.send().await;
    assert_eq!(answer.unwrap(), 1);
    let answer: Result<i64, Error> = client.with_token().send().await;
    assert_eq!(answer.unwrap_err().kind(), ErrorKind::Credentials);
}

#[tokio::test]
async fn a_stream_is_not_sent_again_with_another_token() {
    let server = giving(3600, |_| false).await;
    let client = client(&server, MACHINE, ClientCredentials::new("id", "secret"));
    let body = Body::stream(Body::from("x"), Some(1));
    let answer: Result<(), Error> = client.with_token().bytes("text/plain", body).send().await;
    assert_eq!(answer.unwrap_err().status().unwrap().as_u16(), 401);
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn secrets_do_not_go_to_a_token_endpoint_in_clear_text() {
    let server = giving(3600, |_| true).await;
    let credentials = ClientCredentials::new("id", "secret").token_url("http://tokens.example/t");
    let client = client(&server, MACHINE, credentials);
    assert_eq!(call(&client).await.unwrap_err().kind(), ErrorKind::ClearText);
    assert!(server.seen().is_empty());
}
