//! Does every document become a crate that compiles without a word, and at what cost?

mod crates;
mod record;

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use self::crates::Workshop;
use self::record::Record;
use crate::cargo;
use crate::places::{documents, name, target};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[derive(Default)]
struct Options {
    paths: Vec<PathBuf>,
    /// Whether clippy is asked too.
    lints: bool,
    /// Whether rustdoc is asked too.
    docs: bool,
    /// Whether the examples of the documentation are compiled too.
    doctests: bool,
    /// Whether a document is measured anew although nothing has changed.
    fresh: bool,
    out: Option<PathBuf>,
}

/// Runs `cargo xtask corpus`.
pub(crate) fn run(arguments: lexopt::Parser) -> Result<()> {
    let options = options(arguments)?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace");
    let folder = options.out.clone().unwrap_or_else(|| target(root).join("corpus"));
    fs::create_dir_all(folder.join("results"))?;
    let workshop = Workshop {
        generator: cargo::generator(root, "release")?,
        root: root.to_owned(),
        folder,
    };
    let mut records = Vec::new();
    let documents = documents(&options.paths)?;
    for (index, document) in documents.iter().enumerate() {
        let name = name(document);
        eprint!("{:4} of {} {name} ", index + 1, documents.len());
        std::io::stderr().flush()?;
        let record = measure(&workshop, &options, document, &name)?;
        eprintln!("{}", record.line());
        records.push(record);
    }
    println!("{}", record::table(&records));
    if records.iter().all(Record::is_good) {
        Ok(())
    } else {
        Err("not every document became a crate that compiles without a word".into())
    }
}

fn options(mut arguments: lexopt::Parser) -> Result<Options> {
    use lexopt::{Arg, ValueExt as _};

    let mut options = Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("lints") => options.lints = true,
            Arg::Long("docs") => options.docs = true,
            Arg::Long("doctests") => options.doctests = true,
            Arg::Long("fresh") => options.fresh = true,
            Arg::Long("out") => options.out = Some(std::path::absolute(PathBuf::from(arguments.value()?))?),
            Arg::Value(path) => options.paths.push(path.parse()?),
            unknown => return Err(unknown.unexpected().into()),
        }
    }
    if options.paths.is_empty() {
        return Err("which documents?".into());
    }
    Ok(options)
}

fn measure(workshop: &Workshop, options: &Options, document: &Path, name: &str) -> Result<Record> {
    let file = workshop.folder.join("results").join(format!("{name}.json"));
    let mut record = workshop.generate(document, name)?;
    if !options.fresh {
        let known = fs::read_to_string(&file).ok().and_then(|text| Record::read(&text));
        if let Some(known) = known.filter(|known| known.answers(&record, options.lints, options.docs, options.doctests))
        {
            return Ok(known);
        }
    }
    if record.refused.is_none() {
        workshop.check(name, &mut record)?;
        if options.lints {
            record.clippy = Some(workshop.words(name, &["clippy"])?);
        }
        if options.docs {
            record.rustdoc = Some(workshop.words(name, &["doc", "--no-deps"])?);
        }
        if options.doctests {
            let (examples, words) = workshop.doctests(name)?;
            (record.examples, record.doctests) = (examples, Some(words));
        }
        workshop.discard(name)?;
    }
    fs::write(file, serde_json::to_string_pretty(&record)?)?;
    Ok(record)
}
