//! Do the eight schemas of the page read and write what the page says?
//!
//! No server is needed: what goes over the wire is JSON text, and this is that text.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zenskar::runtime::uuid::Uuid;
use zenskar::types::{
    Address, AddressResponse, CustomerConnector, CustomerResponse, HttpValidationError, TaxId, UpdateCustomerRequest,
    ValidationError, ValidationErrorLocItem,
};
use zenskar::{Client, ClientBuilder, Error, ErrorBody};

const ID: &str = "5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10";

/// What the schema of a response requires, and nothing else.
const LEAST: &str = r#"{"id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10","external_id":"acme-1","customer_name":"Acme","custom_data":{},"address":{}}"#;

/// Every property of a response, in the page's order.
const MOST: &str = r#"{"id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10","external_id":"acme-1","customer_name":"Acme \"& Söhne\"","custom_data":{"a":[1,-2.5,null,"x"],"b":{"c":true}},"address":{"line1":"1 Main Street","line2":"2","line3":"3","city":"Springfield","state":"IL","zipCode":"62704","country":"United States","country_code":"US","validation_status":"valid","connector_validation":{"score":0.5}},"ship_to_address":{"zipCode":"10115"},"tax_info":[{"country_code":"US","tax_code":"EIN","tax_id":"12-3456789"},{}],"email":"billing@acme.com","custom_attributes":{"tier":"gold"},"phone_number":"+1 217 555 0100","communications_enabled":false,"auto_charge_enabled":false,"business_entity_id":"0c1b6e8f-9a55-4c1e-7f64-5b0c1a3e2d10"}"#;

fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}\n{json}"))
}

fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("generated types can be written as JSON")
}

/// The least response with some of its properties replaced, added, or taken away where the new value says so.
fn response(changes: &[(&str, Option<Value>)]) -> String {
    let mut response: Value = read(LEAST);
    let properties = response.as_object_mut().expect("a response is an object");
    for (name, value) in changes {
        match value {
            Some(value) => properties.insert((*name).to_owned(), value.clone()),
            None => properties.remove(*name),
        };
    }
    response.to_string()
}

/// Reads, writes, and reads as another format's value too; the text must come back byte for byte.
#[track_caller]
fn round_trips<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &str) {
    let value: T = read(json);
    assert_eq!(write(&value), json);
    assert_eq!(read::<T>(&write(&value)), value);
    let tree = serde_json::to_value(&value).expect("generated types can be written to any format");
    assert_eq!(tree, read::<Value>(json));
    assert_eq!(
        serde_json::from_value::<T>(tree).expect("generated types can be read from any format"),
        value
    );
}

