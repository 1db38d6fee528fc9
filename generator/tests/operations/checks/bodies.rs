//! Are bodies what the document says?

use crate::all_bodies;
use crate::recorder::{Recorder, recorded};

#[tokio::test]
async fn bodies_are_what_the_document_says() {
    use all_bodies::types::{CreateChargeBody, CreateChargeBodyItemsItem, Note, UploadPurpose};
    let recorder = Recorder::new();
    let client = recorded!(all_bodies::Client::builder(), recorder).build().unwrap();
    let bodies = client.bodies();

    let item = CreateChargeBodyItemsItem::new().price("p 1");
    let charge = CreateChargeBody::new(100)
        .expand(["customer".to_owned()])
        .metadata([("a&b".to_owned(), "1".to_owned())])
        .items([item])
        .tags(["x".to_owned(), "y".to_owned()]);
    bodies
        .create_charge(charge.clone())
        .idempotency_key("mine")
        .await
        .unwrap();
    assert_eq!(recorder.last().header("idempotency-key"), Some("mine"));
    bodies.create_charge(charge).await.unwrap();
    let seen = recorder.last();
    assert_eq!(seen.header("idempotency-key").map(str::len), Some(36));
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
    let client = recorded!(all_bodies::Client::builder(), recorder).build().unwrap();
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
    let parts = openapi_runtime::Multipart::new().text("text", "n").file("file", "hi");
    bodies.send_package(parts).await.unwrap();
    let seen = recorder.last();
    assert!(
        seen.header("content-type")
            .unwrap()
            .starts_with("multipart/form-data; boundary=")
    );
    assert!(seen.text().contains("form-data; name=\"file\"; filename=\"file\""));
    let parts = openapi_runtime::Multipart::new().part("one").part("two");
    bodies.send_package_as_mixed(parts).await.unwrap();
    assert_eq!(last().1.unwrap(), "multipart/mixed");
    bodies.get_note("1", "png").await.unwrap();
    assert_eq!(last(), expected("GET", "application/octet-stream", "png"));
    bodies.delete_note("1").await.unwrap();
    assert_eq!(last(), ("DELETE".to_owned(), None, String::new()));
    bodies.delete_note("1").body(Note::new("n")).await.unwrap();
    assert_eq!(last(), expected("DELETE", "application/json", r#"{"text":"n"}"#));
}

#[tokio::test]
async fn what_may_be_done_twice_is_attempted_again() {
    use all_bodies::types::OrderBody;
    let recorder = Recorder::new();
    let client = recorded!(all_bodies::Client::builder(), recorder).build().unwrap();
    recorder.answer(503, "", "");
    recorder.headers("retry-after: 0\r\n");
    let (bodies, order) = (client.bodies(), || OrderBody::new([]));
    // `sdk.toml` says so of the first, and that the second has a key; of the third it says nothing.
    bodies.place_order(order()).await.unwrap_err();
    assert_eq!(recorder.last().header("x-request-id"), None);
    assert_eq!(recorder.targets(), ["/orders"; 3]);
    bodies.draft_order(order()).await.unwrap_err();
    let key = recorder.last().header("x-request-id").map(str::len);
    assert_eq!((key, recorder.last().header("idempotency-key")), (Some(36), None));
    assert_eq!(recorder.targets(), ["/drafts"; 3]);
    let parts = openapi_runtime::Multipart::new().part("one");
    bodies.send_package_as_mixed(parts).await.unwrap_err();
    assert_eq!(recorder.targets(), ["/packages"]);
}

#[tokio::test]
async fn what_operations_share_is_named_by_its_own_place() {
    use all_bodies::types::{Kept, ModeParameter, OrderBody, OrderBodyLinesItem, PlacedResponse};
    let recorder = Recorder::new();
    let client = recorded!(all_bodies::Client::builder(), recorder).build().unwrap();
    let order = OrderBody::new([OrderBodyLinesItem::new().sku("a")]);
    recorder.answer(200, "application/json", r#"{"id":"1"}"#);
    let placed: PlacedResponse = client
        .bodies()
        .place_order(order.clone())
        .mode(ModeParameter::Fast)
        .await
        .unwrap();
    recorder.answer(201, "application/json", r#"{"id":"1"}"#);
    let drafted: PlacedResponse = client
        .bodies()
        .draft_order(order)
        .mode(ModeParameter::Slow)
        .await
        .unwrap();
    assert_eq!(placed, drafted);
    let kept = Kept::new()
        .mode(ModeParameter::Fast)
        .placed(placed)
        .line(OrderBodyLinesItem::new().sku("b"));
    assert_eq!(
        serde_json::to_string(&kept).unwrap(),
        r#"{"mode":"fast","placed":{"id":"1"},"line":{"sku":"b"}}"#
    );
    assert_eq!(recorder.last().text(), r#"{"lines":[{"sku":"a"}]}"#);
}
