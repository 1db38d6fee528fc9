//! What do operations become, and does what they become send what the document says?
//!
//! A fixture is a folder with `openapi.yaml`, perhaps `sdk.toml`, and `client`, the module that it becomes.
//! `BLESS=1 cargo test --test operations` writes the modules anew; reading the difference is the work.

#![deny(warnings)]
#![allow(unreachable_pub, reason = "a test has no outside, and the modules are those of a library")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every place and style of a parameter.
#[path = "operations/parameters/client/mod.rs"]
pub mod parameters;
#[path = "operations/support/recorder.rs"]
#[allow(dead_code, reason = "a fixture asks for what it needs")]
mod recorder;

use recorder::Recorder;

#[test]
fn every_fixture_becomes_what_it_is_expected_to() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/operations");
    let mut different = Vec::new();
    for name in ["parameters"] {
        let fixture = root.join(name);
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("operations").join(name);
        let mut builder = openapi_build::Builder::new().spec(fixture.join("openapi.yaml")).out_dir(&out);
        if fixture.join("sdk.toml").exists() {
            builder = builder.config(fixture.join("sdk.toml"));
        }
        builder.compile().unwrap();
        let golden = fixture.join("client");
        if std::env::var_os("BLESS").is_some() {
            let _ = fs::remove_dir_all(&golden);
            fs::create_dir_all(&golden).unwrap();
            for (file, text) in modules(&out) {
                fs::write(golden.join(file), text).unwrap();
            }
        } else if modules(&golden) != modules(&out) {
            different.push(name);
        }
    }
    assert!(different.is_empty(), "these differ, and `BLESS=1` would write them: {different:?}");
}

fn modules(folder: &Path) -> BTreeMap<String, String> {
    let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let modules = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let named = modules.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    named.collect()
}

#[tokio::test]
async fn parameters_go_where_they_belong() {
    use parameters::types::{Filter, FilterCreated, Shade};
    let recorder = Recorder::new();
    let client = parameters::Client::builder()
        .transport(recorder.clone())
        .apiversion(20_230_501)
        .build()
        .unwrap();
    let colors = ["blue", "black"].map(str::to_owned).to_vec();
    let shade = Shade::new(1).g(2);
    client
        .colors()
        .get_color(colors.clone(), shade.clone(), "a/b")
        .limit(5)
        .id_query("q")
        .session("s;t")
        .await
        .unwrap();
    let seen = recorder.last();
    assert_eq!(seen.target, "/colors/.blue,black;r=1;g=2/a%2Fb.json?limit=5&id=q");
    assert_eq!(seen.header("apiversion"), Some("20230501"));
    assert_eq!(seen.header("cookie"), Some("session=s%3Bt"));

    let created = FilterCreated::new().gte("2024-02-29".parse::<openapi_runtime::chrono::NaiveDate>().unwrap());
    let filter = Filter::new().created(created).kinds(["warm".into(), "x".into()]);
    client
        .colors()
        .search(filter.clone())
        .tags(colors.clone())
        .words(colors.clone())
        .many(colors)
        .joined([1, 2])
        .url("https://a.example/?b")
        .where_(filter)
        .x_shade(shade)
        .apiversion(1)
        .await
        .unwrap();
    let seen = recorder.last();
    let target = seen.target.replace("%5B", "[").replace("%5D", "]");
    assert_eq!(
        target,
        "/search?filter[created][gte]=2024-02-29&filter[kinds][]=warm&filter[kinds][]=x&tags=blue%7Cblack\
         &words=blue%20black&many=blue&many=black&joined=1,2&url=https://a.example/?b\
         &where=%7B%22created%22%3A%7B%22gte%22%3A%222024-02-29%22%7D%2C%22kinds%22%3A[%22warm%22%2C%22x%22]%7D"
    );
    assert_eq!(seen.header("x-shade"), Some("r=1,g=2"));
    assert_eq!(seen.header("apiversion"), Some("1"));
}