#[test]
fn every_schema_round_trips_byte_for_byte() {
    round_trips::<CustomerResponse>(MOST);
    let address = r#"{"line1":"1","line2":"2","line3":"3","city":"4","state":"5","zipCode":"6","country":"7","country_code":"8","validation_status":"9","connector_validation":{"a":{}}}"#;
    round_trips::<Address>(address);
    round_trips::<AddressResponse>(address);
    round_trips::<TaxId>(r#"{"country_code":"US","tax_code":"EIN","tax_id":"12-3456789"}"#);
    round_trips::<CustomerConnector>(r#"{"name":"stripe","reference_id":"cus_1"}"#);
    round_trips::<ValidationError>(
        r#"{"loc":["body","tax_info",0,"tax_id"],"msg":"field required","type":"value_error.missing"}"#,
    );
    round_trips::<HttpValidationError>(r#"{"detail":[{"loc":[],"msg":"","type":""}]}"#);
    round_trips::<HttpValidationError>("{}");
    round_trips::<UpdateCustomerRequest>(
        r#"{"external_id":"acme-1","customer_name":"Acme","custom_data":{"a":1},"address":{"city":"Ulm"},"ship_to_address":{"city":"Bonn"},"tax_info":[{"tax_id":"1"}],"phone_number":"+1","email":"a@b.c","connector":{"name":"stripe"},"communications_enabled":true,"auto_charge_enabled":false,"business_entity_id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10"}"#,
    );
}

#[test]
fn a_null_comes_back_as_a_null_at_any_depth() {
    let all_null = r#"{"external_id":null,"customer_name":null,"custom_data":null,"address":null,"ship_to_address":null,"tax_info":null,"phone_number":null,"email":null,"connector":null,"communications_enabled":null,"auto_charge_enabled":null,"business_entity_id":null}"#;
    round_trips::<UpdateCustomerRequest>(all_null);
    round_trips::<UpdateCustomerRequest>(r#"{"address":{"line1":null,"zipCode":null},"tax_info":[{"tax_id":null}]}"#);
    round_trips::<UpdateCustomerRequest>(r#"{"connector":{"name":null,"reference_id":null}}"#);
    round_trips::<UpdateCustomerRequest>("{}");
}

#[test]
fn a_field_of_an_update_is_absent_null_or_a_value() {
    let absent = UpdateCustomerRequest::new();
    let null = UpdateCustomerRequest::new().clear_email();
    let value = UpdateCustomerRequest::new().email("billing@acme.com");

    for (state, json, email, is_null) in [
        (&absent, "{}", None, false),
        (&null, r#"{"email":null}"#, None, true),
        (
            &value,
            r#"{"email":"billing@acme.com"}"#,
            Some("billing@acme.com"),
            false,
        ),
    ] {
        assert_eq!(write(state), json);
        let back: UpdateCustomerRequest = read(json);
        assert_eq!(&back, state);
        assert_eq!((back.email.as_deref(), back.email_is_null()), (email, is_null));
    }
}

#[test]
fn the_last_word_about_a_field_counts() {
    let set_after_clearing = UpdateCustomerRequest::new().clear_email().email("a@b.c");
    assert_eq!(write(&set_after_clearing), r#"{"email":"a@b.c"}"#);
    assert!(!set_after_clearing.email_is_null());

    let cleared_after_setting = UpdateCustomerRequest::new().email("a@b.c").clear_email();
    assert_eq!(write(&cleared_after_setting), r#"{"email":null}"#);
    assert_eq!(cleared_after_setting.email, None);
}

#[test]
fn every_field_of_an_update_has_its_own_null() {
    type Clear = fn(UpdateCustomerRequest) -> UpdateCustomerRequest;
    type IsNull = fn(&UpdateCustomerRequest) -> bool;
    type R = UpdateCustomerRequest;
    let fields: [(&str, Clear, IsNull); 12] = [
        ("external_id", R::clear_external_id, R::external_id_is_null),
        ("customer_name", R::clear_customer_name, R::customer_name_is_null),
        ("custom_data", R::clear_custom_data, R::custom_data_is_null),
        ("address", R::clear_address, R::address_is_null),
        ("ship_to_address", R::clear_ship_to_address, R::ship_to_address_is_null),
        ("tax_info", R::clear_tax_info, R::tax_info_is_null),
        ("phone_number", R::clear_phone_number, R::phone_number_is_null),
        ("email", R::clear_email, R::email_is_null),
        ("connector", R::clear_connector, R::connector_is_null),
        (
            "communications_enabled",
            R::clear_communications_enabled,
            R::communications_enabled_is_null,
        ),
        (
            "auto_charge_enabled",
            R::clear_auto_charge_enabled,
            R::auto_charge_enabled_is_null,
        ),
        (
            "business_entity_id",
            R::clear_business_entity_id,
            R::business_entity_id_is_null,
        ),
    ];
    for (name, clear, _) in fields {
        let request = clear(UpdateCustomerRequest::new());
        assert_eq!(write(&request), format!(r#"{{"{name}":null}}"#));
        let null: Vec<&str> = fields
            .iter()
            .filter(|(.., is_null)| is_null(&request))
            .map(|(name, ..)| *name)
            .collect();
        assert_eq!(null, [name]);
    }
}

#[test]
fn what_a_response_leaves_out_has_the_default_of_the_page() {
    let customer: CustomerResponse = read(LEAST);
    assert_eq!(customer.tax_info, Some(Vec::new()));
    assert_eq!(customer.communications_enabled, Some(true));
    assert_eq!(customer.auto_charge_enabled, Some(true));
    // These have no default.
    assert_eq!(
        (&customer.email, &customer.phone_number, customer.business_entity_id),
        (&None, &None, None)
    );
    assert!(!customer.email_is_null() && !customer.tax_info_is_null());
}

#[test]
fn a_default_does_not_replace_what_a_response_has() {
    let customer: CustomerResponse = read(&response(&[
        ("tax_info", Some(Value::Null)),
        ("communications_enabled", Some(Value::Null)),
        ("auto_charge_enabled", Some(json!(false))),
    ]));
    assert!(customer.tax_info.is_none() && customer.tax_info_is_null());
    assert!(customer.communications_enabled.is_none() && customer.communications_enabled_is_null());
    assert_eq!(customer.auto_charge_enabled, Some(false));
    assert!(!customer.auto_charge_enabled_is_null());

    let written = write(&customer);
    assert!(
        written.contains(r#""tax_info":null,"communications_enabled":null,"auto_charge_enabled":false"#),
        "{written}"
    );
}

#[test]
fn an_update_never_sends_a_default_that_was_not_set() {
    assert_eq!(write(&UpdateCustomerRequest::new()), "{}");
    assert_eq!(write(&UpdateCustomerRequest::default()), "{}");
    assert_eq!(write(&Address::new()), "{}");
}

#[test]
fn a_response_keeps_its_explicit_nulls() {
    let text = r#"{"id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10","external_id":null,"customer_name":"Acme","custom_data":null,"address":null,"ship_to_address":null,"tax_info":null,"email":null,"custom_attributes":null,"phone_number":null,"communications_enabled":null,"auto_charge_enabled":null,"business_entity_id":null}"#;
    let customer: CustomerResponse = read(text);
    assert!(customer.email_is_null() && customer.ship_to_address_is_null() && customer.business_entity_id_is_null());
    round_trips::<CustomerResponse>(text);
}

#[test]
fn a_required_property_that_may_be_null_is_always_written() {
    for changes in [
        &[("external_id", None), ("custom_data", None), ("address", None)],
        &[
            ("external_id", Some(Value::Null)),
            ("custom_data", Some(Value::Null)),
            ("address", Some(Value::Null)),
        ],
    ] {
        let customer: CustomerResponse = read(&response(changes));
        assert_eq!(
            (&customer.external_id, &customer.custom_data, &customer.address),
            (&None, &None, &None)
        );
        let written = write(&customer);
        assert!(written.contains(r#""external_id":null"#), "{written}");
        assert!(written.contains(r#""custom_data":null,"address":null"#), "{written}");
    }
}

#[test]
fn what_is_wrong_with_a_response_is_said_with_its_place() {
    for (changes, words) in [
        (vec![("id", None)], vec!["id", "missing"]),
        (vec![("customer_name", None)], vec!["customer_name", "missing"]),
        (vec![("id", Some(json!("cus_123")))], vec!["id", "UUID"]),
        (vec![("id", Some(Value::Null))], vec!["id", "null"]),
        (vec![("id", Some(json!(7)))], vec!["id", "7"]),
        (
            vec![("business_entity_id", Some(json!("acme")))],
            vec!["business_entity_id", "UUID"],
        ),
        (
            vec![("tax_info", Some(json!([{}, { "tax_id": 12 }])))],
            vec!["tax_info[1].tax_id", "12"],
        ),
        (
            vec![("address", Some(json!({ "zipCode": 62704 })))],
            vec!["address.zipCode", "62704"],
        ),
        (vec![("custom_data", Some(json!([1])))], vec!["custom_data"]),
        (
            vec![("communications_enabled", Some(json!("yes")))],
            vec!["communications_enabled", "yes"],
        ),
    ] {
        let text = response(&changes);
        let error = serde_json::from_str::<CustomerResponse>(&text)
            .expect_err(&text)
            .to_string();
        for word in words {
            assert!(error.contains(word), "`{word}` is not in: {error}\n{text}");
        }
    }
    let error = serde_json::from_str::<HttpValidationError>(r#"{"detail":[{"loc":[],"msg":"","type":""},{"loc":[]}]}"#);
    let error = error.expect_err("`msg` is required").to_string();
    assert!(error.contains("detail[1]") && error.contains("msg"), "{error}");
}

#[test]
fn what_the_page_does_not_name_is_no_error() {
    let more = response(&[
        ("created_at", Some(json!("2023-01-01T00:00:00"))),
        ("nested", Some(json!({ "deep": [[{}], 1e300, null] }))),
        ("address", Some(json!({ "city": "Ulm", "planet": "Earth" }))),
    ]);
    let customer: CustomerResponse = read(&more);
    assert_eq!(
        customer.address.and_then(|address| address.city).as_deref(),
        Some("Ulm")
    );
    assert_eq!(
        read::<UpdateCustomerRequest>(r#"{"new":1}"#),
        UpdateCustomerRequest::new()
    );
}

#[test]
fn the_order_on_the_wire_does_not_matter() {
    let mut reversed: Vec<(String, Value)> = read::<serde_json::Map<_, _>>(MOST).into_iter().collect();
    reversed.reverse();
    let reversed: Vec<String> = reversed
        .iter()
        .map(|(name, value)| format!("{name:?}:{value}"))
        .collect();
    let reversed = format!("{{{}}}", reversed.join(","));
    assert_eq!(read::<CustomerResponse>(&reversed), read::<CustomerResponse>(MOST));
}

#[test]
fn a_location_has_strings_and_integers() {
    use ValidationErrorLocItem::{Integer, String};

    let error: ValidationError = read(r#"{"loc":["body","tax_info",0,-1,"7",""],"msg":"m","type":"t"}"#);
    let text = |text: &str| String(text.to_owned());
    let expected = [
        text("body"),
        text("tax_info"),
        Integer(0),
        Integer(-1),
        text("7"),
        text(""),
    ];
    assert_eq!(error.loc, expected);
    assert_eq!((error.msg.as_str(), error.type_.as_str()), ("m", "t"));
}

#[test]
fn what_else_a_location_has_is_kept() {
    let text = r#"{"loc":["body",1.5,null,true,{"a":[1]},[],18446744073709551615],"msg":"m","type":"t"}"#;
    let error: ValidationError = read(text);
    let expected = [
        json!(1.5),
        Value::Null,
        json!(true),
        json!({ "a": [1] }),
        json!([]),
        json!(u64::MAX),
    ];
    assert_eq!(
        error.loc[1..],
        expected.map(|value| ValidationErrorLocItem::Unknown(value.into()))
    );
    round_trips::<ValidationError>(text);
}

#[test]
fn types_are_built_as_a_user_would() {
    let id: Uuid = ID.parse().expect("it is a UUID");
    let request = UpdateCustomerRequest::new()
        .customer_name("Acme")
        .business_entity_id(id)
        .tax_info(vec![TaxId::new().tax_id("1")])
        .custom_data(serde_json::Map::from_iter([("tier".to_owned(), json!("gold"))]))
        .connector(CustomerConnector::new().name("stripe").clear_reference_id())
        .address(Address::new().zip_code("62704"));
    assert_eq!(
        serde_json::to_value(&request).expect("a request can be written"),
        json!({
            "customer_name": "Acme",
            "custom_data": { "tier": "gold" },
            "address": { "zipCode": "62704" },
            "tax_info": [{ "tax_id": "1" }],
            "connector": { "name": "stripe", "reference_id": null },
            "business_entity_id": ID,
        })
    );

    let customer = CustomerResponse::new(id, None, "Acme", None, AddressResponse::new().city("Ulm")).email("a@b.c");
    let error = ValidationError::new(["body".to_owned().into(), 0.into()], "field required", "missing");
    assert_eq!(customer.id, id);
    assert_eq!(
        write(&error),
        r#"{"loc":["body",0],"msg":"field required","type":"missing"}"#
    );
}

#[test]
fn every_type_does_what_its_users_expect() {
    fn value<T: Serialize + DeserializeOwned + Debug + Clone + PartialEq + Send + Sync + Unpin + 'static>() {}
    fn begins_empty<T: Default>() {}
    fn shared<T: Debug + Clone + Send + Sync + Unpin + 'static>() {}
    fn error<T: std::error::Error + Debug + Send + Sync + Unpin + 'static>() {}
    fn future<F: Future + Send + Unpin + 'static>(_: fn(zenskar::customers::UpdateCustomer) -> F) {}

    value::<Address>();
    value::<AddressResponse>();
    value::<CustomerConnector>();
    value::<CustomerResponse>();
    value::<HttpValidationError>();
    value::<TaxId>();
    value::<UpdateCustomerRequest>();
    value::<ValidationError>();
    value::<ValidationErrorLocItem>();

    begins_empty::<Address>();
    begins_empty::<AddressResponse>();
    begins_empty::<CustomerConnector>();
    begins_empty::<HttpValidationError>();
    begins_empty::<TaxId>();
    begins_empty::<UpdateCustomerRequest>();

    shared::<Client>();
    shared::<ErrorBody>();
    shared::<zenskar::customers::Customers>();
    shared::<zenskar::customers::UpdateCustomer>();
    fn built<T: Debug + Send + Sync + 'static>() {}
    built::<ClientBuilder>();
    error::<Error>();

    future(IntoFuture::into_future);
    future(zenskar::customers::UpdateCustomer::send);
}

/// A call can be made on one task and awaited on another.
#[test]
fn a_call_moves_between_threads() {
    fn moves(_: impl Future<Output = Result<CustomerResponse, Error>> + Send + 'static) {}

    let client = Client::builder()
        .build()
        .expect("a client needs no key before it is used");
    moves(async move {
        client
            .customers()
            .update_customer("a", UpdateCustomerRequest::new())
            .await
    });
}
