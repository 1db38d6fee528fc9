//! What does the generated client cost beside reqwest code written by hand?
//!
//! Both update the same customer at a server on this machine: the same bytes go out, the same fields are read. They do so in
//! short turns, so that whatever else the machine does falls on both: one call after the other for the latency, and many at
//! once for the throughput. A turn is shorter than what the system lets a program run for at a stretch, so that most turns
//! are disturbed by nobody, and what counts is the median turn. Before that it counts what each allocates for a call, which no
//! load of the machine changes.
//!
//! `cargo bench -p zenskar --bench overhead`; with `-- --allocations` it only counts. Without `-p` the features that other
//! crates of the workspace ask for (`tracing`, `mock` …) are measured too.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use allocation_counter::AllocationInfo;
use serde::{Deserialize, Serialize};
use tokio::runtime::{Builder, Runtime};
use zenskar::Client;
use zenskar::types::{Address, UpdateCustomerRequest};

/// Turns of the two, each of so many calls one after the other, and then of so many at once.
const TURNS: usize = 2000;
const CALLS: usize = 8;
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

/// What the generated type holds of the answer too.
#[derive(Deserialize)]
struct Customer<'a> {
    id: &'a str,
    customer_name: String,
    external_id: Option<String>,
    email: Option<String>,
    custom_data: Option<serde_json::Map<String, serde_json::Value>>,
    address: Option<HomeTown>,
}

#[derive(Deserialize)]
struct HomeTown {
    city: Option<String>,
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
                    .patch(format!("{url}/customers/{}", "cus_1"))
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
                assert!(customer.customer_name == "Acme" && !customer.id.is_empty() && customer.email.is_some());
                assert!(customer.external_id.is_none() && customer.custom_data.is_some());
                assert!(customer.address.is_some_and(|address| address.city.is_some()));
            }
        }
    }

    /// How long a call takes, one after the other.
    async fn one_by_one(&self) -> Duration {
        let started = Instant::now();
        for _ in 0..CALLS {
            self.call().await;
        }
        started.elapsed() / u32::try_from(CALLS).unwrap_or(1)
    }

    /// How long a call takes of many that are on their way together.
    async fn at_once(&self) -> Duration {
        let started = Instant::now();
        let tasks = (0..AT_ONCE).map(|_| {
            let caller = self.clone();
            tokio::spawn(async move { caller.call().await })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.expect("every call succeeds");
        }
        started.elapsed() / u32::try_from(AT_ONCE).unwrap_or(1)
    }

    /// What a call allocates on this thread, at the least: a connection's buffers grow now and then.
    fn allocations(&self, runtime: &Runtime) -> AllocationInfo {
        let counted = (0..100).map(|_| allocation_counter::measure(|| runtime.block_on(self.call())));
        counted.min_by_key(|counted| counted.count_total).expect("there is one")
    }
}

fn main() {
    let url = serve();
    let generated = Client::builder()
        .base_url(&url)
        .api_token_auth("key")
        .organisation_auth("organisation")
        .build()
        .expect("the client can be built");
    let by_hand = reqwest::Client::builder()
        .no_proxy()
        // As the generated client says who it is.
        .user_agent(concat!("zenskar/", env!("CARGO_PKG_VERSION")))
        .tls_backend_preconfigured(tls())
        .build()
        .expect("the client can be built");
    let callers = [Caller::Generated(generated), Caller::ByHand(by_hand, url)];
    // Of one thread, so that what the server does on its own is not counted.
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("the system gives a runtime");
    // Connections are made, and code is paged in, before anything counts.
    for caller in &callers {
        runtime.block_on(async { (caller.one_by_one().await, caller.at_once().await) });
    }
    head("generated", "by hand", "ratio");
    let counted = callers.each_ref().map(|caller| caller.allocations(&runtime));
    let counts = counted.each_ref().map(|counted| counted.count_total as f64);
    row("allocations a call", counts, counts[0] / counts[1]);
    let bytes = counted.each_ref().map(|counted| counted.bytes_total as f64);
    row("bytes allocated a call", bytes, bytes[0] / bytes[1]);
    if std::env::args().any(|argument| argument == "--allocations") {
        return;
    }
    let mut latencies = Turns::default();
    let mut together = Turns::default();
    for turn in 0..TURNS {
        // Who comes first takes turns too.
        for place in [turn % 2, (turn + 1) % 2] {
            latencies.0[place].push(runtime.block_on(callers[place].one_by_one()).as_secs_f64());
            together.0[place].push(runtime.block_on(callers[place].at_once()).as_secs_f64());
        }
    }
    for (name, of_hundred) in [("latency, µs, median turn", 50), ("latency, µs, 90th turn", 90)] {
        let times = latencies.percentile(of_hundred).map(|time| time * 1e6);
        row(name, times, times[0] / times[1]);
    }
    let rates = together.percentile(50).map(|time| 1.0 / time);
    row("calls per second", rates, rates[0] / rates[1]);
}

fn head(generated: &str, by_hand: &str, ratio: &str) {
    // Nobody may be reading any more.
    let _ = writeln!(std::io::stdout(), "{:<28}{generated:>12}{by_hand:>12}{ratio:>8}", "");
}

fn row(name: &str, [generated, by_hand]: [f64; 2], ratio: f64) {
    let _ = writeln!(
        std::io::stdout(),
        "{name:<28}{generated:>12.1}{by_hand:>12.1}{ratio:>8.3}"
    );
}

/// What was measured, turn by turn, of the generated client and of the code by hand.
#[derive(Default)]
struct Turns([Vec<f64>; 2]);

impl Turns {
    fn percentile(&self, of_hundred: usize) -> [f64; 2] {
        self.0.each_ref().map(|times| percentile(times.clone(), of_hundred))
    }
}

fn percentile(mut values: Vec<f64>, of_hundred: usize) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[(values.len() - 1) * of_hundred / 100]
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
