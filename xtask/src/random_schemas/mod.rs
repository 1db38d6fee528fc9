//! Do schemas that nobody would write get types that compile, and that hold their values?
//!
//! Each batch is a document of random schemas, with all keywords and nested and recursive, that goes the way of any other:
//! see [`crate::fidelity`]. The same seed makes the same document.

mod limits;
mod maker;
mod references;

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use self::maker::Maker;
use crate::fidelity;

/// Runs `cargo xtask random-schemas`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Box<dyn Error>> {
    use lexopt::{Arg, ValueExt as _};

    let (mut seed, mut batches, mut schemas) = (1, 4, 30);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("seed") => seed = arguments.value()?.parse::<u64>()?,
            Arg::Long("batches") => batches = arguments.value()?.parse::<u64>()?,
            Arg::Long("schemas") => schemas = arguments.value()?.parse::<usize>()?,
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let out = fidelity::folder(root).join("random-schemas");
    fs::create_dir_all(out.join("documents"))?;
    let mut documents = Vec::new();
    for seed in seed..seed + batches {
        let file = out.join("documents").join(format!("seed-{seed}.json"));
        fs::write(&file, format!("{:#}", document(seed, schemas)))?;
        documents.push(file);
    }
    fidelity::measure_documents(&documents, out, root)
}

fn document(seed: u64, count: usize) -> Value {
    let mut maker = Maker::new(seed, count);
    let schemas: Map<String, Value> = (0..count).map(|index| (name(index), maker.component(index))).collect();
    json!({
        "openapi": "3.1.0",
        "info": { "title": format!("Random schemas {seed}"), "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    })
}

fn name(index: usize) -> String {
    format!("Schema{index}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_same_seed_makes_the_same_document() {
        assert_eq!(super::document(7, 20), super::document(7, 20));
        assert_ne!(super::document(7, 20), super::document(8, 20));
    }
}
