//! Do parameters arrive in their places, in the style that the document asks for?

use std::collections::BTreeMap;

use openapi_runtime::codegen::v1::{NoContent, Request, Style};
use openapi_runtime::serde_json::json;
use openapi_runtime::{Error, ErrorKind};

use crate::support::client::{Client, builder};
use crate::support::server::{Seen, Server, answer};

async fn seen(request: impl Fn(Request) -> Request) -> Seen {
    let server = Server::always(answer("204 No Content", "", "")).await;
    let look = Client::new(&server.url).look();
    let look = look
        .path("kind", &"k".to_owned())
        .path("place", &1_i64)
        .path("id", &"i".to_owned());
    request(look).send::<NoContent, Error>().await.unwrap();
    server.only()
}

fn colors() -> Vec<String> {
    ["blue", "black"].map(str::to_owned).to_vec()
}

fn color() -> BTreeMap<String, i64> {
    BTreeMap::from([("G".to_owned(), 200), ("R".to_owned(), 100)])
}

#[tokio::test]
async fn each_style_of_a_path() {
    let table = [
        (Style::SIMPLE, "/blue,black1/G,200,R,100.json"),
        (Style::SIMPLE_EXPLODED, "/blue,black1/G=200,R=100.json"),
        (Style::LABEL, "/.blue,black1/.G,200,R,100.json"),
        (Style::LABEL_EXPLODED, "/.blue.black1/.G=200.R=100.json"),
        (Style::MATRIX, "/;kind=blue,black1/;id=G,200,R,100.json"),
        (Style::MATRIX_EXPLODED, "/;kind=blue;kind=black1/;G=200;R=100.json"),
        (
            Style::JSON,
            "/%5B%22blue%22%2C%22black%22%5D1/%7B%22G%22%3A200%2C%22R%22%3A100%7D.json",
        ),
    ];
    for (style, expected) in table {
        let seen = seen(|look| look.path_in("kind", style, &colors()).path_in("id", style, &color())).await;
        assert_eq!(seen.target, expected, "{style:?}");
    }
}

#[tokio::test]
async fn each_style_of_a_query() {
    let nested = json!({"a": {"b": [1, 2]}, "c": [{"d": true}]});
    let table = [
        (Style::FORM, "q=blue,black"),
        (Style::FORM_EXPLODED, "q=blue&q=black"),
        (Style::SPACE_DELIMITED, "q=blue%20black"),
        (Style::PIPE_DELIMITED, "q=blue%7Cblack"),
        (Style::DEEP_OBJECT, "q%5B%5D=blue&q%5B%5D=black"),
        (Style::JSON, "q=%5B%22blue%22%2C%22black%22%5D"),
    ];
    for (style, expected) in table {
        let seen = seen(|look| look.query("q", style, &colors())).await;
        assert_eq!(seen.target, format!("/k1/i.json?{expected}"));
    }
    let deep = seen(|look| look.query("q", Style::DEEP_OBJECT, &nested)).await;
    assert_eq!(
        deep.target.replace("%5B", "[").replace("%5D", "]"),
        "/k1/i.json?q[a][b][]=1&q[a][b][]=2&q[c][0][d]=true"
    );
    let reserved = seen(|look| look.query("q", Style::FORM.reserved(), &"a/b?c&d".to_owned())).await;
    assert_eq!(reserved.target, "/k1/i.json?q=a/b?c%26d");
    let empty = seen(|look| look.query("q", Style::FORM, &String::new())).await;
    assert_eq!(empty.target, "/k1/i.json?q=");
}

#[tokio::test]
async fn headers_and_cookies() {
    let seen = seen(|look| {
        look.header("x-list", &colors())
            .header("x-flat", &color())
            .header_in("x-exploded", Style::SIMPLE_EXPLODED, &color())
            .header_in("x-json", Style::JSON, &color())
            .header("x-none", &None::<String>)
            .cookie("list", Style::FORM, &colors())
            .cookie("many", Style::FORM_EXPLODED, &colors())
            .cookie("odd", Style::FORM_EXPLODED, &"a;b=c".to_owned())
            .cookie("none", Style::FORM_EXPLODED, &None::<String>)
            .extra_header("cookie", "mine=1")
    })
    .await;
    let table = [
        ("x-list", Some("blue,black")),
        ("x-flat", Some("G,200,R,100")),
        ("x-exploded", Some("G=200,R=100")),
        ("x-json", Some(r#"{"G":200,"R":100}"#)),
        ("x-none", None),
        (
            "cookie",
            Some("mine=1; list=blue,black; many=blue; many=black; odd=a%3Bb%3Dc"),
        ),
    ];
    for (name, expected) in table {
        assert_eq!(seen.header(name), expected, "{name}");
    }
}

#[tokio::test]
async fn what_the_client_says_in_all_calls_goes_with_those_that_declare_it() {
    let server = Server::always(answer("204 No Content", "", "")).await;
    let client = Client::of(
        builder(&server.url)
            .header_parameter("apiversion", Style::SIMPLE, &1_i64)
            .header_parameter("apiversion", Style::SIMPLE, &20_230_501_i64)
            .query_parameter("tenant", Style::FORM_EXPLODED, &"t".to_owned()),
    );
    let look = || {
        client
            .look()
            .path("kind", &1_i64)
            .path("place", &1_i64)
            .path("id", &1_i64)
    };
    let shared = || look().shared_header("apiversion").shared_query("tenant");
    look().send::<NoContent, Error>().await.unwrap();
    shared().send::<NoContent, Error>().await.unwrap();
    let own = shared()
        .header("apiversion", &2_i64)
        .query("tenant", Style::FORM_EXPLODED, &"u".to_owned());
    own.send::<NoContent, Error>().await.unwrap();
    let seen = server.seen();
    let told: Vec<_> = seen
        .iter()
        .map(|seen| (seen.header("apiversion"), &*seen.target))
        .collect();
    assert_eq!(
        told,
        [
            (None, "/11/1.json"),
            (Some("20230501"), "/11/1.json?tenant=t"),
            (Some("2"), "/11/1.json?tenant=u"),
        ]
    );
    let wrong = builder(&server.url).header_parameter("apiversion", Style::SIMPLE, &"1\n2".to_owned());
    assert_eq!(wrong.build().unwrap_err().kind(), ErrorKind::Configuration);
}
