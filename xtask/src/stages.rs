//! How long does each stage of the generator take?
//!
//! Each document is compiled several times, and of each stage the least is shown: the rest is what else the machine had to do.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use openapi_build::inspect;

use crate::places::{documents, name};

/// Runs `cargo xtask stages`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Box<dyn Error>> {
    use lexopt::{Arg, ValueExt as _};

    let (mut paths, mut turns) = (Vec::new(), 5);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("turns") => turns = arguments.value()?.parse::<usize>()?.max(1),
            Arg::Value(path) => paths.push(PathBuf::from(path)),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    if cfg!(debug_assertions) {
        eprintln!("without optimisation; `cargo run --release -p xtask -- stages` is what is to be compared");
    }
    println!("| Document | read | parse | lower | passes | emit | all |\n|---|---|---|---|---|---|---|");
    for document in documents(&paths)? {
        let mut least: BTreeMap<usize, Duration> = BTreeMap::new();
        for _ in 0..turns {
            let times = inspect::stages(&document).map_err(|report| format!("{}\n{report}", document.display()))?;
            for (index, (_, time)) in times.into_iter().enumerate() {
                least
                    .entry(index)
                    .and_modify(|least| *least = time.min(*least))
                    .or_insert(time);
            }
        }
        let all = least.values().sum::<Duration>();
        let cells: Vec<String> = least
            .values()
            .chain([&all])
            .map(|time| format!("{:.0} ms", time.as_secs_f64() * 1e3))
            .collect();
        println!("| {} | {} |", name(&document), cells.join(" | "));
    }
    Ok(())
}
