//! What do the fuzz targets call?
//!
//! Each takes bytes, which are a document as if it stood in a file, and holds the diagnostics to their promise: whatever
//! was given, there is a result or an error that has its place. `scripts/fuzz.sh` runs them.

use crate::config::Config;
use crate::diagnostic::{Diagnostics, Format};
use crate::example::Extent;
use crate::ir::Api;
use crate::passes::Selection;
use crate::pipeline::{self, Examples};
use crate::read::{self, Sources};

/// What stands between a document and the overlay that is applied to it.
const OVERLAY: &str = "\n=== overlay\n";

/// Reads a text as each kind of file.
pub fn read(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for name in ["x.yaml", "x.json", "x.md"] {
        let mut diags = Diagnostics::default();
        let sources = read::read_text(name, &text, &mut diags);
        told(&sources, &diags);
    }
}

/// Takes a document through every stage but the last.
pub fn understand(data: &[u8]) {
    understood(data);
}

/// Takes a document through every stage.
///
/// # Panics
/// When the output is not Rust.
pub fn pipeline(data: &[u8]) {
    let Some((sources, mut diags, api)) = understood(data) else {
        return;
    };
    let files = pipeline::emit(&api, &mut diags);
    assert!(files.is_some(), "{}", told(&sources, &diags));
}

/// Applies an overlay to a document.
///
/// # Panics
/// When what was wrong has no place.
pub fn overlay(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some((document, overlay)) = text.split_once(OVERLAY) else {
        return;
    };
    let mut diags = Diagnostics::default();
    let mut sources = read::read_text("x.yaml", document, &mut diags);
    read::apply_overlay_text(&mut sources, overlay, &mut diags);
    told(&sources, &diags);
}

fn understood(data: &[u8]) -> Option<(Sources, Diagnostics, Api)> {
    let text = String::from_utf8_lossy(data);
    // A page begins with words, and what begins with a brace is JSON.
    let name = match text.trim_start().as_bytes().first() {
        Some(b'{') => "x.json",
        Some(b'#') if text.contains("\n```") => "x.md",
        _ => "x.yaml",
    };
    let mut diags = Diagnostics::default();
    let mut sources = read::read_text(name, &text, &mut diags);
    let examples = Examples {
        crate_path: "client".to_owned(),
        extent: Extent::Whole,
        always: false,
    };
    let api = pipeline::understand(
        &mut sources,
        &Config::default(),
        &Selection::default(),
        Some(&examples),
        &mut diags,
    );
    told(&sources, &diags);
    assert_eq!(api.is_none(), diags.has_errors(), "{}", told(&sources, &diags));
    Some((sources, diags, api?))
}

/// What a person and a program are told; both have to be possible.
fn told(sources: &Sources, diags: &Diagnostics) -> String {
    for diagnostic in diags.located(sources) {
        assert!(
            diagnostic.location.line >= 1 && diagnostic.location.column >= 1,
            "{diagnostic}"
        );
    }
    diags.render(sources, Format::Json);
    diags.render(sources, Format::Human { color: false })
}
