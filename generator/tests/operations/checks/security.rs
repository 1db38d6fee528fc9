//! Are credentials those that an operation asks for?

use crate::recorder::Recorder;
use crate::security;

#[tokio::test]
async fn credentials_are_those_that_the_operation_asks_for() {
    use openapi_runtime::{ClientCredentials, ErrorKind};
    let recorder = Recorder::new();
    let new = || security::Client::builder().transport(recorder.clone());

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
