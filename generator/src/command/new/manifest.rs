//! What stands in the `Cargo.toml` of a new crate?

use super::New;
use crate::command::package::{RUNTIME_FEATURES, dependency, quoted, runtime_features};
use crate::emit::Programs;
use crate::ir::Api;
use crate::passes::INCOMING;

pub(super) fn text(api: &Api, new: &New, programs: Option<&Programs>) -> String {
    let title = api.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let features: Vec<&str> = api.groups.iter().map(|group| group.feature.as_str()).collect();
    let mut text = format!(
        "[package]\nname = {}\ndescription = {}\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\n\
         license-file = \"LICENSE\"\n# Until its name, its licence and its version are yours.\npublish = false\n\n[features]\n",
        quoted(new.package.name()),
        quoted(&format!("A client of the API {title}")),
    );
    let incoming = (!api.incoming.is_empty()).then_some(INCOMING);
    let all = features.iter().chain(&incoming).chain(&["schemas"]);
    let all: String = all.map(|feature| format!("    {},\n", quoted(feature))).collect();
    text.push_str(&format!("default = [\n{all}]\n"));
    if !features.is_empty() {
        text.push_str("# One feature a tag of the API; what a program leaves out is not compiled.\n");
    }
    for feature in &features {
        text.push_str(&format!("{} = []\n", key(feature)));
    }
    if incoming.is_some() {
        text.push_str(&format!(
            "# What the API sends by itself: webhooks and callbacks.\n{INCOMING} = []\n"
        ));
    }
    text.push_str("# The named schemas that no operation reaches.\nschemas = []\n");
    text.push_str("# What the runtime can do beside, for those who want it.\n");
    for feature in RUNTIME_FEATURES {
        text.push_str(&format!("{feature} = [\"openapi-runtime/{feature}\"]\n"));
    }
    let runtime = new.package.runtime();
    text.push_str(&format!(
        "\n[dependencies]\nopenapi-runtime = {}\n",
        dependency(runtime, runtime_features(api))
    ));
    let generator = dependency(new.generator.as_deref(), None);
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
    text
}

/// A key of a table, in quotes where it needs them.
fn key(name: &str) -> String {
    let is_bare = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_bare { name.to_owned() } else { quoted(name) }
}
