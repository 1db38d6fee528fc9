//! Is a document of Swagger 2.0 called like any other?

use crate::recorder::{Recorder, recorded};
use crate::swagger;

#[tokio::test]
async fn a_document_of_swagger_is_called_like_any_other() {
    use swagger::ErrorBody;
    use swagger::types::{Order, SendReceiptBody};
    let recorder = Recorder::new();
    let client = recorded!(swagger::Client::builder(), recorder)
        .base_url(format!("{}/v2", recorder.url))
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
