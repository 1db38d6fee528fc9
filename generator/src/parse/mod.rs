//! What does the document say?
//!
//! The trees of nodes become one [`Document`]: `openapiv3`'s model of what has not changed between
//! OpenAPI 3.0 and 3.1, and beside it an arena of schemas, which did change.

mod bundle;
mod check;
mod children;
mod dialect;
mod document;
mod dynamic;
mod grammar;
mod identify;
mod incoming;
mod inline;
mod lift;
mod merge;
mod methods;
#[cfg(test)]
pub(crate) mod mutations;
mod origins;
mod refs;
mod rules;
mod schema;
mod schema_keywords;
mod settle;
mod skeleton;
mod spelling;
mod swagger;
mod uri;
mod version;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics};
use crate::read::{self, Node, SourceId, Sources};

pub(crate) use document::{DeclaredOperation, Document};
pub(crate) use methods::is_token;
use origins::Origins;
pub(crate) use schema::{Discriminator, Patterns, Schema, SchemaId, Schemas, Type, Types};
pub(crate) use spelling::nearest;
use version::Dialect;

/// Understands what was read. Without a document, or with one that is wrong in some part, the
/// diagnostics say why.
pub(crate) fn parse(sources: &mut Sources, config: &Config, diags: &mut Diagnostics) -> Option<Document> {
    let ids: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
    let mut pages = Vec::new();
    for id in ids {
        let Some(dialect) = version::check(id, &sources.get(id).root, diags) else {
            continue;
        };
        let grammar = match dialect {
            Dialect::OpenApi => &grammar::OPENAPI_3,
            Dialect::Swagger => &swagger::SWAGGER_2,
        };
        identify::identify(&mut sources.get_mut(id).root, grammar);
        bundle::bundle(sources, id, grammar, &config.refs.folders, diags);
        let mut root = sources.get(id).root.clone();
        check::check(sources, id, grammar, &mut root, diags);
        // What is known to be wrong would only be found a second time.
        if dialect == Dialect::Swagger && !diags.has_errors() {
            let (converted, moved) = swagger::convert(id, root, &sources.get(id).moved, diags);
            root = converted;
            sources.get_mut(id).moved = moved;
            check::check(sources, id, &grammar::OPENAPI_3, &mut root, diags);
        }
        settle::rename(id, &mut root, sources, &config.sources, diags);
        pages.push((id, root));
    }
    let ranks = settle::ranks(&pages, sources, &config.sources);
    read::report_unused(sources, diags);
    // A skeleton that is known to be wrong would only be refused with less of a reason.
    if diags.has_errors() {
        return None;
    }
    let (mut root, mut origins) = merge::merge(pages, ranks, diags)?;
    inline::inline(&mut root, &mut origins, diags);
    let mutual_tls = take_mutual_tls(&mut root, &origins, diags);
    let lifted = lift::lift(&mut root, &origins, diags);
    let schemas = refs::resolve(lifted, diags);
    let incoming = incoming::take(&mut root, &origins, diags);
    let additional = methods::take(&mut root, &origins, diags);
    if diags.has_errors() {
        return None;
    }
    match skeleton::skeleton(&root) {
        Ok(openapi) => Some(Document {
            openapi,
            schemas,
            additional,
            incoming,
            mutual_tls,
            origins,
        }),
        Err(wrong) => {
            let at = origins.at(&wrong.pointer);
            diags.error(Code::WrongType, at, wrong.message).on_key();
            None
        }
    }
}

/// Takes the schemes out that `openapiv3` does not know, and tells their names.
fn take_mutual_tls(root: &mut Node, origins: &Origins, diags: &mut Diagnostics) -> Vec<String> {
    let pointer = "/components/securitySchemes";
    let mut taken = Vec::new();
    if let Some(Node::Object(schemes)) = root.pointer_mut(pointer) {
        schemes.retain(|name, scheme| {
            let keep = scheme.get("type").and_then(Node::as_str) != Some("mutualTLS");
            if !keep {
                taken.push(name.clone());
            }
            keep
        });
    }
    for name in &taken {
        let message = format!(
            "`{name}` is a client certificate, which the HTTP client has to be given; nothing is generated for it"
        );
        diags
            .warn(Code::UnsupportedSecurity, origins.at(pointer).child(name), message)
            .on_key();
    }
    taken
}

#[cfg(test)]
mod tests;
