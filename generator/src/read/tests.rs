use std::fs;

use super::*;
use crate::diagnostic::Format;

fn place(text: &str, name: &str, pointer: &str, target: Target) -> (usize, usize) {
    let mut diags = Diagnostics::default();
    let sources = read_text(name, text, &mut diags);
    let (id, _) = sources.iter().next().expect("the text is a document");
    let query = Query {
        pointer,
        target,
        occurrence: 0,
    };
    let spot = sources.locate(id, &[query])[0];
    (spot.line, spot.column)
}

#[test]
fn places_in_yaml() {
    use Target::{Key, Value};
    let text = "openapi: 3.1.0\n'pa ths':\n  /ä:\n    - get: {x: 1, \"ü\": [a, {k: v}]}\n    - !t {z: 1}\ne:\nlast: &l\n  a: 1\nuse: *l\nafter: x # c\n";
    let cases = [
        ("/openapi", Key, (1, 1)),
        ("/openapi", Value, (1, 10)),
        ("/pa ths", Key, (2, 1)),
        ("/pa ths", Value, (3, 3)),
        ("/pa ths/~1ä", Key, (3, 3)),
        ("/pa ths/~1ä", Value, (4, 5)),
        ("/pa ths/~1ä/0", Value, (4, 7)),
        ("/pa ths/~1ä/0/get", Key, (4, 7)),
        ("/pa ths/~1ä/0/get", Value, (4, 12)),
        ("/pa ths/~1ä/0/get/x", Key, (4, 13)),
        ("/pa ths/~1ä/0/get/ü", Key, (4, 19)),
        ("/pa ths/~1ä/0/get/ü", Value, (4, 24)),
        ("/pa ths/~1ä/0/get/ü/0", Value, (4, 25)),
        ("/pa ths/~1ä/0/get/ü/1/k", Key, (4, 29)),
        ("/pa ths/~1ä/0/get/ü/1/k", Value, (4, 32)),
        ("/pa ths/~1ä/1", Value, (4, 5)),
        ("/pa ths/~1ä/1/z", Value, (5, 14)),
        ("/e", Key, (6, 1)),
        ("/last", Value, (7, 7)),
        ("/last/a", Value, (8, 6)),
        ("/after", Key, (10, 1)),
        ("/after", Value, (10, 8)),
        // What is not there: the nearest thing around it.
        ("/pa ths/~1ä/0/get/none", Value, (4, 7)),
        ("/none", Value, (1, 1)),
        // An alias stands for its anchor.
        ("/use", Value, (7, 7)),
        ("/use", Key, (9, 1)),
    ];
    for (pointer, target, expected) in cases {
        assert_eq!(place(text, "x.yaml", pointer, target), expected, "{pointer} {target:?}");
    }
}

#[test]
fn places_in_json() {
    use Target::{Key, Value};
    let text = "\u{feff}{\n  \"openapi\" : \"3.1.0\", \"ä\\\"\": [1, {\"b\": \"}]\"},\n true ], \"c\": {}\n}\n";
    let cases = [
        ("", Value, (1, 1)),
        ("/openapi", Key, (2, 3)),
        ("/openapi", Value, (2, 15)),
        ("/ä\"", Key, (2, 24)),
        ("/ä\"", Value, (2, 31)),
        ("/ä\"/0", Value, (2, 32)),
        ("/ä\"/1/b", Key, (2, 36)),
        ("/ä\"/1/b", Value, (2, 41)),
        ("/ä\"/2", Value, (3, 2)),
        ("/c", Value, (3, 15)),
        ("/c/none", Value, (3, 10)),
    ];
    for (pointer, target, expected) in cases {
        assert_eq!(place(text, "x.json", pointer, target), expected, "{pointer} {target:?}");
    }
}

#[test]
fn places_in_a_page() {
    use Target::Value;
    let text = "# Page\n\n  ```yaml /x.json get /a\n  openapi: 3.1.0\n  a:\n    b: c\n  ```\n";
    assert_eq!(place(text, "p.md", "/openapi", Value), (4, 12));
    assert_eq!(place(text, "p.md", "/a/b", Value), (6, 8));
    let text = "```\n{\"openapi\": 1,\n \"a\": 2}\n```\n";
    assert_eq!(place(text, "p.md", "/a", Value), (3, 7));
}

#[test]
fn both_places_of_a_duplicate_are_shown() {
    let mut diags = Diagnostics::default();
    let sources = read_text("x.yaml", "openapi: 3.1.0\na:\n  b: 1\n  c: 2\n  b: 3\n", &mut diags);
    let rendered = diags.render(&sources, Format::Human { color: false });
    assert_eq!(
        rendered,
        "\
error[duplicate-key]: the key `b` stands twice in one object
 --> x.yaml:5:3
  |
5 |   b: 3
  |   ^
  = note: it stands here first
 --> x.yaml:3:3
  |
3 |   b: 1
  |   ^

"
    );
}

#[test]
fn wrong_texts_name_their_place() {
    let cases = [
        ("a.yaml", "openapi: 3.1.0\npaths: [\n", "a.yaml:3:1"),
        ("a.json", "{\"openapi\": \"3.1.0\",\n \"a\": tru }", "a.json:2:10"),
        ("a.json", "[1]", "a.json:1:1"),
        ("a.json", "", "a.json:1:1"),
        ("a.yaml", "", "a.yaml:1:1"),
        ("a.yaml", "openapi: 3.1.0\nx: a\0b\n", "a.yaml:2:5"),
        ("a.yaml", "paths: {}\n", "a.yaml:1:1"),
        ("a.md", "# no block\n", "a.md:1:1"),
        ("a.md", "text\n```yaml\nopenapi: 3.1.0\n\tx: 1\n```\n", "a.md:4:1"),
        ("a.yaml", "openapi: 3.1.0\n---\nb: 1\n", "a.yaml:1:1"),
        ("a.yaml", "openapi: 3.1.0\npaths:\n\t/a: {}\n", "a.yaml:3:1"),
    ];
    for (name, text, expected) in cases {
        let mut diags = Diagnostics::default();
        let sources = read_text(name, text, &mut diags);
        let located = diags.located(&sources);
        assert_eq!(located.len(), 1, "{name} {text:?}: {located:?}");
        assert_eq!(
            located[0].location.to_string(),
            expected,
            "{text:?}: {}",
            located[0].message
        );
    }
}

#[test]
fn pages_without_a_document_are_passed_over_in_folders_only() {
    let folder = std::env::temp_dir().join(format!("openapi-build-read-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.md"), "# text only\n").unwrap();
    fs::write(
        folder.join("b.md"),
        "```yaml\nopenapi: 3.1.0\n```\n```yaml\nopenapi: 3.0.0\n```\n",
    )
    .unwrap();
    let mut diags = Diagnostics::default();
    let sources = read(std::slice::from_ref(&folder), &mut diags);
    assert_eq!(sources.iter().count(), 2);
    assert!(!diags.has_errors());
    assert_eq!(diags.located(&sources).len(), 1);
    let mut diags = Diagnostics::default();
    read(&[folder.join("a.md")], &mut diags);
    assert!(diags.has_errors());
    fs::remove_dir_all(folder).unwrap();
    let mut diags = Diagnostics::default();
    let sources = read(&["no/such.md".into()], &mut diags);
    assert_eq!(diags.located(&sources)[0].location.to_string(), "no/such.md:1:1");
}
