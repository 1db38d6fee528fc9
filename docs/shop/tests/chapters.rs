//! Is every chapter of the guide in its table of contents, and is its code compiled?

use std::fs;
use std::path::Path;

#[test]
fn every_chapter_is_listed_and_compiled() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(here.join(path)).expect(path);
    let (summary, library) = (read("../src/SUMMARY.md"), read("src/lib.rs"));
    let mut count = 0;
    for entry in fs::read_dir(here.join("../src")).expect("the guide is there") {
        let name = entry
            .expect("it can be read")
            .file_name()
            .into_string()
            .expect("it is text");
        if name == "SUMMARY.md" || !name.ends_with(".md") {
            continue;
        }
        count += 1;
        assert!(
            summary.contains(&format!("({name})")),
            "SUMMARY.md does not list {name}"
        );
        assert!(
            library.contains(&format!("\"{name}\"")),
            "src/lib.rs does not compile {name}"
        );
        let text = read(&format!("../src/{name}"));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let is_there = link.contains("://") || here.join("../src").join(file).exists();
            assert!(is_there, "{name} leads to {file}, which is not there");
            let is_in_it = heading.is_empty() || has_heading(&read(&format!("../src/{file}")), heading);
            assert!(is_in_it, "{name} leads to {link}, and there is no such heading");
        }
    }
    assert!(count >= 10, "{count} chapters");
}

/// Whether a chapter has a heading that mdBook gives this anchor.
fn has_heading(chapter: &str, anchor: &str) -> bool {
    let headings = chapter
        .lines()
        .filter(|line| line.starts_with('#') && line.contains("# "));
    let anchors = headings.map(|line| {
        let words = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.replace(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'), "")
    });
    anchors.into_iter().any(|of| of == anchor)
}
