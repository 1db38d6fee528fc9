//! Does the client keep to the document, in the eyes of a server that knows nothing but the document?
//!
//! Prism validates what it is sent and answers with what the document allows: without `-d` always the same, with it
//! something else for each seed. A request or an answer of its own that the document does not allow has the header
//! `sl-violations`. `scripts/prism.sh` starts it both ways; without `PRISM_URL` these tests have nothing to talk to, say
//! so, and pass.
//!
//! One thing Prism does not tell as it is: to an empty path segment, and to one of `.` or `..` in any encoding, it
//! answers as to another path. The client refuses to send those (the runtime's tests show that), so none is here.

use std::io::Write;
use std::sync::Once;

use serde_json::{Map, Value, json};
use zenskar::customers::UpdateCustomer;
use zenskar::runtime::http::{HeaderMap, StatusCode};
use zenskar::runtime::uuid::Uuid;
use zenskar::runtime::{ErrorKind, Response};
use zenskar::types::{
    Address, CustomerConnector, CustomerResponse, TaxId, UpdateCustomerRequest, ValidationErrorLocItem,
};
use zenskar::{Client, ClientBuilder, Error, ErrorBody};

const ID: &str = "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10";

#[tokio::test]
async fn every_call_is_accepted_and_every_answer_decodes() {
    let Some(builder) = prism() else { return };
    let client = client(builder);
    let rounds: u32 = std::env::var("PRISM_ROUNDS").map_or(1, |rounds| rounds.parse().expect("a number of rounds"));
    let mut calls = 0;
    for _ in 0..rounds {
        for (what, customer_id, body) in bodies().into_iter().chain(hostile_ids()) {
            calls += 1;
            let call = seeded(client.customers().update_customer(&customer_id, body), calls);
            let response = call.send().await.unwrap_or_else(|error| {
                panic!("{what}, customer {customer_id:?}, seed {calls}: {}", explained(&error));
            });
            assert_eq!(
                violations(response.headers()),
                None,
                "{what}, customer {customer_id:?}, seed {calls}"
            );
            assert_eq!(response.status(), StatusCode::OK);
            is_what_it_was(&response, calls);
        }
    }
    tell(&format!("{calls} calls were accepted"));
}

#[tokio::test]
async fn the_declared_error_is_typed() {
    let Some(builder) = prism() else { return };
    let client = client(builder);
    for seed in 1..=20 {
        let call = client.customers().update_customer(ID, UpdateCustomerRequest::new());
        let call = call.with_header("prefer", &format!("code=422, seed={seed}"));
        let error = call.await.expect_err("422 was asked for");
        assert_eq!(
            violations(error.headers().expect("an answer has headers")),
            None,
            "seed {seed}"
        );
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
        let Some(ErrorBody::HttpValidationError(body)) = error.body() else {
            panic!(
                "seed {seed}: the body is not what the document declares: {}",
                error.text()
            );
        };
        // The text is compared without what the document does not name: `-d` puts that into any object.
        let text: Value = serde_json::from_str(&error.text()).expect("the body is JSON");
        let count = text["detail"].as_array().map(Vec::len);
        assert_eq!(body.detail.as_ref().map(Vec::len), count, "seed {seed}");
        for (index, violation) in body.detail.iter().flatten().enumerate() {
            let told = &text["detail"][index];
            assert_eq!(
                (&json!(violation.msg), &json!(violation.type_)),
                (&told["msg"], &told["type"])
            );
            assert_eq!(json!(violation.loc), told["loc"], "seed {seed}");
            let known = |item: &ValidationErrorLocItem| !matches!(item, ValidationErrorLocItem::Unknown(_));
            assert!(violation.loc.iter().all(known), "seed {seed}: {:?}", violation.loc);
        }
    }
}

