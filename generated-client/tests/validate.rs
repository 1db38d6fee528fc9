//! With the feature `validate`: does the client say what a change breaks of what the page asks for?

use serde_json::json;
use zenskar::Validate as _;
use zenskar::types::{Address, CustomerResponse, UpdateCustomerRequest};

#[test]
fn what_the_page_asks_for_is_checked() {
    let change = UpdateCustomerRequest::new()
        .external_id("acme-1")
        .email("billing@acme.com")
        .address(Address::new().city("Springfield"))
        .clear_phone_number();
    assert!(change.validate().is_ok());

    // 255 characters, however many bytes they have.
    assert!(change.clone().external_id("ü".repeat(255)).validate().is_ok());
    let violations = change
        .external_id("ü".repeat(256))
        .email("nobody")
        .validate()
        .unwrap_err();
    let said: Vec<_> = violations
        .iter()
        .map(|violation| (violation.path(), violation.keyword(), violation.limit()))
        .collect();
    assert_eq!(
        said,
        [("/external_id", "maxLength", "255"), ("/email", "format", "email")]
    );
    let shown = violations.iter().nth(1).unwrap().to_string();
    assert_eq!(shown, "/email: format email, got \"nobody\"");
}

#[test]
fn what_comes_is_read_whatever_it_breaks() {
    let response = json!({
        "id": "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10", "external_id": "acme-1", "customer_name": "Acme",
        "custom_data": {}, "address": {}, "email": "nobody",
    });
    let response: CustomerResponse = serde_json::from_value(response).unwrap();
    assert_eq!(response.email.as_deref(), Some("nobody"));
}
