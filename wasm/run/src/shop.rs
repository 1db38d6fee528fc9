//! What does the shop of the guide answer?

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::http::{Answer, Request};

/// How often it was asked for what, and when last.
#[derive(Default)]
pub(crate) struct Shop(HashMap<String, (u32, Instant)>);

impl Shop {
    pub(crate) fn answer(shop: &Mutex<Self>, request: &Request) -> Answer {
        if request.header("authorization") != Some("Bearer tea-and-biscuits") {
            return problem(401, "Who is there?");
        }
        let body = String::from_utf8_lossy(&request.body);
        let mut shop = shop.lock().unwrap_or_else(PoisonError::into_inner);
        match (&*request.method, &*request.target) {
            ("POST", "/v1/orders") if body.contains(r#""sku":"fail""#) => match request.header("idempotency-key") {
                None => problem(503, "Not now"),
                Some(key) => match shop.attempt(key).0 {
                    1 | 2 => problem(503, "Not now"),
                    attempt => order("ord_2", attempt).status(201),
                },
            },
            ("POST", "/v1/orders") if body == r#"{"goods":[{"sku":"tea-01","count":2}],"note":"no sugar"}"# => {
                order("ord_1", 1).status(201).with("X-Request-Id", "req_1")
            }
            ("GET", "/v1/orders") => page(&["ord_1", "ord_2"], r#""c 2&""#),
            ("GET", "/v1/orders?after=c%202%26") => page(&["ord_3"], "null"),
            ("GET", "/v1/orders/missing") => problem(404, "No such order"),
            ("GET", "/v1/orders/never") => Answer::never(),
            ("GET", "/v1/orders/twice") => match shop.attempt("twice") {
                (1, _) => problem(429, "Too often").with("Retry-After", "1"),
                (2, since) if since < Duration::from_secs(1) => problem(400, "That was too early"),
                (2, _) => problem(503, "Not now"),
                (attempt, _) => order("twice", attempt),
            },
            ("GET", "/v1/orders/ord_1/invoice") => Answer::pieces("application/pdf", vec![vec![b'%'; 100_000]; 3]),
            ("POST", "/v1/pictures") => {
                let parts = [
                    "filename=\"tea.png\"",
                    "image/png",
                    "a picture",
                    "name=\"caption\"",
                    "Tea",
                ];
                match parts.iter().find(|part| !body.contains(**part)) {
                    None => Answer::empty(204),
                    Some(part) => problem(400, part),
                }
            }
            ("GET", "/v1/events") => match request.header("last-event-id") {
                None => Answer::pieces("text/event-stream", [event(1), event(2)]).broken(),
                Some("2") => Answer::pieces("text/event-stream", [event(3)]),
                Some(_) => problem(400, "That was not the last"),
            },
            (method, target) => problem(400, &format!("{method} {target} {}", body.replace('"', "'"))),
        }
    }

    /// Which attempt this is, and how long after the one before.
    fn attempt(&mut self, of: &str) -> (u32, Duration) {
        let (count, last) = self.0.entry(of.to_owned()).or_insert((0, Instant::now()));
        *count += 1;
        let since = std::mem::replace(last, Instant::now()).elapsed();
        (*count, since)
    }
}

fn order(id: &str, attempt: u32) -> Answer {
    let order = format!(r#"{{"id": "{id}", "status": "open", "total": 12.50, "note": "attempt {attempt}"}}"#);
    Answer::of("application/json", order)
}

fn page(ids: &[&str], next: &str) -> Answer {
    let orders = ids
        .iter()
        .map(|id| format!(r#"{{"id": "{id}", "status": "paid", "total": 1}}"#));
    let orders = orders.collect::<Vec<_>>().join(",");
    Answer::of("application/json", format!(r#"{{"data": [{orders}], "next": {next}}}"#))
}

fn event(number: u32) -> Vec<u8> {
    format!("retry: 50\nid: {number}\ndata: {{\"order\": \"ord_{number}\"}}\n\n").into_bytes()
}

fn problem(status: u16, title: &str) -> Answer {
    Answer::of("application/problem+json", format!(r#"{{"title": "{title}"}}"#)).status(status)
}
