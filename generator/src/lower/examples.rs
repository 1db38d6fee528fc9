//! Which examples does the document have of what is sent?

use openapiv3::{Example, MediaType, ParameterData, ParameterSchemaOrContent, ReferenceOr};

use super::Lower;
use crate::example::{self, Chance, Extent};
use crate::parse::SchemaId;
use crate::read::Node;

/// A value for a parameter. What need not be given has one where everything is to be given, or the document shows it.
pub(super) fn of_parameter(cx: &Lower<'_>, data: &ParameterData, required: bool) -> Option<Node> {
    let extent = cx.examples?;
    let mut shown = of_both(cx, data.example.as_ref(), data.examples.values());
    let schema = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => cx.document.lifted(schema),
        ParameterSchemaOrContent::Content(content) => {
            let media = content.values().next();
            shown.extend(media.iter().flat_map(|media| self::shown(cx, media)));
            media.and_then(|media| cx.document.lifted(media.schema.as_ref()?))
        }
    };
    let Some(schema) = schema else {
        return shown.into_iter().next();
    };
    let is_deprecated = data.deprecated == Some(true);
    let is_wanted = required || is_worth_it(cx, extent, schema, &data.name, !shown.is_empty(), is_deprecated);
    is_wanted.then(|| example::of_schema(&cx.document.schemas, schema, &data.name, &shown, extent))?
}

/// A value for a body.
pub(super) fn of_media(cx: &Lower<'_>, media: &MediaType) -> Option<Node> {
    let extent = cx.examples?;
    let shown = shown(cx, media);
    match media.schema.as_ref().and_then(|schema| cx.document.lifted(schema)) {
        Some(schema) => example::of_schema(&cx.document.schemas, schema, "text", &shown, extent),
        None => shown.into_iter().next(),
    }
}

/// What the document shows of an answer, as it stands: the first that is a value of its schema. None is made up, since
/// what comes may hold what is never sent.
pub(super) fn of_answer(cx: &Lower<'_>, media: &MediaType) -> Option<Node> {
    let schema = media.schema.as_ref().and_then(|schema| cx.document.lifted(schema))?;
    let of_schema = cx.examples.map(|_| example::shown(&cx.document.schemas, schema));
    let all = shown(cx, media)
        .into_iter()
        .chain(of_schema.into_iter().flatten().cloned());
    all.into_iter()
        .find(|value| example::fits(&cx.document.schemas, schema, value))
}

/// A value for a part of a form, of which the document shows these values.
pub(super) fn of_part(cx: &Lower<'_>, property: SchemaId, name: &str, of: &[Node], required: bool) -> Option<Node> {
    let extent = cx.examples?;
    let shown: Vec<Node> = of.iter().filter_map(|form| form.get(name)).cloned().collect();
    let schemas = &cx.document.schemas;
    let is_deprecated = schemas[property].deprecated;
    let is_wanted = required || is_worth_it(cx, extent, property, name, !shown.is_empty(), is_deprecated);
    is_wanted.then(|| example::of_schema(schemas, property, name, &shown, extent))?
}

fn is_worth_it(cx: &Lower<'_>, extent: Extent, schema: SchemaId, name: &str, is_shown: bool, deprecated: bool) -> bool {
    match extent {
        Extent::Whole => true,
        Extent::Varied { seed } => Chance::new(seed, name).is_even(),
        Extent::Brief => !deprecated && (is_shown || example::is_shown(&cx.document.schemas, schema)),
    }
}

/// What a document shows of a content.
pub(super) fn shown(cx: &Lower<'_>, media: &MediaType) -> Vec<Node> {
    match cx.examples {
        Some(_) => of_both(cx, media.example.as_ref(), media.examples.values()),
        None => Vec::new(),
    }
}

/// The values of `example` and `examples`, which are one or the other.
fn of_both<'d>(
    cx: &Lower<'_>,
    one: Option<&serde_json::Value>,
    several: impl Iterator<Item = &'d ReferenceOr<Example>>,
) -> Vec<Node> {
    let several = several.filter_map(|example| cx.document.example(example)?.value.as_ref());
    one.into_iter().chain(several).map(example::node).collect()
}
