//! How is a client made of what code and environment say?

use super::{Api, ClientBuilder, Credential, ErrorKind};
use crate::api::{KeyLocation, Scheme, SchemeKind};
use crate::transport::{Transport, TransportFuture};
use crate::{Body, Client, Error};

static API: Api = Api {
    title: "miniature",
    version: "1",
    user_agent: "miniature/1",
    servers: &["https://api.example/v1"],
    env_prefix: "MINI",
    security: &[],
    schemes: &[
        Scheme {
            name: "Key",
            env: "MINI_KEY",
            kind: SchemeKind::ApiKey {
                location: KeyLocation::Header,
                name: "x-api-key",
            },
        },
        Scheme {
            name: "Login",
            env: "MINI_LOGIN",
            kind: SchemeKind::HttpBasic,
        },
    ],
};

static NO_SERVER: Api = Api {
    title: "miniature",
    version: "1",
    user_agent: "miniature/1",
    servers: &["/v1"],
    env_prefix: "MINI",
    security: &[],
    schemes: &[],
};

#[derive(Debug)]
struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(std::future::pending())
    }
}

fn build(builder: ClientBuilder, env: &[(&str, &str)]) -> Result<Client, Error> {
    let variable = |name: &str| {
        let mut env = env.iter();
        env.find(|(known, _)| *known == name)
            .map(|(_, value)| (*value).to_owned())
    };
    builder.transport(Nowhere).build_in(&variable)
}

fn secrets(client: &Client) -> Vec<Option<String>> {
    let credentials = client.credentials();
    let given = |scheme| {
        credentials
            .get(scheme)
            .map(|credential| credential.exposed().to_owned())
    };
    vec![given(0), given(1)]
}

static WITH_TOKENS: Api = Api {
    title: "miniature",
    version: "1",
    user_agent: "miniature/1",
    servers: &["https://api.example/v1"],
    env_prefix: "MINI",
    security: &[],
    schemes: &[Scheme {
        name: "Machine",
        env: "MINI_MACHINE",
        kind: SchemeKind::OAuth2 { token_url: "/token" },
    }],
};

#[test]
fn the_environment_says_who_asks_for_tokens() {
    let client = ("MINI_MACHINE_CLIENT_ID", "id");
    let secret = ("MINI_MACHINE_CLIENT_SECRET", "secret");
    let table: [(&[(&str, &str)], &str); 4] = [
        (&[client, secret], "Some(Bearer(client credentials))"),
        (
            &[client, secret, ("MINI_MACHINE", "token")],
            "Some(Credential::secret(***))",
        ),
        (&[client], "None"),
        (&[], "None"),
    ];
    for (env, expected) in table {
        let client = build(ClientBuilder::new(&WITH_TOKENS).from_env(), env).unwrap();
        assert_eq!(format!("{:?}", client.credentials().get(0)), expected, "{env:?}");
    }
}

#[test]
fn the_environment_fills_what_code_leaves_open() {
    let env = [
        ("MINI_KEY", " from-env\n"),
        ("MINI_LOGIN", "user:pass:word"),
        ("MINI_BASE_URL", "http://[::1]:1"),
    ];
    let client = build(ClientBuilder::new(&API).from_env(), &env).unwrap();
    assert_eq!(
        secrets(&client),
        [Some("from-env".to_owned()), Some("pass:word".to_owned())]
    );
    assert_eq!(client.inner().base_url.site(), "http://[::1]:1");

    let in_code = ClientBuilder::new(&API)
        .from_env()
        .base_url("https://b.example")
        .credential(0, Credential::secret("from-code"));
    let client = build(in_code, &env).unwrap();
    assert_eq!(secrets(&client)[0].as_deref(), Some("from-code"));
    assert_eq!(client.inner().base_url.site(), "https://b.example");

    let client = build(ClientBuilder::new(&API), &env).unwrap();
    assert_eq!(secrets(&client), [None, None]);
    assert_eq!(client.inner().base_url.site(), "https://api.example");

    let empty = [("MINI_KEY", "  "), ("MINI_BASE_URL", "")];
    let client = build(ClientBuilder::new(&API).from_env(), &empty).unwrap();
    assert_eq!(secrets(&client), [None, None]);
}

#[test]
fn what_cannot_be_a_client_is_told_when_it_is_built() {
    let table = [
        (ClientBuilder::new(&NO_SERVER), "MINI_BASE_URL"),
        (ClientBuilder::new(&API).base_url("api.example"), "not an absolute URL"),
        (ClientBuilder::new(&API).header("a b", "c"), "not the name of a header"),
        (ClientBuilder::new(&API).header("a", "b\nc"), "the header `a`"),
        (
            ClientBuilder::new(&API).from_env(),
            "MINI_BASE_URL: the base URL's scheme is `ftp`",
        ),
    ];
    for (builder, expected) in table {
        let error = build(builder, &[("MINI_BASE_URL", "ftp://x")]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains(expected), "{error}");
    }
}
