use super::super::mutations::{truncated, with_each_scalar_replaced, without_each_key};
use super::super::parse;
use crate::config::Config;
use crate::diagnostic::{Diagnostics, Format, Severity};
use crate::example::Extent;
use crate::passes::Selection;
use crate::pipeline::{Examples, emit, understand};
use crate::read::{Sources, read_text};

const PAGE: &str = include_str!("../../../../spec/update-customer.md");

/// Sends `text` through every stage, and holds the diagnostics to their promise. Tells whether code came of it.
fn holds(name: &str, text: &str, what: &str) -> bool {
    let mut diags = Diagnostics::default();
    let mut sources = read_text(name, text, &mut diags);
    let examples = Examples {
        crate_path: "broken".to_owned(),
        extent: Extent::Whole,
        always: false,
    };
    let api = understand(
        &mut sources,
        &Config::default(),
        &Selection::default(),
        Some(&examples),
        &mut diags,
    );
    assert_eq!(api.is_none(), diags.has_errors(), "{what}");
    // Printing takes by far the most of the time, so one in some is printed.
    if let Some(api) = api.as_ref().filter(|_| what.len() % 8 == 0) {
        assert!(
            emit(api, &mut diags).is_some(),
            "{what}: {}",
            diags.render(&sources, Format::Json)
        );
    }
    if diags.has_errors() {
        for diagnostic in diags.located(&sources) {
            let at = &diagnostic.location;
            let lines = text.split('\n').count();
            let placed = at.file == name && (1..=lines).contains(&at.line) && at.column >= 1;
            assert!(placed, "{what}: {diagnostic}");
            // Only what is wrong from its first line on is shown there.
            let vague = at.line == 1 && at.column == 1 && diagnostic.severity == Severity::Error;
            let whole = at.pointer.as_deref().unwrap_or("").matches('/').count() <= 1;
            assert!(!vague || whole, "{what}: {diagnostic} ({:?})", at.pointer);
        }
    }
    api.is_some()
}

fn root(sources: &Sources) -> &crate::read::Node {
    &sources.iter().next().expect("the page has a document").1.root
}

fn page() -> Sources {
    read_text("page.md", PAGE, &mut Diagnostics::default())
}

#[test]
fn a_page_that_is_cut_off() {
    let head = PAGE.find("openapi: 3.1.0").unwrap();
    for cut in truncated(&PAGE[head..], 10) {
        holds(
            "page.md",
            &format!("{}{cut}", &PAGE[..head]),
            &format!("cut to {}", cut.len()),
        );
    }
}

#[test]
fn a_page_without_any_one_of_its_keys() {
    for (what, text) in without_each_key(root(&page())) {
        holds("page.json", &text, &what);
    }
}

#[test]
fn a_page_with_any_one_of_its_scalars_of_another_type() {
    let mut right = 0;
    let mut wrong = 0;
    for (what, text) in with_each_scalar_replaced(root(&page())) {
        if holds("page.json", &text, &what) {
            right += 1;
        } else {
            wrong += 1;
        }
    }
    assert!(wrong > 800 && right > 100, "{wrong} wrong, {right} right");
}

#[test]
fn a_document_of_swagger_with_anything_wrong() {
    const SWAGGER: &str = include_str!("../../../tests/operations/swagger/openapi.yaml");
    let sources = read_text("x.yaml", SWAGGER, &mut Diagnostics::default());
    let root = root(&sources);
    let mut right = 0;
    let mut wrong = 0;
    for (what, text) in without_each_key(root).chain(with_each_scalar_replaced(root)) {
        if holds("x.json", &text, &what) {
            right += 1;
        } else {
            wrong += 1;
        }
    }
    assert!(wrong > 300 && right > 300, "{wrong} wrong, {right} right");
}

#[test]
fn files_that_refer_to_each_other_without_end() {
    let folder = std::env::temp_dir().join(format!("openapi-build-endless-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    // Each path item holds two of the next, which would be a million operations, and the last leads back.
    let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: '0.yaml#/a'}}\n";
    std::fs::write(folder.join("api.yaml"), head).expect("it can be written");
    for n in 0..20 {
        let next = (n + 1) % 20;
        let text = format!(
            "a: {{get: {{$ref: '{next}.yaml#/b'}}, put: {{$ref: '{next}.yaml#/b'}}, $ref: '{next}.yaml#/a'}}\nb: {{$ref: '{next}.yaml#/b', responses: {{$ref: '{next}.yaml#/b'}}}}\n"
        );
        std::fs::write(folder.join(format!("{n}.yaml")), text).expect("it can be written");
    }
    let begin = std::time::Instant::now();
    let mut diags = Diagnostics::default();
    let mut sources = crate::read::read(&[folder.join("api.yaml")], &mut diags);
    let document = parse(&mut sources, &Config::default(), &mut diags);
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    assert!(document.is_none() && diags.has_errors());
    let first = diags.located(&sources).first().map(|found| found.code.name());
    assert_eq!(first, Some("ref-cycle"));
    assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
}

