//! Decodes and encodes each type's sample, to check that it is right or to see how long it takes.

mod cases;
mod codec;

use std::hint::black_box;
use std::time::{Duration, Instant};

use codec::Codec;

const SAMPLES: &str = include_str!("samples.jsonl");

/// How long it is measured at a time.
const PERIOD: Duration = Duration::from_millis(300);

trait Case {
    fn decode(&self, text: &[u8]);
    fn encode(&self);
    fn written(&self) -> String;
}

struct Typed<T>(T);

impl<T: Codec> Case for Typed<T> {
    #[inline(never)]
    fn decode(&self, text: &[u8]) {
        black_box(codec::decode::<T>(black_box(text)));
    }

    #[inline(never)]
    fn encode(&self) {
        black_box(codec::encode(black_box(&self.0)));
    }

    fn written(&self) -> String {
        String::from_utf8(codec::encode(&self.0)).unwrap()
    }
}

fn case<T: Codec + 'static>(sample: &str) -> Box<dyn Case> {
    Box::new(Typed(codec::decode::<T>(sample.as_bytes())))
}

fn main() {
    let samples: Vec<&str> = SAMPLES.lines().collect();
    let cases = cases::all(&samples);
    assert_eq!(cases.len(), samples.len());
    for (case, sample) in cases.iter().zip(&samples) {
        assert_eq!(case.written(), *sample);
    }
    if std::env::args().nth(1).as_deref() == Some("time") {
        let decode = nanoseconds(|| {
            for (case, sample) in cases.iter().zip(&samples) {
                case.decode(sample.as_bytes());
            }
        });
        let encode = nanoseconds(|| {
            for case in &cases {
                case.encode();
            }
        });
        println!("{decode} {encode} {}", SAMPLES.len());
    }
}

/// The median time of a pass over all cases.
fn nanoseconds(mut pass: impl FnMut()) -> u128 {
    let start = Instant::now();
    let mut passes = Vec::new();
    while start.elapsed() < PERIOD {
        let pass_start = Instant::now();
        pass();
        passes.push(pass_start.elapsed().as_nanos());
    }
    passes.sort_unstable();
    passes[passes.len() / 2]
}
