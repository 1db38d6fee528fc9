//! What is told of a call, and is it free of secrets?
//!
//! One test, and a process of its own: `tracing` keeps for the whole process whether a place in the code is of
//! interest, and what another thread without a subscriber comes by first is of none.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use openapi_runtime::{Mock, TransportErrorKind};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Every kind of credential.
#[rustfmt::skip]
#[path = "operations/security/client/mod.rs"]
#[allow(
    dead_code,
    unreachable_pub,
    reason = "one operation of all is called, and a test has no outside"
)]
pub mod security;

use security::calls::Either;

/// Keeps what it is told, a line each.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<String>>>);

impl Ear {
    fn hear(&self, what: &str, fields: impl FnOnce(&mut Words)) {
        let mut words = Words(what.to_owned());
        fields(&mut words);
        self.0.lock().unwrap().push(words.0);
    }
}

struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("openapi_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.hear(span.metadata().name(), |words| span.record(words));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.hear("record", |words| values.record(words));
    }

    fn event(&self, event: &Event<'_>) {
        self.hear("event", |words| event.record(words));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_call_is_a_span_without_secrets() {
    let ear = Ear::default();
    let _listening = tracing::subscriber::set_default(ear.clone());
    let mock = Mock::new();
    let client = security::Client::builder()
        .transport(mock.clone())
        .key("nobody-may-see-1")
        .session("nobody-may-see-2")
        .build()
        .unwrap();
    mock.on::<Either>().fail(TransportErrorKind::Connect).answer(()).raw(
        404,
        "application/json",
        r#"{"message": "the key nobody-may-see-1 is wrong"}"#,
    );
    client.calls().either().await.unwrap();
    client.calls().either().await.unwrap_err();

    let told = ear.0.lock().unwrap().join("\n");
    for words in [
        "otel.name=GET /either",
        "http.request.method=\"GET\"",
        "url.template=\"/either\"",
        "server.address=\"https://api.example\"",
        "openapi.operation_id=\"either\"",
        "http.request.resend_count=1",
        "attempt failed, another follows",
        "http.response.status_code=204",
        "http.response.status_code=404",
        "error.type=Status",
    ] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    assert!(!told.contains("nobody-may-see") && !told.contains("api_key"), "{told}");
}
