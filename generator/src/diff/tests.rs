//! Each kind of edit on a small description, and what is said of it.

mod edits;

use edits::{BACK, DOCUMENT, EDITS};

use super::kind::Kind;
use super::{Format, Level, Report, Side, diff, render};
use crate::config::Config;
use crate::diagnostic::{self, Diagnostics};
use crate::pipeline::understand;
use crate::read::{Sources, read_text};

struct Read {
    sources: Sources,
    api: crate::ir::Api,
}

fn read(text: &str) -> Read {
    let mut diags = Diagnostics::default();
    let mut sources = read_text("pets.yaml", text, &mut diags);
    let api = understand(&mut sources, &Config::default(), &Default::default(), None, &mut diags);
    let words = diags.render(&sources, diagnostic::Format::Human { color: false });
    Read {
        sources,
        api: api.unwrap_or_else(|| panic!("{words}")),
    }
}

fn compare(old: &str, new: &str) -> Report {
    let (old, new) = (read(old), read(new));
    diff(
        Side {
            api: &old.api,
            sources: &old.sources,
        },
        Side {
            api: &new.api,
            sources: &new.sources,
        },
    )
}

fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = DOCUMENT.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "there is no {from}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// `kind subject` of each change.
fn found(report: &Report) -> Vec<String> {
    let changes = report.changes.iter();
    changes
        .map(|change| format!("{} {}", change.kind.name(), change.subject))
        .collect()
}

