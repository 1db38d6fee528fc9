//! What do operations become, and does what they become send what the document says?
//!
//! A fixture is a folder with `openapi.yaml`, perhaps `sdk.toml`, and `client`, the module that it becomes.
//! `BLESS=1 cargo test --test operations` writes the modules anew; reading the difference is the work.

#![deny(warnings)]
#![allow(
    unreachable_pub,
    reason = "a test has no outside, and the modules are those of a library"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every kind of body.
#[rustfmt::skip]
#[path = "operations/bodies/client/mod.rs"]
pub mod all_bodies;
/// What is sent in another form than it is received in.
#[rustfmt::skip]
#[path = "operations/directions/client/mod.rs"]
pub mod directions;
/// Every way in which a page leads to the next.
#[rustfmt::skip]
#[path = "operations/pagination/client/mod.rs"]
pub mod pagination;
/// Every place and style of a parameter.
#[rustfmt::skip]
#[path = "operations/parameters/client/mod.rs"]
pub mod parameters;
#[path = "operations/support/recorder.rs"]
#[allow(dead_code, reason = "a fixture asks for what it needs")]
mod recorder;
/// Every kind of answer.
#[rustfmt::skip]
#[path = "operations/responses/client/mod.rs"]
pub mod responses;
/// A document of Swagger 2.0.
#[rustfmt::skip]
#[path = "operations/swagger/client/mod.rs"]
pub mod swagger;

/// Every kind of credential.
#[rustfmt::skip]
#[path = "operations/security/client/mod.rs"]
pub mod security;
/// Every kind of answer and body that comes or goes bit by bit.
#[rustfmt::skip]
#[path = "operations/streams/client/mod.rs"]
pub mod streams;

use recorder::Recorder;

#[test]
fn every_fixture_becomes_what_it_is_expected_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/operations");
    let mut different = Vec::new();
    for name in [
        "bodies",
        "directions",
        "pagination",
        "parameters",
        "responses",
        "security",
        "streams",
        "swagger",
    ] {
        let fixture = root.join(name);
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("operations").join(name);
        let mut builder = openapi_build::Builder::new()
            .spec(fixture.join("openapi.yaml"))
            .out_dir(&out);
        if fixture.join("sdk.toml").exists() {
            builder = builder.config(fixture.join("sdk.toml"));
        }
        builder.compile().unwrap();
        let golden = fixture.join("client");
        if std::env::var_os("BLESS").is_some() {
            let _ = fs::remove_dir_all(&golden);
            fs::create_dir_all(&golden).unwrap();
            for (file, text) in modules(&out) {
                fs::write(golden.join(file), text).unwrap();
            }
        } else if modules(&golden) != modules(&out) {
            different.push(name);
        }
    }
    assert!(
        different.is_empty(),
        "these differ, and `BLESS=1` would write them: {different:?}"
    );
}

fn modules(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let modules = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let named = modules.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    named.collect()
}

#[tokio::test]
async fn parameters_go_where_they_belong() {
    use parameters::types::{Filter, FilterCreated, Shade};
    let recorder = Recorder::new();
    let client = parameters::Client::builder()
        .transport(recorder.clone())
        .apiversion(20_230_501)
        .build()
        .unwrap();
    let colors = ["blue", "black"].map(str::to_owned).to_vec();
    let shade = Shade::new(1).g(2);
    client
        .colors()
        .get_color(colors.clone(), shade.clone(), "a/b")
        .limit(5)
        .id_query("q")
        .session("s;t")
        .await
        .unwrap();
    let seen = recorder.last();
    assert_eq!(seen.target, "/colors/.blue,black;r=1;g=2/a%2Fb.json?limit=5&id=q");
    assert_eq!(seen.header("apiversion"), Some("20230501"));
    assert_eq!(seen.header("cookie"), Some("session=s%3Bt"));

    let created = FilterCreated::new().gte("2024-02-29".parse::<openapi_runtime::chrono::NaiveDate>().unwrap());
    let filter = Filter::new().created(created).kinds(["warm".into(), "x".into()]);
    client
        .colors()
        .search(filter.clone())
        .tags(colors.clone())
        .words(colors.clone())
        .many(colors)
        .joined([1, 2])
        .url("https://a.example/?b")
        .where_(filter)
        .x_shade(shade)
        .apiversion(1)
        .await
        .unwrap();
    let seen = recorder.last();
    let target = seen.target.replace("%5B", "[").replace("%5D", "]");
    assert_eq!(
        target,
        "/search?filter[created][gte]=2024-02-29&filter[kinds][]=warm&filter[kinds][]=x&tags=blue%7Cblack\
         &words=blue%20black&many=blue&many=black&joined=1,2&url=https://a.example/?b\
         &where=%7B%22created%22%3A%7B%22gte%22%3A%222024-02-29%22%7D%2C%22kinds%22%3A[%22warm%22%2C%22x%22]%7D"
    );
    assert_eq!(seen.header("x-shade"), Some("r=1,g=2"));
    assert_eq!(seen.header("apiversion"), Some("1"));
}

