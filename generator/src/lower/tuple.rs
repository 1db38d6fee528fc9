//! Which elements does a list with `prefixItems` have?
//!
//! Those that the schema describes one by one, of which `minItems` have to be there, and further ones as `items` says:
//! any, where it says nothing and `maxItems` leaves room for them (JSON Schema 2020-12, §10.3.1).

use super::{Lower, schema};
use crate::ir::{Role, Tuple, Type, TypeId, TypeName};
use crate::parse::{Schema, SchemaId};

pub(super) fn lower_tuple(cx: &mut Lower<'_>, id: TypeId, of: SchemaId) -> Tuple {
    let schema = &cx.document.schemas[of];
    let elements: Vec<Type> = schema
        .prefix_items
        .iter()
        .enumerate()
        .map(|(index, &element)| {
            let role = Role::Branch(format!("Element{}", index + 1));
            schema::lower_element(cx, Some(element), &TypeName::Inline { parent: id, role })
        })
        .collect();
    let count = elements.len();
    let least = schema.min_items.and_then(|least| usize::try_from(least).ok());
    let name = TypeName::Inline {
        parent: id,
        role: Role::Item,
    };
    Tuple {
        elements,
        required: least.unwrap_or(0).min(count),
        rest: has_rest(cx, schema).then(|| schema::lower_element(cx, schema.items, &name)),
    }
}

fn has_rest(cx: &Lower<'_>, schema: &Schema) -> bool {
    let count = schema.prefix_items.len() as u64;
    let is_closed = |id: SchemaId| cx.document.schemas[id].never;
    // What other keywords speak of elements may allow more of them.
    let is_alone = schema.contains.is_none() && schema.if_.is_none() && schema.all_of.is_empty();
    let further = schema.items.or(schema.unevaluated_items.filter(|_| is_alone));
    schema.max_items.is_none_or(|most| most > count) && !further.is_some_and(is_closed)
}