#[test]
fn what_is_said_of_each_edit() {
    let mut wrong = Vec::new();
    for (name, edits, expected) in EDITS {
        let report = compare(DOCUMENT, &edited(edits));
        // But for what the environment is read for, which the title decides.
        let of_document = report
            .changes
            .iter()
            .filter(|change| change.kind != Kind::EnvironmentChanged);
        let lost: Vec<&str> = of_document
            .filter(|change| change.old.is_none() && change.new.is_none())
            .map(|change| change.kind.name())
            .collect();
        if !lost.is_empty() {
            wrong.push(format!("{name}: {lost:?} has no place"));
        }
        let said = found(&report);
        if said != *expected {
            wrong.push(format!("{name}: {said:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_other_way_round_is_told_too() {
    for (name, edits, expected) in BACK {
        assert_eq!(found(&compare(&edited(edits), DOCUMENT)), *expected, "{name}");
    }
}

#[test]
fn other_words_are_counted_and_call_for_a_patch() {
    let report = compare(
        DOCUMENT,
        &edited(&[("description: Its number", "description: The number of the pet")]),
    );
    assert_eq!((report.words, report.level()), (1, Level::Patch));
    let nothing = compare(DOCUMENT, DOCUMENT);
    assert_eq!((nothing.words, nothing.level()), (0, Level::None));
}

#[test]
fn the_gravest_change_decides() {
    let both = edited(&[
        ("[cat, dog]", "[cat, dog, cow]"),
        ("nick: {", "age: {"),
        ("https://pets", "https://www.pets"),
    ]);
    let report = compare(DOCUMENT, &both);
    let levels: Vec<Level> = report.changes.iter().map(|change| change.kind.level()).collect();
    assert_eq!(levels, [Level::Major, Level::Minor, Level::Patch]);
    assert_eq!(report.level(), Level::Major);
}

#[test]
fn rules_of_elements_are_told_with_their_place() {
    let with = |marks: &str| {
        let marks = format!("marks: {{ type: array, {marks} }}, nick: {{");
        DOCUMENT.replacen("nick: {", &marks, 1)
    };
    let (old, new) = (
        with("items: { type: string, maxLength: 5 }"),
        with("items: { type: string, maxLength: 7, pattern: '^a' }"),
    );
    let report = compare(&old, &new);
    let words = render(
        &report,
        Format::Human {
            color: false,
            explain: false,
        },
    );
    let expected = "patch[rules-changed]: types::NewPet is checked otherwise (it was: marks[]: maxLength 5; it is: \
                    marks[]: maxLength 7, marks[]: pattern `^a`)";
    assert!(words.starts_with(expected), "{words}");
    // Another type says it all.
    let other = with("items: { type: integer, maximum: 7 }");
    assert_eq!(
        found(&compare(&old, &other)),
        ["field-type-changed types::NewPet::marks"]
    );
}

/// The line at which a change is shown to be.
#[test]
fn changes_have_their_places_in_both_documents() {
    let new = edited(&[
        ("    Kind: {", "    # The kinds.\n    Kind: {"),
        ("[name, owner]", "[name, owner, nick]"),
    ]);
    let report = compare(DOCUMENT, &new);
    let line = |text: &str| text.lines().position(|line| line.contains("nick: {")).unwrap() + 1;
    let [change] = &report.changes[..] else {
        panic!("{report:?}")
    };
    let (was, is) = (change.old.as_ref().unwrap(), change.new.as_ref().unwrap());
    assert_eq!((was.line, is.line), (line(DOCUMENT), line(&new)));
    assert_eq!(is.line, was.line + 1);
    assert_eq!(
        is.pointer.as_deref(),
        Some("/components/schemas/NewPet/properties/nick")
    );
    let code = change.code.as_ref().unwrap();
    assert_eq!(code.old, "NewPet::new(name, owner)");
    assert_eq!(code.new, "NewPet::new(name, owner, nick)");
}

#[test]
fn changes_are_printed() {
    let new = edited(&[
        ("[name, owner]", "[name, owner, nick]"),
        ("[cat, dog]", "[cat, dog, cow]"),
    ]);
    let report = compare(DOCUMENT, &new);
    let human = |explain| render(&report, Format::Human { color: false, explain });
    assert_eq!(
        human(false),
        "\
major[field-required]: types::NewPet::nick has become required
  --> pets.yaml:48:70 => pets.yaml:48:70
minor[value-added]: types::Kind::Cow is new (the value `cow`)
  --> pets.yaml:43:5 => pets.yaml:43:5

1 major, 1 minor: the next version is a major one (of 0.x, the next x)
"
    );
    let explained = human(true);
    for words in [
        "| - NewPet::new(name, owner)\n",
        "| + NewPet::new(name, owner, nick)\n",
        "= `new` takes one argument more",
    ] {
        assert!(explained.contains(words), "{explained}");
    }
    let markdown = render(&report, Format::Markdown);
    let expected = "- **Breaking:** `types::NewPet::nick` has become required. (`pets.yaml:48 → pets.yaml:48`)";
    for words in [
        "### Changed\n",
        "### Added\n",
        expected,
        "```diff\n- NewPet::new(name, owner)\n",
    ] {
        assert!(markdown.contains(words), "{markdown}");
    }
    let json: serde_json::Value = serde_json::from_str(&render(&report, Format::Json)).unwrap();
    assert_eq!(json["level"], "major");
    assert_eq!(json["changes"][0]["kind"], "field-required");
    assert_eq!(
        json["changes"][0]["new"]["pointer"],
        "#/components/schemas/NewPet/properties/nick"
    );
    assert_eq!(json["changes"][0]["code"]["old"], "NewPet::new(name, owner)");
    assert_eq!(
        json["changes"][1]["changelog"],
        "`types::Kind::Cow` is new (the value `cow`)."
    );
}

/// The page that tells people has every kind, with the level that it has here.
#[test]
fn the_page_lists_every_kind() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/breaking.md");
    if page.ancestors().nth(2).is_some_and(|docs| !docs.is_dir()) {
        // A crate that was published has no guide beside it.
        return;
    }
    let text = std::fs::read_to_string(&page).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| `")).collect();
    let expected: Vec<String> = Kind::ALL
        .iter()
        .map(|kind| format!("| `{}` | {} | {} |", kind.name(), kind.level().name(), kind.why()))
        .collect();
    if std::env::var_os("BLESS").is_some() {
        let table = format!("{}\n", expected.join("\n"));
        let heading = "| Kind | Level | Why |\n|---|---|---|\n";
        let (head, rest) = text.split_once(heading).unwrap();
        let tail = rest.lines().skip_while(|line| line.starts_with("| `"));
        let tail: String = tail.map(|line| format!("{line}\n")).collect();
        std::fs::write(&page, format!("{head}{heading}{table}{tail}")).unwrap();
        return;
    }
    let different: Vec<_> = expected.iter().filter(|row| !rows.contains(&row.as_str())).collect();
    assert!(
        different.is_empty() && rows.len() == expected.len(),
        "`BLESS=1` writes the table: {different:?}"
    );
}