#[test]
fn hostile_texts_end_with_an_error() {
    let head = "openapi: 3.1.0\n";
    let deep = 100_000;
    let cases = [
        ("x.json", format!("{{\"openapi\":{}", "[".repeat(deep))),
        ("x.json", format!("{{\"openapi\":{}", "{\"a\":".repeat(deep))),
        ("x.yaml", format!("{head}a: {}", "[".repeat(deep))),
        ("x.yaml", format!("{head}a: {}{}", "[".repeat(deep), "]".repeat(deep))),
        ("x.yaml", format!("{head}a: {}", "{a: ".repeat(deep))),
        ("x.yaml", format!("{head}a: {}1", "- ".repeat(deep))),
        ("x.yaml", format!("{head}a: {}1", "? ".repeat(deep))),
        ("x.yaml", format!("{head}a: &a [*a]\n")),
        ("x.yaml", format!("{head}a: \0\n")),
        ("x.json", "{\"openapi\": \"\0\"}".to_owned()),
        (
            "x.json",
            format!("{{\"openapi\": \"3.1.0\", \"{}\": }}", "k".repeat(1 << 20)),
        ),
        ("x.yaml", format!("{head}{}: [\n", "k".repeat(1 << 20))),
        ("x.yaml", format!("{head}{}: 1\nopenapi: 1\n", "k".repeat(1000))),
    ];
    for (name, text) in cases {
        let begin = std::time::Instant::now();
        let shown: String = text.chars().take(40).collect();
        assert!(!holds(name, &text, &shown), "{shown} is wrong");
        let took = begin.elapsed();
        assert!(took.as_secs() < 10, "{shown} took {took:?}");
    }
}

#[test]
fn aliases_that_unfold_without_end() {
    let mut bomb = String::from("openapi: 3.1.0\na: &a [1,1,1,1,1,1,1,1,1]\n");
    for (last, next) in ('a'..='y').zip('b'..) {
        let alias = format!("*{last},").repeat(9);
        bomb.push_str(&format!("{next}: &{next} [{alias}]\n"));
    }
    assert!(!holds("x.yaml", &bomb, "bomb"));
}

/// All published documents of versions 3.x: run with `--ignored --nocapture` for the figures.
#[test]
#[allow(clippy::print_stderr, reason = "its figures are what it is run for")]
#[ignore = "takes more than 20 s without optimisation"]
fn published_documents() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/specs");
    let folder = match std::env::var_os("OPENAPI_CORPUS") {
        Some(folder) => folder.into(),
        None => folder,
    };
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return eprintln!("skipped: there is no {}", folder.display());
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let (mut read, mut refused, mut old) = (0, 0, 0);
    for path in paths {
        let begin = std::time::Instant::now();
        let mut diags = Diagnostics::default();
        let mut sources = crate::read::read(std::slice::from_ref(&path), &mut diags);
        let document = parse(&mut sources, &Config::default(), &mut diags);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        assert_eq!(document.is_none(), diags.has_errors(), "{name}");
        let took = begin.elapsed();
        let located = diags.located(&sources);
        let errors: Vec<_> = located.iter().filter(|d| d.severity == Severity::Error).collect();
        let swagger = errors.iter().any(|d| d.code.name() == "unsupported-version");
        match document {
            Some(_) => read += 1,
            None if swagger => old += 1,
            None => refused += 1,
        }
        if !swagger {
            eprintln!(
                "{name}: {} errors, {} warnings, {took:?}, {:?}",
                errors.len(),
                located.len() - errors.len(),
                begin.elapsed()
            );
            for diagnostic in errors.iter().take(3) {
                eprintln!("    {}", diagnostic.to_string().replace(&*path.to_string_lossy(), ""));
            }
        }
        let mut by_code: std::collections::BTreeMap<_, usize> = Default::default();
        for diagnostic in located.iter().filter(|d| d.severity == Severity::Warning) {
            *by_code.entry(diagnostic.code.name()).or_default() += 1;
        }
        if !by_code.is_empty() {
            eprintln!("    {by_code:?}");
        }
    }
    eprintln!("{read} read, {refused} refused, {old} of Swagger 2");
}
