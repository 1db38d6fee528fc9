use std::path::Path;

use super::super::read_text;
use super::*;
use crate::diagnostic::Format;

/// A document after an overlay, and what was said.
fn overlaid(document: &str, overlay: &str) -> (Sources, Vec<String>, String) {
    let mut diags = Diagnostics::default();
    let mut sources = read_text("api.yaml", document, &mut diags);
    let documents: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
    let path = "overlay.yaml";
    let id = sources
        .keep(path.into(), path.to_owned(), overlay.to_owned(), None, &mut diags)
        .expect("it is YAML");
    apply(&mut sources, id, &documents, &mut diags);
    let lines = diags.located(&sources).iter().map(ToString::to_string).collect();
    let root = sources.get(documents[0]).root.to_string();
    (sources, lines, root)
}

const HEAD: &str = "overlay: 1.1.0\ninfo: {title: T, version: '1'}\nactions:\n";

#[test]
fn actions() {
    let document = "openapi: 3.1.0\nservers: [{url: a}, {url: b}, {url: c}]\ninfo: {title: T}\ntags: []\n";
    let table = [
        (
            "  - {target: $.info, update: {title: U, x-new: [1]}}\n",
            "info",
            r#"{"title":"U","x-new":[1]}"#,
        ),
        ("  - {target: $.info.title, update: V}\n", "info", r#"{"title":"V"}"#),
        (
            "  - {target: $.servers, update: {url: d}}\n",
            "servers",
            r#"[{"url":"a"},{"url":"b"},{"url":"c"},{"url":"d"}]"#,
        ),
        (
            "  - {target: $, update: {tags: [{name: x}]}}\n",
            "tags",
            r#"[{"name":"x"}]"#,
        ),
        (
            "  - {target: \"$.servers[?@.url != 'b']\", remove: true}\n",
            "servers",
            r#"[{"url":"b"}]"#,
        ),
        (
            "  - {target: '$.servers[*]', remove: true}\n  - {target: $.servers, update: {url: z}}\n",
            "servers",
            r#"[{"url":"z"}]"#,
        ),
        (
            "  - {target: $.info, copy: '$.servers[1]'}\n",
            "info",
            r#"{"title":"T","url":"b"}"#,
        ),
        ("  - {target: $.info, update: {title: U}, remove: true}\n", "info", ""),
    ];
    for (actions, key, expected) in table {
        let (sources, lines, _) = overlaid(document, &format!("{HEAD}{actions}"));
        assert_eq!(lines, [""; 0], "{actions}");
        let (_, source) = sources.iter().next().unwrap();
        let found = source.root.get(key).map(ToString::to_string).unwrap_or_default();
        assert_eq!(found, expected, "{actions}");
    }
}

#[test]
fn names_with_a_dash_need_no_brackets() {
    let table = [
        ("$.info.x-logo.url", "$.info['x-logo'].url"),
        (
            "$.paths['/a.b-c'].get[?@.x-t == 'a.b-c']",
            "$.paths['/a.b-c'].get[?@['x-t'] == 'a.b-c']",
        ),
    ];
    for (path, expected) in table {
        assert_eq!(in_brackets(path), expected);
    }
}

#[test]
fn what_is_wrong_with_an_overlay_is_said() {
    let table = [
        (
            "  - {target: $.nothing, remove: true}\n",
            "warning[idle-overlay]: overlay.yaml:4:14: the target `$.nothing` of this action matches nothing",
        ),
        (
            "  - {target: info}\n",
            "error[invalid-overlay]: overlay.yaml:4:14: `info` is no JSONPath",
        ),
        (
            "  - {update: {}}\n",
            "error[invalid-overlay]: overlay.yaml:4:5: an action needs a `target`",
        ),
        (
            "  - {target: $.info, update: text}\n",
            "error[invalid-overlay]: overlay.yaml:4:30: the target is an object, which cannot be updated with a string",
        ),
        (
            "  - {target: $.info, copy: $.none}\n",
            "error[invalid-overlay]: overlay.yaml:4:28: `copy` selects 0 nodes, where one is needed",
        ),
    ];
    for (action, expected) in table {
        let (_, lines, _) = overlaid("openapi: 3.1.0\ninfo: {title: T}\n", &format!("{HEAD}{action}"));
        assert!(lines.len() == 1 && lines[0].starts_with(expected), "{lines:?}");
    }
}

#[test]
fn what_an_overlay_has_written_is_shown_there() {
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nservers: [{url: a}, {url: b, nam: c}]\n";
    let overlay = format!(
        "{HEAD}  - target: $.info\n    update: {{titl: x}}\n  - {{target: '$.servers[0]', remove: true}}\n  - target: $.servers\n    update: {{description: d}}\n"
    );
    let (mut sources, _, _) = overlaid(document, &overlay);
    let mut diags = Diagnostics::default();
    crate::parse::parse(&mut sources, &crate::config::Config::default(), &mut diags);
    let lines: Vec<String> = diags.located(&sources).iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "error[missing-field]: overlay.yaml:8:5: a server needs the field `url`",
            "warning[unknown-field]: api.yaml:3:30: a server has no field `nam`; it is not read",
            "warning[unknown-field]: overlay.yaml:5:14: an info object has no field `titl`; it is not read",
        ]
    );
    let _ = diags.render(&sources, Format::Json);
}