/// Who watches Prism: what the document does not allow is found, or the tests above show nothing.
#[tokio::test]
async fn what_the_document_does_not_allow_is_noticed() {
    let Some(builder) = prism() else { return };
    let client = client(builder);
    for body in [
        UpdateCustomerRequest::new().email("not an address"),
        UpdateCustomerRequest::new().external_id("x".repeat(256)),
    ] {
        let error = client
            .customers()
            .update_customer(ID, body)
            .await
            .expect_err("the document does not allow it");
        assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
        assert!(error.headers().and_then(violations).is_some(), "{error}");
        assert!(
            matches!(error.body(), Some(ErrorBody::HttpValidationError(_))),
            "{}",
            error.text()
        );
    }
}

#[tokio::test]
async fn a_call_without_its_keys_is_not_sent() {
    let Some(builder) = prism() else { return };
    let none = builder;
    let one = prism().expect("it is there").api_token_auth("a-key");
    let other = prism().expect("it is there").organisation_auth(ID);
    for (builder, missing) in [
        (none, "ApiTokenAuth"),
        (one, "OrganisationAuth"),
        (other, "ApiTokenAuth"),
    ] {
        let client = builder.build().expect("a client needs no key before it is used");
        let error = client
            .customers()
            .update_customer(ID, UpdateCustomerRequest::new())
            .await;
        let error = error.expect_err("there is a key missing");
        // Prism would have answered 401.
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Credentials, None),
            "{error}"
        );
        assert!(error.to_string().contains(missing), "{error}");
    }
}

/// A client's beginnings; `None`, with a line that says so, where no Prism is.
fn prism() -> Option<ClientBuilder> {
    static TOLD: Once = Once::new();
    let Ok(url) = std::env::var("PRISM_URL") else {
        TOLD.call_once(|| tell("skipped: PRISM_URL is not set; `bash scripts/prism.sh` starts Prism and runs this"));
        return None;
    };
    Some(Client::builder().base_url(url))
}

