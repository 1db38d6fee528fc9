//! Which version of OpenAPI does a document follow?

use crate::diagnostic::{Code, Diagnostics};
use crate::read::{Node, SourceId, SpecPath};

/// Whether the document follows a version that is read.
pub(super) fn check(source: SourceId, root: &Node, diags: &mut Diagnostics) -> bool {
    let at = SpecPath::new(source, "");
    let Some(version) = root.get("openapi") else {
        let version = root.get("swagger").map(Node::to_string).unwrap_or_default();
        let message = format!("Swagger {} is not supported yet", version.trim_matches('"'));
        diags
            .error(Code::UnsupportedVersion, at.child("swagger"), message)
            .on_key()
            .help("convert the document to OpenAPI 3.0 or later, for example with `swagger2openapi`");
        return false;
    };
    let version = match version {
        Node::String(version) => version.clone(),
        version => version.to_string(),
    };
    let at = at.child("openapi");
    if version.starts_with("3.2") {
        let message = "OpenAPI 3.2 is read as 3.1; what it added is passed over, each with a warning of its own";
        diags.warn(Code::UnsupportedFeature, &at, message);
        return true;
    }
    if is_old(root) || version == "3.1" || version.starts_with("3.1.") {
        return true;
    }
    let message = format!("`{version}` is not a version of OpenAPI that is read");
    diags
        .error(Code::UnsupportedVersion, &at, message)
        .help("the versions are 3.0, 3.1 and 3.2, such as `openapi: 3.1.0`");
    false
}

/// Whether it follows 3.0, which knows nothing beside a `$ref`.
pub(super) fn is_old(root: &Node) -> bool {
    let version = root.get("openapi").map(Node::to_string).unwrap_or_default();
    let version = version.trim_matches('"');
    version == "3.0" || version.starts_with("3.0.")
}
