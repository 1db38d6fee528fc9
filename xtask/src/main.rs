//! Which tasks does this repository have, beyond cargo's own?
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks to the terminal"
)]

mod bench_serialization;
mod bench_values;
mod build_cost;
mod cargo;
mod compare;
mod conform;
mod corpus;
mod diff_check;
mod feature_cost;
mod features;
mod fidelity;
mod growth;
mod json_schema_suite;
mod machine;
mod places;
mod random;
mod random_schemas;
mod rustc;
mod stages;
mod usage;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask TASK

Tasks:
  bench-serialization [--structs N] [--json FILE]
      Compares the forms in which generated types can be made to read and write JSON:
      what each costs to compile, and how fast the result runs. Takes about ten minutes.
  bench-values
      How fast objects, enums, maps and unions are read and written, beside serde_derive, and unions beside their branch.
  build-cost [--turns N] [DOCUMENT…]
      What the SDK adds to a build: from nothing, beside a crate that depends on reqwest and serde alone; again, when nothing or
      one line of its description has changed; and its build script, on its own description and on others.
  compare PATH… [--peers FOLDER] [--generator FILE] [--turns N] [--release] [--only NAME] [--fresh] [--table] [--out DIR]
      Generates a crate of each document with this generator and with others, which scripts/peers.sh installs, and says what
      each takes to generate and to check: time, memory, lines, errors. With --release what each takes to build in release too,
      and a program that calls 50 operations. --table writes what is found into README.md. What is known is not measured again.
      --generator is this one, where it is built already.
  conform PATH… [--listed FOLDER] [--together NAME] [--calls N] [--fresh] [--out DIR]
      Calls every operation of each document's client, against Prism serving that document: what is refused,
      what of the answers is not understood, and why. Needs Node 20 and, the first time, the network.
      --listed takes the documents of xtask/conform/documents.txt, --together takes all paths for one API,
      and with --calls there are so many calls at least, each with other values. What came of a document is kept,
      so a run that was stopped goes on; --fresh calls all of it anew.
  corpus PATH… [--lints] [--docs] [--doctests] [--fresh] [--out DIR]
      Generates a crate of each document, twice, and checks it: what was refused, what differed, what the
      compiler, clippy (--lints) and rustdoc (--docs) had to say, whether the examples of its documentation
      compile (--doctests), and what each step took.
  diff-check [EDIT|OLD…] [--specs FOLDER] [--semver-checks PATH]
      Edits published documents in some fifty ways, and asks of each whether the diff names it, and whether
      `cargo semver-checks` finds the same level in the crates of both, and whether a program that uses all of the old
      crate still compiles. Then the same of pairs of published versions, and whether all that does not compile any more
      is named. Needs cargo-semver-checks.
  feature-cost PATH… [--tag NAME]… [--tags]
      What rustc needs to check each document's crate: with all of its tags, and with each feature beside that the runtime has.
      Or with one tag alone: those that are named, or with --tags each that there is.
  fidelity PATH… [--count N] [--seconds N] [--faker] [--fresh] [--out DIR]
      Compiles the types of each document, and lets them read and write instances of their schemas,
      which hypothesis-jsonschema makes, or json-schema-faker, which is quicker and less inventive (--faker,
      needs Node). Says what does not come back as it went in.
  growth PATH… [--seeds N] [--compile] [--semver-checks PATH]
      Leaves operations and schemas out of each document, and looks whether all that is public in the smaller crate is
      the same in the larger one; then the same of what a build script leaves with some tags on. With --compile, a program that uses everything of the smaller one is compiled against
      the larger one, and `cargo semver-checks` is asked too where it is given: either takes a minute a pair.
  json-schema-suite FOLDER [--exact]
      The same for the schemas and instances of the JSON Schema Test Suite, with --exact for types that leave nothing out.
  random-schemas [--seed N] [--batches N] [--schemas N]
      The same for documents of random schemas, one a batch.
  stages PATH… [--turns N]
      How long the generator takes to read, parse, lower, decide and emit each document, at the least.
";

fn main() -> ExitCode {
    if let Some(code) = rustc::stand_in().or_else(growth::stand_in) {
        return code;
    }
    let mut arguments = lexopt::Parser::from_env();
    let outcome = match arguments.next() {
        Ok(Some(lexopt::Arg::Value(task))) if task == "bench-serialization" => bench_serialization::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "bench-values" => bench_values::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "build-cost" => build_cost::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "compare" => compare::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "conform" => conform::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "corpus" => corpus::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "diff-check" => diff_check::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "feature-cost" => feature_cost::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "fidelity" => fidelity::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "growth" => growth::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "json-schema-suite" => json_schema_suite::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "random-schemas" => random_schemas::run(arguments),
        Ok(Some(lexopt::Arg::Value(task))) if task == "stages" => stages::run(arguments),
        Ok(Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h'))) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Ok(Some(unknown)) => Err(unknown.unexpected().into()),
        Ok(None) => Err(lexopt::Error::from("which task?").into()),
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            // How a task is called is no answer to what it found.
            if error.is::<lexopt::Error>() {
                eprintln!("\n{USAGE}");
                return ExitCode::from(2);
            }
            ExitCode::FAILURE
        }
    }
}
