//! Which code does a crate that is checked in have with which of its features?

mod crates;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = include_str!("features/openapi.yaml");
const SETTINGS: &str = include_str!("features/sdk.toml");

/// Generates the crate of the description, with some more settings.
fn generate(name: &str, settings: &str) -> (PathBuf, Output) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("features").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("spec")).unwrap();
    fs::write(folder.join("spec/openapi.yaml"), DOCUMENT).unwrap();
    fs::write(folder.join("spec/sdk.toml"), format!("{SETTINGS}{settings}")).unwrap();
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("runtime");
    let mut command = Command::new(env!("CARGO_BIN_EXE_openapi-build"));
    command
        .args(["generate", "spec", "--out", "shop", "--runtime-path"])
        .arg(runtime);
    let output = command.current_dir(&folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (folder.join("shop"), output)
}

/// Every file of the sources.
fn sources(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for part in ["", "types"] {
        let Ok(entries) = fs::read_dir(folder.join("src").join(part)) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let name = Path::new(part).join(path.file_name().unwrap()).display().to_string();
            found.insert(name, fs::read_to_string(path).unwrap());
        }
    }
    found
}

/// The files that have an item of this name.
fn home(sources: &BTreeMap<String, String>, item: &str) -> Vec<String> {
    let starts = ["struct", "enum", "type"].map(|kind| format!("pub {kind} {item} "));
    let has = |text: &String| {
        text.lines()
            .any(|line| starts.iter().any(|start| line.starts_with(start)))
    };
    sources
        .iter()
        .filter(|(_, text)| has(text))
        .map(|(name, _)| name.clone())
        .collect()
}

#[test]
fn each_thing_stands_under_the_features_that_reach_it() {
    let (folder, _) = generate("words", "");
    let sources = sources(&folder);
    let table = [
        // Of an operation with two tags, of its request.
        ("Customer", "types/with_admin_or_customers.rs"),
        // Of an operation with one tag, of its error.
        ("Missing", "types/with_customers.rs"),
        // Of what the API sends, and of an operation whose tag is called as a feature of the runtime.
        ("Invoice", "types/with_incoming_or_tag_mock.rs"),
        ("OtherKind", "types/with_incoming_or_tag_mock.rs"),
        // Of an operation without a tag.
        ("Receipt", "types.rs"),
        ("Currency", "types.rs"),
        // Of nothing.
        ("Word", "types/with_schemas.rs"),
        // Of all but the operation without a tag.
        ("Address", "types/with_any_of_5_1.rs"),
    ];
    for (item, file) in table {
        assert_eq!(home(&sources, item), [file], "{item}");
    }
    let customers = &sources["customers.rs"];
    let gated = |line: &str| customers.contains(&format!("#[cfg(feature = \"customers\")]\n{line}"));
    assert!(gated("pub(crate) static LIST_CUSTOMERS"), "{customers}");
    assert!(!gated("pub(crate) static CREATE_CUSTOMER"), "{customers}");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let features: toml::Table = toml::from_str(&manifest).unwrap();
    let default = features["features"]["default"].as_array().unwrap();
    let default: Vec<&str> = default.iter().filter_map(toml::Value::as_str).collect();
    assert_eq!(default, ["customers", "tag-mock", "admin", "incoming", "schemas"]);
}

#[test]
fn the_crate_compiles_with_each_choice_of_features_without_a_word() {
    let (folder, _) = generate("compiled", "");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    fs::write(
        folder.join("Cargo.toml"),
        manifest + "\n[lints.rust]\nwarnings = \"deny\"\n",
    )
    .unwrap();
    crates::set_apart(&folder);
    let choices = [
        "",
        "customers",
        "admin",
        "tag-mock",
        "incoming",
        "schemas",
        "customers,schemas",
    ];
    let choices = choices.map(|features| vec!["--no-default-features", "--features", features]);
    for choice in choices.into_iter().chain([vec![]]) {
        let output = crates::cargo(&folder, "check")
            .arg("--quiet")
            .args(&choice)
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{choice:?}: {words}");
    }
}

#[test]
fn a_call_of_what_is_switched_off_is_told_its_feature() {
    let (folder, _) = generate("off", "");
    crates::set_apart(&folder);
    let program = "fn main() {\n    let client = shop::Client::from_env().unwrap();\n    \
                   let _ = client.customers().list_customers();\n}\n";
    fs::create_dir_all(folder.join("examples")).unwrap();
    fs::write(folder.join("examples/call.rs"), program).unwrap();
    let check = |features: &str| {
        let mut cargo = crates::cargo(&folder, "check");
        cargo.args(["--quiet", "--example", "call", "--no-default-features"]);
        cargo.args(["--features", features]).output().unwrap()
    };
    let output = check("schemas");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    let first = words.lines().next().unwrap_or_default();
    let expected = "these operations are not compiled: they need the feature `customers` of the crate";
    assert!(first.ends_with(expected), "{words}");
    let output = check("customers");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn operations_that_sdk_toml_does_not_want_are_left_out_with_what_only_they_reach() {
    let settings = "\n[[operations.exclude]]\ntags = ['Admin']\n[[operations.exclude]]\npaths = ['/receipts/**']\nmethods = ['GET']\n\
                    [[operations.exclude]]\nids = ['nothing']\n";
    let (folder, output) = generate("chosen", settings);
    let all = sources(&folder);
    for gone in ["CreateCustomer", "NewCustomer", "Invalid", "Receipt", "GetReceipt"] {
        assert_eq!(home(&all, gone), [""; 0], "{gone}");
    }
    assert_eq!(home(&all, "Customer"), ["types/with_customers.rs"]);
    assert_eq!(home(&all, "RemoveReceipt"), ["operations.rs"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(words.contains("idle-selection"), "{words}");
    assert!(
        words.contains("no operation fits entry 3 of `[[operations.exclude]]`"),
        "{words}"
    );
    // What is left is what it is with all the rest.
    let (whole, _) = generate("whole", "");
    let whole = sources(&whole);
    let method = |text: &str| {
        text[text.find("pub fn list_customers(").unwrap()..]
            .lines()
            .next()
            .map(str::to_owned)
    };
    assert_eq!(method(&all["customers.rs"]), method(&whole["customers.rs"]));
}
