//! What of a parameter can its style not spell?
//!
//! Every style but `deepObject` has room for one level: a scalar, a list of scalars, or an object of scalars; what lies
//! deeper has no defined form (OpenAPI 3.1, §4.8.12.6; RFC 6570, §2.4.2). Servers differ in what they read there (JSON,
//! brackets, dots), so none is guessed: a call that gives it fails before it is sent, and the document can say how.

use super::Lower;
use crate::diagnostic::Code;
use crate::ir::Style;
use crate::parse::{SchemaId, Schemas, Type};
use crate::read::{Node, SpecPath};

/// How far references and parts are followed.
const MAX_DEPTH: usize = 32;

/// Warns of what cannot be spelled, and takes it out of an example.
pub(super) fn check(
    cx: &mut Lower<'_>,
    name: &str,
    schema: Option<SchemaId>,
    style: Style,
    at: &SpecPath,
    example: &mut Option<Node>,
) {
    let Some(schema) = schema else { return };
    let lists_in_objects = match style {
        Style::DeepObject | Style::Json | Style::File | Style::Files => return,
        Style::FormExploded => true,
        Style::Simple
        | Style::SimpleExploded
        | Style::Label
        | Style::LabelExploded
        | Style::Matrix
        | Style::MatrixExploded
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited => false,
    };
    let schemas = &cx.document.schemas;
    let what = match kind(schemas, schema, 0) {
        Kind::Scalar => return,
        Kind::List(items) => match kind(schemas, items, 0) {
            Kind::Scalar => return,
            Kind::List(_) => format!("`{name}` is a list of lists"),
            Kind::Object(_) => format!("`{name}` is a list of objects"),
        },
        Kind::Object(of) => {
            let is_nested = |property: SchemaId| match kind(schemas, property, 0) {
                Kind::Scalar => false,
                Kind::List(items) => !lists_in_objects || !matches!(kind(schemas, items, 0), Kind::Scalar),
                Kind::Object(_) => true,
            };
            let properties = schemas[of].properties.iter();
            let mut nested = properties
                .filter(|(_, property)| is_nested(**property))
                .map(|(name, _)| name);
            let Some(first) = nested.next() else { return };
            let entries = example.as_mut().and_then(Node::as_object_mut);
            if let Some(entries) = entries {
                entries.retain(|key, _| key != first && !nested.clone().any(|name| name == key));
            }
            let message = format!(
                "`{first}` of the parameter `{name}` is nested deeper than its style has room for; a call that gives it fails"
            );
            cx.diags.warn(Code::UnspelledParameter, at, message);
            return;
        }
    };
    *example = None;
    let message = format!("{what}, for which its style has no room; a call that gives it fails");
    cx.diags.warn(Code::UnspelledParameter, at, message);
}

enum Kind {
    /// Or what may be one.
    Scalar,
    List(SchemaId),
    /// The schema that has the properties.
    Object(SchemaId),
}

/// What the values of a schema are, for certain.
fn kind(schemas: &Schemas, id: SchemaId, depth: usize) -> Kind {
    let schema = &schemas[id];
    let is_only = |ty: Type| {
        schema
            .types
            .is_some_and(|types| types.iter().all(|one| one == ty || one == Type::Null) && types.contains(ty))
    };
    if let Some(items) = schema.items.filter(|_| is_only(Type::Array)) {
        return Kind::List(items);
    }
    if is_only(Type::Object) && schema.all_of.is_empty() {
        return Kind::Object(id);
    }
    match schema.reference.or(schema.all_of.first().copied()) {
        Some(next) if depth < MAX_DEPTH => kind(schemas, next, depth + 1),
        _ => Kind::Scalar,
    }
}
