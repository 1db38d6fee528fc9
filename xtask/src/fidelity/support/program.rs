//! Reads values as the types that their schemas became, and writes them again.
//!
//! A line of the file that is named on the command line is the number of a case, a tab, and a JSON text. A line of the
//! output is `text`, a tab, what was kept, a tab, what validation has to say, a tab and the text; or `fault`, a tab and why.
#![allow(warnings, reason = "the types are compiled with warnings denied elsewhere")]

mod cases;
mod types;

use std::fmt::Debug;
use std::io::{BufRead, BufReader, BufWriter, Write};

use openapi_runtime::codegen::v1::{json, serde_json, Value};

/// What one type makes of a text.
pub(crate) type Case = fn(&str) -> Result<Answer, String>;

pub(crate) struct Answer {
    written: String,
    /// What it has kept for want of a name or a branch.
    kept: Vec<String>,
    /// What validation has to say.
    broken: String,
}

pub(crate) fn case<T: Value + Debug>(text: &str) -> Result<Answer, String> {
    let mut value = T::blank();
    json::decode(&mut value, text.as_bytes()).map_err(|error| error.to_string())?;
    finish(&value, &value, broken(&value))
}

#[cfg(feature = "validate")]
fn broken(value: &impl Value) -> String {
    let violations = openapi_runtime::Validate::validate(value).err();
    violations.map(|violations| violations.to_string()).unwrap_or_default()
}

#[cfg(not(feature = "validate"))]
fn broken(_: &dyn Value) -> String {
    String::new()
}

fn finish(value: &dyn Value, debug: &dyn Debug, broken: String) -> Result<Answer, String> {
    let written = json::encode(value).map_err(|error| format!("encoding: {error}"))?;
    let written = String::from_utf8(written).map_err(|error| format!("encoding: {error}"))?;
    let kept = kept(&format!("{debug:?}"));
    Ok(Answer { written, kept, broken })
}

/// What stands in the variants `Unknown` of a value, as it prints.
fn kept(debug: &str) -> Vec<String> {
    const MARK: &str = "Unknown(";
    let bytes = debug.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'"' {
            at += 1;
            while at < bytes.len() && bytes[at] != b'"' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
        } else if bytes[at..].starts_with(MARK.as_bytes()) && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric()) {
            found.push(debug[at + MARK.len()..].chars().take(120).collect());
        }
        at += 1;
    }
    found
}

fn main() {
    let path = std::env::args_os().nth(1).expect("the file of values");
    let file = std::fs::File::open(path).expect("the file of values");
    std::panic::set_hook(Box::new(|_| {}));
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in BufReader::new(file).lines() {
        let line = line.expect("UTF-8");
        let (number, text) = line.split_once('\t').expect("a tab");
        let case = cases::CASES[number.parse::<usize>().expect("a number")];
        let line = match std::panic::catch_unwind(|| case(text)) {
            Ok(Ok(answer)) => {
                let kept = serde_json::to_string(&answer.kept).expect("strings");
                let broken = serde_json::to_string(&answer.broken).expect("a string");
                format!("text\t{kept}\t{broken}\t{}", answer.written)
            }
            Ok(Err(fault)) => format!("fault\t{}", serde_json::to_string(&fault).expect("a string")),
            Err(_) => "fault\t\"panicked\"".to_owned(),
        };
        writeln!(out, "{line}").expect("a reader");
        // Should a value exhaust the stack, what came before it is known.
        out.flush().expect("a reader");
    }
}
