//! What stands in the `Cargo.toml` of a new crate?

use super::New;
use crate::command::features;
use crate::command::package::{RUNTIME_FEATURES, build_dependency, dependency, quoted, runtime_features};
use crate::emit::Programs;
use crate::ir::Api;
use crate::passes::CONTRACT_TESTS;

pub(super) fn text(api: &Api, new: &New, programs: Option<&Programs>) -> String {
    let title = api.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = format!(
        "[package]\nname = {}\ndescription = {}\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\n\
         license-file = \"LICENSE\"\n# Until its name, its licence and its version are yours.\npublish = false\n\n[features]\n",
        quoted(new.package.name()),
        quoted(&format!("A client of the API {title}")),
    );
    text.push_str(&features::of_api(api));
    text.push_str("# What the runtime can do beside, for those who want it.\n");
    for feature in RUNTIME_FEATURES {
        text.push_str(&format!("{feature} = [\"openapi-runtime/{feature}\"]\n"));
    }
    text.push_str("# Tests that ask a server whether it answers as its description says.\n");
    text.push_str(&format!("{CONTRACT_TESTS} = [\"openapi-runtime/contract\"]\n"));
    let runtime = new.package.runtime();
    text.push_str(&format!(
        "\n[dependencies]\nopenapi-runtime = {}\n",
        dependency(runtime, runtime_features(api))
    ));
    let generator = build_dependency(new.generator.as_deref());
    text.push_str(&format!("\n[build-dependencies]\nopenapi-build = {generator}\n"));
    text.push_str("\n[dev-dependencies]\n# With the transport that answers from memory.\n");
    text.push_str(&format!("openapi-runtime = {}\n", dependency(runtime, Some("mock"))));
    text.push_str("tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n");
    if let Some(feature) = programs.and_then(|programs| programs.feature.as_deref()) {
        for (kind, name) in [("example", "first_call"), ("test", "client")] {
            let (name, feature) = (quoted(name), quoted(feature));
            text.push_str(&format!(
                "\n[[{kind}]]\nname = {name}\nrequired-features = [{feature}]\n"
            ));
        }
    }
    let contract = quoted(CONTRACT_TESTS);
    text.push_str(&format!(
        "\n[[test]]\nname = \"contract\"\nrequired-features = [{contract}]\n"
    ));
    text
}