/// The compliance sets of the Overlay Specification.
#[test]
#[allow(clippy::print_stderr, reason = "what is skipped is told")]
fn the_specification_s_own_sets() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/suites/oai-overlay");
    if !root.is_dir() {
        return eprintln!("skipped: there is no {}", root.display());
    }
    let text = |path: &Path| std::fs::read_to_string(path).expect("the file can be read");
    let folders = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        entries
            .map(|entry| entry.expect("it can be read").path())
            .collect::<Vec<_>>()
    };
    let sets = folders("compliant-sets");
    assert!(sets.len() >= 8);
    for set in sets {
        let (sources, lines, _) = overlaid(&text(&set.join("openapi.yaml")), &text(&set.join("overlay.yaml")));
        let expected = read_text(
            "output.yaml",
            &text(&set.join("output.yaml")),
            &mut Diagnostics::default(),
        );
        let root = |sources: &Sources| sources.iter().next().expect("it is a document").1.root.clone();
        assert_eq!(root(&sources), root(&expected), "{}", set.display());
        assert_eq!(lines, [""; 0], "{}", set.display());
    }
    for version in ["v1.0", "v1.1"] {
        for (folder, right) in [("pass", true), ("fail", false)] {
            for path in folders(&format!("tests/{version}/{folder}")) {
                let mut diags = Diagnostics::default();
                let mut sources = Sources::default();
                let name = path.display().to_string();
                let id = sources
                    .keep(path.clone(), name, text(&path), None, &mut diags)
                    .expect("it is YAML");
                check(&sources.get(id).root, id, &mut diags);
                assert_eq!(!diags.has_errors(), right, "{}", path.display());
            }
        }
    }
}

#[test]
fn an_overlay_with_anything_wrong_does_no_harm() {
    use crate::parse::mutations::{with_each_scalar_replaced, without_each_key};
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\nservers: [{url: a}, {url: b}]\npaths: {}\n";
    let overlay = format!(
        "{HEAD}  - {{target: $.info, update: {{title: U, x-a: [1]}}}}\n  - {{target: '$.servers[0]', remove: true}}\n  - {{target: $.paths, copy: $.info}}\n  - {{target: $.servers, update: {{url: c}}}}\n"
    );
    let mut diags = Diagnostics::default();
    let mut sources = Sources::default();
    let id = sources
        .keep("o.yaml".into(), "o.yaml".to_owned(), overlay, None, &mut diags)
        .expect("it is YAML");
    let root = sources.get(id).root.clone();
    let mut refused = 0;
    for (what, text) in without_each_key(&root).chain(with_each_scalar_replaced(&root)) {
        let (_, lines, tree) = overlaid(document, &text);
        assert!(tree.starts_with('{') || tree.is_empty(), "{what}: {tree}");
        refused += usize::from(lines.iter().any(|line| line.starts_with("error[")));
    }
    assert!(refused > 30, "{refused}");
}
