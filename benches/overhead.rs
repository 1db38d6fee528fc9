//! What does the generated client cost beside reqwest code written by hand?
//!
//! Both update the same customer at a server on this machine, in turns, so that whatever else the machine does falls on
//! both: one call after the other for the latency, and many at once for the throughput. `cargo bench --bench overhead`.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use zenskar::Client;
use zenskar::types::{Address, UpdateCustomerRequest};

const ROUNDS: usize = 20;
const CALLS: usize = 1_000;
const AT_ONCE: usize = 32;
const CUSTOMER: &str = r#"{"id":"5b0c1a3e-7f64-4c1e-9a55-0c1b6e8f2d10","external_id":null,"customer_name":"Acme","email":"a@b.c","custom_data":{"tier":"gold"},"address":{"city":"Springfield"}}"#;

/// As a program would write it down that has no SDK.
#[derive(Serialize)]
struct Change<'a> {
    email: &'a str,
    address: City<'a>,
}

#[derive(Serialize)]
struct City<'a> {
    city: &'a str,
}

#[derive(Deserialize)]
struct Customer {
    id: String,
    customer_name: String,
    email: Option<String>,
}

#[derive(Clone)]
enum Caller {
    Generated(Client),
    ByHand(reqwest::Client, String),
}

impl Caller {
    async fn call(&self) {
        match self {
            Caller::Generated(client) => {
                let change = UpdateCustomerRequest::new()
                    .email("a@b.c")
                    .address(Address::new().city("Springfield"));
                let customer = client.customers().update_customer("cus_1", change).await;
                assert_eq!(customer.expect("the server answers").customer_name, "Acme");
            }
            Caller::ByHand(client, url) => {
                let change = Change {
                    email: "a@b.c",
                    address: City { city: "Springfield" },
                };
                let request = client
                    .patch(format!("{url}/customers/cus_1"))
                    .header("x-api-key", "key")
                    .header("organisation", "organisation")
                    .header("content-type", "application/json")
                    .timeout(Duration::from_secs(60))
                    .body(serde_json::to_vec(&change).expect("it is JSON"));
                let response = request.send().await.expect("the server answers");
                assert!(response.status().is_success());
                let body = response.bytes().await.expect("the body comes");
                let customer: Customer = serde_json::from_slice(&body).expect("it is a customer");
                assert!(customer.customer_name == "Acme" && !customer.id.is_empty() && customer.email.is_some());
            }
        }
    }
}

/// What was measured of one of the two.
#[derive(Default)]
struct Measured {
    latencies: Vec<Duration>,
    at_once: Duration,
}

impl Measured {
    async fn round(&mut self, caller: &Caller) {
        for _ in 0..CALLS {
            let started = Instant::now();
            caller.call().await;
            self.latencies.push(started.elapsed());
        }
        let started = Instant::now();
        let tasks: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                let caller = caller.clone();
                tokio::spawn(async move {
                    for _ in 0..CALLS / AT_ONCE {
                        caller.call().await;
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("every call succeeds");
        }
        self.at_once += started.elapsed();
    }

    fn percentile(&mut self, of_hundred: usize) -> f64 {
        self.latencies.sort_unstable();
        let index = (self.latencies.len() - 1) * of_hundred / 100;
        self.latencies[index].as_secs_f64() * 1e6
    }

    fn per_second(&self) -> f64 {
        (ROUNDS * (CALLS / AT_ONCE) * AT_ONCE) as f64 / self.at_once.as_secs_f64()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let url = serve();
    let generated = Client::builder()
        .base_url(&url)
        .api_token_auth("key")
        .organisation_auth("organisation")
        .build()
        .expect("the client can be built");
    let by_hand = reqwest::Client::builder()
        .no_proxy()
        .tls_backend_preconfigured(tls())
        .build()
        .expect("the client can be built");
    let callers = [Caller::Generated(generated), Caller::ByHand(by_hand, url)];
    let mut measured = [Measured::default(), Measured::default()];
    // Connections are made, and code is paged in, before anything counts.
    for caller in &callers {
        Measured::default().round(caller).await;
    }
    for round in 0..ROUNDS {
        // Who comes first takes turns too.
        for place in [round % 2, (round + 1) % 2] {
            measured[place].round(&callers[place]).await;
        }
    }
    let [generated, by_hand] = &mut measured;
    let rows = [
        ("median latency, µs", generated.percentile(50), by_hand.percentile(50)),
        ("99th percentile, µs", generated.percentile(99), by_hand.percentile(99)),
        ("calls per second", generated.per_second(), by_hand.per_second()),
    ];
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{:<22}{:>12}{:>12}{:>8}", "", "generated", "by hand", "ratio");
    for (name, generated, by_hand) in rows {
        let _ = writeln!(
            out,
            "{name:<22}{generated:>12.1}{by_hand:>12.1}{:>8.3}",
            generated / by_hand
        );
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

/// Answers every request with the customer, each connection on a thread of its own.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    url
}

fn answer(mut stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{CUSTOMER}",
        CUSTOMER.len()
    );
    let mut buffer = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        while let Some(length) = request_length(&buffer) {
            buffer.drain(..length);
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return,
            Ok(read) => buffer.extend_from_slice(&chunk[..read]),
        }
    }
}

/// The length of the first request, if all of it is there.
fn request_length(buffer: &[u8]) -> Option<usize> {
    let head = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&buffer[..head]).ok()?;
    let body = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_length = name.eq_ignore_ascii_case("content-length");
        is_length.then(|| value.trim().parse::<usize>().ok()).flatten()
    });
    let length = head + body.unwrap_or(0);
    (buffer.len() >= length).then_some(length)
}