#[tokio::test]
async fn a_document_of_swagger_is_called_like_any_other() {
    use swagger::ErrorBody;
    use swagger::types::{Order, SendReceiptBody};
    let recorder = Recorder::new();
    let client = swagger::Client::builder()
        .transport(recorder.clone())
        .key("k")
        .build()
        .unwrap();
    let orders = client.orders();
    recorder.answer(200, "application/json", r#"{"total":5,"note":null}"#);
    let words = ["a", "b"].map(str::to_owned).to_vec();
    let call = orders.put_order("o/1", Order::new(5).clear_note());
    let stored = call
        .notify(words.clone())
        .fields(words.clone())
        .x_trace("t")
        .await
        .unwrap();
    assert!(stored.note_is_null());
    let seen = recorder.last();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("PUT", "/v2/orders/o%2F1?notify=a&notify=b&fields=a,b")
    );
    assert_eq!(seen.text(), r#"{"total":5,"note":null}"#);
    assert_eq!((seen.header("x-key"), seen.header("x-trace")), (Some("k"), Some("t")));

    recorder.answer(404, "application/json", r#"{"reason":"gone"}"#);
    let error = orders.put_order("1", Order::new(5)).await.unwrap_err();
    assert!(matches!(error.body(), Some(ErrorBody::Problem(problem)) if problem.reason.as_deref() == Some("gone")));

    recorder.answer(200, "application/json", r#"[{"total":1}]"#);
    assert_eq!(orders.list_orders().limit(3).await.unwrap().len(), 1);
    assert_eq!(recorder.last().target, "/v2/orders?limit=3");

    recorder.answer(204, "", "");
    orders.send_receipt(SendReceiptBody::new("1").to(words)).await.unwrap();
    assert_eq!(recorder.last().text().replace("%7C", "|"), "order=1&to=a|b");
    orders.store_receipt("scan").await.unwrap();
    assert!(recorder.last().text().contains("name=\"scan\"; filename=\"scan\""));
}

#[tokio::test]
async fn bodies_are_what_the_document_says() {
    use all_bodies::types::{CreateChargeBody, CreateChargeBodyItemsItem, Note, UploadPurpose};
    let recorder = Recorder::new();
    let client = all_bodies::Client::builder()
        .transport(recorder.clone())
        .build()
        .unwrap();
    let bodies = client.bodies();

    let item = CreateChargeBodyItemsItem::new().price("p 1");
    let charge = CreateChargeBody::new(100)
        .expand(["customer".to_owned()])
        .metadata([("a&b".to_owned(), "1".to_owned())])
        .items([item])
        .tags(["x".to_owned(), "y".to_owned()]);
    bodies.create_charge(charge).await.unwrap();
    let seen = recorder.last();
    assert_eq!(seen.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(
        seen.text().replace("%5B", "[").replace("%5D", "]"),
        "amount=100&expand[]=customer&metadata[a%26b]=1&items[0][price]=p%201&tags=x,y"
    );

    let file = openapi_runtime::FilePart::new("hi")
        .file_name("a.txt")
        .content_type("text/plain");
    let upload = bodies
        .upload_file(file, UploadPurpose::Batch)
        .logo("png")
        .keep(true)
        .note(Note::new("n"));
    upload
        .more(["1".into(), "2".into()])
        .words(["x".to_owned()])
        .await
        .unwrap();
    let seen = recorder.last();
    let boundary = seen
        .header("content-type")
        .unwrap()
        .split_once("boundary=")
        .unwrap()
        .1
        .to_owned();
    let part = |head: &str, body: &str| format!("--B\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let parts = [
        part("name=\"file\"; filename=\"a.txt\"\r\ncontent-type: text/plain", "hi"),
        part("name=\"purpose\"", "batch"),
        part("name=\"logo\"; filename=\"logo\"\r\ncontent-type: image/png", "png"),
        part("name=\"keep\"", "true"),
        part("name=\"note\"\r\ncontent-type: application/json", "{\"text\":\"n\"}"),
        part(
            "name=\"more\"; filename=\"more\"\r\ncontent-type: application/octet-stream",
            "1",
        ),
        part(
            "name=\"more\"; filename=\"more\"\r\ncontent-type: application/octet-stream",
            "2",
        ),
        part("name=\"words\"", "x"),
    ];
    assert_eq!(
        seen.text().replace(&boundary, "B"),
        format!("{}--B--\r\n", parts.concat())
    );
}

#[tokio::test]
async fn each_media_type_of_a_body_can_be_sent() {
    use all_bodies::types::Note;
    let recorder = Recorder::new();
    let client = all_bodies::Client::builder()
        .transport(recorder.clone())
        .build()
        .unwrap();
    let bodies = client.bodies();
    let last = || {
        let seen = recorder.last();
        let content_type = seen
            .header("content-type")
            .map(|text| text.split(';').next().unwrap().to_owned());
        (seen.method.clone(), content_type, seen.text().to_owned())
    };
    let expected = |method: &str, content_type: &str, body: &str| {
        (method.to_owned(), Some(content_type.to_owned()), body.to_owned())
    };
    bodies.put_note("1", Note::new("n")).await.unwrap();
    assert_eq!(
        last(),
        expected("PUT", "application/merge-patch+json", r#"{"text":"n"}"#)
    );
    bodies.put_note_as_text("1", "n").await.unwrap();
    assert_eq!(last(), expected("PUT", "text/plain", "n"));
    bodies.put_note_as_xml("1", "<n/>").await.unwrap();
    assert_eq!(last(), expected("PUT", "application/xml", "<n/>"));
    bodies.put_note_as_multipart("1", "n").await.unwrap();
    assert_eq!(last().1.unwrap(), "multipart/form-data");
    bodies.get_note("1", "png").await.unwrap();
    assert_eq!(last(), expected("GET", "application/octet-stream", "png"));
    bodies.delete_note("1").await.unwrap();
    assert_eq!(last(), ("DELETE".to_owned(), None, String::new()));
    bodies.delete_note("1").body(Note::new("n")).await.unwrap();
    assert_eq!(last(), expected("DELETE", "application/json", r#"{"text":"n"}"#));
}

#[tokio::test]
async fn answers_are_read_by_their_status_and_type() {
    use responses::jobs::StartJobResponse;
    use responses::types::Job;
    let recorder = Recorder::new();
    let client = responses::Client::builder()
        .transport(recorder.clone())
        .build()
        .unwrap();
    let jobs = client.jobs();

    let table = [
        (
            200,
            "application/json",
            r#"{"id": 1}"#,
            StartJobResponse::Ok(Job::new(1)),
        ),
        (
            202,
            "text/plain",
            "in a while",
            StartJobResponse::Accepted("in a while".to_owned()),
        ),
        (204, "", "", StartJobResponse::NoContent),
        (206, "image/png", "png", StartJobResponse::Status2xx("png".into())),
    ];
    for (status, content_type, body, expected) in table {
        recorder.answer(status, content_type, body);
        assert_eq!(jobs.start_job().await.unwrap(), expected);
        assert_eq!(jobs.start_job().send().await.unwrap().status().as_u16(), status);
    }
    assert_eq!(
        recorder.last().header("accept"),
        Some("application/json, text/plain, */*")
    );

    assert_eq!(
        jobs.next_job().await.unwrap_err().kind(),
        openapi_runtime::ErrorKind::Decode
    );
    recorder.answer(200, "application/json", r#"{"id": 1}"#);
    assert_eq!(jobs.next_job().await.unwrap(), Some(Job::new(1)));
    assert_eq!(jobs.get_job(1).await.unwrap(), Job::new(1));
    assert_eq!(jobs.put_job(1).await.unwrap(), Job::new(1));
    recorder.answer(204, "", "");
    assert_eq!(jobs.next_job().await.unwrap(), None);
    recorder.answer(409, "application/json", r#"{"id": 2}"#);
    let error = jobs.get_job(1).await.unwrap_err();
    assert_eq!(error.body(), Some(responses::ErrorBody::Job(Job::new(2))));

    recorder.answer(200, "text/plain; charset=utf-8", "17");
    assert_eq!(jobs.get_log(1).await.unwrap(), "17");
    assert_eq!(jobs.count_log(1).await.unwrap(), 17);
    assert_eq!(jobs.get_image(1).await.unwrap(), "17");
}

#[tokio::test]
async fn lists_are_read_to_their_end() {
    use pagination::types::Job;
    let recorder = Recorder::new();
    let client = pagination::Client::builder()
        .transport(recorder.clone())
        .build()
        .unwrap();
    let lists = client.lists();
    let ids = |jobs: Vec<Job>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();

    recorder.answers([
        r#"{"results": [{"id": 1}, {"id": 2}], "next": "a b"}"#,
        r#"{"results": [], "next": "c"}"#,
        r#"{"results": [{"id": 3}], "next": null}"#,
    ]);
    let jobs = lists.by_cursor().state("new").items().into_vec().await.unwrap();
    assert_eq!(ids(jobs), [1, 2, 3]);
    assert_eq!(
        recorder.targets(),
        [
            "/by-cursor?state=new",
            "/by-cursor?state=new&cursor=a%20b",
            "/by-cursor?state=new&cursor=c"
        ]
    );

    recorder.answers([
        r#"{"data": {"items": [{"id": 1}, {"id": 2}]}, "has_more": true}"#,
        r#"{"data": {"items": [{"id": 3}]}, "has_more": false}"#,
    ]);
    assert_eq!(ids(lists.by_last_item().items().into_vec().await.unwrap()), [1, 2, 3]);
    assert_eq!(recorder.targets(), ["/by-last-item", "/by-last-item?after=2"]);
    recorder.answers([r#"{"has_more": true}"#]);
    assert!(lists.by_last_item().items().next().await.is_none());

    recorder.answers([
        r#"{"rows": [{"id": 1}], "next_url": "/by-url?token=x%2Fy"}"#,
        r#"{"rows": [{"id": 2}], "next_url": "https://elsewhere.example/by-url"}"#,
    ]);
    let mut items = lists.by_url().items();
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    assert_eq!(recorder.targets(), ["/by-url"]);
    assert_eq!(items.next().await.unwrap().unwrap().id, 2);
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), openapi_runtime::ErrorKind::Redirect, "{error}");
    assert!(items.next().await.is_none());
    assert_eq!(recorder.targets(), ["/by-url?token=x%2Fy"]);

    recorder.answers([r#"[{"id": 1}, {"id": 2}]"#, r#"[{"id": 3}]"#, "[]"]);
    assert_eq!(ids(lists.by_offset().items().into_vec().await.unwrap()), [1, 2, 3]);
    assert_eq!(
        recorder.targets(),
        ["/by-offset", "/by-offset?offset=2", "/by-offset?offset=3"]
    );

    recorder.answers([
        r#"{"jobs": [{"id": 1}], "count": 2}"#,
        r#"{"jobs": [{"id": 2}], "count": 2}"#,
    ]);
    let mut pages = lists.by_page().page(4).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().count, 2);
    assert!(pages.next().await.unwrap().is_ok() && pages.next().await.is_none());
    assert_eq!(recorder.targets(), ["/by-page?page=4", "/by-page?page=5"]);
}

#[tokio::test]
async fn a_server_that_leads_in_a_circle_is_left() {
    let recorder = Recorder::new();
    let client = pagination::Client::builder()
        .transport(recorder.clone())
        .build()
        .unwrap();
    let lists = client.lists();
    let page = r#"{"results": [{"id": 1}], "next": "a"}"#;
    recorder.answers([page, page, page, page]);
    let error = lists.by_cursor().items().into_vec().await.unwrap_err();
    assert_eq!(error.kind(), openapi_runtime::ErrorKind::Pagination, "{error}");
    assert_eq!(recorder.targets().len(), 2);

    recorder.answers([r#"[{"id": 1}]"#; 4]);
    let error = lists.by_offset().items().into_vec().await.unwrap_err();
    assert_eq!(error.operation().as_deref(), Some("by_offset"));
    assert_eq!(error.kind(), openapi_runtime::ErrorKind::Pagination, "{error}");
}

#[tokio::test]
async fn streams_are_read_item_by_item() {
    use streams::types::{ChatBody, Word};
    let recorder = Recorder::new();
    let client = streams::Client::builder().transport(recorder.clone()).build().unwrap();
    let streams = client.feeds();

    let events =
        "data: {\"text\": \"a\"}\n\nevent: end\nid: 7\ndata: {\"text\": \"b\"}\n\ndata: [DONE]\n\ndata: no\n\n";
    recorder.answer(200, "text/event-stream; charset=utf-8", events);
    let mut events = streams.chat_as_stream(ChatBody::new("hi")).await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((&*first.name, &*first.id, first.data), ("", "", Word::new("a")));
    let second = events.next().await.unwrap().unwrap();
    assert_eq!((&*second.name, &*second.id, second.data), ("end", "7", Word::new("b")));
    assert!(events.next().await.is_none());
    let seen = recorder.last();
    assert_eq!(seen.text(), r#"{"prompt":"hi","stream":true}"#);
    assert_eq!(seen.header("accept"), Some("text/event-stream"));

    recorder.answer(200, "application/json", r#"{"text": "c"}"#);
    assert_eq!(streams.chat(ChatBody::new("hi")).await.unwrap(), Word::new("c"));
    let error = streams.chat_as_stream(ChatBody::new("hi")).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("expected text/event-stream, got application/json"),
        "{error}"
    );

    recorder.answer(
        200,
        "text/event-stream",
        "data: {\"n\": 1}\n\ndata: {}\n\ndata: {\"n\": 3}",
    );
    let response = streams.ticks().send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let mut ticks = response.into_inner();
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 1);
    assert!(ticks.next().await.unwrap().unwrap_err().is_decode());
    assert_eq!(ticks.next().await.unwrap().unwrap().data.n, 3);

    recorder.answer(200, "application/x-ndjson", "{\"text\": \"a\"}\n\n{\"text\": \"b\"}");
    let mut lines = streams.log().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), Word::new("a"));
    assert_eq!(lines.next().await.unwrap().unwrap(), Word::new("b"));
    assert!(lines.next().await.is_none());

    recorder.answer(200, "application/octet-stream", "0123");
    assert_eq!(streams.get_file().await.unwrap(), "0123");
    let mut download = streams.get_file().download().await.unwrap();
    assert_eq!(download.length(), Some(4));
    assert_eq!(download.chunk().await.unwrap().unwrap(), "0123");
    assert!(download.chunk().await.unwrap().is_none());
    streams.put_file("abc").await.unwrap();
    assert_eq!(recorder.last().text(), "abc");
}

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

#[tokio::test]
async fn what_only_the_server_sets_is_not_sent() {
    use directions::types::{Note, TeamInput, UserInput};
    let recorder = Recorder::new();
    let client = directions::Client::builder()
        .transport(recorder.clone())
        .build()
        .unwrap();

    recorder.answers([r#"{"id": 1, "name": "a", "team": {"members": []}}"#]);
    let user = client.create_user(UserInput::new("a", "secret")).await.unwrap();
    assert_eq!((user.id, user.password), (1, None));
    assert_eq!(recorder.last().text(), r#"{"name":"a","password":"secret"}"#);

    recorder.answers([r#"{"members": [{"id": 1, "name": "a"}]}"#]);
    let members = vec![UserInput::new("a", "b").team(TeamInput::new([]))];
    let team = client.put_teams(vec![TeamInput::new(members)]).await.unwrap();
    assert_eq!(team.members[0].id, 1);

    recorder.answers([r#"{"text": "a", "author": {"id": 1, "name": "a"}}"#]);
    let note = client.create_note(Note::new("a")).await.unwrap();
    assert_eq!(note.author.map(|author| author.id), Some(1));
}
