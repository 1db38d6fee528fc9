//! What would a program write down that has no SDK?
//!
//! Types with all that the description gives the generated ones, and a call that takes the same steps.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Default, Serialize)]
struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_data: Option<Anything>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ship_to_address: Option<Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_info: Option<Vec<Tax>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connector: Option<Connector>,
    #[serde(skip_serializing_if = "Option::is_none")]
    communications_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_charge_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    business_entity_id: Option<Uuid>,
}

#[derive(Default, Serialize, Deserialize)]
struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    line1: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line3: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(rename = "zipCode", skip_serializing_if = "Option::is_none")]
    zip_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    validation_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    connector_validation: Option<Anything>,
}

#[derive(Serialize, Deserialize)]
struct Tax {
    country_code: Option<String>,
    tax_code: Option<String>,
    tax_id: Option<String>,
}

#[derive(Serialize)]
struct Connector {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_id: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "a program has some use for each")]
struct Customer {
    id: Uuid,
    external_id: Option<String>,
    customer_name: String,
    custom_data: Option<Anything>,
    address: Option<Place>,
    ship_to_address: Option<Place>,
    #[serde(default = "no_taxes")]
    tax_info: Option<Vec<Tax>>,
    email: Option<String>,
    custom_attributes: Option<Anything>,
    phone_number: Option<String>,
    #[serde(default = "yes")]
    communications_enabled: Option<bool>,
    #[serde(default = "yes")]
    auto_charge_enabled: Option<bool>,
    business_entity_id: Option<Uuid>,
}

type Anything = serde_json::Map<String, serde_json::Value>;

/// Defaults that the description gives.
fn no_taxes() -> Option<Vec<Tax>> {
    Some(Vec::new())
}

fn yes() -> Option<bool> {
    Some(true)
}

#[derive(Clone)]
pub(crate) struct Caller {
    client: reqwest::Client,
    url: String,
}

impl Caller {
    pub(crate) fn new(url: String) -> Self {
        let client = reqwest::Client::builder()
            .no_proxy()
            // As the generated client says who it is.
            .user_agent(concat!("zenskar/", env!("CARGO_PKG_VERSION")))
            .tls_backend_preconfigured(tls())
            .build();
        Caller {
            client: client.expect("the client can be built"),
            url,
        }
    }

    pub(crate) async fn call(&self) {
        let change = Change {
            email: Some("a@b.c".to_owned()),
            address: Some(Place {
                city: Some("Springfield".to_owned()),
                ..Place::default()
            }),
            ..Change::default()
        };
        let request = self
            .client
            .patch(format!("{}/customers/{}", self.url, "cus_1"))
            .header("x-api-key", "key")
            .header("organisation", "organisation")
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .timeout(Duration::from_secs(60))
            .body(serde_json::to_vec(&change).expect("it is JSON"));
        let response = request.send().await.expect("the server answers");
        assert!(response.status().is_success());
        let body = response.bytes().await.expect("the body comes");
        let customer: Customer = serde_json::from_slice(&body).expect("it is a customer");
        assert_eq!(customer.customer_name, "Acme");
    }
}

/// Nothing here is encrypted; reqwest asks all the same.
fn tls() -> rustls::ClientConfig {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring knows the versions of TLS")
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}