/// Prints a line past the test harness, which keeps back what a test prints if it passes.
fn tell(line: &str) {
    // Where nobody can be told, nothing is lost.
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn client(builder: ClientBuilder) -> Client {
    let built = builder.api_token_auth("a-key").organisation_auth(ID).build();
    built.expect("the address of Prism is a URL")
}

/// With `-d`, Prism invents its answer from the seed; without one it would be another at each run.
fn seeded(call: UpdateCustomer, seed: u32) -> UpdateCustomer {
    call.with_header("prefer", &format!("seed={seed}"))
}

fn violations(headers: &HeaderMap) -> Option<String> {
    let violations = headers.get("sl-violations")?;
    Some(String::from_utf8_lossy(violations.as_bytes()).into_owned())
}

fn explained(error: &Error) -> String {
    format!(
        "{error}\nviolations: {:?}\nbody: {}",
        error.headers().and_then(violations),
        error.text()
    )
}

/// What was decoded is encoded to the same, so nothing of it was guessed.
fn is_what_it_was(response: &Response<CustomerResponse>, seed: u32) {
    let text = serde_json::to_string(response.value()).expect("a customer can be written");
    let again: CustomerResponse = serde_json::from_str(&text).expect("what was written can be read");
    assert_eq!(&again, response.value(), "seed {seed}");
    assert!(!response.value().id.is_nil(), "seed {seed}");
}

type Call = (String, String, UpdateCustomerRequest);

/// Bodies that the document allows, of as many forms as it has.
fn bodies() -> Vec<Call> {
    type Change = fn(UpdateCustomerRequest) -> UpdateCustomerRequest;
    type R = UpdateCustomerRequest;
    let changes: [(&str, Change); 30] = [
        ("nothing", |body| body),
        ("the default", |_| R::default()),
        ("everything", |_| everything()),
        ("everything but one", |_| everything().clear_email()),
        ("all cleared", |_| all_cleared()),
        ("no external id", R::clear_external_id),
        ("no name", R::clear_customer_name),
        ("no custom data", R::clear_custom_data),
        ("no address", R::clear_address),
        ("no shipping address", R::clear_ship_to_address),
        ("no tax ids", R::clear_tax_info),
        ("no phone number", R::clear_phone_number),
        ("no email", R::clear_email),
        ("no connector", R::clear_connector),
        ("neither communications nor not", R::clear_communications_enabled),
        ("neither auto-charge nor not", R::clear_auto_charge_enabled),
        ("no business entity", R::clear_business_entity_id),
        ("the longest external id", |body| body.external_id("ü".repeat(255))),
        ("empty text", |body| {
            body.external_id("").customer_name("").phone_number("")
        }),
        ("a name in other scripts", |body| {
            body.customer_name("客户 \u{1F980} عميل \"\\\u{0}\u{7f}\u{2028}")
        }),
        ("an empty address", |body| body.address(Address::new())),
        ("an address", |body| body.address(address())),
        ("an address with a part cleared", |body| {
            body.address(address().clear_line2().clear_connector_validation())
        }),
        ("two addresses", |body| {
            body.address(address()).ship_to_address(Address::new().clear_zip_code())
        }),
        ("an empty list of tax ids", |body| body.tax_info([])),
        ("tax ids", |body| {
            body.tax_info(vec![tax_id(), TaxId::new(), TaxId::new().clear_tax_id()])
        }),
        ("an empty connector", |body| body.connector(CustomerConnector::new())),
        ("a connector with its name cleared", |body| {
            body.connector(connector().clear_name())
        }),
        ("flags", |body| {
            body.communications_enabled(false).auto_charge_enabled(true)
        }),
        ("data of any form", |body| body.custom_data(data())),
    ];
    let mut calls = Vec::new();
    for (what, change) in changes {
        calls.push((what.to_owned(), ID.to_owned(), change(UpdateCustomerRequest::new())));
    }
    calls
}

/// Identifiers that are one path segment only if they are encoded.
fn hostile_ids() -> Vec<Call> {
    let ids = [
        "cus_123",
        "a/b c",
        "a/b?c#d",
        "%2e",
        "%2F",
        "../..",
        "a+b&c=d;e,f",
        "{customer_id}",
        ":id",
        "客户/é",
        "\"<'>|^`\\",
    ];
    let call = |id: &str| {
        (
            "a hostile identifier".to_owned(),
            id.to_owned(),
            UpdateCustomerRequest::new().email("a@b.co"),
        )
    };
    ids.into_iter().map(call).collect()
}

fn everything() -> UpdateCustomerRequest {
    UpdateCustomerRequest::new()
        .external_id("acme-1")
        .customer_name("Acme")
        .custom_data(data())
        .address(address())
        .ship_to_address(address())
        .tax_info([tax_id(), tax_id()])
        .phone_number("+1 217 555 0100")
        .email("billing@acme.com")
        .connector(connector())
        .communications_enabled(true)
        .auto_charge_enabled(false)
        .business_entity_id(ID.parse::<Uuid>().expect("it is a UUID"))
}

fn all_cleared() -> UpdateCustomerRequest {
    everything()
        .clear_external_id()
        .clear_customer_name()
        .clear_custom_data()
        .clear_address()
        .clear_ship_to_address()
        .clear_tax_info()
        .clear_phone_number()
        .clear_email()
        .clear_connector()
        .clear_communications_enabled()
        .clear_auto_charge_enabled()
        .clear_business_entity_id()
}

fn address() -> Address {
    Address::new()
        .line1("1 Main Street")
        .line2("2nd floor")
        .line3("room 3")
        .city("Springfield")
        .state("IL")
        .zip_code("62704")
        .country("United States")
        .country_code("US")
        .validation_status("valid")
        .connector_validation(data())
}

fn tax_id() -> TaxId {
    TaxId::new().country_code("US").tax_code("EIN").tax_id("12-3456789")
}

fn connector() -> CustomerConnector {
    CustomerConnector::new().name("stripe").reference_id("cus_123")
}

fn data() -> Map<String, Value> {
    let data = json!({ "": null, "a b": [1, -2.5, 1e300, "é", {}], "nested": { "deep": [[true]] } });
    data.as_object().expect("it is written as an object").clone()
}
