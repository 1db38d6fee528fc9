//! Updates a customer: sets a field, clears another, and looks at what goes wrong.
//!
//! ```text
//! cargo run --example update_customer                          a server in this process answers; no key is needed
//! cargo run --example update_customer -- --live <customer id>  the API itself answers; ZENSKAR_API_TOKEN_AUTH and
//!                                                              ZENSKAR_ORGANISATION_AUTH hold the keys
//! ```

#![allow(clippy::print_stdout, reason = "this is what an example is for")]

mod server;

use zenskar::types::{Address, TaxId, UpdateCustomerRequest};
use zenskar::{Client, Error, ErrorBody};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => against_a_server_of_our_own().await,
        ["--live", customer] => against_the_api(customer).await,
        _ => Err("usage: update_customer [--live <customer id>]".into()),
    }
}

async fn against_a_server_of_our_own() -> Outcome {
    let address = server::start().await?;
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .api_token_auth("a-key")
        .organisation_auth("7f0f4bb2-52f7-4d18-a20e-b15f2a0f4b6f")
        .build()?;

    update(&client, server::CUSTOMER).await?;

    println!("\nAn address that is none:");
    let wrong = UpdateCustomerRequest::new().email("billing at acme");
    explain(client.customers().update_customer(server::CUSTOMER, wrong).await.err());

    println!("\nA customer that does not exist:");
    let change = UpdateCustomerRequest::new().customer_name("Nobody");
    explain(
        client
            .customers()
            .update_customer("no-such-customer", change)
            .await
            .err(),
    );
    Ok(())
}

async fn against_the_api(customer: &str) -> Outcome {
    let client = Client::from_env()?;
    // Nothing is set and nothing cleared, so nothing changes.
    let customer = client
        .customers()
        .update_customer(customer, UpdateCustomerRequest::new())
        .await?;
    println!("{} is called {}", customer.id, customer.customer_name);
    Ok(())
}

/// Three states of a field: set, cleared, and left as it is.
async fn update(client: &Client, customer: &str) -> Result<(), Error> {
    let change = UpdateCustomerRequest::new()
        .email("billing@acme.com")
        .address(
            Address::new()
                .line1("2 Main Street")
                .city("Springfield")
                .country_code("US"),
        )
        .tax_info([TaxId::new().country_code("US").tax_code("EIN").tax_id("12-3456789")])
        .clear_phone_number();

    let response = client.customers().update_customer(customer, change).send().await?;
    println!("{} for {}:", response.status(), response.value().customer_name);

    let customer = response.into_inner();
    println!("  email:                  {:?}", customer.email);
    println!(
        "  phone number:           {:?}, null: {}",
        customer.phone_number,
        customer.phone_number_is_null()
    );
    println!(
        "  city:                   {:?}",
        customer.address.and_then(|address| address.city)
    );
    println!(
        "  tax ids:                {}",
        customer.tax_info.iter().flatten().count()
    );
    println!(
        "  communications enabled: {:?}, which is the default",
        customer.communications_enabled
    );
    Ok(())
}

fn explain(error: Option<Error>) {
    let Some(error) = error else { return };
    println!("  {error}");
    match error.body() {
        Some(ErrorBody::HttpValidationError(body)) => {
            for violation in body.detail.iter().flatten() {
                println!("  at {:?}: {} ({})", violation.loc, violation.msg, violation.type_);
            }
        }
        Some(_) | None => println!(
            "  status {:?}, and no body that the description declares",
            error.status()
        ),
    }
}
