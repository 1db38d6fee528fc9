//! Which version of OpenAPI does a document follow?

use crate::diagnostic::{Code, Diagnostics};
use crate::read::{Node, SourceId, SpecPath};

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// OpenAPI 3.0, 3.1 or 3.2.
    OpenApi,
    /// Swagger 2.0.
    Swagger,
}

/// The dialect of the document, if it is one that is read.
pub(super) fn check(source: SourceId, root: &Node, diags: &mut Diagnostics) -> Option<Dialect> {
    let at = SpecPath::new(source, "");
    let Some(version) = root.get("openapi") else {
        let version = root.get("swagger").map(word).unwrap_or_default();
        if ["2", "2.0"].contains(&version.as_str()) {
            return Some(Dialect::Swagger);
        }
        let message = format!("`{version}` is not a version of Swagger that is read");
        diags
            .error(Code::UnsupportedVersion, at.child("swagger"), message)
            .help("the version is 2.0; convert an older document to it");
        return None;
    };
    let version = word(version);
    let at = at.child("openapi");
    let mut numbers = version.split('.').map(str::parse::<u32>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(3)), Some(Ok(0..=2))) => return Some(Dialect::OpenApi),
        (Some(Ok(3)), Some(Ok(_))) => {
            let message = format!("OpenAPI {version} is newer than what is known here; it is read as 3.2");
            diags.warn(Code::UnsupportedVersion, &at, message);
            return Some(Dialect::OpenApi);
        }
        _ => {}
    }
    let message = format!("`{version}` is not a version of OpenAPI that is read");
    diags
        .error(Code::UnsupportedVersion, &at, message)
        .help("the versions are 3.0, 3.1 and 3.2, such as `openapi: 3.1.0`");
    None
}

fn word(node: &Node) -> String {
    match node {
        Node::String(version) => version.clone(),
        version => version.to_string(),
    }
}

/// Whether it follows 3.0, which knows nothing beside a `$ref`.
pub(super) fn is_old(root: &Node) -> bool {
    let version = root.get("openapi").map(Node::to_string).unwrap_or_default();
    let version = version.trim_matches('"');
    version == "3.0" || version.starts_with("3.0.")
}
