//! Are credentials those that an operation asks for?

use crate::recorder::{Recorder, recorded};
use crate::{authorization, security};

#[tokio::test]
async fn credentials_are_those_that_the_operation_asks_for() {
    use openapi_runtime::{ClientCredentials, ErrorKind};
    let recorder = Recorder::new();
    let new = || recorded!(security::Client::builder(), recorder);

    let bare = new().build().unwrap();
    bare.calls().open().await.unwrap();
    bare.calls().optional().await.unwrap();
    assert_eq!(recorder.last().header("authorization"), None);
    let error = bare.calls().by_default().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("SECURED_MACHINE"), "{error}");

    let full = new()
        .key("k")
        .session("s")
        .login("user", "password")
        .token("t")
        .machine(ClientCredentials::new("id", "secret"))
        .build()
        .unwrap();
    full.calls().optional().await.unwrap();
    assert_eq!(
        recorder.last().header("authorization"),
        Some("Basic dXNlcjpwYXNzd29yZA==")
    );
    full.calls().either().await.unwrap();
    let seen = recorder.last();
    assert_eq!(
        (&*seen.target, seen.header("cookie"), seen.header("authorization")),
        ("/either?api_key=k", Some("sid=s"), None)
    );
    recorder.targets();
    recorder.answers([r#"{"access_token": "of the machine"}"#, "{}"]);
    full.calls().by_default().await.unwrap();
    assert_eq!(recorder.last().header("authorization"), Some("Bearer of the machine"));
    assert_eq!(recorder.targets(), ["/token", "/default"]);

    let person = new().person("from a login").build().unwrap();
    person.calls().either().await.unwrap();
    assert_eq!(recorder.last().header("authorization"), Some("Bearer from a login"));
}

#[tokio::test]
async fn a_header_parameter_that_nothing_else_speaks_of_is_a_credential() {
    use openapi_runtime::ErrorKind;
    let recorder = Recorder::new();
    let new = || recorded!(authorization::Client::builder(), recorder);

    let bare = new().build().unwrap();
    bare.robots().status().await.unwrap();
    assert_eq!(recorder.last().header("authorization"), None);
    let error = bare.robots().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("ROBOTS_AUTHORIZATION"), "{error}");

    let client = new().authorization("Bearer b").key("k").build().unwrap();
    client.robots().status().await.unwrap();
    client.robots().list().await.unwrap();
    let seen = recorder.last();
    assert_eq!(
        (seen.header("authorization"), seen.header("x-key")),
        (Some("Bearer b"), None)
    );
    client.robots().add().await.unwrap();
    let seen = recorder.last();
    assert_eq!(
        (seen.header("authorization"), seen.header("x-key")),
        (Some("Bearer b"), Some("k"))
    );
    assert!(!format!("{client:?}").contains("Bearer b"));
}
