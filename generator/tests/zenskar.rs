//! Does what `spec/sdk.toml` says hold for the rest of the API?
//!
//! The descriptions of its other operations are in `../shared/zenskar`, beside the project; without that folder there is
//! nothing to ask.

use std::fs;
use std::path::Path;

#[test]
#[allow(clippy::print_stderr, reason = "what is skipped is said")]
fn every_list_of_the_api_is_found_by_the_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let fragments = root.join("../shared/zenskar/fragments");
    if !fragments.is_dir() {
        return eprintln!("skipped: there is no {}", fragments.display());
    }
    // A list has a cursor to ask with, and its answer the items and the next cursor.
    let is_list = |text: &str| text.contains("name: cursor") && text.contains("            results:\n".trim_start());
    let texts = fs::read_dir(&fragments).unwrap().map(|entry| entry.unwrap().path());
    let lists = texts.filter(|path| is_list(&fs::read_to_string(path).unwrap())).count();
    assert!(lists >= 10, "{lists}");

    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("zenskar");
    openapi_build::Builder::new()
        .spec(&fragments)
        .spec(root.join("spec/update-customer.md"))
        .config(root.join("spec/sdk.toml"))
        .out_dir(&out)
        .compile()
        .unwrap();
    let modules = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
    let modules = modules.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let text: String = modules.map(|path| fs::read_to_string(path).unwrap()).collect();
    assert_eq!(text.matches("codegen::pages!(").count(), lists);
    assert!(text.contains(", |page| page.results);"));
}
