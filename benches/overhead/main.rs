//! What does the generated client cost beside reqwest code written by hand?
//!
//! Both update the same customer at a server on this machine: the same bytes go out, the same fields are read, and all of it
//! happens on one thread. They do so in turns: one call after the other for the latency, of which the first are not counted,
//! since they pay for what the other side has left in the processor's caches, and many at once for the throughput. A turn is
//! short, so that whatever else the machine does falls on both, and what counts is the median. Before that it counts what each
//! allocates for a call, which no load of the machine changes.
//!
//! `cargo bench -p zenskar --bench overhead`; with `-- --allocations` it only counts. Without `-p` the features that other
//! crates of the workspace ask for (`tracing`, `mock` …) are measured too.

mod by_hand;
mod server;

use std::io::Write as _;
use std::time::{Duration, Instant};

use allocation_counter::AllocationInfo;
use tokio::runtime::{Builder, Runtime};
use zenskar::Client;
use zenskar::types::{Address, UpdateCustomerRequest};

/// Turns of the two: so many calls that are not counted and so many that are, one after the other, and then so many at once.
const TURNS: usize = 1000;
const UNCOUNTED: usize = 8;
const COUNTED: usize = 32;
const AT_ONCE: usize = 32;

#[derive(Clone)]
enum Caller {
    Generated(Client),
    ByHand(by_hand::Caller),
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
            Caller::ByHand(caller) => caller.call().await,
        }
    }

    /// How long each call takes, one after the other.
    async fn one_by_one(&self, times: &mut Vec<f64>) {
        for _ in 0..UNCOUNTED {
            self.call().await;
        }
        for _ in 0..COUNTED {
            let started = Instant::now();
            self.call().await;
            times.push(started.elapsed().as_secs_f64());
        }
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
    // Of one thread, with the server on it.
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("the system gives a runtime");
    let url = runtime.block_on(server::serve());
    let generated = Client::builder()
        .base_url(&url)
        .api_token_auth("key")
        .organisation_auth("organisation")
        .build()
        .expect("the client can be built");
    let callers = [Caller::Generated(generated), Caller::ByHand(by_hand::Caller::new(url))];
    // Connections are made, and code is paged in, before anything counts.
    for caller in &callers {
        runtime.block_on(async { (caller.one_by_one(&mut Vec::new()).await, caller.at_once().await) });
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
            runtime.block_on(callers[place].one_by_one(&mut latencies.0[place]));
            together.0[place].push(runtime.block_on(callers[place].at_once()).as_secs_f64());
        }
    }
    for (name, of_hundred) in [("latency, µs, median", 50), ("latency, µs, 90 of 100", 90)] {
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
