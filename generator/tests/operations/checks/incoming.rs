//! Is what the API sends by itself read as what the document says?

use crate::calls_back::incoming;

#[test]
fn what_comes_has_its_type() {
    let paid = incoming::invoice_paid(br#"{"id": "i1", "total": 5}"#).unwrap();
    assert_eq!((paid.id.as_str(), paid.total), ("i1", Some(5)));
    let data = incoming::create_stream_on_data(br#"{"at": "2026-01-02T03:04:05Z", "data": "d"}"#).unwrap();
    assert_eq!(data.data, "d");
    assert_eq!(incoming::create_stream_on_end_put(br#"["a"]"#).unwrap(), ["a"]);
    #[allow(deprecated, reason = "the document says so")]
    let lost = incoming::invoice_lost(br#"{"reason": null}"#).unwrap();
    assert!(lost.reason_is_null());
}

#[test]
fn a_webhook_says_which_it_is() {
    use incoming::Webhook;
    let parse = |body: &str| Webhook::parse(body.as_bytes()).unwrap();
    // By its own word, which is another than its key.
    assert!(
        matches!(parse(r#"{"kind": "sale.made", "of": "tea"}"#), Webhook::Sale(sale) if sale.of.as_deref() == Some("tea"))
    );
    assert!(
        matches!(parse(r#"{"of": "tea", "kind": "sale.refunded"}"#), Webhook::Refund(refund) if refund.of == "tea")
    );
    assert!(matches!(parse(r#"{"kind": "unknown"}"#), Webhook::Unknown_(_)));
    assert!(matches!(
        parse(r#"{"kind": "refund", "of": "tea"}"#),
        Webhook::Refund(_)
    ));
    let kept = parse(r#"{"kind": "sale.lost", "n": 1.50}"#);
    assert!(matches!(&kept, Webhook::Unknown(body) if body.as_str() == r#"{"kind": "sale.lost", "n": 1.50}"#));
    // By what came with it.
    let paid = Webhook::named("invoice.paid", br#"{"id": "i1"}"#).unwrap();
    assert_eq!(paid, Webhook::InvoicePaid(crate::calls_back::types::Invoice::new("i1")));
    let error = Webhook::parse(br#"{"kind": "sale.refunded"}"#).unwrap_err();
    assert!(error.to_string().contains("missing field `of`"), "{error}");
    assert!(Webhook::parse(b"no JSON").is_err());
}

#[test]
fn what_the_api_signs_is_checked() {
    use openapi_runtime::http::HeaderMap;
    let signature = incoming::signature("Jefe").unwrap();
    let body = b"what do ya want for nothing?";
    let mut headers = HeaderMap::new();
    assert!(signature.verify(&headers, body).is_err());
    // RFC 4231, §4.3.
    let code = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    headers.insert("x-signature", code.parse().unwrap());
    assert_eq!(signature.verify(&headers, body), Ok(()));
}

#[test]
fn what_is_something_else_says_what_and_where() {
    let error = incoming::invoice_paid(br#"{"id": "i1", "total": "much"}"#).unwrap_err();
    assert_eq!(error.kind(), openapi_runtime::ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "the body of `invoice.paid` is not what the document declares: total: invalid type: string \"much\", expected an integer of 64 bits at line 1 column 28"
    );
}
