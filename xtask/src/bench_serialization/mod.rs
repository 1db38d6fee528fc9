//! Which form of reading and writing is the cheapest to compile, and which runs fastest?

mod forms;
mod measure;
mod model;
mod table;
mod workspace;

use std::error::Error;
use std::path::{Path, PathBuf};

use self::forms::{FORMS, Form, Program};
use self::measure::{Cost, Speed, median};
use self::model::Struct;
use self::workspace::{USED, Workspace, program_package, types_package};
use crate::places::target;
use crate::rustc;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How often each compilation is measured, and each program.
const COMPILATIONS: usize = 3;
const ROUNDS: usize = 9;

/// What was found out about one form, called in one way.
struct Row {
    name: &'static str,
    checked: Cost,
    memory: Option<f64>,
    built: Option<Cost>,
    released: Option<Cost>,
    size: Option<f64>,
    decode: Option<f64>,
    encode: Option<f64>,
}

/// Runs `cargo xtask bench-serialization`.
pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<()> {
    use lexopt::{Arg, ValueExt as _};

    let mut count = 1000;
    let mut json = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("structs") => count = arguments.value()?.parse::<usize>()?.max(1),
            Arg::Long("json") => json = Some(PathBuf::from(arguments.value()?)),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    let used = USED.min(count);
    let rows = measure(count)?;
    println!("{}", table::markdown(&rows, count, used));
    if let Some(file) = json {
        std::fs::write(file, format!("{:#}\n", table::json(&rows, count, used)))?;
    }
    Ok(())
}

fn measure(count: usize) -> Result<Vec<Row>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let folder = target(root).join("bench-serialization");
    eprintln!(
        "writing {count} structs in {} forms to {}",
        FORMS.len(),
        folder.display()
    );
    let workspace = Workspace::write(folder, root, &Struct::all(count))?;
    let mut rows = Vec::new();
    for form in &FORMS {
        compile(&workspace, form, &mut rows)?;
    }
    race(&workspace, &mut rows)?;
    Ok(rows)
}

/// Measures what a form costs to compile, and adds a row for each way to call it.
fn compile(workspace: &Workspace, form: &Form, rows: &mut Vec<Row>) -> Result<()> {
    let types = types_package(form);
    eprintln!("{}: cargo check", form.name);
    let _ = std::fs::remove_file(workspace.peaks());
    let checked = workspace.cost(&["check", "-p", &types], &[&types], COMPILATIONS)?;
    let memory = rustc::need(&workspace.peaks(), &types.replace('-', "_")).map(|need| need.megabytes);
    let row = Row {
        name: form.name,
        checked,
        memory,
        built: None,
        released: None,
        size: None,
        decode: None,
        encode: None,
    };
    for program in form.programs {
        let package = program_package(program);
        eprintln!("{}: cargo build", program.name);
        let built = workspace.cost(&["build", "-p", &package], &[&types, &package], COMPILATIONS)?;
        eprintln!("{}: cargo build --release", program.name);
        let released = workspace.cost(&["build", "--release", "-p", &package], &[&types, &package], 1)?;
        workspace.check(&package)?;
        #[expect(clippy::cast_precision_loss, reason = "no program is that large")]
        let size = std::fs::metadata(workspace.program(&package))?.len() as f64 / 1024.0;
        rows.push(Row {
            name: program.name,
            built: Some(built),
            released: Some(released),
            size: Some(size),
            ..row
        });
    }
    if form.programs.is_empty() {
        rows.push(row);
    }
    Ok(())
}

/// Runs all programs in turn, round after round, and compares each round's times with those of the first program.
fn race(workspace: &Workspace, rows: &mut [Row]) -> Result<()> {
    let programs: Vec<&Program> = FORMS.iter().flat_map(|form| form.programs).collect();
    let mut rounds: Vec<Vec<Speed>> = Vec::new();
    for round in 1..=ROUNDS {
        eprintln!("running the programs, round {round} of {ROUNDS}");
        let speeds = programs
            .iter()
            .map(|program| workspace.speed(&program_package(program)));
        rounds.push(speeds.collect::<Result<_>>()?);
    }
    for (index, program) in programs.iter().enumerate() {
        let ratio = |time: fn(&Speed) -> f64| {
            median(
                rounds
                    .iter()
                    .map(|speeds| time(&speeds[index]) / time(&speeds[0]))
                    .collect(),
            )
        };
        let (decode, encode) = (ratio(|speed| speed.decode), ratio(|speed| speed.encode));
        if let Some(row) = rows.iter_mut().find(|row| row.name == program.name) {
            row.decode = Some(decode);
            row.encode = Some(encode);
        }
        let rate = |time: fn(&Speed) -> f64| {
            median(
                rounds
                    .iter()
                    .map(|speeds| speeds[index].bytes * 1e3 / time(&speeds[index]))
                    .collect(),
            )
        };
        eprintln!(
            "{}: decodes {:.0} MB/s, encodes {:.0} MB/s",
            program.name,
            rate(|speed| speed.decode),
            rate(|speed| speed.encode)
        );
    }
    Ok(())
}
