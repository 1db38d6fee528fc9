//! What has to hold of a generated client in a browser.
#![allow(missing_docs, reason = "the page alone calls it")]

use std::time::Duration;

use shop::Client;
use shop::runtime::ErrorKind;
use shop::types::{Item, NewOrder, Status};
use wasm_bindgen::prelude::wasm_bindgen;

type Held = Result<(), String>;

/// Tries everything, and says of each whether it holds, in a line that begins with `ok` or `FAILED`.
#[wasm_bindgen]
pub async fn check(api: String, nobody: String) -> Result<String, String> {
    let client = |url: &str| {
        Client::builder()
            .token("tea-and-biscuits")
            .base_url(url)
            .build()
            .map_err(told)
    };
    let (client, nobody) = (client(&api)?, client(&nobody)?);
    let report = [
        ("a call", call(&client).await),
        ("an error of the document's", declared_error(&client).await),
        ("a retry after what the server asks for", retry(&client).await),
        (
            "a second attempt of what is not to be done twice",
            no_retry(&client).await,
        ),
        ("a stream of events that breaks", events(&client).await),
        ("a download in pieces", download(&client).await),
        ("an upload in a form", upload(&client).await),
        ("a list in pages", pages(&client).await),
        ("the limit of time", timeout(&client).await),
        ("the limit of an answer's size", too_large(&api).await),
        ("nobody there", refused(&nobody).await),
    ];
    let lines = report.map(|(name, held)| match held {
        Ok(()) => format!("ok {name}"),
        Err(reason) => format!("FAILED {name}: {reason}"),
    });
    Ok(lines.join("\n"))
}

async fn call(client: &Client) -> Held {
    let order = NewOrder::new([Item::new("tea-01", 2)]).note("no sugar");
    let order = client.orders().create_order(order).send().await.map_err(told)?;
    same("the status", order.status().as_u16(), 201)?;
    same("the request's identifier", order.request_id(), Some("req_1"))?;
    let order = order.into_inner();
    same("the identifier", &*order.id, "ord_1")?;
    same("the total", &*order.total.to_string(), "12.50")?;
    same("the status", order.status, Status::Open)
}

async fn declared_error(client: &Client) -> Held {
    let error = client.orders().get_order("missing").await.err().ok_or("it succeeded")?;
    same("the status", error.status().map(|status| status.as_u16()), Some(404))?;
    match error.body() {
        Some(shop::ErrorBody::Problem(problem)) => same("the title", problem.title.as_deref(), Some("No such order")),
        other => Err(format!("its body is {other:?}")),
    }
}

async fn retry(client: &Client) -> Held {
    // The server refuses it twice, once with words on when to come back.
    let order = client.orders().get_order("twice").await.map_err(told)?;
    same(
        "the attempts that the server saw",
        order.note.as_deref(),
        Some("attempt 3"),
    )
}

async fn no_retry(client: &Client) -> Held {
    let order = NewOrder::new([Item::new("fail", 1)]);
    let error = client
        .orders()
        .create_order(order.clone())
        .await
        .err()
        .ok_or("it succeeded")?;
    same("the status", error.status().map(|status| status.as_u16()), Some(503))?;
    // With a key it may.
    let key = client.orders().create_order(order).with_idempotency_key("k-1");
    let order = key.await.map_err(told)?;
    same(
        "the attempts that the server saw",
        order.note.as_deref(),
        Some("attempt 3"),
    )
}

async fn events(client: &Client) -> Held {
    let mut events = client.events().watch().await.map_err(told)?;
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.map_err(told)?;
        seen.push(format!("{} {}", event.id, event.data.order));
    }
    // The connection breaks after the second; the third is asked for by the identifier of the second.
    same("the events", seen.join(", "), "1 ord_1, 2 ord_2, 3 ord_3".to_owned())
}

async fn download(client: &Client) -> Held {
    let mut download = client.orders().get_invoice("ord_1").download().await.map_err(told)?;
    let (mut length, mut pieces) = (0, 0);
    while let Some(chunk) = download.chunk().await.map_err(told)? {
        length += chunk.len();
        pieces += 1;
    }
    same("the length", length, 300_000)?;
    if pieces < 2 {
        Err(format!("it came in {pieces} piece"))
    } else {
        Ok(())
    }
}

async fn upload(client: &Client) -> Held {
    let picture = shop::runtime::FilePart::new("a picture")
        .file_name("tea.png")
        .content_type("image/png");
    client
        .files()
        .upload_picture(picture)
        .caption("Tea")
        .await
        .map_err(told)
}

async fn pages(client: &Client) -> Held {
    let mut items = client.orders().list_orders().items();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.map_err(told)?.id);
    }
    same("the orders", ids.join(" "), "ord_1 ord_2 ord_3".to_owned())
}

async fn timeout(client: &Client) -> Held {
    let call = client
        .orders()
        .get_order("never")
        .with_timeout(Duration::from_millis(300));
    let error = call.await.err().ok_or("it succeeded")?;
    if error.is_timeout() {
        Ok(())
    } else {
        Err(format!("it is {:?}: {error}", error.kind()))
    }
}

async fn too_large(api: &str) -> Held {
    let client = Client::builder()
        .token("tea-and-biscuits")
        .base_url(api)
        .max_response_bytes(1000)
        .build();
    let error = client
        .map_err(told)?
        .orders()
        .get_invoice("ord_1")
        .await
        .err()
        .ok_or("it succeeded")?;
    same("the kind", error.kind(), ErrorKind::TooLarge)
}

async fn refused(client: &Client) -> Held {
    let call = client.orders().get_order("ord_1").with_retries(0);
    let error = call.await.err().ok_or("it succeeded")?;
    same("the kind", error.kind(), ErrorKind::Interrupted)
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, is: T, should_be: T) -> Held {
    if is == should_be {
        Ok(())
    } else {
        Err(format!("{what} is {is:?}, should be {should_be:?}"))
    }
}

fn told(error: shop::Error) -> String {
    format!("{error}")
}
